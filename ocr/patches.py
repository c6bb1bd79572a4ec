"""Patches over a page that are brighter than its paper: white paper stuck on, or white paint put on after the scan."""

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.cleanup.colour import in_gray
from ocr.cleanup.pieces import pieces
from ocr.small_view import Rectangle, SmallView

_BRIGHTER = 2.5  # levels, at least
_SPREADS = 2.0  # times as much as the brightest paper elsewhere
_THICK, _LONG = 9.0, 30.0  # points: least sides
_STRAIGHT = 0.86  # share of the narrowest rectangle around it that a patch fills
_AROUND = 100.0  # points within which there is more paper than patch
_INK_FREE = 5.0  # points within which there is paper between the strokes
_GRAIN = 2.5  # points over which the noise of a scan evens out
_CELL = 2.0  # points of a pixel on which paper is compared with paper


def patch_places(view: SmallView) -> list[Rectangle]:
    """Return the rectangles that are brighter than the paper around them."""
    step = view.length(_CELL)
    mask = _brighter(view, step)
    labels, stats = pieces(mask)
    places = []
    for index in range(1, len(stats)):
        x, y, width, height = (int(value) for value in stats[index, :4])
        if min(width, height) * _CELL < _THICK or max(width, height) * _CELL < _LONG:
            continue
        points = np.argwhere(labels[y : y + height, x : x + width] == index)[:, ::-1].astype(np.float32)
        _, sides, _ = cv2.minAreaRect(points)
        if len(points) / ((sides[0] + 1) * (sides[1] + 1)) >= _STRAIGHT:
            places.append((x * step, y * step, (x + width) * step, (y + height) * step))
    return places


def _brighter(view: SmallView, step: int) -> NDArray[np.uint8]:
    """Return the mask of what is brighter than paper elsewhere, at one pixel for so many."""
    gray = in_gray(view.look)
    reach = view.length(_INK_FREE)
    size = (gray.shape[1] // step, gray.shape[0] // step)
    grain = view.length(_GRAIN)
    smooth = cv2.blur(gray, (grain, grain))  # else the brightest grain of the paper is as white as the patch
    paper = cv2.resize(cv2.dilate(smooth, np.ones((reach, reach), np.uint8)), size, interpolation=cv2.INTER_AREA)
    usual = cv2.medianBlur(paper, 2 * round(_AROUND / _CELL / 2) + 1)
    lift = paper.astype(np.float32) - usual
    mask = (lift > max(_BRIGHTER, _SPREADS * float(np.percentile(lift, 97)))).astype(np.uint8)
    return np.asarray(cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((3, 3), np.uint8)), dtype=np.uint8)
