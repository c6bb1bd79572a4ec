"""Places of a drawn page that may hold a two-dimensional code: square, dense, and under no word."""

from collections.abc import Sequence

import cv2
import numpy as np

from ingest.geometry import Box
from ingest.page import CarriedWord, Pixels

_INK = 150
_GAPS = (5.0, 18.0)  # points: white inside a small code, a large code is narrower, their quiet zones are not
_LEAST, _MOST = 20.0, 300.0  # points of a side
_SQUARE = 1.25  # times as long as the shorter side is the longer one, at most
_THIN, _SOLID = 0.25, 0.8  # part of the square that is ink: half of a code, up to the blur; less of a frame
_MOST_PLACES = 8  # a page with more such places is a drawing
_EDGE = 3.0  # points kept around a place


def square_places(overview: Pixels, width: float, words: tuple[CarriedWord, ...]) -> tuple[Box, ...]:
    """Return the places (points) of a page ``width`` points wide, drawn in gray; 2 ms for A4 at 100 dpi."""
    scale = overview.shape[1] / width
    ink = (overview < _INK).astype(np.uint8)
    for word in words:
        box = word.box
        rows = slice(max(0, int(box.y0 * scale)), int(box.y1 * scale) + 1)
        ink[rows, max(0, int(box.x0 * scale)) : int(box.x1 * scale) + 1] = 0
    if int(ink.sum()) < _THIN * (_LEAST * scale) ** 2:
        return ()
    places: list[Box] = []
    for gap in _GAPS:
        reach = max(1, round(gap * scale))
        closed = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8))
        contours, _ = cv2.findContours(closed, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
        found = [_in_points(box, scale) for box in map(cv2.boundingRect, contours) if _may_be_code(ink, box, scale)]
        places = [place for place in places if not any(place.meet(other).area > 0 for other in found)] + found
    return tuple(places) if len(places) <= _MOST_PLACES else ()


def _may_be_code(ink: Pixels, box: Sequence[int], scale: float) -> bool:
    x, y, width, height = box
    shorter, longer = sorted((width / scale, height / scale))
    if not _LEAST <= shorter <= longer <= min(_MOST, _SQUARE * shorter):
        return False
    return _THIN <= float(ink[y : y + height, x : x + width].mean()) <= _SOLID


def _in_points(box: Sequence[int], scale: float) -> Box:
    x, y, width, height = box
    return Box(x / scale - _EDGE, y / scale - _EDGE, (x + width) / scale + _EDGE, (y + height) / scale + _EDGE)
