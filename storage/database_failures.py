"""Which failures of a database may pass, by the codes of its makers."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionFreeError

from storage.errors import DatabaseDamagedError, DatabaseUnavailableError, StorageError

_SQLITE_PASSING = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_READONLY,  # so a disk becomes that has had an error
        sqlite3.SQLITE_PROTOCOL,  # many opened and closed the database at once
    }
)
_SQLITE_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_POSTGRES_PASSING = (
    "08",  # connection
    "40",  # rolled back: serialization, deadlock
    "53",  # out of disk, memory, connections
    "57",  # shut down, starting up, cancelled
    "58",  # the system below it
    "55P03",  # a lock was not to be had in time
    "25P03",  # idle for too long
)
_POSTGRES_DAMAGED = ("XX001", "XX002")


@contextmanager
def translated() -> Iterator[None]:
    """Turn failures of the database into this room's errors; mistakes of ours stay what they are.

    :raises DatabaseUnavailableError: for one that may pass.
    :raises DatabaseDamagedError: for one that does not.
    """
    try:
        yield
    except NoConnectionFreeError as error:
        raise DatabaseUnavailableError(str(error)) from error
    except DBAPIError as error:
        kind = _kind(error)
        if kind is None:
            raise
        raise kind(str(error.orig)) from error


def _kind(error: DBAPIError) -> type[StorageError] | None:
    if isinstance(error.orig, sqlite3.Error):
        return _kind_of_sqlite(error.orig)
    if isinstance(error.orig, psycopg.Error):
        return _kind_of_postgres(error.orig, lost=error.connection_invalidated)
    return None


def _kind_of_sqlite(error: sqlite3.Error) -> type[StorageError] | None:
    primary = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the rest says more of the same
    if primary in _SQLITE_PASSING:
        return DatabaseUnavailableError
    return DatabaseDamagedError if primary in _SQLITE_DAMAGED else None


def _kind_of_postgres(error: psycopg.Error, *, lost: bool) -> type[StorageError] | None:
    code = error.sqlstate
    if code is None:  # it did not come from the server
        return DatabaseUnavailableError if lost or isinstance(error, psycopg.OperationalError) else None
    if code.startswith(_POSTGRES_DAMAGED):
        return DatabaseDamagedError
    return DatabaseUnavailableError if code.startswith(_POSTGRES_PASSING) else None
