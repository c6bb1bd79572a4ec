"""Which blobs are due for a check, and how many were checked of late."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, Select, Subquery, case, func, literal, select, union_all

from storage.blobs import BlobKey
from storage.schema import derivatives, documents, fixity_checks

_PROVEN = ("intact", "repaired", "damaged", "missing")  # what is known of the bytes; died and unreadable prove nothing
_GOOD = ("intact", "repaired")


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far fixity has come: ``checked`` of ``named`` blobs were checked since the moment asked for.

    ``never`` were not checked at all; ``failing`` were not good at their last check, whenever that was. ``oldest`` is
    the moment of the check that is longest ago, of those that are the last of their blobs; None where there is none.
    """

    named: int
    checked: int
    never: int
    failing: int
    oldest: datetime | None


def due(
    connection: Connection, before: datetime, limit: int, failing_before: datetime | None = None
) -> Iterator[BlobKey]:
    """Yield blobs that rows name and whose last check began before a moment; those first that never were checked.

    A check that died counts, or a blob that kills its checker would come first for ever. What was not good at its last
    check is due at once: where that check began before ``failing_before``.
    """
    named = _named()
    last = _last(select(fixity_checks))
    outcome = select(fixity_checks.c.id, fixity_checks.c.outcome).subquery()
    is_due = last.c.begun_at.is_(None) | (last.c.begun_at < before)
    if failing_before is not None:
        is_due |= outcome.c.outcome.not_in(_GOOD) & (last.c.begun_at < failing_before)
    query = (
        select(named.c.shelf, named.c.sha256)
        .outerjoin(last, (named.c.shelf == last.c.shelf) & (named.c.sha256 == last.c.sha256))
        .outerjoin(outcome, outcome.c.id == last.c.id)
        .where(is_due)
        .order_by(last.c.begun_at.is_not(None), last.c.begun_at, named.c.shelf.desc(), named.c.sha256)
        .limit(limit)
    )
    for row in connection.execute(query).all():
        yield BlobKey(row.shelf, row.sha256)


def coverage(connection: Connection, now: datetime, within: timedelta = timedelta(days=90)) -> Coverage:
    """Return how many of the blobs that rows name were checked within a time."""
    named = _named()
    proven = _last(select(fixity_checks).where(fixity_checks.c.outcome.in_(_PROVEN)))
    ended = _last(select(fixity_checks).where(fixity_checks.c.outcome.is_not(None), fixity_checks.c.outcome != "died"))
    outcome = select(fixity_checks.c.id, fixity_checks.c.outcome).subquery()
    query = (
        select(
            func.count(),
            func.count(case((proven.c.begun_at >= now - within, 1))),
            func.count(case((proven.c.begun_at.is_(None), 1))),
            func.count(case((outcome.c.outcome.not_in(_GOOD), 1))),
            func.min(proven.c.begun_at),
        )
        .select_from(named)
        .outerjoin(proven, (named.c.shelf == proven.c.shelf) & (named.c.sha256 == proven.c.sha256))
        .outerjoin(ended, (named.c.shelf == ended.c.shelf) & (named.c.sha256 == ended.c.sha256))
        .outerjoin(outcome, outcome.c.id == ended.c.id)
    )
    count, checked, never, failing, oldest = connection.execute(query).one()
    return Coverage(count, checked, never, failing, oldest)


def _named() -> Subquery:
    """Return the names of all blobs that rows name, each once."""
    originals = select(literal("originals").label("shelf"), documents.c.sha256)
    made = select(literal("derivatives").label("shelf"), derivatives.c.sha256).distinct()
    return union_all(originals, made).subquery("named")


def _last(checks: Select[tuple[object, ...]]) -> Subquery:
    """Return the last of some checks for each blob: its number and when it began."""
    rows = checks.subquery()
    columns = (
        rows.c.shelf,
        rows.c.sha256,
        func.max(rows.c.id).label("id"),
        func.max(rows.c.begun_at).label("begun_at"),
    )
    return select(*columns).group_by(rows.c.shelf, rows.c.sha256).subquery()
