"""Worker processes on this machine, started and replaced by the process that leads them.

A worker runs ``service.worker.main``. A byte on its standard input wakes it. SIGTERM, which also the sudden
death of its leader brings about, tells it to finish its job and leave.
"""

import contextlib
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field

_COMMAND = (sys.executable, "-c", "from service.worker import main; raise SystemExit(main())")
"""Not ``-m``: the module would be there twice, once by the name that messages in the queue call it."""
_WAKE = b"\n"
_SHORT_LIFE_SECONDS = 10.0
_LONGEST_PAUSE_SECONDS = 30.0


@dataclass(slots=True)
class _Place:
    """One worker after another: the present one, how many died young in a row, when the next may start."""

    process: "subprocess.Popen[bytes]"
    began: float = field(default_factory=time.monotonic)
    died_young: int = 0
    not_before: float = 0.0


class Crew:
    """A fixed number of workers.

    Not safe between threads; when the thread ends that has started them, they are told to leave.
    """

    def __init__(self, count: int) -> None:
        self._places = [_Place(_started()) for _ in range(count)]

    def wake(self) -> None:
        """Wake every worker; one that has not yet heard the last wake-up needs no other."""
        for place in self._places:
            _tell(place.process)

    def tend(self) -> int:
        """Replace workers that have ended, the later the more often they die young; return how many are alive."""
        now = time.monotonic()
        alive = 0
        for place in self._places:
            if place.process.poll() is None:
                alive += 1
            elif place.not_before == 0.0:
                place.died_young = place.died_young + 1 if now - place.began < _SHORT_LIFE_SECONDS else 0
                place.not_before = now + min(_LONGEST_PAUSE_SECONDS, 2.0**place.died_young - 1)
            elif now >= place.not_before:
                _let_go(place.process)
                place.process, place.began, place.not_before = _started(), now, 0.0
                alive += 1
        return alive

    @property
    def alive(self) -> int:
        """Return how many workers have not ended."""
        return sum(place.process.poll() is None for place in self._places)

    def dismiss(self) -> None:
        """Let every worker finish its job and leave."""
        for place in self._places:
            _let_go(place.process)
            _signal(place.process)

    def hurry(self) -> None:
        """Let every worker, dismissed before, give its job back and leave at once."""
        for place in self._places:
            _signal(place.process)

    def end(self) -> None:
        """Kill those that are still there."""
        for place in self._places:
            if place.process.poll() is None:
                place.process.kill()
            place.process.wait()
            _let_go(place.process)


def _started() -> "subprocess.Popen[bytes]":
    """Start a worker in a process group of its own: a Ctrl-C in the terminal is for its leader."""
    process = subprocess.Popen(_COMMAND, stdin=subprocess.PIPE, process_group=0)  # noqa: S603 - our own program
    if process.stdin:
        os.set_blocking(process.stdin.fileno(), False)
    return process


def _tell(process: "subprocess.Popen[bytes]") -> None:
    with contextlib.suppress(OSError, ValueError):  # it is dead, or has not heard thousands of wake-ups
        if process.stdin:
            os.write(process.stdin.fileno(), _WAKE)


def _let_go(process: "subprocess.Popen[bytes]") -> None:
    """Close the input of a worker."""
    with contextlib.suppress(OSError):
        if process.stdin:
            process.stdin.close()


def _signal(process: "subprocess.Popen[bytes]") -> None:
    with contextlib.suppress(ProcessLookupError):
        process.send_signal(signal.SIGTERM)
