"""QR codes: read on scans in whatever way up, put in their place, and nothing else on the page is disturbed by them."""

from pathlib import Path

import cv2
import numpy as np
import pymupdf
import pytest

from ingest.geometry import Box, Turn
from ingest.options import IngestOptions
from ingest.page import Picture, Pixels
from ingest.pdf import PdfSource
from ocr.machine_codes import codes_on, page_codes
from ocr.options import OcrOptions
from ocr.picture_reader import read_picture
from ocr.reader import embedded, read_page
from ocr.region import UNSEEN
from ocr.tesseract_api import TesserocrEngine
from samples.born_digital import letter_with_table, pdf
from samples.codes import code_picture, modules
from samples.degrade import LEVELS, Degraded, mapped, rotate_quarter
from samples.papers import cong_van
from samples.seal import seal_picture
from samples.truth import PIXELS_PER_POINT

CARD = "001190123456|012345678|Nguyễn Thị Mẫu|17051990|Nữ|Số 12, ngõ 34, Phường Cầu Giấy, Thành phố Hà Nội|06012025"
DOSSIER = "H42.12-240115-0001"
QUIET = 18  # pixels
SIDE = 20 / 25.4 * 72
CORNER = (515.0, 16.0)
BOX = Box(CORNER[0], CORNER[1], CORNER[0] + SIDE, CORNER[1] + SIDE)


def with_code(picture: Pixels, text: str, box: Box) -> Pixels:
    """Return a clean page of the generator with a code stuck on it, white around it."""
    code = code_picture(text, box.width)
    x, y = round(box.x0 * PIXELS_PER_POINT), round(box.y0 * PIXELS_PER_POINT)
    done = picture.copy()
    done[max(0, y - QUIET) : y + code.shape[0] + QUIET, max(0, x - QUIET) : x + code.shape[1] + QUIET] = 255
    done[y : y + code.shape[0], x : x + code.shape[1]] = code
    return done


def scan(page: Degraded) -> Picture:
    """Return a degraded page in OpenCV's order of colours."""
    return Picture(np.ascontiguousarray(page.picture[..., ::-1]), float(page.dpi))


def on_scan(box: Box, page: Degraded) -> Box:
    """Return the place of a box of the clean page on the degraded one, in its points."""
    edges = mapped(box, page.homography)
    return Box(*(edge * 72 / page.dpi for edge in (edges.x0, edges.y0, edges.x1, edges.y1)))


def not_to_be_seen() -> Picture:
    """Stand for a picture that must not be asked for."""
    pytest.fail("the picture was asked for")


def is_at(found: Box, expected: Box) -> bool:
    """Tell whether two boxes are the same within two points."""
    pairs = zip(
        (found.x0, found.y0, found.x1, found.y1), (expected.x0, expected.y0, expected.x1, expected.y1), strict=True
    )
    return all(abs(one - other) < 2.0 for one, other in pairs)


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("seed", [2, 3])
def test_a_code_is_read_on_every_scan(level: str, seed: int) -> None:
    """Clean, office, bad scan and photograph, in every direction: the text letter by letter, the box where it lies."""
    page = LEVELS[level](with_code(cong_van(seed).sheets[0].picture, CARD, BOX), seed)
    for turns in range(4):
        turned = rotate_quarter(page, turns)
        (code,) = page_codes(codes_on(scan(turned)), turned.dpi).read
        assert code.text == CARD
        assert is_at(code.box, on_scan(BOX, turned))


@pytest.mark.parametrize("turns", [0, 3])
def test_a_page_with_a_code_is_read_as_one_without(engine: TesserocrEngine, turns: int) -> None:
    """No module becomes a word, a missed line or a signature, and the box stands on the upright page."""
    sheet = cong_van(4).sheets[0]
    plain = read_picture(scan(LEVELS["office"](sheet.picture, 4)), engine)
    page = LEVELS["office"](with_code(sheet.picture, DOSSIER, BOX), 4)
    reading = read_picture(scan(rotate_quarter(page, turns)), engine)
    (code,) = reading.codes
    assert code.text == DOSSIER
    assert is_at(code.box, on_scan(BOX, page))
    assert reading.problem is None
    assert [region.kind for region in reading.regions] == [region.kind for region in plain.regions]
    assert not [word for line in reading.lines for word in line.words if BOX.holds(*word.box.middle)]
    assert abs(sum(len(line.words) for line in reading.lines) - sum(len(line.words) for line in plain.lines)) <= 2


def test_a_large_code_leaves_no_trace(engine: TesserocrEngine) -> None:
    """Modules as large as letters and bars are neither print that was missed nor print that is covered."""
    box = Box(380.0, 590.0, 550.0, 760.0)
    sheet = cong_van(0).sheets[0]
    for level in ("clean", "office"):
        reading = read_picture(scan(LEVELS[level](with_code(sheet.picture, DOSSIER, box), 0)), engine)
        assert [code.text for code in reading.codes] == [DOSSIER]
        assert [region for region in reading.regions if region.kind in UNSEEN] == []


def test_several_codes_come_top_to_bottom() -> None:
    """Also two that say the same: each is one code in its own place."""
    picture = cong_van(1).sheets[0].picture
    boxes = [Box(40.0, y, 40 + SIDE, y + SIDE) for y in (16.0, 600.0, 700.0)]
    for text, box in zip(("một", "hai", "hai"), boxes, strict=True):
        picture = with_code(picture, text, box)
    found = page_codes(codes_on(scan(LEVELS["clean"](picture, 1))), 300.0).read
    assert [code.text for code in found] == ["một", "hai", "hai"]
    assert all(is_at(code.box, box) for code, box in zip(found, boxes, strict=True))


