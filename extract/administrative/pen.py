"""Places where a pen, not the printer, may have written: the number and the day of a document."""

from collections.abc import Sequence

from ingest.geometry import Box
from ocr.page_text import PageText, Word

LEAST_PRINTED = 0.6
"""Confidence of digits in these places below which they may be a pen's; printed digits have 0.85 and more."""

_WRITTEN = frozenset({"handwriting", "signature", "unread", "covered"})
_SHARE = 0.25  # of the region's height that lies in the row


def pen_in(page: PageText, place: Box) -> bool:
    """Tell whether something that is no read print lies in a place (points), at least partly."""
    return any(region.kind in _WRITTEN and _meets(region.box, place) for region in page.regions)


def is_doubtful(words: Sequence[Word], least: float = LEAST_PRINTED) -> bool:
    """Tell whether any of the words was read too badly to be taken for print."""
    return any(word.confidence < least for word in words)


def _meets(region: Box, place: Box) -> bool:
    common = region.meet(place)
    if common.width <= 0 or common.height <= 0:
        return False
    return common.height >= _SHARE * min(region.height, place.height) and common.width >= 0.2 * min(
        region.width, place.width
    )
