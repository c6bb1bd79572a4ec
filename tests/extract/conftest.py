"""Papers set by hand for extraction: lines of words with boxes, as print has them, without a picture or an engine."""

from collections.abc import Sequence
from typing import Protocol

import pytest

from ingest.geometry import Box, joined
from ocr.page_text import Line, MachineCode, PageText, Word
from ocr.region import Region

WIDTH, HEIGHT = 595.0, 842.0
_SIZE, _LEADING = 11.0, 20.0  # points
_LEFT, _TOP = 70.0, 60.0


class Writer(Protocol):
    """Sets a page of 11-point print, one line below the other.

    ``# `` at the beginning of a line centres it; ``  |  `` parts it into columns that begin at a third and at two
    thirds; ``word~0.3`` has that confidence; an empty line leaves white space.
    """

    def __call__(
        self,
        *lines: str,
        number: int = 1,
        top: float = _TOP,
        regions: Sequence[Region] = (),
        codes: Sequence[str] = (),
    ) -> PageText:
        """Return the page, A4."""
        ...


def _words(text: str, left: float, top: float) -> tuple[Word, ...]:
    words = []
    for part in text.split():
        word, _, sure = part.partition("~")
        width = sum(7.0 if sign.isupper() else 5.5 for sign in word)
        words.append(Word(word, word, Box(left, top, left + width, top + _SIZE), float(sure or 0.96)))
        left += width + 3.5
    return tuple(words)


def _moved(words: Sequence[Word], by: float) -> tuple[Word, ...]:
    boxes = (Box(word.box.x0 + by, word.box.y0, word.box.x1 + by, word.box.y1) for word in words)
    return tuple(Word(word.text, word.printed, box, word.confidence) for word, box in zip(words, boxes, strict=True))


def _lines(text: str, top: float) -> tuple[Line, ...]:
    if text.startswith("# "):
        words = _words(text[2:], 0.0, top)
        parts = [_moved(words, (WIDTH - words[-1].box.x1) / 2)]
    else:
        columns = text.split("  |  ")
        parts = [_words(column, _LEFT + place * WIDTH / 3, top) for place, column in enumerate(columns)]
    return tuple(Line(words, joined(tuple(word.box for word in words))) for words in parts if words)


@pytest.fixture(scope="session")
def written() -> Writer:
    """Return what sets a page."""

    def write(
        *lines: str,
        number: int = 1,
        top: float = _TOP,
        regions: Sequence[Region] = (),
        codes: Sequence[str] = (),
    ) -> PageText:
        placed = [line for row, text in enumerate(lines) for line in _lines(text, top + row * _LEADING)]
        marks = tuple(MachineCode(text, Box(480.0, 40.0, 540.0, 100.0)) for text in codes)
        return PageText(number, WIDTH, HEIGHT, 0, 0.0, tuple(placed), "recognised", "", None, tuple(regions), marks)

    return write
