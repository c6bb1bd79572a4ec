"""How an answer is graded: its tiers, and the ranking of pages within one."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, select

from storage.schema import search_pages
from storage.search_dialect import SearchDialect
from storage.search_hits import Chosen
from storage.search_query import Form, Match, Terms
from storage.search_ranking import holds, score
from storage.search_request import Query


@dataclass(frozen=True, slots=True)
class Tier:
    """What a page must hold, and by which form the fields are compared.

    ``better`` are the numbers of the tiers that hold, together, all documents told before.
    """

    form: Form
    matches: tuple[Match, ...]
    better: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What stays the same while an answer is put together."""

    connection: Connection
    dialect: SearchDialect
    query: Query
    visible: tuple[str, ...] | None
    tiers: tuple[Tier, ...]


class Page(NamedTuple):
    """A page as it is searched, with the number of its row."""

    row: int
    document_id: str
    page: int
    exact: str
    folded: str


@dataclass(frozen=True, slots=True)
class Block:
    """Documents ranked against each other, best first, of the rows from ``low`` to before ``high``."""

    chosen: tuple[Chosen, ...]
    low: int
    high: int
    last: bool


def pages_of(connection: Connection, condition: ColumnElement[bool]) -> list[Page]:
    """Return the pages that a condition on ``search_pages`` holds of, the newest first."""
    columns = (search_pages.c.id, search_pages.c.document_id, search_pages.c.page)
    words = (search_pages.c.exact, search_pages.c.folded)
    asking = select(*columns, *words).where(condition).order_by(search_pages.c.id.desc())
    return [Page(*row) for row in connection.execute(asking)]


def tiers_of(terms: Terms) -> tuple[Tier, ...]:
    """Return the tiers, the best first."""
    tiers: list[Tier] = []
    forms: tuple[Form, ...] = ("exact", "folded")
    whole: list[int] = []  # the tiers that ask for no neighbours
    for form in forms:
        better = tuple(whole)
        together = terms.together(form)
        if together:
            tiers.append(Tier(form, together, better))
            better = (*better, len(tiers) - 1)
        tiers.append(Tier(form, terms.matches(form), better))
        whole.append(len(tiers) - 1)
    return tuple(tiers)


def ranked(matches: tuple[Match, ...], rows: Iterable[Page]) -> tuple[Chosen, ...]:
    """Return the documents with a page that holds all matches, by their best pages; pages come by document."""
    chosen = []
    for document_id, pages in groupby(rows, key=lambda row: row.document_id):
        good = [page for page in pages if all(holds(match, page.exact, page.folded) for match in matches)]
        if good:
            scores = [(score(matches, page.exact, page.folded), -page.page, page.row) for page in good]
            worth, number, row = max(scores)
            chosen.append(Chosen(document_id, worth, row, -number, tuple(sorted(page.page for page in good))))
    return tuple(sorted(chosen, key=lambda one: one.key))
