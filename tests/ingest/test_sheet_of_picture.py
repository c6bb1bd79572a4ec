"""Sheets of picture files: what is stored, and what a viewer shows."""

import io
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import numpy as np
import pikepdf
import pillow_heif
import pymupdf
import pytest
from PIL import Image, ImageCms, ImageDraw

from ingest.errors import PageDamagedError
from ingest.formats import Format
from ingest.picture_sheet import sheet_of_picture

SIZE = (60, 40)

Stored = Callable[[bytes], pikepdf.Object]


def drawing(mode: str = "RGB", size: tuple[int, int] = SIZE) -> Image.Image:
    """Return a picture that looks different after every turn and mirroring."""
    image = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(image)
    draw.rectangle((4, 4, size[0] // 2, 12), fill="black")
    draw.rectangle((4, 4, 10, size[1] - 6), fill=(200, 0, 0) if mode in ("RGB", "CMYK", "P", "RGBA") else "black")
    return image.convert(mode)


@pytest.fixture
def stored() -> Iterator[Stored]:
    """Return a reader of the only image of a sheet, which stays open until the test is over."""
    with ExitStack() as stack:

        def read(sheet: bytes) -> pikepdf.Object:
            pdf = stack.enter_context(pikepdf.open(io.BytesIO(sheet)))
            (image,) = pdf.pages[0].resources.XObject.values()
            return image

        yield read


def shown(sheet: bytes, width: int) -> np.ndarray[tuple[int, ...], np.dtype[np.int16]]:
    """Return the sheet as a viewer draws it, so many pixels wide."""
    with pymupdf.open(stream=sheet) as document:
        page = document[0]
        zoom = width / page.rect.width
        pixmap = page.get_pixmap(matrix=pymupdf.Matrix(zoom, zoom), alpha=False)
        pixels = np.frombuffer(pixmap.samples, np.uint8).reshape(pixmap.height, pixmap.width, 3)
        return pixels.astype(np.int16)


def difference(sheet: bytes, wanted: Image.Image) -> float:
    """Return the mean difference between what is shown and what should be, 0-255."""
    pixels = shown(sheet, wanted.width)
    assert pixels.shape[:2] == (wanted.height, wanted.width)
    return float(np.abs(pixels - np.asarray(wanted.convert("RGB"), dtype=np.int16)).mean())


def viewed(image: Image.Image, orientation: int) -> Image.Image:
    """Return the picture as a viewer has to show it for an EXIF orientation."""
    turns = {
        2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_270, 7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_90,
    }  # fmt: skip
    return image.transpose(turns[orientation]) if orientation in turns else image


def points(image: Image.Image) -> tuple[float, float]:
    """Return the page size at one pixel per point."""
    return float(image.width), float(image.height)


@pytest.mark.parametrize("mode", ["L", "RGB"])
def test_a_jpeg_is_embedded_byte_for_byte(tmp_path: Path, mode: str, stored: Stored) -> None:
    """Gray and colour JPEGs are not encoded again, and are shown as they are."""
    path = tmp_path / "scan.jpg"
    drawing(mode).save(path, quality=80)
    sheet = sheet_of_picture(path, Format.JPEG, 0, SIZE)
    image = stored(sheet)
    assert image.read_raw_bytes() == path.read_bytes()
    assert image.ColorSpace == {"L": pikepdf.Name.DeviceGray, "RGB": pikepdf.Name.DeviceRGB}[mode]
    assert difference(sheet, Image.open(path)) < 2


def test_a_valid_profile_of_a_jpeg_is_kept(tmp_path: Path, stored: Stored) -> None:
    """Colours that the file describes itself stay described; a profile for other channels is dropped."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    fitting, foreign = tmp_path / "rgb.jpg", tmp_path / "gray.jpg"
    drawing().save(fitting, icc_profile=profile)
    drawing("L").save(foreign, icc_profile=profile)
    kept = stored(sheet_of_picture(fitting, Format.JPEG, 0, SIZE)).ColorSpace
    assert kept[0] == pikepdf.Name.ICCBased
    assert kept[1].read_bytes() == profile
    assert stored(sheet_of_picture(foreign, Format.JPEG, 0, SIZE)).ColorSpace == pikepdf.Name.DeviceGray


def test_a_cmyk_jpeg_becomes_rgb(tmp_path: Path, stored: Stored) -> None:
    """PDF/A forbids device CMYK beside an RGB output intent, so it is encoded again and looks the same."""
    path = tmp_path / "print.jpg"
    drawing("CMYK").save(path, quality=95)
    sheet = sheet_of_picture(path, Format.JPEG, 0, SIZE)
    assert stored(sheet).ColorSpace == pikepdf.Name.DeviceRGB
    assert difference(sheet, Image.open(path)) < 4


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("name", ["jpeg", "png", "webp", "tiff"])
def test_every_orientation_is_shown_as_viewers_show_it(tmp_path: Path, name: str, orientation: int) -> None:
    """All eight EXIF orientations are honoured, without touching the stored pixels of a JPEG."""
    path = tmp_path / f"turned.{name}"
    exif = Image.Exif()
    exif[0x0112] = orientation
    drawing("L" if name == "tiff" else "RGB").save(path, name, exif=exif)
    wanted = viewed(drawing("L" if name == "tiff" else "RGB"), orientation)
    sheet = sheet_of_picture(path, Format(name), 0, points(wanted))
    assert difference(sheet, wanted) < 6


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_turned_fax_strip_is_embedded_and_shown_upright(tmp_path: Path, orientation: int, stored: Stored) -> None:
    """A Group 4 strip keeps its bytes whatever the orientation tag says."""
    path = tmp_path / "fax.tif"
    drawing("1").save(path, compression="group4", tiffinfo={274: orientation})
    with Image.open(path) as image:
        offset, count = image.tag_v2[273][0], image.tag_v2[279][0]  # type: ignore[attr-defined]
    wanted = viewed(drawing("1"), orientation)
    sheet = sheet_of_picture(path, Format.TIFF, 0, points(wanted))
    assert stored(sheet).read_raw_bytes() == path.read_bytes()[offset : offset + count]
    assert difference(sheet, wanted) < 2


@pytest.mark.parametrize("photometric", [0, 1])
def test_black_stays_black_in_a_fax_strip(tmp_path: Path, photometric: int, stored: Stored) -> None:
    """Both ways to store black and white come out right."""
    path = tmp_path / "fax.tif"
    drawing("1").save(path, compression="group4", tiffinfo={262: photometric})
    with Image.open(path) as image:
        wanted = image.convert("L")
    sheet = sheet_of_picture(path, Format.TIFF, 0, SIZE)
    assert stored(sheet).Filter == pikepdf.Name.CCITTFaxDecode
    assert difference(sheet, wanted) < 2


def test_reversed_bits_of_a_fax_strip_are_put_in_order(tmp_path: Path, stored: Stored) -> None:
    """Fill order 2, which fax servers write, is understood."""
    path, turned = tmp_path / "fax.tif", tmp_path / "reversed.tif"
    drawing("1").save(path, compression="group4")
    with Image.open(path) as image:
        offset, count = image.tag_v2[273][0], image.tag_v2[279][0]  # type: ignore[attr-defined]
        order = image.tag_v2.get(266)  # type: ignore[attr-defined]
    assert order in (None, 1)
    drawing("1").save(turned, compression="group4", tiffinfo={266: 2})
    content = bytearray(turned.read_bytes())
    with Image.open(turned) as image:
        start, length = image.tag_v2[273][0], image.tag_v2[279][0]  # type: ignore[attr-defined]
        assert image.tag_v2[266] == 2  # type: ignore[attr-defined]
    plain = path.read_bytes()[offset : offset + count]
    reverse = bytes(int(f"{byte:08b}"[::-1], 2) for byte in plain)
    content[start : start + length] = reverse
    turned.write_bytes(content)
    assert stored(sheet_of_picture(turned, Format.TIFF, 0, SIZE)).read_raw_bytes() == plain


def test_other_black_and_white_frames_become_one_fax_strip(tmp_path: Path, stored: Stored) -> None:
    """Each frame of a TIFF is found by its number; many strips become one, without loss."""
    path = tmp_path / "two.tif"
    first, second = Image.new("1", SIZE, 1), drawing("1")
    first.save(path, compression="packbits", save_all=True, append_images=[second])
    sheet = sheet_of_picture(path, Format.TIFF, 1, SIZE)
    assert stored(sheet).Filter == pikepdf.Name.CCITTFaxDecode
    assert difference(sheet, second) == 0


def test_a_jpeg_strip_of_a_tiff_is_not_encoded_again(tmp_path: Path, stored: Stored) -> None:
    """One JPEG strip, with its tables put in, goes into the PDF as it is."""
    path = tmp_path / "scan.tif"
    drawing().convert("YCbCr").save(path, compression="jpeg", tiffinfo={278: SIZE[1]}, quality=85)
    sheet = sheet_of_picture(path, Format.TIFF, 0, SIZE)
    assert stored(sheet).Filter == pikepdf.Name.DCTDecode
    with Image.open(path) as image:
        offset, count = image.tag_v2[273][0], image.tag_v2[279][0]  # type: ignore[attr-defined]
    assert difference(sheet, drawing()) < 6
    assert stored(sheet).read_raw_bytes().endswith(path.read_bytes()[offset + 2 : offset + count])


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB"])
def test_a_png_keeps_its_compressed_rows(tmp_path: Path, mode: str, stored: Stored) -> None:
    """The rows of a plain PNG are copied, not compressed again."""
    path = tmp_path / "page.png"
    drawing(mode).save(path)
    sheet = sheet_of_picture(path, Format.PNG, 0, SIZE)
    raw = stored(sheet).read_raw_bytes()
    assert raw in path.read_bytes()
    assert difference(sheet, Image.open(path)) == 0


@pytest.mark.parametrize("mode", ["RGBA", "LA", "I;16"])
def test_a_png_that_pdf_cannot_hold_is_flattened(tmp_path: Path, mode: str, stored: Stored) -> None:
    """Transparent parts show white, and sixteen bits become eight."""
    path = tmp_path / "page.png"
    if mode == "I;16":
        Image.fromarray(np.linspace(0, 65535, 2400, dtype=np.uint16).reshape(40, 60)).save(path)
        wanted = Image.fromarray((np.asarray(Image.open(path)) // 257).astype(np.uint8))
    else:
        image = drawing("RGB").convert(mode)
        image.putalpha(Image.linear_gradient("L").resize(SIZE))
        image.save(path)
        white = Image.new("RGBA", SIZE, "white")
        wanted = Image.alpha_composite(white, image.convert("RGBA")).convert("RGB")
    sheet = sheet_of_picture(path, Format.PNG, 0, SIZE)
    assert "/SMask" not in stored(sheet)
    assert difference(sheet, wanted) < 1


def test_colour_without_colour_is_stored_gray(tmp_path: Path, stored: Stored) -> None:
    """A gray picture saved as colour takes a third of the space; black and white even less."""
    gray, bilevel = tmp_path / "gray.bmp", tmp_path / "bilevel.bmp"
    Image.linear_gradient("L").convert("RGB").save(gray)
    drawing("1").convert("RGB").save(bilevel)
    assert stored(sheet_of_picture(gray, Format.BMP, 0, (256, 256))).ColorSpace == pikepdf.Name.DeviceGray
    assert stored(sheet_of_picture(bilevel, Format.BMP, 0, SIZE)).Filter == pikepdf.Name.CCITTFaxDecode


def test_webp_is_stored_with_loss_only_where_it_had_some(tmp_path: Path, stored: Stored) -> None:
    """Lossless WebP stays lossless, the other kind becomes a good JPEG."""
    kept, lossy = tmp_path / "kept.webp", tmp_path / "lossy.webp"
    drawing().save(kept, lossless=True)
    drawing().save(lossy, quality=80)
    sheet = sheet_of_picture(kept, Format.WEBP, 0, SIZE)
    assert stored(sheet).Filter == pikepdf.Name.FlateDecode
    assert difference(sheet, drawing()) == 0
    assert stored(sheet_of_picture(lossy, Format.WEBP, 0, SIZE)).Filter == pikepdf.Name.DCTDecode


def test_a_turned_phone_photograph_is_turned_once(tmp_path: Path) -> None:
    """The HEIC decoder turns the pixels; the EXIF orientation beside them is not applied again."""
    path = tmp_path / "photo.heic"
    exif = Image.Exif()
    exif[0x0112] = 6
    photo = drawing(size=(128, 64))
    pillow_heif.from_pillow(photo).save(path, quality=90, exif=exif.tobytes())
    with pillow_heif.HeifImageFile(path) as image:
        wanted = image.copy()
    sheet = sheet_of_picture(path, Format.HEIC, 0, points(wanted))
    assert difference(sheet, wanted) < 4


def test_a_sheet_holds_no_text_and_fills_its_page(tmp_path: Path) -> None:
    """The page has the size it was given, whatever the resolution of the picture."""
    path = tmp_path / "scan.jpg"
    drawing("L").save(path)
    with pymupdf.open(stream=sheet_of_picture(path, Format.JPEG, 0, (595.2, 396.8))) as document:
        page = document[0]
        assert (page.rect.width, page.rect.height) == pytest.approx((595.2, 396.8), abs=0.01)
        assert page.get_text() == ""
        assert page.get_image_info()[0]["bbox"] == pytest.approx((0, 0, 595.2, 396.8), abs=0.01)


@pytest.mark.parametrize(("name", "keep"), [("png", 0.6), ("bmp", 0.5), ("webp", 0.5)])
def test_a_cut_picture_is_an_error_of_its_page(tmp_path: Path, name: str, keep: float) -> None:
    """Half a picture is never shown as a whole one."""
    path = tmp_path / f"cut.{name}"
    Image.effect_noise((80, 80), 60).save(path)
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * keep)])
    with pytest.raises(PageDamagedError):
        sheet_of_picture(path, Format(name), 0, (80, 80))
