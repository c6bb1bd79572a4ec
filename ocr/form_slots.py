"""Places in a printed line left for the pen: the number after ``Số:``, day and month of ``ngày … tháng … năm``.

Decree 30/2020/NĐ-CP (annex I) has a document's number and day entered when it is issued: on signed papers they are as
often written as printed.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from ingest.page import Pixels
from ocr.engine import SeenWord

PixelBox = tuple[int, int, int, int]

DARK = 215  # also the pale grey that a pencil or a coloured pen leaves in the brightest channel
_NUMBER = re.compile(r"[S5][ốôóòoỐÔÓO0]\.?[:;.]?")
_CODE = re.compile(r"/[A-ZĐƯÔ]{2}[\w/-]*[\W_]*$")  # letters of kind and issuer: /UBND-KTTH
_NUMBER_AND_YEAR = re.compile(r"\d+\w?/[12]\d{3}")  # 30/2020/NĐ-CP: of laws and decrees, always printed
_YEAR = re.compile(r"[12]\d{3}")
# Widths in ems. The proportions of text faces differ little: Times italic 1.94 to 2.28 to 1.72, Arial 2.17, 2.50, 1.94.
_EMS = {"ngày": 1.94, "tháng": 2.28, "năm": 1.72}
_NUMBER_EMS, _CAPITAL, _NARROW, _OTHER = 1.33, 0.69, 0.30, 0.50
_WIDER = 1.13  # a box so much wider than its letters holds something else too
_NEAR = 7.0  # word heights between the words around a slot
_UNLABELLED = 3.2  # digit heights looked at before a code without ``Số:``
_SHIFT = 0.4  # digit heights by which a line rises or falls between its year and its day at most
_LIKELY = 0.5
_FORM_WORD = 0.6  # confidence of a word of the form that was cut out of a reading of print and pen
_LOWEST_DIGITS = 6  # pixels


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for the pen: its extent across, and top and bottom of the digits that would be printed there.

    ``words`` were read wholly or partly from what stands in it; ``printed`` is what those of them that have to be
    cut hold of the print around it. ``longest`` counts digits.
    """

    x0: int
    x1: int
    top: int
    bottom: int
    words: tuple[SeenWord, ...]
    printed: tuple[SeenWord, ...]
    longest: int


def form_slots(words: Sequence[SeenWord], gray: Pixels) -> Iterator[Slot]:
    """Yield the places for number and date on a level gray page, whether printed, written or empty."""
    found = (*_date_slots(words, gray), *_number_slots(words, gray))
    return (slot for slot in found if slot.bottom - slot.top >= _LOWEST_DIGITS)


def in_row(word: SeenWord, other: SeenWord) -> bool:
    """Tell whether the middle of a word lies between top and bottom of another."""
    return other.box[1] <= (word.box[1] + word.box[3]) / 2 <= other.box[3]


