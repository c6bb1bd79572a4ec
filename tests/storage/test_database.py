"""The database: durable, one writer at a time or one row at a time, and honest about failures that may pass."""

import multiprocessing
import shutil
import sqlite3
import threading
import time
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, func, insert, select, text, update
from sqlalchemy.exc import DBAPIError, StatementError

from storage.database import Database
from storage.errors import DatabaseDamagedError, DatabaseUnavailableError
from storage.events import Event, append, since
from storage.schema import condemned, documents, events
from testbed.keeping import BEGIN, Keeping, sha256
from testbed.postgres import start_postgres
from testbed.server_folder import ServerFolder


@pytest.fixture
def sqlite(migrated_sqlite: Path, tmp_path: Path) -> Iterator[Database]:
    """Return an open SQLite database with tables."""
    shutil.copy(migrated_sqlite, tmp_path / "own.sqlite")
    with Database(f"sqlite:///{tmp_path / 'own.sqlite'}") as database:
        yield database


def test_sqlite_is_set_up_for_safety(sqlite: Database) -> None:
    """Every connection writes a log ahead, waits for the disk, watches references, and waits for other writers."""
    with sqlite.read() as one, sqlite.read() as other:
        for connection in (one, other):
            found = {
                name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
                for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
            }
            assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 30_000}


def test_postgres_waits_for_its_log(postgres_url: str) -> None:
    """A commit waits for the disk, whatever the server's own setting is (that of this one is ``off``)."""
    with Database(postgres_url) as database, database.write() as connection:
        assert connection.exec_driver_sql("SHOW synchronous_commit").scalar_one() == "on"
        assert connection.exec_driver_sql("SHOW transaction_isolation").scalar_one() == "read committed"


def test_block_that_raises_leaves_nothing(database: Database) -> None:
    """What was written before an error is not there afterwards, and the next transaction works."""

    def fail(connection: Connection) -> None:
        append(connection, Event("x", "me"), BEGIN)
        raise KeyError

    with pytest.raises(KeyError), database.write() as connection:
        fail(connection)
    assert _count(database) == 0


