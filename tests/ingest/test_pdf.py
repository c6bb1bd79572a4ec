"""PDF files as pages."""

import io
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import cast

import cv2
import numpy as np
import pikepdf
import pymupdf
import pytest
from numpy.typing import NDArray
from PIL import Image

from ingest.errors import PageDamagedError, TooManyPixelsError
from ingest.geometry import Box, Turn
from ingest.options import IngestOptions
from ingest.page import OVERVIEW_DPI
from ingest.pdf import PdfSource
from ingest.pdf_picture import page_picture
from samples.fonts import Face, font_file

OPTIONS = IngestOptions()
MATRICES = {
    "upright": (300, 0, 0, 450, 0, 0),
    "upside down": (-300, 0, 0, -450, 300, 450),
    "mirrored": (-300, 0, 0, 450, 300, 0),
    "flipped": (300, 0, 0, -450, 0, 450),
    "left": (0, 450, -300, 0, 300, 0),
    "right": (0, -450, 300, 0, 0, 450),
    "transposed": (0, 450, 300, 0, 0, 0),
    "transverse": (0, -450, -300, 0, 300, 450),
}


Opened = Callable[..., PdfSource]


@pytest.fixture
def opened() -> Iterator[Opened]:
    """Return a function that opens a PDF; what it opened is closed after the test."""
    with ExitStack() as stack:

        def open_pdf(path: Path, options: IngestOptions = OPTIONS) -> PdfSource:
            source = PdfSource.open(path, options)
            stack.callback(source.close)
            return source

        yield open_pdf


def scan(width: int = 600, height: int = 900) -> Image.Image:
    """Return a picture no orientation of which looks like another."""
    image = Image.new("RGB", (width, height), (255, 255, 255))
    image.paste((0, 0, 0), (0, 0, width, height // 8))
    image.paste((200, 0, 0), (0, 0, width // 3, height // 2))
    return image


def jpeg(image: Image.Image) -> bytes:
    """Return the picture as a JPEG."""
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=92)
    return buffer.getvalue()


def decoded(data: bytes) -> NDArray[np.uint8]:
    """Return what OpenCV makes of a JPEG."""
    return np.asarray(cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR), dtype=np.uint8)


def pdf_with(path: Path, content: bytes, data: bytes, **keys: object) -> None:
    """Write a page of 300 x 450 points whose content draws ``/Im0``, a JPEG; other keys go to the page."""
    with Image.open(io.BytesIO(data)) as image, pikepdf.new() as pdf:
        stream = pikepdf.Stream(pdf, data)
        stream.Type, stream.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
        stream.Width, stream.Height, stream.BitsPerComponent = image.width, image.height, 8
        stream.ColorSpace, stream.Filter = pikepdf.Name.DeviceRGB, pikepdf.Name.DCTDecode
        page = pdf.add_blank_page(page_size=(300, 450))
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=pdf.make_indirect(stream)))
        page.Contents = pdf.make_stream(content)
        for key, value in keys.items():
            page["/" + key] = value
        pdf.save(path)


def placing(*matrix: float) -> bytes:
    """Return the operators that draw the picture by a matrix."""
    return b"q %s cm /Im0 Do Q\n" % " ".join(f"{value:g}" for value in matrix).encode()


