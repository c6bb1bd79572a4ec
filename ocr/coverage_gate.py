"""Ink against words: what stands on the page and was not read.

Mean confidence is no safety signal (a page that lost 18 % of its text under a seal had 95.3); ink without words is.
"""

from collections.abc import Sequence

from ingest.page import Pixels
from ocr.cleanup.illumination import reduced
from ocr.cleanup.survey import SURVEY_SIDE, letter_ink
from ocr.engine import SeenWord

_DARK = 150
_MARGIN = 2  # pixels of the small copy around a word that count as the word


def unread_share(gray: Pixels, words: Sequence[SeenWord]) -> float:
    """Return the share (0-1) of the letter-sized dark ink of a cleaned picture that lies under no word."""
    small = reduced(gray, SURVEY_SIDE, side=max(gray.shape))
    factor = max(small.shape) / max(gray.shape)
    ink, _ = letter_ink(small, _DARK)
    total = int(ink.sum())
    for word in words:
        x0, y0, x1, y1 = (edge * factor for edge in word.box)
        ink[max(0, int(y0) - _MARGIN) : int(y1) + _MARGIN + 1, max(0, int(x0) - _MARGIN) : int(x1) + _MARGIN + 1] = (
            False
        )
    return int(ink.sum()) / total if total else 0.0