def test_writers_at_once_lose_nothing(database: Database) -> None:
    """Four threads that read a number and write the next one, 25 times each, come to a hundred, without an error."""
    with database.write() as connection:
        connection.execute(insert(condemned).values(shelf="0", sha256="counter", at=BEGIN))
    threads = [threading.Thread(target=_count_up, args=(database, 25)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.read() as connection:
        assert connection.execute(select(condemned.c.shelf)).scalar_one() == "100"


def test_reader_sees_one_state(database: Database) -> None:
    """A reader does not wait for a writer, and what is committed while it reads stays unseen until its end."""
    with database.read() as reader:
        assert since(reader) == ()
        with database.write() as writer:
            append(writer, Event("x", "me"), BEGIN)
            assert since(reader) == ()
        assert since(reader) == ()
    assert _count(database) == 1


def test_moments_are_utc(database: Database) -> None:
    """A moment of any zone comes back as the same moment in UTC; one without a zone is refused."""
    hanoi = datetime(2026, 3, 2, 8, 30, 0, 123456, tzinfo=timezone(timedelta(hours=7)))
    with database.write() as connection:
        append(connection, Event("x", "me"), hanoi)
        [found] = since(connection)
        assert found.at == hanoi
        assert found.at.utcoffset() == timedelta(0)
    with pytest.raises(StatementError, match="without a zone"), database.write() as connection:
        append(connection, Event("x", "me"), hanoi.replace(tzinfo=None))


def test_text_that_no_database_keeps(database: Database) -> None:
    """A zero byte or half a character in a text from outside costs that character, not the document."""
    with database.write() as connection:
        append(connection, Event("x", "me", detail={"name": "giấy\x00\udce1.pdf"}), BEGIN)
        [found] = since(connection)
        assert found.event.detail == {"name": "giấy\x00�.pdf"}


def test_row_of_unknown_document_is_refused(database: Database) -> None:
    """No row names a document that is not there, and such a mistake is not taken for a failure that may pass."""
    with pytest.raises(DBAPIError), database.write() as connection:
        append(connection, Event("x", "me", "0" * 32), BEGIN)
    with pytest.raises(DBAPIError), database.read() as connection:
        connection.execute(text("SELECT nothing FROM nowhere"))


def test_locked_sqlite_is_a_failure_that_may_pass(sqlite: Database, tmp_path: Path) -> None:
    """When another holds the database for longer than we wait, it is unavailable; afterwards it is not."""
    with sqlite.read() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout=1")
    other = sqlite3.connect(tmp_path / "own.sqlite", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(DatabaseUnavailableError), sqlite.write():
        pass
    other.close()
    with sqlite.write():
        pass


def test_full_sqlite_is_tried_again(sqlite: Database) -> None:
    """A transaction that found no room is undone and tried again; when room is made it is there once."""
    calls = []

    def work(connection: Connection) -> None:
        calls.append(1)
        room = connection.exec_driver_sql("PRAGMA page_count").scalar_one() if len(calls) == 1 else 1 << 30
        connection.exec_driver_sql(f"PRAGMA max_page_count={room}")
        append(connection, Event("big", "me", detail={"x": "y" * 1_000_000}), BEGIN)

    sqlite.retried(work)
    assert len(calls) == 2
    with sqlite.read() as connection:
        assert len(since(connection, kind="big")) == 1


def test_broken_connection_is_tried_again(on_postgres: Database) -> None:
    """A server that cuts the connection in the middle of a transaction is no harm: it runs again, and counts once."""
    calls = []

    def work(connection: Connection) -> None:
        calls.append(1)
        append(connection, Event("x", "me"), BEGIN)
        if len(calls) < 3:
            connection.execute(select(func.pg_terminate_backend(func.pg_backend_pid())))

    on_postgres.retried(work)
    assert len(calls) == 3
    assert _count(on_postgres) == 1


def test_retrying_has_an_end(database: Database) -> None:
    """A failure that never passes comes out after six tries."""
    calls = []

    def work(connection: Connection) -> None:
        calls.append(connection)
        raise DatabaseUnavailableError

    with pytest.raises(DatabaseUnavailableError):
        database.retried(work)
    assert len(calls) == 6


def test_server_that_went_and_came_back() -> None:
    """While the server is down the database is unavailable; when it is up again the same ``Database`` works."""
    with ServerFolder() as place:
        postgres = start_postgres(place, durable=False)
        with Database(postgres.url()) as database:
            with database.read() as connection:
                connection.exec_driver_sql("SELECT 1")
            postgres.server.kill()
            with pytest.raises(DatabaseUnavailableError), database.read():
                pass
            postgres.server.start()
            with database.read() as connection:
                assert connection.exec_driver_sql("SELECT 1").scalar_one() == 1


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        *((code, DatabaseUnavailableError) for code in ("40001", "40P01", "53100", "53300", "55P03", "57014", "57P03")),
        *((code, DatabaseDamagedError) for code in ("XX001", "XX002")),
        *((code, DBAPIError) for code in ("22001", "23505", "42P01", "P0001")),
    ],
)
def test_failures_of_postgres(postgres_url: str, code: str, kind: type[Exception]) -> None:
    """What passes (conflict, no room, no connection, a lock, a restart) is told from damage, and from our mistakes."""
    with Database(postgres_url) as database, pytest.raises(kind), database.write() as connection:
        connection.exec_driver_sql(f"DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '{code}'; END $$")


def test_deadlock_is_resolved_by_trying_again(on_postgres: Database) -> None:
    """Two transactions that lock two documents in opposite order both come to their end."""
    keeping = Keeping(on_postgres)
    ids = [keeping.admit(content).document.id for content in ("a", "b")]
    both_have_one = threading.Barrier(2)
    runs: list[str] = []

    def lock(order: list[str]) -> None:
        is_first = [True]

        def work(connection: Connection) -> None:
            runs.append(order[0])
            for document_id in order:
                connection.execute(update(documents).where(documents.c.id == document_id).values(size=1))
                if is_first:
                    is_first.clear()
                    both_have_one.wait(10)

        on_postgres.retried(work)

    threads = [threading.Thread(target=lock, args=(order,)) for order in (ids, ids[::-1])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(runs) == 3


def test_forked_children_have_connections_of_their_own(database: Database) -> None:
    """A child forked while the database is in use writes beside its parent; no row is lost and nothing breaks."""
    with database.write() as connection:
        append(connection, Event("parent", "me"), BEGIN)
    context = multiprocessing.get_context("fork")
    children = [context.Process(target=_append_many, args=(database,)) for _ in range(3)]
    for child in children:
        child.start()
    _append_many(database)
    for child in children:
        child.join(60)
    assert [child.exitcode for child in children] == [0, 0, 0]
    assert _count(database) == 81
    if database.dialect == "sqlite":
        with database.read() as connection:
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"


def test_killed_in_the_middle(migrated_url: str) -> None:
    """What a process acknowledged before it is killed is there, what it was writing is not; others go on."""
    context = multiprocessing.get_context("spawn")
    for _ in range(3):
        acknowledged = context.RawValue("i", 0)  # no lock that dies with the child
        child = context.Process(target=_append_pairs, args=(migrated_url, acknowledged))
        with Database(migrated_url) as database:
            before = _count(database)
            child.start()
            while acknowledged.value < 5 and child.is_alive():
                time.sleep(0.001)
            child.kill()
            child.join()
            with database.write() as connection:
                append(connection, Event("x", "me"), BEGIN)
            new = _count(database) - before - 1
        assert child.exitcode == -9
        assert new % 2 == 0
        assert new // 2 in {acknowledged.value, acknowledged.value + 1}


@pytest.mark.parametrize(
    "url", ["", "nonsense", "sqlite://", "sqlite:///:memory:", "mysql://u:p@h/d", "postgresql+psycopg2://u:p@h/d"]
)
def test_addresses_of_neither_kind(url: str) -> None:
    """An address that is not of a SQLite file or of PostgreSQL is refused, and the refusal tells no password."""
    with pytest.raises(ValueError, match="neither") as refusal:
        Database(url)
    assert "u:p" not in str(refusal.value)


def test_file_that_is_no_database(tmp_path: Path) -> None:
    """A file of something else is damage, not a failure that may pass; a folder that is not there may come."""
    (tmp_path / "x.sqlite").write_bytes(sha256("x").encode() * 100)
    with Database(f"sqlite:///{tmp_path / 'x.sqlite'}") as database, pytest.raises(DatabaseDamagedError):
        database.check()
    with Database(f"sqlite:///{tmp_path / 'no' / 'x.sqlite'}") as database, pytest.raises(DatabaseUnavailableError):
        database.check()


def _count(database: Database) -> int:
    with database.read() as connection:
        return connection.execute(select(func.count()).select_from(events)).scalar_one()


def _count_up(database: Database, times: int) -> None:
    for _ in range(times):
        with database.write() as connection:
            number = connection.execute(select(condemned.c.shelf).with_for_update()).scalar_one()
            connection.execute(update(condemned).values(shelf=str(int(number) + 1)))


def _append_pairs(url: str, acknowledged: Any) -> None:
    with Database(url) as database:
        while True:
            with database.write() as connection:
                append(connection, Event("x", "me"), BEGIN)
                append(connection, Event("x", "me"), BEGIN)
            acknowledged.value += 1


def _append_many(database: Database) -> None:
    for _ in range(20):
        with database.write() as connection:
            append(connection, Event("x", "me"), BEGIN)
