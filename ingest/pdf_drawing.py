"""Pixels of PDF pages: drawn by MuPDF, or the page's own picture with what lies over it."""

import math
from typing import Any

import cv2
import numpy as np
import pymupdf

from ingest.errors import PageDamagedError, TooLargeError, TooManyPixelsError
from ingest.geometry import POINTS_PER_INCH, Box
from ingest.jpeg import Factor, decode_jpeg, reduction
from ingest.options import IngestOptions
from ingest.page import Block, Picture, Pixels
from ingest.pdf_picture import PagePicture, overlays
from ingest.pixels import REDUCE_FROM, gray_when_colourless, oriented, resized

_EXPANSION_FROM = 64 << 20
_USUAL_COMPONENTS = 3
_SAME = 0.005  # placements and sizes of pages are often rounded to whole points: 1 of 600 and more
_MIN_DPI = 60.0  # below, what is drawn over the picture could not be read any more


def refuse_bombs(page: pymupdf.Page, options: IngestOptions) -> None:
    """Refuse a page by the length of its content and by the sizes that its images name; nothing is drawn.

    :raises TooManyPixelsError: when an image has more pixels than allowed.
    :raises TooLargeError: when an image expands more than allowed, or the content is longer than allowed.
    """
    document = page.parent
    refuse_long_content(page, options.max_content)
    for xref, _, width, height, bits, *_ in page.get_images(full=True):
        if width * height > options.max_pixels:
            message = f"{width} x {height}"
            raise TooManyPixelsError(message)
        decoded = width * height * _components(document, xref) * max(1, bits) // 8
        if decoded > _EXPANSION_FROM and decoded > options.max_expansion * max(1, _stored(document, xref)):
            message = f"a picture expands to {decoded} bytes"
            raise TooLargeError(message)


def refuse_long_content(page: pymupdf.Page, max_bytes: int) -> None:
    """Refuse a page that has more bytes of drawing instructions than allowed, before anything parses them.

    :raises TooLargeError: when it has.
    """
    left = max_bytes
    lengths: dict[int, int] = {}
    for xref in page.get_contents():
        if xref not in lengths:
            lengths[xref] = _decoded_length(page.parent, xref, left + 1)
        left -= lengths[xref]
        if left < 0:
            message = f"the content expands to more than {max_bytes} bytes"
            raise TooLargeError(message)


def _decoded_length(document: pymupdf.Document, xref: int, most: int) -> int:
    """Return how many bytes a stream decodes to, up to ``most`` or to where it is broken; none of them are kept."""
    stream = None
    try:
        stream = pymupdf.mupdf.pdf_open_stream_number(_inner(document), xref)
        return int(pymupdf.mupdf.fz_skip(stream, most))
    except Exception:  # noqa: BLE001 - MuPDF draws what comes before a fault, so it is no reason to refuse the page
        return 0 if stream is None else int(pymupdf.mupdf.fz_tell(stream))


def _components(document: pymupdf.Document, xref: int) -> int:
    """Return the samples per pixel of an image object: one for a stencil, three where they are not known."""
    try:
        image = pymupdf.mupdf.pdf_load_object(_inner(document), xref)
        if pymupdf.mupdf.pdf_to_bool(pymupdf.mupdf.pdf_dict_gets(image, "ImageMask")):
            return 1
        space = pymupdf.mupdf.pdf_load_colorspace(pymupdf.mupdf.pdf_dict_gets(image, "ColorSpace"))
        return int(pymupdf.mupdf.fz_colorspace_n(space))
    except Exception:  # noqa: BLE001 - a JPEG 2000 names none, and broken ones throw whatever they like
        return _USUAL_COMPONENTS


def _inner(document: pymupdf.Document) -> Any:
    return pymupdf.mupdf.pdf_document_from_fz_document(document.this)


def _stored(document: pymupdf.Document, xref: int) -> int:
    kind, length = document.xref_get_key(xref, "Length")
    return int(length) if kind == "int" else len(document.xref_stream_raw(xref) or b"")


def drawn(page: pymupdf.Page, dpi: float, max_pixels: int, *, gray: bool = False) -> Picture:
    """Return the viewed page drawn with its annotations, at a lower resolution where it would have too many pixels.

    :raises PageDamagedError: when parts of it could not be parsed and nothing was drawn.
    """
    area = float(page.rect.width) * float(page.rect.height)
    zoom = min(dpi / POINTS_PER_INCH, math.sqrt(max_pixels / area))
    pymupdf.TOOLS.reset_mupdf_warnings()
    space = pymupdf.csGRAY if gray else pymupdf.csRGB
    pixmap = page.get_pixmap(matrix=pymupdf.Matrix(zoom, zoom), colorspace=space, alpha=False)
    pixels = _pixels(pixmap)
    if "error" in pymupdf.TOOLS.mupdf_warnings() and int(pixels.min()) == int(pixels.max()):
        message = "nothing could be drawn"
        raise PageDamagedError(message)
    return Picture(pixels, zoom * POINTS_PER_INCH)


def drawn_block(page: pymupdf.Page, place: Box, dpi: float) -> Block:
    """Return a part of the viewed page drawn in gray."""
    zoom = dpi / POINTS_PER_INCH
    clip = pymupdf.Rect(place.x0, place.y0, place.x1, place.y1)
    pixmap = page.get_pixmap(matrix=pymupdf.Matrix(zoom, zoom), colorspace=pymupdf.csGRAY, alpha=False, clip=clip)
    return Block((pixmap.x / zoom, pixmap.y / zoom), Picture(_pixels(pixmap), dpi))


