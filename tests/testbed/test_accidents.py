"""Servers can be killed, started again and paused; and nothing of them outlives the tests, however those end."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import psycopg
import pytest
import redis
import urllib3
from minio import Minio

from testbed.errors import ServerFailedError
from testbed.fixtures import fail_or_skip
from testbed.guard import is_alive, servers_of
from testbed.postgres import start_postgres
from testbed.redis import start_redis
from testbed.s3 import S3Store, start_minio, start_versitygw
from testbed.server import Launch, Server
from testbed.server_folder import ServerFolder

PATIENCE_SECONDS = 20.0

KILLED = """
import sys, time
from testbed.postgres import start_postgres
from testbed.redis import start_redis
from testbed.server_folder import ServerFolder

place = ServerFolder()
postgres, redis = start_postgres(place, durable=False), start_redis(place, durable=False)
postgres.server.pause()
print(place.path, *postgres.server.processes(), *redis.server.processes(), flush=True)
time.sleep(60)
"""


@dataclass(frozen=True, slots=True)
class Subject:
    """A server with something to write and a way to read it back, both with little patience."""

    server: Server
    write: Callable[[], object]
    read: Callable[[], object]
    silence: type[Exception]


def _postgres(place: ServerFolder) -> Subject:
    running = start_postgres(place, durable=True)

    def say(statement: str) -> object:
        options = "-c statement_timeout=2000"
        with psycopg.connect(
            running.url().replace("+psycopg", ""), autocommit=True, connect_timeout=2, options=options
        ) as connection:
            cursor = connection.execute(statement.encode())
            return cursor.fetchone() if cursor.description else None

    return Subject(
        running.server,
        lambda: say("CREATE TABLE giay_to AS SELECT 7 AS so"),
        lambda: say("SELECT so FROM giay_to") == (7,),
        psycopg.OperationalError,
    )


def _redis(place: ServerFolder) -> Subject:
    running = start_redis(place, durable=True)
    client = redis.Redis.from_url(running.url, socket_timeout=1, retry=None)
    return Subject(running.server, lambda: client.set("so", "7"), lambda: client.get("so") == b"7", redis.RedisError)


def _store(store: S3Store) -> Subject:
    pool = urllib3.PoolManager(timeout=1, retries=False)
    client = Minio(store.endpoint, store.access_key, store.secret_key, secure=False, http_client=pool)

    def write() -> None:
        client.make_bucket("giay-to")
        client.put_object("giay-to", "so", BytesIO(b"7"), 1)

    return Subject(
        store.server, write, lambda: client.get_object("giay-to", "so").read() == b"7", urllib3.exceptions.HTTPError
    )


STARTS: dict[str, Callable[[ServerFolder], Subject]] = {
    "postgres": _postgres,
    "redis": _redis,
    "minio": lambda place: _store(start_minio(place)),
    "versitygw": lambda place: _store(start_versitygw(place)),
}


@pytest.fixture(params=STARTS)
def subject(request: pytest.FixtureRequest, server_folder: ServerFolder) -> Iterator[Subject]:
    """Return a server of this test's own, in which something is written."""
    subject = fail_or_skip(lambda: STARTS[request.param](server_folder), f"accidents of {request.param}")
    subject.write()
    yield subject
    subject.server.stop()


def test_a_killed_server_is_gone_and_comes_back_with_its_data(subject: Subject) -> None:
    """After SIGKILL no process is left; started again, it answers at the same address with what it had answered for."""
    before = subject.server.processes()
    subject.server.kill()
    assert before
    assert not any(is_alive(pid) for pid in before)
    assert not subject.server.is_running()
    subject.server.start()
    assert subject.read()


def test_a_paused_server_is_silent_until_it_goes_on(subject: Subject) -> None:
    """While paused it runs but does not answer; after that it does."""
    subject.server.pause()
    assert subject.server.is_running()
    with pytest.raises(subject.silence):
        subject.read()
    subject.server.resume()
    assert subject.read()


def test_a_paused_server_can_be_stopped(subject: Subject) -> None:
    """Stopping does not wait for a server that cannot hear."""
    subject.server.pause()
    subject.server.stop()
    assert subject.server.processes() == ()


def test_a_killed_test_run_leaves_no_server_and_no_folder() -> None:
    """When the process that started servers is killed outright, they end within seconds, one that is paused too."""
    with subprocess.Popen([sys.executable, "-c", KILLED], stdout=subprocess.PIPE, text=True) as started:
        assert started.stdout is not None
        folder, *pids = started.stdout.readline().split()
        known = servers_of(Path(folder))
        started.kill()
    assert len(pids) > 3
    assert set(map(int, pids)) <= set(known)
    until = time.monotonic() + PATIENCE_SECONDS
    while (Path(folder).exists() or any(is_alive(int(pid)) for pid in pids)) and time.monotonic() < until:
        time.sleep(0.05)
    assert [pid for pid in pids if is_alive(int(pid))] == []
    assert not Path(folder).exists()


def test_a_server_that_does_not_start_says_why(server_folder: ServerFolder) -> None:
    """The error holds what the program said last."""
    command = ("sh", "-c", "echo không có đĩa; exit 3")
    launch = Launch("lạ", command, server_folder.make_folder("odd"), lambda: False)
    with pytest.raises(ServerFailedError, match="không có đĩa"):
        server_folder.start(launch)


def test_at_the_end_every_server_is_stopped_and_the_folder_removed() -> None:
    """An error in between changes nothing; a server deaf to requests is killed."""
    pids: list[int] = []

    def fail(place: ServerFolder) -> None:
        with place:
            deaf = ("sh", "-c", "trap '' INT; sleep 60 & echo ready; wait")
            launch = Launch("deaf", deaf, place.make_folder("deaf"), lambda: True, patience_seconds=0.2)
            server = place.start(launch)
            while "ready" not in server.log.read_text(encoding="utf-8"):
                time.sleep(0.01)
            pids.extend(server.processes())
            raise KeyError

    place = ServerFolder()
    with pytest.raises(KeyError):
        fail(place)
    assert len(pids) == 2
    assert not any(is_alive(pid) for pid in pids)
    assert not place.path.exists()


@pytest.mark.parametrize(("ci", "outcome"), [("", "1 skipped"), ("true", "1 error")])
def test_a_missing_server_fails_in_ci_and_skips_elsewhere(tmp_path: Path, ci: str, outcome: str) -> None:
    """Both name what was not tested."""
    (tmp_path / "test_it.py").write_text("def test_it(minio_server): pass\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "testbed.fixtures", "-c", os.devnull, "-rs", tmp_path],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"CI": ci, "SOHOA_MINIO": "/nowhere/minio"},
    )
    assert outcome in done.stdout
    assert "not tested: the blob store on MinIO" in done.stdout


def test_signals_of_the_terminal_do_not_reach_a_server(server_folder: ServerFolder) -> None:
    """Ctrl-C goes to the group of the tests, and the servers are not in it: they serve until the tests have ended."""
    server = start_redis(server_folder, durable=False).server
    first = server.processes()[0]
    assert os.getpgid(first) != os.getpgrp()
    assert os.getsid(first) != os.getsid(0)
    os.kill(first, signal.SIGCONT)
    server.stop()
