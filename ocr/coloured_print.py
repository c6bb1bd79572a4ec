"""Coloured print on a page of black print: red titles of certificates, which the cleaning takes out with the seals.

Lines of coloured letters that lie in no seal and under no pen, and were not read with the page, are cut out of the
picture in gray and read alone.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

import cv2
import numpy as np

from ingest.geometry import POINTS_PER_INCH, Box, joined
from ingest.page import Picture, Pixels
from ocr.cleanup.clean import Cleaned
from ocr.cleanup.colour import in_gray
from ocr.cleanup.illumination import divide_background
from ocr.cleanup.pieces import outlines
from ocr.cleanup.straighten import levelled, moved, resized
from ocr.engine import OcrEngine, SeenLine, SeenWord
from ocr.ink_map import InkMap, Mask
from ocr.mending import overlap
from ocr.not_print import Sorted
from ocr.region import Region
from ocr.vietnamese.letters import bare
from ocr.vietnamese.syllable import is_syllable

_LOWEST, _TALLEST = 0.45, 3.2  # of the height of a printed word: letters of coloured print
_RUN_TOGETHER = 8.0  # times as wide as tall: letters and digits of a word that hang together
_WORDS_APART = 1.4  # heights of a letter between words of one line
_FEWEST = 4  # letters of a line
_LONG = 2.5  # times as long as tall
_FRAMED = 2  # pieces of a word in a frame: its letters may touch
_FRAME_TALL = 4.0  # of the height of a printed word
_FRAME_LONG = (1.4, 12.0)  # times as long as tall
_MOST_FRAMES = 400  # pieces of that form; a page with more is printed in colour
_SHORT = frozenset({"mat"})
"""Stamps of fewer letters, without marks: MẬT."""
_MOST = 8  # lines; a page with more is printed in colour, or has pictures
_MARGINS = (0.35, 0.1)  # of the height of the line, around what is cut out: first with the marks above, then without
_PAPER, _FRAME = 250, 20  # the level of clean paper; pixels of it around what is cut out
_TALL_ENOUGH = 32.0  # pixels of a line, at which the engine reads best; taller ones are made smaller
_SURE, _FAIR = 0.6, 0.75  # confidence of every word that is taken, and of the line
_PRINTED = 0.88  # the same of a number
_INSIDE = 0.4  # of a line's place: it belongs to a seal or a pen
_TITLE_WIDE, _FILLED = 2.2, 0.55  # times as wide as tall; part of its place that lines of letters take
_NUMBER = re.compile(r"[A-ZĐ]{0,3}\d{5,14}")
_READ = 0.75  # of a line's width: it was read with the page
_SAME = 0.3  # of the smaller of two words: they are one

Place = tuple[int, int, int, int]


def coloured_print(picture: Picture, cleaned: Cleaned, found: Sorted, engine: OcrEngine) -> tuple[SeenLine, ...]:
    """Return the lines of coloured print, in pixels of ``cleaned.gray``, but those that are among the words already."""
    if found.ink is None or picture.pixels.ndim == 2:
        return ()
    ink = found.ink
    large = [_large(place, ink) for mask in (ink.red, ink.pen) for place in _lines(mask, ink)]
    boxes = [moved(place, cleaned.to_page) for place in large]
    known = [region.box for region in found.regions if region.kind != "seal" or not _is_of_lines(region.box, boxes)]
    apart = [
        place
        for place, box in zip(large, boxes, strict=True)
        if not _is_known(box, known) and _share_read(place, found.words) < _READ
    ]
    if not apart or len(apart) > _MOST:
        return ()
    read: dict[Place, tuple[SeenWord, ...]] = {}
    for margin in _MARGINS:
        places = [place for place in apart if place not in read]
        cuts = [_cut_out(picture, cleaned, place, margin) for place in places]
        seen = engine.reread([cut for cut, _, _ in cuts], cleaned.dpi) if cuts else ()
        for place, words, (_, corner, factor) in zip(places, seen, cuts, strict=True):
            if _is_print(words):
                read[place] = _placed(words, corner, factor)
    return tuple(SeenLine(read[place]) for place in apart if place in read)


def without_doubles(lines: Sequence[SeenLine], others: Sequence[SeenLine]) -> tuple[SeenLine, ...]:
    """Return the lines without those words of ``others`` that were read in the same place, better."""
    there = [word for line in others for word in line.words]
    kept = (
        SeenLine(tuple(word for word in line.words if all(overlap(word.box, one.box) <= _SAME for one in there)))
        for line in lines
    )
    return tuple(line for line in kept if line.words)


def without_print(regions: Sequence[Region], lines: Sequence[SeenLine], cleaned: Cleaned) -> tuple[Region, ...]:
    """Return the regions without those seals and pens that turned out to be coloured lines of print."""
    boxes = [joined(tuple(moved(word.box, cleaned.to_page) for word in line.words)) for line in lines if line.words]
    return tuple(
        region
        for region in regions
        if not (region.kind == "seal" and _is_of_lines(region.box, boxes))
        if not (region.kind == "handwriting" and _is_in_lines(region.box, boxes))
    )


def _lines(mask: Mask, ink: InkMap) -> Iterator[Place]:
    """Yield the places of lines of letters, in pixels of the mask."""
    if mask.sum() < _FEWEST * ink.letter:
        return
    pieces = list(outlines(mask.astype(np.uint8)))
    sized = [
        (x, y, wide, tall)
        for x, y, wide, tall in pieces
        if _LOWEST * ink.letter <= tall <= _TALLEST * ink.letter and wide <= _RUN_TOGETHER * tall
    ]
    frames = _frames([piece for piece in pieces if piece[3] <= _FRAME_TALL * ink.letter], sized)
    boxes = [box for box in sized if box not in frames]
    if len(boxes) < (_FRAMED if frames else _FEWEST):
        return
    letters = np.zeros(mask.shape, dtype=np.uint8)
    for x, y, wide, tall in boxes:
        letters[y : y + tall, x : x + wide] = 1
    reach = max(3, round(_WORDS_APART * float(np.median([tall for *_, tall in boxes]))))
    joined: Pixels = cv2.morphologyEx(letters, cv2.MORPH_CLOSE, np.ones((1, reach), np.uint8)).astype(np.uint8)
    for x, y, wide, tall in outlines(joined):
        inside = [box for box in boxes if x <= box[0] < x + wide and y <= box[1] < y + tall]
        heights = [box[3] for box in inside]
        fewest, long = (
            (_FRAMED, 1.0) if any(_holds(frame, (x, y, wide, tall)) for frame in frames) else (_FEWEST, _LONG)
        )
        if len(inside) >= fewest and wide >= long * tall and tall <= 2.2 * float(np.median(heights)):
            yield x, y, x + wide, y + tall


def _frames(pieces: Sequence[Place], letters: Sequence[Place]) -> set[Place]:
    """Return the pieces, as corner, width and height, that run around a word: the frame of a stamp (``KHẨN``)."""
    wide = [piece for piece in pieces if _FRAME_LONG[0] * piece[3] <= piece[2] <= _FRAME_LONG[1] * piece[3]]
    if len(wide) > _MOST_FRAMES:
        return set()
    return {one for one in wide if sum(_holds(one, other) for other in letters) >= _FRAMED}


def _holds(frame: Place, other: Place) -> bool:
    x, y, wide, tall = frame
    return (
        frame != other
        and x <= other[0]
        and y <= other[1]
        and other[0] + other[2] <= x + wide
        and other[1] + other[3] <= y + tall
    )


def _large(place: Place, ink: InkMap) -> Place:
    x0, y0, x1, y1 = (round(edge / ink.factor) for edge in place)
    return x0, y0, x1, y1


def _is_known(box: Box, known: Sequence[Box]) -> bool:
    return any(box.meet(other).area > _INSIDE * box.area for other in known)


def _share_read(place: Place, words: Sequence[SeenWord]) -> float:
    """Return the part of a line's width where words were read."""
    x0, y0, x1, y1 = place
    inside = [word.box for word in words if word.box[1] < (y0 + y1) / 2 < word.box[3]]
    return sum(max(0, min(x1, box[2]) - max(x0, box[0])) for box in inside) / (x1 - x0)


