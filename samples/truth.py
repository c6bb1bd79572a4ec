"""What stands on a paper, known exactly because the paper was drawn from it."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ingest.geometry import Box
from samples.fonts import Face

Picture = NDArray[np.uint8]
"""Height × width × 3, RGB."""

DPI = 300
PIXELS_PER_POINT = DPI / 72


@dataclass(frozen=True, slots=True)
class PlacedWord:
    """A word in NFC, the box of its ink, and where its pen started (``x`` and baseline ``y``); all in points."""

    text: str
    box: Box
    x: float
    y: float
    face: Face


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """Words of one printed line (or one line of a table cell), left to right."""

    words: tuple[PlacedWord, ...]

    @property
    def text(self) -> str:
        """Return the words with single spaces between them."""
        return " ".join(word.text for word in self.words)


@dataclass(frozen=True, slots=True)
class Ruling:
    """A straight printed rule, ends and thickness in points."""

    x0: float
    y0: float
    x1: float
    y1: float
    thickness: float


@dataclass(frozen=True, slots=True)
class Mark:
    """Something laid over the print (box in points); its words are no part of the paper's text."""

    kind: Literal["seal", "signature", "stamp", "code"]
    box: Box
    text: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page: its clean picture at 300 dpi, its size in points, and what is on it.

    ``lines`` stand in the order a person reads them; dotted leaders are drawn but are no words.
    """

    picture: Picture
    width: float
    height: float
    lines: tuple[PlacedLine, ...]
    rulings: tuple[Ruling, ...]
    marks: tuple[Mark, ...]

    @property
    def words(self) -> tuple[PlacedWord, ...]:
        """Return all words in reading order."""
        return tuple(word for line in self.lines for word in line.words)

    @property
    def text(self) -> str:
        """Return the lines, one below the other."""
        return "\n".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper of a known kind (codes of the project's document types) with its pages."""

    kind: str
    sheets: tuple[Sheet, ...]

    @property
    def text(self) -> str:
        """Return the text of all pages, one below the other."""
        return "\n".join(sheet.text for sheet in self.sheets)
