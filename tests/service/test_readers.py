"""Readers die, hang and grow; their task gets a code, the others go on, and nothing is left."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from ingest.options import IngestOptions
from ocr.options import OcrOptions
from service.job import Job
from service.limits import Limits, give_back_memory
from service.reader import code_of
from service.readers import Readers

Finder = Callable[[int], list[psutil.Process]]


@pytest.fixture
def job(tmp_path: Path, slip_file: Callable[[Path], Path]) -> Job:
    """Return the job of a small picture, inspected."""
    folder = tmp_path / "work" / "000000"
    folder.mkdir(parents=True)
    return Job(slip_file(tmp_path / "a.png"), "a.png", folder, IngestOptions(), OcrOptions(), "png")


@pytest.fixture
def readers(tmp_path: Path) -> Iterator[Readers]:
    """Return two readers."""
    with Readers(2, Limits(), tmp_path / "work") as pool:
        yield pool


def _runs(process: psutil.Process) -> bool:
    """Tell whether a process is neither gone nor dead and only not buried yet."""
    try:
        return bool(process.is_running() and process.status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


def _started(readers: Readers, readers_of: Finder, job: Job, seconds: float) -> psutil.Process:
    """Start the reading of a page and stop its reader in the middle of it; return the reader."""
    readers.start(("inspect_file", job), 20.0)
    readers.answers()
    (reader,) = readers_of(os.getpid())
    readers.start(("read_one_page", job, 1), seconds)
    time.sleep(0.05)  # opening the engine alone takes longer
    reader.suspend()
    return reader


def test_a_page_is_read(readers: Readers, job: Job) -> None:
    """The answer bears the ticket, and the page's numbers."""
    ticket = readers.start(("read_one_page", job, 1), 20.0)
    (answer,) = readers.answers()
    assert (answer.ticket, answer.code) == (ticket, None)
    assert answer.result.words > 5


def test_a_reader_killed_in_the_middle_of_a_page_loses_that_page_only(
    readers: Readers, readers_of: Finder, job: Job
) -> None:
    """The code says what happened, and the next page finds a reader at once."""
    reader = _started(readers, readers_of, job, 20.0)
    reader.kill()
    (answer,) = readers.answers()
    assert answer.code == "reader_died"
    assert readers.free == 2
    readers.start(("read_one_page", job, 1), 20.0)
    assert readers.answers()[0].code is None


def test_a_reader_that_hangs_is_ended_by_the_clock(readers: Readers, readers_of: Finder, job: Job) -> None:
    """Even a stopped process, which hears no request to end; the other reader is not held up."""
    readers.start(("inspect_file", job), 20.0)
    assert readers.answers()[0].code is None
    (idle,) = readers_of(os.getpid())
    idle.suspend()
    hanging = readers.start(("read_one_page", job, 1), 1.0)
    other = readers.start(("read_one_page", replace(job, folder=job.folder), 1), 20.0)
    began = time.monotonic()
    codes = {answer.ticket: answer.code for _ in range(2) if readers.free < 2 for answer in readers.answers()}
    assert codes == {hanging: "reader_timeout", other: None}
    assert time.monotonic() - began < 15
    assert not idle.is_running() or idle.status() == psutil.STATUS_ZOMBIE


def test_an_idle_reader_that_was_killed_costs_no_task(readers: Readers, readers_of: Finder, job: Job) -> None:
    """A task is given to a living reader."""
    readers.start(("inspect_file", job), 20.0)
    readers.answers()
    (idle,) = readers_of(os.getpid())
    idle.kill()
    while idle.is_running() and idle.status() != psutil.STATUS_ZOMBIE:
        time.sleep(0.01)
    readers.start(("inspect_file", job), 20.0)
    assert readers.answers()[0].code is None


def test_a_killed_fork_server_is_replaced(readers: Readers, readers_of: Finder, job: Job) -> None:
    """Its readers end with it, and their tasks get a code; the next task finds a new server."""
    _started(readers, readers_of, job, 20.0)
    (server,) = (child for child in psutil.Process().children() if "forkserver" in " ".join(child.cmdline()))
    server.kill()
    assert [answer.code for answer in readers.answers()] == ["reader_died"]
    readers.start(("inspect_file", job), 20.0)
    assert [answer.code for answer in readers.answers()] == [None]


