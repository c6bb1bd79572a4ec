"""Solid colour over a page: black bars and opaque stamps."""

import cv2
import numpy as np
from numpy.typing import NDArray

from ingest.page import Pixels
from ocr.cleanup.colour import in_gray
from ocr.cleanup.pieces import outlines, pieces
from ocr.small_view import Mask, Rectangle, SmallView

_DARKER = 0.55  # of the paper in some channel: black, or of a strong colour
_AROUND = 100.0  # points within which there is paper
_HOLE = 2.5  # points: letters in a stamp
_STROKE = 7.0  # points: no letter, ruling or line of a seal is as thick
_THICK, _LONG = 9.0, 24.0  # points: least sides of a bar
_STRAIGHT = 0.86  # share of the narrowest rectangle around it that the outline of a bar or a box fills
_WITH_LETTERS = 0.6  # share of its outline that a stamp with letters in it fills
_ROUND, _ROUND_AREA = 0.72, 1100.0  # an oval fills 0.785; square points
_EVEN, _TONE = 0.7, 26  # share of it that is within so many levels of its middle tone


def solid_places(view: SmallView) -> list[Rectangle]:
    """Return where something solid and evenly dark or coloured lies on the page, away from the picture's edges."""
    mask = _solid(view)
    gray = in_gray(view.look)
    places = []
    for x, y, width, height in outlines(mask):
        if _touches_edge(x, y, width, height, gray.shape) or min(width, height) < view.length(_THICK):
            continue
        window = slice(y, y + height), slice(x, x + width)
        piece = _largest(mask[window])
        if _is_cover(piece, view) and _is_even(gray[window], piece):
            places.append((x, y, x + width, y + height))
    return places


def _largest(mask: Pixels) -> Mask:
    """Return the piece that a window was cut out for."""
    labels, stats = pieces(np.ascontiguousarray(mask))
    return np.asarray(labels == 1 + int(np.argmax(stats[1:, cv2.CC_STAT_AREA])), dtype=np.bool_)


def _solid(view: SmallView) -> NDArray[np.uint8]:
    """Return the mask of what is darker than the paper and stays when everything as thin as strokes is taken away."""
    level = view.look if view.look.ndim == 2 else _darkest_channel(view.look)
    step = max(1, view.length(4.0))
    tiny = cv2.resize(level, (level.shape[1] // step, level.shape[0] // step), interpolation=cv2.INTER_AREA)
    paper = cv2.dilate(tiny, _square(max(3, round(view.length(_AROUND) / step))))
    limit = cv2.resize(paper, (level.shape[1], level.shape[0]), interpolation=cv2.INTER_LINEAR)
    dark = (level < limit * np.float32(_DARKER)).astype(np.uint8)
    closed = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, _square(view.length(_HOLE)))
    return np.asarray(cv2.morphologyEx(closed, cv2.MORPH_OPEN, _square(view.length(_STROKE))), dtype=np.uint8)


def _darkest_channel(look: Pixels) -> Pixels:
    """Return the channel that shows black ink, and ink of any strong colour, dark."""
    blue, green, red = cv2.split(look)
    return np.asarray(cv2.min(cv2.min(blue, green), red), dtype=np.uint8)


def _square(side: int) -> NDArray[np.uint8]:
    return np.ones((side, side), np.uint8)


def _touches_edge(x: int, y: int, width: int, height: int, shape: tuple[int, ...]) -> bool:
    """Tell the dark round of a scan and the desk around a photographed page."""
    return x <= 2 or y <= 2 or x + width >= shape[1] - 2 or y + height >= shape[0] - 2


def _is_cover(piece: Mask, view: SmallView) -> bool:
    points = np.argwhere(piece)[:, ::-1].astype(np.float32)
    _, sides, _ = cv2.minAreaRect(points)
    short, long = sorted((sides[0] + 1, sides[1] + 1))
    if short < view.length(_THICK) or long < view.length(_LONG):
        return False
    hull = cv2.contourArea(cv2.convexHull(points)) + short + long
    filled, outlined = len(points) / hull, hull / (short * long)
    if outlined >= _STRAIGHT:
        return filled >= _WITH_LETTERS
    return outlined >= _ROUND and filled >= _STRAIGHT and len(points) >= _ROUND_AREA * view.point**2


def _is_even(gray: Pixels, piece: Mask) -> bool:
    """Tell a surface of one tone, letters on it aside, from a photograph."""
    tones = gray[piece].astype(np.int16)
    return float((np.abs(tones - np.median(tones)) <= _TONE).mean()) >= _EVEN
