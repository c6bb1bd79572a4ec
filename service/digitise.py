"""Leads the readers through a batch: inspect each file, read its pages on any reader, finish it, publish its results.

This process parses nothing itself and keeps only numbers of each page, so it stays small whatever the batch holds.
"""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ingest.options import IngestOptions
from ocr.options import OcrOptions
from service.input_file import InputFile
from service.limits import Limits
from service.outcome import FileOutcome
from service.readers import Readers
from service.task import Task
from service.work_folder import work_folder

Watcher = Callable[[str, FileOutcome | None], None]
"""Told what happens: ("page", None) for every page read, ("file", outcome) for every file finished."""


@dataclass(frozen=True, slots=True)
class BatchOptions:
    """How a batch is done: how many readers, what they may use, what is taken in, how it is read."""

    jobs: int = 2
    limits: Limits = field(default_factory=Limits)
    ingest: IngestOptions = field(default_factory=IngestOptions)
    ocr: OcrOptions = field(default_factory=OcrOptions)


def digitise(paths: Sequence[Path], out: Path, options: BatchOptions, watcher: Watcher) -> tuple[FileOutcome, ...]:
    """Digitise files into ``out`` and return what became of each, in the order given.

    A file that cannot be read never stops the others. Nothing but finished results is left in ``out``, also after an
    exception; what was finished before one stays.

    :raises service.errors.OutputFolderError: when ``out`` cannot be written.
    :raises OSError: when no process can be started.
    """
    with work_folder(out) as work, Readers(options.jobs, options.limits, work) as readers:
        courses = [
            InputFile(path, work / f"{index:06d}", out, options.ingest, options.ocr) for index, path in enumerate(paths)
        ]
        _lead(courses, readers, options, watcher)
        return tuple(course.outcome for course in courses)


def _lead(courses: Sequence[InputFile], readers: Readers, options: BatchOptions, watcher: Watcher) -> None:
    """Keep every reader busy with the oldest files' tasks until all files have run their course."""
    waiting = deque(courses)
    active: list[InputFile] = []
    running: dict[int, tuple[InputFile, Task]] = {}
    while waiting or active:
        while readers.free and (found := _next(active, waiting)):
            course, task = found
            running[readers.start(task.arguments, task.seconds(options.limits))] = found
        for answer in readers.answers() if running else ():
            course, task = running.pop(answer.ticket)
            course.take(task, answer.result, answer.code)
            if task.stage == "read_one_page":
                watcher("page", None)
        for course in [course for course in active if course.ended]:
            active.remove(course)
            watcher("file", course.outcome)


def _next(active: list[InputFile], waiting: deque[InputFile]) -> tuple[InputFile, Task] | None:
    """Return the next task: of the file begun first that has one, else of a new file."""
    for course in active:
        if task := course.next_task():
            return course, task
    while waiting:
        course = waiting.popleft()
        active.append(course)
        if task := course.next_task():
            return course, task
    return None
