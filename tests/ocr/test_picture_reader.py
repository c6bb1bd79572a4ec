"""Pictures in whatever way up: blank or not, turned upright, read in order, every word in its place."""

from difflib import SequenceMatcher

import cv2
import numpy as np
import pytest

from ingest.geometry import Turn
from ingest.page import Picture
from ocr.picture_reader import Reading, read_picture
from ocr.region import UNSEEN
from ocr.tesseract_api import TesserocrEngine
from samples.degrade import blank_verso, hard, office
from samples.papers import cong_van
from samples.truth import Sheet
from samples.typed import typed_paper

UNDONE: dict[Turn, int | None] = {
    0: None,
    90: cv2.ROTATE_90_COUNTERCLOCKWISE,
    180: cv2.ROTATE_180,
    270: cv2.ROTATE_90_CLOCKWISE,
}
"""For each turn that makes a picture upright, what was done to it before."""


def laid(scan: Picture, turn: Turn) -> Picture:
    """Return the picture so that it must be turned clockwise by so much to stand upright."""
    how = UNDONE[turn]
    return scan if how is None else Picture(np.asarray(cv2.rotate(scan.pixels, how), dtype=np.uint8), scan.dpi)


def likeness(reading: Reading, expected: list[str]) -> float:
    """Return how far the words read, in their order, are those that stand on the page (0-1)."""
    read = [word.text for line in reading.lines for word in line.words]
    return SequenceMatcher(None, read, expected, autojunk=False).ratio()


def in_order(sheet: Sheet) -> list[str]:
    """Return the words of a sheet; of the heading's two rows (names, then number and day) the upper comes first."""
    lines = [line.text for line in sheet.lines]
    at = {line[:4]: place for place, line in reversed(list(enumerate(lines)))}
    number, nation = at.get("Số: ", 0), at.get("CỘNG", 0)
    if number < nation:
        lines = [*lines[:number], *lines[nation : nation + 2], *lines[number:nation], *lines[nation + 2 :]]
    return " ".join(lines).split()


@pytest.mark.parametrize("turn", UNDONE)
def test_a_letter_is_read_whichever_way_it_lies(
    engine: TesserocrEngine, letter: Sheet, letter_scan: Picture, turn: Turn
) -> None:
    """The turn is told, the words come in the order of the upright page, and their boxes lie where they stand on it."""
    reading = read_picture(laid(letter_scan, turn), engine)
    assert reading.turn == turn
    assert reading.problem is None
    assert likeness(reading, in_order(letter)) > 0.93
    places = {word.text: word.box for word in letter.words}
    hits = [
        places[word.text].holds(*word.box.middle)
        for line in reading.lines
        for word in line.words
        if sum(other.text == word.text for other in letter.words) == 1
    ]
    assert len(hits) > 50
    assert sum(hits) > 0.97 * len(hits)


@pytest.mark.parametrize("turn", UNDONE)
def test_a_table_is_read_row_by_row_whichever_way_it_lies(
    engine: TesserocrEngine, table_page: Sheet, table_scan: Picture, turn: Turn
) -> None:
    """Cells do not run into each other, and no ruling is read as a stroke."""
    reading = read_picture(laid(table_scan, turn), engine)
    assert reading.turn == turn
    assert likeness(reading, in_order(table_page)) > 0.93
    whole = {line.text for line in table_page.lines}
    assert len({line.text for line in reading.lines} & whole) > 0.85 * len(whole)


def test_a_slanting_page_keeps_its_slope(engine: TesserocrEngine, letter: Sheet, letter_scan: Picture) -> None:
    """Lines are levelled for reading only: the slope is reported and boxes lie on the slanting picture."""
    height, width = letter_scan.pixels.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -2.0, 1.0)
    pixels = cv2.warpAffine(letter_scan.pixels, matrix, (width, height), borderValue=(255, 255, 255))
    reading = read_picture(Picture(np.asarray(pixels, dtype=np.uint8), letter_scan.dpi), engine)
    assert reading.angle == pytest.approx(2.0, abs=0.3)
    assert likeness(reading, in_order(letter)) > 0.93
    scale = letter_scan.dpi / 72
    ink = pixels.min(axis=2) < 128
    for box in (word.box for line in reading.lines for word in line.words):
        assert ink[
            int(box.y0 * scale) : round(box.y1 * scale) + 1, int(box.x0 * scale) : round(box.x1 * scale) + 1
        ].any()


@pytest.mark.parametrize("kind", ["white", "verso", "dust"])
def test_blank_pages_are_blank(engine: TesserocrEngine, letter: Sheet, kind: str) -> None:
    """White paper, a verso with the seal of its front shining through, and a few specks: no lines, no problem."""
    paper = np.full((1170, 827, 3), 250, dtype=np.uint8)
    if kind == "verso":
        paper = np.ascontiguousarray(blank_verso(letter.picture, 1)[..., ::-1])
    if kind == "dust":
        for x, y in ((100, 90), (400, 700), (650, 333), (222, 1000)):
            cv2.circle(paper, (x, y), 3, (30, 30, 30), -1)
    reading = read_picture(Picture(paper, 300.0 if kind == "verso" else 100.0), engine)
    assert reading == Reading((), 0, 0.0, 0.0, 0.0, blank=True)
    assert reading.problem is None


@pytest.mark.parametrize("ink", [(0, 0, 0), (170, 60, 30), (40, 30, 190)])
def test_ink_that_cannot_be_read_is_reported(engine: TesserocrEngine, ink: tuple[int, int, int]) -> None:
    """A page of scribbles in black, blue or red is neither blank nor silently empty."""
    rng = np.random.default_rng(1)
    paper = np.full((1170, 827, 3), 255, dtype=np.uint8)
    for x, y in rng.integers((60, 60), (760, 1100), (400, 2)).tolist():
        points = (np.array([x, y]) + rng.integers(0, 14, (5, 2))).astype(np.int32)
        cv2.polylines(paper, [points], isClosed=False, color=ink, thickness=2)
    reading = read_picture(Picture(paper, 100.0), engine)
    assert not reading.blank
    assert reading.problem is not None


def test_a_coloured_stamp_is_told_and_nothing_is_missed_in_it(engine: TesserocrEngine) -> None:
    """The incoming stamp of every letter is a seal, not unread print; a line under it that is black would be."""
    stamped = cong_van(21, stamped=True).sheets[0]
    page = office(stamped.picture, 21)
    reading = read_picture(Picture(np.ascontiguousarray(page.picture[..., ::-1]), float(page.dpi)), engine)
    (stamp,) = (mark.box for mark in stamped.marks if mark.kind == "stamp")
    assert any(region.kind == "seal" and region.box.holds(*stamp.middle) for region in reading.regions)
    assert [region for region in reading.regions if region.kind in UNSEEN] == []
    assert reading.problem is None


def test_a_photograph_with_dark_ground_around_it_is_read(engine: TesserocrEngine) -> None:
    """Tesseract takes this page, paper and all, for a picture, and finds no line on it at the first try."""
    page = hard(typed_paper("ke_hoach", 1).paper.sheets[0].picture, 1)
    reading = read_picture(Picture(np.ascontiguousarray(page.picture[..., ::-1]), float(page.dpi)), engine)
    assert reading.problem is None
    assert "CỤC CẢNH SÁT GIAO THÔNG" in [" ".join(word.text for word in line.words) for line in reading.lines]
