"""Migrations: up and down on both databases, with rows in place, wholly or not at all."""

import multiprocessing
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Connection, MetaData, Table, inspect, text
from sqlalchemy.exc import DBAPIError

from storage import schema
from storage.database import Database, open_engine, revision
from storage.errors import DatabaseOutdatedError
from storage.migration import migrate, migrate_back, revisions
from testbed.postgres import Postgres

Rows = dict[str, list[dict[str, Any]]]
MOMENT = datetime(2026, 3, 2, 1, 2, 3, 456789, tzinfo=UTC)
KNOWN = {"state": "done", "lane": "normal", "kind": "whole", "shelf": "originals"}


@pytest.fixture(params=["sqlite", "postgres"])
def two_urls(request: pytest.FixtureRequest, tmp_path: Any) -> Iterator[tuple[str, str]]:
    """Return the addresses of two empty databases of one maker."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'one.sqlite'}", f"sqlite:///{tmp_path / 'two.sqlite'}"
        return
    server: Postgres = request.getfixturevalue("postgres")
    names = [server.create_database(), server.create_database()]
    yield server.url(names[0]), server.url(names[1])
    for name in names:
        server.drop_database(name)


def test_migrated_tables_are_those_of_the_schema(two_urls: tuple[str, str]) -> None:
    """Columns, keys, references, indexes and conditions are the same, whether migrated or made from the schema."""
    migrate(two_urls[0])
    made = open_engine(two_urls[1]).execution_options(sohoa_writes=True)
    with made.begin() as connection:
        schema.metadata.create_all(connection)
    migrated = open_engine(two_urls[0])
    try:
        for table in schema.metadata.tables:
            assert _shape(migrated, table) == _shape(made, table), table
    finally:
        made.dispose()
        migrated.dispose()


def test_program_knows_newest_revision() -> None:
    """The revision that a database is asked for is the last one there is."""
    assert revisions()[-1] == schema.REVISION
    assert len(revisions()) >= 2


@pytest.mark.parametrize("at", range(1, len(revisions())))
def test_upgrade_and_way_back_lose_no_row(database_url: str, at: int) -> None:
    """Rows in every table pass to the next revision and back with every value that both have."""
    before, after = revisions()[at - 1], revisions()[at]
    migrate(database_url, before)
    filled = _fill(database_url)
    assert all(filled.values())
    migrate(database_url, after)
    _assert_kept(filled, _rows(database_url))
    migrate_back(database_url, before)
    _assert_kept(filled, _rows(database_url))
    assert migrate(database_url, after) == before


def test_from_nothing_to_newest_and_back_to_nothing(database_url: str) -> None:
    """Going all the way up and all the way down leaves no table, and it can be done again."""
    assert migrate(database_url) is None
    migrate_back(database_url, "base")
    engine = open_engine(database_url)
    assert set(inspect(engine).get_table_names()) <= {"alembic_version"}
    engine.dispose()
    migrate(database_url)
    assert migrate(database_url) == schema.REVISION


def test_failed_migration_changes_nothing(database_url: str) -> None:
    """A migration that meets something unexpected in its middle leaves tables, rows and revision as they were."""
    migrate(database_url, "0001")
    filled = _fill(database_url)
    with _writing(database_url) as connection:
        connection.execute(text("CREATE INDEX ix_documents_unprotected ON documents (size)"))
    with pytest.raises(DBAPIError):
        migrate(database_url, "0002")
    assert _rows(database_url) == filled
    with _writing(database_url) as connection:
        assert revision(connection) == "0001"
        connection.execute(text("DROP INDEX ix_documents_unprotected"))
    migrate(database_url, "0002")


def test_programs_that_migrate_at_once(database_url: str) -> None:
    """Three processes that find an empty database all end well, and the tables are there once."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(3) as pool:
        found = pool.map(migrate, [database_url] * 3)
    assert sorted(map(str, found)) == sorted(["None", schema.REVISION, schema.REVISION])
    with Database(database_url) as database:
        database.check()


@pytest.mark.parametrize("at", [None, "0001"])
def test_program_refuses_other_tables(database_url: str, at: str | None) -> None:
    """A database without tables, or with older ones, is refused with the error that names the remedy."""
    if at:
        migrate(database_url, at)
    with Database(database_url) as database:
        with pytest.raises(DatabaseOutdatedError):
            database.check()
        migrate(database_url)
        database.check()


@contextmanager
def _writing(url: str) -> Iterator[Connection]:
    with Database(url) as database, database.write() as connection:
        yield connection


def _shape(engine: Any, table: str) -> Mapping[str, Any]:
    seen = inspect(engine)
    columns = [
        (column["name"], str(column["type"]), column["nullable"], column["default"], column.get("autoincrement"))
        for column in seen.get_columns(table)
    ]
    return {
        "columns": sorted(columns, key=str),
        "key": seen.get_pk_constraint(table),
        "references": sorted(seen.get_foreign_keys(table), key=str),
        "unique": sorted(seen.get_unique_constraints(table), key=str),
        "indexes": sorted(map(_told, seen.get_indexes(table))),
        "conditions": sorted(seen.get_check_constraints(table), key=str),
    }


def _told(index: Mapping[str, Any]) -> str:
    options = {name: str(value) for name, value in index.get("dialect_options", {}).items()}
    return str({**index, "dialect_options": options})


def _fill(url: str) -> Rows:
    """Put two rows into every table that the database has, each naming the row of the same number elsewhere."""
    with _writing(url) as connection:
        for table in _tables(connection):
            for number in (1, 2):
                connection.execute(table.insert().values(_row(table, number)))
    return _rows(url)


def _row(table: Table, number: int) -> dict[str, Any]:
    return {column.name: _value(column, number) for column in table.columns}


def _value(column: Any, number: int) -> Any:
    if column.name in KNOWN:
        return KNOWN[column.name] if str(column.type) != "INTEGER" else number
    kind = column.type.python_type
    if kind is datetime:
        return MOMENT if column.type.timezone else MOMENT.replace(tzinfo=None)
    return number if kind is int else number / 2 if kind is float else f"{number}"


def _rows(url: str) -> Rows:
    with _writing(url) as connection:
        return {
            table.name: [dict(row) for row in connection.execute(table.select()).mappings()]
            for table in _tables(connection)
        }


def _tables(connection: Connection) -> list[Table]:
    found = MetaData()
    found.reflect(connection, only=lambda name, _: name in schema.metadata.tables)
    return found.sorted_tables


def _assert_kept(before: Rows, after: Rows) -> None:
    for name, rows in before.items():
        both = [{key: value for key, value in row.items() if key in rows[0]} for row in after[name]]
        shared = [{key: value for key, value in row.items() if key in both[0]} for row in rows]
        assert sorted(both, key=str) == sorted(shared, key=str), name
