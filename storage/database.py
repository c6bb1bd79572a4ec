"""The database: how it is opened, its transactions, and which of its failures may pass.

What has been committed survives the loss of power: SQLite writes through (``synchronous=FULL``), PostgreSQL waits for
its log. Moments go in and come out in UTC.
"""

import os
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any, Self, TypeVar
from weakref import WeakSet

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError

from storage.database_failures import translated
from storage.errors import DatabaseOutdatedError, DatabaseUnavailableError
from storage.schema import REVISION

_BUSY_MS = 30_000
"""How long a writer waits for another before SQLite says that the database is locked."""
_MAPPED = 2 << 30
"""So many bytes of a SQLite file are read in place: a search that looks at 75,000 pages is three times as fast."""
_TRIES = 6
_FIRST_PAUSE_S, _LONGEST_PAUSE_S = 0.05, 2.0
_POSTGRES_SETTINGS = {
    "timezone": "UTC",
    "synchronous_commit": "on",
    "lock_timeout": "30s",
    "client_min_messages": "warning",
    "jit": "off",  # to compile a search takes longer than to run it
    # A worker that hangs, or whose machine has gone, does not keep its locks for hours.
    "idle_in_transaction_session_timeout": "15min",
    "tcp_keepalives_idle": "30",
    "tcp_keepalives_interval": "10",
    "tcp_keepalives_count": "3",
}
_POSTGRES_CONNECTION = {
    "connect_timeout": 10,
    "application_name": "sohoa",
    "keepalives_idle": 30,  # and a server that has gone is noticed
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 60_000,
}

_T = TypeVar("_T")


class Database:
    """A database that is open. Threads may share it, and forked children use it with connections of their own."""

    def __init__(self, url: str) -> None:
        self._engine = open_engine(url)
        self._writing = self._engine.execution_options(sohoa_writes=True)
        self._reading = self._engine.execution_options(**_reading_options(self._engine))
        _engines().add(self._engine)

    @property
    def dialect(self) -> str:
        """Return ``sqlite`` or ``postgresql``."""
        return self._engine.dialect.name

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Open a transaction that may write, committed when the block ends, undone when it raises.

        With SQLite only one is open at a time; others wait for it. With PostgreSQL it is READ COMMITTED.

        :raises DatabaseUnavailableError: for a failure that may pass; what was written is then not there, unless the
            connection broke while it was committed.
        """
        with translated(), self._writing.begin() as connection:
            yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Open a transaction that only reads, and sees one state of the database from beginning to end.

        :raises DatabaseUnavailableError: for a failure that may pass.
        """
        with translated(), self._reading.begin() as connection:
            yield connection

    def retried(self, work: Callable[[Connection], _T]) -> _T:
        """Run a function in a transaction that may write; once more, after a pause, while its failure may pass.

        The function may run several times, the last time after it was committed without our hearing of it: it must do
        nothing but with the connection, and bear to find its own work done.

        :raises DatabaseUnavailableError: when it failed six times; the pauses are a second or two in all.
        """
        for attempt in range(_TRIES - 1):
            try:
                with self.write() as connection:
                    return work(connection)
            except DatabaseUnavailableError:
                pause = min(_FIRST_PAUSE_S * 2**attempt, _LONGEST_PAUSE_S)
                time.sleep(pause * random.uniform(0.5, 1.5))  # noqa: S311 - spreads those who collided
        with self.write() as connection:
            return work(connection)

    def check(self) -> None:
        """Make sure that the tables are those of this program.

        :raises DatabaseOutdatedError: when they are of another version, or not there.
        :raises DatabaseUnavailableError: when the database does not answer.
        """
        with translated(), self._reading.begin() as connection:
            found = revision(connection)
        if found != REVISION:
            message = f"tables of revision {found}, program of {REVISION}"
            raise DatabaseOutdatedError(message)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        _engines().discard(self._engine)
        self._engine.dispose()


def open_engine(url: str) -> Engine:
    """Return the engine of a URL, ``sqlite:///…`` or ``postgresql+psycopg://…``, as both are used here.

    :raises ValueError: when it is neither.
    """
    address = _address(url)
    if address.get_backend_name() == "sqlite":
        engine = create_engine(address, connect_args={"timeout": _BUSY_MS / 1000})
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    settings = " ".join(f"-c {name}={value}" for name, value in _POSTGRES_SETTINGS.items())
    return create_engine(
        address,
        pool_pre_ping=True,
        pool_recycle=1800,
        isolation_level="READ COMMITTED",
        connect_args=_POSTGRES_CONNECTION | {"options": settings},
    )


def revision(connection: Connection) -> str | None:
    """Return the revision of the tables, None where there are none."""
    if not connection.dialect.has_table(connection, "alembic_version"):
        return None
    found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one_or_none()
    return None if found is None else str(found)


def _address(url: str) -> URL:
    try:
        address = make_url(url)
    except ArgumentError:
        address = None
    if address is not None and address.drivername == "sqlite" and address.database not in {None, "", ":memory:"}:
        return address
    if address is not None and address.drivername in {"postgresql", "postgresql+psycopg"}:
        return address.set(drivername="postgresql+psycopg")
    message = "neither sqlite:///FILE nor postgresql+psycopg://…"  # the URL may hold a password
    raise ValueError(message)


def _reading_options(engine: Engine) -> dict[str, Any]:
    if engine.dialect.name == "sqlite":
        return {}
    return {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}


def _prepare_sqlite(connection: DBAPIConnection, _record: object) -> None:
    connection.isolation_level = None  # BEGIN is said by us, and nothing else begins or ends a transaction
    for setting in (
        "journal_mode=WAL",
        "synchronous=FULL",  # the default of WAL mode in some builds is NORMAL, which may lose the last transactions
        "foreign_keys=ON",
        f"busy_timeout={_BUSY_MS}",
        f"mmap_size={_MAPPED}",
    ):
        connection.execute(f"PRAGMA {setting}")


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that reads first and writes later fails at once, without waiting, if another has written between.
    writes = connection.get_execution_options().get("sohoa_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@cache
def _engines() -> "WeakSet[Engine]":
    """Return the engines that are open in this process.

    SQLite forbids to carry a connection over a fork, even to close it in the child: so none is idle at that moment.
    What other threads hold then is not touched by the child.
    """
    engines: WeakSet[Engine] = WeakSet()

    def close_idle() -> None:
        for engine in tuple(engines):
            engine.dispose()

    def forget() -> None:
        for engine in tuple(engines):
            engine.dispose(close=False)

    os.register_at_fork(before=close_idle, after_in_child=forget)
    return engines
