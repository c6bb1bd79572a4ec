"""Wording kept as it is printed."""

from extract.values.parsed import Parsed
from extract.values.written import nfc, tidy


def parse_text(text: str) -> Parsed | None:
    """Return the wording without the fillers around it, None where nothing is left."""
    kept = tidy(text)
    return Parsed(kept, (), len(nfc(text))) if any(map(str.isalnum, kept)) else None
