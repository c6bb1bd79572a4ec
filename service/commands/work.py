"""``sohoa work``: worker processes that read what waits."""

import argparse
import json
import os
import signal
import sys
import time
from collections.abc import Callable
from functools import partial
from types import FrameType
from typing import TYPE_CHECKING

from service.commands import numbers
from service.commands.doctor import run as run_doctor
from service.commands.exit_status import DONE, MACHINE
from service.commands.keeping import with_settings

if TYPE_CHECKING:
    from service.crew import Crew
    from service.settings import Settings

_STEP_SECONDS = 0.2
_GRACE_SECONDS = 15.0
_LOOK_SECONDS = 1.0


def add(parser: argparse.ArgumentParser) -> None:
    """Add the words of the command."""
    parser.description = (
        "Đọc các tệp đang chờ cho đến khi bị dừng; khi dừng (Ctrl-C, SIGTERM) làm xong việc đang làm hoặc trả lại. "
        "| Reads what waits until stopped; then finishes the work in hand, or gives it back."
    )
    parser.add_argument(
        "--jobs",
        type=numbers.count,
        default=len(os.sched_getaffinity(0)),
        metavar="N",
        help="số tiến trình đọc | worker processes (%(default)s)",
    )
    parser.add_argument(
        "--lane",
        action="append",
        choices=("counter", "normal", "backfile"),
        help="chỉ làm làn này (lặp lại được) | only this lane (may be repeated)",
    )
    parser.add_argument("--until-empty", action="store_true", help="dừng khi hết việc | end when nothing waits")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Lead workers until stopped and return the exit status."""
    from service.engines import best_engine

    if best_engine(None) is None:
        run_doctor(options)
        return MACHINE
    return with_settings(partial(_work, options))


def _greet_database(settings: "Settings") -> None:
    """Make sure that the tables are of this program; an embedded database is made here, before many want it at once.

    :raises storage.errors.DatabaseOutdatedError: when they are not. One that does not answer is waited for.
    """
    from service.messages import sentence
    from service.wiring import open_database
    from storage.errors import DatabaseUnavailableError

    try:
        open_database(settings).close()
    except DatabaseUnavailableError as error:
        print(sentence(error.code), file=sys.stderr, flush=True)


class _Told:
    """How often this process was told to stop."""

    def __init__(self) -> None:
        self.times = 0
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            if signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, self._hear)

    def _hear(self, _number: int, _frame: FrameType | None) -> None:
        self.times += 1


def _work(options: argparse.Namespace, settings: "Settings") -> int:
    from service.crew import Crew

    if options.lane:
        os.environ["SOHOA_LANES"] = json.dumps(options.lane)  # the workers read the settings themselves
    _greet_database(settings)
    told = _Told()
    crew = Crew(options.jobs)
    print(
        f"Đang làm việc: {options.jobs} tiến trình. | Working: {options.jobs} processes.", file=sys.stderr, flush=True
    )
    try:
        _lead(crew, told, _is_empty(settings, options) if options.until_empty else lambda: False)
        _leave(crew, told, settings.drain_seconds + _GRACE_SECONDS)
    finally:
        crew.end()
    print("Đã dừng. | Stopped.", file=sys.stderr)
    return DONE


def _lead(crew: "Crew", told: _Told, is_empty: Callable[[], bool]) -> None:
    """Replace workers that die, until told to stop or nothing is left to do."""
    looked = time.monotonic()
    while not told.times:
        crew.tend()
        time.sleep(_STEP_SECONDS)
        if time.monotonic() - looked >= _LOOK_SECONDS:
            if is_empty():
                return
            looked = time.monotonic()


def _leave(crew: "Crew", told: _Told, seconds: float) -> None:
    """Let the workers finish; told once more, let them give back what they have."""
    crew.dismiss()
    deadline, heard = time.monotonic() + seconds, told.times
    while crew.alive and time.monotonic() < deadline:
        if told.times > heard:
            crew.hurry()
            heard = told.times
        time.sleep(_STEP_SECONDS)


def _is_empty(settings: "Settings", options: argparse.Namespace) -> Callable[[], bool]:
    """Return what tells whether nothing waits or runs in the lanes that are served."""
    from datetime import UTC, datetime

    from service.wiring import open_database
    from storage.errors import DatabaseUnavailableError
    from storage.status import work_of_units

    database, lanes = open_database(settings), options.lane or settings.lanes

    def is_empty() -> bool:
        try:
            with database.read() as connection:
                found = work_of_units(connection, datetime.now(UTC))
        except DatabaseUnavailableError:
            return False
        return not any(work.waiting or work.running for work in found if work.lane in lanes)

    return is_empty
