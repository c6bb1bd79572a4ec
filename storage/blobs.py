"""What a blob store promises. A blob is named by the SHA-256 of its bytes and is never changed.

Two implementations ship: ``storage.folder_blobs`` and ``storage.minio_blobs``; one suite of tests holds for both.
"""

import re
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO, Literal, Protocol

Shelf = Literal["originals", "derivatives"]
"""Originals are versioned and can be put under retention; derivatives can be made again."""

SHELVES: tuple[Shelf, ...] = ("originals", "derivatives")

_SHA256 = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class BlobKey:
    """The name of a blob: its shelf and the SHA-256 of its bytes (64 lower-case hexadecimal digits).

    :raises ValueError: when it is none, so that no name can lead out of the store.
    """

    shelf: Shelf
    sha256: str

    def __post_init__(self) -> None:
        if self.shelf not in SHELVES or not _SHA256.fullmatch(self.sha256):
            message = "no name of a blob"
            raise ValueError(message)

    @property
    def path(self) -> str:
        """Return the name within the shelf, spread over 256 folders: ``ab/abcd…``.

        One level is enough for millions, and a second one would cost most puts the making of a folder on the disk.
        """
        return f"{self.sha256[:2]}/{self.sha256}"


@dataclass(frozen=True, slots=True)
class BlobInfo:
    """What is known of a stored blob: its size in bytes and when it was put last (UTC)."""

    key: BlobKey
    size: int
    stored_at: datetime


class BlobStore(Protocol):
    """Keeps blobs. Safe between processes and threads; memory does not grow with the size of a blob."""

    def put(self, key: BlobKey, content: BinaryIO, *, anew: bool = False) -> BlobInfo:
        """Keep the bytes; when this returns they are on the disk of the store.

        A blob that is there already, whole, is kept as it is and counts as put now (``stored_at``); one under
        retention may keep its time, since nothing can sweep it away. One that is there damaged is replaced, where the
        store can see that without reading all of it; ``anew`` replaces it in any case.

        :raises BlobDamagedError: when the bytes hash to something else; nothing is kept then.
        :raises StoreFullError, StoreUnavailableError: when they could not be kept.
        """

    def open(self, key: BlobKey) -> AbstractContextManager[BinaryIO]:
        """Open a blob for reading. At the end of the bytes their hash is proven.

        :raises BlobMissingError: when it is not there; BlobDamagedError, by the ``read`` that meets the end.
        :raises StoreUnavailableError: at any moment.
        """

    def stat(self, key: BlobKey) -> BlobInfo | None:
        """Return what is known of a blob, None where it is not there; the bytes are not read."""

    def protect(self, key: BlobKey, until: datetime) -> None:
        """Put an original under retention: nobody can delete or overwrite it before ``until``. Never shortens.

        :raises BlobMissingError: when it is not there.
        """

    def delete(self, key: BlobKey) -> None:
        """Remove a blob with all its versions; one that is not there is no error.

        :raises BlobProtectedError: when its retention forbids it.
        """

    def blobs(self, shelf: Shelf) -> Iterator[BlobInfo]:
        """Yield every blob of a shelf, in any order; what is put or deleted meanwhile may be missing or not."""

    def examine(self) -> tuple[str, ...]:
        """Try what keeping needs (write, read, versions, retention, refusal to delete); return codes of what fails.

        Codes: ``no_versions``, ``no_lock``, ``lock_broken``, ``not_writable``. Leaves nothing but what retention of a
        few seconds keeps.
        """

    def close(self) -> None:
        """Release connections."""
