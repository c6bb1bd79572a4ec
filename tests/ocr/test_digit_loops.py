"""Figures proven by their loops: an 8 that was read as another figure, and nothing else."""

import cv2
import numpy as np
import pytest

from ingest.page import Pixels
from ocr.correction import judged
from ocr.digit_loops import with_looped_figures
from ocr.engine import SeenLine, SeenWord
from ocr.vietnamese.ngrams import ngrams
from samples.canvas import Canvas, Column
from samples.fonts import Face


def drawn(text: str, *, italic: bool, size: float = 13) -> tuple[Pixels, tuple[int, int, int, int]]:
    """Return a gray picture of a word at 200 dpi, and its place."""
    canvas = Canvas()
    canvas.text(text, Face(size, italic=italic), Column(100, 300), 150)
    gray = cv2.cvtColor(canvas.sheet().picture, cv2.COLOR_RGB2GRAY)
    factor = 200 / 72 / (gray.shape[1] / canvas.width)
    small = np.asarray(cv2.resize(gray, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    rows, columns = np.nonzero(small < 160)
    return small, (int(columns.min()), int(rows.min()), int(columns.max()) + 1, int(rows.max()) + 1)


def read_as(told: str, gray: Pixels, box: tuple[int, int, int, int]) -> str:
    """Return what becomes of a word that the engine told."""
    line = SeenLine((SeenWord(told, box, 0.95),))
    ((word,),) = with_looped_figures(judged((line,), ngrams(), None), gray)
    return word.text


@pytest.mark.parametrize("italic", [True, False])
@pytest.mark.parametrize(("printed", "told"), [("18", "16"), ("08", "06"), ("1986", "1966")])
def test_two_loops_are_an_eight(printed: str, told: str, italic: bool) -> None:  # noqa: FBT001
    """Whatever the engine was sure of."""
    gray, box = drawn(printed, italic=italic)
    assert read_as(told, gray, box) == printed


def test_figures_between_strokes() -> None:
    """Strokes are pieces of their own."""
    gray, box = drawn("28/8/2018", italic=False)
    assert read_as("26/6/2016", gray, box) == "28/8/2018"


@pytest.mark.parametrize("italic", [True, False])
@pytest.mark.parametrize("printed", ["16", "06", "1234567890", "4490", "96", "30/4/2025", "0369"])
def test_other_figures_stay(printed: str, italic: bool) -> None:  # noqa: FBT001
    """One loop proves nothing, and no loop neither."""
    gray, box = drawn(printed, italic=italic)
    assert read_as(printed, gray, box) == printed


def test_words_and_what_does_not_fall_apart_stay() -> None:
    """Words with letters are not judged, nor those whose pieces are not as many as their signs."""
    gray, box = drawn("B8", italic=False)
    assert read_as("Bé", gray, box) == "Bé"
    assert read_as("166", gray, box) == "166"


def test_a_blurred_picture_tells_nothing() -> None:
    """Figures of a bad photograph close by themselves."""
    gray, box = drawn("2666", italic=False)
    blurred = np.asarray(cv2.GaussianBlur(gray, (0, 0), 2.0), dtype=np.uint8)
    assert read_as("2666", blurred, box) == "2666"
    gray, box = drawn("16", italic=False, size=7)
    assert read_as("16", gray, box) == "16"
