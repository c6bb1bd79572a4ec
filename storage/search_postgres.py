"""Search in PostgreSQL: GIN over two ``tsvector`` columns, exact and folded, that Python makes.

The text parser of PostgreSQL has no part in it (it has its own ideas of numbers, slashes and hyphens): lexemes are the
words, and every two neighbours as one (``a_b``), so that phrases are found by the index alone; three words or more in
quotes are checked once more in the row. The vectors hold no places, which PostgreSQL keeps for 256 of a word only.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    FromClause,
    String,
    Table,
    and_,
    cast,
    column,
    exists,
    func,
    literal,
    select,
    text,
)
from sqlalchemy import table as named_table
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR
from sqlalchemy.sql.expression import TableClause

from storage.search_query import Form, Match
from storage.search_words import pairs, terms

_NUMBERING = 0x536F686F61  # of the advisory lock: "Sohoa"


def reserve(connection: Connection) -> None:
    """Keep others from numbering rows until the transaction ends."""
    connection.execute(select(func.pg_advisory_xact_lock(_NUMBERING)))


def added(connection: Connection, table: Table, rows: Iterable[int]) -> None:
    """Index rows that were inserted."""
    numbers = list(rows)
    found = connection.execute(select(table).where(table.c.id.in_(numbers))).mappings()
    values = [
        {
            "id": row["id"],
            "document": row["document_id"],
            "name": row.get("name"),
            "exact": " ".join(terms(row["exact"])),
            "folded": " ".join(terms(row["folded"])),
        }
        for row in found
    ]
    if values:
        statement = text(
            f"INSERT INTO {table.name}_index (id, document_id, name, exact, folded) VALUES (:id, :document, :name, "  # noqa: S608
            "array_to_tsvector(string_to_array(:exact, ' ')), array_to_tsvector(string_to_array(:folded, ' ')))"
        )
        connection.execute(statement, values)


@contextmanager
def searching(connection: Connection) -> Iterator[None]:
    """Let no plan of the block read whole tables.

    For a word that stands on most pages PostgreSQL would: it does not count what it costs to unpack every vector
    (measured: 660 ms instead of 60 for one such word among 75,000 pages).
    """
    connection.execute(select(func.set_config("enable_seqscan", "off", True)))  # noqa: FBT003 - SQL knows no keywords
    yield
    connection.execute(select(func.set_config("enable_seqscan", "on", True)))  # noqa: FBT003 - the same


def source(table: Table) -> FromClause:
    """Return the index alone: what is asked of a row stands in it, and the row itself is long."""
    return _index(table.name)


def document(table: Table) -> ColumnElement[str]:
    """Return the document of a row."""
    return _index(table.name).c.document_id


def name(table: Table) -> ColumnElement[str]:
    """Return the name of a field."""
    return _index(table.name).c.name


def place(table: Table) -> ColumnElement[int]:
    """Return the number of a row, so written that no plan walks along it and unpacks every vector on its way."""
    return _index(table.name).c.id + literal(0, BigInteger)


def condition(table: Table, matches: Iterable[Match], *, checked: bool) -> ColumnElement[bool]:
    """Return the condition that a row of the source holds all matches.

    Unless ``checked``, phrases of three words or more are held for found where all their pairs are.
    """
    asked = tuple(matches)
    index = _index(table.name)
    conditions: list[ColumnElement[bool]] = []
    forms: tuple[Form, ...] = ("exact", "folded")
    for form in forms:
        wanted = [lexeme for match in asked if match.form == form for lexeme in _lexemes(match)]
        if wanted:
            conditions.append(index.c[form].op("@@", is_comparison=True)(cast(" & ".join(wanted), TSQUERY)))
    if checked:
        conditions.extend(_in_row(table, match) for match in asked if match.strict and len(match.words) > 2)
    return and_(*conditions)


def settle(connection: Connection) -> None:
    """Bring the statistics up to date; after loading, not needed for right answers."""
    for name in ("search_pages", "search_fields", "search_pages_index", "search_fields_index"):
        connection.execute(text(f"ANALYZE {name}"))


@cache
def _index(table: str) -> TableClause:
    return named_table(
        f"{table}_index",
        *(column("id", BigInteger), column("document_id", String), column("name", String)),
        *(column("exact", TSVECTOR), column("folded", TSVECTOR)),
    )


def _lexemes(match: Match) -> list[str]:
    """Return a match as lexemes of a ``tsquery``; words hold letters and digits only, so nothing needs escaping."""
    *firsts, last = pairs(match.words) or match.words
    return [*(f"'{lexeme}'" for lexeme in firsts), f"'{last}'" + (":*" if match.begun else "")]


def _in_row(table: Table, match: Match) -> ColumnElement[bool]:
    end = "" if match.begun else " "
    padded = literal(" ") + table.c[match.form] + literal(" ")
    found = func.strpos(padded, f" {' '.join(match.words)}{end}") > 0
    return exists().where(table.c.id == _index(table.name).c.id, found)
