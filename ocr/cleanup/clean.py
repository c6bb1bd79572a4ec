"""The cleanup of one upright picture, step by step."""

from dataclasses import dataclass

import numpy as np

from ingest.geometry import POINTS_PER_INCH
from ingest.page import Picture, Pixels
from ocr.cleanup.colour import in_gray, without_colour
from ocr.cleanup.illumination import divide_background
from ocr.cleanup.straighten import Matrix, levelled, plan, resized
from ocr.cleanup.survey import Survey


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A gray picture for the engine; ``to_page`` (2 x 3) maps its pixels to points of the upright page."""

    gray: Pixels
    dpi: float
    angle: float
    to_page: Matrix


def clean(picture: Picture, seen: Survey) -> Cleaned:
    """Return the picture without seals and shade, its lines level, its letters of the height the engine likes."""
    what = plan(seen)
    take = in_gray if seen.coloured else without_colour
    gray = divide_background(take(resized(picture.pixels, what.factor)))
    level, undo = levelled(gray, what.angle)
    dpi = picture.dpi * what.factor
    return Cleaned(level, dpi, what.angle, np.asarray(undo * (POINTS_PER_INCH / dpi), dtype=np.float64))
