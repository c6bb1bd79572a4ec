"""What a pen, a stamp pad and a printer of codes leave on a form: handwriting, certified-copy stamps, QR codes."""

from dataclasses import dataclass
from itertools import pairwise
from random import Random
from types import MappingProxyType

import cv2
import numpy as np
import zxingcpp

from ingest.geometry import Box
from samples.canvas import Canvas, Column
from samples.fonts import Colour, Face
from samples.seal import BLUE
from samples.truth import PIXELS_PER_POINT, Mark, Picture

INK: tuple[Colour, ...] = (BLUE, (24, 34, 110), (30, 30, 34))

# strokes of each digit in a box one wide and one high, y downwards
DIGITS: MappingProxyType[str, tuple[tuple[tuple[float, float], ...], ...]] = MappingProxyType(
    {
        "0": (((0.6, 0.05), (0.1, 0.2), (0.05, 0.6), (0.3, 0.98), (0.8, 0.85), (0.95, 0.4), (0.7, 0.06), (0.5, 0.1)),),
        "1": (((0.25, 0.28), (0.6, 0.02), (0.5, 0.98)),),
        "2": (((0.1, 0.25), (0.4, 0.02), (0.85, 0.15), (0.7, 0.5), (0.1, 0.97), (0.5, 0.88), (0.95, 0.95)),),
        "3": (((0.15, 0.1), (0.75, 0.03), (0.8, 0.3), (0.4, 0.46), (0.9, 0.6), (0.75, 0.92), (0.1, 0.92)),),
        "4": (((0.45, 0.02), (0.1, 0.62), (0.95, 0.55)), ((0.7, 0.3), (0.58, 1.0))),
        "5": (((0.3, 0.1), (0.2, 0.45), (0.75, 0.4), (0.9, 0.7), (0.5, 1.0), (0.1, 0.9)), ((0.3, 0.1), (0.9, 0.0))),
        "6": (((0.75, 0.02), (0.25, 0.4), (0.1, 0.8), (0.45, 0.99), (0.85, 0.78), (0.6, 0.52), (0.15, 0.72)),),
        "7": (((0.1, 0.12), (0.9, 0.05), (0.5, 0.55), (0.35, 1.0)), ((0.3, 0.52), (0.8, 0.48))),
        "8": (((0.75, 0.2), (0.3, 0.0), (0.2, 0.3), (0.8, 0.65), (0.6, 1.0), (0.1, 0.9), (0.3, 0.5), (0.8, 0.1)),),
        "9": (((0.8, 0.2), (0.4, 0.04), (0.15, 0.3), (0.5, 0.5), (0.82, 0.2), (0.7, 0.7), (0.4, 1.0)),),
        "/": (((0.8, -0.05), (0.2, 1.1)),),
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pen:
    """A writer's pen and hand: colour, strokes in pixels of 300 dpi, how far letters lean."""

    colour: Colour
    thick: int
    slant: float


@dataclass(frozen=True, slots=True)
class Hand:
    """Something written by pen into a printed line: digits are drawn as digits, letters as a scribble."""

    text: str
    pen: Pen


def pen(rng: Random) -> Pen:
    """Return somebody's pen."""
    return Pen(rng.choice(INK), rng.randint(5, 7), rng.uniform(0.05, 0.25))


def hand_width(text: str, size: float) -> float:
    """Return the room that handwriting takes, in points."""
    return sum(0.62 if letter in DIGITS else 0.5 for letter in text) * size * 1.2 + 3


def write(canvas: Canvas, hand: Hand, place: tuple[float, float], size: float) -> None:
    """Write by pen from (x, baseline), larger than print of that size; no stroke is quite like another."""
    rng, width = Random(f"{hand.text} {place}"), hand_width(hand.text, size)
    size *= 1.2
    tall = size * 1.15
    box = Box(place[0], place[1] - tall, place[0] + width, place[1] + size * 0.35)
    cover = np.zeros((round(box.height * PIXELS_PER_POINT), round(box.width * PIXELS_PER_POINT)), dtype=np.uint8)
    x = 2.0
    for letter in hand.text:
        advance = (0.62 if letter in DIGITS else 0.5) * size
        high = size * rng.uniform(0.72, 0.9)
        lift = tall - high + rng.uniform(-0.6, 0.8)
        for stroke in DIGITS.get(letter) or _scribbled(letter, rng):
            spread = [
                (x + (u + rng.uniform(-0.05, 0.05) + hand.pen.slant * (1 - v)) * advance * 0.72, lift + v * high)
                for u, v in stroke
            ]
            _line(cover, _rounded(spread), hand.pen.thick if letter in DIGITS else 4)
        x += advance
    canvas.ink(_inked(cover, hand.pen.colour), Mark("handwriting", box, hand.text))


def mixed_line(canvas: Canvas, parts: tuple[str | Hand, ...], face: Face, column: Column, y: float) -> None:
    """Set one line of print with handwriting in it, aligned as the column says."""
    widths = [
        hand_width(part.text, face.size) if isinstance(part, Hand) else canvas.text_width(part.strip(), face)
        for part in parts
    ]
    spare = column.x1 - column.x0 - sum(widths) - 2.0 * (len(parts) - 1)
    x = column.x0 + {"center": spare / 2, "right": spare}.get(column.align, 0.0)
    for part, width in zip(parts, widths, strict=True):
        if isinstance(part, Hand):
            write(canvas, part, (x, y + 0.5), face.size)
        else:
            canvas.text(part, face, Column(x, x + width + 40), y)
        x += width + 2.0


def code(canvas: Canvas, payload: str, corner: tuple[float, float], side: float) -> None:
    """Print a QR code of that side (points); what it says is no word of the page."""
    made = zxingcpp.create_barcode(payload, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    modules = np.array(made.to_image(scale=1, add_quiet_zones=False))
    pixels = round(side * PIXELS_PER_POINT)
    grown = cv2.resize(modules, (pixels, pixels), interpolation=cv2.INTER_NEAREST)
    picture = np.repeat(np.asarray(grown, dtype=np.uint8)[..., None], 3, axis=2)
    canvas.ink(picture, Mark("code", Box(*corner, corner[0] + side, corner[1] + side), payload))


def _scribbled(letter: str, rng: Random) -> tuple[tuple[tuple[float, float], ...], ...]:
    """Return a few loops for a letter; capitals are higher."""
    if letter == " ":
        return ()
    top = 0.05 if letter.isupper() else 0.42
    turns = rng.randint(2, 3)
    points = [
        (0.1 + 0.9 * step / turns, (top if step % 2 else 0.95) + rng.uniform(-0.08, 0.08)) for step in range(turns + 1)
    ]
    return (tuple(points),)


def _rounded(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Cut the corners three times (Chaikin), as a pen does."""
    for _ in range(3):
        if len(points) < 3:
            return points
        cut = [points[0]]
        for (ax, ay), (bx, by) in pairwise(points):
            cut += [(0.75 * ax + 0.25 * bx, 0.75 * ay + 0.25 * by), (0.25 * ax + 0.75 * bx, 0.25 * ay + 0.75 * by)]
        points = [*cut, points[-1]]
    return points


def _line(cover: Picture, points: list[tuple[float, float]], thick: int) -> None:
    scaled = np.round(np.array(points) * PIXELS_PER_POINT * 16).astype(np.int32)
    cv2.polylines(cover, [scaled], isClosed=False, color=255, thickness=thick, lineType=cv2.LINE_AA, shift=4)


def _inked(cover: Picture, colour: Colour) -> Picture:
    strength = cv2.GaussianBlur(cover, (0, 0), 0.8).astype(np.float32)[..., None] / 255
    white, ink = np.float32(255), np.array(colour, dtype=np.float32)
    return np.asarray(np.round(white + (ink - white) * strength), dtype=np.uint8)


def frame(canvas: Canvas, edges: tuple[float, float, float, float], colour: Colour) -> None:
    """Press a rectangular frame of a stamp (points: left, top, right, bottom)."""
    box = Box(*edges)
    cover = np.zeros((round(box.height * PIXELS_PER_POINT), round(box.width * PIXELS_PER_POINT)), dtype=np.uint8)
    cv2.rectangle(cover, (3, 3), (cover.shape[1] - 4, cover.shape[0] - 4), 255, 5)
    canvas.ink(_inked(cover, colour), Mark("stamp", box, ""))
