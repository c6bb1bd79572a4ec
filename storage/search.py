"""Finds documents by the words of their pages and by their fields; the same answers from SQLite and PostgreSQL.

An answer comes in tiers: as typed before without marks, and in each the pages where all words stand together before
those where they all stand somewhere. A document is told once, in its best tier. Within a tier the newest documents are
taken in blocks of ``BLOCK`` pages and ranked within their block by ``search_ranking.score``: a word that stands in
every document of a province costs no more than a rare one, and its newest pages come first. Where the other conditions
leave few pages, all of these are read and ranked together (``search_narrow``).
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sqlalchemy import ColumnElement, Connection, Select, func, select

from storage import search_cursor
from storage.schema import search_pages
from storage.search_cursor import Cursor
from storage.search_dialect import search_dialect
from storage.search_filters import field_conditions, filters
from storage.search_hits import Chosen, told
from storage.search_listing import listed
from storage.search_narrow import among_few
from storage.search_query import Form, Match, parsed
from storage.search_request import Found, Query
from storage.search_tiers import Asked, Block, Page, Tier, pages_of, ranked, tiers_of

BLOCK = 200
"""So many pages are ranked against each other."""

COUNTED = 1000
"""So many pages are counted at most; beyond, the total is told as "at least"."""


def search(
    connection: Connection,
    query: Query,
    *,
    visible: tuple[str, ...] | None = None,
    limit: int = 20,
    cursor: str | None = None,
) -> Found:
    """Return the first, or with a cursor the next, ``limit`` documents of an answer.

    Whatever is typed is answered; without words documents are listed, newest first. ``visible``: only documents that
    one of these units handed in.

    :raises InvalidCursorError: when the cursor was not given for this query.
    """
    terms = parsed(query.words)
    dialect = search_dialect(connection.dialect.name)
    at = search_cursor.read(cursor, query) if cursor else None
    if not terms.terms:
        return listed(connection, query, visible, limit, at)
    with dialect.searching(connection):
        return _answer(Asked(connection, dialect, query, visible, tiers_of(terms)), at, limit, cut=terms.cut)


def _answer(asked: Asked, at: Cursor | None, limit: int, *, cut: bool) -> Found:
    few = among_few(asked)
    if at is None:
        total, more = (sum(len(block.chosen) for block in few), False) if few else _counted(asked)
        at = Cursor(total=total, more=more)
    chosen: list[tuple[Form, tuple[Match, ...], Chosen]] = []
    follows: Cursor | None = at
    while follows is not None and len(chosen) < limit and follows.tier < len(asked.tiers):
        tier = asked.tiers[follows.tier]
        block = few[follows.tier] if few else _block(asked, follows)
        fresh = [one for one in block.chosen if not follows.row or one.key > (-follows.score, -follows.row)]
        taken = fresh[: limit - len(chosen)]
        chosen.extend((tier.form, tier.matches, one) for one in taken)
        follows = _following(asked, follows, block, taken[-1] if len(taken) < len(fresh) else None)
    hits = told(asked.connection, chosen)
    return Found(hits, at.total, at.more, search_cursor.written(follows, asked.query) if follows else None, cut)


def _following(asked: Asked, at: Cursor, block: Block, stopped: Chosen | None) -> Cursor | None:
    """Return where to go on: in the same block, in the next of the tier, in the next tier, or nowhere."""
    if stopped is not None:
        return replace(at, high=block.high, low=block.low, score=stopped.score, row=stopped.row)
    if not block.last:
        return replace(at, high=block.low, low=None, score=0, row=0)
    if at.tier + 1 < len(asked.tiers):
        return replace(at, tier=at.tier + 1, high=None, low=None, score=0, row=0)
    return None


def _documents(asked: Asked, tier: Tier) -> Select[str]:
    """Return the documents that answer in a tier, whoever may see them and whatever else is asked of them."""
    document = asked.dialect.document(search_pages)
    return (
        select(document)
        .select_from(asked.dialect.source(search_pages))
        .where(asked.dialect.condition(search_pages, tier.matches, checked=True))
        .where(*field_conditions(document, asked.query.fields, tier.form, asked.dialect))
        .correlate(None)
    )


def _conditions(asked: Asked, tier: Tier) -> Iterator[ColumnElement[bool]]:
    document = asked.dialect.document(search_pages)
    yield from filters(document, asked.query, asked.visible)
    yield from field_conditions(document, asked.query.fields, tier.form, asked.dialect)
    for better in tier.better:
        yield document.not_in(_documents(asked, asked.tiers[better]))


def _counted(asked: Asked) -> tuple[int, bool]:
    """Return how many documents answer, and whether there are more."""
    tier = replace(asked.tiers[-1], better=())
    rows = (
        select(asked.dialect.document(search_pages).label("document_id"))
        .select_from(asked.dialect.source(search_pages))
        .where(asked.dialect.condition(search_pages, tier.matches, checked=True))
        .where(*_conditions(asked, tier))
        .limit(COUNTED + 1)
        .subquery()
    )
    pages, found = asked.connection.execute(
        select(func.count(), func.count(rows.c.document_id.distinct())).select_from(rows)
    ).one()
    return found, pages > COUNTED


def _block(asked: Asked, at: Cursor) -> Block:
    """Return the documents of the next block, ranked."""
    tier, place = asked.tiers[at.tier], asked.dialect.place(search_pages)
    asking = (
        select(place.label("row"))
        .select_from(asked.dialect.source(search_pages))
        .where(asked.dialect.condition(search_pages, tier.matches, checked=False))
        .where(*_conditions(asked, tier))
        .order_by(place.desc())
        .limit(BLOCK + 1)
    )
    if at.high is not None:
        asking = asking.where(place < at.high)
    if at.low is not None:
        asking = asking.where(place >= at.low)
    rows = pages_of(asked.connection, search_pages.c.id.in_(select(asking.subquery().c.row)))
    high = at.high if at.high is not None else rows[0].row + 1 if rows else 0
    whole, low = _whole_documents(rows)
    return Block(ranked(tier.matches, whole), at.low or low, high, last=len(rows) <= BLOCK and at.low is None)


def _whole_documents(rows: Sequence[Page]) -> tuple[Sequence[Page], int]:
    """Return the rows of the documents that are there with all their pages, and where the next block ends.

    Of a document with more pages than a block takes the rest is left out.
    """
    if len(rows) <= BLOCK:
        return rows, 0
    last = rows[-1].document_id
    whole = [row for row in rows if row.document_id != last]
    if whole:
        return whole, whole[-1].row
    return rows, rows[-1].row - rows[-1].page + 1
