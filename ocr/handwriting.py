"""What a pen wrote into printed lines: told from print by how it sits on the line, never passed on as a sure word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from ingest.page import Pixels
from ocr.engine import SeenWord
from ocr.form_slots import DARK, PixelBox, Slot, form_slots, pieces

_CLOSED = re.compile(r".*\./\.(?=\S{1,3}$)")
MOST_FOR_WRITTEN = 0.3
_LOOSE = 0.14  # part of the digit height by which printed digits reach over the line at most; written: 0.15-0.5
_SHORT = 0.2  # and by which they stay within it
_LEVEL = 0.06  # by which the feet of printed digits differ at most
_FAR_OFF = 0.25
_PIXEL = 1.5  # and no miss of so few pixels counts
_PALE = 60  # grey levels by which a coloured pen is lighter than the print beside it
_GLUED = 0.3
_SURE = 0.9  # printed digits were read with 0.95 and more, written ones mostly with less than 0.7
_NARROWEST, _WIDEST = 0.3, 6.0  # digit heights
_TALLEST = 0.7  # digit heights above and below the line that a pen reaches
_LOW = 0.35  # digit heights: what is lower is a comma, a leader, dust


@dataclass(frozen=True, slots=True)
class Entered:
    """The words without what was written by hand, the boxes (pixels) of what was, and what may have been written."""

    words: tuple[SeenWord, ...]
    doubtful: tuple[SeenWord, ...]
    written: tuple[PixelBox, ...]


def entered(words: Sequence[SeenWord], gray: Pixels) -> Entered:
    """Look into every slot of a level gray page: what was written becomes doubtful digits or is left out."""
    kept = [_without_initials(word) for word in words]
    doubtful: list[SeenWord] = []
    written = []
    for slot in form_slots(words, gray):
        box = written_box(slot, gray)
        if box is None:
            continue
        written.append(box)
        kept = [word for word in kept if word not in slot.words]
        kept += [word for word in slot.printed if word not in kept]
        doubtful += _doubtful(slot, box)
    return Entered(tuple(kept), tuple(doubtful), tuple(written))


def _without_initials(word: SeenWord) -> SeenWord:
    """Cut off what follows the mark ``./.``, which ends a Vietnamese document: drafters initial it there."""
    closed = _CLOSED.match(word.text)
    if closed is None:
        return word
    x0, y0, x1, y1 = word.box
    end = x0 + round((x1 - x0) * len(closed.group()) / len(word.text))
    return replace(word, text=closed.group(), box=(x0, y0, end, y1))


def _doubtful(slot: Slot, box: PixelBox) -> Iterator[SeenWord]:
    """Yield what was read of the pen if it is a number that may stand there: worth a look, never a sure word."""
    for word in slot.words:
        number = _number_in(word, slot)
        if number:
            yield replace(word, text=number, box=box, confidence=min(word.confidence, MOST_FOR_WRITTEN))


def _number_in(word: SeenWord, slot: Slot) -> str:
    """Return the number that a word holds beside the print around the slot, or nothing."""
    text = word.text
    for printed in slot.printed:
        text = text.replace(printed.text, "")
    text = text.strip(" .,:;-")
    return text if text.isascii() and text.isdigit() and len(text) <= slot.longest else ""


def written_box(slot: Slot, gray: Pixels) -> PixelBox | None:
    """Return the box of what stands in a slot if a pen wrote it, None for print and for nothing."""
    height = slot.bottom - slot.top
    if not _NARROWEST * height <= slot.x1 - slot.x0 <= _WIDEST * height or _holds_words(slot):
        return None
    above = min(slot.top, round(_TALLEST * height))
    crop = gray[slot.top - above : slot.bottom + round(_TALLEST * height), slot.x0 : slot.x1]
    found = _across_the_line(crop, above, height)
    if not len(found) or not _is_written(found, crop, above, slot, gray):
        return None
    x0, y0 = found[:, 0].min(), found[:, 1].min()
    x1, y1 = (found[:, 0] + found[:, 2]).max(), (found[:, 1] + found[:, 3]).max()
    if x1 - x0 < _NARROWEST * height:
        return None
    return (slot.x0 + int(x0), slot.top - above + int(y0), slot.x0 + int(x1), slot.top - above + int(y1))


def _holds_words(slot: Slot) -> bool:
    """Tell whether a word was read between those of a form: then it is no form (``ngày làm việc trong tháng``)."""
    return any(
        word.confidence >= _SURE and len(word.text) > 1 and word.text.isalpha()
        for word in slot.words
        if slot.x0 <= word.box[0] and word.box[2] <= slot.x1
    )


def _across_the_line(crop: Pixels, above: int, height: int) -> NDArray[np.int32]:
    """Return x, y, width, height, area of the pieces that stand in the line; neighbours' marks hang above or below."""
    stats = pieces(crop)
    top, tall = stats[:, cv2.CC_STAT_TOP], stats[:, cv2.CC_STAT_HEIGHT]
    middle = above + height / 2
    fits = (top < middle) & (top + tall > middle) & (tall >= _LOW * height) & (tall < crop.shape[0])
    return np.asarray(stats[fits], dtype=np.int32)


