"""Opens a picture file with the one Pillow reader that is meant for it, and tells its facts before decoding.

The reader is called by name: no other format's parser sees the bytes, and the cap on pixels is ours alone.
"""

import math
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from PIL import BmpImagePlugin, Image, ImageFile, JpegImagePlugin, PngImagePlugin, TiffImagePlugin, WebPImagePlugin
from PIL.ExifTags import Base
from pillow_heif import HeifImageFile

from ingest.errors import TooManyPagesError, TooManyPixelsError
from ingest.formats import Format
from ingest.geometry import POINTS_PER_INCH, Turn

_MM_PER_INCH = 25.4
_A4_MM = (210.0, 297.0)
_PAGE_MM = (50.0, 1200.0)
_DPI = (60.0, 1300.0)
_PLACEHOLDER_DPI = frozenset({72, 96})
_PLACEHOLDER_MM = 430.0  # beyond A3 a camera's or an editor's default density is not believed
_SQUARE = 1.02  # less difference between the two densities is rounding

_ORIENTATIONS: dict[int, tuple[bool, Turn]] = {
    2: (True, 0),
    3: (False, 180),
    4: (True, 180),
    5: (True, 270),
    6: (False, 90),
    7: (True, 90),
    8: (False, 270),
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What the header of one picture says.

    ``width`` and ``height`` are pixels as viewed, ``mirrored`` and ``turn`` (clockwise, after mirroring) are what
    decoded pixels still need to be viewed so, ``dpi`` is (horizontal, vertical) as viewed, equal for square pixels.
    """

    mode: str
    width: int
    height: int
    mirrored: bool
    turn: Turn
    dpi: tuple[float, float]

    @property
    def page_size(self) -> tuple[float, float]:
        """Return (width, height) of the page in points."""
        return self.width * POINTS_PER_INCH / self.dpi[0], self.height * POINTS_PER_INCH / self.dpi[1]


def open_picture(file: BinaryIO | Path, picture_format: Format) -> ImageFile.ImageFile:
    """Open a picture; only its header is read. The caller closes it."""
    if picture_format is Format.HEIC:
        return HeifImageFile(file)
    readers: dict[Format, type[ImageFile.ImageFile]] = {
        Format.JPEG: JpegImagePlugin.JpegImageFile,
        Format.PNG: PngImagePlugin.PngImageFile,
        Format.TIFF: TiffImagePlugin.TiffImageFile,
        Format.WEBP: WebPImagePlugin.WebPImageFile,
        Format.BMP: BmpImagePlugin.BmpImageFile,
    }
    return readers[picture_format](file)


def refuse_bomb(image: Image.Image, max_pixels: int) -> None:
    """Refuse a picture by the size its header names.

    :raises TooManyPixelsError: when it has more pixels than allowed.
    """
    if image.width * image.height > max_pixels:
        message = f"{image.width} x {image.height}"
        raise TooManyPixelsError(message)


def count_frames(image: ImageFile.ImageFile, max_pages: int, max_pixels: int) -> int:
    """Return the number of pages of a picture: the frames of a TIFF, one for all others.

    Stops at the first frame beyond the cap; a chain that bites its own tail ends where it began.

    :raises TooManyPagesError: when there are more than allowed.
    :raises TooManyPixelsError: when a frame has more pixels than allowed.
    """
    refuse_bomb(image, max_pixels)
    if not isinstance(image, TiffImagePlugin.TiffImageFile):
        return 1
    count = 1
    while True:
        try:
            image.seek(count)
        except EOFError:
            return count
        count += 1
        refuse_bomb(image, max_pixels)
        if count > max_pages:
            message = f"more than {max_pages}"
            raise TooManyPagesError(message)


def facts_of(image: ImageFile.ImageFile, *, look_for_orientation: bool = True) -> Facts:
    """Return what the header of the current frame says.

    TIFF and HEIC readers orient pixels themselves; only the densities of a TIFF are left in the stored frame.
    """
    mirrored, turn = (False, _UPRIGHT)
    lying = False
    if isinstance(image, TiffImagePlugin.TiffImageFile):
        lying = int(image.tag_v2.get(Base.Orientation, 1)) >= 5
    elif look_for_orientation and not isinstance(image, HeifImageFile):
        mirrored, turn = _ORIENTATIONS.get(_orientation(image), (False, _UPRIGHT))
        lying = turn in {90, 270}
    swapped = lying and not isinstance(image, TiffImagePlugin.TiffImageFile)
    width, height = (image.height, image.width) if swapped else image.size
    horizontal, vertical = _stored_dpi(image)
    dpi = believed_dpi(width, height, (vertical, horizontal) if lying else (horizontal, vertical))
    return Facts(image.mode, width, height, mirrored, turn, dpi)


_UPRIGHT: Turn = 0


def _orientation(image: ImageFile.ImageFile) -> int:
    found = image.getexif().get(Base.Orientation, 1)
    return int(found) if isinstance(found, int | float) else 1


def _stored_dpi(image: ImageFile.ImageFile) -> tuple[float, float]:
    """Return the densities that the file names, (0, 0) where it names none that is a number."""
    try:
        horizontal, vertical = (float(value) for value in image.info.get("dpi", (0, 0)))
    except (TypeError, ValueError, ZeroDivisionError, ArithmeticError):
        return 0.0, 0.0
    return (horizontal, vertical) if math.isfinite(horizontal) and math.isfinite(vertical) else (0.0, 0.0)


def believed_dpi(width: int, height: int, dpi: tuple[float, float]) -> tuple[float, float]:
    """Return the densities to use for so many pixels: the named ones when they make a page of paper, else A4.

    A page of paper has sides of 50-1200 mm at 60-1300 dpi; 72 and 96 dpi are what cameras and editors write who
    know nothing, and are believed up to A3. A4 means that the picture just fits into it, upright or lying.
    """
    horizontal, vertical = dpi
    if all(_DPI[0] <= value <= _DPI[1] for value in dpi):
        sides = (width / horizontal * _MM_PER_INCH, height / vertical * _MM_PER_INCH)
        guess = round(horizontal) in _PLACEHOLDER_DPI and max(sides) > _PLACEHOLDER_MM
        if not guess and all(_PAGE_MM[0] <= side <= _PAGE_MM[1] for side in sides):
            larger = max(dpi)
            return dpi if larger > _SQUARE * min(dpi) else (larger, larger)
    short, long = sorted((width, height))
    fitting = max(short / _A4_MM[0], long / _A4_MM[1]) * _MM_PER_INCH
    return fitting, fitting


def png_may_be_turned(data: bytes) -> bool:
    """Tell whether a PNG may carry an orientation: asking Pillow means to decode all of it first."""
    return any(mark in data for mark in (b"eXIf", b"Raw profile type", b"XML:com.adobe.xmp"))
