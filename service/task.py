"""A stage to run on a reader, and the next worse way to a page whose reading failed."""

from dataclasses import dataclass
from typing import Any

from service.job import Job, Stage
from service.limits import Limits

WORSE: dict[Stage, Stage] = {"read_one_page": "show_page", "lay_own_words": "give_up_page", "show_page": "give_up_page"}
"""What is tried after a failed way to a page: show it without words, then a blank page stands for it."""
WHOLE_FILE = frozenset({"not_found", "not_written", "engine_missing"})
"""Codes that no other way of treating the page could mend."""
MOST_TIME_OUTS = 3
"""From here on, a file most of whose pages hang is given up: it would hold a reader for hours."""


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


def page_task(job: Job, stage: Stage, page: int, problem: str = "") -> Task:
    """Return a task of one page; ``problem`` is the code of what went wrong with it before."""
    return Task(stage, (stage, job, page, problem) if problem else (stage, job, page), page, problem)


def worse_task(job: Job, failed: Task, code: str) -> Task | None:
    """Return the next worse way to a page, which keeps the first reason; None after the last one."""
    then = WORSE.get(failed.stage)
    return None if then is None else page_task(job, then, failed.page, failed.problem or code)
