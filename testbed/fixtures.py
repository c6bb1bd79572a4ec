"""The servers as pytest fixtures: started at first use, stopped at the end of the session.

Where a server is missing, CI fails; elsewhere the tests that need it are skipped.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest

from testbed.errors import ServerMissingError
from testbed.postgres import Postgres, start_postgres
from testbed.redis import Redis, start_redis
from testbed.s3 import S3Store, start_minio, start_versitygw
from testbed.server_folder import ServerFolder

_Running = TypeVar("_Running")


@pytest.fixture(scope="session")
def server_folder() -> Iterator[ServerFolder]:
    """Return the place where servers run; they stop with the session, whatever became of its tests."""
    with ServerFolder() as place:
        yield place


@pytest.fixture(scope="session")
def postgres(server_folder: ServerFolder) -> Postgres:
    """Return a running PostgreSQL that does not wait for the disk."""
    return fail_or_skip(lambda: start_postgres(server_folder, durable=False), "the tables on PostgreSQL")


@pytest.fixture
def postgres_url(postgres: Postgres) -> Iterator[str]:
    """Return the address (SQLAlchemy) of an empty database of this test's own."""
    database = postgres.create_database()
    yield postgres.url(database)
    postgres.drop_database(database)


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the address (SQLAlchemy) of an empty database: each test runs on SQLite, then on PostgreSQL."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'sohoa.sqlite'}"
    url: str = request.getfixturevalue("postgres_url")
    return url


@pytest.fixture(scope="session")
def redis_server(server_folder: ServerFolder) -> Redis:
    """Return a running Redis that keeps nothing on the disk."""
    return fail_or_skip(lambda: start_redis(server_folder, durable=False), "the queue on Redis")


@pytest.fixture
def redis_url(redis_server: Redis) -> str:
    """Return the address of an empty Redis database."""
    redis_server.flush()
    return redis_server.url


@pytest.fixture(scope="session")
def minio_server(server_folder: ServerFolder) -> S3Store:
    """Return a running MinIO. Its buckets stay until the end of the session: take names of your own."""
    return fail_or_skip(lambda: start_minio(server_folder), "the blob store on MinIO")


@pytest.fixture(scope="session")
def versity_server(server_folder: ServerFolder) -> S3Store:
    """Return a running versitygw. Its buckets stay until the end of the session: take names of your own."""
    return fail_or_skip(lambda: start_versitygw(server_folder), "the blob store on versitygw")


@pytest.fixture(params=["minio_server", "versity_server"])
def s3_server(request: pytest.FixtureRequest) -> S3Store:
    """Return a running S3 store: each test runs on MinIO, then on versitygw."""
    store: S3Store = request.getfixturevalue(request.param)
    return store


def fail_or_skip(start: Callable[[], _Running], untested: str) -> _Running:
    """Start a server. Where its program is missing, the test fails in CI, and is skipped elsewhere."""
    try:
        return start()
    except ServerMissingError as missing:
        reason = f"not tested: {untested}, since {missing}; ./sohoa test installs it"
    if os.environ.get("CI"):
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)
