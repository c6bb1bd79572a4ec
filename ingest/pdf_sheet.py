"""Sheets of PDF pages: the one picture copied as it is stored, what lies over it laid on; else the page drawn."""

import math
from typing import Any

import cv2
import numpy as np
import pikepdf
import pymupdf
from pikepdf import Array, Name, Stream
from PIL import Image

from ingest.errors import PageDamagedError
from ingest.geometry import POINTS_PER_INCH, Box
from ingest.options import IngestOptions
from ingest.page import Pixels
from ingest.pdf_drawing import is_sharp, refuse_bombs
from ingest.pdf_picture import PagePicture, overlays
from ingest.picture_sheet import QUALITY, black_and_white, plain
from ingest.sheet import Placed, image_object, sheet_of_objects
from ingest.stored_image import StoredImage, jpeg, jpeg_frame, lossless, usable_profile
from ingest.translation import translated

DRAWN_QUALITY = 85
"""JPEG quality of a drawn page."""

_KEPT_KEYS = frozenset({
    "/Type", "/Subtype", "/Width", "/Height", "/ColorSpace", "/BitsPerComponent", "/Decode", "/Filter", "/DecodeParms",
    "/Length",
})  # fmt: skip
_REFUSED_KEYS = ("/SMask", "/Mask", "/ImageMask", "/F")
_BYTE_FILTERS = frozenset({"/FlateDecode", "/LZWDecode", "/ASCII85Decode", "/ASCIIHexDecode", "/RunLengthDecode"})
_PICTURE_FILTERS = frozenset({"/DCTDecode", "/CCITTFaxDecode", "/JBIG2Decode"})
_SHORT_NAMES = {
    "/Fl": "/FlateDecode", "/LZW": "/LZWDecode", "/A85": "/ASCII85Decode", "/AHx": "/ASCIIHexDecode",
    "/RL": "/RunLengthDecode", "/DCT": "/DCTDecode", "/CCF": "/CCITTFaxDecode",
}  # fmt: skip
_CHANNELS = {"/DeviceGray": 1, "/CalGray": 1, "/DeviceRGB": 3, "/CalRGB": 3}
# EXIF orientation of (mirrored, turn clockwise)
_ORIENTATIONS = {
    (False, 0): 1, (True, 0): 2, (False, 180): 3, (True, 180): 4,
    (True, 270): 5, (False, 90): 6, (True, 90): 7, (False, 270): 8,
}  # fmt: skip
_MAX_OVERLAY_DPI = 600.0
_BLACKEST_GRAY, _DARK, _LIGHT = 64, 128, 192
_TINT = 8
"""Colours that differ less than this from gray come from rounding in the drawing, not from the page."""
_STRAY_GRAY = 0.002
"""Part of the gray pixels that may lie away from an edge on a page that is still black and white."""


def sheet_of_pdf_page(
    original: pikepdf.Pdf, page: pymupdf.Page, picture: PagePicture | None, options: IngestOptions
) -> bytes:
    """Return a sheet of a page of a PDF that is open in both libraries.

    ``original`` and the page's document are the same file, opened once by the caller (an empty password opens both);
    ``original`` serves only for copying and is not changed. ``picture`` is what ``page_picture`` finds on the page. A
    page that is one picture keeps its stored bytes where
    PDF/A allows their filter and colour; what is drawn over it is laid on as small opaque pictures. Any other page is
    drawn at ``options.draw_dpi``, less where ``options.max_pixels`` asks it.

    :raises ingest.errors.IngestError: when the page can neither be copied nor drawn, or goes beyond a cap.
    """
    with translated(PageDamagedError), pikepdf.new() as pdf:
        refuse_bombs(page, options)
        if picture is None or not is_sharp(picture):
            placed = _drawn(pdf, page, options)
        else:
            placed = _copied(pdf, original, page, picture)
        return sheet_of_objects(pdf, (page.rect.width, page.rect.height), placed)


