"""Which module speaks to the database at hand: ``search_sqlite`` or ``search_postgres``."""

from collections.abc import Iterable
from contextlib import AbstractContextManager
from typing import Protocol, cast

from sqlalchemy import ColumnElement, Connection, FromClause, Table

from storage import search_postgres, search_sqlite
from storage.search_query import Match


class SearchDialect(Protocol):
    """What both modules offer, and all that differs between the databases."""

    def reserve(self, connection: Connection) -> None:
        """Keep others from numbering rows until the transaction ends."""

    def added(self, connection: Connection, table: Table, rows: Iterable[int]) -> None:
        """Index rows that were inserted into the table."""

    def searching(self, connection: Connection) -> AbstractContextManager[None]:
        """Let the plans of a block be those that search needs; where it fails the transaction is lost anyway."""

    def source(self, table: Table) -> FromClause:
        """Return what is asked: the index of the table, with the table where the index lacks something."""

    def document(self, table: Table) -> ColumnElement[str]:
        """Return the document of a row of the source."""

    def name(self, table: Table) -> ColumnElement[str]:
        """Return the name of a field, of a row of the source."""

    def place(self, table: Table) -> ColumnElement[int]:
        """Return the number of a row of the source, to be asked for and ordered by."""

    def condition(self, table: Table, matches: Iterable[Match], *, checked: bool) -> ColumnElement[bool]:
        """Return the condition that a row of the source holds all matches; without ``checked`` maybe more."""

    def settle(self, connection: Connection) -> None:
        """Do what is good after loading many documents."""


def search_dialect(name: str) -> SearchDialect:
    """Return the module for a dialect of SQLAlchemy (``connection.dialect.name``)."""
    return cast("SearchDialect", search_sqlite if name == "sqlite" else search_postgres)
