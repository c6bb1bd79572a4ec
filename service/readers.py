"""The reader processes: hostile files are parsed there.

A reader that hangs, grows or dies takes only its task with it. Each has a connection of its own and shares no lock
with the others, so that whatever happens to one, at whatever moment, the others go on. (Pools whose workers share a
queue stand still when a worker is killed while it holds the queue's lock.)
"""

import contextlib
import multiprocessing
import os
import signal
import time
from dataclasses import dataclass
from multiprocessing.connection import wait
from multiprocessing.context import ForkServerContext
from pathlib import Path
from typing import Any, Self

from service.limits import ONE_THREAD, Limits
from service.reader import READY, serve

_PRELOADED = ["service.stages", "pymupdf", "pikepdf", "cv2", "PIL.Image"]
_ATTEMPTS, _ATTEMPT_SECONDS = 10, 0.2
_RETIRING = frozenset({"out_of_memory"})
"""After these a reader goes: what filled its memory may still be there."""


@dataclass(frozen=True, slots=True)
class Answer:
    """How a task ended: its result, or the code of its failure."""

    ticket: int
    result: Any
    code: str | None


class _Reader:
    """One process, its connection, and the task that it runs."""

    def __init__(self, context: ForkServerContext, limits: Limits, work: str) -> None:
        self.connection, theirs = context.Pipe()
        self._process = context.Process(target=serve, args=(theirs, limits, work), daemon=True)
        self._process.start()
        theirs.close()  # so that its death is seen as the end of the connection
        self._start_seconds = limits.start_seconds
        self._ready = False
        self._seconds = 0.0
        self.tasks = 0
        self.ticket: int | None = None
        self.deadline = 0.0

    def give(self, ticket: int, arguments: tuple[Any, ...], seconds: float) -> None:
        """Hand over a task.

        :raises OSError: when the reader is dead.
        """
        self.ticket, self._seconds = ticket, seconds
        self.tasks += 1
        self.deadline = time.monotonic() + (seconds if self._ready else self._start_seconds)
        self.connection.send(arguments)

    def hear(self) -> tuple[Any, str | None] | None:
        """Return what it answers, with a code when it has died; None when it only told that it is ready."""
        try:
            message = self.connection.recv()
        except (EOFError, OSError):
            return None, "reader_died"
        if message == READY:
            self._ready = True
            self.deadline = time.monotonic() + self._seconds
            return None
        result, code = message
        return result, code

    def kill(self) -> None:
        """End the process at once, and all that it has started."""
        if self._process.pid is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.kill()  # before it is ready it has no group of its own
        self._process.join()
        self._process.close()
        self.connection.close()


class Readers:
    """A fixed number of confined processes that run one task at a time each.

    They are forked from one server that has loaded the libraries, so that a killed reader is replaced in milliseconds.
    Not safe between threads.
    """

    def __init__(self, jobs: int, limits: Limits, work: Path) -> None:
        os.environ.update(ONE_THREAD)
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(_PRELOADED)
        self._jobs, self._limits, self._work = jobs, limits, str(work)
        self._idle: list[_Reader] = []
        self._busy: list[_Reader] = []
        self._tickets = 0

    @property
    def free(self) -> int:
        """Return how many more tasks can run at this moment."""
        return self._jobs - len(self._busy)

    def start(self, arguments: tuple[Any, ...], seconds: float) -> int:
        """Give a stage with its arguments to a free reader and return the ticket that its answer will bear.

        After ``seconds`` the reader is killed.

        :raises OSError: when no process can be started.
        """
        self._tickets += 1
        while self._idle:
            reader = self._idle.pop()
            try:
                reader.give(self._tickets, arguments, seconds)
            except OSError:  # it was killed while it had nothing to do
                reader.kill()
                continue
            self._busy.append(reader)
            return self._tickets
        reader = self._hired()
        self._busy.append(reader)
        with contextlib.suppress(OSError):  # dead at birth: ``answers`` will tell
            reader.give(self._tickets, arguments, seconds)
        return self._tickets

    def answers(self) -> tuple[Answer, ...]:
        """Wait until a running task ends, by itself or by force, and return how; one must be running."""
        while True:
            left = min(reader.deadline for reader in self._busy) - time.monotonic()
            heard = wait([reader.connection for reader in self._busy], timeout=max(0.0, left))
            ended = tuple(answer for reader in tuple(self._busy) if (answer := self._ended(reader, heard)))
            if ended:
                return ended

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for reader in (*self._idle, *self._busy):
            reader.kill()

    def _hired(self) -> _Reader:
        # A Ctrl-C in the terminal goes to every process of the group; only this one is to act on it.
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            for _ in range(_ATTEMPTS):
                with contextlib.suppress(EOFError, ConnectionError):
                    return _Reader(self._context, self._limits, self._work)
                time.sleep(_ATTEMPT_SECONDS)  # the fork server has just been killed; a new one will be started
            return _Reader(self._context, self._limits, self._work)
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)

    def _ended(self, reader: _Reader, heard: list[Any]) -> Answer | None:
        """Return the answer of a reader that has one or is overdue; it is idle or gone then."""
        told: tuple[Any, str | None] | None
        if reader.connection in heard:
            told = reader.hear()
        else:
            told = (None, "reader_timeout") if time.monotonic() >= reader.deadline else None
        if told is None or reader.ticket is None:
            return None
        result, code = told
        answer = Answer(reader.ticket, result, code)
        reader.ticket = None
        self._busy.remove(reader)
        spent = reader.tasks >= self._limits.tasks_per_reader
        if spent or code in _RETIRING or code in {"reader_died", "reader_timeout"}:
            reader.kill()
        else:
            self._idle.append(reader)
        return answer
