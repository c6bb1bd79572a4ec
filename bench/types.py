"""The page of all types, ``docs/document-types.md``: tells whether it is as the rules are; ``--write`` makes it so."""

from collections.abc import Sequence
from pathlib import Path

from extract.describe import described, introduction
from extract.rule_files import document_types

PAGE = Path(__file__).resolve().parent.parent / "docs" / "document-types.md"


def main(arguments: Sequence[str]) -> int:
    """Return 1 where the page is not as the rules are and was not to be written."""
    page = described(document_types().values(), introduction())
    if "--write" in arguments:
        PAGE.write_text(page, "utf-8")
    fine = PAGE.exists() and PAGE.read_text("utf-8") == page
    print(f"docs/{PAGE.name}: {'as the rules are' if fine else 'to be written anew (--write)'}")
    return int(not fine)
