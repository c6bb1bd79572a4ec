"""Ink that no printer laid down: strokes too tall for the letters around them, thin for their size, under no word."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.cleanup.pieces import pieces
from ocr.ink_map import InkMap, Mask
from ocr.seals import MapBox

_TALL, _WIDE = 1.6, 1.0  # letter heights from which on a piece of ink is no letter; Ủy run together has 1.53
_TALL_PEN = 1.1  # the same for coloured ink, which is seldom print
_TALLEST, _WIDEST = 14.0, 26.0
_EDGE = 0.5  # letter heights
_FULL = 0.5  # part of its box that a stroke fills at most; print run together, bars and pictures fill more
_THICK, _MOST_THICK = 0.45, 0.1  # letter heights; part of the ink that may be so thick
_RULING = 3.0  # letter heights of a straight line
_MOST_RULED = 0.5
_MOST_READ = 0.5  # part of the ink under sure words
_TOUCHING = 0.8  # letter heights between the strokes of one hand
_MOST_PEN = 0.25  # part of a page's ink in colours beyond which its colours mean nothing: print in colour, bad scans
_SIGNATURE_WIDE, _SIGNATURE_TALL = 3.5, 1.8  # letter heights


@dataclass(frozen=True, slots=True)
class Strokes:
    """The mask of the strokes, and a box for each group of them: those as large as a signature, and the others.

    ``odd`` is all ink under no sure word that hangs together with something larger than letters: strokes, and frames.
    """

    mask: Mask
    odd: Mask
    signatures: tuple[MapBox, ...]
    others: tuple[MapBox, ...]


NO_STROKES = Strokes(np.zeros((0, 0), dtype=np.bool_), np.zeros((0, 0), dtype=np.bool_), (), ())


def pen_strokes(ink: InkMap, printed: Sequence[tuple[int, int, int, int]]) -> Strokes:
    """Find what a pen wrote; ``printed`` are the boxes (pixels of ``Cleaned.gray``) of words that are surely print."""
    black = ink.ink & ~ink.red
    labels, stats = _pieces(black)
    tall, wide = stats[:, cv2.CC_STAT_HEIGHT] / ink.letter, stats[:, cv2.CC_STAT_WIDTH] / ink.letter
    area = stats[:, cv2.CC_STAT_AREA]
    pen = _share(labels, ink.pen, area) > 0.5 if ink.pen.sum() < _MOST_PEN * max(1, ink.ink.sum()) else tall < 0
    large = (tall >= _TALL) & (wide >= _WIDE) | pen & (tall >= _TALL_PEN)
    large[0] = False
    if not large.any():
        nothing = large[labels]
        return Strokes(nothing, nothing, (), ())
    large &= _share(labels, _read(ink, printed), area) <= _MOST_READ
    fits = large & (tall <= _TALLEST) & (wide <= _WIDEST) & ~_at_edge(stats, black.shape, ink.letter)
    fits &= area <= _FULL * tall * wide * ink.letter**2
    fits &= _share(labels, _rulings(black, ink.letter), area) <= _MOST_RULED
    fits &= _share(labels, _thick(black, ink.letter), area) <= _MOST_THICK
    mask = fits[labels]
    return Strokes(mask, large[labels], *_grouped(mask, ink.letter))


def _pieces(mask: Mask) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Return the labels of the pieces of ink, and of each (the first is the paper) x, y, width, height, area."""
    labels, stats = pieces(mask.astype(np.uint8))
    return np.asarray(labels, dtype=np.int32), stats


def _at_edge(stats: NDArray[np.int32], shape: tuple[int, ...], letter: float) -> NDArray[np.bool_]:
    """Tell which pieces begin or end at the edge of the picture, where folds throw shadows and the scanner shows."""
    x, y = stats[:, cv2.CC_STAT_LEFT], stats[:, cv2.CC_STAT_TOP]
    right, bottom = x + stats[:, cv2.CC_STAT_WIDTH], y + stats[:, cv2.CC_STAT_HEIGHT]
    edge = _EDGE * letter
    return np.asarray((x < edge) | (y < edge) | (right > shape[1] - edge) | (bottom > shape[0] - edge), dtype=np.bool_)


def _share(labels: NDArray[np.int32], mask: Mask, area: NDArray[np.int32]) -> NDArray[np.float64]:
    """Return for each piece the share of its pixels that lie in the mask."""
    return np.bincount(labels[mask], minlength=len(area)) / np.maximum(1, area)


def _read(ink: InkMap, printed: Sequence[tuple[int, int, int, int]]) -> Mask:
    mask = np.zeros_like(ink.ink)
    for box in printed:
        mask[ink.within(box)] = True
    return mask


def _rulings(black: Mask, letter: float) -> Mask:
    """Return the ink of long level and upright lines, and what is thickened onto them."""
    length = round(_RULING * letter)
    ink = black.astype(np.uint8)
    across = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    down = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((length, 1), np.uint8))
    return np.asarray(cv2.dilate(cv2.bitwise_or(across, down), np.ones((3, 3), np.uint8)), dtype=np.bool_)


def _thick(black: Mask, letter: float) -> Mask:
    side = max(3, round(_THICK * letter))
    return np.asarray(cv2.erode(black.astype(np.uint8), np.ones((side, side), np.uint8)), dtype=np.bool_)


def _grouped(mask: Mask, letter: float) -> tuple[tuple[MapBox, ...], tuple[MapBox, ...]]:
    """Return the boxes of the groups as large as a signature, and those of the others."""
    reach = max(3, round(_TOUCHING * letter))
    near = cv2.dilate(mask.astype(np.uint8), np.ones((reach, reach), np.uint8))
    boxes = [_tight(mask, box) for box in _pieces(near > 0)[1][1:, :4].tolist()]
    wide, tall = _SIGNATURE_WIDE * letter, _SIGNATURE_TALL * letter
    signatures = tuple(box for box in boxes if box[2] - box[0] >= wide and box[3] - box[1] >= tall)
    return signatures, tuple(box for box in boxes if box not in signatures)


def _tight(mask: Mask, place: list[int]) -> MapBox:
    x, y, wide, tall = place
    down, across = np.nonzero(mask[y : y + tall, x : x + wide])
    return x + int(across.min()), y + int(down.min()), x + int(across.max()) + 1, y + int(down.max()) + 1
