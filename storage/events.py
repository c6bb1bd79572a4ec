"""What happened, when, by whose hand: appended, never changed."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from storage.schema import events


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened: its kind (a code), who did it, the document, and what else is worth keeping (JSON)."""

    kind: str
    actor: str
    document_id: str | None = None
    detail: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PastEvent:
    """An event with its number and its moment. Numbers rise, but may leave gaps."""

    id: int
    at: datetime
    event: Event


def append(connection: Connection, event: Event, now: datetime) -> None:
    """Add an event, in the same transaction as what it tells of."""
    connection.execute(
        insert(events).values(
            at=now,
            kind=event.kind,
            document_id=event.document_id,
            actor=event.actor,
            detail=json.dumps(dict(event.detail), ensure_ascii=False, separators=(",", ":")),
        )
    )


def of_document(connection: Connection, document_id: str) -> tuple[PastEvent, ...]:
    """Return what happened to a document, the first event first."""
    rows = connection.execute(select(events).where(events.c.document_id == document_id).order_by(events.c.id))
    return tuple(_past(row) for row in rows)


def since(connection: Connection, after: int = 0, limit: int = 1000, kind: str | None = None) -> tuple[PastEvent, ...]:
    """Return the events with numbers above ``after``, of one kind or of all, in the order of their numbers."""
    query = select(events).where(events.c.id > after)
    if kind is not None:
        query = query.where(events.c.kind == kind)
    return tuple(_past(row) for row in connection.execute(query.order_by(events.c.id).limit(limit)))


def _past(row: Any) -> PastEvent:
    return PastEvent(row.id, row.at, Event(row.kind, row.actor, row.document_id, json.loads(row.detail)))
