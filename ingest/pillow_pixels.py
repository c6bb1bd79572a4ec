"""Any Pillow picture, of whatever mode, as gray or BGR pixels over white paper."""

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, TiffImagePlugin
from PIL.ExifTags import Base

from ingest.page import Pixels

_OPAQUE = 255
_STRIP = 512
_SIGNED = 2  # TIFF 6.0, SampleFormat


def pixels_of(image: Image.Image) -> Pixels:
    """Return the decoded picture: one channel where it has no colour, three in the order blue, green, red otherwise.

    Transparent parts show white. Samples of more than eight bits are scaled by the range of their type; floating
    point by 0-1, or by the range found where it goes beyond.
    """
    mode = image.mode
    if mode in {"1", "L"} and "transparency" not in image.info:
        return np.asarray(image.convert("L"), dtype=np.uint8)
    if mode.startswith("I") or mode == "F":
        return _deep(image)
    if mode == "LAB":
        return np.asarray(cv2.cvtColor(np.asarray(image), cv2.COLOR_LAB2BGR), dtype=np.uint8)
    if image.has_transparency_data:
        return _over_white(image.convert("RGBA"))
    if mode == "P" and _gray_palette(image):
        return np.asarray(image.convert("L"), dtype=np.uint8)
    colour = image if mode == "RGB" else image.convert("RGB")
    return _swapped(colour)


def _swapped(image: Image.Image) -> Pixels:
    """Return an RGB picture as BGR, strip by strip: a whole copy more would not fit beside an A3 scan of 600 dpi."""
    pixels = np.empty((image.height, image.width, 3), dtype=np.uint8)
    for top in range(0, image.height, _STRIP):
        bottom = min(top + _STRIP, image.height)
        strip = np.asarray(image.crop((0, top, image.width, bottom)))
        pixels[top:bottom] = cv2.cvtColor(strip, cv2.COLOR_RGB2BGR)
    return pixels


def _deep(image: Image.Image) -> Pixels:
    samples = np.asarray(image)
    low, high = _range(image, samples)
    scaled = (samples.astype(np.float32) - low) * (_OPAQUE / max(high - low, 1e-9))
    # not-a-number is no ink
    known = np.nan_to_num(scaled, nan=_OPAQUE, posinf=_OPAQUE, neginf=0)
    return np.asarray(known.clip(0, _OPAQUE).round(), dtype=np.uint8)


def _range(image: Image.Image, samples: NDArray[np.generic]) -> tuple[float, float]:
    if image.mode == "F":
        finite = samples[np.isfinite(samples)] if samples.size else samples
        low, high = (float(finite.min()), float(finite.max())) if finite.size else (0.0, 1.0)
        return (0.0, 1.0) if low >= 0 and high <= 1 else (low, high)
    bits, signed = 16, False
    if isinstance(image, TiffImagePlugin.TiffImageFile):
        bits = int(image.tag_v2.get(Base.BitsPerSample, (16,))[0])
        signed = int(image.tag_v2.get(Base.SampleFormat, (1,))[0]) == _SIGNED
    return (-(2.0 ** (bits - 1)), 2.0 ** (bits - 1) - 1) if signed else (0.0, 2.0**bits - 1)


def _over_white(image: Image.Image) -> Pixels:
    """Return an RGBA picture laid on white paper."""
    rgba = np.asarray(image)
    colour = np.asarray(cv2.cvtColor(rgba, cv2.COLOR_RGBA2BGR), dtype=np.uint8)
    alpha = rgba[..., 3]
    if int(alpha.min()) == _OPAQUE:
        return colour
    white = np.full_like(colour, _OPAQUE)
    share = cv2.merge([alpha, alpha, alpha]).astype(np.float32) / _OPAQUE
    mixed = colour.astype(np.float32) * share + white.astype(np.float32) * (1 - share)
    return mixed.round().astype(np.uint8)


def _gray_palette(image: Image.Image) -> bool:
    palette = np.asarray(image.getpalette("RGB") or [], dtype=np.uint8).reshape(-1, 3)
    return bool((palette[:, 0] == palette[:, 1]).all() and (palette[:, 1] == palette[:, 2]).all())
