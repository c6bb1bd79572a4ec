"""Ruled tables on pictures: their cells, and what is no table."""

from itertools import pairwise

import cv2
import numpy as np
import pytest

from ingest.page import Picture, Pixels
from ocr.cleanup.rulings import ruled_tables
from samples.truth import Sheet

DPI = 200
XS, YS = (150, 300, 800, 1100, 1500), (400, 480, 560, 640, 720)


def paper() -> Pixels:
    """Return white paper, A4 at 200 dpi."""
    return np.full((2339, 1654), 255, dtype=np.uint8)


def grid(xs: tuple[int, ...], ys: tuple[int, ...], *, sides: bool = True, ends: bool = True) -> Pixels:
    """Return a ruled grid, with or without its outer rulings left and right, above and below."""
    gray = paper()
    for y in ys if ends else ys[1:-1]:
        cv2.line(gray, (xs[0], y), (xs[-1], y), (0,), 2)
    for x in xs if sides else xs[1:-1]:
        cv2.line(gray, (x, ys[0]), (x, ys[-1]), (0,), 2)
    return gray


def shape(gray: Pixels) -> list[list[int]]:
    """Return for each table the number of cells in each row."""
    return [[len(row) for row in table.rows] for table in ruled_tables(gray, DPI)]


def test_the_cells_of_a_printed_table(table_scan: Picture, table_page: Sheet) -> None:
    """Row by row, each cell within three points of its rulings."""
    (table,) = ruled_tables(
        np.asarray(cv2.cvtColor(table_scan.pixels, cv2.COLOR_BGR2GRAY), dtype=np.uint8), table_scan.dpi
    )
    xs = sorted({rule.x0 for rule in table_page.rulings if rule.x0 == rule.x1})
    ys = sorted({rule.y0 for rule in table_page.rulings if rule.y0 == rule.y1 and rule.x0 == xs[0]})
    assert len(table.rows) == len(ys) - 1
    for place, row in enumerate(table.rows):
        edges = [edge for cell in row for edge in (cell.x0, cell.x1)]
        assert edges == pytest.approx([edge for x0, x1 in pairwise(xs) for edge in (x0, x1)], abs=3)
        assert row[0].y0 == pytest.approx(ys[place], abs=3)


@pytest.mark.parametrize(("sides", "ends"), [(True, True), (False, True), (True, False), (False, False)])
def test_outer_rulings_may_be_missing(sides: bool, ends: bool) -> None:  # noqa: FBT001 - a table of cases
    """Tables open at the sides, or above and below, have all their cells."""
    assert shape(grid(XS, YS, sides=sides, ends=ends)) == [[4, 4, 4, 4]]


def test_a_merged_cell_is_one_cell_of_its_first_row() -> None:
    """A heading over two columns, and a cell over two rows."""
    gray = grid(XS, YS)
    gray[YS[0] + 4 : YS[1] - 4, XS[2] - 4 : XS[2] + 4] = 255
    gray[YS[2] - 4 : YS[2] + 4, XS[0] + 4 : XS[1] - 4] = 255
    assert shape(gray) == [[3, 4, 3, 4]]


@pytest.mark.parametrize(
    "gray",
    [
        pytest.param(paper(), id="nothing"),
        pytest.param(grid((100, 1500), (100, 2200)), id="a frame around the page"),
        pytest.param(grid(tuple(range(300, 900, 50)), (500, 550)), id="boxes for digits"),
        pytest.param(grid((0, 800, 1653), (0, 1100, 2338), sides=False, ends=False), id="two folds"),
        pytest.param(grid((200, 1400), tuple(range(300, 1200, 80)), sides=False), id="ruled lines to write on"),
    ],
)
def test_what_is_no_table(gray: Pixels) -> None:
    """Lines alone make no table."""
    assert shape(gray) == []
