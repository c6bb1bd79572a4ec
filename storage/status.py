"""What waits, runs and failed: counted per lane and unit, with the age of the oldest."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, and_, case, func, select

from storage.documents import LANES, DocumentState, Lane
from storage.jobs import RUNNING, WAITING
from storage.schema import documents, jobs


@dataclass(frozen=True, slots=True)
class WorkOfUnit:
    """The jobs of a unit in a lane. ``resting`` are those among the waiting that failed and may not be tried yet.

    ``failed`` counts documents that ended so; ``oldest`` is how long ago the oldest waiting job was made.
    """

    lane: Lane
    unit: str
    waiting: int
    resting: int
    running: int
    failed: int
    oldest: timedelta | None


def work_of_units(connection: Connection, now: datetime) -> tuple[WorkOfUnit, ...]:
    """Return what is to be done for every unit that has something, by lane and unit."""
    waits, runs = jobs.c.state == WAITING, jobs.c.state == RUNNING
    counted = (
        select(
            jobs.c.lane,
            jobs.c.unit,
            func.sum(case((waits, 1), else_=0)).label("waiting"),
            func.sum(case((and_(waits, jobs.c.not_before > now), 1), else_=0)).label("resting"),
            func.sum(case((runs, 1), else_=0)).label("running"),
            func.min(case((waits, jobs.c.created_at))).label("oldest"),
        )
        .where(jobs.c.state.in_(("waiting", "running")))
        .group_by(jobs.c.lane, jobs.c.unit)
    )
    open_work = {(LANES[row.lane], row.unit): row for row in connection.execute(counted)}
    ended_so = (
        select(documents.c.lane, documents.c.unit, func.count().label("failed"))
        .where(documents.c.state == "failed")
        .group_by(documents.c.lane, documents.c.unit)
    )
    failed = {(row.lane, row.unit): row.failed for row in connection.execute(ended_so)}
    found = []
    for lane, unit in sorted({*open_work, *failed}, key=lambda key: (LANES.index(key[0]), key[1])):
        row, count = open_work.get((lane, unit)), failed.get((lane, unit), 0)
        if row is None:
            found.append(WorkOfUnit(lane, unit, 0, 0, 0, count, None))
            continue
        oldest = None if row.oldest is None else now - row.oldest
        found.append(WorkOfUnit(lane, unit, row.waiting, row.resting, row.running, count, oldest))
    return tuple(found)


def documents_by_state(connection: Connection) -> dict[DocumentState, int]:
    """Return how many documents are in each state; a state without any is left out."""
    counted = select(documents.c.state, func.count().label("documents")).group_by(documents.c.state)
    return {row.state: row.documents for row in connection.execute(counted)}
