"""Blobs as objects of any S3 store that has versions and object lock, through the ``minio`` client.

What differs between stores is not relied on: times of versions (versitygw tells nanoseconds, which the client cannot
read), default retention, the code of a refused deletion, deletion markers in answers, copies of an object onto itself.
Whether a deletion was refused is found out by looking.
"""

import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from io import BufferedReader, BytesIO
from typing import BinaryIO

from minio.datatypes import Object
from minio.error import S3Error
from minio.retention import Retention

from storage.blobs import BlobInfo, BlobKey, Shelf
from storage.errors import BlobMissingError, BlobProtectedError, StorageError, StoreUnavailableError
from storage.proven_stream import CHUNK_BYTES, ProvenStream, drain
from storage.s3_client import MISSING, Download, S3Client, S3Options, connect, translated
from storage.trial import trial_key

PART_BYTES = 8 << 20  # 10,000 parts are allowed, so a blob may have 80 GB; the client holds about four parts
_TRIAL_RETENTION = timedelta(seconds=30)
_DIGEST = "x-amz-meta-sha256"


class MinioBlobs:
    """A blob store in two buckets, made where they are missing.

    ``renew_after``: a blob that is put again before it is so old keeps its time, and costs no upload.
    """

    def __init__(self, options: S3Options, renew_after: timedelta = timedelta(hours=1)) -> None:
        self._options = options
        self._renew_after = renew_after
        self._process = 0
        self._ready: set[Shelf] = set()

    def put(self, key: BlobKey, content: BinaryIO, *, anew: bool = False) -> BlobInfo:
        """Keep the bytes; when this returns the store has acknowledged them.

        :raises BlobDamagedError, StoreFullError, StoreUnavailableError: as ``BlobStore`` says.
        """
        stream = ProvenStream(content, key)
        with translated():
            self._make_ready(key.shelf)
            known = self._object(key)
            if known and not anew and self._is_to_keep(known, key, _size_left(content)):
                drain(stream)
                return _info(key, known)
            self._upload(stream, key, known)
            kept = self._object(key)
        if kept is None or not self._is_whole(kept, key, stream.seen):
            message = f"{key.shelf} {key.sha256}: the store has not kept what it was given"
            raise StoreUnavailableError(message)
        return _info(key, kept)

    def open(self, key: BlobKey) -> BufferedReader:
        """Open a blob for reading; at the end of the bytes their hash is proven.

        :raises BlobMissingError, BlobDamagedError, StoreUnavailableError: as ``BlobStore`` says.
        """
        with translated():
            try:
                response = self._client.get_object(self._options.bucket(key.shelf), key.path)
            except S3Error as error:
                if error.code in MISSING:
                    raise _missing(key) from error
                raise
        source = Download(response)
        return BufferedReader(ProvenStream(source, key, source.size, owner=True), CHUNK_BYTES)

    def stat(self, key: BlobKey) -> BlobInfo | None:
        """Return what is known of a blob, None where it is not there."""
        with translated():
            known = self._object(key)
        return _info(key, known) if known else None

    def protect(self, key: BlobKey, until: datetime) -> None:
        """Put an original under retention. A moment that is past, or before the one that is set, changes nothing.

        :raises BlobMissingError: when it is not there.
        """
        whole = until.astimezone(UTC).replace(microsecond=0) + timedelta(seconds=1)  # never shorter than asked
        with translated():
            known = self._object(key)
            if known is None:
                raise _missing(key)
            if until > max(datetime.now(UTC), self._retained_until(key, known.version_id)):
                self._retain(key, known.version_id, whole)

    def delete(self, key: BlobKey) -> None:
        """Remove a blob with all its versions and the markers of earlier deletions.

        :raises BlobProtectedError: when the retention of a version forbids it; StoreUnavailableError: when it stays
            for another reason.
        """
        with translated():
            versions = self._versions(key)
            while versions:  # the store tells a thousand at a time
                for version in versions:
                    self._remove(key, version)
                rest = self._versions(key)
                if set(rest) & set(versions):
                    message = f"{key.shelf} {key.sha256}: the store says that it is deleted, and it is not"
                    raise StoreUnavailableError(message)
                versions = rest

    def blobs(self, shelf: Shelf) -> Iterator[BlobInfo]:
        """Yield every blob of a shelf."""
        with translated():
            try:
                for found in self._client.list_objects(self._options.bucket(shelf), recursive=True):
                    if (key := _key(shelf, found.object_name or "")) is not None:
                        yield _info(key, found)
            except S3Error as error:
                if error.code != "NoSuchBucket":
                    raise

    def examine(self) -> tuple[str, ...]:
        """Try to write and read both shelves, and whether originals outlast deletion."""
        derivative, content = trial_key("derivatives")
        original, original_content = trial_key("originals")
        try:
            self._write_and_read(derivative, content)
            self.delete(derivative)
            self._write_and_read(original, original_content)
        except StorageError:
            return ("not_writable",)
        with translated():
            problems = self._try_versions(original)
            problems += self._try_lock(original) if not problems else ("no_lock",)
        with suppress(StorageError):  # the version that is locked stays, and the sweep will find it
            self.delete(original)
        return problems

    def close(self) -> None:
        """Release connections; the next call makes new ones."""
        if self._process == os.getpid():
            self._pool.clear()
        self._process = 0

    @property
    def _client(self) -> S3Client:
        """The client of this process: connections must not be shared with the process that it was forked from."""
        if self._process != os.getpid():
            self._pool, self._made = connect(self._options)
            self._process = os.getpid()
        return self._made

    def _make_ready(self, shelf: Shelf) -> None:
        if shelf in self._ready:
            return
        bucket = self._options.bucket(shelf)
        if not self._client.bucket_exists(bucket):
            try:  # a lock needs versions, so it brings them
                self._client.make_bucket(bucket, self._options.region, object_lock=shelf == "originals")
            except S3Error as error:
                if error.code not in {"BucketAlreadyOwnedByYou", "BucketAlreadyExists"}:  # made meanwhile
                    raise
        self._ready.add(shelf)

    def _object(self, key: BlobKey, version: str | None = None) -> Object | None:
        try:
            return self._client.stat_object(self._options.bucket(key.shelf), key.path, version_id=version)
        except S3Error as error:
            if error.code in MISSING or error.code == "MethodNotAllowed":  # a marker of deletion
                return None
            raise

    @staticmethod
    def _is_whole(known: Object, key: BlobKey, size: int | None) -> bool:
        metadata = known.metadata or {}
        return metadata.get(_DIGEST) == key.sha256 and size in {None, known.size}

    def _is_to_keep(self, known: Object, key: BlobKey, size: int | None) -> bool:
        """Tell whether nothing has to be sent: it is whole, and too young to be swept away or under retention."""
        if not self._is_whole(known, key, size):
            return False
        now = datetime.now(UTC)
        if now - (known.last_modified or now) < self._renew_after:
            return True
        return key.shelf == "originals" and self._retained_until(key, known.version_id) > now

    def _upload(self, stream: ProvenStream, key: BlobKey, former: Object | None) -> None:
        """Send the bytes. Wrong ones are noticed before the last part is sent, so they never become an object."""
        bucket = self._options.bucket(key.shelf)
        result = self._client.put_object(
            bucket,
            key.path,
            stream,  # type: ignore[arg-type]  # of BinaryIO only `read` is asked
            -1,
            metadata={"sha256": key.sha256},
            part_size=PART_BYTES,
            num_parallel_uploads=1,
        )
        if former and former.version_id and result.version_id and former.version_id != result.version_id:
            with suppress(S3Error):  # it may be locked, and then it stays below
                self._client.remove_object(bucket, key.path, former.version_id)

    def _retained_until(self, key: BlobKey, version: str | None) -> datetime:
        """Return until when a version is under retention; long ago where it is not."""
        retention = None
        with suppress(S3Error):  # stores tell in different ways that there is none, or that the bucket has no lock
            retention = self._client.get_object_retention(self._options.bucket(key.shelf), key.path, version)
        until = retention.retain_until_date if retention else None
        return until.astimezone(UTC) if until else datetime.min.replace(tzinfo=UTC)

    def _retain(self, key: BlobKey, version: str | None, until: datetime) -> None:
        retention = Retention(self._options.retention_mode, until)
        self._client.set_object_retention(self._options.bucket(key.shelf), key.path, retention, version)

    def _versions(self, key: BlobKey) -> tuple[str, ...]:
        return self._client.version_ids(self._options.bucket(key.shelf), key.path)

    def _remove(self, key: BlobKey, version: str) -> None:
        try:
            self._client.remove_object(self._options.bucket(key.shelf), key.path, version)
        except S3Error as error:
            if error.code in MISSING:
                return
            until = self._retained_until(key, version)
            if until > datetime.now(UTC):
                message = f"{key.shelf} {key.sha256}: under retention until {until.isoformat()}"
                raise BlobProtectedError(message) from error
            raise

    def _write_and_read(self, key: BlobKey, content: bytes) -> None:
        self.put(key, BytesIO(content))
        with self.open(key) as stream:
            stream.read()

    def _try_versions(self, key: BlobKey) -> tuple[str, ...]:
        """Delete the way a stranger would, and see whether the version is still there."""
        known = self._object(key)
        if known is None or not known.version_id or known.version_id == "null":
            return ("no_versions",)
        self._client.remove_object(self._options.bucket(key.shelf), key.path)
        return () if self._object(key, known.version_id) else ("no_versions",)

    def _try_lock(self, key: BlobKey) -> tuple[str, ...]:
        """Lock the one version that is no marker, then try to delete it and to shorten its retention."""
        version = next((found for found in self._versions(key) if self._object(key, found)), None)
        until = datetime.now(UTC).replace(microsecond=0) + _TRIAL_RETENTION
        try:
            self._retain(key, version, until)
        except S3Error:
            return ("no_lock",)
        for attempt in (
            lambda: self._retain(key, version, until - _TRIAL_RETENTION / 2),
            lambda: self._client.remove_object(self._options.bucket(key.shelf), key.path, version),
        ):
            with suppress(S3Error):  # how it is refused does not matter
                attempt()
        is_kept = self._object(key, version) is not None and self._retained_until(key, version) >= until
        return () if is_kept else ("lock_broken",)


def _missing(key: BlobKey) -> BlobMissingError:
    return BlobMissingError(f"{key.shelf} {key.sha256}: not there")


def _info(key: BlobKey, known: Object) -> BlobInfo:
    return BlobInfo(key, known.size or 0, known.last_modified or datetime.now(UTC))


def _key(shelf: Shelf, name: str) -> BlobKey | None:
    """Return the key that an object's name tells; None where others have put something else there."""
    with suppress(ValueError):
        key = BlobKey(shelf, name.rpartition("/")[2])
        return key if key.path == name else None
    return None


def _size_left(content: BinaryIO) -> int | None:
    """Return how many bytes are still to be read, None where that cannot be told."""
    if not content.seekable():
        return None
    here = content.tell()
    end = content.seek(0, os.SEEK_END)
    content.seek(here)
    return end - here
