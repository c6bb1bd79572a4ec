"""Sheets of picture files: the stored picture goes into the PDF as it came wherever PDF/A can hold it."""

from collections.abc import Callable
from io import BufferedIOBase
from pathlib import Path

import cv2
import numpy as np
from PIL import Image
from PIL.TiffImagePlugin import TiffImageFile

from ingest.errors import PageDamagedError
from ingest.formats import Format
from ingest.geometry import Box
from ingest.pillow_file import open_picture, png_may_be_turned
from ingest.pillow_pixels import pixels_of
from ingest.sheet import UPRIGHT, sheet_of_images
from ingest.stored_image import StoredImage, jpeg, jpeg_as_it_came, lossless, png_as_it_came, strip_as_it_came
from ingest.translation import translated

QUALITY = 92
"""JPEG quality where a picture has to be encoded again; little is lost that a reader could see."""

_ORIENTATION_TAG = 0x0112
_JPEG_TABLES_TAG = 347
_TIFF_JPEG = 7
_GRAY_OR_YCBCR = (1, 6)
_LOSSLESS_WEBP = b"VP8L"
_WEBP_HEAD = 64
_PLAIN_MODES = ("1", "L", "P", "RGB")
_GRAY_AXES = 2

_Oriented = tuple[StoredImage, int]


def sheet_of_picture(path: Path, format: Format, frame: int, page_size: tuple[float, float]) -> bytes:  # noqa: A002
    """Return a sheet that shows one frame (numbered from 0) of a picture file on the viewed page (points).

    Taken byte for byte: gray and RGB JPEG with their profile, a TIFF frame in one Group 4 or JPEG strip, PNG without
    transparency or interlacing. Without loss: all other TIFF, PNG and BMP, and lossless WebP. Encoded again as JPEG:
    CMYK (forbidden beside an RGB output intent), WebP and HEIC. Orientation is left to the PDF's drawing matrix.

    :raises ingest.errors.PageDamagedError: when the frame cannot be decoded.
    """
    readers: dict[Format, Callable[[Path, int], _Oriented]] = {
        Format.JPEG: _from_jpeg,
        Format.PNG: _from_png,
        Format.TIFF: _from_tiff,
        Format.BMP: _from_bitmap,
        Format.WEBP: _from_webp,
        Format.HEIC: _from_heic,
    }
    with translated(PageDamagedError):
        image, orientation = readers[format](path, frame)
        return sheet_of_images(page_size, ((image, Box(0, 0, *page_size), orientation),))


def plain(image: Image.Image) -> Image.Image:
    """Return any decoded picture in mode 1, L, P or RGB: over white, in 8 bits, gray where all channels are equal."""
    if image.mode not in _PLAIN_MODES or image.has_transparency_data:
        pixels = pixels_of(image)
        image = Image.fromarray(pixels if pixels.ndim == _GRAY_AXES else cv2.cvtColor(pixels, cv2.COLOR_BGR2RGB))
    return _without_idle_colour(image)


def black_and_white(image: Image.Image) -> Image.Image:
    """Return a gray picture that uses only black and white in mode 1, any other as it is."""
    if image.mode != "L":
        return image
    counts = image.histogram()
    return image.convert("1", dither=Image.Dither.NONE) if counts[0] + counts[255] == sum(counts) else image


def _without_idle_colour(image: Image.Image) -> Image.Image:
    """Return a colour picture whose channels are all equal as gray."""
    if image.mode not in ("RGB", "P"):
        return image
    pixels = np.asarray(image.convert("RGB"))
    if np.array_equal(pixels[..., 0], pixels[..., 1]) and np.array_equal(pixels[..., 0], pixels[..., 2]):
        return Image.fromarray(np.ascontiguousarray(pixels[..., 0]))
    return image


def _orientation(image: Image.Image) -> int:
    value = image.getexif().get(_ORIENTATION_TAG, UPRIGHT)
    return value if value in range(1, 9) else UPRIGHT


def _without_loss(image: Image.Image) -> StoredImage:
    return lossless(black_and_white(plain(image)))


def _as_jpeg(image: Image.Image) -> StoredImage:
    flat = plain(image)
    flat = flat if flat.mode in ("L", "RGB") else flat.convert("RGB")
    return jpeg(flat, QUALITY, profile=image.info.get("icc_profile"))


def _from_jpeg(path: Path, frame: int) -> _Oriented:
    with path.open("rb") as file, open_picture(file, Format.JPEG) as image:
        image.seek(frame)
        stored = jpeg_as_it_came(path.read_bytes(), image.info.get("icc_profile"))
        return stored or _as_jpeg(image), _orientation(image)


def _from_png(path: Path, frame: int) -> _Oriented:
    content = path.read_bytes()
    stored = png_as_it_came(content)
    with path.open("rb") as file, open_picture(file, Format.PNG) as image:
        image.seek(frame)
        orientation = _orientation(image) if png_may_be_turned(content) else UPRIGHT
        return stored or _without_loss(image), orientation


def _from_tiff(path: Path, frame: int) -> _Oriented:
    # given a path, Pillow maps uncompressed rows and then turns them by half: it gets an opened file
    with path.open("rb") as file, TiffImageFile(file) as image:
        image.seek(frame)
        stored = strip_as_it_came(image, file) or _jpeg_strip(image, file)
        if stored is not None:
            return stored, int(image.tag_v2.get(_ORIENTATION_TAG, UPRIGHT))
        image.load()  # turns the pixels as its orientation says
        return _without_loss(image), UPRIGHT


def _jpeg_strip(image: TiffImageFile, file: BufferedIOBase) -> StoredImage | None:
    """Return the only strip of a JPEG in TIFF, gray or YCbCr, with its tables put in (TIFF Technical Note 2)."""
    tags = image.tag_v2
    offsets, counts = tags.get(273, ()), tags.get(279, ())
    if tags.get(259) != _TIFF_JPEG or tags.get(262) not in _GRAY_OR_YCBCR or len(offsets) != 1 or len(counts) != 1:
        return None
    file.seek(offsets[0])
    strip = file.read(counts[0])
    tables = bytes(tags.get(_JPEG_TABLES_TAG, b""))
    stored = jpeg_as_it_came(strip[:2] + tables[2:-2] + strip[2:], image.info.get("icc_profile"))
    size = (tags.get(256), tags.get(257))
    return stored if stored is not None and (stored.width, stored.height) == size else None


def _from_bitmap(path: Path, frame: int) -> _Oriented:
    with path.open("rb") as file, open_picture(file, Format.BMP) as image:
        image.seek(frame)
        return _without_loss(image), UPRIGHT


def _from_webp(path: Path, frame: int) -> _Oriented:
    with path.open("rb") as file:
        kept = _LOSSLESS_WEBP in file.read(_WEBP_HEAD)
    with path.open("rb") as file, open_picture(file, Format.WEBP) as image:
        image.seek(frame)
        image.load()
        return (_without_loss(image) if kept else _as_jpeg(image)), _orientation(image)


def _from_heic(path: Path, frame: int) -> _Oriented:
    # the decoder has already turned the pixels; an orientation in the EXIF data would turn them twice
    with path.open("rb") as file, open_picture(file, Format.HEIC) as image:
        image.seek(frame)
        return _as_jpeg(image), UPRIGHT
