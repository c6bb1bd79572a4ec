"""Pages set by hand: words with boxes as print has them, without a picture or an engine."""

from collections.abc import Callable, Sequence
from typing import Protocol

import pytest

from extract.administrative import read_administrative
from extract.candidate import Candidate
from ingest.geometry import Box, joined
from ocr.page_text import Line, PageText, Word
from ocr.region import Region

Row = tuple[float, float, str]
"""The middle of a line in points from the left, its top, its words; ``word~0.3`` has that confidence."""


class Setter(Protocol):
    """Sets a page: rows of 11-point print, and regions that are none."""

    def __call__(self, *rows: Row, regions: Sequence[Region] = (), number: int = 1) -> PageText:
        """Return the page, A4."""
        ...


def _line(middle: float, top: float, text: str) -> Line:
    parts = [part.partition("~") for part in text.split()]
    widths = [sum(7.0 if sign.isupper() else 5.5 for sign in word) for word, _, _ in parts]
    x = middle - (sum(widths) + 3.5 * (len(parts) - 1)) / 2
    words = []
    for (word, _, sure), width in zip(parts, widths, strict=True):
        words.append(Word(word, word, Box(x, top, x + width, top + 11), float(sure or 0.95)))
        x += width + 3.5
    kept = tuple(words)
    return Line(kept, joined(tuple(word.box for word in kept)))


@pytest.fixture(scope="session")
def page() -> Setter:
    """Return what sets a page."""

    def set_page(*rows: Row, regions: Sequence[Region] = (), number: int = 1) -> PageText:
        lines = tuple(_line(*row) for row in rows)
        return PageText(number, 595.0, 842.0, 0, 0.0, lines, "recognised", "", None, tuple(regions))

    return set_page


@pytest.fixture(scope="session")
def read() -> Callable[..., dict[str, Candidate]]:
    """Return what reads pages: the surest candidate of each field."""

    def read_pages(*pages: PageText) -> dict[str, Candidate]:
        found: dict[str, Candidate] = {}
        for candidate in sorted(read_administrative(pages), key=lambda candidate: candidate.fit):
            found[candidate.name] = candidate
        return found

    return read_pages
