"""The documents chosen, with what is shown of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from storage.schema import documents, papers, search_pages
from storage.search_query import Form, Match
from storage.search_ranking import snippet
from storage.search_request import Hit


@dataclass(frozen=True, slots=True)
class Chosen:
    """A document that answers: how well, and by which page; ``row`` is that page's."""

    document_id: str
    score: int
    row: int
    page: int
    pages: tuple[int, ...]

    @property
    def key(self) -> tuple[int, int]:
        """Return what comes first when sorted: the better, then the newer."""
        return -self.score, -self.row


def told(connection: Connection, chosen: Sequence[tuple[Form, tuple[Match, ...], Chosen]]) -> tuple[Hit, ...]:
    """Return the documents with their names and the pieces of their pages, in the order given."""
    rows = [one.row for _, _, one in chosen]
    asked = select(search_pages.c.id, search_pages.c.text).where(search_pages.c.id.in_(rows))
    texts = {row.id: row.text for row in connection.execute(asked)}
    shown = {
        one.document_id: (form, one.page, one.pages, snippet(texts[one.row], matches)) for form, matches, one in chosen
    }
    return tuple(
        Hit(*known, *shown[known[0]]) for known in described(connection, [one.document_id for _, _, one in chosen])
    )


def described(connection: Connection, ids: Sequence[str]) -> list[tuple[str, str, str, datetime, tuple[str, ...]]]:
    """Return id, name, unit, time of arrival and types of documents, in the order given."""
    columns = (documents.c.id, documents.c.name, documents.c.unit, documents.c.received_at)
    known = {row.id: row for row in connection.execute(select(*columns).where(documents.c.id.in_(ids)))}
    types = _types(connection, ids)
    return [(one, known[one].name, known[one].unit, known[one].received_at, types.get(one, ())) for one in ids]


def _types(connection: Connection, ids: Iterable[str]) -> dict[str, tuple[str, ...]]:
    asked = select(papers.c.document_id, papers.c.document_type).where(papers.c.document_id.in_(list(ids)))
    types: dict[str, tuple[str, ...]] = {}
    for document_id, kind in connection.execute(asked.order_by(papers.c.document_id, papers.c.ordinal)):
        types[document_id] = tuple(dict.fromkeys((*types.get(document_id, ()), kind)))
    return types
