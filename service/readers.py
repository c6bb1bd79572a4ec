"""The reader processes: hostile files are parsed there.

A reader that hangs, grows or dies takes only its task with it.
"""

import multiprocessing
import os
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any, Self

from pebble import ProcessExpired, ProcessPool

from service.job import run
from service.limits import ONE_THREAD, Limits, confine

_PRELOADED = ["service.stages", "pymupdf", "pikepdf", "cv2", "PIL.Image"]


class Readers:
    """A fixed number of confined processes that run one task at a time each.

    They are forked from one server that has loaded the libraries, so that a killed reader is replaced in milliseconds.
    """

    def __init__(self, jobs: int, limits: Limits, work: Path) -> None:
        os.environ.update(ONE_THREAD)
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(_PRELOADED)
        self._pool = ProcessPool(
            max_workers=jobs,
            max_tasks=limits.pages_per_reader,
            initializer=confine,
            initargs=(limits, str(work)),
            context=context,
        )

    def start(self, arguments: tuple[Any, ...], seconds: float) -> "Future[Any]":
        """Queue a stage with its arguments; ``seconds`` count from its start, after them its reader is killed."""
        return self._pool.schedule(run, args=arguments, timeout=seconds)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()


def code_of(error: BaseException) -> str:
    """Return the code of a task's failure."""
    if isinstance(error, TimeoutError):
        return "reader_timeout"
    if isinstance(error, ProcessExpired | BrokenProcessPool):
        return "reader_died"
    if isinstance(error, MemoryError):
        return "out_of_memory"
    if isinstance(error, FileNotFoundError | PermissionError | IsADirectoryError):
        return "not_found"
    code = getattr(error, "code", None)
    return code if isinstance(code, str) else "internal"
