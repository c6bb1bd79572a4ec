"""The small pictures of a page on which the gate looks for what is hidden: one look, shared by all detectors."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from ingest.geometry import POINTS_PER_INCH, Box
from ingest.page import Picture, Pixels
from ocr.cleanup.clean import Cleaned
from ocr.cleanup.colour import in_gray
from ocr.cleanup.illumination import reduced
from ocr.cleanup.straighten import levelled, moved

_LIT_SIDE = 300
_UNLIT = 0.45  # of the bright paper: a desk, the lid of a scanner; shade on paper goes to 0.58

Rectangle = tuple[int, int, int, int]
"""x0, y0, x1, y1 in pixels of the small pictures."""

Mask = NDArray[np.bool_]


class Placed(Protocol):
    """Whatever has the text of a word and its box in pixels of ``Cleaned.gray``."""

    @property
    def text(self) -> str:
        """Return what was read."""
        ...

    @property
    def box(self) -> tuple[int, int, int, int]:
        """Return x0, y0, x1, y1."""
        ...


@dataclass(frozen=True, slots=True)
class SmallView:
    """An upright page, its lines level, made small enough to look at all of it in a few milliseconds.

    ``look`` is the page as it came (BGR or gray, shade and paper and all); ``dark`` the darkest of each pixel's
    neighbours on evenly lit paper, which keeps the thinnest strokes, without coloured ink; ``ink`` the same averaged,
    coloured ink too; ``lit`` is paper rather than the desk around it. All are of one size; ``point`` is how many of
    their pixels are one point. ``words`` are boxes.
    """

    look: Pixels
    dark: Pixels
    ink: Pixels
    lit: Mask
    point: float
    words: tuple[Rectangle, ...]
    cleaned: Cleaned

    def length(self, points: float) -> int:
        """Return a length in whole pixels, one at least."""
        return max(1, round(points * self.point))

    def on_gray(self, place: Rectangle) -> Rectangle:
        """Return a place in pixels of ``Cleaned.gray``."""
        return _scaled(place, max(self.cleaned.gray.shape) / max(self.ink.shape))

    def on_page(self, place: Rectangle) -> Box:
        """Return a place in points of the upright page."""
        return moved(self.on_gray(place), self.cleaned.to_page)


def small_view(picture: Picture, cleaned: Cleaned, words: Sequence[Placed]) -> SmallView:
    """Return the small pictures of an upright page and its words on them."""
    height, width = cleaned.ink.shape
    size = (width, height)
    factor = max(cleaned.ink.shape) / max(cleaned.gray.shape)
    look = picture.pixels
    while look.shape[0] >= 2 * height:  # halving and then the rest takes a quarter of the time of one averaging
        look = np.asarray(cv2.resize(look, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    look = np.asarray(cv2.resize(look, size, interpolation=cv2.INTER_LINEAR), dtype=np.uint8)
    step = max(1, round(1 / factor))
    dark = cleaned.gray if step == 1 else cv2.erode(cleaned.gray, np.ones((step, step), np.uint8))
    level = levelled(look, cleaned.angle)[0]
    return SmallView(
        level,
        np.asarray(cv2.resize(dark, size, interpolation=cv2.INTER_NEAREST), dtype=np.uint8),
        cleaned.ink,
        _lit(level),
        cleaned.dpi * factor / POINTS_PER_INCH,
        tuple(_scaled(word.box, factor) for word in words),
        cleaned,
    )


def with_words(view: SmallView, words: Sequence[Placed]) -> SmallView:
    """Return the same pictures with other words."""
    factor = max(view.ink.shape) / max(view.cleaned.gray.shape)
    return replace(view, words=tuple(_scaled(word.box, factor) for word in words))


def _lit(look: Pixels) -> Mask:
    """Return the mask of what is not much darker than the page's paper over a whole patch."""
    tiny = reduced(in_gray(look), _LIT_SIDE, side=max(look.shape))
    bright = cv2.dilate(tiny, np.ones((7, 7), np.uint8))
    lit = (bright > _UNLIT * np.percentile(bright, 90)).astype(np.uint8)
    lit = np.asarray(cv2.erode(lit, np.ones((9, 9), np.uint8)), dtype=np.uint8)
    whole = cv2.resize(lit, (look.shape[1], look.shape[0]), interpolation=cv2.INTER_NEAREST)
    return np.asarray(whole, dtype=np.bool_)


def _scaled(box: Rectangle, factor: float) -> Rectangle:
    return round(box[0] * factor), round(box[1] * factor), round(box[2] * factor), round(box[3] * factor)


def in_boxes(shape: tuple[int, ...], boxes: Sequence[Rectangle], margin: int) -> Mask:
    """Return the mask of all pixels in the boxes or so near to them."""
    mask = np.zeros(shape[:2], dtype=np.bool_)
    for x0, y0, x1, y1 in boxes:
        mask[max(0, y0 - margin) : y1 + margin + 1, max(0, x0 - margin) : x1 + margin + 1] = True
    return mask
