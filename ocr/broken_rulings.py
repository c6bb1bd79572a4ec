"""Rulings of a table that stop in mid-air and go on beyond: something the colour of the paper lies over the table."""

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.cleanup.pieces import outlines
from ocr.small_view import Rectangle, SmallView

_INK = 170
_SHORTEST = 18.0  # points of a ruling on either side: no letter is as tall
_BREAK = (10.0, 60.0)  # points; more is another table
_ACROSS = 1.5  # points that the two sides may be out of line
_END = 4.0  # points around an end that are looked at for a ruling across it


def broken_rulings(view: SmallView) -> list[Rectangle]:
    """Return the breaks of the page's vertical rulings that are no ends of cells."""
    dark = (view.dark < _INK).astype(np.uint8)
    upright = _lines(dark, (view.length(_SHORTEST), 1))
    lines = sorted((x + width / 2, y, y + height) for x, y, width, height in outlines(upright) if height > 2 * width)
    if len(lines) < 2:
        return []
    across = _lines(dark, (1, view.length(_SHORTEST)))
    least, most = (view.length(points) for points in _BREAK)
    near, found = view.length(_ACROSS) + 1, []
    for middle, _, end in lines:
        below = [line for line in lines if abs(line[0] - middle) <= near and line[1] > end]
        if not below:
            continue
        start = min(line[1] for line in below)
        x = round(middle)
        if least <= start - end <= most and _is_free(across, x, end, view) and _is_free(across, x, start, view):
            found.append((x - near, end, x + near, start))
    return found


def _lines(dark: NDArray[np.uint8], shape: tuple[int, int]) -> NDArray[np.uint8]:
    return np.asarray(cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones(shape, np.uint8)), dtype=np.uint8)


def _is_free(across: NDArray[np.uint8], x: int, y: int, view: SmallView) -> bool:
    """Tell whether no ruling runs across the end of another."""
    reach = view.length(_END)
    return not across[max(0, y - reach) : y + reach + 1, max(0, x - reach) : x + reach + 1].any()
