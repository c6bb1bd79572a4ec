"""Killed, stopped, out of space: what is finished stays, nothing half made does, and the next run starts clean."""

import contextlib
import fcntl
import json
import os
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import psutil
import pymupdf
import pytest
from PIL import Image

from ocr.options import OcrOptions
from service.digitise import BatchOptions, digitise
from service.outcome import FileOutcome, Problem
from service.work_folder import work_folder

Command = Callable[..., "subprocess.Popen[str]"]
Writer = Callable[[Path], Path]
Finder = Callable[[int], list[psutil.Process]]


@pytest.fixture
def long_batch(tmp_path: Path, slip: Image.Image, slip_file: Writer) -> Path:
    """Return a folder with a short file and one that takes minutes."""
    slip_file(tmp_path / "in/a.png")
    many = [slip] * 400
    slip.save(tmp_path / "in/b.tif", save_all=True, append_images=many, dpi=(200, 200), compression="tiff_deflate")
    return tmp_path / "in"


def _wait_for(path: Path) -> None:
    until = time.monotonic() + 60
    while not path.exists() and time.monotonic() < until:
        time.sleep(0.05)
    assert path.exists()


def _lives(process: psutil.Process) -> bool:
    try:
        return bool(process.is_running() and process.status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


def _survivors(family: list[psutil.Process], seconds: float) -> list[psutil.Process]:
    until = time.monotonic() + seconds
    while (alive := [one for one in family if _lives(one)]) and time.monotonic() < until:
        time.sleep(0.05)
    return alive


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_stopped_batch_keeps_what_is_finished_and_leaves_nothing_else(
    tmp_path: Path, long_batch: Path, command: Command, number: signal.Signals
) -> None:
    """Status 130; a second Ctrl-C by an impatient hand changes nothing."""
    out = tmp_path / "out"
    with command("digitise", long_batch, "--out", out) as running:
        _wait_for(out / "a.json")
        family = psutil.Process(running.pid).children(recursive=True)
        running.send_signal(number)
        running.send_signal(number)
        _, told = running.communicate(timeout=20)
    assert running.returncode == 130
    assert "Đã dừng" in told
    assert "Traceback" not in told
    assert {path.name for path in out.iterdir()} == {"a.json", "a.txt", "a.searchable.pdf"}
    assert len(family) >= 3
    assert _survivors(family, 2) == []


def test_what_a_killed_batch_leaves_is_removed_by_the_next(
    tmp_path: Path, long_batch: Path, command: Command, slip_file: Writer
) -> None:
    """Shot without warning: its processes go within five seconds, its work folder when somebody next works."""
    out = tmp_path / "out"
    with command("digitise", long_batch, "--out", out) as running:
        _wait_for(out / "a.json")
        family = psutil.Process(running.pid).children(recursive=True)
        running.kill()
    assert _survivors(family, 5) == []
    assert len(list(out.glob(".sohoa-*"))) == 1
    with command("digitise", slip_file(tmp_path / "c.png"), "--out", out) as again:
        again.communicate(timeout=60)
    assert again.returncode == 0
    expected = {name.format(stem) for name in ("{}.json", "{}.txt", "{}.searchable.pdf") for stem in ("a", "c")}
    assert {path.name for path in out.iterdir()} == expected


def test_the_work_folder_of_a_living_batch_is_left_alone(tmp_path: Path) -> None:
    """Two batches may write into one folder; each has a work folder of its own and keeps it."""
    with work_folder(tmp_path) as first, work_folder(tmp_path) as second:
        assert first.is_dir()
        assert second.is_dir()
        assert first != second
    assert list(tmp_path.iterdir()) == []


def test_a_work_folder_is_locked_as_long_as_it_is_used(tmp_path: Path) -> None:
    """That is how others know that its owner lives."""
    with work_folder(tmp_path) as folder:
        handle = os.open(folder, os.O_RDONLY)
        with pytest.raises(BlockingIOError):
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        os.close(handle)


def test_a_page_whose_reader_is_killed_is_marked_and_the_others_are_read(
    tmp_path: Path, slip: Image.Image, readers_of: Finder
) -> None:
    """The page is there with its picture and without words; the file wants to be looked at."""
    path = tmp_path / "a.tif"
    slip.save(path, save_all=True, append_images=[slip] * 5, dpi=(200, 200), compression="tiff_deflate")
    seen: list[str] = []

    def kill_once(event: str, _: FileOutcome | None) -> None:
        seen.append(event)
        if len(seen) == 2:  # the third page is given to a reader that has stopped, and dies
            (reader,) = readers_of(os.getpid())
            reader.suspend()
            threading.Timer(0.3, reader.kill).start()

    (outcome,) = digitise([path], tmp_path / "out", BatchOptions(jobs=1, ocr=OcrOptions()), kill_once)
    assert outcome.state == "needs_review"
    assert outcome.problems == (Problem("reader_died", 3),)
    assert [page.number for page in outcome.pages if page.words > 5] == [1, 2, 4, 5, 6]
    with pymupdf.open(tmp_path / "out/a.searchable.pdf") as document:
        assert [bool(page.get_text()) for page in document] == [True, True, False, True, True, True]
        assert all(page.get_images() for page in document)


def test_a_file_that_changes_while_it_is_read_is_refused(tmp_path: Path, slip: Image.Image) -> None:
    """Half of one content and half of another is worse than nothing; the clerk waits and submits it again."""
    path = tmp_path / "a.tif"
    slip.save(path, save_all=True, append_images=[slip] * 3, dpi=(200, 200), compression="tiff_deflate")
    original = path.read_bytes()

    def change(event: str, _: FileOutcome | None) -> None:
        if event == "page":
            path.write_bytes(original)

    (outcome,) = digitise([path], tmp_path / "out", BatchOptions(jobs=1, ocr=OcrOptions()), change)
    assert (outcome.state, [problem.code for problem in outcome.problems]) == ("failed", ["changed"])
    assert [found.name for found in (tmp_path / "out").iterdir()] == ["a.json"]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Return a folder on a disk of its own with 2 MB, where that can be had."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = shutil.which("mount")
    if os.geteuid() != 0 or mount is None:
        pytest.skip("only root mounts disks")
    if subprocess.run([mount, "-t", "tmpfs", "-o", "size=2m", "tmpfs", folder], check=False).returncode:
        pytest.skip("no disk can be mounted here")
    yield folder
    subprocess.run(["umount", folder], check=True)


def test_a_full_disk_fails_the_file_and_leaves_no_half_result(
    tmp_path: Path, small_disk: Path, slip_file: Writer, command: Command
) -> None:
    """Status 3; the code says why; the small file in the same batch is finished."""
    slip_file(tmp_path / "in/a.png")
    nearly_white = np.random.default_rng(1).integers(249, 256, (1_800, 2_400), dtype=np.uint8)
    Image.fromarray(nearly_white).save(tmp_path / "in/b.png", dpi=(200, 200))
    with command("digitise", tmp_path / "in", "--out", small_disk) as running:
        shown, told = running.communicate(timeout=60)
    assert (running.returncode, told) == (3, "")
    assert "[not_written]" in shown
    assert {path.name for path in small_disk.iterdir()} == {"a.json", "a.txt", "a.searchable.pdf", "b.json"}
    result = json.loads((small_disk / "b.json").read_text("utf-8"))
    assert (result["state"], [problem["code"] for problem in result["problems"]]) == ("failed", ["not_written"])


def test_a_disk_without_any_room_still_ends_with_a_state(
    tmp_path: Path, small_disk: Path, slip_file: Writer, command: Command
) -> None:
    """Not even the JSON can be written then; the table says so."""
    path = slip_file(tmp_path / "a.png")
    filler = small_disk / "filler"
    with filler.open("wb", buffering=0) as out, contextlib.suppress(OSError):
        while True:
            out.write(bytes(4096))
    with command("digitise", path, "--out", small_disk) as running:
        shown, _ = running.communicate(timeout=60)
    assert running.returncode == 3
    assert "[not_written]" in shown
    assert [found.name for found in small_disk.iterdir()] == ["filler"]
