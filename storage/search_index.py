"""What is searched, written in the transaction that stores results, so that search never tells of less or more."""

import calendar
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select

from storage.errors import UnknownDocumentError
from storage.schema import documents, fields, papers, search_documents, search_fields, search_pages
from storage.search_dialect import search_dialect
from storage.search_words import forms, plain

_DAY = re.compile(r"([12]\d{3})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?")


@dataclass(frozen=True, slots=True)
class FieldValue:
    """A field of a document as it holds now, a person's correction before what was read; ``page`` of the file."""

    name: str
    value: str | int | bool
    page: int | None = None


def index_pages(connection: Connection, document_id: str, texts: Mapping[int, str]) -> None:
    """Make pages found by their texts (by page number, from 1), in place of what they were found by before.

    Other pages of the document stay as they are.

    :raises UnknownDocumentError: when there is no such document.
    :raises ValueError: when it has no such page.
    """
    first_row, page_count = _numbering(connection, document_id)
    if not all(1 <= number <= page_count for number in texts):
        message = f"pages beyond 1 to {page_count}: {sorted(texts)}"
        raise ValueError(message)
    numbers = [first_row + number - 1 for number in sorted(texts)]
    rows = [
        _page_row(row, document_id, number, texts[number]) for row, number in zip(numbers, sorted(texts), strict=True)
    ]
    connection.execute(delete(search_pages).where(search_pages.c.id.in_(numbers)))
    if rows:
        connection.execute(insert(search_pages), rows)
        search_dialect(connection.dialect.name).added(connection, search_pages, numbers)


def index_fields(connection: Connection, document_id: str, values: Iterable[FieldValue]) -> None:
    """Make a document found by its fields, all of them, in place of those that it was found by before."""
    connection.execute(delete(search_fields).where(search_fields.c.document_id == document_id))
    rows = [_field_row(document_id, value) for value in values]
    if rows:
        connection.execute(insert(search_fields), rows)
        numbers = connection.scalars(select(search_fields.c.id).where(search_fields.c.document_id == document_id))
        search_dialect(connection.dialect.name).added(connection, search_fields, numbers.all())


def index_kept_fields(connection: Connection, document_id: str) -> None:
    """Make a document found by the fields of its papers as they are kept now, with the corrections in them."""
    kept = select(fields.c.name, fields.c.value, fields.c.page).join(papers, fields.c.paper_id == papers.c.id)
    rows = connection.execute(kept.where(papers.c.document_id == document_id, fields.c.value.is_not(None)))
    index_fields(connection, document_id, [FieldValue(row.name, json.loads(row.value), row.page) for row in rows])


def drop(connection: Connection, document_id: str) -> None:
    """Let a document be found by nothing any more; one that is not there is no error."""
    for table in (search_pages, search_fields, search_documents):
        connection.execute(delete(table).where(table.c.document_id == document_id))


def _numbering(connection: Connection, document_id: str) -> tuple[int, int]:
    """Return the number of the first page's row and how many pages there are; numbers once given stay."""
    asked = select(search_documents.c.first_row, search_documents.c.page_count)
    mine = asked.where(search_documents.c.document_id == document_id)
    known = connection.execute(mine).one_or_none()
    if known is None:
        pages = connection.scalar(select(documents.c.page_count).where(documents.c.id == document_id))
        if pages is None:
            raise UnknownDocumentError(document_id)
        search_dialect(connection.dialect.name).reserve(connection)
        known = connection.execute(mine).one_or_none()  # another page of it may have been first
        if known is None:
            last = connection.execute(asked.order_by(search_documents.c.first_row.desc()).limit(1)).one_or_none()
            first = last.first_row + last.page_count if last else 1
            row = {"document_id": document_id, "first_row": first, "page_count": pages}
            connection.execute(insert(search_documents).values(row))
            return first, pages
    return known.first_row, known.page_count


def _page_row(row: int, document_id: str, number: int, text: str) -> dict[str, object]:
    kept = plain(text)
    exact, folded = forms(kept)
    return {"id": row, "document_id": document_id, "page": number, "text": kept, "exact": exact, "folded": folded}


def _field_row(document_id: str, field: FieldValue) -> dict[str, object]:
    days = _days(field.value) if isinstance(field.value, str) else None
    exact, folded = forms(plain(_spoken(field.value)))
    return {
        "document_id": document_id,
        "name": field.name,
        "page": field.page,
        "first_day": days[0] if days else None,
        "last_day": days[1] if days else None,
        "exact": exact,
        "folded": folded,
    }


def _spoken(value: str | float) -> str:
    """Return a value as people type it: a date as 2024-03-12 and, behind a sign that parts them, 12/03/2024."""
    if isinstance(value, bool):
        return "có true" if value else "không false"
    found = _DAY.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        return str(value)
    parts = [part for part in found.groups() if part]
    return "/".join(parts) if len(parts) == 1 else f"{'/'.join(parts)} ngày {'/'.join(reversed(parts))}"


def _days(value: str) -> tuple[str, str] | None:
    """Return the first and the last day that an ISO date can mean, which may lack the day and the month."""
    found = _DAY.fullmatch(value)
    if found is None:
        return None
    year, month, day = found.groups()
    if month is None:
        return f"{year}-01-01", f"{year}-12-31"
    if day is None:
        return f"{value}-01", f"{value}-{calendar.monthrange(int(year), int(month))[1]:02d}"
    return value, value
