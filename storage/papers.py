"""Papers, the documents found inside a submitted file, and their fields, in which corrections of people stand."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, delete, insert, select

from extract.document import Extraction
from extract.field import Field, Value
from extract.folding import fold
from extract.reuse_key import ReuseKey
from ingest.geometry import Box
from storage.corrections import reattach
from storage.schema import corrections, fields, papers


@dataclass(frozen=True, slots=True)
class Paper:
    """A document that extraction found: its pages in the file, its type and fields, and what a separator sheet says."""

    first_page: int
    last_page: int
    document_type: str
    certainty: float
    fields: tuple[Field, ...] = ()
    reuse_key: ReuseKey | None = None
    dossier: str | None = None
    component: str | None = None


@dataclass(frozen=True, slots=True)
class KeptField:
    """A field as it stands. Where a person corrected it, ``value`` is what was said and ``as_read`` what was read.

    ``origin`` is ``person`` where nothing had been read.
    """

    name: str
    value: Value | None
    printed: str
    page: int | None
    box: Box | None
    confidence: float
    problem: str | None
    origin: str
    notes: tuple[str, ...]
    as_read: Value | None = None
    corrected_by: str | None = None
    corrected_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class KeptPaper:
    """A paper as it is kept, with its number among those of the file, from 1."""

    id: str
    ordinal: int
    first_page: int
    last_page: int
    document_type: str
    certainty: float
    fields: tuple[KeptField, ...]
    reuse_key: ReuseKey | None
    dossier: str | None
    component: str | None


def paper_of(found: Extraction) -> Paper:
    """Return the paper of an extraction."""
    said = found.separator
    return Paper(
        found.pages[0],
        found.pages[-1],
        found.document_type,
        found.certainty,
        found.fields,
        found.reuse_key,
        said.dossier if said else None,
        said.component if said else None,
    )


def replace(connection: Connection, document_id: str, found: tuple[Paper, ...]) -> None:
    """Put papers in the place of those of a document that is locked, and corrections back into their fields."""
    ours = select(papers.c.id).where(papers.c.document_id == document_id)
    connection.execute(delete(fields).where(fields.c.paper_id.in_(ours)))
    connection.execute(delete(papers).where(papers.c.document_id == document_id))
    for ordinal, paper in enumerate(found, 1):
        paper_id = uuid4().hex
        connection.execute(insert(papers).values(id=paper_id, document_id=document_id, **_paper_row(ordinal, paper)))
        rows = [_field_row(field) | {"paper_id": paper_id, "ordinal": at} for at, field in enumerate(paper.fields, 1)]
        if rows:
            connection.execute(insert(fields), rows)
    reattach(connection, document_id)


def of_document(connection: Connection, document_id: str) -> tuple[KeptPaper, ...]:
    """Return the papers of a document in their order, with their fields."""
    ours = select(papers).where(papers.c.document_id == document_id).order_by(papers.c.ordinal)
    found = connection.execute(ours).all()
    said = fields.outerjoin(corrections, fields.c.correction_id == corrections.c.id)
    query = (
        select(fields, corrections.c.made_by, corrections.c.made_at)
        .select_from(said)
        .where(fields.c.paper_id.in_([row.id for row in found]))
        .order_by(fields.c.ordinal)
    )
    of_paper: dict[str, list[KeptField]] = {row.id: [] for row in found}
    for row in connection.execute(query):
        of_paper[row.paper_id].append(_kept_field(row))
    return tuple(_kept_paper(row, tuple(of_paper[row.id])) for row in found)


def _paper_row(ordinal: int, paper: Paper) -> dict[str, Any]:
    key = paper.reuse_key
    return {
        "ordinal": ordinal,
        "first_page": paper.first_page,
        "last_page": paper.last_page,
        "document_type": paper.document_type,
        "certainty": paper.certainty,
        "dossier": paper.dossier,
        "component": paper.component,
        "key_issuer": key.issuer if key else None,
        "key_number": key.number if key else None,
        "key_issued_on": key.issued_on if key else None,
        "key_holder": key.holder if key else None,
    }


def _field_row(field: Field) -> dict[str, Any]:
    box = field.box
    return {
        "name": field.name,
        "value": None if field.value is None else json.dumps(field.value, ensure_ascii=False),
        "folded": None if field.value is None else fold(str(field.value)),
        "printed": field.printed,
        "page": field.page,
        "box": None if box is None else json.dumps([round(edge, 2) for edge in (box.x0, box.y0, box.x1, box.y1)]),
        "confidence": field.confidence,
        "problem": field.problem,
        "origin": field.origin,
        "notes": json.dumps(list(field.notes), ensure_ascii=False),
    }


def _kept_field(row: Any) -> KeptField:
    return KeptField(
        name=row.name,
        value=None if row.value is None else json.loads(row.value),
        printed=row.printed,
        page=row.page,
        box=None if row.box is None else Box(*json.loads(row.box)),
        confidence=row.confidence,
        problem=row.problem,
        origin=row.origin,
        notes=tuple(json.loads(row.notes)),
        as_read=None if row.as_read is None else json.loads(row.as_read),
        corrected_by=row.made_by,
        corrected_at=row.made_at,
    )


def _kept_paper(row: Any, kept: tuple[KeptField, ...]) -> KeptPaper:
    key = None
    if row.key_issuer is not None:
        key = ReuseKey(row.document_type, row.key_issuer, row.key_number, row.key_issued_on, row.key_holder)
    return KeptPaper(
        row.id,
        row.ordinal,
        row.first_page,
        row.last_page,
        row.document_type,
        row.certainty,
        kept,
        key,
        row.dossier,
        row.component,
    )