def _copied(pdf: pikepdf.Pdf, original: pikepdf.Pdf, page: pymupdf.Page, picture: PagePicture) -> tuple[Placed, ...]:
    """Return the picture of the page and what lies over it."""
    image = _image_object(pdf, original, picture) or image_object(pdf, _decoded(page.parent, picture.xref))
    main = Placed(image, picture.box, _ORIENTATIONS[picture.mirrored, picture.turn])
    above = (_patch(pdf, page, picture, box) for box in overlays(page, picture) if box.area > 0)
    return (main, *above)


def _image_object(pdf: pikepdf.Pdf, original: pikepdf.Pdf, picture: PagePicture) -> Stream | None:
    """Return a copy of the stored picture, None when PDF/A does not allow it as it is."""
    found = original.get_object(picture.xref, 0)
    if not isinstance(found, Stream) or found.get("/Width") != picture.width or found.get("/Height") != picture.height:
        return None
    filters = _filters(found)
    if filters is None or any(key in found for key in _REFUSED_KEYS) or not _allowed_colour(found, filters):
        return None
    copy = pdf.copy_foreign(found)
    if not isinstance(copy, Stream):
        return None
    for key in set(copy.keys()) - _KEPT_KEYS:
        del copy[key]
    copy.ColorSpace = _bare(copy.ColorSpace)
    if filters and set(filters) <= _BYTE_FILTERS and filters != ("/FlateDecode",):
        copy.write(found.read_bytes())  # stored as Flate: PDF/A forbids LZW, and the ASCII filters only cost space
    return copy


def _filters(image: Stream) -> tuple[str, ...] | None:
    """Return the names of the filters, None when PDF/A forbids one that cannot be taken off."""
    value = image.get("/Filter", Array())
    names = tuple(str(name) for name in value) if isinstance(value, Array) else (str(value),)
    names = tuple(_SHORT_NAMES.get(name, name) for name in names)
    if set(names) <= _BYTE_FILTERS:
        return names
    outer, last = names[:-1], names[-1]
    return names if last in _PICTURE_FILTERS and set(outer) <= _BYTE_FILTERS - {"/LZWDecode"} else None


def _allowed_colour(image: Stream, filters: tuple[str, ...]) -> bool:
    """Tell whether the colour space may stay, and a JPEG has as many channels as it names."""
    space = _bare(image.get("/ColorSpace"))
    channels = _channels(space)
    if filters[-1:] != ("/DCTDecode",):
        return channels is not None or _is_indexed(space)
    if filters != ("/DCTDecode",) or channels is None:
        return False
    frame = jpeg_frame(image.read_raw_bytes())
    return frame is not None and len(frame.components) == channels


def _bare(space: Any) -> Any:
    """Return a colour space without the needless array that some writers put around a name."""
    return space[0] if isinstance(space, Array) and len(space) == 1 else space


def _is_indexed(space: pikepdf.Object | None) -> bool:
    """Tell whether this is a palette over an allowed colour space."""
    return isinstance(space, Array) and len(space) == 4 and space[0] == Name.Indexed and bool(_channels(space[1]))


def _channels(space: pikepdf.Object | None) -> int | None:
    """Return the channels of a gray or RGB colour space that PDF/A allows beside sRGB, None for any other."""
    if isinstance(space, Name):
        return _CHANNELS.get(str(space)) if str(space).startswith("/Device") else None
    if not isinstance(space, Array) or len(space) < 2:
        return None
    if space[0] != Name.ICCBased:
        return _CHANNELS.get(str(space[0])) if str(space[0]).startswith("/Cal") else None
    profile = space[1]
    if not isinstance(profile, Stream):
        return None
    channels = int(profile.get("/N", 0))
    return channels if usable_profile(profile.read_bytes(), channels) else None


