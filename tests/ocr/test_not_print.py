"""Seals, signatures and handwriting: their places are told, no word is made of them, and print beside them stays."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from ingest.geometry import Box
from ingest.page import Picture, Pixels
from ocr.cleanup.clean import Cleaned, clean
from ocr.cleanup.survey import survey
from ocr.engine import SeenWord
from ocr.not_print import Sorted, sort_out
from ocr.picture_reader import read_picture
from ocr.tesseract_api import TesserocrEngine
from samples.papers import PAPERS, quyet_dinh
from samples.truth import PlacedWord, Sheet

DPI = 200
BLACK, BLUE = (20, 20, 20), (150, 60, 40)
# How a hand writes digits, as corners within a box of one by one that stands on the line.
STROKES = {
    "0": [(0.5, 0.0), (0.1, 0.5), (0.4, 1.0), (0.9, 0.6), (0.7, 0.1), (0.4, 0.05)],
    "4": [(0.4, 0.0), (0.05, 0.6), (0.9, 0.55), (0.8, 0.2), (0.6, 1.25)],
    "7": [(0.0, 0.1), (0.9, 0.0), (0.3, 1.3)],
}


def drawn(sheet: Sheet) -> Pixels:
    """Return a sheet as a colour picture that can be drawn on."""
    size = (round(sheet.width * DPI / 72), round(sheet.height * DPI / 72))
    pixels = np.ascontiguousarray(sheet.picture[..., ::-1])
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def pixels_of(box: Box, scale: float = DPI / 72) -> tuple[int, int, int, int]:
    """Return a box in whole pixels."""
    return round(box.x0 * scale), round(box.y0 * scale), round(box.x1 * scale), round(box.y1 * scale)


def written(pixels: Pixels, place: Box, digits: str, ink: tuple[int, int, int]) -> None:
    """Wipe out the print at a place and write digits there, larger than print and over the line."""
    x0, y0, x1, y1 = pixels_of(place)
    cv2.rectangle(pixels, (x0 - 1, y0 - 1), (x1 + 1, y1 + 1), (255, 255, 255), -1)
    wide, tall = (x1 - x0) / len(digits), 1.25 * (y1 - y0)
    for number, digit in enumerate(digits):
        corners = [(x0 + (number + 0.9 * x) * wide, y1 - tall * (1 - y)) for x, y in STROKES[digit]]
        points = [np.round(np.array(corners)).astype(np.int32)]
        cv2.polylines(pixels, points, isClosed=False, color=ink, thickness=3, lineType=cv2.LINE_AA)


def cleaned_page(pixels: Pixels) -> tuple[Picture, Cleaned]:
    """Return a picture and what recognition sees of it."""
    picture = Picture(pixels, float(DPI))
    return picture, clean(picture, survey(pixels))


def read_rightly(sheet: Sheet, cleaned: Cleaned) -> list[SeenWord]:
    """Return the words of a sheet as an engine would that makes no mistake."""
    scale = cleaned.dpi / 72
    return [SeenWord(word.text, pixels_of(word.box, scale), 0.96) for word in sheet.words]


def day_of(sheet: Sheet) -> PlacedWord:
    """Return the day in the heading."""
    at = next(place for place, word in enumerate(sheet.words) if word.text == "ngày")
    return sheet.words[at + 1]


def of_kind(found: Sorted, kind: str) -> list[Box]:
    """Return the boxes of the regions of a kind."""
    return [region.box for region in found.regions if region.kind == kind]


@pytest.mark.parametrize("kind", PAPERS)
@pytest.mark.parametrize("seed", [3, 4])
def test_print_is_left_alone_and_every_seal_and_signature_told(kind: str, seed: int) -> None:
    """No printed number or day is taken for handwriting, no word lost; marks are found where they were made."""
    sheet = PAPERS[kind](seed).sheets[0]
    picture, cleaned = cleaned_page(drawn(sheet))
    words = read_rightly(sheet, cleaned)
    found = sort_out(words, picture, cleaned)
    assert set(found.words) == set(words)
    assert not of_kind(found, "handwriting")
    for kind_of_mark in ("seal", "signature"):
        made = [mark.box for mark in sheet.marks if mark.kind == kind_of_mark]
        told = of_kind(found, kind_of_mark)
        assert len(told) == len(made)
        assert all(box.meet(other).area > 0.25 * box.area for box, other in zip(made, told, strict=True))


@pytest.mark.parametrize("ink", [BLACK, BLUE])
@pytest.mark.parametrize("reading", ["04", "O†", None])
def test_a_written_day_is_a_region_and_no_sure_word(ink: tuple[int, int, int], reading: str | None) -> None:
    """Digits that may be right stay as doubtful words, anything else goes, and the place is always told."""
    sheet = quyet_dinh(3).sheets[0]
    day = day_of(sheet)
    pixels = drawn(sheet)
    written(pixels, day.box, "04", ink)
    picture, cleaned = cleaned_page(pixels)
    place = pixels_of(day.box, cleaned.dpi / 72)
    words = [word for word in read_rightly(sheet, cleaned) if word.box != place]
    found = sort_out([*words, *([SeenWord(reading, place, 0.9)] if reading else [])], picture, cleaned)
    (told,) = of_kind(found, "handwriting")
    assert told.holds(*day.box.middle)
    left = set(found.words) - set(words)
    assert [(word.text, word.confidence) for word in left] == ([("04", 0.3)] if reading == "04" else [])


@pytest.mark.parametrize("reading", ["O†tháng", "04tháng", "tháng"])
def test_print_read_together_with_a_written_day_is_kept(reading: str) -> None:
    """The word of the form gets a box of its own."""
    sheet = quyet_dinh(3).sheets[0]
    day = day_of(sheet)
    month = sheet.words[sheet.words.index(day) + 1]
    pixels = drawn(sheet)
    written(pixels, day.box, "04", BLACK)
    picture, cleaned = cleaned_page(pixels)
    scale = cleaned.dpi / 72
    alone = [pixels_of(word.box, scale) for word in (day, month)]
    words = [word for word in read_rightly(sheet, cleaned) if word.box not in alone]
    glued = SeenWord(reading, pixels_of(day.box.join(month.box), scale), 0.62)
    found = sort_out([*words, glued], picture, cleaned)
    (told,) = of_kind(found, "handwriting")
    assert told.holds(*day.box.middle)
    kept = next(word for word in found.words if word not in words and word.text == "tháng")
    assert kept.box[0] == pytest.approx(month.box.x0 * scale, abs=0.3 * (alone[1][3] - alone[1][1]))
    assert all(word.confidence <= 0.3 for word in found.words if word.text == "04" and word not in words)


def test_a_written_number_before_its_printed_code() -> None:
    """Of a number and a code that were read as one word the code stays."""
    sheet = quyet_dinh(3).sheets[0]
    at = next(place for place, word in enumerate(sheet.words) if word.text == "Số:")
    both = sheet.words[at + 1]
    number, _, code = both.text.partition("/")
    cut = both.box.x0 + both.box.width * 0.5 * len(number) / (0.5 * len(number) + 0.62 * len(code))
    pixels = drawn(sheet)
    written(pixels, replace(both.box, x1=cut), "407"[: len(number)], BLACK)
    picture, cleaned = cleaned_page(pixels)
    words = read_rightly(sheet, cleaned)
    read = next(word for word in words if word.text == both.text)
    words[words.index(read)] = SeenWord(f"#4/{code}", read.box, 0.0)
    found = sort_out(words, picture, cleaned)
    (told,) = of_kind(found, "handwriting")
    assert both.box.x0 - 2 < told.middle[0] < cut
    assert f"/{code}" in [word.text for word in found.words]
    assert f"#4/{code}" not in [word.text for word in found.words]


def test_words_read_from_a_seal_go_and_print_under_its_rim_stays() -> None:
    """A word is judged by its own ink: red and pale, or black."""
    sheet = PAPERS["cong_van"](3).sheets[0]
    picture, cleaned = cleaned_page(drawn(sheet))
    scale = cleaned.dpi / 72
    seal = next(mark.box for mark in sheet.marks if mark.kind == "seal")
    x, y = seal.middle
    star = SeenWord("ÂM", pixels_of(Box(x - 15, y - 12, x + 15, y + 12), scale), 0.82)
    under = [word for word in read_rightly(sheet, cleaned) if Box(*(edge / scale for edge in word.box)).meet(seal).area]
    found = sort_out([*read_rightly(sheet, cleaned), star], picture, cleaned)
    assert under
    assert star not in found.words
    assert set(under) <= set(found.words)


def test_gray_pages_and_pages_without_words_are_no_trouble() -> None:
    """Without colour there is no red to look for; without sure words nothing tells what print looks like."""
    sheet = PAPERS["cong_van"](3).sheets[0]
    gray = np.asarray(cv2.cvtColor(drawn(sheet), cv2.COLOR_BGR2GRAY), dtype=np.uint8)
    picture, cleaned = cleaned_page(gray)
    words = read_rightly(sheet, cleaned)
    assert set(sort_out(words, picture, cleaned).words) == set(words)
    nothing = sort_out([], picture, cleaned)
    assert (nothing.words, nothing.regions) == ((), ())


def test_a_page_with_pen_and_seal_read_from_end_to_end(engine: TesserocrEngine) -> None:
    """Regions come in points of the upright page, also from a page that lies on its head and slants."""
    sheet = PAPERS["cong_van"](3).sheets[0]
    day = day_of(sheet)
    pixels = drawn(sheet)
    written(pixels, day.box, "07", BLUE)
    turned = np.asarray(cv2.rotate(pixels, cv2.ROTATE_180), dtype=np.uint8)
    reading = read_picture(Picture(turned, float(DPI)), engine)
    assert {region.kind for region in reading.regions} == {"seal", "signature", "handwriting"}
    for kind, place in (("handwriting", day.box), *((mark.kind, mark.box) for mark in sheet.marks)):
        assert any(
            region.kind == kind and region.box.meet(place).area > 0.25 * place.area for region in reading.regions
        )
    sure = {word.text for line in reading.lines for word in line.words if word.confidence > 0.3}
    assert {"ngày", "tháng", "năm"} <= sure
