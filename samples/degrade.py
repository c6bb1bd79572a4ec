"""What scanners, telephones and years do to a clean picture; every change of place is reported as a homography."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from types import MappingProxyType

import cv2
import numpy as np
from numpy.typing import NDArray

from ingest.geometry import Box
from samples.truth import DPI, PIXELS_PER_POINT, Picture

Homography = NDArray[np.float64]
"""3 × 3: clean pixel (x, y, 1) to degraded pixel, up to scale; pixel edges are whole numbers."""

WHITE = (255, 255, 255)


@dataclass(frozen=True, slots=True)
class Degraded:
    """A picture as it would arrive, where each clean pixel went, and the resolution to write into its file."""

    picture: Picture
    homography: Homography
    dpi: int


def clean(picture: Picture, _seed: int) -> Degraded:
    """Return the picture as it is, 300 dpi."""
    return Degraded(picture, np.eye(3), DPI)


def office(picture: Picture, seed: int) -> Degraded:
    """Return a scan of an office machine: 200 dpi, crooked, tinted, noisy, the back shining through, JPEG 80."""
    rng = Random(f"office {seed}")
    lit = _blended(picture, _through(picture), 0.05)
    scaled = _scaled(lit, 200, rng.uniform(-0.8, 0.8))
    tinted = _tinted(scaled.picture, (rng.uniform(0.97, 0.99), rng.uniform(0.96, 0.985), rng.uniform(0.93, 0.96)))
    rough = _noisy(_soft(tinted, 0.55), 3.5, rng)
    return Degraded(_as_jpeg(rough, 80), scaled.homography, 200)


def hard(picture: Picture, seed: int) -> Degraded:
    """Return a bad original: even seeds a 150 dpi scan, odd seeds a telephone photograph on a dark desk; JPEG 60."""
    return _poor_scan(picture, seed) if seed % 2 == 0 else _photograph(picture, seed)


LEVELS: MappingProxyType[str, Callable[[Picture, int], Degraded]] = MappingProxyType(
    {"clean": clean, "office": office, "hard": hard}
)


def mapped(box: Box, homography: Homography) -> Box:
    """Return the box (points of the clean page) as the upright rectangle around it in degraded pixels."""
    edges = ((box.x0, box.y0), (box.x1, box.y0), (box.x1, box.y1), (box.x0, box.y1))
    corners = np.array([edges], dtype=np.float64) * PIXELS_PER_POINT
    there = cv2.perspectiveTransform(corners, homography)[0]
    (x0, y0), (x1, y1) = there.min(axis=0), there.max(axis=0)
    return Box(float(x0), float(y0), float(x1), float(y1))


def rotate_quarter(done: Degraded, turns: int) -> Degraded:
    """Return the picture turned clockwise by that many quarters."""
    height, width = done.picture.shape[:2]
    picture, homography = done.picture, done.homography
    for _ in range(turns % 4):
        turn = np.array([[0.0, -1.0, height], [1.0, 0.0, 0.0], [0.0, 0.0, 1.0]])
        picture, homography = np.ascontiguousarray(np.rot90(picture, -1)), turn @ homography
        height, width = width, height
    return Degraded(picture, homography, done.dpi)


def blank_verso(picture: Picture, seed: int) -> Picture:
    """Return the empty back of a sheet, 300 dpi: only its coloured ink shines through, mirrored and faint."""
    coloured = picture.max(axis=2).astype(np.int16) - picture.min(axis=2) > 60
    seal_only = np.where(coloured[..., None], picture, np.uint8(255))
    soft = _soft(np.ascontiguousarray(seal_only[:, ::-1]), 4)
    sheet = _blended(np.full_like(picture, 252), soft, 0.16)
    return _noisy(sheet, 1.5, Random(f"verso {seed}"))


def black_bar(picture: Picture, box: Box) -> Picture:
    """Return the picture with the box (points) struck out in black."""
    return _filled(picture, box, (8, 8, 8))


def white_patch(picture: Picture, box: Box) -> Picture:
    """Return the picture with the box (points) covered in white, as a paper stuck over it."""
    return _filled(picture, box, WHITE)


def faded_block(picture: Picture, box: Box, strength: float = 0.3) -> Picture:
    """Return the picture with the ink in the box (points) bleached to that share of its darkness."""
    done, (rows, columns) = picture.copy(), _window(box)
    done[rows, columns] = (255 - (255 - done[rows, columns].astype(np.float32)) * strength).astype(np.uint8)
    return done


def opaque_stamp(picture: Picture, box: Box, text: str = "DA NHAN") -> Picture:
    """Return the picture with a solid red stamp over the box (points): what was there cannot be seen any more."""
    done = _filled(picture, box, (176, 30, 40))
    (rows, columns), height = _window(box), box.height * PIXELS_PER_POINT
    place = (columns.start + 8, round((rows.start + rows.stop) / 2 + height * 0.18))
    cv2.putText(done, text, place, cv2.FONT_HERSHEY_DUPLEX, height / 60, (232, 200, 200), 2, cv2.LINE_AA)
    return done


def _poor_scan(picture: Picture, seed: int) -> Degraded:
    rng = Random(f"poor {seed}")
    lit = _blended(picture, _through(picture), 0.12)
    scaled = _scaled(lit, 150, rng.uniform(-2.0, 2.0))
    height, width = scaled.picture.shape[:2]
    shaded = _shaded(scaled.picture, np.linspace(0.80, 1.0, width)[None, :] * np.ones((height, 1)))
    tinted = _tinted(shaded, (0.95, 0.92, 0.84))
    return Degraded(_as_jpeg(_noisy(_soft(tinted, 0.6), 6.0, rng), 60), scaled.homography, 150)


def _photograph(picture: Picture, seed: int) -> Degraded:
    rng = Random(f"photograph {seed}")
    height, width = picture.shape[:2]
    to = (1750, 2330)
    places = ((0.06, 0.05), (0.94, 0.05), (0.95, 0.955), (0.05, 0.95))
    corners = [[(x + rng.uniform(-0.025, 0.025)) * to[0], (y + rng.uniform(-0.025, 0.025)) * to[1]] for x, y in places]
    source = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    homography = cv2.getPerspectiveTransform(source, np.array(corners, dtype=np.float32)).astype(np.float64)
    warped = _warped(_soft(picture, 0.8), homography, to, (62, 52, 46))
    across, down = np.meshgrid(np.linspace(0, 1, to[0]), np.linspace(0, 1, to[1]))
    slope = rng.choice((across, 1 - across)) * 0.6 + down * 0.4
    lit = _tinted(_shaded(warped, 1.0 - 0.42 * slope), (1.0, 0.94, 0.82))
    rough = _noisy(_soft(lit, 0.7), 4.5, rng)
    return Degraded(_as_jpeg(rough, 60), homography, 200)


def _scaled(picture: Picture, dpi: int, angle: float) -> Degraded:
    """Scale to the resolution and turn about the middle (degrees, counter-clockwise) in one resampling."""
    height, width = picture.shape[:2]
    factor = dpi / DPI
    to = (round(width * factor), round(height * factor))
    scale = np.diag([factor, factor, 1.0])
    turn = np.vstack([cv2.getRotationMatrix2D((to[0] / 2, to[1] / 2), angle, 1.0), [0.0, 0.0, 1.0]])
    homography = turn @ scale
    # dots smaller than a new pixel would flicker: blur by what the scale takes away
    soft = _soft(picture, 0.42 / factor)
    return Degraded(_warped(soft, homography, to, WHITE), homography, dpi)


def _warped(picture: Picture, homography: Homography, size: tuple[int, int], beyond: tuple[int, int, int]) -> Picture:
    # OpenCV counts from pixel centres, the homography from pixel edges
    half = np.array([[1.0, 0.0, 0.5], [0.0, 1.0, 0.5], [0.0, 0.0, 1.0]])
    centred = np.linalg.inv(half) @ homography @ half
    done = cv2.warpPerspective(
        picture, centred, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=beyond
    )
    return np.asarray(done, dtype=np.uint8)


def _soft(picture: Picture, sigma: float) -> Picture:
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), sigma), dtype=np.uint8)


def _through(picture: Picture) -> Picture:
    """Return the sheet's own print mirrored and soft, standing for what is printed on its back."""
    return _soft(np.ascontiguousarray(picture[:, ::-1]), 3)


