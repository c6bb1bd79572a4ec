"""Words into runs (words with no wide gap between them), and runs that stand side by side into bands."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import numpy as np

from ingest.geometry import Box, joined
from ocr.page_text import Line, Word

# All lengths are in heights of the words around.
_GAP = 1.6  # a wider gap between words separates two runs
_SAME_BAND = 0.5  # of the smaller height: runs that overlap so much vertically stand in one band
_FLAT = 0.4  # the least height that a dash counts with
_TALL = 2.2  # words so many times taller than the median are no part of the lines that they overlap


@dataclass(frozen=True, slots=True)
class Band:
    """Runs that stand side by side, left to right."""

    runs: tuple[Line, ...]
    box: Box


def runs(words: Sequence[Word]) -> tuple[Line, ...]:
    """Group words into level runs without wide gaps, top to bottom."""
    if not words:
        return ()
    usual = median(word.box.height for word in words)
    level = sorted(words, key=_place)
    tall = [word for word in level if word.box.height > _TALL * usual]
    rows = _rows([word for word in level if word.box.height <= _TALL * usual], _FLAT * usual)
    found: list[Line] = []
    for row in (*rows, *_rows(tall, 0.0)):
        height = max(median(word.box.height for word in row), 0.5 * usual)
        part = [row[0]]
        for left, right in pairwise(row):
            if right.box.x0 - left.box.x1 > _GAP * height:
                found.append(_line(part))
                part = []
            part.append(right)
        found.append(_line(part))
    return tuple(sorted(found, key=lambda run: run.box.middle[1]))


def bands(lines: Sequence[Line]) -> tuple[Band, ...]:
    """Group runs that stand side by side, top to bottom."""
    groups: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: line.box.middle[1]):
        for group in groups[-3:]:
            place = bisect_right(group, line.box.x0, key=lambda other: other.box.x0)
            if all(_beside(line.box, other.box) for other in group[max(0, place - 1) : place + 1]):
                group.insert(place, line)
                break
        else:
            groups.append([line])
    return tuple(Band(tuple(group), joined(tuple(line.box for line in group))) for group in groups)


def _place(word: Word) -> tuple[float, float, float, float, str, float]:
    """Return what sorts words the same way in whatever order they came."""
    box = word.box
    return (box.x0, box.y0, box.x1, box.y1, word.text, word.confidence)


def _rows(words: Sequence[Word], least: float) -> list[list[Word]]:
    """Group words, sorted from left to right: each joins the row whose last word it overlaps most, or opens one.

    Flat signs (dashes) count as ``least`` points high.
    """
    rows: list[list[Word]] = []
    tops, bottoms = np.empty(len(words)), np.empty(len(words))  # of the last word of every row
    for word in words:
        half, count = max(word.box.height, least) / 2, len(rows)
        top, bottom = word.box.middle[1] - half, word.box.middle[1] + half
        common = np.minimum(bottoms[:count], bottom) - np.maximum(tops[:count], top)
        share = common / np.maximum(np.minimum(bottoms[:count] - tops[:count], bottom - top), 1e-9)
        best = int(share.argmax()) if count else 0
        if not count or share[best] < _SAME_BAND:
            best = count
            rows.append([])
        rows[best].append(word)
        tops[best], bottoms[best] = top, bottom
    return rows


def _beside(one: Box, other: Box) -> bool:
    common = min(one.y1, other.y1) - max(one.y0, other.y0)
    return common >= _SAME_BAND * min(one.height, other.height) and (one.x1 <= other.x0 or other.x1 <= one.x0)


def _line(words: Sequence[Word]) -> Line:
    return Line(tuple(words), joined(tuple(word.box for word in words)))
