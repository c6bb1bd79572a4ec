"""Recovery: what sudden deaths leave is put right, embedded and with real servers."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PIL import Image

from service.recovery import put_right
from storage import documents, jobs
from storage.admission import HandedIn, Original, admit
from storage.blobs import BlobKey
from storage.claims import Claim, Claimant, claim_next
from storage.job_ends import NEVER_AGAIN, Backoff, fail
from testbed.scene import Scene

Pages = Callable[[Path, int], Path]
AT_ONCE = Backoff(first_seconds=0, limit=3)
YEAR = timedelta(days=365)


def claimed(scene: Scene, seconds: float) -> Claim:
    """Claim the next job for so many seconds."""
    with scene.stores.database.write() as connection:
        claim = claim_next(connection, Claimant("dead", timedelta(seconds=seconds)), scene.now())
    assert claim is not None
    return claim


def test_a_job_that_takes_every_worker_with_it_is_given_up(scene: Scene, tmp_path: Path, slips_file: Pages) -> None:
    """After the last attempt the document has failed, with a reason of its own."""
    receipt = scene.hand_in(slips_file(tmp_path / "a.tif", 1))
    for _ in range(3):
        claimed(scene, -1)
        put_right(scene.stores, AT_ONCE, YEAR, scene.now())
    with scene.stores.database.read() as connection:
        document = documents.get(connection, receipt.document_id)
    assert (document.state, document.problem) == ("failed", "poison")
    assert scene.hand_in(tmp_path / "a.tif").admitted == "retried"


def test_a_lease_that_holds_is_left(scene: Scene, tmp_path: Path, slips_file: Pages) -> None:
    """Its worker lives."""
    scene.hand_in(slips_file(tmp_path / "a.tif", 1))
    claim = claimed(scene, 60)
    put_right(scene.stores, AT_ONCE, YEAR, scene.now())
    with scene.stores.database.read() as connection:
        job = jobs.get(connection, claim.job.id)
    assert job is not None
    assert (job.state, job.worker) == ("running", "dead")


def test_an_original_whose_intake_died_is_put_under_retention(scene: Scene, tmp_path: Path) -> None:
    """From the moment of its receipt; a document whose original is gone stops nobody."""
    content = tmp_path / "content"
    content.write_bytes(b"the bytes of a paper")
    key = BlobKey("originals", "ff9d1d2c1a2f0b7d9f7f1c9a0f4a4e7b31b0a4c8e2f6d9b1c3a5e7f901234567")
    now = datetime.now(UTC)
    with scene.stores.database.write() as connection:
        lost = admit(connection, Original(key.sha256, 1, "pdf", 1), HandedIn("lost", "", ""), now)
    kept = scene.hand_in(_letter(tmp_path))
    with scene.stores.database.write() as connection:
        connection.exec_driver_sql("UPDATE documents SET protected_until = NULL")
    put_right(scene.stores, AT_ONCE, timedelta(hours=1), scene.now())
    with scene.stores.database.read() as connection:
        assert documents.get(connection, lost.document.id).protected_until is None
        until = documents.get(connection, kept.document_id).protected_until
    assert until == kept.received_at + timedelta(hours=1)


def _letter(folder: Path) -> Path:
    path = folder / "letter.png"
    Image.new("L", (40, 40), 255).save(path)
    return path


@pytest.mark.parametrize("settings", ["embedded"], indirect=True)
def test_a_page_that_was_given_up_is_told_in_its_place(scene: Scene, tmp_path: Path, slips_file: Pages) -> None:
    """A page job failed for good: the other pages are read, a blank page stands for it, and the document says so."""
    receipt = scene.hand_in(slips_file(tmp_path / "a.tif", 9))
    claim = claimed(scene, 60)
    with scene.stores.database.write() as connection:
        fail(connection, claim, "out_of_memory", NEVER_AGAIN, scene.now())
    scene.start(1)
    found = scene.ended()["a.tif"]
    assert (found.id, found.state) == (receipt.document_id, "needs_review")
    result = json.loads(scene.content(found, "json"))
    problems = [(problem["code"], problem["page"]) for problem in result["problems"]]
    assert ("out_of_memory", claim.job.page) in problems
    assert [page["number"] for page in result["pages"]] == list(range(1, 10))
