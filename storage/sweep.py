"""The sweep: deletes blobs that no row names and that nobody has put for a day, and nothing else.

It condemns the name first (see ``blob_rows``), looks at the blob's time once more, deletes it and absolves the name.
What names a blob in a row calls ``claim_names`` and, last in the same transaction, ``prove_kept``: a blob may have been
found by a put just before the sweep deleted it, and been absolved before the row was written.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Literal

from sqlalchemy import Connection, select

from storage.blob_rows import absolve, all_condemned, condemn
from storage.blobs import SHELVES, BlobInfo, BlobKey, BlobStore
from storage.database import Database
from storage.errors import BlobCondemnedError, BlobProtectedError
from storage.events import Event, append
from storage.schema import derivatives, documents

DAY = timedelta(days=1)
_DEAD_AFTER = timedelta(hours=1)  # a sweep that has condemned a blob and not deleted it by then has died
_BATCH = 500

Fate = Literal["removed", "kept", "protected"]


@dataclass(frozen=True, slots=True)
class SweepReport:
    """What a sweep did: blobs seen, orphans removed and their bytes, and orphans that their retention keeps."""

    seen: int
    removed: int
    removed_bytes: int
    protected: int


def prove_kept(store: BlobStore, keys: Iterable[BlobKey]) -> None:
    """Make sure that blobs which rows of this transaction name are there. Call it after the rows are written.

    :raises BlobCondemnedError: when one has been swept away: end the transaction, put the blob again, begin anew.
    """
    for key in keys:
        if store.stat(key) is None:
            raise BlobCondemnedError(key.sha256)


def sweep(
    database: Database, store: BlobStore, clock: Callable[[], datetime], older_than: timedelta = DAY
) -> SweepReport:
    """Delete the orphans of both shelves that were put longer ago than ``older_than``.

    Each one removed leaves an event. A sweep that is killed is finished by the next, an hour later or more.

    :raises DatabaseUnavailableError, StoreUnavailableError: when it cannot go on; what was done stays done.
    """
    with database.read() as connection:
        left = all_condemned(connection, clock() - _DEAD_AFTER)
    for key in left:
        _finish(database, store, key, (clock, older_than))
    seen = removed = size = protected = 0
    for shelf in SHELVES:
        for infos in _batches(store.blobs(shelf)):
            seen += len(infos)
            old = [info for info in infos if info.stored_at < clock() - older_than]
            with database.read() as connection:
                orphans = _unnamed(connection, old)
            for info in orphans:
                fate = _remove(database, store, info.key, (clock, older_than))
                removed += fate == "removed"
                size += info.size if fate == "removed" else 0
                protected += fate == "protected"
    return SweepReport(seen, removed, size, protected)


def _batches(infos: Iterator[BlobInfo]) -> Iterator[tuple[BlobInfo, ...]]:
    while batch := tuple(islice(infos, _BATCH)):
        yield batch


def _unnamed(connection: Connection, infos: list[BlobInfo]) -> list[BlobInfo]:
    """Return those of one shelf that no row names."""
    if not infos:
        return []
    column = documents.c.sha256 if infos[0].key.shelf == "originals" else derivatives.c.sha256
    query = select(column).where(column.in_([info.key.sha256 for info in infos]))
    named = set(connection.execute(query).scalars())
    return [info for info in infos if info.key.sha256 not in named]


def _remove(
    database: Database, store: BlobStore, key: BlobKey, course: tuple[Callable[[], datetime], timedelta]
) -> Fate:
    """Condemn a blob and delete it, unless a row names it by now."""
    clock, _ = course
    if not database.retried(lambda connection: condemn(connection, key, clock())):
        return "kept"
    return _finish(database, store, key, course)


def _finish(
    database: Database, store: BlobStore, key: BlobKey, course: tuple[Callable[[], datetime], timedelta]
) -> Fate:
    """Delete a condemned blob, unless it was put again meanwhile, and absolve its name.

    Where the store fails the name stays condemned: nobody knows then whether it will still delete the blob.
    """
    clock, older_than = course
    info = store.stat(key)
    fate: Fate = "kept"
    if info is not None and info.stored_at < clock() - older_than:
        try:
            store.delete(key)
            fate = "removed"
        except BlobProtectedError:
            fate = "protected"

    def absolved(connection: Connection) -> None:
        absolve(connection, key)
        if fate == "removed" and info is not None:
            detail = {"shelf": key.shelf, "sha256": key.sha256, "size": info.size}
            append(connection, Event("orphan_removed", "sweep", None, detail), clock())

    database.retried(absolved)
    return fate
