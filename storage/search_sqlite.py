"""Search in SQLite: FTS5 over the words of ``search_pages`` and ``search_fields``, kept right by triggers.

The words are made in Python; the tokenizer ``ascii`` only parts them at the spaces and takes every letter beyond ASCII
as it is, whatever version of Unicode SQLite knows. The numbers of the rows are the order of arrival, as FTS5 reads.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache

from sqlalchemy import BigInteger, ColumnElement, Connection, FromClause, Table, column, func, text
from sqlalchemy import table as named_table
from sqlalchemy.sql.expression import TableClause

from storage.search_query import Match
from storage.search_words import pairs


def reserve(connection: Connection) -> None:
    """Keep others from numbering rows until the transaction ends: a writer of SQLite is alone anyway."""


def added(connection: Connection, table: Table, rows: Iterable[int]) -> None:
    """Index rows that were inserted: the triggers did."""


@contextmanager
def searching(connection: Connection) -> Iterator[None]:  # noqa: ARG001
    """Do nothing: SQLite asks its index wherever it can."""
    yield


def source(table: Table) -> FromClause:
    """Return the table joined to its index."""
    index = _index(table.name)
    return index.join(table, table.c.id == index.c.rowid)


def document(table: Table) -> ColumnElement[str]:
    """Return the document of a row."""
    return table.c.document_id


def name(table: Table) -> ColumnElement[str]:
    """Return the name of a field, so written that no plan takes all fields of a name and asks the index of each."""
    return func.coalesce(table.c.name, "")


def place(table: Table) -> ColumnElement[int]:
    """Return the number of a row, by which FTS5 reads forwards and backwards."""
    return _index(table.name).c.rowid


def condition(table: Table, matches: Iterable[Match], *, checked: bool) -> ColumnElement[bool]:  # noqa: ARG001
    """Return the condition that a row of the source holds all matches; FTS5 always checks phrases."""
    index = _index(table.name)
    return index.c[index.name].op("MATCH", is_comparison=True)(" AND ".join(map(_expression, matches)))


def settle(connection: Connection) -> None:
    """Merge what many insertions left in pieces; after loading, not needed for right answers."""
    for name in ("search_pages", "search_fields"):
        connection.execute(text(f"INSERT INTO {name}_index({name}_index) VALUES ('optimize')"))  # noqa: S608


@cache
def _index(table: str) -> TableClause:
    name = f"{table}_index"
    return named_table(name, column("rowid", BigInteger), column(name))


def _expression(match: Match) -> str:
    """Return a match in the language of FTS5; words hold letters and digits only, so nothing needs escaping."""
    star = "*" if match.begun else ""
    if match.strict or len(match.words) < 3:
        return f'{match.form} : "{" ".join(match.words)}"{star}'
    *firsts, last = (pair.replace("_", " ") for pair in pairs(match.words))
    return " AND ".join((*(f'{match.form} : "{pair}"' for pair in firsts), f'{match.form} : "{last}"{star}'))
