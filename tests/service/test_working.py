"""Work through the queue, embedded and with real servers: what becomes of documents, whatever dies."""

import json
import signal
import subprocess
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psutil
import pymupdf
import pytest

from samples import born_digital
from service.digitise import BatchOptions, digitise
from storage import jobs, papers, results
from storage.jobs import Job
from storage.status import work_of_units
from testbed.scene import Scene

Writer = Callable[[Path], Path]
Pages = Callable[[Path, int], Path]
Command = Callable[..., "subprocess.Popen[str]"]


def without_times(result: bytes) -> Any:
    """Return a JSON result without what no two runs share."""
    found = json.loads(result)
    del found["seconds"]
    return found


def jobs_of(scene: Scene, document_id: str) -> tuple[Job, ...]:
    """Return the jobs of a document."""
    with scene.stores.database.read() as connection:
        return jobs.of_document(connection, document_id)


def still_open(scene: Scene) -> list[tuple[int, int, int]]:
    """Return how many jobs wait, rest after a failure, and run."""
    with scene.stores.database.read() as connection:
        found = work_of_units(connection, datetime.now(UTC))
    return [(unit.waiting, unit.resting, unit.running) for unit in found]


def test_what_is_handed_in_is_read(tmp_path: Path, scene: Scene, slip_file: Writer) -> None:
    """A picture and a born-digital PDF end done, with text, JSON, PDF, pages and papers."""
    letter = tmp_path / "letter.pdf"
    letter.write_bytes(born_digital.pdf(born_digital.letter_with_table(1)))
    scene.hand_in(letter)
    scene.hand_in(slip_file(tmp_path / "slip.png"))
    scene.start(1)
    found = scene.ended()
    assert {name: document.state for name, document in found.items()} == {"letter.pdf": "done", "slip.png": "done"}
    assert "nhân dân" in scene.content(found["slip.png"], "text").decode()
    assert scene.content(found["letter.pdf"], "pdf") == letter.read_bytes()
    assert json.loads(scene.content(found["slip.png"], "json"))["file"]["name"] == "slip.png"
    with scene.stores.database.read() as connection:
        (page,) = results.pages_of(connection, found["slip.png"])
        assert (page.source, page.problem) == ("recognised", None)
        assert len(papers.of_document(connection, found["letter.pdf"].id)) == 1


def test_a_long_file_read_by_many_is_what_one_would_have_made(tmp_path: Path, scene: Scene, slips_file: Pages) -> None:
    """Nine pages, two workers: page jobs and one finish; JSON and text are those of ``sohoa digitise``."""
    path = slips_file(tmp_path / "long.tif", 9)
    receipt = scene.hand_in(path)
    scene.start(2)
    found = scene.ended()["long.tif"]
    assert found.state == "done"
    assert sorted(job.kind for job in jobs_of(scene, receipt.document_id)) == ["finish", *["page"] * 9]
    with scene.stores.database.read() as connection:
        assert {one.kind for one in results.derivatives_of(connection, found) if one.page} == {"record"}
    digitise([path], tmp_path / "out", BatchOptions(jobs=1), lambda *_: None)
    assert without_times(scene.content(found, "json")) == without_times((tmp_path / "out/long.json").read_bytes())
    assert scene.content(found, "text") == (tmp_path / "out/long.txt").read_bytes()


@pytest.mark.parametrize("settings", ["embedded"], indirect=True)
def test_a_long_file_of_both_kinds_keeps_its_own_words(tmp_path: Path, scene: Scene, slip_file: Writer) -> None:
    """Nine born-digital pages and a scan: the finish draws what no page job drew, as ``sohoa digitise`` does."""
    path = tmp_path / "long.pdf"
    with pymupdf.open("pdf", born_digital.pdf(born_digital.letter_with_table(1))) as letter, pymupdf.open() as made:
        for _ in range(9):
            made.insert_pdf(letter, to_page=0)
        made.new_page(width=432, height=180).insert_image((0, 0, 432, 180), filename=slip_file(tmp_path / "a.png"))
        made.save(path)
    scene.hand_in(path)
    scene.start(1)
    found = scene.ended()["long.pdf"]
    digitise([path], tmp_path / "out", BatchOptions(jobs=1), lambda *_: None)
    assert without_times(scene.content(found, "json")) == without_times((tmp_path / "out/long.json").read_bytes())
    with (
        pymupdf.open("pdf", scene.content(found, "pdf")) as kept,
        pymupdf.open(tmp_path / "out/long.searchable.pdf") as one,
    ):
        assert [page.get_text() for page in kept] == [page.get_text() for page in one]
        assert kept.page_count == 10


