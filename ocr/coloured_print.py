"""Coloured print on a page of black print: red titles of certificates, which the cleaning takes out with the seals.

Lines of coloured letters that lie in no seal and under no pen are cut out of the picture in gray and read alone.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import cv2
import numpy as np

from ingest.geometry import POINTS_PER_INCH, Box
from ingest.page import Picture, Pixels
from ocr.cleanup.clean import Cleaned
from ocr.cleanup.colour import in_gray
from ocr.cleanup.illumination import divide_background
from ocr.cleanup.pieces import outlines
from ocr.cleanup.straighten import levelled, moved, resized
from ocr.engine import OcrEngine, SeenLine, SeenWord
from ocr.ink_map import InkMap, Mask
from ocr.mending import overlap
from ocr.region import Region
from ocr.vietnamese.syllable import is_syllable

_LOWEST, _TALLEST = 0.45, 3.2  # of the height of a printed word: letters of coloured print
_WORDS_APART = 1.4  # heights of a letter between words of one line
_FEWEST = 4  # letters of a line
_LONG = 2.5  # times as long as tall
_MOST = 8  # lines; a page with more is printed in colour, or has pictures
_MARGIN = 0.35  # of the height of the line, around what is cut out
_TALL_ENOUGH = 32.0  # pixels of a line, at which the engine reads best; taller ones are made smaller
_SURE, _FAIR = 0.6, 0.75  # confidence of every word that is taken, and of the line
_INSIDE = 0.4  # of a line's place: it belongs to a seal or a pen
_SAME = 0.3  # of the smaller of two words: they are one

Place = tuple[int, int, int, int]


def coloured_print(
    picture: Picture, cleaned: Cleaned, known: Sequence[Region], ink: InkMap, engine: OcrEngine
) -> tuple[SeenLine, ...]:
    """Return the lines of coloured print, in pixels of ``cleaned.gray``; ``known`` are seals and pens."""
    if picture.pixels.ndim == 2:
        return ()
    places = [place for mask in (ink.red, ink.pen) for place in _lines(mask, ink)]
    large = [_large(place, ink) for place in places]
    apart = [place for place in large if not _is_known(moved(place, cleaned.to_page), known)]
    if not apart or len(apart) > _MOST:
        return ()
    cuts = [_cut_out(picture, cleaned, place) for place in apart]
    read = engine.reread([cut for cut, _, _ in cuts], cleaned.dpi)
    lines = (
        _placed(words, corner, factor)
        for words, (_, corner, factor) in zip(read, cuts, strict=True)
        if _is_print(words)
    )
    return tuple(SeenLine(words) for words in lines)


def without_doubles(lines: Sequence[SeenLine], others: Sequence[SeenLine]) -> tuple[SeenLine, ...]:
    """Return the lines without those words of ``others`` that were read in the same place, better."""
    there = [word for line in others for word in line.words]
    kept = (
        SeenLine(tuple(word for word in line.words if all(overlap(word.box, one.box) <= _SAME for one in there)))
        for line in lines
    )
    return tuple(line for line in kept if line.words)


def _lines(mask: Mask, ink: InkMap) -> Iterator[Place]:
    """Yield the places of lines of letters, in pixels of the mask."""
    if mask.sum() < _FEWEST * ink.letter:
        return
    letters = np.zeros(mask.shape, dtype=np.uint8)
    boxes = []
    for x, y, wide, tall in outlines(mask.astype(np.uint8)):
        if _LOWEST * ink.letter <= tall <= _TALLEST * ink.letter and wide <= 3 * tall:
            letters[y : y + tall, x : x + wide] = 1
            boxes.append((x, y, wide, tall))
    if len(boxes) < _FEWEST:
        return
    reach = max(3, round(_WORDS_APART * float(np.median([tall for *_, tall in boxes]))))
    joined: Pixels = cv2.morphologyEx(letters, cv2.MORPH_CLOSE, np.ones((1, reach), np.uint8)).astype(np.uint8)
    for x, y, wide, tall in outlines(joined):
        inside = [box for box in boxes if x <= box[0] < x + wide and y <= box[1] < y + tall]
        heights = [box[3] for box in inside]
        if len(inside) >= _FEWEST and wide >= _LONG * tall and tall <= 2.2 * float(np.median(heights)):
            yield x, y, x + wide, y + tall


def _large(place: Place, ink: InkMap) -> Place:
    x0, y0, x1, y1 = (round(edge / ink.factor) for edge in place)
    return x0, y0, x1, y1


def _is_known(box: Box, known: Sequence[Region]) -> bool:
    return any(box.meet(region.box).area > _INSIDE * box.area for region in known)


def _cut_out(picture: Picture, cleaned: Cleaned, place: Place) -> tuple[Pixels, tuple[int, int], float]:
    """Return the place in gray and level, the corner of its frame in ``cleaned.gray``, and how much smaller it is."""
    margin = round(_MARGIN * (place[3] - place[1]))
    x0, y0, x1, y1 = place[0] - margin, place[1] - margin, place[2] + margin, place[3] + margin
    box = moved((x0, y0, x1, y1), cleaned.to_page * (picture.dpi / POINTS_PER_INCH))
    rows = slice(max(0, round(box.y0)), max(1, round(box.y1)))
    columns = slice(max(0, round(box.x0)), max(1, round(box.x1)))
    factor = cleaned.dpi / picture.dpi
    smaller = min(1.0, _TALL_ENOUGH / max(1, place[3] - place[1]))
    gray = divide_background(resized(in_gray(np.ascontiguousarray(picture.pixels[rows, columns])), factor * smaller))
    return levelled(gray, cleaned.angle)[0], (max(0, x0), max(0, y0)), smaller


def _is_print(words: Sequence[SeenWord]) -> bool:
    """Tell whether what was read is a line of words, and not the rest of a stamp."""
    real = [word for word in words if any(map(str.isalnum, word.text))]
    if sum(len(word.text) for word in real) < _FEWEST:
        return False
    sure = sum(word.confidence * len(word.text) for word in real) / sum(len(word.text) for word in real)
    return sure >= _FAIR and any(is_syllable(word.text.strip("().,:;-")) for word in real)


def _placed(words: Sequence[SeenWord], corner: tuple[int, int], smaller: float) -> tuple[SeenWord, ...]:
    def at(word: SeenWord) -> Place:
        x0, y0, x1, y1 = (round(edge / smaller) for edge in word.box)
        return x0 + corner[0], y0 + corner[1], x1 + corner[0], y1 + corner[1]

    return tuple(replace(word, box=at(word)) for word in words if word.confidence >= _SURE)
