"""A file named on the command line: its course, and its results placed beside those of the others."""

import os
import shutil
import time
from dataclasses import replace
from pathlib import Path

from ingest.options import IngestOptions
from ocr.options import OcrOptions
from service.file_course import Ending, FileCourse
from service.inputs import JSON_NAME, PDF_NAME, TEXT_NAME, publish, result_stem, shown_name
from service.job import Job
from service.outcome import FileFacts, FileOutcome, Problem
from service.record import JSON_RESULT, PDF_RESULT, TEXT_RESULT, Summary, write_json
from service.task import Task

_NAMES = {JSON_RESULT: JSON_NAME, TEXT_RESULT: TEXT_NAME, PDF_RESULT: PDF_NAME}


class InputFile:
    """One file from its path to its outcome."""

    def __init__(self, path: Path, folder: Path, out: Path, ingest: IngestOptions, ocr: OcrOptions) -> None:
        self._path, self._folder, self._out = path, folder, out
        self._course = FileCourse(Job(_for_parsers(path, folder), shown_name(path), folder, ingest, ocr))
        self._seen: tuple[int, int, int] | None = None
        self._began: float | None = None
        self._outcome: FileOutcome | None = None

    @property
    def ended(self) -> bool:
        """Tell whether the file has run its course and its results are in place."""
        return self._outcome is not None

    @property
    def outcome(self) -> FileOutcome:
        """Return what became of the file."""
        if self._outcome is None:
            message = f"{self._path} has not run its course"
            raise RuntimeError(message)
        return self._outcome

    def next_task(self) -> Task | None:
        """Return the next task to run, or None while results of earlier ones are awaited, and after the end."""
        if self._began is None:
            self._began = time.perf_counter()
            self._seen = _state_on_disk(self._path)
            if not (os.path.isfile(self._path) and os.access(self._path, os.R_OK)):  # noqa: PTH113 - see ``files_of``
                self._course.fail("not_found")
                self._end(self._course.ending)
        return None if self.ended else self._course.next_task()

    def take(self, task: Task, result: object, code: str | None) -> None:
        """Take the result of a task, or the code of its failure."""
        self._course.take(task, result, code)
        if self._course.ended and not self.ended:
            self._end(self._course.ending)

    def _end(self, ending: Ending) -> None:
        """Put the results into the output folder; of a failed file, or one that has changed, only why."""
        if ending.results and _state_on_disk(self._path) != self._seen:
            ending = Ending(replace(ending.summary, state="failed", problems=(Problem("changed"),), pages=()), (), ())
        outputs: tuple[str, ...] = ()
        state, problems = ending.summary.state, ending.summary.problems
        facts = self._with_size(ending.summary.facts)
        try:
            results = ending.results or self._reasons(replace(ending.summary, facts=facts))
            finished = {_NAMES[name]: self._folder / name for name in results}
            outputs = publish(finished, self._out, result_stem(self._path))
        except OSError:
            state, problems = "failed", _and_not_written(ending)
        shutil.rmtree(self._folder, ignore_errors=True)
        passed = time.perf_counter() - self._began if self._began is not None else 0.0
        self._outcome = FileOutcome(facts, state, problems, ending.summary.pages, outputs, passed, ending.documents)

    def _with_size(self, facts: FileFacts) -> FileFacts:
        """Return the facts with the size that the disk tells, where the file was refused too early to know."""
        return facts if facts.size or self._seen is None else replace(facts, size=self._seen[0])

    def _reasons(self, summary: Summary) -> tuple[str, ...]:
        """Leave nothing but a JSON that says why."""
        shutil.rmtree(self._folder, ignore_errors=True)  # a full disk has room for the JSON then
        self._folder.mkdir(parents=True, exist_ok=True)
        write_json(self._folder, summary)
        return (JSON_RESULT,)


def _and_not_written(ending: Ending) -> tuple[Problem, ...]:
    """Return the problems of a file whose results could not be written either."""
    return (*(ending.summary.problems if ending.results else ()), Problem("not_written"))


def _state_on_disk(path: Path) -> tuple[int, int, int] | None:
    """Return size, time of change and number of a file: while they stay the same, so does its content."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns, found.st_ino


def _for_parsers(path: Path, folder: Path) -> Path:
    """Return a path that every parser can open: some refuse names that are not UTF-8, and get a link."""
    whole = path.absolute()
    try:
        str(whole).encode()
    except UnicodeEncodeError:
        folder.mkdir(parents=True, exist_ok=True)
        link = folder / "original"
        link.symlink_to(whole)
        return link
    return whole
