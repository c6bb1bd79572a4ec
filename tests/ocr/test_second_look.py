"""Words cut out of a picture and read by themselves, with the real engine."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from ingest.page import Pixels
from ocr.engine import SeenWord
from ocr.second_look import second_look
from ocr.tesseract_api import TesserocrEngine
from samples.canvas import Canvas, Column
from samples.fonts import Face

PRINTED = ("Giám", "đốc", "Sở", "Nội", "vụ,", "tịch", "Ủy", "15/2015/QĐ-UBND")
DPI = 150


@pytest.fixture(scope="module")
def rendered() -> Pixels:
    """Return a printed line in gray that touches the edges of its picture, with wide spaces."""
    canvas = Canvas((480.0, 30.0))
    for place, text in enumerate(PRINTED):
        canvas.text(text, Face(13.5), Column(1.0 + 52.0 * place, 479.0), 20.0)
    gray = cv2.cvtColor(canvas.sheet().picture, cv2.COLOR_RGB2GRAY)
    size = (round(480 * DPI / 72), round(30 * DPI / 72))
    return np.asarray(cv2.resize(gray, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


@pytest.fixture(scope="module")
def words(rendered: Pixels, engine: TesserocrEngine) -> tuple[SeenWord, ...]:
    """Return the words of the line."""
    found = tuple(word for line in engine.recognise(rendered, DPI) for word in line.words)
    assert tuple(word.text for word in found) == PRINTED
    return found


def test_each_word_is_read_by_itself(rendered: Pixels, words: tuple[SeenWord, ...], engine: TesserocrEngine) -> None:
    """One answer for each, in the order that was asked for, with what was seen of every letter."""
    asked = words[::-1]
    found = second_look(rendered, DPI, engine, asked)
    assert [" ".join(word.text for word in again) for again in found] == [word.text for word in asked]
    assert all(len(word.letters) == len(word.text) for again in found for word in again)


def test_only_the_word_is_in_the_picture(
    rendered: Pixels, words: tuple[SeenWord, ...], engine: TesserocrEngine
) -> None:
    """What is seen fits a picture hardly larger than the word; its neighbours are not read with it."""
    for word, (again,) in zip(words, second_look(rendered, DPI, engine, words), strict=True):
        x0, y0, x1, y1 = again.box
        height, width = word.box[3] - word.box[1], word.box[2] - word.box[0]
        assert 0 <= x0 < x1 <= width + 2 * height
        assert 0 <= y0 < y1 <= 3 * height
        assert abs((x1 - x0) - width) <= 4


def test_what_was_misread_in_the_line_is_seen_anew(
    rendered: Pixels, words: tuple[SeenWord, ...], engine: TesserocrEngine
) -> None:
    """The text that a word was taken for has no part in it: only its box is used."""
    wrong = replace(words[2], text="Sơ", letters=(), confidence=0.1)
    ((again,),) = second_look(rendered, DPI, engine, [wrong])
    assert again.text == "Sở"


def test_no_words_have_no_looks(rendered: Pixels, engine: TesserocrEngine) -> None:
    """Nothing is read where nothing was asked for."""
    assert second_look(rendered, DPI, engine, ()) == ()


def test_the_picture_is_left_as_it_is(rendered: Pixels, words: tuple[SeenWord, ...], engine: TesserocrEngine) -> None:
    """And the engine reads whole pages as before."""
    before = rendered.copy()
    second_look(rendered, DPI, engine, words[:2])
    assert np.array_equal(rendered, before)
    assert tuple(word for line in engine.recognise(rendered, DPI) for word in line.words) == words
