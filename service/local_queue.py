"""Wake-ups without a server: workers are children of this process, or processes beside it that look for themselves."""

import os
import select
import sys
from collections.abc import Callable, Sequence

from service.crew import Crew
from storage.documents import Lane

POLL_SECONDS = 0.5
"""How often a worker that nobody wakes looks for work; a look costs about a millisecond."""
_READ_BYTES = 4096


class LocalQueue:
    """Wakes the workers of a crew. Without one it wakes nobody: ``sohoa work`` looks for what waits by itself."""

    def __init__(self, crew: Crew | None = None) -> None:
        self._crew = crew

    def submit(self, job_ids: Sequence[str], lane: Lane) -> None:  # noqa: ARG002 - as ``JobQueue`` says
        """Wake the crew."""
        if self._crew and job_ids:
            self._crew.wake()

    def close(self) -> None:
        """Do nothing: the crew belongs to whoever made it."""


def attend(work_off: Callable[[], None], is_stopping: Callable[[], bool]) -> None:
    """Work off what waits, whenever woken on standard input and from time to time, until told to stop.

    The end of the input is the end of the leader, and stops the work too.
    """
    heeded = [sys.stdin.fileno()]
    while not is_stopping():
        work_off()
        while not is_stopping() and select.select(heeded, [], [], POLL_SECONDS)[0]:
            if not os.read(heeded[0], _READ_BYTES):
                return
            work_off()
