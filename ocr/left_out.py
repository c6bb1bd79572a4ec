"""Lines that a first reading of the page left out, read by themselves.

Tesseract's layout analysis drops lines of a page that its network reads without effort: heads of table columns, answers
before dotted leaders. Cut out and shown alone, most of them on generated pages are read surely, in about 0.01 s each.
"""

from collections.abc import Sequence
from dataclasses import replace
from statistics import median
from typing import NamedTuple

import cv2
import numpy as np

from ingest.geometry import Box
from ingest.page import Picture, Pixels
from ocr.cleanup.clean import Cleaned
from ocr.cleanup.straighten import moved
from ocr.coverage_gate import Unseen, sight, unseen_in
from ocr.engine import OcrEngine, SeenLine, SeenWord
from ocr.mending import overlap
from ocr.region import Region, RegionKind
from ocr.small_view import Rectangle

_MOST = 40  # lines; with more, the page lies wrong or is no print, and a closer look does not help
_MARGINS = (0.2, 0.45)  # of the height of the line, around it: what is not read with one often is with the other
_PAPER, _FRAME = 250, 30  # the level of clean paper; pixels of it around the line
_SURE = 0.4  # least confidence; what is less is no better than unread
_TALL = 1.6  # heights of the usual word up to which a place holds one line
_NOTHING = SeenWord("", (0, 0, 0, 0), 0.0)
_SAME = 0.3  # of the smaller of two words: they are one
_PEN: frozenset[RegionKind] = frozenset({"handwriting", "signature"})
_SEAL: frozenset[RegionKind] = frozenset({"seal"})
_DARK, _BLACK = 150, 110  # of ink of any colour; of black ink, where the colours have been taken out
_MUCH = 0.25  # of the ink
_MOSTLY = 0.5  # of an unread place: it is what the pen wrote


class Completed(NamedTuple):
    """All lines of the page, those of the first reading first, and what is still unseen."""

    lines: tuple[SeenLine, ...]
    unseen: Unseen


def completed(
    picture: Picture, cleaned: Cleaned, lines: tuple[SeenLine, ...], known: Sequence[Region], engine: OcrEngine
) -> Completed:
    """Read the unread lines of an upright page one by one; ``known`` are places that hold no print.

    What a seal says is not read, but a page with unread black print in it stays one to look at.
    """
    words = [word for line in lines for word in line.words]
    seen = sight(picture, cleaned, words)
    unseen = _apart_from(known, unseen_in(seen, words), cleaned)
    if not unseen.lines or len(unseen.lines) > _MOST:
        return Completed(lines, unseen)
    places = [line for line in unseen.lines if not _is_mostly_in(moved(line, cleaned.to_page), _boxes(known, _SEAL))]
    read = _read(places, cleaned, engine, _TALL * median(word.box[3] - word.box[1] for word in words or [_NOTHING]))
    kept = (
        SeenLine(tuple(word for word in line if not any(overlap(word.box, other.box) > _SAME for other in words)))
        for line in read
    )
    more = tuple(line for line in kept if line.words)
    if not more:
        return Completed(lines, unseen)
    whole = [*words, *(word for line in more for word in line.words)]
    return Completed((*lines, *more), _apart_from(known, unseen_in(seen, whole), cleaned))


def _apart_from(known: Sequence[Region], unseen: Unseen, cleaned: Cleaned) -> Unseen:
    """Return what is unseen without the unread places that a pen wrote, and the coloured words of a seal itself."""
    pen, seals = _boxes(known, _PEN), _boxes(known, _SEAL)

    def is_print(box: Box) -> bool:
        return not _is_mostly_in(box, pen) and (not _is_mostly_in(box, seals) or _is_black(box, cleaned))

    regions = tuple(region for region in unseen.regions if region.kind != "unread" or is_print(region.box))
    lines = tuple(line for line in unseen.lines if is_print(moved(line, cleaned.to_page)))
    return Unseen(regions, lines)


def _boxes(regions: Sequence[Region], kinds: frozenset[RegionKind]) -> list[Box]:
    return [region.box for region in regions if region.kind in kinds]


def _is_black(box: Box, cleaned: Cleaned) -> bool:
    """Tell whether much of the ink in a box is black, and not only of a colour that is dark."""
    back = cv2.invertAffineTransform(cleaned.to_page)
    there = moved((box.x0, box.y0, box.x1, box.y1), np.asarray(back, dtype=np.float64))
    factor = max(cleaned.ink.shape) / max(cleaned.gray.shape)
    black = float((cleaned.gray[_window(there, 1.0)] < _BLACK).mean())
    return black > _MUCH * float((cleaned.ink[_window(there, factor)] < _DARK).mean())


def _window(box: Box, scale: float) -> tuple[slice, slice]:
    x0, y0, x1, y1 = (max(0, round(edge * scale)) for edge in (box.x0, box.y0, box.x1, box.y1))
    return slice(y0, y1 + 1), slice(x0, x1 + 1)


def _is_mostly_in(box: Box, places: Sequence[Box]) -> bool:
    return any(box.meet(place).area > _MOSTLY * box.area for place in places)


def _read(places: Sequence[Rectangle], cleaned: Cleaned, engine: OcrEngine, tallest: float) -> list[list[SeenWord]]:
    """Return the words of each place, where the cleaned picture has them; taller places may hold several lines."""
    read: list[list[SeenWord]] = [[] for _ in places]
    for share in _MARGINS:
        empty = [at for at, words in enumerate(read) if not words]
        grown = [_grown(places[at], round(share * (places[at][3] - places[at][1])), cleaned) for at in empty]
        single = [at for at in empty if places[at][3] - places[at][1] <= tallest]
        cuts = {at: _cut_out(cleaned.gray, place) for at, place in zip(empty, grown, strict=True)}
        seen = dict(zip(single, engine.reread([cuts[at] for at in single], cleaned.dpi), strict=True))
        for at, place in zip(empty, grown, strict=True):
            words = seen[at] if at in seen else _several_lines(cuts[at], cleaned, engine)
            read[at] = [_at(word, place) for word in words if _counts(word)]
    return read


def _several_lines(cut: Pixels, cleaned: Cleaned, engine: OcrEngine) -> tuple[SeenWord, ...]:
    return tuple(word for line in engine.recognise(cut, cleaned.dpi) for word in line.words)


def _counts(word: SeenWord) -> bool:
    return word.confidence >= _SURE and any(map(str.isalnum, word.text))


def _grown(place: Rectangle, margin: int, cleaned: Cleaned) -> Rectangle:
    height, width = cleaned.gray.shape
    x0, y0, x1, y1 = place
    return max(0, x0 - margin), max(0, y0 - margin), min(width, x1 + margin), min(height, y1 + margin)


def _cut_out(gray: Pixels, place: Rectangle) -> Pixels:
    x0, y0, x1, y1 = place
    cut = cv2.copyMakeBorder(gray[y0:y1, x0:x1], _FRAME, _FRAME, _FRAME, _FRAME, cv2.BORDER_CONSTANT, value=(_PAPER,))
    return np.asarray(cut, dtype=np.uint8)


def _at(word: SeenWord, place: Rectangle) -> SeenWord:
    left, top, right, bottom = word.box
    x, y = place[0] - _FRAME, place[1] - _FRAME
    return replace(word, box=(left + x, top + y, right + x, bottom + y))
