"""Which blobs rows name, and the agreement between those who name blobs and the sweep that deletes orphans.

Both take the lock of the blob's name first. The sweep then condemns a blob that no row names, commits, deletes it, and
absolves the name; a transaction that would name a condemned blob is refused, and its caller puts the blob again.
"""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, Exists, delete, exists, func, insert, literal, select

from storage.blobs import BlobKey, Shelf
from storage.errors import BlobCondemnedError
from storage.schema import condemned, derivatives, documents

_KEY_BITS = 63


def claim_names(connection: Connection, keys: Iterable[BlobKey]) -> None:
    """Make sure, until the transaction ends, that blobs which its rows will name are not swept away.

    :raises BlobCondemnedError: when one is about to be: end the transaction, put the blob again, begin anew.
    """
    for key in sorted(
        set(keys), key=lambda key: (key.shelf, key.sha256)
    ):  # in one order, for nobody to wait in a circle
        _lock(connection, key)
        if connection.execute(select(_is_condemned(key))).scalar_one():
            raise BlobCondemnedError(key.sha256)


def is_named(connection: Connection, key: BlobKey) -> bool:
    """Tell whether a row names a blob."""
    column = documents.c.sha256 if key.shelf == "originals" else derivatives.c.sha256
    return bool(connection.execute(select(exists().where(column == key.sha256))).scalar_one())


def named(connection: Connection, shelf: Shelf, after: str = "", limit: int = 1000) -> tuple[str, ...]:
    """Return the hashes that rows name on a shelf, in ascending order, those after ``after``."""
    column = documents.c.sha256 if shelf == "originals" else derivatives.c.sha256
    query = select(column).where(column > after).distinct().order_by(column).limit(limit)
    return tuple(connection.execute(query).scalars())


def condemn(connection: Connection, key: BlobKey, now: datetime) -> bool:
    """Forbid rows to name a blob from now on; False, and nothing done, where one names it."""
    _lock(connection, key)
    if is_named(connection, key):
        return False
    if not connection.execute(select(_is_condemned(key))).scalar_one():
        connection.execute(insert(condemned).values(shelf=key.shelf, sha256=key.sha256, at=now))
    return True


def absolve(connection: Connection, key: BlobKey) -> None:
    """Allow rows to name a blob again: it is deleted, or left in peace."""
    connection.execute(delete(condemned).where(condemned.c.shelf == key.shelf, condemned.c.sha256 == key.sha256))


def all_condemned(connection: Connection, before: datetime | None = None) -> tuple[BlobKey, ...]:
    """Return the names that are condemned; those condemned long before now a sweep that died has left."""
    query = select(condemned.c.shelf, condemned.c.sha256).order_by(condemned.c.at)
    if before is not None:
        query = query.where(condemned.c.at < before)
    rows = connection.execute(query)
    return tuple(BlobKey(row.shelf, row.sha256) for row in rows)


def _lock(connection: Connection, key: BlobKey) -> None:
    # A transaction that writes is alone in SQLite; PostgreSQL locks the first bits of the name until the end.
    if connection.dialect.name == "postgresql":
        number = int(key.sha256[:16], 16) >> (64 - _KEY_BITS)
        connection.execute(select(func.pg_advisory_xact_lock(literal(number ^ (key.shelf == "derivatives")))))


def _is_condemned(key: BlobKey) -> Exists:
    return exists().where(condemned.c.shelf == key.shelf, condemned.c.sha256 == key.sha256)
