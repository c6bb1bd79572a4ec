"""What a source tells about one page: its size, the words it already carries, its picture.

Two frames are used. The *viewed* page is what a viewer shows: EXIF orientation and ``/Rotate`` are applied. The
*upright* page is the viewed page turned until its text stands upright; only ``ocr`` knows that turn. Everything in
this module is in the viewed frame.
"""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from ingest.geometry import Box

Pixels = NDArray[np.uint8]
"""Gray (height, width) or colour (height, width, 3) in OpenCV's order blue, green, red."""


@dataclass(frozen=True, slots=True)
class CarriedWord:
    """A word of the file's own text layer; ``line`` numbers the line it stands in, in the file's order."""

    text: str
    box: Box
    line: int
    visible: bool


@dataclass(frozen=True, slots=True)
class Table:
    """The cells of a ruled table, row by row; a cell that a merged neighbour covers is left out."""

    box: Box
    rows: tuple[tuple[Box, ...], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """The whole viewed page as pixels: point (x, y) lies at pixel (x * dpi / 72, y * dpi / 72)."""

    pixels: Pixels
    dpi: float


@dataclass(frozen=True, slots=True)
class Block:
    """A part of the viewed page in gray; its first pixel lies at ``corner`` (points)."""

    corner: tuple[float, float]
    picture: Picture


@dataclass(frozen=True, slots=True)
class Page:
    """One page before any recognition; sizes in points.

    ``overview`` is the whole viewed page in gray at about ``OVERVIEW_DPI``: the ink against which the words are
    judged. It is missing where there are none, and where the page is one picture, whose words are never the page's
    text but something laid over it. ``fonts`` are the names of the fonts that the words use.
    ``blocks`` are the places of the overview that may hold a two-dimensional code, drawn large.
    """

    number: int
    width: float
    height: float
    words: tuple[CarriedWord, ...] = ()
    tables: tuple[Table, ...] = ()
    fonts: tuple[str, ...] = ()
    overview: Pixels | None = None
    blocks: tuple[Block, ...] = ()


OVERVIEW_DPI = 100.0


class Source(Protocol):
    """An opened file. Pages are numbered from 1. Not safe between threads or processes."""

    @property
    def page_count(self) -> int:
        """Return the number of pages."""
        ...

    def page(self, number: int) -> Page:
        """Return the facts of a page.

        :raises ingest.errors.PageDamagedError: when the page cannot be parsed.
        """
        ...

    def picture(self, number: int) -> Picture:
        """Return the page's pixels, at the picture's own resolution where the page is one picture.

        :raises ingest.errors.PageDamagedError: when the picture cannot be decoded.
        """
        ...

    def sheet(self, number: int) -> bytes:
        """Return a one-page PDF that shows the viewed page as pictures and holds no text.

        Pictures are embedded as they came wherever the page is made of one; else the page is drawn into one.
        It obeys the rules of PDF/A-2b for page contents (device RGB and gray only, or valid ICC profiles).

        :raises ingest.errors.PageDamagedError: when the picture cannot be copied.
        """
        ...

    def close(self) -> None:
        """Release the file."""
        ...
