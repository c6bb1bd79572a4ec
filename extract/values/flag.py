"""Yes or no."""

import re

from extract.values.parsed import Parsed, noted
from extract.values.written import folded, nfc, tidy

_YES = ("co", "dung", "true", "yes", "x", "1", "ban sao")
_NO = ("khong", "sai", "false", "no", "0")
_EXACT = ("có", "đúng", "true", "yes", "x", "1", "bản sao", "không", "sai", "false", "no", "0")


def parse_bool(text: str) -> Parsed | None:
    """Return what a mark, ``có``/``không`` or ``bản sao`` means; None where it means neither."""
    seen = re.sub(r"[()\[\]]", "", tidy(text)).lower()
    bare = folded(seen)
    if bare not in (*_YES, *_NO):
        return None
    return Parsed(bare in _YES, noted(repaired=seen not in _EXACT), len(nfc(text)))