def near(pixels: NDArray[np.uint8], page: pymupdf.Page) -> float:
    """Return the mean difference between pixels and the page as MuPDF draws it at their size."""
    zoom = pymupdf.Matrix(pixels.shape[1] / page.rect.width, pixels.shape[0] / page.rect.height)
    drawn = page.get_pixmap(matrix=zoom, alpha=False)
    rows = np.frombuffer(drawn.samples, np.uint8).reshape(drawn.height, drawn.width, 3)[: pixels.shape[0]]
    colour = pixels if pixels.ndim == 3 else cv2.cvtColor(pixels, cv2.COLOR_GRAY2BGR)
    return float(np.abs(rows[..., ::-1].astype(int)[:, : pixels.shape[1]] - colour).mean())


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
@pytest.mark.parametrize("name", MATRICES)
def test_a_picture_is_taken_in_every_orientation(opened: Opened, tmp_path: Path, name: str, rotate: int) -> None:
    """Eight placements and four page turns: the picture's own pixels, and what a viewer would show."""
    lying = MATRICES[name][0] == 0
    data = jpeg(scan(900, 600) if lying else scan())
    path = tmp_path / "scan.pdf"
    pdf_with(path, placing(*MATRICES[name]), data, Rotate=rotate)
    source = opened(path)
    picture = source.picture(1)
    found = page_picture(pymupdf.open(path)[0])
    assert found is not None
    assert near(picture.pixels, pymupdf.open(path)[0]) < 4
    assert np.array_equal(np.sort(picture.pixels.ravel()), np.sort(decoded(data).ravel()))
    assert picture.dpi == pytest.approx(144)
    page = source.page(1)
    assert picture.pixels.shape[1] == pytest.approx(page.width * picture.dpi / 72, rel=0.006)


def test_a_scan_that_fills_its_page_is_its_jpeg_pixel_by_pixel(opened: Opened, tmp_path: Path) -> None:
    """Nothing is drawn or resampled."""
    data = jpeg(scan())
    pdf_with(tmp_path / "scan.pdf", placing(300, 0, 0, 450, 0, 0), data)
    picture = opened(tmp_path / "scan.pdf").picture(1)
    assert np.array_equal(picture.pixels, decoded(data))
    assert picture.dpi == pytest.approx(144)


def test_white_margins_are_kept_and_the_picture_is_not_resampled(opened: Opened, tmp_path: Path) -> None:
    """The picture lies where the page puts it."""
    data = jpeg(scan(400, 600))
    pdf_with(tmp_path / "scan.pdf", placing(200, 0, 0, 300, 50, 100), data)
    picture = opened(tmp_path / "scan.pdf").picture(1)
    assert picture.pixels.shape == (900, 600, 3)
    assert np.array_equal(picture.pixels[100:700, 100:500], decoded(data))
    assert picture.pixels[:100].min() == 255


def test_a_crop_box_moves_the_picture(opened: Opened, tmp_path: Path) -> None:
    """Only what the crop box shows is the page."""
    data = jpeg(scan())
    path = tmp_path / "scan.pdf"
    pdf_with(path, placing(300, 0, 0, 450, 0, 0), data, CropBox=pikepdf.Array([100, 50, 300, 450]))
    source = opened(path)
    page, picture = source.page(1), source.picture(1)
    assert (page.width, page.height) == (200, 400)
    assert np.array_equal(picture.pixels, decoded(data)[:800, 200:])


