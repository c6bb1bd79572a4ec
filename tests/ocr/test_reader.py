"""One page: its own text is kept where the page confirms it, and replaced by what is seen where it does not."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from ingest.geometry import Box
from ingest.page import CarriedWord, Page, Picture
from ocr.options import OcrOptions
from ocr.reader import agreement, embedded, read_page
from ocr.tesseract_api import TesserocrEngine
from ocr.text_layer import verdict

PRINTED = """This certificate confirms that the holder
has completed the training course with
distinction and may use the title of
professional engineer within the country"""
DPI = 100.0


def not_to_be_seen() -> Picture:
    """Stand for a picture that must not be asked for."""
    pytest.fail("the picture was asked for")


def paper(text: str) -> tuple[Page, Picture]:
    """Return a small page in English with an exact text layer, and its picture at 200 dpi."""
    pixels = np.full((700, 1300), 255, dtype=np.uint8)
    words = []
    for number, line in enumerate(text.splitlines()):
        x, y = 60, 120 + 80 * number
        for word in line.split():
            (width, height), below = cv2.getTextSize(word, cv2.FONT_HERSHEY_COMPLEX, 1.2, 2)
            cv2.putText(pixels, word, (x, y), cv2.FONT_HERSHEY_COMPLEX, 1.2, (0,), 2, cv2.LINE_AA)
            box = Box(*(edge * 0.36 for edge in (x, y - height, x + width, y + below)))
            words.append(CarriedWord(word, box, number, visible=True))
            x += width + 24
    overview = np.asarray(cv2.resize(pixels, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    page = Page(3, 1300 * 0.36, 700 * 0.36, words=tuple(words), fonts=("Helvetica",), overview=overview)
    return page, Picture(pixels, 200.0)


@pytest.fixture(scope="module")
def english() -> tuple[Page, Picture]:
    """Return a page whose text layer is right, and doubtful because it is not Vietnamese."""
    made = paper(PRINTED)
    assert verdict(made[0]) == "doubtful"
    return made


def mistaken(page: Page) -> Page:
    """Return the page with another text under the same ink."""
    other = ("Wrong", "sentences", "beneath", "these", "printed", "letters", "nobody", "could", "ever", "support")
    words = tuple(replace(word, text=other[place % len(other)]) for place, word in enumerate(page.words))
    return replace(page, words=words)


def test_a_layer_that_reads_as_vietnamese_is_taken_at_once(
    engine: TesserocrEngine, english: tuple[Page, Picture]
) -> None:
    """The picture is not even drawn, and the words are certain."""
    page, _ = english
    words = tuple(replace(word, text="quyết") for word in page.words)
    reading = read_page(replace(page, words=words), not_to_be_seen, engine, OcrOptions())
    assert (reading.source, reading.engine, reading.problem) == ("embedded", "embedded", None)
    assert {word.confidence for line in reading.lines for word in line.words} == {1.0}
    assert [len(line.words) for line in reading.lines] == [len(line.split()) for line in PRINTED.splitlines()]


def test_a_doubtful_layer_that_the_picture_confirms_is_kept(
    engine: TesserocrEngine, english: tuple[Page, Picture]
) -> None:
    """What was seen agrees: the exact text of the file is better than any recognition."""
    page, picture = english
    reading = read_page(page, lambda: picture, engine, OcrOptions())
    assert reading == embedded(page)
    assert reading.text == PRINTED


def test_a_doubtful_layer_that_the_picture_denies_is_replaced(
    engine: TesserocrEngine, english: tuple[Page, Picture]
) -> None:
    """What was seen is something else: the words on the page win."""
    page, picture = english
    wrong = mistaken(page)
    assert verdict(wrong) == "doubtful"
    reading = read_page(wrong, lambda: picture, engine, OcrOptions())
    assert reading.source == "recognised"
    assert reading.engine == engine.name
    assert agreement(wrong, reading) < 0.2
    assert agreement(page, reading) > 0.8
    assert (reading.number, reading.width, reading.height) == (3, page.width, page.height)


def test_no_layer_is_believed_where_that_is_not_wanted(engine: TesserocrEngine, english: tuple[Page, Picture]) -> None:
    """An option makes every page be read from its picture."""
    page, picture = english
    reading = read_page(page, lambda: picture, engine, OcrOptions(believe_text_layer=False))
    assert reading.source == "recognised"


def test_a_page_turned_on_its_side_swaps_its_size(engine: TesserocrEngine, letter_scan: Picture) -> None:
    """Width and height are those of the upright page, and the turn is told."""
    pixels = np.asarray(cv2.rotate(letter_scan.pixels, cv2.ROTATE_90_COUNTERCLOCKWISE), dtype=np.uint8)
    page = Page(1, 841.89, 595.28)
    reading = read_page(page, lambda: Picture(pixels, letter_scan.dpi), engine, OcrOptions())
    assert (reading.rotation, reading.width, reading.height) == (90, 595.28, 841.89)
    assert all(
        0 <= line.box.x0 < line.box.x1 <= 596 and 0 <= line.box.y0 < line.box.y1 <= 842 for line in reading.lines
    )


def test_a_blank_page_says_so(engine: TesserocrEngine) -> None:
    """Empty text with the source "blank" and no problem."""
    white = Picture(np.full((600, 400), 255, dtype=np.uint8), DPI)
    reading = read_page(Page(1, 288, 432), lambda: white, engine, OcrOptions())
    assert (reading.source, reading.lines, reading.problem) == ("blank", (), None)


def test_missing_letters_are_reported(engine: TesserocrEngine, english: tuple[Page, Picture]) -> None:
    """Where the file's font had no Vietnamese letters, the picture shows none either: a person has to look."""
    page, picture = english
    squares = replace(
        page, words=tuple(replace(word, text=f"{word.text[:2]}\u25a0{word.text[3:]}") for word in page.words)
    )
    reading = read_page(squares, lambda: picture, engine, OcrOptions())
    assert (reading.source, reading.problem) == ("recognised", "letters_missing")
