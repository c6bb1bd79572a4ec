"""Numbers on forms that a pen wrote into the print and that were read as if they were print."""

import re
from collections.abc import Sequence
from statistics import median

from extract.administrative.pen import LEAST_PRINTED, printed_digits
from ocr.page_text import PageText, Word

_SYMBOL = re.compile(r"[A-ZĐ]{2}")
_LONG = 9  # figures: nobody writes so many so evenly that the engine is sure of them
_HIGH = 1.35  # heights of printed digits, or of the label: written ones were 1.45 and more


def is_by_pen(page: PageText, number: Sequence[Word], label: Sequence[Word]) -> bool:
    """Tell whether a number of digits alone is too high for the print around it, or was read too badly for print.

    Digits before a symbol (``435/TLKS-BS``) are not judged: symbols lower what the engine is sure of.
    """
    digits = [word for word in number if any(map(str.isdigit, word.text)) and _SYMBOL.search(word.text) is None]
    if page.source != "recognised" or not digits or len(digits) < len(number):
        return False
    printed = printed_digits(page)
    usual = printed.height if printed is not None else median([word.box.height for word in label] or [0.0])
    return any(
        word.confidence < LEAST_PRINTED or (usual > 0 and word.box.height > _HIGH * usual and len(word.text) < _LONG)
        for word in digits
    )
