"""Mirrors, turns and scales pixels; nothing here knows where they come from."""

import cv2
import numpy as np

from ingest.geometry import Turn
from ingest.page import Picture, Pixels

_ROTATIONS: dict[Turn, int] = {
    90: cv2.ROTATE_90_CLOCKWISE,
    180: cv2.ROTATE_180,
    270: cv2.ROTATE_90_COUNTERCLOCKWISE,
}

REDUCE_FROM = 1.9
"""A picture is reduced only when it has more than this many times the wanted resolution; less is not worth the time
and the blur."""


def oriented(pixels: Pixels, mirrored: bool, turn: Turn) -> Pixels:  # noqa: FBT001 - the pair is one orientation
    """Return the pixels mirrored left to right, when asked, and then turned clockwise."""
    if mirrored:
        pixels = np.asarray(cv2.flip(pixels, 1), dtype=np.uint8)
    if turn:
        pixels = np.asarray(cv2.rotate(pixels, _ROTATIONS[turn]), dtype=np.uint8)
    return pixels


def resized(pixels: Pixels, width: int, height: int) -> Pixels:
    """Return the pixels scaled to this size: averaged when it is smaller, interpolated when larger."""
    if (pixels.shape[1], pixels.shape[0]) == (width, height):
        return pixels
    shrinks = width <= pixels.shape[1] and height <= pixels.shape[0]
    way = cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(pixels, (max(1, width), max(1, height)), interpolation=way), dtype=np.uint8)


def reduced(picture: Picture, dpi: float) -> Picture:
    """Return the picture at this resolution, when it has more than ``REDUCE_FROM`` times as much."""
    if picture.dpi <= REDUCE_FROM * dpi:
        return picture
    factor = dpi / picture.dpi
    width, height = round(picture.pixels.shape[1] * factor), round(picture.pixels.shape[0] * factor)
    return Picture(resized(picture.pixels, width, height), dpi)


def gray_when_colourless(pixels: Pixels) -> Pixels:
    """Return one channel when the three are the same everywhere, else the pixels as they are."""
    if pixels.ndim == 2:
        return pixels
    blue, green, red = pixels[..., 0], pixels[..., 1], pixels[..., 2]
    # a coarse grid finds almost all colour at once
    if (blue[::16, ::16] != red[::16, ::16]).any():
        return pixels
    same = np.array_equal(blue, green) and np.array_equal(green, red)
    return np.ascontiguousarray(green) if same else pixels
