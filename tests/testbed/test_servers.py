"""The servers answer, and do what the tests of storage rely on."""

import secrets
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
import redis
import sqlalchemy
from minio.commonconfig import COMPLIANCE
from minio.error import S3Error
from minio.retention import Retention

from testbed.postgres import Postgres
from testbed.s3 import S3Store


def test_a_database_answers_and_is_empty(database_url: str) -> None:
    """A table can be made, and the next test of the same kind does not see it."""
    engine = sqlalchemy.create_engine(database_url)
    assert sqlalchemy.inspect(engine).get_table_names() == []
    with engine.begin() as connection:
        connection.execute(sqlalchemy.text("CREATE TABLE giay_to (ten VARCHAR)"))
        connection.execute(sqlalchemy.text("INSERT INTO giay_to VALUES ('Số hóa')"))
        assert connection.scalar(sqlalchemy.text("SELECT ten FROM giay_to")) == "Số hóa"
    engine.dispose()


@pytest.mark.parametrize("call", [1, 2])
def test_each_test_has_a_database_of_its_own(postgres_url: str, call: int) -> None:
    """What one test wrote is not there for the next."""
    engine = sqlalchemy.create_engine(postgres_url)
    assert sqlalchemy.inspect(engine).get_table_names() == [], call
    with engine.begin() as connection:
        connection.execute(sqlalchemy.text("CREATE TABLE giay_to (ten VARCHAR)"))
    engine.dispose()


def test_a_database_that_is_still_in_use_can_be_dropped(postgres: Postgres) -> None:
    """A test that leaves a connection open does not spoil the end."""
    name = postgres.create_database()
    engine = sqlalchemy.create_engine(postgres.url(name))
    engine.connect()
    postgres.drop_database(name)
    with postgres.connect() as connection:
        row = connection.execute("SELECT count(*) FROM pg_database WHERE datname = %s", (name,)).fetchone()
    engine.dispose()
    assert row == (0,)


@pytest.mark.parametrize("call", [1, 2])
def test_redis_is_empty_for_each_test(redis_url: str, call: int) -> None:
    """It answers, and what one test wrote is not there for the next."""
    with redis.Redis.from_url(redis_url) as client:
        assert client.ping()
        assert client.dbsize() == 0, call
        client.set("giấy", "tờ")


def test_a_store_keeps_what_is_locked(s3_server: S3Store) -> None:
    """Versions are kept, and a version under COMPLIANCE retention cannot be deleted; one without can."""
    client = s3_server.client()
    bucket = f"khoa-{secrets.token_hex(8)}"
    client.make_bucket(bucket, object_lock=True)
    assert client.get_bucket_versioning(bucket).status == "Enabled"
    until = Retention(COMPLIANCE, datetime.now(UTC) + timedelta(minutes=5))
    locked = client.put_object(bucket, "a/b", BytesIO(b"1"), 1, retention=until).version_id
    free = client.put_object(bucket, "a/b", BytesIO(b"22"), 2).version_id
    assert len({locked, free, None}) == 3
    with pytest.raises(S3Error):
        client.remove_object(bucket, "a/b", version_id=locked)
    client.remove_object(bucket, "a/b", version_id=free)
    assert client.get_object(bucket, "a/b", version_id=locked).read() == b"1"
    with pytest.raises(S3Error):
        client.get_object(bucket, "a/b", version_id=free)
