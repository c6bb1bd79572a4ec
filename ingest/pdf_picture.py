"""Whether a PDF page is one picture, and where something else is drawn over it.

A scan in a PDF is best taken as it came: drawing it again costs time and sharpness. What a page draws is read from the
list of its drawing operations, without drawing them.
"""

import re
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import pymupdf

from ingest.geometry import POINTS_PER_INCH, Box, Turn, joined

MIN_SHARE = 0.9
"""Part of everything a page shows that its picture must cover."""

MAX_OVERLAYS = 0.25
"""Part of a page that may be drawn over: stamps and signatures, not a second picture."""

_MAX_OPERATIONS = 400  # a page that draws more is a drawing with a picture in it
_SLACK_POINTS = 1.5  # scanners round placement and page size differently
_MARGIN_DPI = 24.0
_WHITE = 255
_INVOCATION = re.compile(rb"/([A-Za-z0-9_.+-]+)\s+Do\b")  # a name that is written with escapes is left to the digests
_OPERATOR = re.compile(rb"\bDo\b")


@dataclass(frozen=True, slots=True)
class PagePicture:
    """The one picture that a page is made of.

    ``width`` and ``height`` are the stored pixels; ``box`` is where they lie on the viewed page, in points (it may
    reach over the page's edge). To get the viewed picture from the stored one: mirror it left to right when
    ``mirrored``, then turn it clockwise by ``turn``. ``overlays`` are the boxes (viewed frame, apart from each other)
    where something else may be seen.
    """

    xref: int
    width: int
    height: int
    box: Box
    mirrored: bool
    turn: Turn
    overlays: tuple[Box, ...]

    @property
    def dpi(self) -> tuple[float, float]:
        """Return (horizontal, vertical) pixels per inch on the viewed page."""
        width, height = (self.height, self.width) if self.turn in (90, 270) else (self.width, self.height)
        return width * POINTS_PER_INCH / self.box.width, height * POINTS_PER_INCH / self.box.height


class _Operation(NamedTuple):
    kind: str
    box: Box


def page_picture(page: pymupdf.Page) -> PagePicture | None:
    """Return the picture when the page is one picture, None when the page has to be drawn.

    A page is one picture when exactly one image lies on it axis-aligned, unclipped and opaque, covers ``MIN_SHARE`` of
    what the page shows, and all else that is visible is small. Images without an object of their own (inline),
    stencils and images with a mask are not taken. Nothing is decoded or drawn, unless something lies below the
    picture and sticks out.
    """
    shown = _operations(page)
    images = [operation for operation in shown if operation.kind == "fill-image"]
    if not images or len(shown) > _MAX_OPERATIONS:
        return None
    main = max(images, key=lambda operation: operation.box.area)
    placed = _placed(page, main.box)
    if placed is None or _clipped(page, main.box, [operation for operation in shown if operation is not main]):
        return None
    matrix, width, height = placed
    xref = _xref(page, width, height)
    setting = _setting(matrix * page.rotation_matrix)
    if xref == 0 or setting is None:
        return None
    overlays = _others(page, shown, shown.index(main))
    if overlays is None:
        return None
    turning = page.rotation_matrix
    mirrored, turn = setting
    box = _box(pymupdf.Rect(*_corners(main.box)) * turning)
    return PagePicture(xref, width, height, box, mirrored, turn, tuple(_turned(one, turning) for one in overlays))


def overlays(page: pymupdf.Page, picture: PagePicture) -> tuple[Box, ...]:
    """Return the boxes (viewed frame) where the drawn page may differ visibly from the bare picture."""
    seen = _box(page.rect)
    return tuple(box.meet(seen) for box in picture.overlays)


def _operations(page: pymupdf.Page) -> list[_Operation]:
    """Return what is visibly painted, bottom to top, clipped to the page (unrotated frame, origin at its corner)."""
    visible = _unrotated(page)
    found = []
    for kind, corners in page.get_bboxlog():
        box = Box(*corners)
        if kind != "ignore-text" and box.meet(visible).area > 0:
            found.append(_Operation(kind, box if kind == "fill-image" else box.meet(visible)))
    return found


def _unrotated(page: pymupdf.Page) -> Box:
    rect = page.rect * page.derotation_matrix
    return _box(rect.normalize())


def _placed(page: pymupdf.Page, box: Box) -> tuple[Any, int, int] | None:
    """Return matrix, width and height of the only image at this place, None for two in the same place or a mask."""
    found = [one for one in page.get_image_info() if _close(Box(*one["bbox"]), box)]
    if len(found) != 1 or found[0].get("has-mask"):
        return None
    return pymupdf.Matrix(*found[0]["transform"]), int(found[0]["width"]), int(found[0]["height"])


def _close(one: Box, other: Box) -> bool:
    pairs = ((one.x0, other.x0), (one.y0, other.y0), (one.x1, other.x1), (one.y1, other.y1))
    return all(abs(here - there) <= _SLACK_POINTS for here, there in pairs)


