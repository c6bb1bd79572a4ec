"""The searchable PDF/A: words in the right place, text exact, pictures untouched, one valid file."""

import io
import math
import random
import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pikepdf
import pymupdf
import pytest
from PIL import Image, ImageDraw, ImageFont

from ingest.geometry import Box, Turn, joined
from ocr.errors import OcrError
from ocr.page_text import Line, PageText, Word
from ocr.pdfa import join
from ocr.searchable_pdf import lay_words
from samples.fonts import Face, font_file

CREATED = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
DPI = 150
SCALE = 72 / DPI
_PRINTED = """CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập Tự do Hạnh phúc Căn cứ Luật Tổ chức chính quyền địa phương
ngày 19 tháng 6 năm 2015; Quyết định số 574/QĐ-UBND về việc phê duyệt dự án (giai đoạn 2), xã Nghĩa Kỳ, huyện Tư"""
WORDS = tuple(_PRINTED.split())


def font(pixels: int) -> ImageFont.FreeTypeFont:
    """Return a font with Vietnamese letters."""
    return ImageFont.truetype(font_file(Face(12)), pixels)


def printed_page(count: int, seed: int = 1, size: tuple[int, int] = (1240, 1754)) -> tuple[Image.Image, PageText]:
    """Return a page of Vietnamese words as a picture, and its text with the boxes of the ink."""
    chance, letters = random.Random(seed), font(24)  # noqa: S311 - any words will do
    image = Image.new("L", size, 255)
    draw = ImageDraw.Draw(image)
    lines: list[Line] = []
    words: list[Word] = []
    x, y = 100.0, 80
    for _ in range(count):
        text = chance.choice(WORDS)
        length = draw.textlength(text + " ", font=letters)
        if x + length > size[0] - 100:
            lines.append(line_of(words))
            words, x, y = [], 100.0, y + 36
        ink = draw.textbbox((x, y), text, font=letters)
        draw.text((x, y), text, font=letters, fill=0)
        words.append(Word(text, text, Box(*(value * SCALE for value in ink)), 0.9))
        x += length
    lines.append(line_of(words))
    return image, page_text(tuple(lines), size[0] * SCALE, size[1] * SCALE)


def line_of(words: list[Word]) -> Line:
    """Return the words as a line."""
    return Line(tuple(words), joined(tuple(word.box for word in words)))


def page_text(lines: tuple[Line, ...], width: float, height: float, turn: Turn = 0, angle: float = 0.0) -> PageText:
    """Return a reading."""
    return PageText(1, width, height, turn, angle, lines, "recognised", "test")


def words_of(text: PageText) -> list[Word]:
    """Return all words in order."""
    return [word for line in text.lines for word in line.words]


def sheet_of(image: Image.Image) -> bytes:
    """Return the picture, as JPEG, on a page of its size."""
    out = io.BytesIO()
    image.save(out, "JPEG", quality=75)
    with pikepdf.new() as pdf:
        width, height = image.width * SCALE, image.height * SCALE
        page = pdf.add_blank_page(page_size=(width, height))
        picture = pdf.make_stream(
            out.getvalue(), Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=image.width,
            Height=image.height, BitsPerComponent=8, ColorSpace=pikepdf.Name.DeviceGray, Filter=pikepdf.Name.DCTDecode,
        )  # fmt: skip
        page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(P0=picture))
        page.obj.Contents = pdf.make_stream(f"q {width} 0 0 {height} 0 0 cm /P0 Do Q".encode())
        written = io.BytesIO()
        pdf.save(written)
    return written.getvalue()


def searchable(folder: Path, image: Image.Image, text: PageText, title: str = "Quyết định") -> Path:
    """Return a one-page file with the words laid over the picture."""
    fragment, target = folder / "page.fragment", folder / "done.pdf"
    fragment.write_bytes(lay_words(sheet_of(image), text))
    join([fragment], target, title, CREATED)
    return target


def overlap(one: Box, other: Box) -> float:
    """Return intersection over union."""
    common = one.meet(other)
    shared_area = common.area if common.width > 0 and common.height > 0 else 0.0
    return shared_area / (one.area + other.area - shared_area)


