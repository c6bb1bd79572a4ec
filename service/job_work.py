"""Does one claimed job from its rows to its rows: look up, lead the pipeline, put the blobs, commit."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection

from service.file_course import Ending, PagesBefore
from service.job_results import Made, made_of_page, made_of_whole, page_result, pages_before, whole_result
from service.patience import outlast
from service.pipeline import PagePiece, Pipeline
from service.retention import Retention
from service.stores import Stores
from service.task import MOST_TIME_OUTS
from storage import documents, jobs, results
from storage.claims import Claim
from storage.documents import Document
from storage.errors import BlobCondemnedError
from storage.results import Derivative
from storage.sweep import prove_kept

_TRIES = 5
_T = TypeVar("_T")


class JobWork:
    """What is done about a job in hand; outages of the stores are waited out."""

    def __init__(
        self, stores: Stores, pipeline: Pipeline, retention: Retention, is_stopping: Callable[[], bool]
    ) -> None:
        self._stores, self._pipeline, self._retention, self._is_stopping = stores, pipeline, retention, is_stopping

    def do(self, claim: Claim) -> None:
        """Do a job and commit what it made.

        :raises ClaimLostError: when it is no longer ours; nothing was written.
        :raises service.errors.JobFailedError: when this machine could not do it.
        :raises storage.errors.StorageError: when a blob is missing or damaged, or in an outage when told to stop.
        """
        document = self._outlasting(lambda: self._document(claim))
        match claim.job.kind:
            case "whole":
                self._keep_whole(claim, *self._outlasting(lambda: self._pipeline.whole(document)))
            case "page":
                self._read_page(claim, document)
            case _:
                self._finish(claim, document)

    def _document(self, claim: Claim) -> Document:
        with self._stores.database.read() as connection:
            return documents.get(connection, claim.job.document_id)

    def _read_page(self, claim: Claim, document: Document) -> None:
        number = claim.job.page
        hopeless = self._outlasting(lambda: self._is_hopeless(claim, document))
        outcome, folder = self._outlasting(lambda: self._pipeline.page(document, number, hopeless=hopeless))
        made = made_of_page(folder, number)
        derivatives = tuple(one.derivative for one in made)

        def write(connection: Connection) -> None:
            results.write_page(connection, claim, page_result(outcome), derivatives, _now())
            prove_kept(self._stores.blobs, [one.key for one in derivatives])

        self._commit(made, lambda: self._stores.database.retried(write))

    def _is_hopeless(self, claim: Claim, document: Document) -> bool:
        """Tell whether most pages of the file have hung until now: each further one would cost all its time too."""
        with self._stores.database.read() as connection:
            read = results.pages_of(connection, document, claim.job.generation)
        hung = sum(page.problem == "reader_timeout" for page in read)
        return hung >= MOST_TIME_OUTS and 2 * hung > len(read)

    def _finish(self, claim: Claim, document: Document) -> None:
        before, pieces = self._outlasting(lambda: self._before(claim, document))
        of_pages = [PagePiece(piece.kind, piece.page, piece.sha256) for piece in pieces if piece.page]
        ending, folder = self._outlasting(lambda: self._pipeline.finish(document, before, of_pages))
        self._keep_whole(claim, ending, folder)

    def _before(self, claim: Claim, document: Document) -> tuple[PagesBefore, tuple[Derivative, ...]]:
        with self._stores.database.read() as connection:
            read = results.pages_of(connection, document, claim.job.generation)
            pieces = results.derivatives_of(connection, document, claim.job.generation)
            return pages_before(read, pieces, jobs.unread_pages(connection, document)), pieces

    def _keep_whole(self, claim: Claim, ending: Ending, folder: Path) -> None:
        made = made_of_whole(folder, ending)
        result = whole_result(folder, ending, made)

        until = self._outlasting(lambda: self._protected(claim, [paper.document_type for paper in result.papers]))

        def write() -> None:
            with self._stores.database.write() as connection:
                document = results.write_whole(connection, claim, result, _now())
                results.drop_derivatives(connection, document, "fragment")
                documents.mark_protected(connection, document.id, until)
                prove_kept(self._stores.blobs, [one.derivative.key for one in made])

        self._commit(made, write)

    def _protected(self, claim: Claim, types: Sequence[str]) -> datetime:
        """Put the original under the retention of its papers' types; return its end. It never becomes shorter."""
        document = self._document(claim)
        until = document.received_at + self._retention.of(types)
        if document.protected_until is None or until > document.protected_until:
            self._stores.blobs.protect(document.key, until)
        return until

    def _commit(self, made: tuple[Made, ...], write: Callable[[], object]) -> None:
        """Put the blobs, then write the rows that name them; once more where the sweep is just removing one."""
        for attempt in range(_TRIES):
            for one in made:
                self._outlasting(partial(self._put, one))
            try:
                self._outlasting(write)
            except BlobCondemnedError:
                if attempt == _TRIES - 1:
                    raise
            else:
                return

    def _put(self, made: Made) -> None:
        with made.path.open("rb") as content:
            self._stores.blobs.put(made.derivative.key, content)

    def _outlasting(self, step: Callable[[], _T]) -> _T:
        return outlast(step, self._is_stopping)


def _now() -> datetime:
    return datetime.now(UTC)
