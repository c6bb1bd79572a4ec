"""Dot leaders (``Họ và tên: ..........``): found and taken out before reading, for they wreck the engine's lines.

A leader is a chain of many like dots at one height and at like distances; nothing else that is printed is.
"""

from math import log

import cv2
import numpy as np
from numpy.typing import NDArray

from ingest.page import Pixels
from ocr.cleanup.pieces import pieces

DARK = 170
_LARGEST = 0.34  # sides of a dot, in heights of a letter
_NEAREST, _FARTHEST = 0.08, 0.95  # distance from dot to dot, in heights of a letter
_LEVEL = 0.09  # how much higher or lower the next dot may stand
_FEWEST = 7  # dots of a leader; an ellipsis has three
_UNEVEN = 0.3  # difference of a distance from the usual one
_MOSTLY = 0.6  # share of the distances that are usual
_UNLIKE = 1.7  # times the area of the others
_OUT_OF_STEP = 0.2  # of the distance
_OUT_OF_LINE = 0.045  # of the height of a letter
_AROUND = 1  # pixels around a dot that are its soft edge

Dots = NDArray[np.float64]
Places = NDArray[np.intp]


def without_leaders(gray: Pixels, letter_height: float) -> Pixels:
    """Return a level gray picture without its dot leaders; the picture itself where there are none."""
    labels, stats = pieces((gray < DARK).astype(np.uint8))
    largest = max(2.0, _LARGEST * letter_height)
    wide, tall = stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]
    small = np.flatnonzero((wide <= largest) & (tall <= largest))
    small = small[small > 0]
    if len(small) < _FEWEST:
        return gray
    dots = np.column_stack(
        (
            stats[small, cv2.CC_STAT_LEFT] + wide[small] / 2,
            stats[small, cv2.CC_STAT_TOP] + tall[small] / 2,
            stats[small, cv2.CC_STAT_AREA],
        )
    )
    led = in_leaders(dots, letter_height)
    if not led.any():
        return gray
    return _erased(gray, labels, stats, small[led])


def in_leaders(dots: Dots, letter_height: float) -> NDArray[np.bool_]:
    """Tell which dots (x, y, area; in pixels) belong to a leader."""
    led = np.zeros(len(dots), dtype=bool)
    for shift in (0.0, 0.5):  # so that no leader lies on the border of two rows in both
        row = np.floor(dots[:, 1] / max(2.0, 2 * _LEVEL * letter_height) + shift)
        order = np.lexsort((dots[:, 0], row))
        x, level = dots[order, 0], row[order]
        step = np.diff(x)
        near = (
            (level[1:] == level[:-1])
            & (step >= _NEAREST * letter_height)
            & (step <= max(4.0, _FARTHEST * letter_height))
        )
        breaks = np.flatnonzero(~near) + 1
        for chain in np.split(order, breaks):
            if len(chain) >= _FEWEST:
                led[_even(dots, chain, letter_height)] = True
    return led


def _even(dots: Dots, chain: Places, letter_height: float) -> Places:
    """Return the dots of a chain that are alike, level, and in step; none where there is no leader.

    The dot below a letter (``ạ``) may stand in the chain: it is larger, or lower, or out of step.
    """
    area = dots[chain, 2]
    alike: Places = chain[np.abs(np.log(area / np.median(area))) <= log(_UNLIKE)]
    if len(alike) < _FEWEST:
        return chain[:0]
    x, y = dots[alike, 0], dots[alike, 1]
    steps = np.diff(x)
    usual = float(np.median(steps))
    if float((np.abs(steps - usual) <= _UNEVEN * usual).mean()) < _MOSTLY:
        return chain[:0]
    place = np.concatenate(([0.0], np.cumsum(np.maximum(1.0, np.round(steps / usual)))))
    in_step = np.abs(x - np.polyval(_line(place, x), place)) <= max(1.2, _OUT_OF_STEP * usual)
    level = np.abs(y - np.polyval(_line(x, y), x)) <= max(1.0, _OUT_OF_LINE * letter_height)
    kept: Places = alike[in_step & level]
    return kept if len(kept) >= _FEWEST else alike[:0]


def _line(x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the straight line (slope, start) through most of the points: fitted, then again without what is off."""
    line = np.polyfit(x, y, 1)
    off = np.abs(y - np.polyval(line, x))
    kept = off <= np.quantile(off, 0.8)
    return np.polyfit(x[kept], y[kept], 1) if kept.sum() >= 3 and np.ptp(x[kept]) > 0 else line


def _erased(gray: Pixels, labels: NDArray[np.integer], stats: NDArray[np.int32], dots: Places) -> Pixels:
    done, paper = gray.copy(), int(np.median(gray))
    for dot in dots:
        x, y, wide, tall = (int(value) for value in stats[dot, :4])
        rows = slice(max(0, y - _AROUND), y + tall + _AROUND)
        columns = slice(max(0, x - _AROUND), x + wide + _AROUND)
        others = (labels[rows, columns] != 0) & (labels[rows, columns] != dot)
        done[rows, columns] = np.where(others, done[rows, columns], paper)
    return done
