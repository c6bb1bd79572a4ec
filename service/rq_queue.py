"""Wake-ups over Redis, by RQ: one queue a lane, messages that hold nothing but the id of a job.

A message names a function, as RQ wants it, in JSON; it is not run. So whoever can write into Redis can make workers
look for work, and nothing else. A message is unique by the job: submitting a job again is one wake-up.
"""

import contextlib
import time
from collections.abc import Callable, Sequence

from redis import Redis
from redis.exceptions import RedisError
from rq import Queue, SimpleWorker
from rq.exceptions import DuplicateJobError, StopRequested
from rq.intermediate_queue import IntermediateQueue
from rq.job import Job
from rq.serializers import JSONSerializer
from rq.worker import WorkerStatus

from service.errors import QueueUnavailableError
from storage.documents import Lane

FUNCTION = "service.worker.work_off"
_NO_LIMIT = -1
_MESSAGE_SECONDS = 120
"""How long a message lives and is unique: one that was lost must not stand in the way of the next one for long."""
_HOW = {"job_timeout": _NO_LIMIT, "result_ttl": 0, "failure_ttl": 1, "ttl": _MESSAGE_SECONDS, "description": "wake up"}
_RETRY_SECONDS = 2.0


class RqQueue:
    """Submits to Redis."""

    def __init__(self, url: str) -> None:
        self._redis = connection(url)

    def submit(self, job_ids: Sequence[str], lane: Lane) -> None:
        """Wake workers of the lane, one for every job that has no message there yet.

        :raises QueueUnavailableError: when Redis does not answer.
        """
        queue = queue_of(lane, self._redis)
        try:
            for job_id in job_ids:
                with contextlib.suppress(DuplicateJobError):
                    queue.enqueue(FUNCTION, job_id, job_id=job_id, unique=True, **_HOW)
        except RedisError as error:
            raise QueueUnavailableError(str(error)) from error

    def ping(self) -> None:
        """Ask whether Redis answers.

        :raises QueueUnavailableError: when it does not.
        """
        try:
            self._redis.ping()
        except RedisError as error:
            raise QueueUnavailableError(str(error)) from error

    def close(self) -> None:
        """Close the connections."""
        self._redis.close()


def connection(url: str) -> "Redis":
    """Return a connection that does not wait for a silent Redis for ever."""
    return Redis.from_url(url, socket_connect_timeout=5, socket_timeout=10, health_check_interval=30)


def queue_of(lane: Lane, redis: "Redis") -> Queue:
    """Return the RQ queue of a lane."""
    return Queue(f"sohoa-{lane}", connection=redis, serializer=JSONSerializer)


class _Attendant(SimpleWorker):
    """RQ's worker, which runs nothing that a message names: any message makes it look for work.

    It works in this process, so that readers and engine stay open. It leaves the signals alone: RQ's way to stop wants
    to tell Redis, which may be away at that moment.
    """

    max_connection_wait_time = 5.0
    work_off: Callable[[], None]
    is_stopping: Callable[[], bool]

    def _install_signal_handlers(self) -> None:
        """Leave them to the worker."""

    def execute_job(self, job: Job, queue: Queue) -> None:
        """Take the message away, work off what waits, then stop where that is wanted."""
        self.set_state(WorkerStatus.BUSY)
        job.delete()
        IntermediateQueue(queue.key, connection=self.connection).remove(job.id)
        self.work_off()
        if self.is_stopping():
            raise StopRequested
        self.set_state(WorkerStatus.IDLE)


def attend(url: str, lanes: Sequence[Lane], work_off: Callable[[], None], is_stopping: Callable[[], bool]) -> None:
    """Work off what waits, now and whenever a message comes, until told to stop; Redis may come and go."""
    while not is_stopping():
        work_off()
        redis = connection(url)
        try:
            attendant = _Attendant(
                [queue_of(lane, redis) for lane in lanes], connection=redis, serializer=JSONSerializer
            )
            attendant.work_off, attendant.is_stopping = work_off, is_stopping
            attendant.work(logging_level="CRITICAL")
        except RedisError:
            time.sleep(_RETRY_SECONDS)
        finally:
            redis.close()
