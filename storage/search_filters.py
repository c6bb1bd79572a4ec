"""The conditions of a query on documents, as SQL that both databases understand."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Select, exists, select, true

from storage.schema import documents, papers, search_fields, submissions
from storage.search_dialect import SearchDialect
from storage.search_query import Form, parsed
from storage.search_request import DayCondition, FieldCondition, Query
from storage.search_words import plain

_YEAR = timedelta(days=366)

Documents = ColumnElement[str]
"""A column that holds ids of documents."""


def filters(document: Documents, query: Query, visible: tuple[str, ...] | None) -> Iterator[ColumnElement[bool]]:
    """Yield what has to hold of the documents of a query besides words and fields.

    ``visible``: only documents that one of these units handed in; None: all.
    """
    if visible is not None:
        yield _of_units(document, visible)
    if query.units:
        yield _of_units(document, query.units)
    if query.types:
        typed = papers.c.document_type.in_(_plain(query.types))
        yield _has(document, papers.c.document_id, typed)
    if query.received_since is not None:
        yield _holds(document, documents.c.received_at >= query.received_since)
    if query.received_before is not None:
        yield _holds(document, documents.c.received_at < query.received_before)
    if query.dossier:
        dossier = plain(query.dossier)
        handed_in = select(submissions.c.document_id).where(submissions.c.dossier == dossier)
        yield document.in_(handed_in.union(select(papers.c.document_id).where(papers.c.dossier == dossier)))
    for day in query.days:
        yield document.in_(_dated(day))


def field_conditions(
    document: Documents, fields: Iterable[FieldCondition], form: Form, dialect: SearchDialect
) -> Iterator[ColumnElement[bool]]:
    """Yield what has to hold of the fields of documents, with marks or without."""
    for field in fields:
        rows = field_rows(field, form, dialect)
        if rows is not None:
            yield document.in_(rows)


def field_rows(field: FieldCondition, form: Form, dialect: SearchDialect) -> Select[str] | None:
    """Return the documents with such a field, some more than once; None where nothing is asked of it."""
    matches = parsed(field.words).matches(form)
    if matches:
        rows = select(dialect.document(search_fields)).select_from(dialect.source(search_fields))
        named = dialect.name(search_fields) == plain(field.name) if field.name else true()
        return rows.where(dialect.condition(search_fields, matches, checked=True), named)
    if field.name:
        return select(search_fields.c.document_id).where(search_fields.c.name == plain(field.name))
    return None


def _holds(document: Documents, condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """Return the condition on the row of a document, where that row is not the one at hand by looking it up."""
    return condition if document is documents.c.id else exists().where(documents.c.id == document, condition)


def _of_units(document: Documents, units: Iterable[str]) -> ColumnElement[bool]:
    """Return the condition that one of the units handed a document in: the first did so too."""
    return _has(document, submissions.c.document_id, submissions.c.unit.in_(_plain(units)))


def _has(document: Documents, theirs: Documents, condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """Return the condition that a document has such a row.

    For lists all those documents are found first; among the pages of a word each page is asked for its own.
    """
    if document is documents.c.id:
        return document.in_(select(theirs).where(condition))
    return exists().where(theirs == document, condition)


def _dated(day: DayCondition) -> Select[tuple[str]]:
    rows = select(search_fields.c.document_id).where(search_fields.c.first_day.is_not(None))
    if day.fields:
        rows = rows.where(search_fields.c.name.in_(_plain(day.fields)))
    if day.since is not None:
        earliest = (day.since - min(_YEAR, day.since - date.min)).isoformat()  # for the index: no range is longer
        rows = rows.where(search_fields.c.last_day >= day.since.isoformat(), search_fields.c.first_day >= earliest)
    if day.until is not None:
        rows = rows.where(search_fields.c.first_day <= day.until.isoformat())
    return rows


def _plain(texts: Iterable[str]) -> list[str]:
    return list(map(plain, texts))
