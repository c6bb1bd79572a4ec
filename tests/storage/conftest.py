"""What the tests of this room run on: databases with tables (SQLite, then PostgreSQL) and places for blobs."""

import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.blobs import BlobStore
from storage.database import Database
from storage.migration import migrate
from testbed.blob_places import BlobPlace, FolderPlace, S3Place
from testbed.keeping import Keeping
from testbed.postgres import Postgres
from testbed.s3 import S3Store


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
def on_postgres(postgres_url: str) -> Iterator[Database]:
    """Return an open PostgreSQL database with tables."""
    migrate(postgres_url)
    with Database(postgres_url) as database:
        yield database


@pytest.fixture
def keeping(database: Database) -> Keeping:
    """Return rows to be made, and a clock."""
    return Keeping(database)


@pytest.fixture(scope="session", params=["folder", "minio", "versity"])
def place(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> BlobPlace:
    """Return a place for blobs, a folder or one of two S3 servers; tests share it and take contents of their own."""
    if request.param == "folder":
        return FolderPlace(tmp_path_factory.mktemp("blobs") / "store")
    server: S3Store = request.getfixturevalue(f"{request.param}_server")
    return S3Place.on(server, f"contract-{secrets.token_hex(4)}")


@pytest.fixture
def store(place: BlobPlace) -> Iterator[BlobStore]:
    """Return a store on the place."""
    opened = place.open_store()
    yield opened
    opened.close()
