"""The stages of the job as the readers run them: inspect a file, read a page, show a page, finish the file.

Between tasks only small values travel; what is large (words, page fragments) lies in the file's folder in the work
folder, so that memory does not grow with the number of pages and any reader can take any page.
"""

import errno
import os
import shutil
import time
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import cv2

from ingest.file_info import inspect
from ingest.formats import Format
from ingest.page import Source
from ingest.sheet import sheet_of_images
from ingest.source import open_source
from ocr.engine import OcrEngine
from ocr.options import OcrOptions
from ocr.page_text import PageText
from ocr.pdfa import join
from ocr.reader import embedded, read_page
from ocr.searchable_pdf import lay_words
from service.job import Job
from service.outcome import FileFacts, PageOutcome
from service.record import (
    FRAGMENT,
    JSON_RESULT,
    PDF_RESULT,
    RECORD,
    TEXT_RESULT,
    Summary,
    page_record,
    unread_page,
    write_json,
    write_text,
)

_A4 = (595.28, 841.89)


class Desk:
    """What a reader process keeps open between tasks: the engine, and the file it read last."""

    def __init__(self) -> None:
        cv2.setNumThreads(0)
        self._engine: OcrEngine | None = None
        self._source: Source | None = None
        self._key: tuple[Path, str] | None = None

    def engine(self, options: OcrOptions) -> OcrEngine:
        """Return the engine, opened on first use."""
        if self._engine is None:
            self._engine = open_engine(options)
        return self._engine

    def source(self, job: Job) -> Source:
        """Return the opened file of a job; the file read before is closed."""
        if self._source is None or self._key != (job.path, job.format):
            if self._source is not None:
                self._source.close()
                self._source = None
            self._source = open_source(job.path, Format(job.format), job.ingest)
            self._key = (job.path, job.format)
        return self._source


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

    return PytesseractEngine(options.language, options.page_seconds)


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
    return _recorded(job, text, 0.0, shown=False)


def finish_file(job: Job, summary: Summary) -> tuple[str, ...]:
    """Write the results of a file into its folder and return their names: PDF, text, JSON.

    A PDF whose pages all carry their own text passes through byte for byte; any other becomes a new PDF/A-2b of all
    its pages.
    """
    if job.format == Format.PDF.value and not any(page.shown for page in summary.pages):
        shutil.copyfile(job.path, job.folder / PDF_RESULT)
    else:
        fragments = [_fragment(job, page) for page in summary.pages]
        _need_room(job.folder, 2 * sum(fragment.stat().st_size for fragment in fragments))
        join(fragments, job.folder / PDF_RESULT, Path(job.name).stem, datetime.now(UTC))
    write_text(job.folder, summary)
    write_json(job.folder, summary)
    return PDF_RESULT, TEXT_RESULT, JSON_RESULT


def _fragment(job: Job, page: PageOutcome) -> Path:
    """Return a page's piece of the searchable PDF; pages with their own text are drawn only now, when it is needed."""
    place = job.folder / FRAGMENT.format(page.number)
    if not place.exists():
        source = _desk().source(job)
        _leave(job, page.number, lay_words(source.sheet(page.number), embedded(source.page(page.number))))
    return place


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
    words = [word for line in text.lines for word in line.words]
    confidence = sum(word.confidence for word in words) / len(words) if words else 0.0
    return PageOutcome(text.number, text.source, len(words), confidence, seconds, text.problem, shown)
