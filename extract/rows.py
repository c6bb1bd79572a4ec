"""Printed lines made ready for the search of labels: words apart from their labels, letters without marks."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extract.folding import fold
from ingest.geometry import Box, joined
from ocr.page_text import Line, PageText, Word

_FILLER = re.compile(r"[.…·_,\-–—:;'|*~]{2,}|[…·_|~]")
NUMBERED = re.compile(r"\d{1,2}[.)]|[a-zđ][.)]:?|\S\):?|(?:I{1,3}|IV|VI{0,3}|IX)[.)-]|[-–+*•]")
"""The number of a paragraph, or the mark before it, as a word."""
_SEAM = re.compile(
    r"(?<=[^\W\d_])[:;](?=[\w.])|(?<=\d);(?=\w)|[.…·_]{3,}(?=\w)|(?<=\w)[.…·_]{3,}"
    r"|^(?:\d{1,2}[.)]+|[a-zđ]\)|[IVX]{1,4}\.|[-+*•])(?=[^\W\d_]{2})"  # 1.Họ, a)Thửa, II.Thửa, -Địa
)


@dataclass(frozen=True, slots=True)
class Row:
    """A printed line: its words without fillers, and all their letters in one string.

    ``box`` is around the words, ``end`` is how far right the line goes with its fillers. ``starts`` holds for each word
    where its letters begin in ``letters``, and at the end the length of ``letters``.
    """

    page: int
    words: tuple[Word, ...]
    letters: str
    starts: tuple[int, ...]
    box: Box
    end: float

    @property
    def closed(self) -> bool:
        """Tell whether the row ends with a colon."""
        return self.words[-1].text.endswith(":")

    def box_of(self, first: int, last: int) -> Box:
        """Return the box around the words from ``first`` to ``last`` (exclusive)."""
        return joined(tuple(word.box for word in self.words[first:last]))


def rows_of(page: PageText) -> tuple[Row, ...]:
    """Return the lines of a page, in reading order; lines of nothing but fillers are left out."""
    made = ((tuple(_apart(line.words)), line.box.x1) for line in page.lines)
    return tuple(row_of(page.number, words, end) for words, end in made if words)


def row_of(page: int, words: tuple[Word, ...], end: float) -> Row:
    """Return the row that these words (at least one) make."""
    parts = [fold(word.text) for word in words]
    starts, length = [], 0
    for part in parts:
        starts.append(length)
        length += len(part)
    return Row(page, words, "".join(parts), (*starts, length), joined(tuple(word.box for word in words)), end)


def _apart(words: Sequence[Word]) -> Iterator[Word]:
    """Yield words cut where a label meets its value (``tên:AN``) or fillers meet words, without what only fills."""
    for word in words:
        for part in _pieces(word):
            if part.text and _FILLER.fullmatch(part.text) is None:
                yield part


def _pieces(word: Word) -> Iterator[Word]:
    start = 0
    for seam in _SEAM.finditer(word.text):
        if word.text[seam.end() :].startswith("//"):
            continue
        yield _cut(word, start, seam.end())
        start = seam.end()
    yield word if start == 0 else _cut(word, start, len(word.text))


def _cut(word: Word, start: int, stop: int) -> Word:
    """Return a part of a word; its box is the share that its letters have."""
    width = word.box.width / max(1, len(word.text))
    box = replace(word.box, x0=word.box.x0 + start * width, x1=word.box.x0 + stop * width)
    text = word.text[start:stop]
    printed = word.printed[start:stop] if len(word.printed) == len(word.text) else text
    return Word(text, printed, box, word.confidence)


def line_of(row: Row) -> Line:
    """Return the row as a line."""
    return Line(row.words, row.box)
