"""Databases with tables in them, for the tests of this room: each test runs on SQLite, then on PostgreSQL."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.database import Database
from storage.migration import migrate
from testbed.keeping import Keeping
from testbed.postgres import Postgres


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a SQLite file with all tables, to be copied."""
    path = tmp_path_factory.mktemp("migrated") / "sohoa.sqlite"
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def migrated_postgres(postgres: Postgres) -> str:
    """Return the name of a PostgreSQL database with all tables, to be copied."""
    name = postgres.create_database()
    migrate(postgres.url(name))
    return name


@pytest.fixture(params=["sqlite", "postgres"])
def migrated_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Return the address of a database of this test's own with all tables and no rows."""
    if request.param == "sqlite":
        template: Path = request.getfixturevalue("migrated_sqlite")
        shutil.copy(template, tmp_path / "sohoa.sqlite")
        yield f"sqlite:///{tmp_path / 'sohoa.sqlite'}"
        return
    server: Postgres = request.getfixturevalue("postgres")
    name = server.create_database(request.getfixturevalue("migrated_postgres"))
    yield server.url(name)
    server.drop_database(name)


@pytest.fixture
def database(migrated_url: str) -> Iterator[Database]:
    """Return an open database."""
    opened = Database(migrated_url)
    yield opened
    opened.close()


@pytest.fixture
def keeping(database: Database) -> Keeping:
    """Return rows to be made, and a clock."""
    return Keeping(database)
