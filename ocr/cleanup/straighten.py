"""Scale and skew: the picture brought to the letter height that the engine likes, its lines made level."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ingest.geometry import Box
from ingest.page import Pixels
from ocr.cleanup.survey import Survey

# Upper-quartile letter heights in pixels, from trials on the real pages: taller letters cost time and gain nothing,
# small ones gain by enlargement, and what lies between is best left alone (resampling costs more than it gives).
_SMALL, _SMALL_TO = 14.0, 20.0
_SMALL_ON_CARD, _CARD_TO = 20.0, 28.0  # cards have print of several sizes, most of it smaller than their largest
_TALL, _TALL_TO = 32.0, 28.0
_MOST = 2.5
_ABSORBED = 0.4  # degrees of skew that Tesseract absorbs by itself

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Plan:
    """What to do to the picture: its factor of size and the slope to take out, in degrees."""

    factor: float
    angle: float


def plan(seen: Survey) -> Plan:
    """Decide scale and deskewing from the facts."""
    height = seen.letter_height
    factor = 1.0
    if 0 < height < (_SMALL_ON_CARD if seen.narrow else _SMALL):
        factor = min(_MOST, (_CARD_TO if seen.narrow else _SMALL_TO) / height)
    elif height > _TALL:
        factor = _TALL_TO / height
    return Plan(factor, seen.angle if abs(seen.angle) >= _ABSORBED else 0.0)


def resized(pixels: Pixels, factor: float) -> Pixels:
    """Return the picture at another size: cubic when larger, else linear, after halving while more than half is to go.

    Averaging by a factor that is not whole would take eight times as long and reads no better.
    """
    if factor == 1.0:
        return pixels
    while factor <= 0.5:
        pixels = np.asarray(cv2.resize(pixels, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA), dtype=np.uint8)
        factor *= 2
    how = cv2.INTER_LINEAR if factor < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(pixels, None, fx=factor, fy=factor, interpolation=how), dtype=np.uint8)


def levelled(gray: Pixels, angle: float) -> tuple[Pixels, Matrix]:
    """Return the picture turned about its centre so that lines of that slope are level, and the matrix that undoes it.

    The matrix (2 x 3) maps pixels of the result to pixels of ``gray``. Corners turned in are white.
    """
    height, width = gray.shape[:2]
    if angle == 0.0:
        return gray, np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]])
    forward = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    turned = cv2.warpAffine(gray, forward, (width, height), flags=cv2.INTER_LINEAR, borderValue=(255.0, 255.0, 255.0))
    return np.asarray(turned, dtype=np.uint8), np.asarray(cv2.invertAffineTransform(forward), dtype=np.float64)


def moved(box: tuple[float, float, float, float], matrix: Matrix) -> Box:
    """Return the upright box around a box that was moved by a 2 x 3 matrix."""
    x0, y0, x1, y1 = box
    corners = np.array([[x0, y0, 1.0], [x1, y0, 1.0], [x1, y1, 1.0], [x0, y1, 1.0]]) @ matrix.T
    low, high = corners.min(axis=0), corners.max(axis=0)
    return Box(float(low[0]), float(low[1]), float(high[0]), float(high[1]))
