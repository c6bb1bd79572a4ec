"""Blobs as files in a folder of this machine or of a file server.

A blob is written under ``incoming``, brought to the disk, and only then renamed to its place; the name in its folder
is brought to the disk too before anybody hears that it is kept. Two fsyncs a blob, and they run well side by side.
Retention is an empty file beside the blob whose name tells the moment: it survives copying by any tool, and it costs
one fsync.
"""

import errno
import os
import re
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from io import BufferedReader, BytesIO
from pathlib import Path
from typing import BinaryIO

from storage.blobs import BlobInfo, BlobKey, Shelf
from storage.errors import (
    BlobDamagedError,
    BlobMissingError,
    BlobProtectedError,
    StorageError,
    StoreFullError,
    StoreUnavailableError,
)
from storage.proven_stream import CHUNK_BYTES, ProvenStream, chunks, drain
from storage.trial import trial_key

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_LEFTOVER_SECONDS = 86400  # a writer that has not written for a day is dead
_UNTIL = "%Y%m%dT%H%M%SZ"
_NAME = re.compile("[0-9a-f]{64}")


class FolderBlobs:
    """A blob store in a folder; made where it is missing, readable for its owner alone."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._incoming = root / "incoming"
        self._on_disk: set[Path] = set()  # folders whose names are known to be on the disk

    def put(self, key: BlobKey, content: BinaryIO, *, anew: bool = False) -> BlobInfo:
        """Keep the bytes; when this returns they are on the disk.

        :raises BlobDamagedError, StoreFullError, StoreUnavailableError: as ``BlobStore`` says.
        """
        stream = ProvenStream(content, key)
        path = self._path(key)
        with _translated():
            self._make_ready(path.parent)
            if anew or not self._is_renewed(key, path):
                self._write(stream, path)
            else:
                drain(stream)
            _sync_folder(path.parent)
            info = self.stat(key)
        if info is None:
            message = f"{key.shelf} {key.sha256}: deleted while it was put; put it again"
            raise StoreUnavailableError(message)
        return info

    def open(self, key: BlobKey) -> BufferedReader:
        """Open a blob for reading; at the end of the bytes their hash is proven.

        :raises BlobMissingError, BlobDamagedError, StoreUnavailableError: as ``BlobStore`` says.
        """
        with _translated():
            try:
                file = _ReadFile(self._path(key))
            except FileNotFoundError as error:
                raise _missing(key) from error
        return BufferedReader(ProvenStream(file, key, file.size, owner=True), CHUNK_BYTES)

    def stat(self, key: BlobKey) -> BlobInfo | None:
        """Return what is known of a blob, None where it is not there."""
        with _translated():
            try:
                found = self._path(key).stat()
            except FileNotFoundError:
                return None
            return BlobInfo(key, found.st_size, datetime.fromtimestamp(found.st_mtime, UTC))

    def protect(self, key: BlobKey, until: datetime) -> None:
        """Put a blob under retention. The latest moment counts.

        :raises BlobMissingError: when it is not there.
        """
        path = self._path(key)
        whole = until.astimezone(UTC) + timedelta(microseconds=999_999)  # rounded up: never shorter than asked
        with _translated():
            if not path.exists():
                raise _missing(key)
            mark = path.with_name(f"{path.name}.until-{whole.strftime(_UNTIL)}")
            os.close(os.open(mark, os.O_CREAT | os.O_WRONLY | os.O_CLOEXEC, 0o444))
            _sync_folder(path.parent)

    def delete(self, key: BlobKey) -> None:
        """Remove a blob.

        :raises BlobProtectedError: when its retention forbids it.
        """
        path = self._path(key)
        with _translated():
            marks = {mark: _until(mark) for mark in path.parent.glob(f"{path.name}.until-*")}
            if any(until > datetime.now(UTC) for until in marks.values()):
                message = f"{key.shelf} {key.sha256}: under retention until {max(marks.values()).isoformat()}"
                raise BlobProtectedError(message)
            self._remove(path, *marks)

    def blobs(self, shelf: Shelf) -> Iterator[BlobInfo]:
        """Yield every blob of a shelf."""
        with _translated():
            folders = sorted(folder for folder in (self._root / shelf).glob("??") if folder.is_dir())
        for folder in folders:
            with _translated():
                names = [entry.name for entry in os.scandir(folder) if _NAME.fullmatch(entry.name)]
            for name in names:
                if info := self.stat(BlobKey(shelf, name)):
                    yield info

    def examine(self) -> tuple[str, ...]:
        """Try to write, read, protect and delete. A folder has no versions: a name is never written over instead."""
        key, content = trial_key("originals")
        path = self._path(key)
        try:
            self.put(key, BytesIO(content))
            with self.open(key) as stream:
                stream.read()
            self.protect(key, datetime.now(UTC) + timedelta(seconds=60))
        except StorageError:
            return ("not_writable",)
        try:
            self.delete(key)
        except BlobProtectedError:
            with _translated():
                self._remove(path, *path.parent.glob(f"{path.name}.until-*"))
            return ()
        return ("lock_broken",)

    def close(self) -> None:
        """Do nothing: nothing is held between calls."""

    def _path(self, key: BlobKey) -> Path:
        return self._root / key.shelf / key.path

    def _make_ready(self, folder: Path) -> None:
        """Make a folder and what leads to it. What another process made is brought to the disk once, too."""
        if folder in self._on_disk:
            return
        if not self._on_disk:
            self._make_root()
        folder.mkdir(parents=True, exist_ok=True)
        _sync_folder(folder.parent)
        _sync_folder(self._root)
        self._on_disk.add(folder)

    def _make_root(self) -> None:
        if not self._root.is_dir():
            self._root.mkdir(mode=0o700, parents=True, exist_ok=True)
            _sync_folder(self._root.parent)
        self._incoming.mkdir(exist_ok=True)
        self._drop_leftovers()

    def _drop_leftovers(self) -> None:
        """Remove what writers that were killed have left."""
        for path in self._incoming.iterdir():
            with suppress(FileNotFoundError):  # another process drops them too
                if path.stat().st_mtime < time.time() - _LEFTOVER_SECONDS:
                    path.unlink()

    @staticmethod
    def _is_renewed(key: BlobKey, path: Path) -> bool:
        """Tell whether the blob is there, whole, and now counts as put now."""
        try:
            os.utime(path)
            with ProvenStream(_ReadFile(path), key, owner=True) as stream:
                drain(stream)
        except (FileNotFoundError, BlobDamagedError):
            return False
        return True

    def _write(self, stream: ProvenStream, path: Path) -> None:
        """Write under another name, bring to the disk, rename; whatever happens, the other name goes."""
        temporary = self._incoming / f"{path.name}.{secrets.token_hex(8)}"
        descriptor = os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC, 0o444)
        try:
            with os.fdopen(descriptor, "wb", buffering=0) as file:
                for chunk in chunks(stream):
                    _write_all(file.fileno(), chunk)
                os.fsync(file.fileno())
            temporary.replace(path)
        except BaseException:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
            raise

    @staticmethod
    def _remove(*paths: Path) -> None:
        for path in paths:
            path.unlink(missing_ok=True)
        with suppress(FileNotFoundError):
            _sync_folder(paths[0].parent)


class _ReadFile:
    """A file opened for reading from its beginning to its end."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb", buffering=0)
        self.size = os.fstat(self._file.fileno()).st_size

    def read(self, size: int, /) -> bytes:
        with _translated():
            return self._file.read(size) or b""

    def close(self) -> None:
        self._file.close()


@contextmanager
def _translated() -> Iterator[None]:
    """Turn the operating system's errors into this room's."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise StoreFullError(str(error)) from error
        raise StoreUnavailableError(str(error)) from error


def _missing(key: BlobKey) -> BlobMissingError:
    return BlobMissingError(f"{key.shelf} {key.sha256}: not there")


def _until(mark: Path) -> datetime:
    """Return the moment that the name of a mark tells; one that cannot be read protects for good."""
    try:
        return datetime.strptime(mark.name.partition(".until-")[2], _UNTIL).replace(tzinfo=UTC)
    except ValueError:
        return datetime.max.replace(tzinfo=UTC)


def _write_all(descriptor: int, data: bytes) -> None:
    """Write all of it: a disk that fills takes a part first, and tells at the next call."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def _sync_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
