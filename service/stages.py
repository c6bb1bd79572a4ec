"""The stages of the job as the readers run them: inspect a file, read a page, show a page, finish the file.

Between tasks only small values travel; what is large (words, page fragments) lies in the file's folder in the work
folder, so that memory does not grow with the number of pages and any reader can take any page.
"""

import errno
import json
import os
import shutil
import time
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import cv2

from extract.documents import documents
from ingest.file_info import inspect
from ingest.formats import Format
from ingest.geometry import Turn, turned_size
from ingest.page import Source
from ingest.sheet import sheet_of_images
from ingest.signatures import Signature, signatures_of
from ingest.source import open_source
from ocr.engine import OcrEngine
from ocr.options import OcrOptions
from ocr.page_text import PageText
from ocr.pdfa import join
from ocr.reader import embedded, read_page
from ocr.searchable_pdf import lay_words
from service.document_record import RecordedPages, document_outcome, document_record
from service.job import Job
from service.outcome import DocumentOutcome, FileFacts, PageOutcome, passes_through
from service.record import (
    DOCUMENTS,
    FRAGMENT,
    JSON_RESULT,
    PDF_RESULT,
    RECORD,
    TEXT_RESULT,
    Summary,
    finished_in,
    page_record,
    page_text,
    unread_page,
    write_json,
    write_page_text,
    write_text,
)

_A4 = (595.28, 841.89)


class Desk:
    """What a reader process keeps open between tasks: the engine, and the file it read last."""

    def __init__(self) -> None:
        cv2.setNumThreads(0)
        self._engine: tuple[OcrOptions, OcrEngine] | None = None
        self._source: tuple[Job, int, Source] | None = None

    def engine(self, options: OcrOptions) -> OcrEngine:
        """Return the engine of these options; one of other options is closed."""
        if self._engine is not None and self._engine[0] == options:
            return self._engine[1]
        if self._engine is not None:
            self._engine[1].close()
        self._engine = (options, open_engine(options))
        return self._engine[1]

    def source(self, job: Job) -> Source:
        """Return the opened file of a job; the file read before, or what stood there before, is closed."""
        changed = job.path.stat().st_mtime_ns
        if self._source is not None and self._source[:2] == (job, changed):
            return self._source[2]
        if self._source is not None:
            self._source[2].close()
            self._source = None
        self._source = (job, changed, open_source(job.path, Format(job.format), job.ingest))
        return self._source[2]


@cache
def _desk() -> Desk:
    return Desk()


def open_engine(options: OcrOptions) -> OcrEngine:
    """Open the engine that the options name; its module is only imported then, as its library may be missing.

    :raises ocr.errors.EngineMissingError: when Tesseract or its data are missing.
    """
    if options.engine == "tesserocr":
        from ocr.tesseract_api import TesserocrEngine  # noqa: PLC0415 - see above

        return TesserocrEngine(options.language)
    from ocr.tesseract_cli import PytesseractEngine  # noqa: PLC0415 - see above

    return PytesseractEngine(options.language)


def inspect_file(job: Job) -> tuple[FileFacts, bool, float]:
    """Return the facts of a file, whether it had to be repaired, and the seconds that it took to tell."""
    began = time.perf_counter()
    info = inspect(job.path, job.ingest)
    job.folder.mkdir(parents=True, exist_ok=True)
    facts = FileFacts(job.name, info.sha256, info.size, info.format.value, info.page_count, info.signed)
    return facts, info.repaired, time.perf_counter() - began


def read_one_page(job: Job, number: int) -> PageOutcome:
    """Read a page, leave its record and its piece of the searchable PDF in the folder, return its numbers."""
    began = time.perf_counter()
    source, engine = _desk().source(job), _desk().engine(job.ocr)
    text = read_page(source.page(number), lambda: source.picture(number), engine, job.ocr)
    shown = text.source != "embedded"
    if shown:
        _leave(job, number, lay_words(source.sheet(number), text))
    return _recorded(job, text, time.perf_counter() - began, shown=shown)