def _pixels(pixmap: pymupdf.Pixmap) -> Pixels:
    """Return an own copy of a gray or RGB pixmap without alpha."""
    rows = np.frombuffer(pixmap.samples_mv, dtype=np.uint8).reshape(pixmap.height, pixmap.stride)
    if pixmap.n == 1:
        return rows[:, : pixmap.width].copy()
    colour = rows[:, : pixmap.width * 3].reshape(pixmap.height, pixmap.width, 3)
    return np.asarray(cv2.cvtColor(colour, cv2.COLOR_RGB2BGR), dtype=np.uint8)


def is_sharp(picture: PagePicture) -> bool:
    """Tell whether the picture has enough pixels to stand for its page."""
    return min(picture.dpi) >= _MIN_DPI


def taken(page: pymupdf.Page, picture: PagePicture, options: IngestOptions) -> Picture:
    """Return the page's picture on white paper of the page's size, with what is drawn over it.

    Its pixels are not resampled, unless they are not square or far too many.
    """
    dpi = sum(picture.dpi) / 2 if max(picture.dpi) < (1 + _SAME) * min(picture.dpi) else max(picture.dpi)
    factor = reduction(min(picture.dpi), options.max_read_dpi)
    pixels = oriented(image_pixels(page.parent, picture.xref, factor), picture.mirrored, picture.turn)
    wanted = min(dpi / factor, math.sqrt(options.max_pixels / page.rect.width / page.rect.height) * POINTS_PER_INCH)
    if wanted > REDUCE_FROM * options.max_read_dpi:
        wanted = options.max_read_dpi
    zoom = wanted / POINTS_PER_INCH
    width, height = round(picture.box.width * zoom), round(picture.box.height * zoom)
    if abs(pixels.shape[1] - width) > _SAME * width + 1 or abs(pixels.shape[0] - height) > _SAME * height + 1:
        pixels = resized(pixels, width, height)
    paper = _on_paper(pixels, picture.box, (float(page.rect.width), float(page.rect.height)), zoom)
    return Picture(_overlaid(page, paper, overlays(page, picture), zoom), wanted)


def image_pixels(document: pymupdf.Document, xref: int, factor: Factor = 1) -> Pixels:
    """Return the pixels of an image object as stored, gray or BGR; a JPEG may be reduced by the factor 2 or 4."""
    if _is_plain_jpeg(document, xref):
        image = document.extract_image(xref)
        if image and image["ext"] == "jpeg" and image["colorspace"] in {1, 3}:
            return decode_jpeg(image["image"], colour=image["colorspace"] > 1, factor=factor)
    pixmap = pymupdf.Pixmap(document, xref)
    space = pixmap.colorspace
    if space is None or not space.name.endswith(("Gray", "RGB")):
        gray = space is None or pixmap.n - pixmap.alpha == 1
        pixmap = pymupdf.Pixmap(pymupdf.csGRAY if gray else pymupdf.csRGB, pixmap)
    return _pixels(pymupdf.Pixmap(pixmap, 0) if pixmap.alpha else pixmap)


def _is_plain_jpeg(document: pymupdf.Document, xref: int) -> bool:
    """Tell whether the bytes of the JPEG say it all: nothing inverts, indexes or reinterprets its samples."""
    altered = any(document.xref_get_key(xref, key)[0] != "null" for key in ("Decode", "DecodeParms"))
    return not altered and "DCTDecode" in document.xref_get_key(xref, "Filter")[1]


def _on_paper(pixels: Pixels, box: Box, size: tuple[float, float], zoom: float) -> Pixels:
    """Return the pixels at their place on a white page; they are the page when they cover it, give or take a point."""
    width, height = round(size[0] * zoom), round(size[1] * zoom)
    left, top = round(box.x0 * zoom), round(box.y0 * zoom)
    rows, columns = pixels.shape[:2]
    aside, beneath = max(abs(left), abs(width - left - columns)), max(abs(top), abs(height - top - rows))
    if aside <= _SAME * width + 1 and beneath <= _SAME * height + 1:
        return pixels
    paper = np.full((max(1, height), max(1, width), *pixels.shape[2:]), 255, dtype=np.uint8)
    x0, y0, x1, y1 = max(0, left), max(0, top), min(width, left + columns), min(height, top + rows)
    if x1 > x0 and y1 > y0:
        paper[y0:y1, x0:x1] = pixels[y0 - top : y1 - top, x0 - left : x1 - left]
    return paper


def _overlaid(page: pymupdf.Page, pixels: Pixels, boxes: tuple[Box, ...], zoom: float) -> Pixels:
    if not boxes:
        return pixels
    whole = page.get_displaylist(annots=True)
    matrix = pymupdf.Matrix(zoom, zoom)
    pixels = pixels.copy() if pixels.ndim == 3 else np.asarray(cv2.cvtColor(pixels, cv2.COLOR_GRAY2BGR), dtype=np.uint8)
    for box in boxes:
        if box.width * zoom < 1 or box.height * zoom < 1:
            continue
        clip = pymupdf.Rect(box.x0, box.y0, box.x1, box.y1)
        patch = whole.get_pixmap(matrix=matrix, colorspace=pymupdf.csRGB, alpha=False, clip=clip)
        drawn_patch = _pixels(patch)
        x0, y0 = max(0, patch.x), max(0, patch.y)
        rows = min(drawn_patch.shape[0], pixels.shape[0] - y0)
        columns = min(drawn_patch.shape[1], pixels.shape[1] - x0)
        if rows > 0 and columns > 0:
            pixels[y0 : y0 + rows, x0 : x0 + columns] = drawn_patch[:rows, :columns]
    return gray_when_colourless(pixels)
