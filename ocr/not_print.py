"""Print and the rest: words read from seals, signatures and handwriting are taken out and their places told."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np

from ingest.page import Picture
from ocr.cleanup.clean import Cleaned
from ocr.cleanup.straighten import moved
from ocr.engine import SeenWord
from ocr.form_slots import PixelBox
from ocr.handwriting import entered
from ocr.ink_map import InkMap, Mask, ink_map
from ocr.pen_strokes import NO_STROKES, Strokes, pen_strokes
from ocr.region import Region
from ocr.seals import MapBox, seals
from ocr.vietnamese.syllable import is_syllable

_FEWEST = 8  # sure words without which nothing on the page tells what print looks like
_USUAL_HEIGHT = 0.15  # inches of a printed word
_CLEAR = 0.7  # confidence of the words that tell it
_SURE_SYLLABLE, _SURE = (
    0.6,
    0.85,
)  # confidence from which a well-formed word, any other word is print whatever it lies on
_CERTAIN = 0.92
_WELL_READ = 0.8  # confidence of a coloured word that is print
_ENOUGH = 50  # clear words that tell how dark the page's print is
_COLOURED = 0.3  # part of a word's ink
_LIGHTER = 40  # grey levels by which a word of coloured ink alone is lighter than the page's print
_MOSTLY = 0.4  # of a word's ink
_DARKEST = 20  # one in so many pixels is darker than what counts as a word's darkness
_ON_STROKES = 0.4  # confidence of a well-formed word that a stroke runs through
_LOW = 0.6  # of the height of a printed word
_INSIDE = 0.25  # of the height of a mark
_OUTSIDE = " .,;:!?()[]\"'“”‘’/-–…"


@dataclass(frozen=True, slots=True)
class Sorted:
    """The words that are print, where there is something else, in points of the upright page, and the ink looked at."""

    words: tuple[SeenWord, ...]
    regions: tuple[Region, ...]
    ink: InkMap | None = None


def sort_out(words: Sequence[SeenWord], picture: Picture, cleaned: Cleaned, printed: Sequence[SeenWord] = ()) -> Sorted:
    """Take out of the words what a seal or a pen left; ``picture`` is the upright one that was cleaned.

    Print under a seal or a signature stays: each word is judged by its own ink and confidence. ``printed`` are such of
    the words as are known to be print.
    """
    clear = [word for word in words if word.confidence >= _CLEAR and word.text.isalnum()]
    if len(clear) < _FEWEST:
        ink = ink_map(picture, cleaned, _USUAL_HEIGHT * cleaned.dpi)
        return Sorted(tuple(words), _regions(seals(ink), NO_STROKES, (), ink, cleaned), ink)
    ink = ink_map(picture, cleaned, median(word.box[3] - word.box[1] for word in clear))
    strokes = pen_strokes(ink, [word.box for word in words if word in printed or _is_surely_print(word)])
    found = entered(words, cleaned.gray)
    stamps = seals(ink)
    some = clear[:: max(1, len(clear) // _ENOUGH)]
    pale = median(_darkness(word, cleaned) for word in some) + _LIGHTER
    kept = tuple(
        word
        for word in found.words
        if word in printed
        or (
            not (_is_no_dark_print(word, ink, stamps) and _darkness(word, cleaned) > pale)
            and not _is_stroke(word, ink, strokes)
            and not _is_mark(word, ink, words)
        )
    )
    return Sorted(kept + found.doubtful, _regions(stamps, strokes, found.written, ink, cleaned), ink)


def _bare(word: SeenWord) -> str:
    return word.text.strip(_OUTSIDE)


def _is_well_formed(text: str) -> bool:
    """Tell whether a text is syllables or numbers, also several with signs between."""
    parts = [part for part in re.split(r"[-/.,:]", text) if part]
    return len(text) > 1 and all(part.isdigit() or is_syllable(part) for part in parts)


def _is_surely_print(word: SeenWord) -> bool:
    text = _bare(word)
    return word.confidence >= (_SURE_SYLLABLE if _is_well_formed(text) else _SURE) and len(text) > 1


def _is_guess(word: SeenWord) -> bool:
    """Tell whether a pale word is more likely a trace of something else: a worn seal, a pencil, the other side."""
    return not _is_surely_print(word) and word.confidence < _CERTAIN and any(map(str.isalnum, word.text))


def _darkness(word: SeenWord, cleaned: Cleaned) -> float:
    """Return the grey level of a word's darkest pixels (numpy's percentile would take ten times as long)."""
    x0, y0, x1, y1 = word.box
    ink = cleaned.gray[y0:y1, x0:x1].ravel()
    rank = ink.size // _DARKEST
    return float(np.partition(ink, rank)[rank]) if ink.size else 255.0


def _is_coloured(word: SeenWord, ink: InkMap) -> bool:
    """Tell whether much of the ink where a word was read is coloured."""
    place = ink.within(word.box)
    coloured = _count(ink.red[place]) + _count(ink.pen[place])
    return coloured > _COLOURED * _count(ink.ink[place])


def _is_no_dark_print(word: SeenWord, ink: InkMap, stamps: Sequence[MapBox]) -> bool:
    """Tell whether a pale word may be a guess or of a seal: coloured ones are print where no seal is and read well."""
    if _is_guess(word):
        return True
    if not _is_coloured(word, ink):
        return False
    x, y = (word.box[0] + word.box[2]) / 2 * ink.factor, (word.box[1] + word.box[3]) / 2 * ink.factor
    in_seal = any(x0 <= x <= x1 and y0 <= y <= y1 for x0, y0, x1, y1 in stamps)
    return in_seal or word.confidence < _WELL_READ or not _is_surely_print(word)


def _is_stroke(word: SeenWord, ink: InkMap, strokes: Strokes) -> bool:
    """Tell whether a word was read from a pen's strokes, or a frame, rather than from print that they run through."""
    place = ink.within(word.box)
    most = _MOSTLY * _count(ink.ink[place])
    well_read = _is_well_formed(_bare(word)) and word.confidence >= _ON_STROKES
    if well_read or _count(strokes.odd[place]) <= most:
        return False
    return _count(strokes.mask[place]) > most or word.confidence < _SURE_SYLLABLE


