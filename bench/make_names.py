"""Counts ``extract/data/names.txt`` from ``shared/lists/names.json`` (MIT): ``python -m bench.make_names``, at once.

Only which words the names of people consist of is kept, the frequent ones first; the same list gives the same bytes.
"""

import json
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

from bench.material import shared_folder
from extract.values.name import FILE
from ocr.vietnamese.letters import bare
from ocr.vietnamese.syllable import is_syllable


def main(arguments: Sequence[str]) -> int:
    """Write the words of names and print how many there are."""
    lists = json.loads((shared_folder(arguments) / "lists" / "names.json").read_text("utf-8"))
    families = Counter[str]()
    for name, share in lists["surnames"].items():
        families.update({word: round(1000 * share) for word in _words(name)[:1]})
    others = Counter(word for name in (*lists["middle_names"], *lists["given_names"]) for word in _words(name))
    for name in lists["surnames"]:
        others.update(_words(name)[1:])
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(f"{_line(families)}\n{_line(others)}\n", "utf-8")
    print(f"{len(families)} family names, {len(others)} words of other names in {FILE}")
    return 0


def _words(name: str) -> list[str]:
    words = re.findall(r"[^\W\d_]+", unicodedata.normalize("NFC", name))
    return [word for word in words if is_syllable(word) and bare(word.lower()).isascii()]


def _line(counted: Counter[str]) -> str:
    order: Iterable[tuple[str, int]] = sorted(counted.items(), key=lambda entry: (-entry[1], entry[0]))
    return " ".join(word for word, _ in order)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