def test_a_worker_killed_in_the_middle_loses_nothing(tmp_path: Path, scene: Scene, slips_file: Pages) -> None:
    """SIGKILL while it reads: its lease runs out, another worker takes the job, the document ends done."""
    receipt = scene.hand_in(slips_file(tmp_path / "a.tif", 8))
    (victim,) = scene.start(1)
    scene.wait_for_work()
    victim.kill()
    assert scene.ended()["a.tif"].state == "done"
    (job,) = jobs_of(scene, receipt.document_id)
    assert (job.attempts, job.failures) == (2, 1)


def test_a_reader_killed_in_the_middle_costs_no_page(
    tmp_path: Path, scene: Scene, slips_file: Pages, readers_of: Callable[[int], list[psutil.Process]]
) -> None:
    """A system short of memory may have killed it, and not the paper: the stage is done once more."""
    scene.hand_in(slips_file(tmp_path / "a.tif", 8))
    (worker,) = scene.start(1)
    scene.wait_for_work()
    until = time.monotonic() + 30
    while not readers_of(worker.pid):
        assert time.monotonic() < until
        time.sleep(0.02)
    for reader in readers_of(worker.pid):
        reader.kill()
    assert scene.ended()["a.tif"].state == "done"


def test_a_worker_that_is_told_to_stop_finishes_its_job(tmp_path: Path, scene: Scene, slips_file: Pages) -> None:
    """SIGTERM while it reads the first of two documents: that one is done, the other waits, and the worker is gone."""
    scene.hand_in(slips_file(tmp_path / "a.tif", 7))
    scene.hand_in(slips_file(tmp_path / "b.tif", 8))
    (worker,) = scene.start(1)
    scene.wait_for_work()
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(30) == 0
    assert still_open(scene) == [(1, 0, 0)]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_workers_leave_with_their_leader(
    scene: Scene, tmp_path: Path, slips_file: Pages, command: Command, number: signal.Signals
) -> None:
    """``sohoa work`` is told to stop, or is killed: the job in hand is finished, the other waits, nobody is left."""
    scene.hand_in(slips_file(tmp_path / "a.tif", 7))
    scene.hand_in(slips_file(tmp_path / "b.tif", 8))
    with command("work", "--jobs", "1") as leader:
        scene.wait_for_work()
        (worker,) = psutil.Process(leader.pid).children()
        leader.send_signal(number)
        worker.wait(30)
    assert leader.returncode == (0 if number == signal.SIGTERM else -number)
    assert still_open(scene) == [(1, 0, 0)]


def test_a_worker_told_twice_gives_its_job_back(tmp_path: Path, scene: Scene, slips_file: Pages) -> None:
    """At once, and it counts as no failure; the next worker does it."""
    receipt = scene.hand_in(slips_file(tmp_path / "a.tif", 8))
    (worker,) = scene.start(1)
    scene.wait_for_work()
    worker.send_signal(signal.SIGTERM)
    time.sleep(0.1)
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(30) == 0
    assert still_open(scene) == [(1, 0, 0)]
    scene.start(1)
    assert scene.ended()["a.tif"].state == "done"
    (job,) = jobs_of(scene, receipt.document_id)
    assert (job.attempts, job.failures) == (2, 0)


def test_the_counter_overtakes_old_files(tmp_path: Path, scene: Scene, slips_file: Pages, slip_file: Writer) -> None:
    """A 40-page file is being worked up; a paper from the counter is done after one more of its pages at most."""
    old = scene.hand_in(slips_file(tmp_path / "old.tif", 40), lane="backfile")
    scene.start(1)
    scene.wait_for_work()
    scene.hand_in(slip_file(tmp_path / "urgent.png"), lane="counter")
    found = scene.ended()
    assert found["old.tif"].state == found["urgent.png"].state == "done"
    urgent = found["urgent.png"]
    assert urgent.finished_at is not None
    between = [
        job
        for job in jobs_of(scene, old.document_id)
        if job.started_at and urgent.received_at < job.started_at < urgent.finished_at
    ]
    assert len(between) <= 1
