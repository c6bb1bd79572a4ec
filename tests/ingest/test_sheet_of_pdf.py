"""Sheets of PDF pages: pictures copied as stored, overlays laid on, all else drawn."""

import io
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import numpy as np
import pikepdf
import pymupdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageDraw

from ingest.errors import TooManyPixelsError
from ingest.options import IngestOptions
from ingest.pdf_picture import page_picture
from ingest.pdf_sheet import sheet_of_pdf_page

PAGE = (300.0, 400.0)
PIXELS = (600, 800)

Images = Callable[[bytes], list[pikepdf.Object]]
Writer = Callable[[pikepdf.Pdf], pikepdf.Object]


def scan(mode: str = "L") -> Image.Image:
    """Return a page of black bars that looks different after every turn."""
    image = Image.new("RGB", PIXELS, "white")
    draw = ImageDraw.Draw(image)
    for row in range(60, 700, 40):
        draw.rectangle((60, row, 200 + row // 2, row + 12), fill="black")
    if mode not in ("1", "L"):
        draw.ellipse((350, 550, 500, 700), outline=(200, 0, 0), width=8)
    return image.convert(mode)


def jpeg_bytes(image: Image.Image) -> bytes:
    """Return the picture as JPEG."""
    out = io.BytesIO()
    image.save(out, "JPEG", quality=85)
    return out.getvalue()


def image_of(pdf: pikepdf.Pdf, data: bytes, space: object, bits: int = 8, **more: object) -> pikepdf.Object:
    """Add an image object."""
    return pdf.make_stream(
        data, Type=Name.XObject, Subtype=Name.Image, Width=PIXELS[0], Height=PIXELS[1], ColorSpace=space,
        BitsPerComponent=bits, **more,
    )  # fmt: skip


def scanned(path: Path, write: Writer, rotate: int = 0, extra: str = "", **options: object) -> Path:
    """Write a PDF of one page that is one picture, with more drawn over it."""
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=PAGE)
        page.obj.Resources = Dictionary(XObject=Dictionary(S=write(pdf)))
        page.obj.Contents = pdf.make_stream(f"q {PAGE[0]} 0 0 {PAGE[1]} 0 0 cm /S Do Q {extra}".encode())
        page.obj.Rotate = rotate
        pdf.save(path, **options)  # type: ignore[arg-type]
    return path


def sheet_of(path: Path, options: IngestOptions | None = None) -> bytes:
    """Return the sheet of the first page."""
    with pikepdf.open(path) as original, pymupdf.open(path) as document:
        if document.needs_pass:
            document.authenticate("")
        page = document[0]
        return sheet_of_pdf_page(original, page, page_picture(page), options or IngestOptions())


@pytest.fixture
def images() -> Iterator[Images]:
    """Return a reader of the images of a sheet, bottom to top, which stays open until the test is over."""
    with ExitStack() as stack:

        def read(sheet: bytes) -> list[pikepdf.Object]:
            resources = stack.enter_context(pikepdf.open(io.BytesIO(sheet))).pages[0].resources.XObject
            return [resources[name] for name in sorted(resources.keys())]

        yield read


def drawn(content: bytes) -> np.ndarray[tuple[int, ...], np.dtype[np.int16]]:
    """Return the first page of a PDF as drawn at 144 dpi."""
    with pymupdf.open(stream=content) as document:
        if document.needs_pass:
            document.authenticate("")
        pixmap = document[0].get_pixmap(dpi=144, alpha=False)
        return np.frombuffer(pixmap.samples, np.uint8).reshape(pixmap.height, pixmap.width, 3).astype(np.int16)


def looks_like(sheet: bytes, path: Path, tolerance: float = 0.5) -> bool:
    """Tell whether the sheet is drawn as the page is."""
    ours, theirs = drawn(sheet), drawn(path.read_bytes())
    return ours.shape == theirs.shape and float(np.abs(ours - theirs).mean()) <= tolerance


def gray_jpeg(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """Add the scan as gray JPEG, with all that PDF/A forbids in an image."""
    alternates = Array([Dictionary(Image=image_of(pdf, jpeg_bytes(scan()), Name.DeviceGray), DefaultForPrinting=True)])
    return image_of(
        pdf, jpeg_bytes(scan()), Name.DeviceGray, Filter=Name.DCTDecode, Interpolate=True, Alternates=alternates,
        OPI=Dictionary(), Intent=Name.Pretty, StructParent=3, Metadata=pdf.make_stream(b"<x/>"),
    )  # fmt: skip


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_a_scanned_jpeg_is_copied_and_shown_as_viewed(tmp_path: Path, rotate: int, images: Images) -> None:
    """The stored bytes stay, what PDF/A forbids goes, and the page's rotation is in the drawing."""
    path = scanned(tmp_path / "scan.pdf", gray_jpeg, rotate)
    sheet = sheet_of(path)
    (image,) = images(sheet)
    assert image.read_raw_bytes() == jpeg_bytes(scan())
    assert not {"/Interpolate", "/Alternates", "/OPI", "/Intent", "/StructParent", "/Metadata"} & set(image.keys())
    assert looks_like(sheet, path)


def test_an_encrypted_scan_is_copied(tmp_path: Path, images: Images) -> None:
    """A file that opens without a password but is encrypted gives a sheet that is not."""
    protected = pikepdf.Encryption(owner="secret", user="")
    path = scanned(tmp_path / "locked.pdf", gray_jpeg, encryption=protected)
    sheet = sheet_of(path)
    assert images(sheet)[0].read_raw_bytes() == jpeg_bytes(scan())
    with pikepdf.open(io.BytesIO(sheet)) as pdf:
        assert not pdf.is_encrypted


def test_forbidden_colour_becomes_rgb(tmp_path: Path, images: Images) -> None:
    """A CMYK picture is decoded and stored as RGB."""

    def write(pdf: pikepdf.Pdf) -> pikepdf.Object:
        return image_of(pdf, scan("CMYK").tobytes(), Name.DeviceCMYK)

    path = scanned(tmp_path / "cmyk.pdf", write)
    sheet = sheet_of(path)
    assert images(sheet)[0].ColorSpace == Name.DeviceRGB
    assert looks_like(sheet, path, tolerance=3)


def test_a_damaged_profile_is_not_kept(tmp_path: Path, images: Images) -> None:
    """A profile that cannot be read must not reach a PDF/A file."""

    def write(pdf: pikepdf.Pdf) -> pikepdf.Object:
        profile = pdf.make_stream(b"not a profile", N=1, Alternate=Name.DeviceGray)
        return image_of(pdf, jpeg_bytes(scan()), Array([Name.ICCBased, profile]), Filter=Name.DCTDecode)

    path = scanned(tmp_path / "icc.pdf", write)
    assert images(sheet_of(path))[0].ColorSpace == Name.DeviceGray
    assert looks_like(sheet_of(path), path, tolerance=1)


def test_a_name_in_an_array_is_a_colour_space(tmp_path: Path, images: Images) -> None:
    """Some writers put an array around the name; the picture is copied all the same."""

    def write(pdf: pikepdf.Pdf) -> pikepdf.Object:
        return image_of(pdf, jpeg_bytes(scan()), Array([Name.DeviceGray]), Filter=Name.DCTDecode)

    (image,) = images(sheet_of(scanned(tmp_path / "array.pdf", write)))
    assert image.read_raw_bytes() == jpeg_bytes(scan())
    assert image.ColorSpace == Name.DeviceGray


def test_an_ascii_filter_is_taken_off(tmp_path: Path, images: Images) -> None:
    """Pictures behind other filters than Flate are stored as Flate, without loss."""

    def write(pdf: pikepdf.Pdf) -> pikepdf.Object:
        return image_of(pdf, scan("1").tobytes().hex().encode() + b">", Name.DeviceGray, 1, Filter=Name.ASCIIHexDecode)

    path = scanned(tmp_path / "hex.pdf", write)
    sheet = sheet_of(path)
    assert images(sheet)[0].Filter == Name.FlateDecode
    assert images(sheet)[0].read_bytes() == scan("1").tobytes()
    assert looks_like(sheet, path, tolerance=0)


def test_a_palette_is_copied(tmp_path: Path, images: Images) -> None:
    """Indexed colour over RGB is allowed and stays."""

    def write(pdf: pikepdf.Pdf) -> pikepdf.Object:
        image = scan("RGB").quantize(4)
        palette = bytes(image.getpalette() or [])[:12]
        return image_of(pdf, image.tobytes(), Array([Name.Indexed, Name.DeviceRGB, 3, pikepdf.String(palette)]))

    path = scanned(tmp_path / "palette.pdf", write)
    sheet = sheet_of(path)
    assert images(sheet)[0].ColorSpace[0] == Name.Indexed
    assert looks_like(sheet, path, tolerance=0)


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_a_stamp_over_the_scan_is_laid_on(tmp_path: Path, rotate: int, images: Images) -> None:
    """What is drawn over the picture is shown, in its place, and the picture below is still the stored one."""
    path = scanned(tmp_path / "stamped.pdf", gray_jpeg, rotate, extra="1 0 0 rg 200 300 60.3 40.7 re f")
    sheet = sheet_of(path)
    assert len(images(sheet)) == 2
    assert images(sheet)[0].read_raw_bytes() == jpeg_bytes(scan())
    assert looks_like(sheet, path)


def test_a_typed_page_is_drawn_in_black_and_white(tmp_path: Path, images: Images) -> None:
    """A page of nothing but black text becomes a small fax picture."""
    path = tmp_path / "typed.pdf"
    with pymupdf.open() as document:
        page = document.new_page(width=PAGE[0], height=PAGE[1])
        for row in range(40, 380, 20):
            page.insert_text((30, row), "Can cu Luat To chuc chinh quyen dia phuong", fontname="tiro", fontsize=11)
        document.save(path)
    sheet = sheet_of(path)
    (image,) = images(sheet)
    assert image.Filter == Name.CCITTFaxDecode
    assert image.Width == 1250
    assert image.Height == 1667
    assert len(sheet) < 20_000
    assert looks_like(sheet, path, tolerance=8)  # a blank page differs by more than twice as much


def test_a_coloured_page_is_drawn_in_colour(tmp_path: Path, images: Images) -> None:
    """A page with colour in it keeps its colour."""
    path = tmp_path / "coloured.pdf"
    with pymupdf.open() as document:
        page = document.new_page(width=PAGE[0], height=PAGE[1])
        page.draw_circle((150, 200), 60, color=(0.8, 0, 0), width=6)
        page.insert_text((30, 50), "Mau do", fontsize=30)
        document.save(path)
    sheet = sheet_of(path)
    assert images(sheet)[0].ColorSpace == Name.DeviceRGB
    assert looks_like(sheet, path, tolerance=1)


def test_a_drawn_page_keeps_to_the_cap_on_pixels(tmp_path: Path, images: Images) -> None:
    """The resolution is lowered where the page would have too many pixels."""
    path = tmp_path / "large.pdf"
    with pymupdf.open() as document:
        document.new_page(width=3000, height=3000).insert_text((100, 200), "A0", fontsize=80)
        document.save(path)
    (image,) = images(sheet_of(path, IngestOptions(max_pixels=1_000_000)))
    assert 980_000 <= int(image.Width) * int(image.Height) <= 1_010_000


def test_a_picture_beyond_the_cap_is_refused(tmp_path: Path) -> None:
    """A page that names a huge picture is not decoded."""
    path = scanned(tmp_path / "scan.pdf", gray_jpeg)
    with pytest.raises(TooManyPixelsError):
        sheet_of(path, IngestOptions(max_pixels=1000))
