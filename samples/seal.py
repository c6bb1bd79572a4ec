"""Ink over print: the agency's red round seal, a blue signature, the box stamp of incoming mail."""

import math
from random import Random

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from ingest.geometry import Box
from samples.canvas import Canvas
from samples.fonts import Colour, Face, font_file
from samples.truth import PIXELS_PER_POINT, Mark, Picture

RED: Colour = (214, 44, 52)
BLUE: Colour = (38, 58, 160)
VIOLET: Colour = (92, 62, 158)

SEAL_RADIUS = 49.6
"""Points: provincial and district bodies use a seal of 35 mm."""


def seal(canvas: Canvas, centre: tuple[float, float], ring: str, foot: str) -> None:
    """Press a round seal: ``ring`` runs over the top, ``foot`` along the bottom, a star stands in the middle."""
    box = Box(centre[0] - SEAL_RADIUS, centre[1] - SEAL_RADIUS, centre[0] + SEAL_RADIUS, centre[1] + SEAL_RADIUS)
    canvas.ink(seal_picture(ring, foot), Mark("seal", box, f"{ring} {foot}"))


def seal_picture(ring: str, foot: str) -> Picture:
    """Return the seal alone, red on white, 300 dpi."""
    side = round(2 * SEAL_RADIUS * PIXELS_PER_POINT)
    cover = Image.new("L", (side, side))
    pen = ImageDraw.Draw(cover)
    middle = side / 2
    for radius, width in ((0.98, 9), (0.92, 3), (0.66, 4)):
        reach = radius * middle
        pen.ellipse([middle - reach, middle - reach, middle + reach, middle + reach], outline=255, width=width)
    pen.polygon(_star(middle, 0.36 * middle), fill=255)
    font = ImageFont.truetype(font_file(Face(1, bold=True)), 40, layout_engine=ImageFont.Layout.BASIC)
    _arc(cover, ring, font, upward=True)
    _arc(cover, foot, font, upward=False)
    return _tinted(np.asarray(cover), RED, worn=Random(ring))


def signature(canvas: Canvas, box: Box, rng: Random) -> None:
    """Write a signature with a blue pen: a few loops and a long stroke, within the box."""
    height, width = (round(value * PIXELS_PER_POINT) for value in (box.height, box.width))
    cover = np.zeros((height, width), dtype=np.uint8)
    phase, loops, lift = rng.uniform(0, 6), rng.uniform(3.2, 5.0), rng.uniform(0.16, 0.28)
    steps = np.linspace(0.0, 1.0, 400)
    across = 0.08 + 0.62 * steps + 0.07 * np.cos(2 * math.pi * loops * steps + phase)
    down = 0.52 + lift * (1.1 - steps) * np.sin(2 * math.pi * loops * steps + phase)
    _stroke(cover, across, down)
    _stroke(cover, 0.12 + 0.84 * steps, 0.74 - 0.5 * steps**1.6 + 0.05 * np.sin(7 * steps))
    canvas.ink(_tinted(cover, BLUE, worn=None), Mark("signature", box, ""))


def incoming_stamp(canvas: Canvas, corner: tuple[float, float], rows: tuple[str, ...]) -> None:
    """Stamp the framed box of the mail room (violet, a little crooked); rows are set one below the other."""
    size, leading = 11.0, 16.0
    box = Box(corner[0], corner[1], corner[0] + 118.0, corner[1] + leading * len(rows) + 18.0)
    height, width = (round(value * PIXELS_PER_POINT) for value in (box.height, box.width))
    cover = Image.new("L", (width, height))
    pen = ImageDraw.Draw(cover)
    pen.rectangle([16, 16, width - 17, height - 17], outline=255, width=6)
    font = ImageFont.truetype(
        font_file(Face(size, bold=True)), size * PIXELS_PER_POINT, layout_engine=ImageFont.Layout.BASIC
    )
    for number, row in enumerate(rows):
        pen.text((width / 2, (number + 1.15) * leading * PIXELS_PER_POINT), row, fill=255, font=font, anchor="ms")
    turned = cover.rotate(1.2, resample=Image.Resampling.BICUBIC)
    canvas.ink(_tinted(np.asarray(turned), VIOLET, worn=Random(rows[0])), Mark("stamp", box, "\n".join(rows)))


def _star(middle: float, reach: float) -> list[tuple[float, float]]:
    points = []
    for corner in range(10):
        angle, radius = math.radians(36 * corner - 90), reach * (0.4 if corner % 2 else 1.0)
        points.append((middle + radius * math.cos(angle), middle + radius * math.sin(angle)))
    return points


def _arc(cover: Image.Image, text: str, font: ImageFont.FreeTypeFont, *, upward: bool) -> None:
    """Set letters along the ring, each turned to stand on it."""
    middle = cover.width / 2
    radius = 0.79 * middle
    total = sum(font.getlength(letter) + 3 for letter in text)
    at = -total / 2
    for letter in text:
        width = font.getlength(letter)
        angle = (at + width / 2) / radius
        at += width + 3
        tile = Image.new("L", (90, 90))
        ImageDraw.Draw(tile).text((45, 45), letter, fill=255, font=font, anchor="mm")
        turned = tile.rotate(-math.degrees(angle) if upward else math.degrees(angle), resample=Image.Resampling.BICUBIC)
        x = middle + radius * math.sin(angle) - 45
        y = middle + (-radius if upward else radius) * math.cos(angle) - 45
        cover.paste(255, (round(x), round(y)), turned)


def _stroke(cover: Picture, across: NDArray[np.float64], down: NDArray[np.float64]) -> None:
    height, width = cover.shape[:2]
    points = np.stack([across * width, down * height], axis=1)
    whole = [np.round(points * 16).astype(np.int32)]
    cv2.polylines(cover, whole, isClosed=False, color=255, thickness=6, lineType=cv2.LINE_AA, shift=4)


def _tinted(cover: Picture, colour: Colour, worn: Random | None) -> Picture:
    """Turn cover (0 nothing, 255 full) into transparent ink; worn ink is uneven, as a rubber stamp leaves it."""
    strength = cover.astype(np.float32) / 255
    if worn is not None:
        grain = np.random.default_rng(worn.randrange(2**31)).random(cover.shape, dtype=np.float32)
        patches = cv2.GaussianBlur(grain, (0, 0), 9)
        strength = strength * np.clip(0.9 + 14 * (patches - 0.5), 0.45, 1.0)
    paper = np.full((*cover.shape, 3), 255, dtype=np.float32)
    ink = np.array(colour, dtype=np.float32)
    return np.round(paper + (ink - paper) * strength[..., None]).astype(np.uint8)
