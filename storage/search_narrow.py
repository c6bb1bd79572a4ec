"""Searches the pages that the other conditions leave, where these are few: no index is as fast as reading them.

An index tells all pages of a frequent word, in a province nearly all; to ask of each whether it belongs to one dossier
takes SQLite half a second.
"""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, func, select

from storage.schema import documents, search_documents, search_pages
from storage.search_filters import field_conditions, field_rows, filters
from storage.search_query import Form
from storage.search_tiers import Asked, Block, Page, Tier, pages_of, ranked

FEW = 1500
"""So many pages are read: 10 MB of words."""

_ID = documents.c.id


def among_few(asked: Asked) -> tuple[Block, ...] | None:
    """Return the whole answer, a block for each tier, where few pages are left; else None."""
    others = list(filters(_ID, asked.query, asked.visible))
    conditions = [*others, *_of_fields(asked, "folded")]
    if not conditions or (not others and _are_many(asked)):
        return None
    left = select(_ID, search_documents.c.page_count).join(search_documents, search_documents.c.document_id == _ID)
    found = asked.connection.execute(left.where(*conditions).limit(FEW + 1)).all()
    if sum(row.page_count for row in found) > FEW:
        return None
    ids = [row.id for row in found]
    pages = pages_of(asked.connection, search_pages.c.document_id.in_(ids))
    exact = set(asked.connection.scalars(select(_ID).where(_ID.in_(ids), *_of_fields(asked, "exact"))))
    of_form: dict[Form, list[Page]] = {
        "exact": [page for page in pages if page.document_id in exact] if asked.query.fields else pages,
        "folded": pages,
    }
    return tuple(_blocks(asked.tiers, of_form))


def _are_many(asked: Asked) -> bool:
    """Tell whether each condition on fields leaves many documents: quickly, before all of them are gathered."""
    asking = (field_rows(field, "folded", asked.dialect) for field in asked.query.fields)
    limited = (rows.limit(FEW + 1).subquery() for rows in asking if rows is not None)
    return all((asked.connection.scalar(select(func.count()).select_from(rows)) or 0) > FEW for rows in limited)


def _of_fields(asked: Asked, form: Form) -> list[ColumnElement[bool]]:
    return list(field_conditions(_ID, asked.query.fields, form, asked.dialect))


def _blocks(tiers: Iterable[Tier], of_form: dict[Form, list[Page]]) -> Iterable[Block]:
    told: set[str] = set()
    for tier in tiers:
        pages = [page for page in of_form[tier.form] if page.document_id not in told]
        chosen = ranked(tier.matches, pages)
        told.update(one.document_id for one in chosen)
        yield Block(chosen, pages[-1].row if pages else 0, pages[0].row + 1 if pages else 0, last=True)
