"""Corrections: what people said of fields. They stand in the fields of the paper that begins on the same page.

A reading that comes later never removes one: it finds its field again, or is listed as having no place. Of several for
one field the last one stands. Nothing that a person said is ever deleted.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import uuid4

from sqlalchemy import Connection, func, insert, select, update

from extract.field import Value
from extract.folding import fold
from extract.reuse_key import reuse_key
from extract.rule_files import document_types
from storage import documents
from storage.errors import UnknownPaperError
from storage.events import Event, append
from storage.schema import corrections, fields, papers
from storage.search_index import index_kept_fields

BY_PERSON = "person"
"""The origin of a field of which nothing had been read."""

Standing = Literal["applied", "superseded", "no_place"]
"""It stands in its field; a later one does; or there is no such paper or field in what is shown now."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a person says of a field: the first page of its paper, its name, the value (None: the paper has none)."""

    document_id: str
    first_page: int
    field: str
    value: Value | None
    by: str


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person said, when, what had been read then, and whether it stands in its field."""

    id: str
    said: Said
    printed: str
    made_at: datetime
    standing: Standing


def correct(connection: Connection, said: Said, now: datetime) -> None:
    """Keep what a person says of a field, and put it in its place.

    :raises UnknownDocumentError: when there is no such document.
    :raises UnknownPaperError: when none of its papers begins on this page, or those that do know no such field.
    """
    document = documents.lock(connection, said.document_id)
    place = _place(connection, said.document_id, said.first_page, said.field)
    if place is None:
        message = f"{said.document_id}, page {said.first_page}: {said.field}"
        raise UnknownPaperError(message)
    printed = "" if place[1] is None else _printed(connection, place[0], place[1])
    connection.execute(
        insert(corrections).values(
            id=uuid4().hex,
            document_id=said.document_id,
            first_page=said.first_page,
            field=said.field,
            value=_json(said.value),
            printed=printed,
            made_by=said.by,
            made_at=now,
        )
    )
    reattach(connection, document.id)
    append(connection, Event("corrected", said.by, document.id, {"page": said.first_page, "field": said.field}), now)


def reattach(connection: Connection, document_id: str) -> None:
    """Put the last correction of every field into it; call it when the papers of a locked document were replaced.

    The document is found by its fields as they stand then.
    """
    last: dict[tuple[int, str], Any] = {}
    for row in connection.execute(_in_order(document_id)):
        last[row.first_page, row.field] = row
    for (first_page, name), row in last.items():
        place = _place(connection, document_id, first_page, name)
        if place is not None:
            _apply(connection, place, row)
            _identify(connection, place[0])
    index_kept_fields(connection, document_id)


def of_document(connection: Connection, document_id: str) -> tuple[Correction, ...]:
    """Return every correction of a document in the order in which they were made."""
    rows = connection.execute(_in_order(document_id)).all()
    last = {(row.first_page, row.field): row.id for row in rows}
    ours = select(papers.c.id).where(papers.c.document_id == document_id)
    placed = set(
        connection.execute(
            select(fields.c.correction_id).where(fields.c.paper_id.in_(ours), fields.c.correction_id.is_not(None))
        ).scalars()
    )

    def standing(row: Any) -> Standing:
        if row.id in placed:
            return "applied"
        return "no_place" if last[row.first_page, row.field] == row.id else "superseded"

    return tuple(
        Correction(
            row.id,
            Said(document_id, row.first_page, row.field, _value(row.value), row.made_by),
            row.printed,
            row.made_at,
            standing(row),
        )
        for row in rows
    )


def _in_order(document_id: str) -> Any:
    ours = corrections.c.document_id == document_id
    return select(corrections).where(ours).order_by(corrections.c.made_at, corrections.c.id)


def _place(connection: Connection, document_id: str, first_page: int, name: str) -> tuple[str, int | None] | None:
    """Return the paper of a field and its ordinal in it, None where the paper lacks it and its type knows it."""
    there = (papers.c.document_id == document_id) & (papers.c.first_page == first_page)
    named = (fields.c.paper_id == papers.c.id) & (fields.c.name == name)
    query = select(papers.c.id, papers.c.document_type, fields.c.ordinal).select_from(papers.outerjoin(fields, named))
    found = connection.execute(query.where(there).order_by(papers.c.ordinal, fields.c.ordinal)).all()
    for row in found:
        if row.ordinal is not None:
            return row.id, row.ordinal
    for row in found:
        kind = document_types().get(row.document_type)
        if kind is not None and kind.field(name) is not None:
            return row.id, None
    return None


def _printed(connection: Connection, paper_id: str, ordinal: int) -> str:
    query = select(fields.c.printed).where(fields.c.paper_id == paper_id, fields.c.ordinal == ordinal)
    return str(connection.execute(query).scalar_one())


def _apply(connection: Connection, place: tuple[str, int | None], correction: Any) -> None:
    paper_id, ordinal = place
    value = _value(correction.value)
    values = {
        "value": correction.value,
        "folded": None if value is None else fold(str(value)),
        "confidence": 1.0,
        "problem": None,
        "correction_id": correction.id,
    }
    if ordinal is None:
        highest = select(func.coalesce(func.max(fields.c.ordinal), 0)).where(fields.c.paper_id == paper_id)
        row = {"paper_id": paper_id, "ordinal": connection.execute(highest).scalar_one() + 1, "name": correction.field}
        empty = {"printed": "", "origin": BY_PERSON, "notes": "[]"}
        connection.execute(insert(fields).values(**row, **empty, **values))
        return
    of_machine = fields.c.correction_id.is_(None)
    here = (fields.c.paper_id == paper_id) & (fields.c.ordinal == ordinal)
    connection.execute(update(fields).where(here, of_machine).values(as_read=fields.c.value))
    connection.execute(update(fields).where(here).values(**values))


def _identify(connection: Connection, paper_id: str) -> None:
    """Make the key by which the same paper is known anew: a person may have corrected its number."""
    code = connection.execute(select(papers.c.document_type).where(papers.c.id == paper_id)).scalar_one()
    kind = document_types().get(code)
    if kind is None:
        return
    trusted = (fields.c.paper_id == paper_id) & fields.c.value.is_not(None)
    sure = fields.c.problem.is_(None) | (fields.c.problem == "low_confidence")
    rows = connection.execute(select(fields.c.name, fields.c.value).where(trusted, sure))
    key = reuse_key(kind, {row.name: json.loads(row.value) for row in rows})
    values = {
        "key_issuer": key.issuer if key else None,
        "key_number": key.number if key else None,
        "key_issued_on": key.issued_on if key else None,
        "key_holder": key.holder if key else None,
    }
    connection.execute(update(papers).where(papers.c.id == paper_id).values(**values))


def _json(value: Value | None) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False)


def _value(written: str | None) -> Value | None:
    return None if written is None else json.loads(written)
