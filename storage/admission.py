"""Admission: the transaction by which a submitted file becomes a document, or one that is there is handed in again."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import uuid4

from sqlalchemy import Connection, delete, insert, select, update

from extract.separator import is_code
from storage import jobs as work
from storage.blob_rows import claim_names
from storage.blobs import BlobKey
from storage.documents import FINAL, LANES, Document, Lane, StateChange, change_state, document_of, find, get, lock
from storage.events import Event, append
from storage.schema import derivatives, documents, jobs, pages, submissions

Admitted = Literal["new", "held", "retried"]
"""A document that was not there; one that was; one that was there and had failed, which is read anew."""


LONGEST_NAME = 128
"""Characters of the name of a person or worker."""


@dataclass(frozen=True, slots=True)
class Original:
    """A file that is in the store: what inspection found."""

    sha256: str
    size: int
    format: str
    page_count: int


@dataclass(frozen=True, slots=True)
class HandedIn:
    """Who hands a file in, for which unit and dossier, and how urgent it is."""

    name: str
    unit: str
    submitted_by: str
    dossier: str = ""
    component: str = ""
    lane: Lane = "normal"

    def __post_init__(self) -> None:
        """Refuse what cannot be a code.

        :raises ValueError: when unit, dossier or component is longer than 64 characters or not printable, or who hands
            in is not printable or longer than 128.
        """
        if not (len(self.submitted_by) <= LONGEST_NAME and self.submitted_by.isprintable()):
            message = f"no name: {self.submitted_by!r}"
            raise ValueError(message)
        for code in filter(None, (self.unit, self.dossier, self.component)):
            if not is_code(code):
                message = f"no code: {code!r}"
                raise ValueError(message)


@dataclass(frozen=True, slots=True)
class Admission:
    """The document that a file became. ``linked`` tells that it had not been handed in for this dossier and unit."""

    document: Document
    admitted: Admitted
    linked: bool


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the submitter gets, once it is certain that nothing can be lost any more."""

    document_id: str
    sha256: str
    received_at: datetime
    page_count: int
    admitted: Admitted


def admit(
    connection: Connection,
    original: Original,
    handed_in: HandedIn,
    now: datetime,
    fan_out_above: int = work.FAN_OUT_ABOVE,
) -> Admission:
    """Make a document of a file in the store, with its first jobs; or find the one with the same bytes.

    A document that failed is read anew. One that waits in a slower lane moves to the lane asked for now.

    :raises BlobCondemnedError: when the sweep is deleting the original just now: it has to be put again.
    """
    claim_names(connection, [BlobKey("originals", original.sha256)])  # also lets the same bytes in one at a time
    there = find(connection, original.sha256)
    if there is None:
        document = _create(connection, original, handed_in, now)
        work.make(connection, document, now, fan_out_above)
        _link(connection, document, handed_in, now)
        _tell(connection, document, handed_in, "new", now)
        return Admission(document, "new", linked=True)
    document = lock(connection, there.id)
    admitted: Admitted = "retried" if document.state == "failed" else "held"
    _hasten(connection, document, handed_in.lane)
    linked = not _is_linked(connection, document, handed_in)
    if linked:
        _link(connection, document, handed_in, now)
    _tell(connection, document, handed_in, admitted, now)
    if admitted == "retried":
        read_anew(connection, document, handed_in.submitted_by, now, fan_out_above)
    return Admission(get(connection, document.id), admitted, linked)


def receipt(admission: Admission, now: datetime) -> Receipt:
    """Return the receipt of an admission; only to be given after its transaction was committed."""
    document = admission.document
    return Receipt(document.id, document.sha256, now, document.page_count, admission.admitted)


def reprocess(
    connection: Connection, document_id: str, by: str, now: datetime, fan_out_above: int = work.FAN_OUT_ABOVE
) -> Document:
    """Have a document read anew. What was read before is shown until then; what people corrected is kept.

    Workers that are at it lose their claims.

    :raises UnknownDocumentError: when there is none of this id.
    """
    read_anew(connection, lock(connection, document_id), by, now, fan_out_above)
    return get(connection, document_id)


def change_lane(connection: Connection, document_id: str, lane: Lane) -> None:
    """Move a document, and what waits of it, to another lane: reading thousands anew is no work for the counter's.

    :raises UnknownDocumentError: when there is none of this id.
    """
    _move(connection, lock(connection, document_id), lane)


def read_anew(connection: Connection, document: Document, by: str, now: datetime, fan_out_above: int) -> None:
    """Begin the next generation of a document that is locked: new jobs, and nothing left of a reading unfinished."""
    ours = jobs.c.document_id == document.id
    connection.execute(delete(jobs).where(ours, jobs.c.state.in_(("waiting", "running"))))
    for table in (pages, derivatives):
        not_shown = table.c.generation != document.result_generation
        connection.execute(delete(table).where(table.c.document_id == document.id, not_shown))
    change_state(connection, document, StateChange("received", by), now)
    raised = update(documents).where(documents.c.id == document.id).values(generation=document.generation + 1)
    connection.execute(raised)
    work.make(connection, get(connection, document.id), now, fan_out_above)
    append(connection, Event("read_anew", by, document.id, {"generation": document.generation + 1}), now)


def _create(connection: Connection, original: Original, handed_in: HandedIn, now: datetime) -> Document:
    row = connection.execute(
        insert(documents)
        .values(
            id=uuid4().hex,
            sha256=original.sha256,
            size=original.size,
            format=original.format,
            page_count=original.page_count,
            name=handed_in.name,
            unit=handed_in.unit,
            lane=handed_in.lane,
            submitted_by=handed_in.submitted_by,
            state="received",
            received_at=now,
        )
        .returning(*documents.c)
    ).one()
    return document_of(row)


def _hasten(connection: Connection, document: Document, lane: Lane) -> None:
    """Move a document, and what is still to be done of it, to a lane that is served earlier."""
    if document.state not in FINAL - {"failed"} and LANES.index(lane) < LANES.index(document.lane):
        _move(connection, document, lane)


def _move(connection: Connection, document: Document, lane: Lane) -> None:
    connection.execute(update(documents).where(documents.c.id == document.id).values(lane=lane))
    waiting = (jobs.c.document_id == document.id) & (jobs.c.state == "waiting")
    connection.execute(update(jobs).where(waiting).values(lane=LANES.index(lane)))


def _is_linked(connection: Connection, document: Document, handed_in: HandedIn) -> bool:
    same = (
        submissions.c.document_id == document.id,
        submissions.c.dossier == handed_in.dossier,
        submissions.c.component == handed_in.component,
        submissions.c.unit == handed_in.unit,
    )
    return connection.execute(select(submissions.c.id).where(*same)).first() is not None


def _link(connection: Connection, document: Document, handed_in: HandedIn, now: datetime) -> None:
    connection.execute(
        insert(submissions).values(
            id=uuid4().hex,
            document_id=document.id,
            dossier=handed_in.dossier,
            component=handed_in.component,
            unit=handed_in.unit,
            name=handed_in.name,
            submitted_by=handed_in.submitted_by,
            received_at=now,
        )
    )


def _tell(connection: Connection, document: Document, handed_in: HandedIn, admitted: Admitted, now: datetime) -> None:
    detail = {
        "admitted": admitted,
        "name": handed_in.name,
        "unit": handed_in.unit,
        "dossier": handed_in.dossier,
        "component": handed_in.component,
        "lane": handed_in.lane,
    }
    append(connection, Event("handed_in", handed_in.submitted_by, document.id, detail), now)