def _xref(page: pymupdf.Page, width: int, height: int) -> int:
    """Return the object of the page's image with this size, 0 where that is not certain."""
    listed = [image for image in page.get_images(full=True) if image[2:4] == (width, height)]
    same = {image[0]: image for image in listed}
    if len(same) > 1:  # pages may share one dictionary that names the pictures of all of them
        same = _invoked(page, listed) or same
    if len(same) > 1:
        digests = {one["digest"] for one in page.get_image_info(hashes=True) if one["width"] == width}
        if len(digests) != 1:
            return 0
        same = {xref: image for xref, image in same.items() if pymupdf.Pixmap(page.parent, xref).digest in digests}
    if len(same) != 1:
        return 0
    xref, image = same.popitem()
    masked = image[1] != 0 or page.parent.xref_get_key(xref, "Mask")[0] not in {"null", ""}
    stencil = page.parent.xref_get_key(xref, "ImageMask")[1] == "true"
    return 0 if masked or stencil else int(xref)


def _invoked(page: pymupdf.Page, listed: list[Any]) -> dict[int, Any]:
    """Return the images that the page's content, or a form that it draws, invokes; none where that is not certain."""
    forms = page.get_xobjects()
    found: dict[int, Any] = {}
    waiting, seen = [0], {0}
    while waiting:
        stream = waiting.pop()
        content = page.parent.xref_stream(stream) if stream else page.read_contents()
        names = _INVOCATION.findall(content or b"")
        if len(names) != len(_OPERATOR.findall(content or b"")):
            return {}
        drawn = {name.decode("ascii") for name in names}
        found |= {image[0]: image for image in listed if image[9] == stream and image[7] in drawn}
        nested = {xref for xref, name, invoker, _ in forms if invoker == stream and name in drawn} - seen
        waiting += nested
        seen |= nested
    return found


def _setting(matrix: pymupdf.Matrix) -> tuple[bool, Turn] | None:
    """Return (mirrored, turn) of a placement, None when it is not axis-aligned.

    The matrix takes the unit square, origin at the stored picture's top left and y down, onto the viewed page.
    """
    straight, crossed = min(abs(matrix.a), abs(matrix.d)), min(abs(matrix.b), abs(matrix.c))
    leaning = max(abs(matrix.b), abs(matrix.c)) if straight > crossed else max(abs(matrix.a), abs(matrix.d))
    if leaning > _SLACK_POINTS / 2:
        return None
    if straight > crossed:
        return (matrix.a > 0) != (matrix.d > 0), 0 if matrix.d > 0 else 180
    return (matrix.b > 0) == (matrix.c > 0), 90 if matrix.c < 0 else 270


def _clipped(page: pymupdf.Page, box: Box, others: list[_Operation]) -> bool:
    """Tell whether a clip on the page may cut a piece off the picture: then only drawing shows what is left.

    The list of clips does not say what they clip. A small one around something else (a form or the appearance of a
    signature is always clipped to its box) is taken to be meant for that.
    """
    need = box.meet(_unrotated(page))
    for item in page.get_cdrawings(extended=True):
        if item["type"] != "clip" or "scissor" not in item:
            continue
        cut = need.meet(Box(*item["scissor"]))
        small = cut.area < MAX_OVERLAYS * need.area
        if not _close(cut, need) and not (small and any(cut.meet(other.box).area > 0 for other in others)):
            return True
    return False


def _others(page: pymupdf.Page, shown: list[_Operation], main: int) -> tuple[Box, ...] | None:
    """Return where something else than the picture shows, None when that is too much of the page."""
    visible = _unrotated(page)
    picture = shown[main].box.meet(visible)
    below = [operation.box for operation in shown[:main] if not _within(operation.box, picture)]
    if below and _margins_are_white(page, picture):
        below = []
    boxes = _apart([operation.box for operation in shown[main + 1 :]] + below)
    everything = joined((picture, *boxes))
    if picture.area < MIN_SHARE * everything.area or sum(box.area for box in boxes) > MAX_OVERLAYS * visible.area:
        return None
    return boxes


def _margins_are_white(page: pymupdf.Page, picture: Box) -> bool:
    """Tell whether the page is blank outside the picture, by drawing it small."""
    zoom = _MARGIN_DPI / POINTS_PER_INCH
    matrix = page.derotation_matrix * pymupdf.Matrix(zoom, zoom)
    small = page.get_pixmap(matrix=matrix, colorspace=pymupdf.csGRAY, alpha=False, annots=False)
    shades = np.frombuffer(small.samples_mv, dtype=np.uint8).reshape(small.height, small.stride).copy()
    x0, y0, x1, y1 = (round(value * zoom) for value in _corners(picture))
    # a pixel on the edge is half picture
    shades[max(0, y0 - 1 - small.y) : y1 + 1 - small.y, max(0, x0 - 1 - small.x) : x1 + 1 - small.x] = _WHITE
    return bool(shades.min() == _WHITE)


def _within(inner: Box, outer: Box) -> bool:
    return _close(inner.meet(outer), inner)


def _apart(boxes: list[Box]) -> tuple[Box, ...]:
    """Return the boxes with those that touch joined."""
    apart: list[Box] = []
    for box in boxes:
        grown = box
        while touching := [other for other in apart if grown.meet(other).width >= 0 and grown.meet(other).height >= 0]:
            apart = [other for other in apart if other not in touching]
            grown = joined((grown, *touching))
        apart.append(grown)
    return tuple(apart)


def _turned(box: Box, matrix: pymupdf.Matrix) -> Box:
    return _box(pymupdf.Rect(*_corners(box)) * matrix)


def _box(rect: pymupdf.Rect) -> Box:
    return Box(float(rect.x0), float(rect.y0), float(rect.x1), float(rect.y1))


def _corners(box: Box) -> tuple[float, float, float, float]:
    return box.x0, box.y0, box.x1, box.y1
