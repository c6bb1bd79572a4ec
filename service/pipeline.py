"""The work of one job: fetch what it needs, lead a reader through the stages, leave what was made in a folder.

Nothing is written into the database or the blob store here; ``service.worker`` does that, once a job is done.
"""

import json
import shutil
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from ingest.options import IngestOptions
from ocr.options import OcrOptions
from service.errors import JobFailedError
from service.file_course import Ending, FileCourse, PagesBefore
from service.job import Job
from service.limits import Limits
from service.originals import OriginalsCache
from service.outcome import PageOutcome
from service.readers import Readers
from service.record import FRAGMENT, RECORD, page_text, write_page_text
from service.task import WHOLE_FILE, Task, page_task, worse_task
from storage.blobs import BlobKey, BlobStore
from storage.documents import Document

_CHUNK_BYTES = 1 << 20
_LIVES = 2  # readers that a stage may cost
_OURS = WHOLE_FILE | {"internal"}
"""Codes of files that failed for reasons of this machine or program: another attempt, or worker, may do better."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How papers are read: what a reader may use, what is taken in, how it is read."""

    limits: Limits = field(default_factory=Limits)
    ingest: IngestOptions = field(default_factory=IngestOptions)
    ocr: OcrOptions = field(default_factory=OcrOptions)


@dataclass(frozen=True, slots=True)
class PagePiece:
    """A blob that a page job has left: ``kind`` is "record" or "fragment"."""

    kind: str
    page: int
    sha256: str


class Pipeline:
    """Works with one reader, on one job at a time."""

    def __init__(self, blobs: BlobStore, readers: Readers, folder: Path, reading: Reading) -> None:
        self._blobs, self._readers, self._reading = blobs, readers, reading
        self._originals = OriginalsCache(blobs, folder)

    def whole(self, document: Document) -> tuple[Ending, Path]:
        """Read and finish a file; return how it ended and the folder of its results.

        :raises JobFailedError: when this machine could not do it.
        :raises storage.errors.StorageError: when the original cannot be had.
        """
        job = self._job(document)
        return self._led(FileCourse(job)), job.folder

    def page(self, document: Document, number: int, *, hopeless: bool = False) -> tuple[PageOutcome, Path]:
        """Read a page, or show it, or let a blank page stand for it; return its numbers and the folder of its pieces.

        ``hopeless``: the pages of this file hang; the page is not tried.

        :raises JobFailedError, storage.errors.StorageError: as ``whole`` does.
        """
        job = self._job(document)
        task: Task | None = page_task(job, "read_one_page", number)
        if hopeless:
            task = page_task(job, "give_up_page", number, "reader_timeout")
        code = "internal"
        while task is not None:
            result, failure = self._run(task)
            if isinstance(result, PageOutcome):
                return result, job.folder
            code = failure or "internal"
            task = None if code in WHOLE_FILE else worse_task(job, task, code)
        raise JobFailedError(code)

    def finish(self, document: Document, before: PagesBefore, pieces: Iterable[PagePiece]) -> tuple[Ending, Path]:
        """Finish a file whose pages were read elsewhere, from their pieces; return as ``whole`` does.

        :raises JobFailedError, storage.errors.StorageError: as ``whole`` does.
        """
        job = self._job(document)
        for piece in pieces:
            self._fetch(piece, job.folder)
        return self._led(FileCourse(job, before)), job.folder

    def _job(self, document: Document) -> Job:
        """Return the job of a document, in a folder that holds nothing of another job."""
        path = self._originals.fetched(document.key)
        folder = path.parent / "pieces"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        return Job(path, document.name, folder, self._reading.ingest, self._reading.ocr, document.format)

    def _fetch(self, piece: PagePiece, folder: Path) -> None:
        path = folder / (RECORD if piece.kind == "record" else FRAGMENT).format(piece.page)
        with self._blobs.open(BlobKey("derivatives", piece.sha256)) as stream, path.open("xb") as out:
            shutil.copyfileobj(stream, out, _CHUNK_BYTES)
        if piece.kind == "record":
            write_page_text(folder, page_text(json.loads(path.read_text("utf-8"))))

    def _led(self, course: FileCourse) -> Ending:
        while (task := course.next_task()) is not None:
            course.take(task, *self._run(task))
        ending = course.ending
        codes = {problem.code for problem in ending.summary.problems if problem.page is None}
        if not ending.results and codes & _OURS:
            raise JobFailedError(min(codes & _OURS))
        return ending

    def _run(self, task: Task) -> tuple[object, str | None]:
        """Return what a stage answers; once more where its reader died, which may have been by somebody's hand."""
        for _ in range(_LIVES):
            self._readers.start(task.arguments, task.seconds(self._reading.limits))
            (answer,) = self._readers.answers()
            if answer.code != "reader_died":
                break
        return answer.result, answer.code
