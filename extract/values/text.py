"""Wording kept as it is printed."""

import re

from extract.values.parsed import Parsed
from extract.values.written import nfc, tidy

_STRAY = re.compile(r"(?<=\s)[`´^~|*°'](?=\s)")  # dust between words
_FULL_STOP = re.compile(r"(?<=[^\W_])\.\s*$")


def parse_text(text: str) -> Parsed | None:
    """Return the wording without the fillers around it, None where nothing is left.

    A single full stop at its end is print and stays; a run of dots to write on goes.
    """
    kept = tidy(_STRAY.sub("", text))
    if not any(map(str.isalnum, kept)):
        return None
    ended = _FULL_STOP.search(nfc(text)) is not None and not kept.endswith(".")
    return Parsed(f"{kept}." if ended else kept, (), len(nfc(text)))
