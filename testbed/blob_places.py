"""Places where blobs are kept, seen from outside: a store is opened on them, and harm is done behind its back."""

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO, RawIOBase
from pathlib import Path
from typing import BinaryIO, Protocol, cast

from storage.blobs import BlobKey, BlobStore
from storage.database import Database
from storage.fixity import FixityOptions, Stores, check_blobs
from storage.folder_blobs import FolderBlobs
from storage.minio_blobs import MinioBlobs
from storage.s3_client import S3Options, connect
from testbed.s3 import S3Store


class BlobPlace(Protocol):
    """A place for blobs. It can be handed to another process."""

    def open_store(self) -> BlobStore:
        """Return a store on this place."""

    def flip(self, key: BlobKey) -> None:
        """Flip a bit in the first byte of a blob; its size stays."""

    def truncate(self, key: BlobKey) -> None:
        """Cut the last byte off a blob."""

    def traces(self, key: BlobKey) -> int:
        """Return how many files, versions and markers of a blob there are."""


@dataclass(frozen=True, slots=True)
class FolderPlace:
    """A folder."""

    root: Path

    def open_store(self) -> FolderBlobs:
        """Return a store on this folder."""
        return FolderBlobs(self.root)

    def flip(self, key: BlobKey) -> None:
        """Flip a bit in the first byte of a file."""
        flip_file(self._file(key))

    def truncate(self, key: BlobKey) -> None:
        """Cut the last byte off a file."""
        os.truncate(self._file(key), self._file(key).stat().st_size - 1)

    def traces(self, key: BlobKey) -> int:
        """Return how many files bear the blob's name."""
        return sum(1 for path in self.root.rglob("*") if path.name.startswith(key.sha256))

    def _file(self, key: BlobKey) -> Path:
        return self.root / key.shelf / key.path


@dataclass(frozen=True, slots=True)
class S3Place:
    """Two buckets. Harm is done as somebody with the keys to the store would: by writing over an object."""

    options: S3Options

    @classmethod
    def on(cls, server: S3Store, name: str) -> "S3Place":
        """Return buckets of that name on a server; nothing is made yet."""
        options = S3Options(
            address=server.endpoint,
            access_key=server.access_key,
            secret_key=server.secret_key,
            is_secure=False,
            originals=f"{name}-originals",
            derivatives=f"{name}-derivatives",
        )
        return cls(options)

    def open_store(self) -> MinioBlobs:
        """Return a store on these buckets that renews every blob that is put again."""
        return MinioBlobs(self.options, renew_after=timedelta(0))

    def flip(self, key: BlobKey) -> None:
        """Write over an object with its first bit flipped."""
        content = self._content(key)
        self._write_over(key, bytes([content[0] ^ 1]) + content[1:])

    def truncate(self, key: BlobKey) -> None:
        """Write over an object with its last byte cut off."""
        self._write_over(key, self._content(key)[:-1])

    def traces(self, key: BlobKey) -> int:
        """Return how many versions and markers an object has."""
        _, client = connect(self.options)
        return len(client.version_ids(self.options.bucket(key.shelf), key.path))

    def _content(self, key: BlobKey) -> bytes:
        _, client = connect(self.options)
        answer = client.get_object(self.options.bucket(key.shelf), key.path)
        try:
            return answer.read()
        finally:
            answer.close()

    def _write_over(self, key: BlobKey, content: bytes) -> None:
        _, client = connect(self.options)
        metadata: dict[str, str | list[str] | tuple[str]] = {"sha256": key.sha256}
        bucket = self.options.bucket(key.shelf)
        client.put_object(bucket, key.path, BytesIO(content), len(content), metadata=metadata)


class SlowContent(RawIOBase):
    """Bytes that come a piece at a time; the first piece is told by making a file."""

    def __init__(self, pieces: Iterator[bytes], told: Path, seconds: float) -> None:
        super().__init__()
        self._pieces = pieces
        self._told = told
        self._seconds = seconds

    def read(self, _size: int = -1, /) -> bytes:
        """Return the next piece, late."""
        if self._told.exists():
            time.sleep(self._seconds)
        piece = next(self._pieces, b"")
        self._told.touch()
        return piece


def put_bytes(place: BlobPlace, key: BlobKey, content: bytes) -> int:
    """Put a blob from a process of its own and return its size."""
    store = place.open_store()
    size = store.put(key, BytesIO(content)).size
    store.close()
    return size


def put_slowly(place: BlobPlace, key: BlobKey, told: Path) -> None:
    """Put a blob whose bytes do not end before this process is killed."""
    pieces = (bytes(100_000) for _ in range(100_000))
    place.open_store().put(key, cast("BinaryIO", SlowContent(pieces, told, 0.02)))


def flip_file(path: Path) -> None:
    """Flip a bit in the first byte of a file, whatever its permissions; its times stay."""
    before = path.stat()
    path.chmod(0o600)
    with path.open("r+b") as file:
        first = file.read(1)[0]
        file.seek(0)
        file.write(bytes([first ^ 1]))
    path.chmod(before.st_mode & 0o777)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def check_here(url: str, place: BlobPlace, now: datetime) -> None:
    """Run fixity in a process of its own."""
    check_blobs(Database(url), Stores(place.open_store()), FixityOptions(), lambda: now)
