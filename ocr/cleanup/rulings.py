"""Ruled tables on a picture: long straight lines, and the cells that they enclose."""

import cv2
import numpy as np
from numpy.typing import NDArray

from ingest.geometry import POINTS_PER_INCH, Box, joined
from ingest.page import Pixels, Table
from ocr.cleanup.pieces import pieces

_SIDE = 1300  # pixels of the longer side on which lines are looked for
_DARK = 175
_SHORTEST = 32  # a line is at least this part (1/32) of the longer side
_SMALLEST_CELL = 12  # pixels of the small copy in both directions
_FEWEST_CELLS = 4
_FEWEST_CELLS_OPEN = 6  # without all outer rulings; two folds across the paper make four
_OPEN = 0.3  # a side of which less than this part is ruled is open


def ruled_tables(gray: Pixels, dpi: float) -> tuple[Table, ...]:
    """Return the ruled tables of a level, evenly lit gray picture, in points, top to bottom.

    Cells are what rulings enclose, or would if the outer ones were all there; a merged cell is one cell, in the row
    that it begins in. A frame around the page, a single box and a row of boxes for digits are no tables.
    """
    small, factor = _thinned(gray)
    lines = _lines(small)
    if not lines.any():
        return ()
    scale = POINTS_PER_INCH / (dpi * factor)
    labels, stats = pieces(lines)
    tables = []
    for index in range(1, len(stats)):
        x, y, width, height = (int(value) for value in stats[index, :4])
        if width > 4 * _SMALLEST_CELL and height > 2 * _SMALLEST_CELL:
            frame = (labels[y : y + height, x : x + width] == index).astype(np.uint8)
            cells = tuple(_placed(cell, x, y, scale) for cell in _closed_cells(frame))
            rows = _in_rows(cells)
            if len(rows) > 1 and max(map(len, rows)) > 1:
                tables.append(Table(joined(cells), rows))
    return tuple(sorted(tables, key=lambda table: table.box.y0))


def _thinned(gray: Pixels) -> tuple[Pixels, float]:
    """Return every n-th pixel, the darkest of its neighbours, and 1/n: averaging would lose the thinnest lines."""
    step = max(1, round(max(gray.shape) / _SIDE))
    if step == 1:
        return gray, 1.0
    darkest = cv2.erode(gray, np.ones((step, step), np.uint8), anchor=(0, 0))
    return np.ascontiguousarray(darkest[::step, ::step], dtype=np.uint8), 1 / step


def _lines(small: Pixels) -> NDArray[np.uint8]:
    """Return a mask of the long level and upright lines, thickened so that small breaks close."""
    ink = (small < _DARK).astype(np.uint8)
    length = max(20, max(small.shape) // _SHORTEST)
    across = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    down = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((length, 1), np.uint8))
    return np.asarray(cv2.dilate(cv2.bitwise_or(across, down), np.ones((5, 5), np.uint8)), dtype=np.uint8)


def _closed_cells(frame: NDArray[np.uint8]) -> list[tuple[int, int, int, int]]:
    """Return the cells of a frame as it is, or with its open sides closed where that shows more of them."""
    cells = _cells(frame)
    closed = frame.copy()
    for side in (closed[:3], closed[-3:], closed[:, :3].T, closed[:, -3:].T):
        if side.any(axis=0).mean() < _OPEN:
            side[:] = 1
    more = _cells(closed)
    if len(more) > len(cells) and len(more) >= _FEWEST_CELLS_OPEN:
        return more
    return cells if len(cells) >= _FEWEST_CELLS else []


def _cells(frame: NDArray[np.uint8]) -> list[tuple[int, int, int, int]]:
    """Return (x, y, width, height) of the white areas that a frame of lines encloses."""
    height, width = frame.shape
    _, _, stats, _ = cv2.connectedComponentsWithStats(1 - frame, connectivity=4)
    found = []
    for x, y, cell_width, cell_height, area in stats[1:].tolist():
        open_at_edge = x == 0 or y == 0 or x + cell_width == width or y + cell_height == height
        large = cell_width >= _SMALLEST_CELL and cell_height >= _SMALLEST_CELL
        if large and not open_at_edge and area > 0.6 * cell_width * cell_height:
            found.append((x, y, cell_width, cell_height))
    return found


def _placed(cell: tuple[int, int, int, int], left: int, top: int, scale: float) -> Box:
    x, y, width, height = cell
    grown = 3  # the lines were thickened by two pixels on either side
    return Box(
        (left + x - grown) * scale,
        (top + y - grown) * scale,
        (left + x + width + grown) * scale,
        (top + y + height + grown) * scale,
    )


def _in_rows(cells: tuple[Box, ...]) -> tuple[tuple[Box, ...], ...]:
    """Group cells by their upper edge, top to bottom, each row left to right."""
    rows: list[list[Box]] = []
    for cell in sorted(cells, key=lambda cell: (cell.y0, cell.x0)):
        if rows and cell.y0 - rows[-1][0].y0 < 0.5 * min(cell.height, rows[-1][0].height):
            rows[-1].append(cell)
        else:
            rows.append([cell])
    return tuple(tuple(sorted(row, key=lambda cell: cell.x0)) for row in rows)
