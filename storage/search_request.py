"""What is asked of search, and what it answers."""

from dataclasses import dataclass
from datetime import date, datetime

from storage.search_query import Form
from storage.search_ranking import Snippet


@dataclass(frozen=True, slots=True)
class FieldCondition:
    """A document has a field of this name whose value holds these words (written as in a query).

    Without a name any field will do; without words it is enough that the field has a value.
    """

    name: str
    words: str


@dataclass(frozen=True, slots=True)
class DayCondition:
    """A document has a date, in one of these fields, that can lie within these days, both included.

    Without fields any date will do; without a day the range is open on that side.
    """

    fields: tuple[str, ...]
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Query:
    """What a person looks for. All conditions have to hold of a document (a file, not one paper in it).

    ``words`` as in ``storage.search_query``, all on one page; ``types`` and ``units``: one of them; ``received_before``
    is not included. What is empty asks for nothing.
    """

    words: str = ""
    types: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    received_since: datetime | None = None
    received_before: datetime | None = None
    dossier: str = ""
    fields: tuple[FieldCondition, ...] = ()
    days: tuple[DayCondition, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A document found. ``page`` answers best, ``pages`` are those looked at that answer; ``snippet`` is of ``page``.

    Where no words were asked for, there are no pages and no snippet. ``form``: found as typed, or only without marks.
    """

    document_id: str
    name: str
    unit: str
    received_at: datetime
    types: tuple[str, ...]
    form: Form
    page: int | None
    pages: tuple[int, ...]
    snippet: Snippet | None


@dataclass(frozen=True, slots=True)
class Found:
    """One portion of an answer.

    ``total`` counts documents; where ``more`` is True there are at least so many. ``cursor`` asks for the next
    portion, None after the last. ``cut``: the query had more words than are looked for.
    """

    hits: tuple[Hit, ...]
    total: int
    more: bool
    cursor: str | None
    cut: bool