def _count(mask: Mask) -> int:
    """Return the pixels of a small mask (their sum takes three times as long)."""
    return int(np.count_nonzero(mask))


def _is_mark(word: SeenWord, ink: InkMap, words: Sequence[SeenWord]) -> bool:
    """Tell whether a word is but the tone marks of other words: low, and partly within the box of a taller one."""
    x0, y0, x1, y1 = word.box
    if (y1 - y0) * ink.factor > _LOW * ink.letter or not _is_guess(word):
        return False
    return any(
        other.box[3] - other.box[1] > _LOW * ink.letter / ink.factor
        and min(x1, other.box[2]) - max(x0, other.box[0]) > 0.5 * (x1 - x0)
        and min(y1, other.box[3]) - max(y0, other.box[1]) > _INSIDE * (y1 - y0)
        for other in words
    )


def _regions(
    stamped: Sequence[MapBox], strokes: Strokes, written: Sequence[PixelBox], ink: InkMap, cleaned: Cleaned
) -> tuple[Region, ...]:
    def large(box: MapBox) -> PixelBox:
        x0, y0, x1, y1 = (round(edge / ink.factor) for edge in box)
        return x0, y0, x1, y1

    others = [large(box) for box in strokes.others]
    apart = [box for box in others if not any(_meet(box, slot) for slot in written)]
    return tuple(
        [Region("seal", moved(large(box), cleaned.to_page)) for box in stamped]
        + [Region("signature", moved(large(box), cleaned.to_page)) for box in strokes.signatures]
        + [Region("handwriting", moved(box, cleaned.to_page)) for box in (*written, *apart)]
    )


def _meet(box: PixelBox, other: PixelBox) -> bool:
    return box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3]
