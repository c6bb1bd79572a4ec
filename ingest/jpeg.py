"""Decodes gray and colour JPEGs fast, and never returns half of one."""

from io import BytesIO
from typing import Literal

import cv2
import numpy as np
from PIL.JpegImagePlugin import JpegImageFile

from ingest.errors import PageDamagedError
from ingest.page import Pixels

Factor = Literal[1, 2, 4]
"""By how much width and height shrink during decoding."""

_FACTORS: tuple[Factor, ...] = (4, 2)
_END = b"\xff\xd9"
_FLAGS = {
    (False, 1): cv2.IMREAD_GRAYSCALE,
    (False, 2): cv2.IMREAD_REDUCED_GRAYSCALE_2,
    (False, 4): cv2.IMREAD_REDUCED_GRAYSCALE_4,
    (True, 1): cv2.IMREAD_COLOR,
    (True, 2): cv2.IMREAD_REDUCED_COLOR_2,
    (True, 4): cv2.IMREAD_REDUCED_COLOR_4,
}


def reduction(dpi: float, max_dpi: float) -> Factor:
    """Return by how much a JPEG of this resolution may shrink while it is decoded and keep ``max_dpi``."""
    spare = dpi / max_dpi
    return next((factor for factor in _FACTORS if spare >= factor), 1)


def decode_jpeg(data: bytes, *, colour: bool, factor: Factor = 1) -> Pixels:
    """Return the pixels as stored, orientation not applied: one channel, or blue, green, red for ``colour``.

    OpenCV paints the missing part of a cut JPEG gray and says nothing: a file that does not end as it should is first
    decoded by Pillow, which does not forgive.

    :raises PageDamagedError: when OpenCV cannot decode it (Pillow's own errors pass).
    """
    if not data.rstrip(b"\0\r\n ").endswith(_END):
        _decode_strictly(data)
    pixels = cv2.imdecode(np.frombuffer(data, dtype=np.uint8), _FLAGS[colour, factor] | cv2.IMREAD_IGNORE_ORIENTATION)
    if pixels is None:
        _decode_strictly(data)  # tells a want of memory from a broken file
        message = "not decodable"
        raise PageDamagedError(message)
    return np.asarray(pixels, dtype=np.uint8)


def _decode_strictly(data: bytes) -> None:
    with JpegImageFile(BytesIO(data)) as image:
        image.load()