def _blended(picture: Picture, over: Picture, share: float) -> Picture:
    lost = (255 - over.astype(np.float32)) * share
    return np.clip(picture - lost, 0, 255).astype(np.uint8)


def _tinted(picture: Picture, light: tuple[float, float, float]) -> Picture:
    return np.round(picture * np.array(light, dtype=np.float32)).astype(np.uint8)


def _shaded(picture: Picture, shade: NDArray[np.float64]) -> Picture:
    return np.round(picture * shade[..., None].astype(np.float32)).astype(np.uint8)


def _noisy(picture: Picture, sigma: float, rng: Random) -> Picture:
    grain = np.random.default_rng(rng.randrange(2**31)).standard_normal(picture.shape[:2], dtype=np.float32) * sigma
    return np.clip(picture + grain[..., None], 0, 255).astype(np.uint8)


def _as_jpeg(picture: Picture, quality: int) -> Picture:
    _, packed = cv2.imencode(".jpg", picture[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, quality])
    unpacked = np.asarray(cv2.imdecode(packed, cv2.IMREAD_COLOR), dtype=np.uint8)
    return np.ascontiguousarray(unpacked[..., ::-1])


def _window(box: Box) -> tuple[slice, slice]:
    x0, y0, x1, y1 = (round(edge * PIXELS_PER_POINT) for edge in (box.x0, box.y0, box.x1, box.y1))
    return slice(y0, y1), slice(x0, x1)


def _filled(picture: Picture, box: Box, colour: tuple[int, int, int]) -> Picture:
    done = picture.copy()
    done[_window(box)] = colour
    return done
