"""Picture files as pages."""

import io
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image
from pillow_heif import from_pillow

from ingest.errors import DamagedFileError, PageDamagedError, TooManyPagesError, TooManyPixelsError
from ingest.file_info import inspect
from ingest.formats import Format
from ingest.options import IngestOptions
from ingest.page import Picture
from ingest.picture import PictureSource
from ingest.pillow_file import believed_dpi

OPTIONS = IngestOptions()
RED, WHITE = (255, 0, 0), (255, 255, 255)


def upright() -> Image.Image:
    """Return a picture with a red corner at the top left and a black bar along the top."""
    image = Image.new("RGB", (200, 320), WHITE)
    image.paste((0, 0, 0), (0, 0, 200, 40))
    image.paste(RED, (0, 0, 64, 160))
    return image


_STORED = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def opened(path: Path) -> PictureSource:
    """Open a picture as the program does."""
    return PictureSource.open(path, inspect(path, OPTIONS).format, OPTIONS)


def picture_of(path: Path) -> Picture:
    """Return the picture of the first page."""
    return opened(path).picture(1)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "TIFF", "PNG", "WEBP"])
def test_every_exif_orientation_is_shown_upright(tmp_path: Path, orientation: int, kind: str) -> None:
    """All eight orientations of all formats give the same viewed picture, and the size of its page."""
    stored = upright()
    way = _STORED[orientation]
    if way is not None:
        stored = stored.transpose(way)
    exif = Image.Exif()
    exif[0x0112] = orientation
    path = tmp_path / "scan"
    stored.save(path, kind, exif=exif, dpi=(100, 100))
    source = opened(path)
    pixels = source.picture(1).pixels
    expected = cv2.cvtColor(np.asarray(upright()), cv2.COLOR_RGB2BGR)
    assert pixels.shape == expected.shape
    assert np.abs(pixels.astype(int) - expected).mean() < 3
    page = source.page(1)
    assert page.height / page.width == pytest.approx(1.6, rel=0.01)


def test_a_heic_is_turned_once(tmp_path: Path) -> None:
    """Its reader applies the orientation itself."""
    exif = Image.Exif()
    exif[0x0112] = 6
    heif = from_pillow(upright().transpose(Image.Transpose.ROTATE_90))
    heif.info["exif"] = exif.tobytes()
    path = tmp_path / "phone"
    heif.save(path, quality=90)
    assert inspect(path, OPTIONS).format is Format.HEIC
    pixels = picture_of(path).pixels
    assert pixels.shape == (320, 200, 3)
    assert pixels[20, 20, 2] > 200
    assert pixels[20, 20, 0] < 60
    assert pixels[20, 150].max() < 60


@pytest.mark.parametrize(
    ("mode", "shape"),
    [
        ("1", (320, 200)),
        ("L", (320, 200)),
        ("LA", (320, 200, 3)),
        ("P", (320, 200, 3)),
        ("RGBA", (320, 200, 3)),
        ("I;16", (320, 200)),
    ],
)
def test_every_mode_keeps_black_black_and_white_white(tmp_path: Path, mode: str, shape: tuple[int, ...]) -> None:
    """One channel where there is no colour; the page's white and its bar survive every pixel type."""
    image = upright().convert("L" if mode == "I;16" else mode)
    if mode == "I;16":
        image = Image.fromarray(np.asarray(image).astype(np.uint16) * 257)
    path = tmp_path / "scan.png"
    image.save(path)
    pixels = picture_of(path).pixels
    assert pixels.shape == shape
    assert pixels[300, 190].min() == 255
    assert pixels[20, 150].max() == 0


def test_transparent_parts_are_white_paper(tmp_path: Path) -> None:
    """A fully transparent black pixel is not ink."""
    Image.new("RGBA", (100, 100), (0, 0, 0, 0)).save(tmp_path / "clear.png")
    assert picture_of(tmp_path / "clear.png").pixels.min() == 255


@pytest.mark.parametrize("kind", ["JPEG", "TIFF"])
def test_cmyk_is_not_inverted(tmp_path: Path, kind: str) -> None:
    """White stays white and red red."""
    upright().convert("CMYK").save(tmp_path / "ink", kind)
    pixels = picture_of(tmp_path / "ink").pixels
    assert pixels[300, 190].min() > 240
    assert pixels[100, 30, 2] > 200
    assert pixels[100, 30, 0] < 80


@pytest.mark.parametrize("dtype", [np.int16, np.float32])
def test_signed_and_floating_samples_use_their_own_range(tmp_path: Path, dtype: type[np.generic]) -> None:
    """The largest value is white, the smallest black."""
    low, high = (-32768, 32767) if dtype is np.int16 else (0.0, 1.0)
    samples = np.full((64, 64), high, dtype=dtype)
    samples[:32] = low
    ok, data = cv2.imencode(".tiff", samples)
    assert ok
    (tmp_path / "deep.tif").write_bytes(data.tobytes())
    pixels = picture_of(tmp_path / "deep.tif").pixels
    assert (pixels[0, 0], pixels[63, 63]) == (0, 255)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP", "BMP"])
