"""Documents: finding them, what state they are in, and whether their originals are under retention yet."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection, Row, Select, literal, or_, select, tuple_, update

from storage.blobs import BlobKey
from storage.errors import UnknownDocumentError
from storage.events import Event, append
from storage.schema import ID, UtcTime, documents, submissions

DocumentState = Literal["received", "running", "done", "needs_review", "failed"]
Lane = Literal["counter", "normal", "backfile"]
LANES: tuple[Lane, ...] = ("counter", "normal", "backfile")
"""In the order in which they are served; jobs hold the place in it."""

FINAL = frozenset({"done", "needs_review", "failed"})


@dataclass(frozen=True, slots=True)
class Document:
    """A submitted file. ``problem`` is why it failed; ``generation`` counts how often it was read.

    ``result_generation`` is the reading whose results are shown, 0 where there is none yet.
    """

    id: str
    sha256: str
    size: int
    format: str
    page_count: int
    name: str
    unit: str
    lane: Lane
    submitted_by: str
    state: DocumentState
    problem: str | None
    generation: int
    result_generation: int
    received_at: datetime
    finished_at: datetime | None
    protected_until: datetime | None

    @property
    def key(self) -> BlobKey:
        """Return the name of the original."""
        return BlobKey("originals", self.sha256)


@dataclass(frozen=True, slots=True)
class Submission:
    """One handing-in of a document; ``dossier`` and ``component`` are empty where none was named."""

    id: str
    document_id: str
    dossier: str
    component: str
    unit: str
    name: str
    submitted_by: str
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which documents to list; None: any."""

    state: DocumentState | None = None
    unit: str | None = None
    dossier: str | None = None
    component: str | None = None


@dataclass(frozen=True, slots=True)
class Cursor:
    """The place in a list after which it goes on: the last document that was seen."""

    received_at: datetime
    id: str


def get(connection: Connection, document_id: str) -> Document:
    """Return a document.

    :raises UnknownDocumentError: when there is none of this id.
    """
    row = connection.execute(select(documents).where(documents.c.id == document_id)).one_or_none()
    if row is None:
        raise UnknownDocumentError(document_id)
    return document_of(row)


def find(connection: Connection, sha256: str) -> Document | None:
    """Return the document with these bytes, None where there is none."""
    row = connection.execute(select(documents).where(documents.c.sha256 == sha256)).one_or_none()
    return None if row is None else document_of(row)


def lock(connection: Connection, document_id: str) -> Document:
    """Return a document that no other transaction changes until this one ends.

    Whoever changes a document *and* its jobs locks the document first: so nobody waits for another in a circle.
    Rows that only name it may still be added.

    :raises UnknownDocumentError: when there is none of this id.
    """
    row = connection.execute(
        select(documents).where(documents.c.id == document_id).with_for_update(key_share=True)
    ).one_or_none()
    if row is None:
        raise UnknownDocumentError(document_id)
    return document_of(row)


def listed(
    connection: Connection, wanted: Wanted, after: Cursor | None = None, limit: int = 100
) -> tuple[Document, ...]:
    """Return documents in the order in which they came, the first ones after a place in that order."""
    rows = connection.execute(in_order(_of(wanted), after).limit(limit))
    return tuple(document_of(row) for row in rows)


def after(document: Document) -> Cursor:
    """Return the place behind a document."""
    return Cursor(document.received_at, document.id)


def submissions_of(connection: Connection, document_id: str) -> tuple[Submission, ...]:
    """Return the handings-in of a document, the first one first."""
    query = select(submissions).where(submissions.c.document_id == document_id)
    rows = connection.execute(query.order_by(submissions.c.received_at, submissions.c.id))
    return tuple(Submission(**row._mapping) for row in rows)  # noqa: SLF001 - public, named so to spare columns


def unprotected(connection: Connection, after: Cursor | None = None, limit: int = 100) -> tuple[Document, ...]:
    """Return documents whose originals are not under retention yet, in the order in which they came.

    Go on after the last one: one that cannot be protected, since its original is lost, must not keep the rest waiting.
    """
    query = select(documents).where(documents.c.protected_until.is_(None))
    return tuple(document_of(row) for row in connection.execute(in_order(query, after).limit(limit)))


def mark_protected(connection: Connection, document_id: str, until: datetime) -> None:
    """Note until when the original is under retention; call it after the store has said so. Never shortens."""
    longer = or_(documents.c.protected_until.is_(None), documents.c.protected_until < until)
    connection.execute(
        update(documents).where(documents.c.id == document_id, longer).values(protected_until=until),
    )


def change_state(connection: Connection, document: Document, change: "StateChange", now: datetime) -> None:
    """Put a document that is locked into another state, and remember who did it; nothing where it is in it already."""
    if (document.state, document.problem) == (change.state, change.problem):
        return
    ended = now if change.state in FINAL else None
    connection.execute(
        update(documents)
        .where(documents.c.id == document.id)
        .values(state=change.state, problem=change.problem, finished_at=ended)
    )
    detail = {"from": document.state, "to": change.state, "problem": change.problem, "generation": document.generation}
    append(connection, Event("state", change.by, document.id, detail), now)


@dataclass(frozen=True, slots=True)
class StateChange:
    """A new state, who brings it about (a person or a worker), and why, where it failed."""

    state: DocumentState
    by: str
    problem: str | None = None


def in_order(query: Select[Any], after: Cursor | None) -> Select[Any]:
    """Return a query for documents in the order in which they came, from a place on; it needs not walk to it."""
    place = tuple_(documents.c.received_at, documents.c.id)
    if after is not None:
        query = query.where(place > tuple_(literal(after.received_at, UtcTime), literal(after.id, ID)))
    return query.order_by(documents.c.received_at, documents.c.id)


def document_of(row: Row[Any]) -> Document:
    """Return the document of a row of ``documents``."""
    return Document(**row._mapping)  # noqa: SLF001 - public, named so to spare columns


def _of(wanted: Wanted) -> Select[Any]:
    query = select(documents)
    if wanted.state is not None:
        query = query.where(documents.c.state == wanted.state)
    if wanted.unit is not None:
        query = query.where(documents.c.unit == wanted.unit)
    if wanted.dossier is None and wanted.component is None:
        return query
    handed_in = select(submissions.c.document_id)
    if wanted.dossier is not None:
        handed_in = handed_in.where(submissions.c.dossier == wanted.dossier)
    if wanted.component is not None:
        handed_in = handed_in.where(submissions.c.component == wanted.component)
    return query.where(documents.c.id.in_(handed_in))
