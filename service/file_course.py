"""The course of one file through the stages: which task is next, and what its result means.

The rules: a page whose reading fails is shown without words; if that fails too, a blank page stands for it. Each step
is tried once, so that every file ends. Pages with text of their own are drawn only where another page had to be read.
"""

import os
import shutil
import time
from collections import deque
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ingest.options import IngestOptions
from ingest.signatures import Signature
from ocr.options import OcrOptions
from service.inputs import JSON_NAME, PDF_NAME, TEXT_NAME, publish, result_stem, shown_name
from service.job import Job, Stage
from service.limits import Limits
from service.outcome import (
    DocumentOutcome,
    FileFacts,
    FileOutcome,
    PageOutcome,
    Problem,
    State,
    passes_through,
    problems_of,
    state_of,
)
from service.record import JSON_RESULT, PDF_RESULT, TEXT_RESULT, Summary, write_json

_MOST_TIME_OUTS = 3
"""From here on, a file most of whose pages hang is given up: it would hold a reader for hours."""
_WHOLE_FILE = frozenset({"not_found", "not_written", "engine_missing"})
"""Codes that no other way of treating the page could mend."""
_NAMES = {JSON_RESULT: JSON_NAME, TEXT_RESULT: TEXT_NAME, PDF_RESULT: PDF_NAME}


@dataclass(frozen=True, slots=True)
class Task:
    """A stage to run on a reader; ``page`` is 0 for stages of the whole file."""

    stage: Stage
    arguments: tuple[Any, ...]
    page: int = 0
    problem: str = ""
    pages: int = 0

    def seconds(self, limits: Limits) -> float:
        """Return how long it may take."""
        match self.stage:
            case "inspect_file" | "read_signatures":
                return limits.inspect_seconds
            case "read_one_page" | "lay_own_words":
                return limits.page_seconds
            case "find_documents" | "finish_file":
                return limits.finish_seconds + limits.finish_seconds_per_page * self.pages
            case _:
                return limits.show_seconds