def test_half_a_picture_is_a_damaged_page(tmp_path: Path, kind: str) -> None:
    """A file cut in the middle never gives half a page of gray."""
    noise = np.random.default_rng(1).integers(0, 255, (300, 300, 3), dtype=np.uint8)
    buffer = io.BytesIO()
    Image.fromarray(noise).save(buffer, kind, compression="tiff_lzw" if kind == "TIFF" else None)
    data = buffer.getvalue()
    path = tmp_path / "cut"
    half = len(data) // 2
    # the directory of a TIFF stands at its end: keep it and spoil the middle
    path.write_bytes(data[:8] + b"\xaa" * half + data[8 + half :] if kind == "TIFF" else data[:half])
    with pytest.raises((PageDamagedError, DamagedFileError)):
        PictureSource.open(path, Format(kind.lower()), OPTIONS).picture(1)


def test_a_jpeg_with_a_tail_is_whole(tmp_path: Path) -> None:
    """Phones append what they like after the end marker."""
    upright().save(tmp_path / "phone.jpg")
    with (tmp_path / "phone.jpg").open("ab") as file:
        file.write(b"SEFT trailer of a phone")
    assert picture_of(tmp_path / "phone.jpg").pixels.shape == (320, 200, 3)


def test_each_frame_of_a_tiff_is_a_page(tmp_path: Path) -> None:
    """Pages come in order, in any order of asking, each with its own size."""
    frames = [Image.new("1", (1000 + 100 * index, 1500), index % 2) for index in range(4)]
    frames[0].save(tmp_path / "fax.tif", save_all=True, append_images=frames[1:], compression="group4", dpi=(200, 200))
    source = opened(tmp_path / "fax.tif")
    assert source.page_count == 4
    for number in (4, 1, 3, 2):
        picture = source.picture(number)
        assert picture.pixels.shape == (1500, 900 + 100 * number)
        assert picture.pixels.max() == (0 if number % 2 else 255)
        assert picture.dpi == pytest.approx(200)


def test_fax_pixels_become_square(tmp_path: Path) -> None:
    """A fine line of 204 x 98 dpi is stretched downwards, and the page is A4."""
    Image.new("1", (1728, 1146), 1).save(tmp_path / "fax.tif", compression="group4", dpi=(204, 98))
    source = opened(tmp_path / "fax.tif")
    page, picture = source.page(1), source.picture(1)
    assert page.height == pytest.approx(1146 / 98 * 72)
    assert picture.pixels.shape == (round(1146 * 204 / 98), 1728)
    assert picture.pixels.shape[0] == pytest.approx(page.height * picture.dpi / 72, abs=1)


@pytest.mark.parametrize(
    ("size", "dpi", "expected"),
    [
        ((2480, 3508), (300.0, 300.0), 300.0),
        ((2480, 3508), (0.0, 0.0), 300.0),
        ((2480, 3508), (72.0, 72.0), 300.0),
        ((3508, 2480), (5000.0, 5000.0), 300.0),
        ((595, 842), (72.0, 72.0), 72.0),
        ((2480, 3508), (float("inf"), 1.0), 300.0),
    ],
)
def test_a_resolution_is_believed_when_it_makes_a_page(
    size: tuple[int, int], dpi: tuple[float, float], expected: float
) -> None:
    """Else the picture is taken to fit A4."""
    assert believed_dpi(*size, dpi) == pytest.approx((expected, expected), rel=0.01)


def test_too_fine_a_scan_is_reduced_and_keeps_its_page(tmp_path: Path) -> None:
    """1200 dpi come out as the most that reading wants, over the same page."""
    Image.new("L", (4800, 6000), 200).save(tmp_path / "fine.jpg", dpi=(1200, 1200))
    source = opened(tmp_path / "fine.jpg")
    page, picture = source.page(1), source.picture(1)
    assert (page.width, page.height) == pytest.approx((288, 360))
    assert picture.dpi <= OPTIONS.max_read_dpi * 1.25
    assert picture.pixels.shape == (round(360 * picture.dpi / 72), round(288 * picture.dpi / 72))


def test_caps_hold_before_anything_is_decoded(tmp_path: Path) -> None:
    """Pixels and pages are counted from headers."""
    frames = [Image.new("1", (50, 50)) for _ in range(5)]
    frames[0].save(tmp_path / "many.tif", save_all=True, append_images=frames[1:])
    with pytest.raises(TooManyPagesError):
        inspect(tmp_path / "many.tif", IngestOptions(max_pages=4))
    with pytest.raises(TooManyPixelsError):
        inspect(tmp_path / "many.tif", IngestOptions(max_pixels=2499))


def test_a_page_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    """Numbers start at 1 and end at the count."""
    upright().save(tmp_path / "one.png")
    for number in (0, 2):
        with pytest.raises(PageDamagedError):
            opened(tmp_path / "one.png").picture(number)
