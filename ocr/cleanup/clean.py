"""The cleanup of one upright picture, step by step."""

from dataclasses import dataclass

import numpy as np

from ingest.geometry import POINTS_PER_INCH
from ingest.page import Picture, Pixels
from ocr.cleanup.colour import in_gray, without_colour
from ocr.cleanup.illumination import divide_background
from ocr.cleanup.leaders import without_leaders
from ocr.cleanup.straighten import Matrix, Plan, levelled, plan, resized
from ocr.cleanup.survey import Survey

_DOTTED = 40  # dots on a page that are worth looking for leaders; scans without have fewer, or it costs 1 % more
_COUNTED_HEIGHT = 9.0  # pixels of a tall letter that are enough to count its ink


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A gray picture for the engine; ``to_page`` (2 x 3) maps its pixels to points of the upright page.

    ``ink`` is a smaller picture of the same with the ink of all colours: what there would have been to read.
    """

    gray: Pixels
    ink: Pixels
    dpi: float
    angle: float
    to_page: Matrix


def clean(picture: Picture, seen: Survey) -> Cleaned:
    """Return the picture without seals and shade, its lines level, its letters of the height the engine likes."""
    what = plan(seen)
    take = in_gray if seen.coloured else without_colour
    scaled = resized(picture.pixels, what.factor)
    gray = divide_background(take(scaled))
    level, undo = levelled(gray, what.angle)
    if seen.dots >= _DOTTED:
        level = without_leaders(level, seen.letter_height * what.factor)
    dpi = picture.dpi * what.factor
    step = max(1, int(seen.letter_height * what.factor / _COUNTED_HEIGHT))
    return Cleaned(
        level,
        _all_ink(picture.pixels if what.factor > 1 else scaled, level, what, step),
        dpi,
        what.angle,
        np.asarray(undo * (POINTS_PER_INCH / dpi), dtype=np.float64),
    )


def _all_ink(pixels: Pixels, cleaned: Pixels, what: Plan, step: int) -> Pixels:
    """Return the picture as it was cleaned, but smaller by a whole step, and with the ink of all colours.

    ``pixels`` are those of the page, or made smaller already.
    """
    if pixels.ndim == 2:
        return resized(cleaned, 1 / step)
    factor = (what.factor if what.factor > 1 else 1.0) / step
    return levelled(divide_background(in_gray(resized(pixels, factor))), what.angle)[0]