def found_words(path: Path, number: int = 0) -> list[tuple[str, Box]]:
    """Return the words that PyMuPDF finds, with their boxes on the page as shown."""
    with pymupdf.open(path) as document:
        page = document[number]
        turning = page.rotation_matrix
        found = page.get_text("words", sort=False)
        return [(word[4], Box(*(pymupdf.Rect(word[:4]) * turning).normalize())) for word in found]


def test_words_lie_on_their_ink(tmp_path: Path) -> None:
    """Boxes found in the PDF overlap the ink by 0.7 and more in the mean, and span it but for a sliver."""
    image, text = printed_page(400)
    found, wanted = found_words(searchable(tmp_path, image, text)), words_of(text)
    assert [word for word, _ in found] == [word.text for word in wanted]
    overlaps = [overlap(box, word.box) for (_, box), word in zip(found, wanted, strict=True)]
    assert sum(overlaps) / len(overlaps) >= 0.8
    for (_, box), word in zip(found, wanted, strict=True):
        assert abs(box.x0 - word.box.x0) < 0.05 * word.box.height
        assert abs(box.x1 - word.box.x1) < 0.05 * word.box.height


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_words_follow_the_turn_of_the_page(tmp_path: Path, turn: Turn) -> None:
    """A page that was scanned lying is shown upright, with its words on their ink and its text in order."""
    upright, text = printed_page(60, size=(1240, 800))
    steps = {
        0: None, 90: Image.Transpose.ROTATE_90, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_270,
    }  # fmt: skip
    step = steps[turn]
    lying = upright if step is None else upright.transpose(step)
    turned = page_text(text.lines, text.width, text.height, turn)
    path = searchable(tmp_path, lying, turned)
    found, wanted = found_words(path), words_of(text)
    overlaps = [overlap(box, word.box) for (_, box), word in zip(found, wanted, strict=True)]
    assert min(overlaps) > 0.4
    assert sum(overlaps) / len(overlaps) > 0.8
    with pymupdf.open(path) as document:
        pixmap = document[0].get_pixmap(dpi=DPI, colorspace=pymupdf.csGRAY)
        shown = np.frombuffer(pixmap.samples, np.uint8).reshape(pixmap.height, pixmap.width).astype(int)
    assert np.abs(shown - np.asarray(upright)).mean() < 3


def slanted(text: PageText, angle: float) -> PageText:
    """Return the reading as it would be if the paper had been laid crookedly into the scanner."""
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))

    def hull(box: Box) -> Box:
        corners = [(x, y) for x in (box.x0, box.x1) for y in (box.y0, box.y1)]
        xs = [x * cos - y * sin for x, y in corners]
        ys = [x * sin + y * cos for x, y in corners]
        return Box(min(xs), min(ys), max(xs), max(ys))

    lines = (line_of([replace(word, box=hull(word.box)) for word in line.words]) for line in text.lines)
    return replace(text, angle=angle, lines=tuple(lines))


@pytest.mark.parametrize("angle", [-2.0, 0.3, 3.0])
def test_words_follow_the_slope_of_the_lines(tmp_path: Path, angle: float) -> None:
    """On a crooked page the words slope as the lines do, and lie in one line each."""
    image, text = printed_page(50, size=(1240, 600))
    crooked = slanted(text, angle)
    path = searchable(tmp_path, image, crooked)
    found, wanted = found_words(path), words_of(crooked)
    assert [word for word, _ in found] == [word.text for word in wanted]
    overlaps = [overlap(box, word.box) for (_, box), word in zip(found, wanted, strict=True)]
    assert sum(overlaps) / len(overlaps) > 0.75
    with pymupdf.open(path) as document:
        spans = [line for block in document[0].get_text("dict")["blocks"] for line in block.get("lines", ())]
    assert len(spans) == len(crooked.lines)
    full = [span for span in spans if span["bbox"][2] - span["bbox"][0] > 400]  # short lines may be laid less steeply
    assert full
    for span in full:
        assert math.degrees(math.atan2(span["dir"][1], span["dir"][0])) == pytest.approx(angle, abs=0.05)


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler's tools are not installed")
@pytest.mark.parametrize("angle", [-0.9, 0.0, 0.9])
def test_poppler_reads_the_lines_as_they_were_laid(tmp_path: Path, angle: float) -> None:
    """The other large PDF library gives the same lines in order, also on a slightly crooked page."""
    image, text = printed_page(300)
    text = slanted(text, angle)
    path = searchable(tmp_path, image, text)
    read = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True).stdout
    assert [line for line in read.splitlines() if line.strip("\f ")] == [line.text for line in text.lines]


