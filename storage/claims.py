"""Giving a job to a worker: the fairest one, to one worker only, for as long as its lease lasts."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Select, func, select, update

from storage.documents import LANES, Lane, StateChange, change_state, lock
from storage.errors import ClaimLostError
from storage.jobs import RUNNING, WAITING, Job, job_of
from storage.schema import documents, jobs

_UNITS_TRIED = 8
"""Units whose jobs may all be in other claimants' hands before we say that nothing waits."""


@dataclass(frozen=True, slots=True)
class Claimant:
    """Who asks for work: the worker's name, how long a lease it needs, and the lanes that it serves."""

    worker: str
    lease: timedelta
    lanes: Collection[Lane] = LANES


@dataclass(frozen=True, slots=True)
class Claim:
    """A job in the hand of a worker. It is ours as long as worker and attempt stand in the row."""

    job: Job
    worker: str
    attempt: int


def claim_next(connection: Connection, claimant: Claimant, now: datetime) -> Claim | None:
    """Give a worker the fairest job that may be done now; None where there is none.

    The lanes are served one after the other. Within a lane it is the turn of the unit with the fewest jobs running;
    among such, of the one served longest ago; within a unit, of the oldest job. No two claims get the same job.
    """
    for lane, name in enumerate(LANES):
        if name not in claimant.lanes:
            continue
        for unit in connection.execute(units_in_turn(lane, now)).scalars().all():
            claim = _claim(connection, claimant, (lane, unit), now)
            if claim is not None:
                return claim
    return None


def renew(connection: Connection, claim: Claim, until: datetime) -> None:
    """Prolong the lease of a claim.

    :raises ClaimLostError: when it is no longer the caller's.
    """
    changed = connection.execute(update(jobs).where(*is_ours(claim)).values(lease_until=until)).rowcount
    if not changed:
        raise ClaimLostError(claim.job.id)


def end(connection: Connection, claim: Claim, values: dict[str, Any]) -> None:
    """Take a job out of a worker's hand; every writing of a result does this, in the same transaction.

    :raises ClaimLostError: when it was not in it any more: the transaction must be given up.
    """
    row = values | {"worker": None, "lease_until": None}
    if not connection.execute(update(jobs).where(*is_ours(claim)).values(**row)).rowcount:
        raise ClaimLostError(claim.job.id)


def is_ours(claim: Claim) -> tuple[Any, ...]:
    """Return the conditions under which a claim still holds."""
    return (
        jobs.c.id == claim.job.id,
        jobs.c.state == RUNNING,
        jobs.c.worker == claim.worker,
        jobs.c.attempts == claim.attempt,
    )


def units_in_turn(lane: int, now: datetime) -> Select[Any]:
    """Return the query for the units of a lane with work to do, in their turn.

    It jumps from unit to unit over the index, so that its cost grows with the units and not with the jobs.
    """
    units = select(func.min(jobs.c.unit).label("unit")).where(jobs.c.state == WAITING, jobs.c.lane == lane)
    walk = units.cte("units", recursive=True)
    following = _first(func.min(jobs.c.unit), jobs.c.state == WAITING, jobs.c.lane == lane, jobs.c.unit > walk.c.unit)
    walk = walk.union_all(select(following.scalar_subquery()).where(walk.c.unit.is_not(None)))
    of_unit = (jobs.c.lane == lane, jobs.c.unit == walk.c.unit)
    due = _first(func.min(jobs.c.not_before), jobs.c.state == WAITING, *of_unit, jobs.c.not_before <= now)
    running = _first(func.count(), jobs.c.state == RUNNING, *of_unit)
    served = _first(func.max(jobs.c.started_at), *of_unit, jobs.c.started_at.is_not(None))
    turns = select(
        walk.c.unit,
        due.scalar_subquery().label("due"),
        running.scalar_subquery().label("running"),
        served.scalar_subquery().label("served"),
    ).subquery()
    return (
        select(turns.c.unit)
        .where(turns.c.due.is_not(None))
        .order_by(turns.c.running, turns.c.served.nulls_first(), turns.c.due, turns.c.unit)
        .limit(_UNITS_TRIED)
    )


def first_of(lane: int, unit: str, now: datetime) -> Select[Any]:
    """Return the query for the oldest job of a unit that may be done now and is in nobody's hand."""
    waiting = jobs.alias("waiting")
    return (
        select(waiting.c.id)
        .where(waiting.c.state == WAITING, waiting.c.lane == lane, waiting.c.unit == unit, waiting.c.not_before <= now)
        .order_by(waiting.c.not_before, waiting.c.page)
        .limit(1)
        .with_for_update(skip_locked=True)
    )


def _claim(connection: Connection, claimant: Claimant, turn: tuple[int, str], now: datetime) -> Claim | None:
    row = connection.execute(
        update(jobs)
        .where(jobs.c.id == first_of(*turn, now).scalar_subquery(), jobs.c.state == WAITING)
        .values(
            state="running",
            worker=claimant.worker,
            lease_until=now + claimant.lease,
            attempts=jobs.c.attempts + 1,
            started_at=now,
        )
        .returning(*jobs.c)
    ).one_or_none()
    if row is None:
        return None
    job = job_of(row)
    state = connection.execute(select(documents.c.state).where(documents.c.id == job.document_id)).scalar_one()
    if state == "received":
        change_state(connection, lock(connection, job.document_id), StateChange("running", claimant.worker), now)
    return Claim(job, claimant.worker, job.attempts)


def _first(value: Any, *conditions: Any) -> Select[Any]:
    return select(value).select_from(jobs).where(*conditions)
