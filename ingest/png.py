"""Decodes gray and colour PNGs fast, and never returns half of one."""

import zlib
from collections.abc import Iterator

import cv2
import numpy as np

from ingest.page import Pixels

_SIGNATURE = b"\x89PNG\r\n\x1a\n"


def is_whole(data: bytes) -> bool:
    """Tell whether all chunks of a PNG are there up to its end, with right checksums.

    OpenCV paints what is missing black and says nothing: it only gets files that miss nothing.
    """
    last = b""
    for kind, body, checksum in _chunks(data):
        if zlib.crc32(body, zlib.crc32(kind)) != checksum:
            return False
        last = kind
    return last == b"IEND"


def _chunks(data: bytes) -> Iterator[tuple[bytes, memoryview, int]]:
    """Yield (type, contents, stated checksum) until the end or the first chunk that is cut off."""
    view, place = memoryview(data), len(_SIGNATURE)
    while place + 12 <= len(data):
        length = int.from_bytes(view[place : place + 4], "big")
        end = place + 8 + length
        if end + 4 > len(data):
            return
        kind = bytes(view[place + 4 : place + 8])
        yield kind, view[place + 8 : end], int.from_bytes(view[end : end + 4], "big")
        if kind == b"IEND":
            return
        place = end + 4


def decode_png(data: bytes, *, colour: bool) -> Pixels | None:
    """Return the pixels of a whole gray or RGB PNG of 8 bits without transparency: one channel, or BGR.

    None when OpenCV gives up, be it for what the file says or for want of memory: it does not tell which.
    """
    flags = (cv2.IMREAD_COLOR if colour else cv2.IMREAD_GRAYSCALE) | cv2.IMREAD_IGNORE_ORIENTATION
    pixels = cv2.imdecode(np.frombuffer(data, dtype=np.uint8), flags)
    return None if pixels is None else np.asarray(pixels, dtype=np.uint8)
