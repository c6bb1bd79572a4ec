"""Jobs, the units of work: making and seeing them. ``claims`` gives them to workers, ``job_ends`` takes them back."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import uuid4

from sqlalchemy import ColumnElement, Connection, Row, exists, func, insert, literal_column, select

from storage.documents import LANES, Document
from storage.schema import jobs

JobKind = Literal["whole", "page", "finish"]
JobState = Literal["waiting", "running", "done", "failed"]

FAN_OUT_ABOVE = 8
"""Pages up to which a document is one job; each page of a longer one is a job of its own."""

# Written into the statement: a planner that does not see the state cannot know how few rows are in it.
WAITING: ColumnElement[str] = literal_column("'waiting'")
RUNNING: ColumnElement[str] = literal_column("'running'")


@dataclass(frozen=True, slots=True)
class Job:
    """A unit of work. ``page`` is 0 but for page jobs.

    ``attempts`` counts claims, ``failures`` those that came to nothing.
    """

    id: str
    document_id: str
    generation: int
    kind: JobKind
    page: int
    lane: int
    unit: str
    state: JobState
    attempts: int
    failures: int
    not_before: datetime
    worker: str | None
    lease_until: datetime | None
    problem: str | None
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None


@dataclass(frozen=True, slots=True)
class PageProblem:
    """A page that could not be read by any of its attempts, and why the last one failed."""

    page: int
    problem: str


def make(connection: Connection, document: Document, now: datetime, fan_out_above: int = FAN_OUT_ABOVE) -> None:
    """Make the first jobs of a document's generation: one for the whole, or one for each page.

    The finishing job of a longer document is made by the end of its last page job.
    """
    if document.page_count <= fan_out_above:
        rows = [_row(document, "whole", 0, now)]
    else:
        rows = [_row(document, "page", page, now) for page in range(1, document.page_count + 1)]
    connection.execute(insert(jobs), rows)


def make_finish_if_due(connection: Connection, document: Document, now: datetime) -> bool:
    """Make the finishing job of a document that is locked, once all its page jobs have ended; tell whether it was made.

    It stands in the queue where the document stood, before all that came later.
    """
    ours = (jobs.c.document_id == document.id) & (jobs.c.generation == document.generation)
    open_page = exists().where(ours, jobs.c.kind == "page", jobs.c.state.in_(("waiting", "running")))
    finish = exists().where(ours, jobs.c.kind == "finish")
    if connection.execute(select(open_page | finish)).scalar_one():
        return False
    connection.execute(insert(jobs).values(**_row(document, "finish", 0, now) | {"not_before": document.received_at}))
    return True


def get(connection: Connection, job_id: str) -> Job | None:
    """Return a job, None where it is no more: its document is being read anew."""
    row = connection.execute(select(jobs).where(jobs.c.id == job_id)).one_or_none()
    return None if row is None else job_of(row)


def of_document(connection: Connection, document_id: str) -> tuple[Job, ...]:
    """Return the jobs of a document, of all generations, in the order of their making and of the pages."""
    query = select(jobs).where(jobs.c.document_id == document_id)
    rows = connection.execute(query.order_by(jobs.c.generation, jobs.c.kind.desc(), jobs.c.page))
    return tuple(job_of(row) for row in rows)


def waiting_ids(connection: Connection, now: datetime, limit: int = 1000) -> tuple[str, ...]:
    """Return the ids of jobs that could be claimed now, the counter's first: what the queue should hold."""
    found: list[str] = []
    for lane in range(len(LANES)):
        due = select(jobs.c.id).where(jobs.c.state == WAITING, jobs.c.lane == lane, jobs.c.not_before <= now)
        found += connection.execute(due.limit(limit - len(found))).scalars()
    return tuple(found)


def next_due(connection: Connection) -> datetime | None:
    """Return when the next waiting job may be claimed, which may be past; None where none waits."""
    moment: datetime | None = connection.execute(
        select(func.min(jobs.c.not_before)).where(jobs.c.state == WAITING)
    ).scalar_one()
    return moment


def unread_pages(connection: Connection, document: Document) -> tuple[PageProblem, ...]:
    """Return the pages whose jobs failed for good, for the finishing job to give them up."""
    query = select(jobs.c.page, jobs.c.problem).where(
        jobs.c.document_id == document.id,
        jobs.c.generation == document.generation,
        jobs.c.kind == "page",
        jobs.c.state == "failed",
    )
    return tuple(PageProblem(row.page, row.problem) for row in connection.execute(query.order_by(jobs.c.page)))


def job_of(row: Row[Any]) -> Job:
    """Return the job of a row of ``jobs``."""
    return Job(**row._mapping)  # noqa: SLF001 - public, named so to spare columns


def _row(document: Document, kind: JobKind, page: int, now: datetime) -> dict[str, Any]:
    return {
        "id": uuid4().hex,
        "document_id": document.id,
        "generation": document.generation,
        "kind": kind,
        "page": page,
        "lane": LANES.index(document.lane),
        "unit": document.unit,
        "state": "waiting",
        "not_before": now,
        "created_at": now,
    }
