"""What was read on a page: words in lines, in the order a person reads them."""

from dataclasses import dataclass
from typing import Literal

from ingest.geometry import Box, Turn
from ocr.region import Region

TextSource = Literal["embedded", "recognised", "blank"]


@dataclass(frozen=True, slots=True)
class Word:
    """A word in Unicode NFC.

    ``printed`` is what the engine saw before any correction; ``box`` is in points of the upright page; ``confidence``
    is 0-1, and 1 for words that came with the file.
    """

    text: str
    printed: str
    box: Box
    confidence: float


@dataclass(frozen=True, slots=True)
class Line:
    """Words that stand in one printed line (or one line of a table cell), left to right."""

    words: tuple[Word, ...]
    box: Box

    @property
    def text(self) -> str:
        """Return the words with single spaces between them."""
        return " ".join(word.text for word in self.words)


@dataclass(frozen=True, slots=True)
class MachineCode:
    """A two-dimensional code (QR) on a page: what it says, as it says it, and its place in points of the page."""

    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class PageText:
    """The reading of one page.

    ``width`` and ``height`` are points of the upright page; ``rotation`` is the clockwise turn that makes the viewed
    page upright; ``angle`` the remaining slope of its lines in degrees, positive where they fall to the right.
    ``problem`` is a code or None. Empty ``lines`` with ``source`` "recognised" never stand without a problem: only a
    blank page is silent. ``regions`` are the places that were not read, or are no print. ``codes`` stand top to bottom;
    a page with nothing else on it has the source "blank".
    """

    number: int
    width: float
    height: float
    rotation: Turn
    angle: float
    lines: tuple[Line, ...]
    source: TextSource
    engine: str
    problem: str | None = None
    regions: tuple[Region, ...] = ()
    codes: tuple[MachineCode, ...] = ()

    @property
    def text(self) -> str:
        """Return the lines, one below the other."""
        return "\n".join(line.text for line in self.lines)
