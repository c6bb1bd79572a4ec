"""Search in SQLite: FTS5 over the words of ``search_pages`` and ``search_fields``, kept right by triggers.

The words are made in Python; the tokenizer ``ascii`` only parts them at the spaces and takes every letter beyond ASCII
as it is, whatever version of Unicode SQLite knows. The numbers of the rows are the order of arrival, as FTS5 reads.
"""

from collections.abc import Iterable

from sqlalchemy import BigInteger, ColumnElement, Connection, FromClause, Table, column, text
from sqlalchemy import table as named_table
from sqlalchemy.sql.expression import TableClause

from storage.search_query import Match
from storage.search_words import pairs

CREATE = tuple(
    statement.format(name=name)
    for name in ("search_pages", "search_fields")
    for statement in (
        (
            "CREATE VIRTUAL TABLE {name}_index USING fts5(exact, folded, content='{name}', content_rowid='id', "
            "tokenize=\"ascii tokenchars '#'\")"
        ),
        (
            "CREATE TRIGGER {name}_added AFTER INSERT ON {name} BEGIN "
            "INSERT INTO {name}_index(rowid, exact, folded) VALUES (new.id, new.exact, new.folded); END"
        ),
        (
            "CREATE TRIGGER {name}_removed AFTER DELETE ON {name} BEGIN "
            "INSERT INTO {name}_index({name}_index, rowid, exact, folded) "
            "VALUES ('delete', old.id, old.exact, old.folded); END"
        ),
        (
            "CREATE TRIGGER {name}_changed AFTER UPDATE ON {name} BEGIN "
            "INSERT INTO {name}_index({name}_index, rowid, exact, folded) "
            "VALUES ('delete', old.id, old.exact, old.folded); "
            "INSERT INTO {name}_index(rowid, exact, folded) VALUES (new.id, new.exact, new.folded); END"
        ),
    )
)
"""What makes the index, in order; the tables of ``storage.schema`` stand already."""

DROP = tuple(
    statement.format(name=name)
    for name in ("search_pages", "search_fields")
    for statement in (
        "DROP TRIGGER {name}_added",
        "DROP TRIGGER {name}_removed",
        "DROP TRIGGER {name}_changed",
        "DROP TABLE {name}_index",
    )
)


def reserve(connection: Connection) -> None:
    """Keep others from numbering rows until the transaction ends: a writer of SQLite is alone anyway."""


def added(connection: Connection, table: Table, rows: Iterable[int]) -> None:
    """Index rows that were inserted: the triggers did."""


def source(table: Table) -> FromClause:
    """Return the table joined to its index."""
    index = _index(table)
    return index.join(table, table.c.id == index.c.rowid)


def place(table: Table) -> ColumnElement[int]:
    """Return the number of a row, by which FTS5 reads forwards and backwards."""
    return _index(table).c.rowid


def condition(table: Table, matches: Iterable[Match], *, checked: bool) -> ColumnElement[bool]:  # noqa: ARG001
    """Return the condition that a row of the joined table holds all matches; FTS5 always checks phrases."""
    index = _index(table)
    return index.c[index.name].op("MATCH", is_comparison=True)(" AND ".join(map(_expression, matches)))


def settle(connection: Connection) -> None:
    """Merge what many insertions left in pieces; after loading, not needed for right answers."""
    for name in ("search_pages", "search_fields"):
        connection.execute(text(f"INSERT INTO {name}_index({name}_index) VALUES ('optimize')"))  # noqa: S608


def _index(table: Table) -> TableClause:
    name = f"{table.name}_index"
    return named_table(name, column("rowid", BigInteger), column(name))


def _expression(match: Match) -> str:
    """Return a match in the language of FTS5; words hold letters and digits only, so nothing needs escaping."""
    star = "*" if match.begun else ""
    if match.strict or len(match.words) < 3:
        return f'{match.form} : "{" ".join(match.words)}"{star}'
    *firsts, last = (pair.replace("_", " ") for pair in pairs(match.words))
    return " AND ".join((*(f'{match.form} : "{pair}"' for pair in firsts), f'{match.form} : "{last}"{star}'))
