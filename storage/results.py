"""Results: written in the one transaction that also ends the job, shown as a whole or not at all, read back.

Page jobs leave rows of pages and derivatives under the generation that is being read; nobody sees them until the result
of the whole is written, which shows this generation and removes the one before it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection, Table, delete, func, insert, select, update

from storage import claims, documents, papers
from storage.blob_rows import claim_names
from storage.blobs import BlobKey
from storage.claims import Claim
from storage.documents import Document, StateChange
from storage.errors import PagesMissingError
from storage.jobs import JobKind, make_finish_if_due
from storage.papers import Paper
from storage.schema import derivatives, pages
from storage.schema import documents as document_rows
from storage.search_index import index_pages

DerivativeKind = Literal["record", "fragment", "json", "text", "pdf"]


@dataclass(frozen=True, slots=True)
class PageResult:
    """The reading of a page in numbers: mean confidence 0-1 over its words, what went wrong (a code)."""

    number: int
    source: str
    words: int
    confidence: float
    seconds: float
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Derivative:
    """A blob that was made of a page (record, fragment) or, with page 0, of the whole document (json, text, pdf)."""

    kind: DerivativeKind
    page: int
    sha256: str
    size: int

    @property
    def key(self) -> BlobKey:
        """Return the name of the blob."""
        return BlobKey("derivatives", self.sha256)


@dataclass(frozen=True, slots=True)
class WholeResult:
    """What became of a document: its final state, why it failed if so, its pages, blobs and papers.

    A finishing job need not tell again what the page jobs wrote; what it tells stands in its place. ``texts`` are what
    its pages say, by their numbers, for search.
    """

    state: Literal["done", "needs_review", "failed"]
    problem: str | None = None
    pages: tuple[PageResult, ...] = ()
    derivatives: tuple[Derivative, ...] = ()
    papers: tuple[Paper, ...] = ()
    texts: Mapping[int, str] = field(default_factory=dict)


def write_page(
    connection: Connection, claim: Claim, page: PageResult, made: tuple[Derivative, ...], now: datetime
) -> bool:
    """Keep the reading of one page and end its job; the last one makes the finishing job, which is told (True).

    :raises ClaimLostError: when the job is no longer the caller's: nothing is written.
    :raises BlobCondemnedError: when a blob was swept away meanwhile: put it again and repeat.
    :raises ValueError: when the job is not of this page.
    """
    _check_kind(claim, "page", page.number)
    document = documents.lock(connection, claim.job.document_id)
    _end(connection, claim, page.problem, now)
    _put(connection, document, ((page,), made), now)
    return make_finish_if_due(connection, document, now)


def write_whole(connection: Connection, claim: Claim, result: WholeResult, now: datetime) -> Document:
    """Keep the result of a document, end its job, and show it in place of the one before.

    Corrections that people made find their fields again where these still stand. Where reading failed, what was shown
    before stays; without such, the pages that were read are shown.

    :raises ClaimLostError: when the job is no longer the caller's: nothing is written.
    :raises BlobCondemnedError: when a blob was swept away meanwhile: put it again and repeat.
    :raises PagesMissingError: when a page is not accounted for and the document has not failed.
    :raises ValueError: when the job is of one page only.
    """
    _check_kind(claim, "finish" if claim.job.kind == "finish" else "whole", 0)
    document = documents.lock(connection, claim.job.document_id)
    _end(connection, claim, result.problem, now)
    _put(connection, document, (result.pages, result.derivatives), now)
    if result.state != "failed":
        _check_pages(connection, document)
    if result.state != "failed" or not document.result_generation:
        _show(connection, document, result.papers)
        index_pages(connection, document.id, result.texts)
    documents.change_state(connection, document, StateChange(result.state, claim.worker, result.problem), now)
    return documents.get(connection, document.id)


def pages_of(connection: Connection, document: Document, generation: int | None = None) -> tuple[PageResult, ...]:
    """Return the pages of the result that is shown, or of a generation."""
    found = select(pages).where(*_of(pages, document, generation)).order_by(pages.c.number)
    return tuple(
        PageResult(row.number, row.source, row.words, row.confidence, row.seconds, row.problem)
        for row in connection.execute(found)
    )


def derivatives_of(connection: Connection, document: Document, generation: int | None = None) -> tuple[Derivative, ...]:
    """Return the derivatives of the result that is shown, or of a generation: by kind, then by page."""
    found = select(derivatives).where(*_of(derivatives, document, generation))
    rows = connection.execute(found.order_by(derivatives.c.kind, derivatives.c.page))
    return tuple(Derivative(row.kind, row.page, row.sha256, row.size) for row in rows)


def drop_derivatives(connection: Connection, document: Document, kind: DerivativeKind) -> None:
    """Forget the derivatives of a kind; the sweep deletes the blobs that nothing else names."""
    ours = (derivatives.c.document_id == document.id, derivatives.c.kind == kind)
    connection.execute(delete(derivatives).where(*ours))


def _check_kind(claim: Claim, kind: JobKind, number: int) -> None:
    if (claim.job.kind, claim.job.page) != (kind, number):
        message = f"the job is of {claim.job.kind} {claim.job.page}, the result of {kind} {number}"
        raise ValueError(message)


def _end(connection: Connection, claim: Claim, problem: str | None, now: datetime) -> None:
    claims.end(connection, claim, {"state": "done", "problem": problem, "finished_at": now})


def _put(
    connection: Connection,
    document: Document,
    made: tuple[tuple[PageResult, ...], tuple[Derivative, ...]],
    now: datetime,
) -> None:
    """Write rows of the generation that is being read, in place of those of the same page."""
    claim_names(connection, [one.key for one in made[1]])
    ours = {"document_id": document.id, "generation": document.generation}
    for page in made[0]:
        _replace(
            connection,
            pages,
            ours | {"number": page.number},
            {
                "source": page.source,
                "words": page.words,
                "confidence": page.confidence,
                "seconds": page.seconds,
                "problem": page.problem,
            },
        )
    for one in made[1]:
        where = ours | {"kind": one.kind, "page": one.page}
        _replace(connection, derivatives, where, {"sha256": one.sha256, "size": one.size, "made_at": now})


def _replace(connection: Connection, table: Table, where: dict[str, Any], values: dict[str, Any]) -> None:
    connection.execute(delete(table).where(*(table.c[name] == value for name, value in where.items())))
    connection.execute(insert(table).values(**where, **values))


def _check_pages(connection: Connection, document: Document) -> None:
    count, first, last = connection.execute(
        select(func.count(), func.min(pages.c.number), func.max(pages.c.number)).where(
            *_of(pages, document, document.generation)
        )
    ).one()
    if (count, first, last) != (document.page_count, 1, document.page_count):
        message = f"{count} of {document.page_count} pages"
        raise PagesMissingError(message)


def _show(connection: Connection, document: Document, found: tuple[Paper, ...]) -> None:
    for table in (pages, derivatives):
        other = (table.c.document_id == document.id, table.c.generation != document.generation)
        connection.execute(delete(table).where(*other))
    papers.replace(connection, document.id, found)
    shown = update(document_rows).where(document_rows.c.id == document.id)
    connection.execute(shown.values(result_generation=document.generation))


def _of(table: Table, document: Document, generation: int | None) -> tuple[Any, ...]:
    wanted = document.result_generation if generation is None else generation
    return (table.c.document_id == document.id, table.c.generation == wanted)