def show_page(job: Job, number: int, problem: str) -> PageOutcome:
    """Leave the picture of a page that could not be read, without words."""
    began = time.perf_counter()
    source = _desk().source(job)
    page = source.page(number)
    text = unread_page(number, (page.width, page.height), problem)
    _leave(job, number, lay_words(source.sheet(number), text))
    return _recorded(job, text, time.perf_counter() - began, shown=True)


def give_up_page(job: Job, number: int, problem: str) -> PageOutcome:
    """Record a page that cannot even be shown; a blank page stands for it, so that pages in are pages out."""
    text = unread_page(number, _A4, problem)
    _leave(job, number, lay_words(sheet_of_images(_A4, ()), text))
    return _recorded(job, text, 0.0, shown=True)


def lay_own_words(job: Job, number: int) -> PageOutcome:
    """Leave the piece of the searchable PDF for a page that carries its own text: drawn, with exactly these words."""
    began = time.perf_counter()
    source = _desk().source(job)
    text = embedded(source.page(number))
    _leave(job, number, lay_words(source.sheet(number), text))
    return _recorded(job, text, time.perf_counter() - began, shown=True)


def read_signatures(job: Job) -> tuple[Signature, ...]:
    """Return the signatures of a PDF, each in its place on the upright page."""
    return tuple(_upright(job, signature) for signature in signatures_of(job.path))


def _upright(job: Job, signature: Signature) -> Signature:
    if signature.page is None or signature.box is None:
        return signature
    page = page_text(json.loads((job.folder / RECORD.format(signature.page)).read_text("utf-8")))
    back: Turn = 90 if page.rotation == 270 else 270 if page.rotation == 90 else page.rotation
    viewed = turned_size(back, page.width, page.height)
    return replace(signature, box=signature.box.turned(page.rotation, *viewed))


def find_documents(
    job: Job, pages: int, signatures: tuple[Signature, ...] = ()
) -> tuple[tuple[DocumentOutcome, ...], float]:
    """Leave the documents of a file in its folder; return each in numbers, and the seconds that it took."""
    began = time.perf_counter()
    outcomes: list[DocumentOutcome] = []
    with (job.folder / DOCUMENTS).open("w", encoding="utf-8") as out:
        out.write("[")
        for found in documents(RecordedPages(job.folder, pages), signatures):
            out.write((",\n" if outcomes else "\n") + json.dumps(document_record(found), ensure_ascii=False))
            outcomes.append(document_outcome(found))
        out.write("]")
    return tuple(outcomes), time.perf_counter() - began


def finish_file(job: Job, summary: Summary) -> tuple[str, ...]:
    """Write the results of a file into its folder and return their names: PDF, text, JSON.

    A PDF with text of its own, of which no page had to be read, passes through byte for byte; any other file becomes a
    new PDF/A-2b of all its pages, whose pieces lie in the folder.
    """
    began = time.perf_counter()
    if passes_through(summary.pages, job.format):
        shutil.copyfile(job.path, job.folder / PDF_RESULT)
    else:
        fragments = [job.folder / FRAGMENT.format(page.number) for page in summary.pages]
        _need_room(job.folder, 2 * sum(fragment.stat().st_size for fragment in fragments))
        join(fragments, job.folder / PDF_RESULT, Path(job.name).stem, datetime.now(UTC))
    write_text(job.folder, summary)
    write_json(job.folder, finished_in(summary, time.perf_counter() - began))
    return PDF_RESULT, TEXT_RESULT, JSON_RESULT


def _need_room(folder: Path, size: int) -> None:
    """Make sure that the disk has room for so many bytes: on a full one, qpdf writes half a file and does not say so.

    :raises OSError: when it has not.
    """
    if shutil.disk_usage(folder).free < size:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(folder))


def _leave(job: Job, number: int, fragment: bytes) -> None:
    (job.folder / FRAGMENT.format(number)).write_bytes(fragment)


def _recorded(job: Job, text: PageText, seconds: float, *, shown: bool) -> PageOutcome:
    (job.folder / RECORD.format(text.number)).write_text(page_record(text), "utf-8")
    write_page_text(job.folder, text)
    words = [word for line in text.lines for word in line.words]
    confidence = sum(word.confidence for word in words) / len(words) if words else 0.0
    return PageOutcome(text.number, text.source, len(words), confidence, seconds, text.problem, shown)
