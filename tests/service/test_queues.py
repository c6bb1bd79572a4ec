"""The two queues: what they promise to those who submit, and what they never do."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from redis import Redis as Client
from rq import Queue
from rq.serializers import JSONSerializer

from service.crew import Crew
from service.errors import QueueUnavailableError
from service.local_queue import LocalQueue
from service.queue import JobQueue
from service.rq_queue import RqQueue
from service.settings import Settings
from service.wiring import open_queue
from storage.jobs import waiting_ids
from testbed.redis import Redis
from testbed.scene import Scene

Writer = Callable[[Path], Path]


@pytest.fixture
def queue(settings: Settings) -> Iterator[JobQueue]:
    """Return the queue of a service."""
    opened = open_queue(settings)
    yield opened
    opened.close()


def test_submitting_jobs_that_are_no_more_does_no_harm(
    scene: Scene, queue: JobQueue, tmp_path: Path, slip_file: Writer
) -> None:
    """Nor does submitting twice: workers wake, find nothing, and go on."""
    for _ in range(2):
        queue.submit(["0" * 32, "1" * 32], "normal")
    scene.start(1)
    receipt = scene.hand_in(slip_file(tmp_path / "a.png"))
    queue.submit([receipt.document_id], "backfile")
    assert scene.ended()["a.png"].state == "done"


def test_an_idle_worker_is_woken(
    scene: Scene, tmp_path: Path, slip_file: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It has read a paper and waits; the next one is begun at once, not at the next round of recovery."""
    monkeypatch.setenv("SOHOA_LEASE_SECONDS", "60")  # and rounds of recovery every half a minute
    scene.start(1)
    for name in ("a", "b"):
        path = slip_file(tmp_path / f"{name}.png")
        path.write_bytes(path.read_bytes() + name.encode())
        receipt = scene.hand_in(path)
        document = scene.ended()[path.name]
        assert document.id == receipt.document_id
        time.sleep(0.5)
    assert document.finished_at is not None
    assert (document.finished_at - document.received_at).total_seconds() < 5


@pytest.mark.parametrize("settings", ["production"], indirect=True)
def test_a_message_holds_an_id_and_nothing_else(queue: JobQueue, redis_url: str) -> None:
    """One message a job, in JSON, on the queue of its lane."""
    for _ in range(2):
        queue.submit(["0" * 32], "counter")
    with Client.from_url(redis_url) as client:
        assert client.lrange("rq:queue:sohoa-counter", 0, -1) == [b"0" * 32]
        (message,) = Queue("sohoa-counter", connection=client, serializer=JSONSerializer).get_jobs()
        assert (message.func_name, message.args, message.kwargs) == ("service.worker.work_off", ["0" * 32], {})


@pytest.mark.parametrize("settings", ["production"], indirect=True)
def test_nothing_that_a_message_names_is_run(scene: Scene, redis_url: str, tmp_path: Path, slip_file: Writer) -> None:
    """Whoever can write into Redis cannot make a worker run what they like."""
    scene.start(1)
    with Client.from_url(redis_url) as client:
        evil = Queue("sohoa-normal", connection=client, serializer=JSONSerializer)
        evil.enqueue("os.mkdir", str(tmp_path / "made"), on_success=None)
        scene.hand_in(slip_file(tmp_path / "a.png"))
        assert scene.ended()["a.png"].state == "done"
        deadline = time.monotonic() + 10
        while evil.count and time.monotonic() < deadline:
            time.sleep(0.05)
        assert evil.count == 0
    assert not (tmp_path / "made").exists()


@pytest.mark.parametrize("settings", ["production"], indirect=True)
def test_work_outlives_redis(
    scene: Scene, settings: Settings, redis_server: Redis, tmp_path: Path, slip_file: Writer
) -> None:
    """A receipt is given while Redis is away; once it is back, empty, the paper is read."""
    scene.start(1)
    redis_server.server.kill()
    try:
        with pytest.raises(QueueUnavailableError):
            RqQueue(settings.queue.get_secret_value()).submit(["0" * 32], "normal")
        assert scene.hand_in(slip_file(tmp_path / "a.png")).admitted == "new"
    finally:
        redis_server.server.start()
    assert scene.ended()["a.png"].state == "done"
    with scene.stores.database.read() as connection:
        assert waiting_ids(connection, scene.now()) == ()


def test_a_crew_without_workers_to_wake_is_no_failure() -> None:
    """Wake-ups go nowhere, and nobody minds."""
    crew = Crew(0)
    LocalQueue(crew).submit(["0" * 32], "normal")
    assert crew.alive == 0
