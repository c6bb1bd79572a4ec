"""Figures whose shape proves them: two closed loops, one above the other, are an 8 and no other figure.

Tesseract reads the 8 of italic serif print as a 6 now and then, and is sure of it: ``ngày 18`` in the usual heading of
an administrative document. Nothing else about a figure is ever concluded from its loops: they fill with ink or break.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import cv2
import numpy as np

from ingest.page import Pixels
from ocr.correction import Judged
from ocr.form_slots import PixelBox

_FIGURES = 0.5  # least part of a word's signs that are figures
_LONGEST = 24  # signs
_TALL = 64  # pixels of the word when it is looked at
_MARGIN = 2  # pixels around it
_FULL = 0.62  # of the tallest piece: what is lower is a stop or a dash
_LOOP = 0.02  # of a figure's place that each of its loops takes at least
_EVEN = 3.0  # times by which the loops of an 8 may differ in size
_LEAST_TALL = 22  # pixels of the word in the picture; smaller figures close by themselves
_BETWEEN = 0.9  # pixels between ink and paper to those of ink
_WITHOUT = frozenset("12357")
_MISREAD = frozenset("690")


def with_looped_figures(lines: Sequence[Sequence[Judged]], gray: Pixels) -> tuple[tuple[Judged, ...], ...]:
    """Return the words with every figure of two loops read as 8; what was seen stays in the word."""
    return tuple(tuple(_looked_at(word, gray) for word in line) for line in lines)


def _looked_at(word: Judged, gray: Pixels) -> Judged:
    figures = sum(map(str.isdigit, word.text))
    if not figures or figures < _FIGURES * len(word.text) or len(word.text) > _LONGEST or word.text != word.seen.text:
        return word
    if all(sign == "8" for sign in word.text if sign.isdigit()):
        return word
    signs = list(word.text)
    places = [at for at, sign in enumerate(signs) if sign.isalnum() or sign in "/|()"]
    pieces = tuple(_pieces(gray, word.seen.box))
    if len(pieces) != len(places):
        return word
    loops = [_loops(piece) for piece in pieces]
    if any(found and signs[at] in _WITHOUT for at, found in zip(places, loops, strict=True)):
        return word  # a picture in which these have loops is too blurred to tell
    for at, found, piece in zip(places, loops, pieces, strict=True):
        if signs[at] in _MISREAD and _are_of_eight(found, piece.shape[0]):
            signs[at] = "8"
    text = "".join(signs)
    return word if text == word.text else replace(word, text=text)


def _pieces(gray: Pixels, box: PixelBox) -> Iterator[Pixels]:
    """Yield the full-height pieces of a word from left to right, white on black, enlarged."""
    x0, y0, x1, y1 = box
    crop = gray[max(0, y0 - _MARGIN) : y1 + _MARGIN, max(0, x0 - _MARGIN) : x1 + _MARGIN]
    if y1 - y0 < _LEAST_TALL or not _is_sharp(crop):
        return
    factor = _TALL / (y1 - y0)
    large = cv2.resize(crop, None, fx=factor, fy=factor, interpolation=cv2.INTER_CUBIC)
    _, ink = cv2.threshold(large, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink)
    tallest = max((stats[at, cv2.CC_STAT_HEIGHT] for at in range(1, count)), default=0)
    full = [at for at in range(1, count) if stats[at, cv2.CC_STAT_HEIGHT] >= _FULL * tallest]
    for at in sorted(full, key=lambda one: int(stats[one, cv2.CC_STAT_LEFT])):
        left, top, wide, tall, _ = stats[at]
        piece = (labels[top : top + tall, left : left + wide] == at).astype(np.uint8) * 255
        yield np.asarray(piece, dtype=np.uint8)


def _is_sharp(crop: Pixels) -> bool:
    """Tell whether few pixels lie between ink and paper, so that loops are what was printed and not what blurred."""
    darkest, lightest = int(crop.min()), int(crop.max())
    step = (lightest - darkest) / 4
    between = np.count_nonzero((crop > darkest + step) & (crop < lightest - step))
    return bool(between < _BETWEEN * np.count_nonzero(crop < darkest + 2 * step))


def _loops(piece: Pixels) -> tuple[tuple[int, float], ...]:
    """Return the area and the level of each loop of a figure that is no speck."""
    framed = cv2.copyMakeBorder(piece, 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=(0,))
    count, _, stats, centres = cv2.connectedComponentsWithStats(255 - framed, connectivity=4)
    return tuple(
        (int(stats[at, cv2.CC_STAT_AREA]), float(centres[at, 1]))
        for at in range(1, count)
        if stats[at, cv2.CC_STAT_LEFT] > 0 and stats[at, cv2.CC_STAT_AREA] >= _LOOP * piece.size
    )


def _are_of_eight(loops: Sequence[tuple[int, float]], height: int) -> bool:
    """Tell whether there are two loops of like size, the one in the upper half, the other in the lower."""
    if len(loops) != 2:
        return False
    (one, above), (other, below) = sorted(loops, key=lambda loop: loop[1])
    middle = height / 2
    return above < middle < below and max(one, other) <= _EVEN * min(one, other)
