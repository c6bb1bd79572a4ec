"""The course of one file through the stages: which task is next, and what its result means.

The rules: a page whose reading fails is shown without words; if that fails too, a blank page stands for it. Each step
is tried once, so that every file ends. Pages with text of their own are drawn only where another page had to be read.
Where the file and its pieces lie, and where the results go, is no matter of this module.
"""

import time
from collections import deque
from dataclasses import dataclass, replace
from typing import Any

from ingest.signatures import Signature
from service.job import Job
from service.outcome import DocumentOutcome, FileFacts, PageOutcome, Problem, passes_through, problems_of, state_of
from service.record import Summary
from service.task import MOST_TIME_OUTS, WHOLE_FILE, Task, page_task, worse_task


@dataclass(frozen=True, slots=True)
class Ending:
    """How a file ended. ``results`` are the names of its finished files in the job's folder, none where it failed."""

    summary: Summary
    documents: tuple[DocumentOutcome, ...]
    results: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PagesBefore:
    """Pages that were done elsewhere: those read, their pieces in the job's folder, and why the others were lost."""

    read: tuple[PageOutcome, ...]
    lost: tuple[tuple[int, str], ...] = ()


class FileCourse:
    """One file from its inspection to its ending.

    ``before`` are the pages of a file that other workers have read, or given up: then only the finish is left.
    """

    def __init__(self, job: Job, before: PagesBefore | None = None) -> None:
        self._job = job
        self._began: float | None = None
        self._facts = FileFacts(job.name)
        self._repaired = False
        self._before = before
        self._pages: dict[int, PageOutcome] = {}
        self._documents: tuple[DocumentOutcome, ...] | None = ()
        self._time_outs = 0
        self._worked: dict[str, float] = {}
        self._tasks: deque[Task] = deque([Task("inspect_file", ("inspect_file", job))])
        self._ending: Ending | None = None

    @property
    def ended(self) -> bool:
        """Tell whether the file has run its course."""
        return self._ending is not None

    @property
    def ending(self) -> Ending:
        """Return how the file ended."""
        if self._ending is None:
            message = f"{self._facts.name} has not run its course"
            raise RuntimeError(message)
        return self._ending

    def next_task(self) -> Task | None:
        """Return the next task to run, or None while results of earlier ones are awaited."""
        if self._began is None:
            self._began = time.perf_counter()
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

    def fail(self, code: str) -> None:
        """End the file with a reason and without results."""
        self._tasks.clear()
        self._pages.clear()
        summary = replace(self._summary(), state="failed", problems=(Problem(code),))
        self._ending = Ending(summary, (), ())

    def _take_facts(self, result: Any, code: str | None) -> None:
        if code is not None:
            self.fail(code)
            return
        self._facts, self._repaired, seconds = result
        self._worked["inspect"] = seconds
        self._job = replace(self._job, format=self._facts.format)
        if self._facts.pages < 1:
            self.fail("damaged")
        elif self._before:
            self._take_pages_before(self._before)
        else:
            numbers = range(1, self._facts.pages + 1)
            self._tasks.extend(page_task(self._job, "read_one_page", number) for number in numbers)

    def _take_pages_before(self, before: PagesBefore) -> None:
        """Let a blank page stand for every page that nobody could read: pages in are pages out."""
        self._pages = {page.number: page for page in before.read}
        self._worked["read"] = sum(page.seconds for page in before.read)
        why = dict(before.lost)
        missing = [number for number in range(1, self._facts.pages + 1) if number not in self._pages]
        self._tasks.extend(
            page_task(self._job, "give_up_page", number, why.get(number, "internal")) for number in missing
        )
        if not missing:
            self._after_pages()

    def _take_page(self, task: Task, result: PageOutcome | None, code: str | None) -> None:
        if code in WHOLE_FILE:
            self.fail(code or "internal")
            return
        if result is None:
            self._after_failure(task, code or "internal")
            return
        self._pages[result.number] = result
        self._worked["read"] = self._worked.get("read", 0.0) + result.seconds
        if len(self._pages) == self._facts.pages:
            self._after_pages()

    def _after_failure(self, task: Task, code: str) -> None:
        then = worse_task(self._job, task, code)
        if then is None:
            self.fail("internal")
            return
        self._time_outs += code == "reader_timeout" and task.stage == "read_one_page"
        if self._time_outs >= MOST_TIME_OUTS and 2 * self._time_outs > len(self._pages):
            self._give_up_the_rest()
        self._tasks.appendleft(then)

    def _give_up_the_rest(self) -> None:
        """Try no further page of a file whose pages hang: each would cost a reader its whole time."""
        left = [task for task in self._tasks if task.stage == "read_one_page"]
        self._tasks = deque(task for task in self._tasks if task.stage != "read_one_page")
        self._tasks.extend(page_task(self._job, "give_up_page", task.page, "reader_timeout") for task in left)

    def _after_pages(self) -> None:
        """Finish the file, once every page has what the finish needs of it."""
        pages = self._in_order()
        missing = () if passes_through(pages, self._facts.format) else [page for page in pages if not page.shown]
        if missing:
            for page in missing:
                del self._pages[page.number]
            self._tasks.extend(page_task(self._job, "lay_own_words", page.number) for page in missing)
            return
        if self._facts.signed:
            self._tasks.append(Task("read_signatures", ("read_signatures", self._job)))
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
            self.fail(code or "internal")
            return
        summary: Summary = task.arguments[2]
        self._ending = Ending(summary, self._documents or (), result)

    def _summary(self) -> Summary:
        pages = self._in_order()
        problems = problems_of(pages, self._documents, repaired=self._repaired)
        passed = time.perf_counter() - self._began if self._began is not None else 0.0
        seconds = (*self._worked.items(), ("total", passed))
        return Summary(self._facts, state_of(pages, problems), problems, pages, seconds)

    def _in_order(self) -> tuple[PageOutcome, ...]:
        return tuple(self._pages[number] for number in sorted(self._pages))