def _decoded(document: pymupdf.Document, xref: int) -> StoredImage:
    """Return the picture decoded to gray or RGB and encoded again: black and white without loss, all else as JPEG."""
    pixmap = pymupdf.Pixmap(document, xref)
    if pixmap.colorspace is None or pixmap.colorspace.n not in (1, 3) or pixmap.colorspace.name not in _PLAIN_SPACES:
        pixmap = pymupdf.Pixmap(pymupdf.csRGB, pixmap)
    image = black_and_white(plain(_image(pixmap)))
    return lossless(image) if image.mode == "1" else jpeg(image, QUALITY)


_PLAIN_SPACES = frozenset({"DeviceGray", "DeviceRGB"})


def _image(pixmap: pymupdf.Pixmap) -> Image.Image:
    """Return a pixmap without transparency as a picture."""
    if pixmap.alpha:
        pixmap = pymupdf.Pixmap(pixmap, 0)
    return Image.frombytes("L" if pixmap.n == 1 else "RGB", (pixmap.width, pixmap.height), bytes(pixmap.samples))


def _patch(pdf: pikepdf.Pdf, page: pymupdf.Page, picture: PagePicture, box: Box) -> Placed:
    """Return a box of the drawn page as a picture at the resolution of the picture below it, on whole pixels."""
    across, down = picture.dpi
    zoom_x, zoom_y = min(across, _MAX_OVERLAY_DPI) / POINTS_PER_INCH, min(down, _MAX_OVERLAY_DPI) / POINTS_PER_INCH
    clip = pymupdf.Rect(box.x0, box.y0, box.x1, box.y1)
    pixmap = page.get_pixmap(matrix=pymupdf.Matrix(zoom_x, zoom_y), clip=clip, alpha=False)
    image = black_and_white(plain(_image(pixmap)))
    candidates = [lossless(image)] if image.mode == "1" else [lossless(image), jpeg(image, QUALITY)]
    smallest = min(candidates, key=lambda stored: len(stored.data))
    left, top = pixmap.x / zoom_x, pixmap.y / zoom_y
    place = Box(left, top, left + pixmap.width / zoom_x, top + pixmap.height / zoom_y)
    return Placed(image_object(pdf, smallest), place)


def _drawn(pdf: pikepdf.Pdf, page: pymupdf.Page, options: IngestOptions) -> tuple[Placed, ...]:
    """Return the whole page as one drawn picture: Group 4 where it is black on white, else JPEG."""
    width, height = page.rect.width, page.rect.height
    zoom = min(options.draw_dpi / POINTS_PER_INCH, math.sqrt(options.max_pixels / max(width * height, 1.0)))
    image = _without_tint(_image(page.get_pixmap(matrix=pymupdf.Matrix(zoom, zoom), alpha=False)))
    if image.mode == "L" and _is_black_on_white(np.asarray(image)):
        stored = lossless(image.convert("1", dither=Image.Dither.NONE))  # cut in the middle
    else:
        stored = jpeg(image, DRAWN_QUALITY, full_colour=False)
    return (Placed(image_object(pdf, stored), Box(0, 0, image.width / zoom, image.height / zoom)),)


def _without_tint(image: Image.Image) -> Image.Image:
    """Return a picture without visible colour as gray."""
    pixels = np.asarray(image)
    if pixels.ndim == 2 or int(np.ptp(pixels, axis=2).max()) >= _TINT:
        return image
    return Image.fromarray(np.ascontiguousarray(pixels[..., 1]))


def _is_black_on_white(pixels: Pixels) -> bool:
    """Tell whether gray is seen only on the edges of black: beside a dark and a light pixel."""
    gray = (pixels >= _BLACKEST_GRAY) & (pixels <= _LIGHT)
    beside_dark = cv2.erode(pixels, np.ones((5, 5), np.uint8)) < _DARK
    edge = beside_dark & (cv2.dilate(pixels, np.ones((3, 3), np.uint8)) > _LIGHT)
    return int(np.count_nonzero(gray & ~edge)) <= _STRAY_GRAY * int(np.count_nonzero(gray))
