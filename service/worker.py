"""A worker: claims the fairest job, does it, and again until none waits; it is one process, led by ``service.crew``.

Beats beside it keep the lease while a job takes its time, and run recovery. Told to stop, the worker finishes its
job, or gives it back when that takes too long.
"""

import logging
import os
import random
import secrets
import signal
import socket
import sys
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from types import FrameType
from typing import Self

from service.beat import Beat
from service.errors import JobFailedError, ServiceError
from service.job_work import JobWork
from service.lease import Lease
from service.limits import hear_of_parents_death
from service.messages import sentence
from service.patience import OUTAGES, outlast
from service.pipeline import Pipeline
from service.recovery import put_right
from service.retention import Retention
from service.stores import Stores
from storage.claims import Claim, Claimant, claim_next
from storage.documents import Lane
from storage.errors import ClaimLostError, StorageError
from storage.job_ends import Backoff, fail, give_back

_REST = timedelta(seconds=15)
"""How long a job rests that this machine could not do through no fault of the paper."""
_RENEWALS_PER_LEASE, _RECOVERY_SECONDS = 4, 30.0
_UNFIT = 4
_OF_THE_MACHINE = frozenset({"not_written", "engine_missing", "not_found"})
_SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGALRM)
_log = logging.getLogger(__name__)


class HurriedError(BaseException):
    """The worker is to leave at once: its time to finish is over, or it was told a second time."""


@dataclass(frozen=True, slots=True)
class Duty:
    """What a worker keeps to: lanes, lease, tries of a job, its first rest, retention, seconds to finish when told."""

    lanes: tuple[Lane, ...]
    lease: timedelta
    attempts: int
    rest_seconds: float
    retention: Retention
    drain_seconds: float

    @property
    def backoff(self) -> Backoff:
        """Return how a job rests after a failure, drawn anew."""
        jitter = random.random()  # noqa: S311 - spreads those who failed together
        return Backoff(self.rest_seconds, limit=self.attempts, jitter=jitter)


class Worker:
    """Works on one job at a time, in the main thread of its process."""

    def __init__(self, stores: Stores, pipeline: Pipeline, duty: Duty) -> None:
        self._stores, self._duty = stores, duty
        self._is_stopping = False
        self._is_busy = False
        self._work = JobWork(stores, pipeline, duty.retention, self.is_stopping)
        name = f"{socket.gethostname()[:80]}:{os.getpid()}:{secrets.token_hex(4)}"
        self._claimant = Claimant(name, duty.lease, duty.lanes)
        self._lease = Lease(stores.database, duty.lease)
        seconds = duty.lease.total_seconds()
        self._beats = (
            Beat("lease", seconds / _RENEWALS_PER_LEASE, self._lease.renew),
            Beat("recovery", min(_RECOVERY_SECONDS, seconds), self._put_right),
        )

    def is_stopping(self) -> bool:
        """Tell whether the worker is to leave."""
        return self._is_stopping

    def __enter__(self) -> Self:
        for number in _SIGNALS:
            signal.signal(number, self._told)
        for beat in self._beats:
            beat.start()
        return self

    def __exit__(self, *_: object) -> None:
        for beat in self._beats:
            beat.stop()

    def work_off(self) -> None:
        """Do jobs until none waits, or the worker is told to stop."""
        self._is_busy = True
        try:
            while not self._is_stopping and (claim := outlast(self._claimed, self.is_stopping)) is not None:
                with self._lease.of(claim):
                    self._handle(claim)
        except (HurriedError, *OUTAGES):
            self._is_stopping = True
        finally:
            self._is_busy = False

    def _claimed(self) -> Claim | None:
        with self._stores.database.write() as connection:
            return claim_next(connection, self._claimant, datetime.now(UTC))

    def _handle(self, claim: Claim) -> None:
        """Do a job and see to it that it leaves this worker's hand, whatever happens."""
        try:
            self._work.do(claim)
        except ClaimLostError:
            _log.warning("job %s is no longer ours; its result is dropped", claim.job.id)
        except (HurriedError, *OUTAGES):
            with suppress(StorageError):
                self._give_back(claim, timedelta(0))
            raise
        except (JobFailedError, StorageError) as error:
            _log.warning("job %s: %s", claim.job.id, error.code)
            self._set_back(claim, error.code)
        except OSError as error:
            _log.warning("job %s: %s", claim.job.id, error)
            self._set_back(claim, "not_written")
        except Exception:  # noqa: BLE001 - the edge of the job
            _log.exception("job %s", claim.job.id)
            self._set_back(claim, "internal")

    def _set_back(self, claim: Claim, code: str) -> None:
        """Let the job wait; a failure that is the machine's is none of the job's."""
        if code in _OF_THE_MACHINE:
            self._give_back(claim, _REST)
            return

        def failed() -> None:
            with self._stores.database.write() as connection:
                fail(connection, claim, code, self._duty.backoff, datetime.now(UTC))

        with suppress(ClaimLostError):
            outlast(failed, self.is_stopping)

    def _give_back(self, claim: Claim, rest: timedelta) -> None:
        def given() -> None:
            now = datetime.now(UTC)
            with self._stores.database.write() as connection:
                give_back(connection, claim, now, now + rest if rest else None)

        with suppress(ClaimLostError):
            outlast(given, self.is_stopping)

    def _put_right(self) -> None:
        put_right(self._stores, self._duty.backoff, self._duty.retention.usual, datetime.now(UTC))

    def _told(self, number: int, _frame: FrameType | None) -> None:
        """Act on a signal: leave at once when idle, else finish the job within the time that is given for it."""
        was_told, self._is_stopping = self._is_stopping, True
        if not self._is_busy:
            raise SystemExit(0)
        if was_told or number == signal.SIGALRM or not self._duty.drain_seconds:
            raise HurriedError
        signal.setitimer(signal.ITIMER_REAL, self._duty.drain_seconds)


@cache
def _opened() -> ExitStack:
    """Return what this process has opened, closed when it leaves."""
    return ExitStack()


@cache
def this_worker() -> Worker:
    """Return the worker of this process, made from the settings when it is first asked for."""
    from service.settings import Settings  # noqa: PLC0415 - wiring imports this module
    from service.wiring import open_worker  # noqa: PLC0415 - the same

    return _opened().enter_context(_opened().enter_context(open_worker(Settings())))


def work_off(_job_id: str) -> None:
    """Do what waits; the queue names this function. Which job woke the worker does not matter."""
    this_worker().work_off()


def main() -> int:
    """Be a worker until told to stop; return the exit status, 4 where this machine or a server lacks something."""
    from service.settings import Settings  # noqa: PLC0415 - wiring imports this module
    from service.wiring import attendance  # noqa: PLC0415 - the same

    hear_of_parents_death(signal.SIGTERM)  # also when it has no time to say so
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(asctime)s %(process)d %(message)s")
    with _opened():
        try:
            worker = this_worker()
        except (StorageError, ServiceError) as error:
            print(f"{sentence(error.code)}\n({error})", file=sys.stderr)  # noqa: T201 - its leader's terminal
            return _UNFIT
        attendance(Settings())(worker.work_off, worker.is_stopping)
    return 0
