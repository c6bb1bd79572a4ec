"""The spool: where a submitted stream lies, hashed, until it is in the blob store or refused."""

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from io import RawIOBase
from pathlib import Path
from typing import BinaryIO, NoReturn
from uuid import uuid4

from service.errors import RefusedError
from storage.errors import StoreFullError

_CHUNK_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Spooled:
    """A stream that lies in the spool: where, its SHA-256 (lower-case hexadecimal), its size in bytes."""

    path: Path
    sha256: str
    size: int


def spool(open_stream: Callable[[], AbstractContextManager[BinaryIO]], folder: Path, max_bytes: int) -> Spooled:
    """Copy a stream into the folder while hashing it. Nothing is left behind when it is refused.

    :raises RefusedError: ``not_found`` where it cannot be read, ``changed`` where it is a file that was written
        meanwhile, ``empty_file``, ``too_large``.
    :raises StoreFullError: when the spool has no room.
    """
    path = folder / uuid4().hex
    try:
        with _readable(), open_stream() as stream:
            seen = _state(stream)
            spooled = _copied(stream, path, max_bytes)
            if _state(stream) != seen:
                refuse("changed")
        if not spooled.size:
            refuse("empty_file")
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return spooled


def _copied(stream: BinaryIO, path: Path, max_bytes: int) -> Spooled:
    digest, size = hashlib.sha256(), 0
    with _writable(), path.open("xb", buffering=0) as out:
        while chunk := _chunk(stream):
            size += len(chunk)
            if size > max_bytes:
                refuse("too_large")
            digest.update(chunk)
            _write_whole(out, chunk)
    return Spooled(path, digest.hexdigest(), size)


def _write_whole(out: RawIOBase, chunk: bytes) -> None:
    """Write all of it: where a disk has room for a part only, the system writes that part and says nothing."""
    left = memoryview(chunk)
    while left:
        left = left[out.write(left) or 0 :]


def _chunk(stream: BinaryIO) -> bytes:
    with _readable():
        return stream.read(_CHUNK_BYTES)


@contextmanager
def _readable() -> Iterator[None]:
    """Refuse the file where its stream breaks: that is the submitter's matter."""
    try:
        yield
    except OSError as error:
        refuse("not_found", error)


@contextmanager
def _writable() -> Iterator[None]:
    """Say that there is no room where the spool breaks: that is ours."""
    try:
        yield
    except OSError as error:
        raise StoreFullError(str(error)) from error


def refuse(code: str, cause: Exception | None = None) -> NoReturn:
    """Refuse a file.

    :raises RefusedError: always.
    """
    raise RefusedError(code) from cause


def _state(file: BinaryIO) -> tuple[int, int] | None:
    """Return size and time of change of a file; None of a stream that is none."""
    try:
        found = os.fstat(file.fileno())
    except (AttributeError, OSError):
        return None
    return found.st_size, found.st_mtime_ns
