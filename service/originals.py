"""The original that a worker works on: fetched from the blob store, proven, and kept until another is wanted."""

import shutil
from pathlib import Path

from storage.blobs import BlobKey, BlobStore

_CHUNK_BYTES = 1 << 20


class OriginalsCache:
    """Holds one original, since the page jobs of a large file come one after another."""

    def __init__(self, blobs: BlobStore, folder: Path) -> None:
        self._blobs, self._folder = blobs, folder
        self._held: str | None = None

    def fetched(self, key: BlobKey) -> Path:
        """Return the path of an original; nothing but its bytes is in its folder's file ``original``.

        :raises storage.errors.StorageError: when it is missing, damaged, or the store does not answer.
        :raises OSError: when this machine has no room for it.
        """
        folder = self._folder / key.sha256
        path = folder / "original"
        if self._held == key.sha256 and path.exists():
            return path
        self._held = None
        shutil.rmtree(self._folder, ignore_errors=True)
        folder.mkdir(parents=True)
        with self._blobs.open(key) as stream, path.open("xb") as out:
            shutil.copyfileobj(stream, out, _CHUNK_BYTES)
        self._held = key.sha256
        return path