def test_the_picture_is_not_touched(tmp_path: Path) -> None:
    """The stored picture is the same, and the words over it are not seen."""
    image, text = printed_page(100)
    sheet = sheet_of(image)
    path = searchable(tmp_path, image, text)
    with pikepdf.open(io.BytesIO(sheet)) as before, pikepdf.open(path) as after:
        bare, laid = (pdf.pages[0].resources.XObject.P0.read_raw_bytes() for pdf in (before, after))
    assert bare == laid
    with pymupdf.open(stream=sheet) as before, pymupdf.open(path) as after:
        seen = [np.frombuffer(pdf[0].get_pixmap(dpi=100).samples, np.uint8).astype(int) for pdf in (before, after)]
    assert int(np.abs(seen[0] - seen[1]).max()) <= 2


def test_the_text_is_exact(tmp_path: Path) -> None:
    """Every Vietnamese letter comes back in NFC, as do brackets and backslashes; control characters do not get in."""
    letters = "ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ"
    texts = ["(a\\b)", "Đ/c:", "№5", letters, letters.upper(), "a\rb", "n\u0303", "文"]
    words = [Word(text, text, Box(20, 20 + 30 * row, 300, 32 + 30 * row), 0.5) for row, text in enumerate(texts)]
    text = page_text(tuple(line_of([word]) for word in words), 595.2, 841.92)
    path = searchable(tmp_path, Image.new("L", (1240, 1754), 255), text)
    expected = ["(a\\b)", "Đ/c:", "№5", letters, letters.upper(), "ab", "ñ", "文"]
    assert [word for word, _ in found_words(path)] == expected


def test_touching_and_overlapping_words_keep_their_places(tmp_path: Path) -> None:
    """Words without a gap between their boxes are told apart by every reader, and stay near their places."""
    words = [
        Word("một", "một", Box(20, 20, 60, 32), 0.9),
        Word("hai", "hai", Box(60, 20, 95, 32), 0.9),
        Word("ba", "ba", Box(90, 20, 130, 32), 0.9),
        Word("bốn", "bốn", Box(400, 20, 440, 32), 0.9),
    ]
    text = page_text((line_of(words),), 595.2, 841.92)
    path = searchable(tmp_path, Image.new("L", (1240, 1754), 255), text)
    found = found_words(path)
    assert [word for word, _ in found] == ["một", "hai", "ba", "bốn"]
    told = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True).stdout
    assert told.split() == ["một", "hai", "ba", "bốn"]
    for (_, box), word in zip(found, words, strict=True):
        assert box.x0 == pytest.approx(word.box.x0, abs=4)
        assert box.x1 == pytest.approx(word.box.x1, abs=4)


def test_the_words_take_little_space(tmp_path: Path) -> None:
    """Five hundred words and all that PDF/A asks for take less than 9 kB."""
    image, text = printed_page(500)
    assert searchable(tmp_path, image, text).stat().st_size - len(sheet_of(image)) < 9_000


def test_a_page_without_words_is_only_shown(tmp_path: Path) -> None:
    """A blank page stays a page, and a file of blank pages needs no font."""
    blank = PageText(1, 100, 100, 90, 0.0, (), "blank", "test")
    path = searchable(tmp_path, Image.new("L", (208, 208), 255), blank)
    with pikepdf.open(path) as pdf:
        assert int(pdf.pages[0].obj.Rotate) == 90
        assert "/Font" not in pdf.pages[0].resources


@pytest.mark.parametrize("sheet", [b"", b"%PDF-1.7\nnothing"])
def test_a_sheet_that_is_no_pdf_is_an_error(sheet: bytes) -> None:
    """What cannot be read is reported as the room reports it."""
    with pytest.raises(OcrError):
        lay_words(sheet, page_text((), 100, 100))
