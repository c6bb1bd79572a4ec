"""The ink of a page on a small level picture: where it is coloured, and which pieces are no letters."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ingest.page import Picture, Pixels
from ocr.cleanup.clean import Cleaned

Mask = NDArray[np.bool_]

_DARK = 200
_COLOURED = 40  # levels between the strongest and the weakest channel, on white paper; fringes of print have less
_ALIKE = 0.6  # red ink has green and blue alike: they differ by less than this part of its colour
_PAPER_SIDE = 120  # pixels of the shorter side on which the colour of the paper is estimated
_LETTER, _PAPER = 5, 250.0


@dataclass(frozen=True, slots=True)
class InkMap:
    """Masks of one size in the frame of ``Cleaned.gray``, smaller by ``factor``.

    ``ink`` is ink of any colour; ``red`` and ``pen`` (every other colour) are parts of it, empty on gray pictures;
    ``letter`` is the height of a printed word and ``inch`` an inch in pixels of the masks.
    """

    ink: Mask
    red: Mask
    pen: Mask
    factor: float
    letter: float
    inch: float

    def within(self, box: tuple[int, int, int, int]) -> tuple[slice, slice]:
        """Return the rows and columns of a box given in pixels of ``Cleaned.gray``."""
        x0, y0, x1, y1 = (round(edge * self.factor) for edge in box)
        return slice(max(0, y0), y1 + 1), slice(max(0, x0), x1 + 1)


def ink_map(picture: Picture, cleaned: Cleaned, letter: float) -> InkMap:
    """Return the ink of the upright picture that was cleaned; ``letter`` in pixels of ``cleaned.gray``."""
    height, width = cleaned.ink.shape
    factor = max(height, width) / max(cleaned.gray.shape)
    ink = cleaned.ink < _DARK
    red = pen = np.zeros_like(ink)
    if picture.pixels.ndim == 3:
        red, pen = _coloured(_levelled(picture.pixels, cleaned.angle, (width, height)))
        red, pen = red & (ink | red), pen & ink
    return InkMap(ink | red, red, pen, factor, letter * factor, cleaned.dpi * factor)


def _levelled(pixels: Pixels, angle: float, size: tuple[int, int]) -> Pixels:
    twice = (min(2 * size[0], pixels.shape[1]), min(2 * size[1], pixels.shape[0]))
    few = cv2.resize(pixels, twice, interpolation=cv2.INTER_NEAREST)  # averaging all pixels takes ten times as long
    small = cv2.resize(few, size, interpolation=cv2.INTER_AREA)
    if angle:
        turn = cv2.getRotationMatrix2D((size[0] / 2, size[1] / 2), angle, 1.0)
        small = cv2.warpAffine(small, turn, size, flags=cv2.INTER_LINEAR, borderValue=(255, 255, 255))
    return np.asarray(small, dtype=np.uint8)


def _coloured(small: Pixels) -> tuple[Mask, Mask]:
    """Return where ink is red and where it has another colour, whatever the colour of paper and light."""
    height, width = small.shape[:2]
    step = max(1, min(height, width) // _PAPER_SIDE)
    few = cv2.resize(small, (width // step, height // step), interpolation=cv2.INTER_AREA)
    paper = cv2.medianBlur(cv2.dilate(few, np.ones((_LETTER, _LETTER), np.uint8)), 2 * _LETTER + 1)
    balanced = cv2.divide(small, cv2.resize(paper, (width, height)), scale=_PAPER)
    blue, green, red = cv2.split(balanced)
    most = cv2.max(cv2.max(blue, green), red)
    chroma = cv2.subtract(most, cv2.min(cv2.min(blue, green), red))
    coloured = chroma > _COLOURED
    reddish = coloured & (red == most) & (cv2.absdiff(green, blue) < _ALIKE * chroma.astype(np.float32))
    return reddish, coloured & ~reddish
