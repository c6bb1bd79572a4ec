"""How a job leaves a worker's hand without a result: it failed, was given back, or the worker was not heard again."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, exists, or_, select

from storage.claims import Claim, end
from storage.documents import Document, StateChange, change_state, lock
from storage.events import Event, append
from storage.jobs import RUNNING, Job, JobState, job_of, make_finish_if_due
from storage.schema import jobs

LOST = "worker_lost"
"""Why an attempt came to nothing whose worker was not heard again."""
POISON = "poison"
"""Why a job failed that took every worker with it."""


@dataclass(frozen=True, slots=True)
class Backoff:
    """How often a job is tried (``limit``) and how long it rests between: twice as long each time, within bounds.

    ``jitter``, between 0 and 1 and drawn anew by the caller, makes the rest half as long to one and a half times.
    """

    first_seconds: float = 10
    longest_seconds: float = 900
    limit: int = 4
    jitter: float = 0.5

    def rest(self, failures: int) -> timedelta:
        """Return how long a job rests after so many failures."""
        seconds = min(self.first_seconds * 2.0 ** min(failures - 1, 60), self.longest_seconds)
        return timedelta(seconds=seconds * (0.5 + self.jitter))


NEVER_AGAIN = Backoff(limit=1)
"""For failures that another attempt would only repeat."""


@dataclass(frozen=True, slots=True)
class _Setback:
    """Why an attempt came to nothing, what is said if it was the last one, and when."""

    problem: str
    last_problem: str
    backoff: Backoff
    now: datetime


@dataclass(frozen=True, slots=True)
class Recovered:
    """A job that was taken from a worker: whether it waits again or has failed for good."""

    job_id: str
    document_id: str
    worker: str
    state: JobState


def fail(connection: Connection, claim: Claim, problem: str, backoff: Backoff, now: datetime) -> JobState:
    """End an attempt that failed: the job waits for the next one, or, after the last, has failed for good.

    A page that failed for good leaves its document to the finishing job; any other job takes the document with it.

    :raises ClaimLostError: when the job is no longer the caller's.
    """
    document = lock(connection, claim.job.document_id)
    return _set_back(connection, document, claim, _Setback(problem, problem, backoff, now))


def give_back(connection: Connection, claim: Claim, now: datetime, not_before: datetime | None = None) -> None:
    """Put a job back that could not be done now through no fault of its own; it counts as no failure.

    It stands in the queue where it stood, or waits until ``not_before``.

    :raises ClaimLostError: when it is no longer the caller's.
    """
    document = lock(connection, claim.job.document_id)
    end(connection, claim, {"state": "waiting", "not_before": not_before or claim.job.created_at})
    _rest(connection, document, claim.worker, now)


def recover(
    connection: Connection, backoff: Backoff, now: datetime, worker: str | None = None, limit: int = 100
) -> tuple[Recovered, ...]:
    """Take back jobs whose leases ran out, and all those of a worker that is known to be dead.

    Each counts as a failure; past the limit it fails for good, as ``poison``.
    """
    expired = jobs.c.lease_until < now
    lost = expired if worker is None else or_(expired, jobs.c.worker == worker)
    rows = connection.execute(
        select(jobs).where(jobs.c.state == RUNNING, lost).order_by(jobs.c.document_id).limit(limit)
    )
    found = []
    for job in [job_of(row) for row in rows]:
        taken = _take_back(connection, job, _Setback(LOST, POISON, backoff, now))
        if taken is not None:
            found.append(taken)
    return tuple(found)


def _take_back(connection: Connection, job: Job, setback: _Setback) -> Recovered | None:
    document = lock(connection, job.document_id)
    same = select(jobs).where(jobs.c.id == job.id, jobs.c.state == RUNNING, jobs.c.attempts == job.attempts)
    held = connection.execute(same.with_for_update()).one_or_none()
    if held is None or held.lease_until != job.lease_until or held.worker is None:
        return None  # it has ended or was renewed while we waited for the lock
    claim = Claim(job, held.worker, job.attempts)
    return Recovered(job.id, document.id, claim.worker, _set_back(connection, document, claim, setback))


def _set_back(connection: Connection, document: Document, claim: Claim, setback: _Setback) -> JobState:
    failures, now = claim.job.failures + 1, setback.now
    is_last = failures >= setback.backoff.limit
    problem = setback.last_problem if is_last else setback.problem
    values = {"failures": failures, "problem": problem}
    if is_last:
        end(connection, claim, values | {"state": "failed", "finished_at": now})
    else:
        end(connection, claim, values | {"state": "waiting", "not_before": now + setback.backoff.rest(failures)})
    _tell(connection, claim, (problem, is_last), now)
    if not is_last:
        _rest(connection, document, claim.worker, now)
        return "waiting"
    if claim.job.kind == "page":
        make_finish_if_due(connection, document, now)
    else:
        change_state(connection, document, StateChange("failed", claim.worker, problem), now)
    return "failed"


def _rest(connection: Connection, document: Document, by: str, now: datetime) -> None:
    """Say of a document that nobody works on it, if so."""
    ours = (jobs.c.document_id == document.id) & (jobs.c.generation == document.generation)
    if not connection.execute(select(exists().where(ours, jobs.c.state == RUNNING))).scalar_one():
        change_state(connection, document, StateChange("received", by), now)


def _tell(connection: Connection, claim: Claim, what: tuple[str, bool], now: datetime) -> None:
    detail = {
        "job": claim.job.id,
        "kind": claim.job.kind,
        "page": claim.job.page,
        "attempt": claim.attempt,
        "problem": what[0],
        "last": what[1],
    }
    append(connection, Event("attempt_failed", claim.worker, claim.job.document_id, detail), now)
