"""Places where a pen, not the printer, may have written: the number and the day of a document."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from ingest.geometry import Box
from ocr.page_text import PageText, Word

LEAST_PRINTED = 0.6
"""Confidence of digits in these places below which they may be a pen's; printed digits have 0.85 and more."""

_WRITTEN = frozenset({"handwriting", "signature", "unread", "covered"})
_UPPER = 0.5  # of the page's height
_SURE = 0.85
_YEAR = 4  # digits: years are nearly always printed
_NARROW, _WIDE, _HIGH = 0.7, 1.28, 1.35  # against printed digits: written ones were 1.35 and more, other print 0.8-1.2
_SHARE = 0.25  # of the region's height that lies in the row


def pen_in(page: PageText, place: Box) -> bool:
    """Tell whether something that is no read print lies in a place (points), at least partly."""
    return any(region.kind in _WRITTEN and _meets(region.box, place) for region in page.regions)


def is_doubtful(words: Sequence[Word], least: float = LEAST_PRINTED) -> bool:
    """Tell whether any of the words was read too badly to be taken for print."""
    return any(word.confidence < least for word in words)


@dataclass(frozen=True, slots=True)
class Digits:
    """How large printed digits are: points a digit is wide and high."""

    width: float
    height: float


def printed_digits(page: PageText) -> Digits | None:
    """Return the size of the digits in the upper part of a page that are surely print, None where none is."""
    upper = (word for line in page.lines for word in line.words if word.box.y0 < _UPPER * page.height)
    sure = [word for word in upper if word.confidence >= _SURE and word.text.isdigit() and len(word.text) == _YEAR]
    if not sure:
        return None
    return Digits(median(_digit_width(word) for word in sure), median(word.box.height for word in sure))


def is_unlike_print(words: Sequence[Word], printed: Digits | None) -> bool:
    """Tell whether digits are too wide, too high or too low for the print around them."""
    if printed is None:
        return False
    return any(
        not _NARROW < _digit_width(word) / printed.width < _WIDE or word.box.height > _HIGH * printed.height
        for word in words
        if word.text.isdigit()
    )


def _digit_width(word: Word) -> float:
    return word.box.width / len(word.text)


def _meets(region: Box, place: Box) -> bool:
    common = region.meet(place)
    if common.width <= 0 or common.height <= 0:
        return False
    return common.height >= _SHARE * min(region.height, place.height) and common.width >= 0.2 * min(
        region.width, place.width
    )