class FileCourse:
    """One file from its path to its outcome."""

    def __init__(self, path: Path, folder: Path, out: Path, ingest: IngestOptions, ocr: OcrOptions) -> None:
        self._path = path
        self._job = Job(_for_parsers(path, folder), shown_name(path), folder, ingest, ocr)
        self._out = out
        self._seen = _state_on_disk(path)
        self._began: float | None = None
        self._facts = FileFacts(self._job.name)
        self._repaired = False
        self._pages: dict[int, PageOutcome] = {}
        self._documents: tuple[DocumentOutcome, ...] | None = ()
        self._time_outs = 0
        self._worked: dict[str, float] = {}
        self._tasks: deque[Task] = deque()
        self._outcome: FileOutcome | None = None
        if os.path.isfile(path) and os.access(path, os.R_OK):  # noqa: PTH113 - see ``files_of``
            self._tasks.append(self._task("inspect_file"))
        else:
            self._refuse("not_found")

    @property
    def ended(self) -> bool:
        """Tell whether the file has run its course."""
        return self._outcome is not None

    @property
    def outcome(self) -> FileOutcome:
        """Return what became of the file."""
        if self._outcome is None:
            message = f"{self._facts.name} has not run its course"
            raise RuntimeError(message)
        return self._outcome

    def next_task(self) -> Task | None:
        """Return the next task to run, or None while results of earlier ones are awaited."""
        if self._began is None:
            self._began = time.perf_counter()
            self._seen = _state_on_disk(self._path)
        return self._tasks.popleft() if self._tasks else None

    def take(self, task: Task, result: Any, code: str | None) -> None:
        """Take the result of a task, or the code of its failure; what comes after the file's end is dropped."""
        if self.ended:
            return
        match task.stage:
            case "inspect_file":
                self._take_facts(result, code)
            case "read_signatures":
                self._take_signatures(result)
            case "find_documents":
                self._take_documents(result)
            case "finish_file":
                self._take_results(task, result, code)
            case _:
                self._take_page(task, result, code)

    def _task(self, stage: Stage, page: int = 0, problem: str = "") -> Task:
        arguments: tuple[Any, ...] = (stage, self._job)
        if page:
            arguments = (*arguments, page, problem) if problem else (*arguments, page)
        return Task(stage, arguments, page, problem)

    def _take_facts(self, result: Any, code: str | None) -> None:
        if code is not None:
            self._refuse(code)
            return
        self._facts, self._repaired, seconds = result
        self._worked["inspect"] = seconds
        self._job = replace(self._job, format=self._facts.format)
        if self._facts.pages < 1:
            self._refuse("damaged")
        self._tasks.extend(self._task("read_one_page", number) for number in range(1, self._facts.pages + 1))

    def _take_page(self, task: Task, result: PageOutcome | None, code: str | None) -> None:
        if code in _WHOLE_FILE:
            self._fail(code or "internal")
            return
        if result is None:
            self._after_failure(task, code or "internal")
            return
        self._pages[result.number] = result
        self._worked["read"] = self._worked.get("read", 0.0) + result.seconds
        if len(self._pages) == self._facts.pages:
            self._after_pages()

    def _after_failure(self, task: Task, code: str) -> None:
        """Take the next worse way to a page: show it without words, then a blank page."""
        if task.stage == "give_up_page":
            self._fail("internal")
            return
        self._time_outs += code == "reader_timeout" and task.stage == "read_one_page"
        if self._time_outs >= _MOST_TIME_OUTS and 2 * self._time_outs > len(self._pages):
            self._give_up_the_rest()
        then: Stage = "show_page" if task.stage == "read_one_page" else "give_up_page"
        self._tasks.appendleft(self._task(then, task.page, task.problem or code))

    def _give_up_the_rest(self) -> None:
        """Try no further page of a file whose pages hang: each would cost a reader its whole time."""
        left = [task for task in self._tasks if task.stage == "read_one_page"]
        self._tasks = deque(task for task in self._tasks if task.stage != "read_one_page")
        self._tasks.extend(self._task("give_up_page", task.page, "reader_timeout") for task in left)

    def _after_pages(self) -> None:
        """Finish the file, once every page has what the finish needs of it."""
        pages = self._in_order()
        missing = () if passes_through(pages, self._facts.format) else [page for page in pages if not page.shown]
        if missing:
            for page in missing:
                del self._pages[page.number]
            self._tasks.extend(self._task("lay_own_words", page.number) for page in missing)
            return
        if self._facts.signed:
            self._tasks.append(self._task("read_signatures"))
        else:
            self._find_documents()

    def _take_signatures(self, result: tuple[Signature, ...] | None) -> None:
        """Go on without them where they could not be read: the file still says that it is signed."""
        self._facts = replace(self._facts, signatures=result or ())
        self._find_documents()

    def _find_documents(self) -> None:
        pages = self._facts.pages
        arguments = ("find_documents", self._job, pages, self._facts.signatures)
        self._tasks.append(Task("find_documents", arguments, pages=pages))

    def _take_documents(self, result: tuple[tuple[DocumentOutcome, ...], float] | None) -> None:
        """Finish the file, also where its documents could not be found: then it says so, and its text is kept."""
        if result is None:
            self._documents = None
        else:
            self._documents, self._worked["extract"] = result
        summary = self._summary()
        self._tasks.append(Task("finish_file", ("finish_file", self._job, summary), pages=self._facts.pages))

    def _take_results(self, task: Task, result: tuple[str, ...] | None, code: str | None) -> None:
        if result is None:
            self._fail(code or "internal")
            return
        if _state_on_disk(self._path) != self._seen:
            self._fail("changed")
            return
        summary: Summary = task.arguments[2]
        self._end(summary.state, summary.problems, result)

    def _refuse(self, code: str) -> None:
        self._facts = replace(self._facts, size=self._seen[0] if self._seen else 0)
        self._fail(code)

    def _fail(self, code: str) -> None:
        """End the file with a JSON that says why, and nothing else."""
        self._tasks.clear()
        self._pages.clear()
        self._documents = ()
        problems = (Problem(code),)
        folder = self._job.folder
        shutil.rmtree(folder, ignore_errors=True)  # a full disk has room for the JSON then
        try:
            folder.mkdir(parents=True, exist_ok=True)
            write_json(folder, replace(self._summary(), state="failed", problems=problems))
        except OSError:
            self._end("failed", (Problem("not_written"),), ())
            return
        self._end("failed", problems, (JSON_RESULT,))

    def _summary(self) -> Summary:
        pages = self._in_order()
        problems = problems_of(pages, self._documents, repaired=self._repaired)
        seconds = (*self._worked.items(), ("total", self._passed()))
        return Summary(self._facts, state_of(pages, problems), problems, pages, seconds)

    def _end(self, state: State, problems: tuple[Problem, ...], results: tuple[str, ...]) -> None:
        outputs: tuple[str, ...] = ()
        try:
            finished = {_NAMES[name]: self._job.folder / name for name in results}
            outputs = publish(finished, self._out, result_stem(self._path)) if finished else ()
        except OSError:
            state, problems = "failed", (*problems, Problem("not_written"))
        shutil.rmtree(self._job.folder, ignore_errors=True)
        documents = self._documents or ()
        self._outcome = FileOutcome(self._facts, state, problems, self._in_order(), outputs, self._passed(), documents)

    def _in_order(self) -> tuple[PageOutcome, ...]:
        return tuple(self._pages[number] for number in sorted(self._pages))

    def _passed(self) -> float:
        return time.perf_counter() - self._began if self._began is not None else 0.0


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
