"""Forms filled in with a coloured pen: what was written is read where it can be, and told to be handwriting."""

import numpy as np

from ingest.page import Picture
from ocr.picture_reader import Reading, read_picture
from ocr.tesseract_api import TesserocrEngine
from samples.canvas import Canvas, Column
from samples.degrade import clean
from samples.fonts import Face

BLUE, BLACK = (28, 40, 140), (20, 20, 20)
TEXT = "Tôi cam đoan những nội dung khai trên đây là đúng sự thật và chịu trách nhiệm trước pháp luật. "


def read(canvas: Canvas, engine: TesserocrEngine) -> Reading:
    """Return what is read on a canvas that was scanned."""
    page = clean(canvas.sheet().picture, 1)
    picture = Picture(np.ascontiguousarray(page.picture[..., ::-1]), float(page.dpi))
    return read_picture(picture, engine)


def written(canvas: Canvas, engine: TesserocrEngine) -> set[str]:
    """Return the words that lie in places of handwriting."""
    reading = read(canvas, engine)
    pens = [region.box for region in reading.regions if region.kind == "handwriting"]
    words = (word for line in reading.lines for word in line.words)
    return {word.text for word in words if any(pen.meet(word.box).area > 0.5 * word.box.area for pen in pens)}


def form(colour: tuple[int, int, int]) -> Canvas:
    """Return a form whose entries have a colour."""
    canvas = Canvas()
    for row, (label, entry) in enumerate((("Họ và tên:", "Vũ Hữu Tín"), ("Nơi cư trú:", "thôn Đông Phước"))):
        canvas.text(label, Face(13, colour=BLACK), Column(85, 200), 150 + 30 * row)
        canvas.text(entry, Face(13, colour=colour), Column(205, 500), 150 + 30 * row)
    canvas.text(TEXT * 4, Face(13, colour=BLACK), Column(85, 540), 260)
    return canvas


def test_entries_in_blue_are_handwriting(engine: TesserocrEngine) -> None:
    """Entries are told, labels and text are not."""
    assert written(form(BLUE), engine) >= {"Vũ", "Hữu", "Tín", "Đông", "Phước"}
    assert not written(form(BLUE), engine) & {"Họ", "tên:", "cam", "đoan"}


def test_entries_in_black_are_print(engine: TesserocrEngine) -> None:
    """The colour tells, not the place."""
    assert written(form(BLACK), engine) == set()


def test_a_page_printed_in_blue_is_print(engine: TesserocrEngine) -> None:
    """Where most words have the colour it is the page's own."""
    canvas = Canvas()
    canvas.text(TEXT * 6, Face(13, colour=BLUE), Column(85, 540), 150)
    assert written(canvas, engine) == set()


def test_figures_in_blue_before_a_printed_symbol(engine: TesserocrEngine) -> None:
    """A number that a pen put before ``/TTr-UBND`` is told, though it was read with it as one word."""
    canvas = Canvas()
    canvas.text("211", Face(13, colour=BLUE), Column(110, 140), 150)
    width = canvas.text_width("211", Face(13))
    canvas.text("/TTr-UBND", Face(13, colour=BLACK), Column(110 + width, 300), 150)
    canvas.text(TEXT * 4, Face(13, colour=BLACK), Column(85, 540), 220)
    reading = read(canvas, engine)
    pens = [region.box for region in reading.regions if region.kind == "handwriting"]
    assert any(100 < pen.x0 < 118 and pen.x1 < 145 and 130 < pen.y1 < 160 for pen in pens)