@pytest.mark.parametrize(
    "content",
    [
        placing(150, 0, 0, 225, 0, 0) + placing(150, 0, 0, 225, 150, 225),
        placing(290, 40, -40, 430, 40, 0),
        b"0 0 150 450 re W n " + placing(300, 0, 0, 450, 0, 0),
        placing(300, 0, 0, 450, 0, 0) + b"0 1 0 rg 20 20 250 400 re f",
        b"q 300 0 0 450 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x80 EI Q",
    ],
    ids=["twice", "aslant", "clipped", "covered", "inline"],
)
def test_what_is_not_one_picture_is_drawn(opened: Opened, tmp_path: Path, content: bytes) -> None:
    """The page is then as MuPDF draws it, at the drawing resolution."""
    path = tmp_path / "page.pdf"
    pdf_with(path, content, jpeg(scan()))
    page = pymupdf.open(path)[0]
    assert page_picture(page) is None
    picture = opened(path).picture(1)
    assert picture.dpi == pytest.approx(OPTIONS.draw_dpi)
    assert near(picture.pixels, page) < 1


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_what_is_drawn_over_a_scan_is_patched_in(opened: Opened, tmp_path: Path, rotate: int) -> None:
    """A stamp shows in its box; everywhere else the pixels are the scan's own."""
    data = jpeg(scan())
    path = tmp_path / "stamped.pdf"
    over = b" 0 0 1 rg 100 50 60 40 re f"
    pdf_with(path, b"1 g 0 0 300 450 re f " + placing(300, 0, 0, 450, 0, 0) + over, data, Rotate=rotate)
    page = pymupdf.open(path)[0]
    found = page_picture(page)
    assert found is not None
    assert len(found.overlays) == 1
    expected = Box(100, 360, 160, 400).turned(found.turn, 300, 450)
    assert found.overlays[0] == expected
    pixels = opened(path).picture(1).pixels
    middle_x, middle_y = (round(value * 2) for value in expected.middle)
    assert tuple(pixels[middle_y, middle_x]) == (255, 0, 0)
    assert near(pixels, page) < 2
    turned = np.rot90(decoded(data), -rotate // 90)
    assert (pixels != turned).any(axis=2).mean() < 0.03


def test_a_gray_g4_scan_has_one_channel(opened: Opened, tmp_path: Path) -> None:
    """Bilevel scans stay small."""
    document = pymupdf.open()
    page = document.new_page(width=300, height=450)
    buffer = io.BytesIO()
    scan().convert("1").save(buffer, "PNG")
    page.insert_image(page.rect, stream=buffer.getvalue())
    document.save(tmp_path / "fax.pdf")
    pixels = opened(tmp_path / "fax.pdf").picture(1).pixels
    assert pixels.shape == (900, 600)
    assert set(np.unique(pixels)) == {0, 255}


def test_words_come_with_place_line_font_and_visibility(opened: Opened, tmp_path: Path) -> None:
    """NFC, no ligatures, hyphens left where they are; hidden and transparent text is marked."""
    document = pymupdf.open()
    page = document.new_page(width=400, height=300)
    page.insert_text((50, 50), "Thông tư- fi", fontname="F", fontfile=_font())
    page.insert_text((50, 80), "hidden", render_mode=3)
    page.insert_text((50, 110), "clear", fill_opacity=0)
    page.add_freetext_annot((50, 150, 200, 190), "stamped")
    page.insert_text((50, 900), "outside")
    document.save(tmp_path / "text.pdf")
    got = opened(tmp_path / "text.pdf").page(1)
    assert [word.text for word in got.words] == ["Thông", "tư-", "fi", "hidden", "clear", "stamped"]
    assert [word.visible for word in got.words] == [True, True, True, False, False, True]
    assert [word.line for word in got.words] == [0, 0, 0, 1, 2, 3]
    assert got.words[0].box.holds(55, 47)
    assert "FreeSerif" in got.fonts
    assert got.overview is not None
    assert got.overview.shape == (round(300 * OVERVIEW_DPI / 72), round(400 * OVERVIEW_DPI / 72))


def _font() -> str:
    """Return a font with Vietnamese letters."""
    return str(font_file(Face(12)))


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_words_lie_on_their_ink_on_a_turned_and_cropped_page(opened: Opened, tmp_path: Path, rotate: int) -> None:
    """Boxes are in the frame of the overview."""
    document = pymupdf.open()
    page = document.new_page(width=400, height=300)
    page.insert_text((150, 120), "INK", fontsize=40)
    page.set_cropbox(pymupdf.Rect(50, 20, 380, 290))
    page.set_rotation(rotate)
    document.save(tmp_path / "turned.pdf")
    got = opened(tmp_path / "turned.pdf").page(1)
    assert got.overview is not None
    rows, columns = np.nonzero(got.overview < 128)
    zoom = OVERVIEW_DPI / 72
    box = got.words[0].box
    assert box.holds(columns.min() / zoom + 1, rows.min() / zoom + 1)
    assert box.holds(columns.max() / zoom - 1, rows.max() / zoom - 1)
    assert (got.width, got.height) == ((330, 270) if rotate in (0, 180) else (270, 330))


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_ruled_tables_are_found_cell_by_cell(opened: Opened, tmp_path: Path, rotate: int) -> None:
    """Two rows of three cells, where they are seen; a single frame is no table."""
    document = pymupdf.open()
    page = document.new_page(width=400, height=300)
    for x in (50, 150, 250, 350):
        page.draw_line((x, 100), (x, 200))
    for y in (100, 150, 200):
        page.draw_line((50, y), (350, y))
    page.insert_text((60, 130), "cell")
    page.draw_rect((50, 220, 350, 280))
    page.set_cropbox(pymupdf.Rect(30, 40, 390, 290))
    page.set_rotation(rotate)
    document.save(tmp_path / "flat.pdf")
    with pikepdf.open(tmp_path / "flat.pdf") as pdf:  # the same page, elsewhere in the plane
        pdf.pages[0].MediaBox = pikepdf.Array([100, 1000, 500, 1300])
        pdf.pages[0].CropBox = pikepdf.Array([130, 1010, 490, 1260])
        pdf.pages[0].contents_add(b"q 1 0 0 1 100 1000 cm", prepend=True)
        pdf.pages[0].contents_add(b"Q")
        pdf.save(tmp_path / "table.pdf")
    got = opened(tmp_path / "table.pdf").page(1)
    (table,) = got.tables
    cells = [cell for row in table.rows for cell in row]
    assert len(cells) == 6
    assert sum(cell.holds(*got.words[0].box.middle) for cell in cells) == 1
    expected = Box(20, 60, 320, 160).turned(cast("Turn", rotate), 360, 250)
    corners = (table.box.x0, table.box.y0, table.box.x1, table.box.y1)
    assert corners == pytest.approx((expected.x0, expected.y0, expected.x1, expected.y1), abs=1)


def test_an_absurd_page_is_drawn_within_the_cap(opened: Opened, tmp_path: Path) -> None:
    """Five metres of paper do not eat the memory."""
    document = pymupdf.open()
    document.new_page(width=14000, height=14000).draw_line((0, 0), (14000, 14000), width=50)
    document.save(tmp_path / "huge.pdf")
    picture = opened(tmp_path / "huge.pdf", IngestOptions(max_pixels=1_000_000)).picture(1)
    assert picture.pixels.size <= 1_010_000
    assert picture.pixels.shape[1] == pytest.approx(14000 * picture.dpi / 72, abs=2)


def test_a_bomb_is_refused_by_the_size_it_names(opened: Opened, tmp_path: Path) -> None:
    """The picture is never decoded."""
    pdf_with(tmp_path / "bomb.pdf", placing(300, 0, 0, 450, 0, 0), jpeg(scan()))
    with pytest.raises(TooManyPixelsError):
        opened(tmp_path / "bomb.pdf", IngestOptions(max_pixels=539_999)).picture(1)


def test_a_cut_jpeg_is_a_damaged_page(opened: Opened, tmp_path: Path) -> None:
    """Half a scan is not a page."""
    data = jpeg(scan())
    pdf_with(tmp_path / "cut.pdf", placing(300, 0, 0, 450, 0, 0), data[: len(data) // 2])
    with pytest.raises(PageDamagedError):
        opened(tmp_path / "cut.pdf").picture(1)


def test_a_page_number_out_of_range_is_an_error(opened: Opened, tmp_path: Path) -> None:
    """Numbers start at 1."""
    pdf_with(tmp_path / "one.pdf", placing(300, 0, 0, 450, 0, 0), jpeg(scan()))
    source = opened(tmp_path / "one.pdf")
    for number in (0, 2):
        with pytest.raises(PageDamagedError):
            source.page(number)
    source.close()
    source.close()
