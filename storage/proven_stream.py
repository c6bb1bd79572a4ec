"""Bytes on their way in or out of a store, and the proof that they are the right ones."""

import hashlib
import io
from collections.abc import Iterator
from typing import Protocol, final

from storage.blobs import BlobKey
from storage.errors import BlobDamagedError

CHUNK_BYTES = 1 << 20


class Source(Protocol):
    """What bytes come from."""

    def read(self, size: int, /) -> bytes:
        """Return at most so many bytes, none at the end."""

    def close(self) -> None:
        """Release what is held."""


@final
class ProvenStream(io.RawIOBase):
    """Hands on the bytes of a source and hashes them; who reads to the end knows that they are right.

    Where the size is known, the last bytes are proven before they are handed out, so that a reader that stops there
    without asking for more is safe too. Every read from then on raises BlobDamagedError where they are wrong.
    Closing it leaves the source open, unless it is told to own it.
    """

    def __init__(self, source: Source, key: BlobKey, size: int | None = None, *, owner: bool = False) -> None:
        super().__init__()
        self._source = source
        self._key = key
        self._size = size
        self._owner = owner
        self._digest = hashlib.sha256()
        self.seen = 0
        """Bytes handed on so far."""

    def readable(self) -> bool:
        """Return that it is for reading."""
        return True

    def readinto(self, buffer: bytearray | memoryview, /) -> int:  # type: ignore[override]  # any buffer, says typeshed
        """Fill the buffer with the next bytes.

        :raises BlobDamagedError: at the end of bytes that are not those that the key promises.
        """
        if not buffer:
            return 0
        data = self._source.read(len(buffer))
        self._digest.update(data)
        self.seen += len(data)
        is_end = self.seen >= self._size if self._size is not None else False
        if (is_end or not data) and self._digest.hexdigest() != self._key.sha256:
            message = f"{self._key.shelf} {self._key.sha256}: the bytes are others"
            raise BlobDamagedError(message)
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        """Close the source too, where it is owned."""
        if self._owner and not self.closed:
            self._source.close()
        super().close()


def chunks(stream: ProvenStream) -> Iterator[bytes]:
    """Yield the bytes piece by piece; the end comes only where they are proven."""
    while chunk := stream.read(CHUNK_BYTES):
        yield chunk


def drain(stream: ProvenStream) -> None:
    """Read to the end for the proof alone."""
    for _ in chunks(stream):
        pass
