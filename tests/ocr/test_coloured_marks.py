"""Marks of urgency and secrecy: one red word in a red frame, which the cleaning takes for a seal's ink."""

import numpy as np
import pytest

from ingest.page import Picture
from ocr.picture_reader import read_picture
from ocr.tesseract_api import TesserocrEngine
from samples.canvas import Canvas, Column
from samples.degrade import clean
from samples.fonts import Face
from samples.typed import ink

RED = (196, 36, 44)
TEXT = (
    "Căn cứ kế hoạch công tác năm, cơ quan đề nghị các đơn vị khẩn trương thực hiện những nội dung sau đây, "
    "báo cáo kết quả trước ngày cuối quý để tổng hợp, theo dõi và chỉ đạo kịp thời. "
)


@pytest.mark.parametrize("mark", ["KHẨN", "MẬT", "HỎA TỐC"])
def test_a_framed_word_in_red_is_read(engine: TesserocrEngine, mark: str) -> None:
    """Short ones too: the frame is no letter, and three letters are enough within it."""
    canvas = Canvas()
    face = Face(13, bold=True, colour=RED)
    width = canvas.text_width(mark, face)
    canvas.text(mark, face, Column(150, 150 + width + 20), 150)
    ink.frame(canvas, (141, 135, 150 + width + 9, 157), RED)
    canvas.text(TEXT * 6, Face(13), Column(85, 540), 240)
    page = clean(canvas.sheet().picture, 1)
    reading = read_picture(Picture(np.ascontiguousarray(page.picture[..., ::-1]), float(page.dpi)), engine)
    assert mark in [" ".join(word.text for word in line.words) for line in reading.lines]


def test_a_table_ruled_in_red_gives_no_marks(engine: TesserocrEngine) -> None:
    """Cells around black print are no stamps, and the print is read once."""
    canvas = Canvas()
    for row in range(4):
        for column in range(3):
            x, y = 85.0 + 150 * column, 200.0 + 24 * row
            ink.frame(canvas, (x, y, x + 140, y + 20), RED)
            canvas.text("hồ sơ", Face(12), Column(x + 10, x + 130), y + 14)
    page = clean(canvas.sheet().picture, 1)
    reading = read_picture(Picture(np.ascontiguousarray(page.picture[..., ::-1]), float(page.dpi)), engine)
    words = [word.text for line in reading.lines for word in line.words]
    assert words.count("hồ") <= 12
    assert "MẬT" not in words
