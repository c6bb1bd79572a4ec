"""Print that was not read, or is much fainter than the rest of its page."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.cleanup.pieces import Labels, outlines, pieces
from ocr.small_view import Mask, Rectangle, SmallView, in_boxes

_FADED = 0.52  # of the usual darkness of the page's print
_SEEN = 0.2  # of it: less is show-through
_DARK_SHARE = 0.08  # of a faded letter's pixels that may be darker than that
_COLOURED = 1.05  # times as dark in gray as in the brightest channel: a seal, a pen
_FAINT_COLOURED = 0.87  # the same of faint ink: bleached print has 0.25-0.85, letters of seals 0.79-1.04
_READ = 0.5  # of a piece lies under words
_THIN = 0.2  # heights: a wide piece that is thinner, taken over its width, is a ruling that does not run level
_LEAST_WIDE = 25.0  # points of one line: four letters
_FEWEST = 4
_ENOUGH = 60  # words tell how dark a page's print is
_FEW_WORDS = 8  # with fewer nothing is known of the page's print

Pieces = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Print:
    """What print on this page is like: height of its words in pixels, and how much darker they are than its paper."""

    height: float
    darkness: float
    paper: float


def usual_print(view: SmallView) -> Print | None:
    """Return what most words look like, or None where there are too few to tell."""
    if len(view.words) < _FEW_WORDS:
        return None
    heights = [y1 - y0 for _, y0, _, y1 in view.words]
    tones = [_tone(view, word) for word in view.words[:: 1 + len(view.words) // _ENOUGH]]
    paper = float(np.median(view.dark[::3, ::3]))
    return Print(float(np.median(heights)), paper - float(np.median(tones)), paper)


def _tone(view: SmallView, word: Rectangle) -> float:
    """Return how dark the strokes of a word are."""
    x0, y0, x1, y1 = (max(0, edge) for edge in word)
    tones = view.dark[y0:y1, x0:x1].ravel()
    if tones.size == 0:
        return 255.0
    place = int(0.15 * tones.size)
    return float(np.partition(tones, place)[place])


@dataclass(frozen=True, slots=True)
class Letters:
    """The pieces of ink that may be letters of the text: which piece each pixel is of, and what is known of each.

    ``ink`` are the pixels of all pieces, ``piece`` their numbers; ``letter`` and ``faint`` tell of each piece.
    """

    labels: Labels
    ink: Mask
    piece: Labels
    area: NDArray[np.float64]
    letter: NDArray[np.bool_]
    faint: NDArray[np.bool_]


def letters_on(view: SmallView, usual: Print) -> Letters:
    """Return the pieces of ink of the page, sorted by size and darkness; words do not matter."""
    ink = (view.dark < usual.paper - _SEEN * usual.darkness) & view.lit
    labels, stats = pieces(ink.view(np.uint8))
    wide, tall = stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]
    letter = (tall >= 0.35 * usual.height) & (tall <= 1.6 * usual.height) & (wide <= 10 * usual.height) & (wide >= 2)
    letter[0] = False
    piece, dark, gray = labels[ink], view.dark[ink], view.ink[ink]

    def total(values: NDArray[np.generic]) -> NDArray[np.float64]:
        return np.bincount(piece, weights=values, minlength=len(stats)).astype(np.float64)

    area = np.maximum(1, stats[:, cv2.CC_STAT_AREA]).astype(np.float64)
    letter &= (wide <= 2 * usual.height) | (area >= _THIN * usual.height * wide)
    colour = total(usual.paper - gray) / np.maximum(1.0, total(usual.paper - dark))
    letter &= colour < _COLOURED
    dim = total(dark < usual.paper - _FADED * usual.darkness) <= _DARK_SHARE * area
    letter &= ~dim | (colour < _FAINT_COLOURED)
    faint = letter & dim
    return Letters(labels, ink, piece, area, letter, faint)


def faded_print(letters: Letters, view: SmallView, usual: Print) -> list[Rectangle]:
    """Return stretches of letters in a line that are much fainter than the others, read or not."""
    return _stretches(letters.faint, letters, view, usual)


def unread_print(letters: Letters, view: SmallView, usual: Print) -> list[Rectangle]:
    """Return stretches of dark letters in a line that are under no word."""
    read = in_boxes(letters.ink.shape, view.words, 2)[letters.ink]
    under = np.bincount(letters.piece[read], minlength=len(letters.area))
    return _stretches(letters.letter & ~letters.faint & (under < _READ * letters.area), letters, view, usual)


def _stretches(chosen: NDArray[np.bool_], letters: Letters, view: SmallView, usual: Print) -> list[Rectangle]:
    """Return where so many pieces stand side by side as letters do in a line."""
    if not chosen.any():
        return []
    mask = chosen[letters.labels].view(np.uint8)
    reach = max(3, round(0.8 * usual.height))
    joined = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((1, reach), np.uint8))
    return [
        (x, y, x + width, y + height)
        for x, y, width, height in outlines(np.asarray(joined, dtype=np.uint8))
        if width >= view.length(_LEAST_WIDE)
        and 0.4 * usual.height <= height <= 1.9 * usual.height
        and _letters(mask[y : y + height, x : x + width], usual) >= _FEWEST
    ]


def _letters(mask: Pieces, usual: Print) -> int:
    """Return how many letters the pieces may be: on small pictures they run into each other."""
    widths = cv2.connectedComponentsWithStats(mask, connectivity=8)[2][1:, cv2.CC_STAT_WIDTH]
    return int(np.maximum(1, np.round(widths / (0.6 * usual.height))).sum())