def _is_written(found: NDArray[np.int32], crop: Pixels, above: int, slot: Slot, gray: Pixels) -> bool:
    height = slot.bottom - slot.top
    if _is_set(found, height):
        return False
    whole = found[(found[:, 0] > 0) & (found[:, 0] + found[:, 2] < crop.shape[1])]  # others are parts of neighbours too
    over = _most_over(whole if _is_read(slot) else found, above, height)
    if over > max(_PIXEL, (_FAR_OFF if _is_read(slot) else _LOOSE) * height):
        return True
    if not _is_read(slot) and _most_short(whole, above, height) > max(_PIXEL, _SHORT * height):
        return True
    return _darkness(crop, found) > _darkness_around(slot, gray) + _PALE


def _is_set(found: NDArray[np.int32], height: int) -> bool:
    """Tell whether several digits are as tall as print and level with each other: set later, if not on the line."""
    feet = found[:, 1] + found[:, 3]
    as_tall = np.abs(found[:, 3] - height) <= max(_PIXEL, _LOOSE * height)
    return len(found) > 1 and bool(as_tall.all()) and np.ptp(feet) <= max(_PIXEL, _LEVEL * height)


def _is_read(slot: Slot) -> bool:
    """Tell whether a number was read as well as print is; one run together with its code is never read as well."""
    return any(
        word.confidence >= (_SURE if word.text == _number_in(word, slot) else _GLUED) and _number_in(word, slot)
        for word in slot.words
    )


def _most_over(found: NDArray[np.int32], above: int, height: int) -> int:
    """Return by how many pixels the pieces reach over the line's digits at most."""
    return (
        int(max((above - found[:, 1]).max(), (found[:, 1] + found[:, 3] - above - height).max())) if len(found) else 0
    )


def _most_short(found: NDArray[np.int32], above: int, height: int) -> int:
    """Return by how many pixels a piece stays within the height of digits at most."""
    return (
        int(max((found[:, 1] - above).max(), (above + height - found[:, 1] - found[:, 3]).max())) if len(found) else 0
    )


def _darkness(crop: Pixels, found: NDArray[np.int32]) -> float:
    inks = [crop[y : y + tall, x : x + wide] for x, y, wide, tall, _ in found.tolist()]
    return float(np.median([np.percentile(ink[ink < DARK], 20) for ink in inks]))


def _darkness_around(slot: Slot, gray: Pixels) -> float:
    """Return how dark the print is just before and behind the slot."""
    reach = 3 * (slot.bottom - slot.top)
    rows = gray[slot.top : slot.bottom]
    around = np.concatenate(
        [rows[:, max(0, slot.x0 - reach) : slot.x0].ravel(), rows[:, slot.x1 : slot.x1 + reach].ravel()]
    )
    ink = around[around < DARK]
    return float(np.percentile(ink, 20)) if ink.size else 0.0
