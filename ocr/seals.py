"""Seals and stamps by their colour: red ones of any shape, framed ones of other colours."""

from collections.abc import Iterator

import cv2
import numpy as np

from ocr.ink_map import InkMap, Mask

MapBox = tuple[int, int, int, int]
"""x0, y0, x1, y1 in pixels of an ``InkMap``."""

_BREAKS = 1.2  # letter heights of worn ink that are bridged
_SMALLEST = 2.2  # letter heights; a seal is 20 mm and more, a personal stamp 10
_LONGEST = 6.0  # times as long as wide: a seal across the edges of several sheets shows a strip on each
_LEAST_INK = 0.05
_LARGEST, _INCHES = 14.0, 2.4  # letter heights, inches: the largest seals have 42 mm; red print spreads farther
_FRAMED = 0.72  # part of its box that the outline of a frame or ring encloses; a signature encloses less
_ONE_PIECE = 0.7  # part of the height and width that a frame or ring spans in one piece; lines of print do not


def seals(ink: InkMap) -> tuple[MapBox, ...]:
    """Return the boxes of seals and coloured stamps, none overlapping another."""
    red = [box for box, _ in _clusters(ink.red, ink)]
    pen = [box for box, enclosed in _clusters(ink.pen, ink) if enclosed >= _FRAMED]
    framed = [box for box in pen if _is_framed(ink.pen, box)]
    return united([*red, *framed], ink.letter)


def _clusters(mask: Mask, ink: InkMap) -> Iterator[tuple[MapBox, float]]:
    """Yield the box of each cluster of ink as large as a stamp, and which part of it the outline encloses."""
    if not mask.any():
        return
    reach = max(3, round(_BREAKS * ink.letter))
    largest = max(_LARGEST * ink.letter, _INCHES * ink.inch)
    joined = cv2.morphologyEx(mask.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8))
    for outline in cv2.findContours(joined, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)[0]:
        x, y, wide, tall = cv2.boundingRect(outline)
        narrow, long = sorted((wide, tall))
        share = float(mask[y : y + tall, x : x + wide].mean())
        fits = narrow >= _SMALLEST * ink.letter and long <= min(largest, _LONGEST * narrow)
        if fits and share >= _LEAST_INK:
            yield (x, y, x + wide, y + tall), cv2.contourArea(outline) / (wide * tall)


def _is_framed(mask: Mask, box: MapBox) -> bool:
    """Tell whether one piece of ink spans most of a box."""
    x0, y0, x1, y1 = box
    stats = cv2.connectedComponentsWithStats(mask[y0:y1, x0:x1].astype(np.uint8), connectivity=8)[2][1:]
    wide, tall = stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]
    return bool(((wide >= _ONE_PIECE * (x1 - x0)) & (tall >= _ONE_PIECE * (y1 - y0))).any())


def united(boxes: list[MapBox], gap: float) -> tuple[MapBox, ...]:
    """Return the boxes, those that are less than a gap apart joined to one."""
    left = list(boxes)
    done: list[MapBox] = []
    while left:
        x0, y0, x1, y1 = left.pop()
        meets = [
            box
            for box in (*left, *done)
            if box[0] < x1 + gap and x0 < box[2] + gap and box[1] < y1 + gap and y0 < box[3] + gap
        ]
        if not meets:
            done.append((x0, y0, x1, y1))
            continue
        left = [box for box in left if box not in meets]
        done = [box for box in done if box not in meets]
        together = np.array([(x0, y0, x1, y1), *meets])
        low, high = together.min(axis=0), together.max(axis=0)
        left.append((int(low[0]), int(low[1]), int(high[2]), int(high[3])))
    return tuple(sorted(done, key=lambda box: (box[1], box[0])))
