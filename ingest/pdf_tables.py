"""Ruled tables of born-digital PDF pages, found by pdfplumber, which is slow and asked only where rulings are."""

from pathlib import Path
from typing import Any, BinaryIO

import pdfplumber
import pymupdf

from ingest.geometry import Box
from ingest.page import Table

_MAX_SEGMENTS = 2_000  # a map or a chart, not a table
_STRAIGHT_POINTS = 1.0


def has_rulings(page: pymupdf.Page, squares: tuple[Box, ...] = ()) -> bool:
    """Tell whether a page has at least two horizontal and two vertical segments, and is no drawing full of them.

    What lies in ``squares`` (viewed frame) does not count: the modules of a code that is drawn are no cells.
    """
    flat = upright = count = 0
    around = [pymupdf.Rect(box.x0, box.y0, box.x1, box.y1) * page.derotation_matrix for box in squares]
    for drawing in page.get_cdrawings():
        rect = pymupdf.Rect(drawing["rect"])
        if any(square.contains(rect) for square in around):
            continue
        for item in drawing["items"]:
            count += 1
            across, down = _segments(item)
            flat += across
            upright += down
    return flat >= 2 and upright >= 2 and count <= _MAX_SEGMENTS


def _segments(item: tuple[Any, ...]) -> tuple[int, int]:
    """Return how many (horizontal, vertical) segments a part of a path counts for."""
    if item[0] == "l":
        (x0, y0), (x1, y1) = item[1], item[2]
        width, height = abs(x1 - x0), abs(y1 - y0)
    elif item[0] == "re":
        x0, y0, x1, y1 = item[1]
        width, height = abs(x1 - x0), abs(y1 - y0)
        if width > _STRAIGHT_POINTS and height > _STRAIGHT_POINTS:
            return 2, 2
    else:
        return 0, 0
    return int(width > height <= _STRAIGHT_POINTS), int(height > width <= _STRAIGHT_POINTS)


class TableFinder:
    """Opens the file a second time, when the first table is looked for."""

    __slots__ = ("_file", "_path", "_plumber")

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: BinaryIO | None = None
        self._plumber: Any = None

    def tables(self, number: int, page: pymupdf.Page) -> tuple[Table, ...]:
        """Return the tables of a page (from 1) in the viewed frame; none where pdfplumber fails."""
        try:
            if self._file is None:
                self._file = self._path.open("rb")
                self._plumber = pdfplumber.open(self._file)
            return self._tables(number, page)
        except Exception:  # noqa: BLE001 - tables are an extra: whatever breaks there, the words are still true
            return ()

    def close(self) -> None:
        """Release the file."""
        if self._file is not None:
            self._file.close()
        self._file = self._plumber = None

    def _tables(self, number: int, page: pymupdf.Page) -> tuple[Table, ...]:
        plumbed = self._plumber.pages[number - 1]
        try:
            left, top = _viewed_corner(plumbed, page)
            seen = Box(0.0, 0.0, float(page.rect.width), float(page.rect.height))
            found = [_table(table, left, top) for table in plumbed.find_tables()]
        finally:
            plumbed.close()
        return tuple(table for table in found if table is not None and table.box.meet(seen).area > 0)


def _viewed_corner(plumbed: Any, page: pymupdf.Page) -> tuple[float, float]:
    """Return where the top left of the viewed page lies among pdfplumber's coordinates.

    These cover the turned media box; pdfplumber's own crop box is not turned with it.
    """
    media, crop = page.mediabox, page.cropbox
    left, top = crop.x0 - media.x0, crop.y0
    right, bottom = media.x1 - crop.x1, media.height - crop.y1
    aside, beneath = {0: (left, top), 90: (bottom, left), 180: (right, bottom), 270: (top, right)}[page.rotation]
    return float(plumbed.bbox[0]) + aside, float(plumbed.bbox[1]) + beneath


def _table(found: Any, left: float, top: float) -> Table | None:
    rows = []
    for row in found.rows:
        cells = [cell for cell in row.cells if cell is not None]
        if cells:
            rows.append(tuple(Box(x0 - left, y0 - top, x1 - left, y1 - top) for x0, y0, x1, y1 in cells))
    if sum(len(row) for row in rows) < 2:
        return None
    x0, y0, x1, y1 = found.bbox
    return Table(Box(x0 - left, y0 - top, x1 - left, y1 - top), tuple(rows))
