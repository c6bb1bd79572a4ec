"""Words that a coloured pen wrote on a page of black print: a form that was filled in. They may be read, and are told.

The engine reads neat handwriting as it reads print, and as surely; its colour tells what it is.
"""

from collections.abc import Iterator, Sequence
from statistics import median

import numpy as np

from ocr.engine import SeenWord
from ocr.form_slots import PixelBox
from ocr.ink_map import InkMap

_OF_THE_PEN = 0.55  # part of a word's ink
_MOST = 0.6  # part of the page's words; a page with more is printed in colour
_A_PART = 0.08
_NARROWEST = 0.4  # of the height of a printed word
_EVEN = 0.85  # part of a word's coloured ink that lies together
_FEWEST = 8  # words that tell how a page is printed
_APART = 1.5  # heights of a word between two of one entry
_LEVEL = 0.5  # of the height that two words of a line have in common


def pen_words(words: Sequence[SeenWord], ink: InkMap | None) -> tuple[PixelBox, ...]:
    """Return where a pen of blue, green or violet ink wrote words, in pixels of ``Cleaned.gray``, entry by entry.

    Capitals are left out: stamps and letterheads are set in them. Red ink is not judged: it is used for titles.
    """
    if ink is None or len(words) < _FEWEST:
        return ()
    shares = [_share(word, ink) for word in words]
    coloured = [word for word, share in zip(words, shares, strict=True) if share > _OF_THE_PEN]
    if len(coloured) > _MOST * len(words):
        return ()
    mixed = [word for word, share in zip(words, shares, strict=True) if _A_PART < share <= _OF_THE_PEN]
    parts = (part for word in mixed if any(map(str.isdigit, word.text)) for part in _part(word, ink))
    return (*_entries([word for word in coloured if not _is_capital(word.text)]), *parts)


def _share(word: SeenWord, ink: InkMap) -> float:
    place = ink.within(word.box)
    return int(np.count_nonzero(ink.pen[place])) / max(1, int(np.count_nonzero(ink.ink[place])))


def _part(word: SeenWord, ink: InkMap) -> Iterator[PixelBox]:
    """Yield the place of the figures that a pen wrote before, or behind, what is printed of a number (``211/TTr``)."""
    place = ink.within(word.box)
    pen, every = (np.count_nonzero(mask[place], axis=0) for mask in (ink.pen, ink.ink))
    columns = np.flatnonzero(pen > _OF_THE_PEN * np.maximum(every, 1))
    if len(columns) < _NARROWEST * ink.letter:
        return
    first, last = int(columns[0]), int(columns[-1]) + 1
    inside, all_ink = int(pen[first:last].sum()), int(every[first:last].sum())
    if inside > _EVEN * int(pen.sum()) and inside > _OF_THE_PEN * all_ink:
        x0 = place[1].start
        edges = (round((x0 + first) / ink.factor), round((x0 + last) / ink.factor))
        yield edges[0], word.box[1], edges[1], word.box[3]


def _is_capital(text: str) -> bool:
    return sum(map(str.isalpha, text)) > 1 and text.isupper()


def _entries(words: Sequence[SeenWord]) -> Iterator[PixelBox]:
    """Yield the boxes around words that follow each other on a line."""
    if not words:
        return
    height = median(word.box[3] - word.box[1] for word in words)
    boxes = [word.box for word in sorted(words, key=lambda word: word.box[0])]
    while boxes:
        entry = boxes.pop(0)
        while (other := next((box for box in boxes if _goes_on(entry, box, height)), None)) is not None:
            boxes.remove(other)
            entry = (entry[0], min(entry[1], other[1]), max(entry[2], other[2]), max(entry[3], other[3]))
        yield entry


def _goes_on(entry: PixelBox, box: PixelBox, height: float) -> bool:
    common = min(entry[3], box[3]) - max(entry[1], box[1])
    level = common > _LEVEL * min(entry[3] - entry[1], box[3] - box[1])
    return level and box[0] - entry[2] < _APART * height