def _is_of_lines(seal: Box, lines: Sequence[Box]) -> bool:
    """Tell whether what looks like a stamp is much wider than tall and nothing but lines of letters: a red title."""
    filled = sum(seal.meet(line).area for line in lines)
    return seal.width >= _TITLE_WIDE * seal.height and filled >= _FILLED * seal.area


def _is_in_lines(pen: Box, lines: Sequence[Box]) -> bool:
    """Tell whether what looks like a pen's is a part of a line of letters that were read: a number in red print."""
    return sum(pen.meet(line).area for line in lines) >= _FILLED * pen.area


def _cut_out(picture: Picture, cleaned: Cleaned, place: Place, share: float) -> tuple[Pixels, tuple[int, int], float]:
    """Return the place in gray and level, the corner of its frame in ``cleaned.gray``, and how much smaller it is."""
    margin = round(share * (place[3] - place[1]))
    x0, y0, x1, y1 = place[0] - margin, place[1] - margin, place[2] + margin, place[3] + margin
    box = moved((x0, y0, x1, y1), cleaned.to_page * (picture.dpi / POINTS_PER_INCH))
    rows = slice(max(0, round(box.y0)), max(1, round(box.y1)))
    columns = slice(max(0, round(box.x0)), max(1, round(box.x1)))
    factor = cleaned.dpi / picture.dpi
    smaller = min(1.0, _TALL_ENOUGH / max(1, place[3] - place[1]))
    gray = divide_background(resized(in_gray(np.ascontiguousarray(picture.pixels[rows, columns])), factor * smaller))
    level = levelled(gray, cleaned.angle)[0]
    framed = cv2.copyMakeBorder(level, _FRAME, _FRAME, _FRAME, _FRAME, cv2.BORDER_CONSTANT, value=(_PAPER,))
    frame = round(_FRAME / smaller)
    return np.asarray(framed, dtype=np.uint8), (max(0, x0) - frame, max(0, y0) - frame), smaller


def _is_print(words: Sequence[SeenWord]) -> bool:
    """Tell whether what was read is a line of words or the number of a certificate, and not the rest of a stamp."""
    real = [word for word in words if any(map(str.isalnum, word.text))]
    if (
        sum(len(word.text) for word in real) < _FEWEST
        and bare("".join(word.text for word in real).lower()) not in _SHORT
    ):
        return False
    sure = sum(word.confidence * len(word.text) for word in real) / sum(len(word.text) for word in real)
    parts = [part for word in real for part in re.split(r"[/.,:;()-]", word.text) if part]
    if _NUMBER.fullmatch("".join(parts)):
        return sure >= _PRINTED  # a pen's figures are never so sure
    return sure >= _FAIR and any(map(is_syllable, parts))


def _placed(words: Sequence[SeenWord], corner: tuple[int, int], smaller: float) -> tuple[SeenWord, ...]:
    def at(word: SeenWord) -> Place:
        x0, y0, x1, y1 = (round(edge / smaller) for edge in word.box)
        return x0 + corner[0], y0 + corner[1], x1 + corner[0], y1 + corner[1]

    return tuple(replace(word, box=at(word)) for word in words if word.confidence >= _SURE)
