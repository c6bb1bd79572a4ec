"""Finds documents by the words of their pages and by their fields; the same answers from SQLite and PostgreSQL.

An answer comes in tiers: as typed before without marks, and in each the pages where all words stand together before
those where they all stand somewhere. A document is told once, in its best tier. Within a tier the newest documents are
taken in blocks of ``BLOCK`` pages and ranked within their block by ``search_ranking.score``: a word that stands in
every document of a province costs no more than a rare one, and its newest pages come first.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, func, select

from storage import search_cursor
from storage.schema import search_pages
from storage.search_cursor import Cursor
from storage.search_dialect import SearchDialect, search_dialect
from storage.search_filters import field_conditions, filters
from storage.search_hits import Chosen, told
from storage.search_listing import listed
from storage.search_query import Form, Match, Terms, parsed
from storage.search_ranking import holds, score
from storage.search_request import Found, Query

BLOCK = 200
"""So many pages are ranked against each other."""

COUNTED = 5000
"""So many pages are counted at most; beyond, the total is told as "at least"."""

_ID = search_pages.c.document_id


@dataclass(frozen=True, slots=True)
class _Tier:
    form: Form
    matches: tuple[Match, ...]
    better: tuple[int, ...]  # tiers that hold all documents told before


@dataclass(frozen=True, slots=True)
class _Search:
    """What stays the same while an answer is put together."""

    connection: Connection
    dialect: SearchDialect
    query: Query
    visible: tuple[str, ...] | None
    terms: Terms
    tiers: tuple[_Tier, ...]


class _Page(NamedTuple):
    row: int
    document_id: str
    page: int
    exact: str
    folded: str


@dataclass(frozen=True, slots=True)
class _Block:
    chosen: tuple[Chosen, ...]  # best first
    low: int
    high: int
    last: bool


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
    asked = _Search(connection, dialect, query, visible, terms, _tiers(terms))
    if at is None:
        total, more = _counted(asked)
        at = Cursor(total=total, more=more)
    chosen: list[tuple[Form, tuple[Match, ...], Chosen]] = []
    follows: Cursor | None = at
    while follows is not None and len(chosen) < limit and follows.tier < len(asked.tiers):
        tier = asked.tiers[follows.tier]
        block = _block(asked, follows)
        fresh = [one for one in block.chosen if not follows.row or one.key > (-follows.score, -follows.row)]
        taken = fresh[: limit - len(chosen)]
        chosen.extend((tier.form, tier.matches, one) for one in taken)
        follows = _following(asked, follows, block, taken[-1] if len(taken) < len(fresh) else None)
    hits = told(connection, chosen)
    return Found(hits, at.total, at.more, search_cursor.written(follows, query) if follows else None, terms.cut)


def _following(asked: _Search, at: Cursor, block: _Block, stopped: Chosen | None) -> Cursor | None:
    """Return where to go on: in the same block, in the next of the tier, in the next tier, or nowhere."""
    if stopped is not None:
        return replace(at, high=block.high, low=block.low, score=stopped.score, row=stopped.row)
    if not block.last:
        return replace(at, high=block.low, low=None, score=0, row=0)
    if at.tier + 1 < len(asked.tiers):
        return replace(at, tier=at.tier + 1, high=None, low=None, score=0, row=0)
    return None


def _tiers(terms: Terms) -> tuple[_Tier, ...]:
    tiers: list[_Tier] = []
    forms: tuple[Form, ...] = ("exact", "folded")
    whole: list[int] = []  # the tiers that ask for no neighbours
    for form in forms:
        better = tuple(whole)
        together = terms.together(form)
        if together:
            tiers.append(_Tier(form, together, better))
            better = (*better, len(tiers) - 1)
        tiers.append(_Tier(form, terms.matches(form), better))
        whole.append(len(tiers) - 1)
    return tuple(tiers)


def _documents(asked: _Search, tier: _Tier) -> Select[tuple[str]]:
    """Return the documents that answer in a tier, whoever may see them."""
    return (
        select(_ID)
        .select_from(asked.dialect.source(search_pages))
        .where(asked.dialect.condition(search_pages, tier.matches, checked=True))
        .where(*field_conditions(_ID, asked.query.fields, tier.form, asked.dialect))
        .correlate(None)
    )


def _conditions(asked: _Search, tier: _Tier) -> Iterator[ColumnElement[bool]]:
    yield from filters(_ID, asked.query, asked.visible)
    yield from field_conditions(_ID, asked.query.fields, tier.form, asked.dialect)
    for better in tier.better:
        yield _ID.not_in(_documents(asked, asked.tiers[better]))


def _counted(asked: _Search) -> tuple[int, bool]:
    """Return how many documents answer, and whether there are more."""
    tier = replace(asked.tiers[-1], better=())
    rows = _documents(asked, tier).where(*_conditions(asked, tier)).limit(COUNTED + 1).subquery()
    pages, found = asked.connection.execute(
        select(func.count(), func.count(rows.c.document_id.distinct())).select_from(rows)
    ).one()
    return found, pages > COUNTED


def _block(asked: _Search, at: Cursor) -> _Block:
    """Return the documents of the next block, ranked."""
    tier, place = asked.tiers[at.tier], asked.dialect.place(search_pages)
    columns = (place.label("row"), _ID, search_pages.c.page, search_pages.c.exact, search_pages.c.folded)
    asking = (
        select(*columns)
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
    rows = [_Page(*row) for row in asked.connection.execute(asking)]
    high = at.high if at.high is not None else rows[0].row + 1 if rows else 0
    whole, low = _whole_documents(rows)
    return _Block(_ranked(tier.matches, whole), at.low or low, high, last=len(rows) <= BLOCK and at.low is None)


def _whole_documents(rows: Sequence[_Page]) -> tuple[Sequence[_Page], int]:
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


def _ranked(matches: tuple[Match, ...], rows: Iterable[_Page]) -> tuple[Chosen, ...]:
    chosen = []
    for document_id, pages in groupby(rows, key=lambda row: row.document_id):
        good = [page for page in pages if all(holds(match, page.exact, page.folded) for match in matches)]
        if good:
            scores = [(score(matches, page.exact, page.folded), -page.page, page.row) for page in good]
            worth, number, row = max(scores)
            chosen.append(Chosen(document_id, worth, row, -number, tuple(sorted(page.page for page in good))))
    return tuple(sorted(chosen, key=lambda one: one.key))
