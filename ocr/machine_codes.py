"""QR codes on pictures: what they say, where they stand, and the picture without them.

Only ISO/IEC 18004 model 2 is read: it is what TCVN 7322 and the papers' rules name (TT 01/2023/TT-VPCP, căn cước, GCN).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import zxingcpp
from numpy.typing import NDArray

from ingest.geometry import POINTS_PER_INCH, Box, Turn
from ingest.page import Page, Picture, Pixels
from ocr.cleanup.colour import in_gray, without_colour
from ocr.page_text import MachineCode
from ocr.region import Region

_ENOUGH_DPI = 320.0  # a module of a code 15 mm wide has 4 pixels then; finer pictures only cost time
_ENLARGED = 3  # codes of 2 pixels a module, soft from the scanner: sharpened at 3 times the size half of them are read
_QUIET = 0.12  # of its side around a code: white that the search needs
_MARGIN = 0.03  # of its side: the blur around a code
_LEAST_SIDE = 14.0  # points: what looks like a code and is smaller is none (the smallest in use has 28)

_MOST_UNEQUAL = 1.5  # times as long as the shortest side of a square is its longest, in a slanting photograph

Corner = tuple[float, float]
Corners = tuple[Corner, Corner, Corner, Corner]
Points = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class SeenCode:
    """A code on a picture: its text (None: it could not be read) and its four corners in pixels, clockwise."""

    text: str | None
    corners: Corners

    @property
    def edges(self) -> tuple[float, float, float, float]:
        """Return x0, y0, x1, y1 of the upright rectangle around it."""
        across, down = zip(*self.corners, strict=True)
        return min(across), min(down), max(across), max(down)

    def box(self, dpi: float, origin: Corner = (0.0, 0.0)) -> Box:
        """Return its place in points, on a picture whose first pixel lies at ``origin`` (points)."""
        x0, y0, x1, y1 = (edge * POINTS_PER_INCH / dpi for edge in self.edges)
        return Box(origin[0] + x0, origin[1] + y0, origin[0] + x1, origin[1] + y1)


@dataclass(frozen=True, slots=True)
class PageCodes:
    """The codes of a page, read or only seen, in points of the viewed page."""

    read: tuple[MachineCode, ...] = ()
    unread: tuple[Box, ...] = ()

    @property
    def boxes(self) -> tuple[Box, ...]:
        """Return the places of all of them."""
        return (*(code.box for code in self.read), *self.unread)

    @property
    def regions(self) -> tuple[Region, ...]:
        """Return the places of codes that could not be read."""
        return tuple(Region("code", box) for box in self.unread)

    def turned(self, turn: Turn, width: float, height: float) -> "PageCodes":
        """Return the same after their page of that size (points) was turned clockwise."""
        return PageCodes(
            tuple(MachineCode(code.text, code.box.turned(turn, width, height)) for code in self.read),
            tuple(box.turned(turn, width, height) for box in self.unread),
        )


def codes_on(picture: Picture) -> tuple[SeenCode, ...]:
    """Return the codes on a picture in whatever way up, top to bottom; about 10 ms for A4 in colour at 300 dpi."""
    gray = _without_red(picture.pixels)
    found = _searched(_halved(gray), 0.5) if picture.dpi > _ENOUGH_DPI else _searched(gray)
    codes = [code for code in found if code.text is not None]
    for code in found:
        if code.text is None and _is_square(code, picture.dpi) and not any(_meet(code, other) for other in codes):
            codes.append(_looked_at_again(code, picture.pixels))
    return tuple(sorted(codes, key=lambda code: (code.edges[1], code.edges[0])))


def page_codes(seen: Sequence[SeenCode], dpi: float, origin: Corner = (0.0, 0.0)) -> PageCodes:
    """Return codes seen on a picture (or on a part of a page that begins at ``origin``) in points of the page."""
    return PageCodes(
        tuple(MachineCode(code.text, code.box(dpi, origin)) for code in seen if code.text is not None),
        tuple(code.box(dpi, origin) for code in seen if code.text is None),
    )


def drawn_codes(page: Page) -> PageCodes:
    """Return the codes of a page that carries its own text, from the few places of it that look like one."""
    found = [page_codes(codes_on(block.picture), block.picture.dpi, block.corner) for block in page.blocks]
    return PageCodes(
        tuple(code for codes in found for code in codes.read), tuple(box for codes in found for box in codes.unread)
    )


def without_codes(picture: Picture, seen: Sequence[SeenCode]) -> Picture:
    """Return a picture with paper where codes stood: their modules are no letters, and nothing that was missed."""
    if not seen:
        return picture
    pixels = picture.pixels.copy()
    for code in seen:
        cv2.fillConvexPoly(pixels, _grown(code.corners, 1 + 2 * _MARGIN).round().astype(np.int32), _paper(pixels, code))
    return Picture(pixels, picture.dpi)


def _searched(gray: Pixels, scale: float = 1.0, origin: Corner = (0.0, 0.0)) -> list[SeenCode]:
    """Return the codes of a picture (scaled so, of a part that begins at ``origin``), also those with errors."""
    found = zxingcpp.read_barcodes(
        np.ascontiguousarray(gray),
        formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCodeModel2),
        try_rotate=False,  # the search finds them in any direction
        try_downscale=False,
        try_invert=False,
        return_errors=True,
    )
    return [SeenCode(_text(code) if code.valid else None, _corners(code.position, scale, origin)) for code in found]


def _without_red(pixels: Pixels) -> Pixels:
    """Return the red channel: the ink of seals is as light as paper in it, codes of any other colour are dark."""
    return pixels if pixels.ndim == 2 else np.asarray(cv2.extractChannel(pixels, 2), dtype=np.uint8)


def _text(code: zxingcpp.Barcode) -> str:
    """Return what a code says: its bytes as UTF-8, whatever it declares, as the makers of these papers do."""
    try:
        return code.bytes.decode("utf-8")
    except UnicodeDecodeError:
        return str(code.text)


def _corners(position: zxingcpp.Position, scale: float, origin: Corner) -> Corners:
    points = (position.top_left, position.top_right, position.bottom_right, position.bottom_left)
    first, second, third, fourth = ((origin[0] + point.x / scale, origin[1] + point.y / scale) for point in points)
    return first, second, third, fourth


def _looked_at_again(code: SeenCode, pixels: Pixels) -> SeenCode:
    """Return the code as read from one of several makings of its place, or as it was."""
    x0, y0, x1, y1 = code.edges
    quiet = round(_QUIET * max(x1 - x0, y1 - y0)) + 2
    left, top = max(0, round(x0) - quiet), max(0, round(y0) - quiet)
    part = pixels[top : round(y1) + quiet, left : round(x1) + quiet]
    for made in _makings(part):
        again = _searched(made, made.shape[0] / part.shape[0], (float(left), float(top)))
        if (read := next((one for one in again if one.text is not None), None)) is not None:
            return read
    return code


def _makings(part: Pixels) -> Iterator[Pixels]:
    """Yield a code's place enlarged and sharpened; the same without the coloured ink of a seal over it."""
    for gray in (in_gray(part), *((without_colour(part),) if part.ndim == 3 else ())):
        large = cv2.resize(gray, None, fx=_ENLARGED, fy=_ENLARGED, interpolation=cv2.INTER_CUBIC)
        soft = cv2.GaussianBlur(large, (0, 0), _ENLARGED)
        yield np.asarray(cv2.addWeighted(large, 2.0, soft, -1.0, 0), dtype=np.uint8)
        yield gray


