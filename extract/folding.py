"""Text as labels and titles are compared: letters and digits only, small, without any mark."""

import re
import unicodedata
from functools import lru_cache

_SIGNS = re.compile(r"[^a-z0-9]+")
_CROSSED = str.maketrans({"đ": "d", "Đ": "d", "Ð": "d", "ð": "d"})  # they do not come apart like other letters


@lru_cache(maxsize=1 << 15)
def fold(text: str) -> str:
    """Return the ASCII letters and digits of a text, in lower case: ``Họ, chữ đệm`` becomes ``hochudem``."""
    apart = unicodedata.normalize("NFD", text.translate(_CROSSED).lower())
    return _SIGNS.sub("", apart)
