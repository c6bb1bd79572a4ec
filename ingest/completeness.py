"""Whether a file that another program is writing has its end already, told by its bytes; nothing is decoded.

A scanner writes over a network for seconds, with pauses. A file that is taken too early would be refused as damaged, or
worse, read without its last pages.
"""

import os
from collections.abc import Iterator
from struct import Struct, error
from typing import BinaryIO, Literal

from ingest.errors import EmptyFileError, UnsupportedFormatError
from ingest.formats import HEAD_BYTES, Format, recognise

_TAIL_BYTES = 2048
"""The trailer may have company: readers look for ``%%EOF`` in the last 1024 bytes, scanners pad with zeros."""
_ENDS = {Format.PDF: b"%%EOF", Format.JPEG: b"\xff\xd9", Format.PNG: b"IEND\xaeB`\x82"}
_MOST_PICTURES = 20_000
_PLACES = {273: 279, 324: 325, 279: None, 325: None}
"""The tags of the offsets of strips and tiles, each with the tag of their lengths, and these."""
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 16: 8, 17: 8, 18: 8}
"""Bytes of one value, by the TIFF type."""


def is_complete(file: BinaryIO) -> bool:
    """Tell whether the last part of a file is there; of a format that is not taken in anyway, nothing more is awaited.

    An empty file is not complete. A damaged one may never be.
    """
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    head = file.read(HEAD_BYTES)
    try:
        found = recognise(head)
    except EmptyFileError:
        return False
    except UnsupportedFormatError:
        return True
    return _has_its_end(file, size, found, head)


def _has_its_end(file: BinaryIO, size: int, found: Format, head: bytes) -> bool:
    match found:
        case Format.TIFF:
            return _tiff_is_complete(file, size)
        case Format.WEBP:
            return size >= 8 + int.from_bytes(head[4:8], "little")
        case Format.BMP:
            return size >= int.from_bytes(head[2:6], "little")
        case Format.HEIC:
            return _boxes_are_complete(file, size)
        case _:
            file.seek(max(0, size - _TAIL_BYTES))
            return _ENDS[found] in file.read(_TAIL_BYTES)


def _boxes_are_complete(file: BinaryIO, size: int) -> bool:
    """Follow the boxes of an ISO base media file (ISO/IEC 14496-12 §4.2) to the end of the last one."""
    at = 0
    while at + 8 <= size:
        file.seek(at)
        head = file.read(16)
        length = int.from_bytes(head[:4], "big")
        if length == 1:
            length = int.from_bytes(head[8:16], "big")
        if length == 0:  # up to the end of the file, which nobody tells
            return True
        if length < 8:
            return False
        at += length
    return at == size


def _tiff_is_complete(file: BinaryIO, size: int) -> bool:
    """Tell whether every directory of the chain, and all that it points to, lies inside the file."""
    try:
        return all(end <= size for end in _tiff_ends(file, size))
    except (error, IndexError):  # a directory is cut off
        return False


def _tiff_ends(file: BinaryIO, size: int) -> Iterator[int]:
    """Yield where the parts of a TIFF end (TIFF 6.0 §2, and its enlargement BigTIFF)."""
    file.seek(0)
    start = file.read(16)
    order = "<" if start[:2] == b"II" else ">"
    big = start[2:4] in {b"+\0", b"\0+"}
    number, word = Struct(order + ("Q" if big else "H")), Struct(order + ("Q" if big else "I"))
    entry = Struct(order + ("HHQ8s" if big else "HHI4s"))
    (at,) = word.unpack_from(start, 8 if big else 4)
    for _ in range(_MOST_PICTURES):
        if at == 0:
            return
        yield at + number.size
        file.seek(at)
        (count,) = number.unpack(file.read(number.size))
        yield at + number.size + count * entry.size + word.size
        entries = file.read(min(count * entry.size, size))
        (following,) = word.unpack(file.read(word.size))
        yield from _picture_ends(file, [entry.unpack_from(entries, i * entry.size) for i in range(count)], order)
        at = following


def _picture_ends(file: BinaryIO, entries: list[tuple[int, int, int, bytes]], order: str) -> Iterator[int]:
    """Yield where the values outside a directory end, and where its last strip or tile does."""
    ending: Literal["little", "big"] = "little" if order == "<" else "big"
    last: dict[int, int] = {}
    for tag, kind, count, value in entries:
        each = _SIZES.get(kind, 1)
        at = int.from_bytes(value, ending)
        if each * count > len(value):
            yield at + each * count
        if tag in _PLACES and count:
            if each * count > len(value):
                file.seek(at + (count - 1) * each)
                value = file.read(each)  # noqa: PLW2901 - the last of the values, which lie elsewhere
            else:
                value = value[(count - 1) * each : count * each]  # noqa: PLW2901 - the same, here
            last[tag] = int.from_bytes(value, ending)
    for offsets, lengths in _PLACES.items():
        if lengths is not None and offsets in last:
            yield last[offsets] + last.get(lengths, 0)