def test_a_code_under_a_seal_is_read() -> None:
    """Red ink over black modules is taken away like over letters."""
    picture = with_code(cong_van(1).sheets[0].picture, CARD, BOX)
    seal = seal_picture("ỦY BAN NHÂN DÂN", "PHƯỜNG HÒA BÌNH")
    x, y = round(480 * PIXELS_PER_POINT), round(12 * PIXELS_PER_POINT)
    seal = seal[: picture.shape[0] - y, : picture.shape[1] - x]
    under = picture[y : y + seal.shape[0], x : x + seal.shape[1]].astype(np.uint16)
    picture[y : y + seal.shape[0], x : x + seal.shape[1]] = (under * seal // 255).astype(np.uint8)
    assert [code.text for code in codes_on(scan(LEVELS["office"](picture, 1)))] == [CARD]


def test_a_code_that_cannot_be_read_is_told(engine: TesserocrEngine) -> None:
    """A third of it scratched out: there is a region "code", no text, and no word from its modules."""
    picture = with_code(cong_van(1).sheets[0].picture, CARD, BOX)
    x, y = round(BOX.x0 * PIXELS_PER_POINT), round(BOX.y0 * PIXELS_PER_POINT)
    noise = np.random.default_rng(1).integers(0, 2, (12, 12), dtype=np.uint8) * 255
    scratch = cv2.resize(noise, (120, 120), interpolation=cv2.INTER_NEAREST)
    picture[y + 80 : y + 200, x + 80 : x + 200] = scratch[..., None]
    reading = read_picture(scan(LEVELS["clean"](picture, 1)), engine)
    assert reading.codes == ()
    (told,) = (region for region in reading.regions if region.kind == "code")
    assert is_at(told.box, BOX)
    assert reading.problem is None


def test_pages_without_a_code_have_none(letter_scan: Picture, table_scan: Picture) -> None:
    """Neither text nor a table looks like one, nor does noise."""
    noise = np.random.default_rng(1).integers(0, 2, (400, 300), dtype=np.uint8) * 255
    assert codes_on(letter_scan) == codes_on(table_scan) == codes_on(Picture(noise, 100.0)) == ()


def test_nothing_but_a_code_is_a_blank_page_with_a_code(engine: TesserocrEngine) -> None:
    """There is nothing to read on it, and what it says is kept."""
    paper = np.full((1170, 827, 3), 250, dtype=np.uint8)
    code = cv2.resize(code_picture(DOSSIER, 90.0), (125, 125), interpolation=cv2.INTER_AREA)
    paper[100:225, 300:425] = code
    reading = read_picture(Picture(paper, 100.0), engine)
    assert (reading.blank, reading.lines, reading.problem) == (True, (), None)
    assert [code.text for code in reading.codes] == [DOSSIER]


def born_digital(folder: Path, way: str, text: str, box: Box, turn: Turn = 0) -> Path:
    """Return a letter with exact text and a code that is an image, or drawn module by module."""
    with pymupdf.open(stream=pdf(letter_with_table(1)), filetype="pdf") as document:
        page = document[0]
        rect = pymupdf.Rect(box.x0, box.y0, box.x1, box.y1)
        pattern = modules(text)
        if way == "image":
            large = cv2.resize(pattern, None, fx=4, fy=4, interpolation=cv2.INTER_NEAREST)
            page.insert_image(rect, stream=cv2.imencode(".png", large)[1].tobytes())
        else:
            shape = page.new_shape()
            side = box.width / pattern.shape[0]
            for row, column in np.argwhere(pattern == 0).tolist():
                x, y = box.x0 + column * side, box.y0 + row * side
                shape.draw_rect(pymupdf.Rect(x, y, x + side, y + side))
            shape.finish(fill=(0, 0, 0), color=None, width=0)
            shape.commit()
        page.set_rotation(turn)
        document.save(folder / "letter.pdf")
    return folder / "letter.pdf"


@pytest.mark.parametrize("way", ["image", "modules"])
@pytest.mark.parametrize(("side", "turn"), [(42.0, 0), (57.0, 90), (113.0, 0)])
def test_a_drawn_page_keeps_its_text_and_tells_its_code(
    tmp_path: Path, engine: TesserocrEngine, way: str, side: float, turn: Turn
) -> None:
    """The text layer is believed without a picture, the code is read, and its modules are no table."""
    box = Box(70.0, 700.0, 70.0 + side, 700.0 + side)
    source = PdfSource.open(born_digital(tmp_path, way, CARD, box, turn), IngestOptions())
    page = source.page(1)
    reading = read_page(page, not_to_be_seen, engine, OcrOptions())
    source.close()
    assert (reading.source, reading.problem, reading.regions) == ("embedded", None, ())
    (code,) = reading.codes
    assert code.text == CARD
    assert is_at(code.box, box.turned(turn, 595.28, 841.89))
    assert len(page.tables) == 1
    assert embedded(page) == reading


def test_nothing_is_drawn_large_where_nothing_looks_like_a_code(tmp_path: Path) -> None:
    """A letter with a table costs nothing more than a look at its overview."""
    path = tmp_path / "letter.pdf"
    path.write_bytes(pdf(letter_with_table(1)))
    source = PdfSource.open(path, IngestOptions())
    assert source.page(1).blocks == ()
    source.close()