def pieces(crop: Pixels) -> NDArray[np.int32]:
    """Return x, y, width, height and area of every piece of ink; breaks in thin strokes are closed first."""
    ink = (crop < DARK).astype(np.uint8)
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((max(1, crop.shape[0] // 12), 3), np.uint8))
    return np.asarray(cv2.connectedComponentsWithStats(joined, connectivity=8)[2][1:], dtype=np.int32)


# --- dates -------------------------------------------------------------------------------------------------------


def _date_slots(words: Sequence[SeenWord], gray: Pixels) -> Iterator[Slot]:
    for day in (word for word in words if word.text.lower().startswith("ngày")):
        month = _next(words, day, "tháng")
        year = month and _next(words, month, "năm")
        if month and year:
            yield from _slots_of_date(words, day, month, year, gray)


def _next(words: Sequence[SeenWord], left: SeenWord, part: str) -> SeenWord | None:
    """Return the nearest word to the right in the same row that holds this part and little else."""
    reach = _NEAR * (left.box[3] - left.box[1])
    fits = [
        word
        for word in words
        if part in word.text.lower()
        and len(word.text) <= len(part) + 4
        and in_row(word, left)
        and left.box[0] < word.box[0] < left.box[2] + reach
    ]
    return min(fits, key=lambda word: word.box[0], default=None)


def _slots_of_date(
    words: Sequence[SeenWord], day: SeenWord, month: SeenWord, year: SeenWord, gray: Pixels
) -> Iterator[Slot]:
    em = min((word.box[2] - word.box[0]) / _EMS[part] for word, part in zip((day, month, year), _EMS, strict=True))
    rows = _digit_edges(words, year, gray)
    cut_day = _left_part(day, "ngày", em, rows, gray)
    glued_behind = month.text.lower().startswith("tháng") and month.text.lower() != "tháng"
    cut_month = (_left_part if glued_behind else _right_part)(month, "tháng", em, rows, gray)
    rows = _on_baseline(rows, cut_month.box, gray)
    between = [word for word in words if in_row(word, year) and word not in (day, month, year)]
    for left, right in ((cut_day, cut_month), (cut_month, year)):
        x0, x1 = left.box[2], right.box[0]
        cut = [(day, cut_day)] if left is cut_day else []
        cut += [(month, cut_month)] if glued_behind == (left is cut_month) else []
        cut = [(old, new) for old, new in cut if old.box != new.box or old.text != new.text]
        inside = [word for word in between if x0 < (word.box[0] + word.box[2]) / 2 < x1]
        old, new = tuple(pair[0] for pair in cut), tuple(pair[1] for pair in cut)
        yield Slot(x0, x1, *rows, (*inside, *old), new, longest=2)


def _digit_edges(words: Sequence[SeenWord], year: SeenWord, gray: Pixels) -> tuple[int, int]:
    """Return top and bottom of the digits of the year after ``năm``, else of that word itself."""
    reach = 2 * (year.box[3] - year.box[1])
    for word in words:
        if 0 <= word.box[0] - year.box[2] < reach and in_row(word, year) and _YEAR.match(word.text):
            return _edges(gray, word.box)
    return year.box[1], year.box[3]


def _on_baseline(rows: tuple[int, int], box: PixelBox, gray: Pixels) -> tuple[int, int]:
    """Return the rows moved to where the word beside the slots stands: lines are never quite level.

    Letters may be joined or broken; but below the line their ink falls off more sharply than anywhere else.
    """
    x0, _, x1, _ = box
    height = rows[1] - rows[0]
    reach = max(2, round(_SHIFT * height))
    ink = (gray[rows[1] - reach - 1 : rows[1] + reach + 2, x0:x1] < DARK).sum(axis=1)
    fall = ink[:-2].astype(np.int32) - ink[2:]
    foot = rows[1] - reach + int(np.argmax(fall)) if len(fall) else rows[1]
    return foot - height, foot


def _edges(gray: Pixels, box: PixelBox) -> tuple[int, int]:
    """Return where most of the tall letters or digits in a box begin and end."""
    x0, y0, x1, y1 = box
    stats = pieces(gray[y0:y1, x0:x1])
    tall = stats[stats[:, cv2.CC_STAT_HEIGHT] >= 0.6 * (y1 - y0)]
    if not len(tall):
        return y0, y1
    tops = tall[:, cv2.CC_STAT_TOP]
    return y0 + int(np.median(tops)), y0 + int(np.median(tops + tall[:, cv2.CC_STAT_HEIGHT]))


def _left_part(word: SeenWord, part: str, em: float, rows: tuple[int, int], gray: Pixels) -> SeenWord:
    """Return the word without what stands behind its part, itself where its box is not too wide."""
    x0, y0, x1, y1 = word.box
    width = _EMS[part] * em
    if word.text.lower() == part and x1 - x0 <= _WIDER * width:
        return word
    end = min(x1, nearest_gap(gray, rows, x0 + width, 0.2 * width))
    return _form_word(word, word.text[: len(part)], (x0, y0, end, y1))


def _right_part(word: SeenWord, part: str, em: float, rows: tuple[int, int], gray: Pixels) -> SeenWord:
    """Return the word without what stands before its part, itself where its box is not too wide."""
    x0, y0, x1, y1 = word.box
    width = _EMS[part] * em
    if word.text.lower() == part and x1 - x0 <= _WIDER * width:
        return word
    start = max(x0, nearest_gap(gray, rows, x1 - width, 0.2 * width))
    return _form_word(word, part, (start, y0, x1, y1))


def _form_word(word: SeenWord, text: str, box: PixelBox) -> SeenWord:
    return replace(word, text=text, box=box, confidence=max(word.confidence, _FORM_WORD))


def nearest_gap(gray: Pixels, rows: tuple[int, int], x: float, reach: float) -> int:
    """Return the column nearest to x with the least ink in these rows, no farther than ``reach``."""
    first = max(0, round(x - reach))
    ink = (gray[rows[0] : rows[1], first : round(x + reach) + 1] < DARK).sum(axis=0)
    least = np.flatnonzero(ink == ink.min()) if ink.size else np.array([round(x) - first])
    return first + int(least[np.argmin(np.abs(least + first - x))])


# --- numbers -----------------------------------------------------------------------------------------------------


def _number_slots(words: Sequence[SeenWord], gray: Pixels) -> Iterator[Slot]:
    for code in words:
        found = _CODE.search(code.text)
        if found is None:
            continue
        number, label = code.text[: found.start()], _label_before(words, code)
        printed = _NUMBER_AND_YEAR.fullmatch(number) is not None and code.confidence > _LIKELY
        if number and (label is None or printed):
            continue
        print_part = _code_part(code, found.group(), label, gray) if number else code
        slot = _slot_before(words, code, print_part, label, gray)
        tall = (slot.bottom - slot.top) / 2
        read = any(word.confidence >= _LIKELY and word.box[3] - word.box[1] > tall for word in slot.words)
        if label or not read:
            yield slot


def _label_before(words: Sequence[SeenWord], code: SeenWord) -> SeenWord | None:
    reach = _NEAR * (code.box[3] - code.box[1])
    labels = [
        word
        for word in words
        if _NUMBER.fullmatch(word.text) and in_row(word, code) and -2 <= code.box[0] - word.box[2] < reach
    ]
    return max(labels, key=lambda word: word.box[0], default=None)


def _code_part(code: SeenWord, text: str, label: SeenWord | None, gray: Pixels) -> SeenWord:
    """Return the printed end of a word that was read from a written number and a printed code."""
    x0, y0, x1, y1 = code.box
    em = (label.box[2] - label.box[0]) / _NUMBER_EMS if label else (y1 - y0) / _CAPITAL
    start = x1 - em * sum(map(_ems, text))
    start = max(x0, nearest_gap(gray, (y0, y1), start, 0.5 * em))
    rows = (label.box[1], label.box[3]) if label else (y0, y1)  # a pen that reaches over the line made its box taller
    top, bottom = _edges(gray, (int(start), rows[0], x1, rows[1]))
    return replace(code, text=text, box=(int(start), top, x1, bottom), confidence=max(code.confidence, _LIKELY))


def _ems(letter: str) -> float:
    if letter.isupper():
        return _CAPITAL
    return _OTHER if letter.isalnum() else _NARROW


def _slot_before(
    words: Sequence[SeenWord], code: SeenWord, print_part: SeenWord, label: SeenWord | None, gray: Pixels
) -> Slot:
    top, bottom = _edges(gray, print_part.box)
    x1 = print_part.box[0]
    x0 = label.box[2] if label else max(0, round(x1 - _UNLABELLED * (bottom - top)))
    inside = [
        word
        for word in words
        if word not in (code, label) and in_row(word, print_part) and x0 < (word.box[0] + word.box[2]) / 2 < x1
    ]
    glued = print_part is not code
    return Slot(x0, x1, top, bottom, (*inside, *([code] if glued else [])), (print_part,) if glued else (), longest=5)
