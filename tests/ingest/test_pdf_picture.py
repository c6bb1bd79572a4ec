"""Pages of PDF files that are one picture, or nearly."""

import io
import zlib
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pikepdf
import pymupdf
import pytest
from numpy.typing import NDArray
from PIL import Image

from ingest.errors import PageDamagedError, TooManyPixelsError
from ingest.geometry import Box
from ingest.options import IngestOptions
from ingest.pdf import PdfSource
from ingest.pdf_picture import page_picture

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


def sharing(path: Path, pages: int, *, nested: bool) -> None:
    """Write pages of one picture each, all of one size, which share one dictionary of resources."""
    with pikepdf.new() as pdf:
        shared = pdf.make_indirect(pikepdf.Dictionary(XObject=pikepdf.Dictionary()))
        for number in range(pages):
            samples = np.full((90, 60), number // 2 * 20, np.uint8).tobytes()
            image = pdf.make_stream(samples, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=60, Height=90)
            image.ColorSpace, image.BitsPerComponent = pikepdf.Name.DeviceGray, 8
            drawing = b"q 60 0 0 90 0 0 cm /Im%d Do Q" % number
            if nested:
                form = pdf.make_stream(drawing.replace(b"Im%d" % number, b"Im"), Type=pikepdf.Name.XObject)
                form.Subtype, form.BBox = pikepdf.Name.Form, pikepdf.Array([0, 0, 60, 90])
                form.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im=image))
                image, drawing = form, b"/Im%d Do" % number
            shared.XObject[f"/Im{number}"] = image
            page = pdf.add_blank_page(page_size=(60, 90))
            page.obj.Resources, page.obj.Contents = shared, pdf.make_stream(drawing)
        pdf.save(path)


@pytest.mark.parametrize("nested", [False, True])
def test_a_picture_is_known_by_the_name_that_its_page_draws(opened: Opened, tmp_path: Path, *, nested: bool) -> None:
    """All have one size, and two and two the same pixels: comparing them would not tell, and cost a decoding each."""
    sharing(tmp_path / "shared.pdf", 8, nested=nested)
    document = pymupdf.open(tmp_path / "shared.pdf")
    found = [page_picture(document[index]) for index in range(8)]
    assert len({picture.xref for picture in found if picture is not None}) == 8
    source = opened(tmp_path / "shared.pdf")
    seen = [source.picture(number).pixels for number in range(1, 9)]
    assert [pixels.shape for pixels in seen] == [(90, 60)] * 8
    assert [int(pixels.max()) for pixels in seen] == [0, 0, 20, 20, 40, 40, 60, 60]


def test_blank_gray_paper_is_no_bomb(opened: Opened, tmp_path: Path) -> None:
    """A4 at 600 dpi in gray packs well and has one byte per pixel, not three."""
    with pikepdf.new() as pdf:
        size = (4960, 7016)
        image = pdf.make_stream(zlib.compress(bytes([255]) * (size[0] * size[1])), Type=pikepdf.Name.XObject)
        image.Subtype, image.Width, image.Height = pikepdf.Name.Image, *size
        image.ColorSpace, image.BitsPerComponent, image.Filter = pikepdf.Name.DeviceGray, 8, pikepdf.Name.FlateDecode
        page = pdf.add_blank_page(page_size=(595.2, 841.92))
        page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=image))
        page.obj.Contents = pdf.make_stream(placing(595.2, 0, 0, 841.92, 0, 0))
        pdf.save(tmp_path / "blank.pdf")
    pixels = opened(tmp_path / "blank.pdf").picture(1).pixels
    assert pixels.shape == (3508, 2480)
    assert pixels.min() == 255
