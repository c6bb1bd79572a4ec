"""A second look at the lines that a first reading of the page left out.

Tesseract's layout analysis drops lines of a page that its network reads without effort: heads of table columns, answers
before dotted leaders. Cut out and shown alone, most of them on generated pages are read surely, in about 0.01 s each.
"""

from collections.abc import Iterator
from typing import NamedTuple

import cv2
import numpy as np

from ingest.page import Picture
from ocr.cleanup.clean import Cleaned
from ocr.coverage_gate import Unseen, unseen_print
from ocr.engine import OcrEngine, SeenWord
from ocr.small_view import Rectangle

_MOST = 40  # lines; with more, the page lies wrong or is no print, and a closer look does not help
_MARGINS = (0.2, 0.45)  # of the height of the line, around it: what is not read with one often is with the other
_PAPER, _FRAME = 250, 30  # the level of clean paper; pixels of it around the line
_SURE = 0.4  # least confidence; what is less is no better than unread
_SAME = 0.3  # of the smaller of two words: they are one


class SecondLook(NamedTuple):
    """All words of the page, those of the first reading first, and what is still unseen."""

    words: tuple[SeenWord, ...]
    unseen: Unseen


def look_again(picture: Picture, cleaned: Cleaned, words: tuple[SeenWord, ...], engine: OcrEngine) -> SecondLook:
    """Read the unread lines of an upright page one by one."""
    unseen = unseen_print(picture, cleaned, words)
    if not unseen.lines or len(unseen.lines) > _MOST:
        return SecondLook(words, unseen)
    more = tuple(
        word
        for line in unseen.lines
        for word in _words_of(line, cleaned, engine)
        if not any(_are_one(word.box, other.box) for other in words)
    )
    if not more:
        return SecondLook(words, unseen)
    return SecondLook((*words, *more), unseen_print(picture, cleaned, (*words, *more)))


def _words_of(line: Rectangle, cleaned: Cleaned, engine: OcrEngine) -> tuple[SeenWord, ...]:
    """Return what is read of one line, at its place on the cleaned picture."""
    for margin in _MARGINS:
        words = tuple(_words_in(line, round(margin * (line[3] - line[1])), cleaned, engine))
        if words:
            return words
    return ()


def _words_in(line: Rectangle, margin: int, cleaned: Cleaned, engine: OcrEngine) -> Iterator[SeenWord]:
    height, width = cleaned.gray.shape
    x0, y0 = max(0, line[0] - margin), max(0, line[1] - margin)
    x1, y1 = min(width, line[2] + margin), min(height, line[3] + margin)
    cut = cv2.copyMakeBorder(
        cleaned.gray[y0:y1, x0:x1], _FRAME, _FRAME, _FRAME, _FRAME, cv2.BORDER_CONSTANT, value=(_PAPER,)
    )
    for seen in engine.recognise(np.asarray(cut, dtype=np.uint8), cleaned.dpi):
        for word in seen.words:
            if word.confidence >= _SURE and any(map(str.isalnum, word.text)):
                left, top, right, bottom = word.box
                moved = (left + x0 - _FRAME, top + y0 - _FRAME, right + x0 - _FRAME, bottom + y0 - _FRAME)
                yield SeenWord(word.text, moved, word.confidence)


def _are_one(one: Rectangle, two: Rectangle) -> bool:
    across = min(one[2], two[2]) - max(one[0], two[0])
    down = min(one[3], two[3]) - max(one[1], two[1])
    if across <= 0 or down <= 0:
        return False
    smaller = min((box[2] - box[0]) * (box[3] - box[1]) for box in (one, two))
    return across * down > _SAME * smaller