def _halved(gray: Pixels) -> Pixels:
    return np.asarray(cv2.resize(gray, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def _is_square(code: SeenCode, dpi: float) -> bool:
    """Tell a place that may hold a code from three spots that only lie like its corners."""
    corners = np.array(code.corners)
    sides = np.linalg.norm(corners - np.roll(corners, 1, axis=0), axis=1)
    least = _LEAST_SIDE * dpi / POINTS_PER_INCH
    return bool(sides.min() >= least and sides.max() < _MOST_UNEQUAL * sides.min())


def _meet(one: SeenCode, two: SeenCode) -> bool:
    a, b = one.edges, two.edges
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _grown(corners: Sequence[Corner], factor: float) -> Points:
    """Return the corners moved away from their middle."""
    points = np.array(corners, dtype=np.float64)
    middle = points.mean(axis=0)
    return np.asarray(middle + (points - middle) * factor + np.sign(points - middle), dtype=np.float64)


def _paper(pixels: Pixels, code: SeenCode) -> tuple[float, ...]:
    """Return the colour of the paper around a code."""
    height, width = pixels.shape[:2]
    ring = np.rint(np.vstack([_along(_grown(code.corners, 1 + 2 * grown)) for grown in (0.06, 0.09)])).astype(int)
    across, down = ring[:, 0].clip(0, width - 1), ring[:, 1].clip(0, height - 1)
    around = pixels[down, across].reshape(len(ring), -1)
    return tuple(float(level) for level in np.median(around, axis=0))


def _along(corners: Points) -> Points:
    """Return points along the sides between corners."""
    steps = np.linspace(0, 1, 40, endpoint=False)[:, None]
    return np.vstack(
        [one + (two - one) * steps for one, two in zip(corners, np.roll(corners, -1, axis=0), strict=True)]
    )
