"""The answer where no words are asked for: the documents that the conditions hold of, newest first."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from storage import search_cursor
from storage.errors import InvalidCursorError
from storage.schema import documents
from storage.search_cursor import Cursor
from storage.search_dialect import search_dialect
from storage.search_filters import field_conditions, filters
from storage.search_hits import described
from storage.search_query import Form
from storage.search_request import Found, Hit, Query

COUNTED = 1000
"""So many documents are counted at most."""

_ID = documents.c.id


def listed(
    connection: Connection, query: Query, visible: tuple[str, ...] | None, limit: int, at: Cursor | None
) -> Found:
    """Return the next documents; those whose fields are as typed come before those that are so without marks."""
    forms: tuple[Form, ...] = ("exact", "folded") if query.fields else ("exact",)
    tiers = [_conditions(connection, query, visible, form) for form in forms]
    if at is None:
        total = _counted(connection, tiers[-1])
        at = Cursor(total=min(total, COUNTED), more=total > COUNTED)
    found: list[tuple[int, str, datetime]] = []
    for tier in range(at.tier, len(tiers)):
        better = [_ID.not_in(select(_ID).where(*tiers[0]))] if tier else []
        after = _after(at) if tier == at.tier and at.document else []
        rows = _next(connection, [*tiers[tier], *better, *after], limit + 1 - len(found))
        found.extend((tier, document, moment) for document, moment in rows)
    follows = None
    if len(found) > limit:
        tier, document, moment = found[limit - 1]
        follows = Cursor(tier, moment=moment.isoformat(), document=document, total=at.total, more=at.more)
    known = described(connection, [document for _, document, _ in found[:limit]])
    hits = tuple(
        Hit(*facts, forms[tier], None, (), None) for (tier, _, _), facts in zip(found[:limit], known, strict=True)
    )
    return Found(hits, at.total, at.more, search_cursor.written(follows, query) if follows else None, cut=False)


def _conditions(
    connection: Connection, query: Query, visible: tuple[str, ...] | None, form: Form
) -> list[ColumnElement[bool]]:
    dialect = search_dialect(connection.dialect.name)
    return [*filters(_ID, query, visible), *field_conditions(_ID, query.fields, form, dialect)]


def _after(at: Cursor) -> list[ColumnElement[bool]]:
    """Return the condition that a document comes after the last one told.

    :raises InvalidCursorError: when the cursor tells no moment.
    """
    try:
        moment = datetime.fromisoformat(at.moment)
    except ValueError as error:
        raise InvalidCursorError from error
    if moment.tzinfo is None:
        raise InvalidCursorError
    received = documents.c.received_at
    return [or_(received < moment, and_(received == moment, at.document > _ID))]


def _next(connection: Connection, conditions: Sequence[ColumnElement[bool]], most: int) -> list[tuple[str, datetime]]:
    asked = select(_ID, documents.c.received_at).where(*conditions)
    ordered = asked.order_by(documents.c.received_at.desc(), _ID.desc()).limit(max(0, most))
    return [(row.id, row.received_at) for row in connection.execute(ordered)]


def _counted(connection: Connection, conditions: Sequence[ColumnElement[bool]]) -> int:
    rows = select(_ID).where(*conditions).limit(COUNTED + 1).subquery()
    return connection.scalar(select(func.count()).select_from(rows)) or 0
