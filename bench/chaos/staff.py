"""The processes of the service under trial: workers, and submitters that take files in; killed ones are replaced."""

import contextlib
import json
import os
import queue
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import psutil

from bench.chaos.papers import Paper

_WORKER = (sys.executable, "-c", "from service.worker import main; raise SystemExit(main())")
_SUBMITTER = (sys.executable, "-m", "bench.chaos.submitter")
_SAID_SECONDS = 60.0
_PAUSE_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class Answer:
    """What a submitter said of a paper: a receipt, or the code of a refusal."""

    paper: Paper
    said: dict[str, Any]

    @property
    def is_receipt(self) -> bool:
        """Tell whether the paper was taken in."""
        return "id" in self.said


@dataclass(slots=True)
class Hand:
    """A place for one process after another."""

    command: tuple[str, ...]
    environment: dict[str, str]
    log: Path
    process: "subprocess.Popen[bytes] | None" = None

    def begin(self) -> None:
        """Start a process where none is alive."""
        if self.process is not None and self.process.poll() is None:
            return
        self.end()
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                env=self.environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                process_group=0,
            )

    @property
    def pid(self) -> int:
        """Return the id of the process, 0 where none is alive."""
        return self.process.pid if self.process is not None and self.process.poll() is None else 0

    def kill(self, *, with_children: bool = False) -> None:
        """Kill the process at once, alone or with all that it has started."""
        doomed = [self.pid] if self.pid else []
        if doomed and with_children:
            with contextlib.suppress(psutil.Error):
                doomed += [child.pid for child in psutil.Process(self.pid).children(recursive=True)]
        for pid in doomed:
            signal_to(pid, signal.SIGKILL)

    def end(self) -> None:
        """Collect a dead process; one that lives is killed."""
        if self.process is None:
            return
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        self.process = None


class Submitter:
    """Hands papers to a process that takes them in, again until each is answered, whatever becomes of the process."""

    def __init__(self, hand: Hand) -> None:
        self.hand = hand
        self.answers: list[Answer] = []
        self.troubles: list[str] = []
        self._todo: queue.SimpleQueue[tuple[Paper, dict[str, str]]] = queue.SimpleQueue()
        self._open = 0
        self._ready_process: subprocess.Popen[bytes] | None = None
        threading.Thread(target=self._run, name="submitter", daemon=True).start()

    def hand_in(self, paper: Paper, said: dict[str, str]) -> None:
        """Have a paper handed in."""
        self._open += 1
        self._todo.put((paper, said))

    @property
    def is_idle(self) -> bool:
        """Tell whether every paper is answered."""
        return self._open == 0

    def _run(self) -> None:
        while True:
            paper, said = self._todo.get()
            answer = self._asked(paper, said)
            if answer is None or "trouble" in answer:
                self.troubles.append("died" if answer is None else answer["trouble"])
                time.sleep(_PAUSE_SECONDS)
                self._todo.put((paper, said))
                continue
            self.answers.append(Answer(paper, answer))
            self._open -= 1

    def _asked(self, paper: Paper, said: dict[str, str]) -> dict[str, Any] | None:
        try:
            self.hand.begin()
            process = self.hand.process
            if process is None or process.stdin is None:
                return None
            if self._ready_process is not process:
                if not self._heard(process):
                    return None
                self._ready_process = process
            process.stdin.write(json.dumps({"path": str(paper.path), **said}).encode() + b"\n")
            process.stdin.flush()
            return self._heard(process)
        except (OSError, ValueError):
            return None

    @staticmethod
    def _heard(process: "subprocess.Popen[bytes]") -> dict[str, Any] | None:
        if process.stdout is None or not select.select([process.stdout], [], [], _SAID_SECONDS)[0]:
            return {"trouble": "silent"}
        line = process.stdout.readline()
        return json.loads(line) if line.endswith(b"\n") else None


@dataclass(slots=True)
class Staff:
    """Workers and submitters; use it in a ``with`` statement."""

    environment: dict[str, str]
    log: Path
    workers: tuple[Hand, ...] = ()
    submitters: tuple[Submitter, ...] = ()
    _hands: list[Hand] = field(default_factory=list)

    def __enter__(self) -> Self:
        self.workers = tuple(self._hand(_WORKER) for _ in range(2))
        self.submitters = tuple(Submitter(self._hand(_SUBMITTER)) for _ in range(2))
        self.restore()
        return self

    def __exit__(self, *_: object) -> None:
        for hand in self._hands:
            hand.kill(with_children=True)
            hand.end()

    def restore(self) -> None:
        """Let the paused go on and replace the dead."""
        for hand in self._hands:
            if hand.pid:
                signal_to(hand.pid, signal.SIGCONT)
        for worker in self.workers:
            worker.begin()

    @property
    def is_answered(self) -> bool:
        """Tell whether every paper is answered."""
        return all(submitter.is_idle for submitter in self.submitters)

    def pids(self) -> Iterator[int]:
        """Yield the processes and what they have started."""
        for hand in self._hands:
            with contextlib.suppress(psutil.Error):
                if hand.pid:
                    yield hand.pid
                    yield from (child.pid for child in psutil.Process(hand.pid).children(recursive=True))

    def _hand(self, command: tuple[str, ...]) -> Hand:
        self._hands.append(Hand(command, self.environment, self.log))
        return self._hands[-1]


def signal_to(pid: int, number: signal.Signals) -> None:
    """Send a signal to a process that may have ended."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, number)


def strays(token: str) -> list[str]:
    """Return the processes of a run that nobody leads any more: their parent is not of the run either."""
    found: dict[int, psutil.Process] = {}
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error, OSError):
            if process.environ().get("SOHOA_CHAOS") == token:
                found[process.pid] = process
    ours = {*found, os.getpid()}
    told = []
    for process in found.values():
        with contextlib.suppress(psutil.Error):
            if process.ppid() not in ours:
                told.append(f"{process.pid} {' '.join(process.cmdline())[:80]}")
    return told