def test_a_page_that_is_too_large_for_a_reader_says_so(tmp_path: Path, large_slip: Path, job: Job) -> None:
    """The cap on memory ends the page and not the machine."""
    small = Limits(memory_bytes=200 << 20)
    with Readers(1, small, tmp_path / "work") as pool:
        pool.start(("read_one_page", replace(job, path=large_slip), 1), 20.0)
        assert pool.answers()[0].code in {"out_of_memory", "reader_died"}


def test_readers_end_with_their_block_and_take_their_children_along(
    tmp_path: Path, readers_of: Finder, job: Job
) -> None:
    """Nothing runs on: neither a reader nor the program that it had started."""
    with Readers(1, Limits(), tmp_path / "work") as pool:
        command = replace(job, ocr=OcrOptions(engine="pytesseract"))
        pool.start(("read_one_page", command, 1), 20.0)
        while not (started := [one for reader in readers_of(os.getpid()) for one in reader.children()]):
            time.sleep(0.001)
        started[0].suspend()
        (reader,) = readers_of(os.getpid())
    _, alive = psutil.wait_procs([reader], timeout=2)
    assert alive == []
    until = time.monotonic() + 2  # a signal that was sent takes its time on a busy machine
    while (running := _runs(started[0])) and time.monotonic() < until:
        time.sleep(0.01)
    assert not running


def test_a_reader_is_replaced_after_its_share_of_pages(tmp_path: Path, readers_of: Finder, job: Job) -> None:
    """Libraries that never give memory back are ended now and then."""
    with Readers(1, Limits(tasks_per_reader=2), tmp_path / "work") as pool:
        seen: set[int] = set()
        for _ in range(5):
            pool.start(("inspect_file", job), 20.0)
            seen.update(reader.pid for reader in readers_of(os.getpid()))
            assert pool.answers()[0].code is None
    assert len(seen) == 3


def test_readers_do_not_outlive_a_killed_leader(tmp_path: Path, job: Job, readers_of: Finder) -> None:
    """When the leading process is shot, its fork server and its readers are gone soon after."""
    program = (
        "import sys; from pathlib import Path; from service.limits import Limits; from service.readers import Readers;"
        "pool = Readers(1, Limits(), Path(sys.argv[1])); pool.start(('inspect_file', None), 60.0);"
        "pool.answers(); print('ready', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", program, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stdin=subprocess.PIPE) as leader:
        assert leader.stdout is not None
        leader.stdout.readline()
        family = psutil.Process(leader.pid).children(recursive=True)
        assert len(readers_of(leader.pid)) == 1
        leader.send_signal(signal.SIGKILL)
    until = time.monotonic() + 5
    while (alive := [one for one in family if _lives(one)]) and time.monotonic() < until:
        time.sleep(0.05)
    assert alive == []
    assert job.path.exists()


def _lives(process: psutil.Process) -> bool:
    try:
        return bool(process.is_running() and process.status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (MemoryError(), "out_of_memory"),
        (OSError(28, "No space left on device"), "not_written"),
        (RuntimeError("qpdf: write failed: No space left on device"), "not_written"),
        (FileNotFoundError(2, "gone"), "not_found"),
        (ValueError("anything"), "internal"),
    ],
)
def test_failures_become_codes(error: Exception, code: str) -> None:
    """Also where a room has wrapped them into its own."""
    assert code_of(error) == code


def test_exhausted_memory_is_seen_below_a_damaged_page() -> None:
    """The room that opens files translates whatever decoders raise, memory errors too."""
    from ingest.errors import PageDamagedError  # noqa: PLC0415 - only here

    wrapped = PageDamagedError("MemoryError")
    wrapped.__cause__ = MemoryError()
    assert code_of(wrapped) == "out_of_memory"


def test_freed_memory_goes_back_to_the_system() -> None:
    """Of 64 MiB freed between pieces that stay, most is given back."""
    pieces = [bytearray(64 << 10) for _ in range(2048)]
    del pieces[::2]
    before = psutil.Process().memory_info().rss
    give_back_memory()
    assert before - psutil.Process().memory_info().rss > 48 << 20
    assert len(pieces) == 1024
