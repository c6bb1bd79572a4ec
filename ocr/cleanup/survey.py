"""What a small copy tells about a page: is there print, which way do its lines run, how tall are its letters."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ingest.page import Pixels
from ocr.cleanup.colour import in_gray, without_colour
from ocr.cleanup.illumination import divide_background, reduced
from ocr.cleanup.pieces import pieces

SURVEY_SIDE = 1800  # pixels of the longer side of the small copy: 150 dpi on A4, where a 10-point letter is 9 tall
_DARK = 150  # darker than this on white paper is print; show-through and faded seals are lighter
_FAINT = 205
_STEEPEST = 5.0  # degrees of skew looked for
_COARSE, _STEP = 0.5, 0.25
_SPARSE = 250  # pages with more pieces of black ink are not printed in colour
_NARROW = 0.6  # of the width of the page; text has 0.7 and more, cards of 85 mm have 0.3-0.57
_FEW = 25  # with fewer pieces of ink, slope and height mean nothing

Points = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Survey:
    """Facts about the print on a picture.

    ``letters`` counts pieces of dark ink of letter size, ``faint`` those of faint or dark ink (on a page with many
    letters both are the same); ``letter_height`` is their
    upper quartile in pixels of the full picture (capitals and letters with marks; 0 when there are too few to tell);
    ``angle`` is the slope of the lines in degrees, positive where they fall to the right; ``lying`` compares lines
    across with lines down: clearly above 1 for a page whose lines run across. ``coloured`` pages have little black
    ink and much of other colours: print in colour, or nothing but a seal. ``dots`` counts specks of dark ink: dust,
    marks of letters, leaders. ``narrow`` pages have print on little of their width: a card, a receipt, a label.
    """

    letters: int
    faint: int
    letter_height: float
    angle: float
    lying: float
    coloured: bool = False
    dots: int = 0
    narrow: bool = False


def survey(pixels: Pixels) -> Survey:
    """Look at a small copy of the picture (colour or gray); about 0.1 s for A4 at 300 dpi."""
    longer = max(pixels.shape[:2])
    small = reduced(pixels, SURVEY_SIDE, side=longer)
    factor = max(small.shape[:2]) / longer
    paper = divide_background(without_colour(small))
    mask, heights, dots = letter_ink(paper, _DARK)
    coloured = small.ndim == 3 and len(heights) < _SPARSE
    if coloured:
        mask_in_gray, heights_in_gray, _ = letter_ink(divide_background(in_gray(small)), _DARK)
        coloured = len(heights_in_gray) > 2 * max(_FEW, len(heights))
        mask, heights = (mask_in_gray, heights_in_gray) if coloured else (mask, heights)
    letters = len(heights)
    if letters < _FEW:
        return Survey(letters, len(letter_ink(paper, _FAINT)[1]), 0.0, 0.0, 1.0)
    down, across = (np.asarray(axis, dtype=np.float32) for axis in np.nonzero(mask))
    angle, rows = _sharpest(across, down)
    _, columns = _sharpest(down, across)
    return Survey(
        letters,
        letters,
        float(np.percentile(heights, 75)) / factor,
        angle,
        rows / max(1.0, columns),
        coloured,
        dots,
        narrow=_width(across) < _NARROW * small.shape[1],
    )


def _width(across: Points) -> float:
    """Return how wide the print is, without the hundredth part at either side: dust and shadows of an edge."""
    at = len(across) // 100
    left, right = np.partition(across, (at, len(across) - 1 - at))[[at, len(across) - 1 - at]]
    return float(right - left)


def letter_ink(paper: Pixels, darkness: int) -> tuple[NDArray[np.bool_], NDArray[np.int32], int]:
    """Return the mask of ink pieces of letter size on evenly lit paper, their heights in pixels, how many are specks.

    Rulings, seals and photographs are too large, dust is too small.
    """
    ink = (paper < darkness).astype(np.uint8)
    labels, stats = pieces(ink)
    wide, tall = stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]
    biggest = max(paper.shape) // 25
    fits = (tall >= 5) & (tall < biggest) & (wide >= 2) & (wide < biggest)
    fits[0] = False
    specks = int(((tall <= 4) & (wide <= 4)).sum())
    return fits[labels], np.asarray(tall[fits], dtype=np.int32), specks


def _sharpest(along: Points, across: Points) -> tuple[float, float]:
    """Return the angle at which the ink falls most sharply into lines along the first axis, and how sharply."""
    coarse = np.arange(-_STEEPEST, _STEEPEST + _COARSE, _COARSE)
    about = float(coarse[int(np.argmax([_sharpness(along, across, angle) for angle in coarse]))])
    fine = np.arange(about - _COARSE + _STEP, about + _COARSE, _STEP)
    scores = [_sharpness(along, across, angle) for angle in fine]
    best = int(np.argmax(scores))
    return float(fine[best]), scores[best]


def _sharpness(along: Points, across: Points, angle: float) -> float:
    """Return the sum of the squared steps of the ink's profile, taken along lines of this slope."""
    place = across - along * np.float32(np.tan(np.radians(angle)))
    profile = np.bincount((place - place.min()).astype(np.int32)).astype(np.float64)
    return float((np.diff(profile) ** 2).sum())
