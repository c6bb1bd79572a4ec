"""Fixity finds what has gone wrong, writes down every check, and mends from a second store."""

import multiprocessing
import os
import secrets
import signal
import time
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from sqlalchemy import select

from storage import documents, events
from storage.blobs import BlobKey
from storage.errors import BlobProtectedError
from storage.fixity import FixityOptions, FixityReport, Stores, check_blobs
from storage.fixity_coverage import coverage
from storage.folder_blobs import FolderBlobs
from storage.minio_blobs import MinioBlobs
from storage.schema import fixity_checks
from testbed.blob_places import FolderPlace, S3Place, check_here
from testbed.keeping import Keeping, sha256
from testbed.s3 import S3Store

DAY = timedelta(days=1)


@pytest.fixture
def place(tmp_path: Path) -> FolderPlace:
    """Return a folder for blobs."""
    return FolderPlace(tmp_path / "blobs")


def keep(keeping: Keeping, place: FolderPlace, *contents: str) -> list[BlobKey]:
    """Keep documents: their originals in the store, their rows in the database."""
    for content in contents:
        place.open_store().put(BlobKey("originals", sha256(content)), BytesIO(content.encode()))
        keeping.admit(content)
    return [BlobKey("originals", sha256(content)) for content in contents]


def check(
    keeping: Keeping, place: FolderPlace, options: FixityOptions | None = None, replica: FolderBlobs | None = None
) -> FixityReport:
    """Run fixity at the time of the rows' clock."""
    stores = Stores(place.open_store(), replica)
    return check_blobs(keeping.database, stores, options or FixityOptions(), lambda: keeping.now)


def outcomes(keeping: Keeping) -> list[tuple[str, str | None]]:
    """Return the hash and the outcome of every check, in order."""
    with keeping.database.read() as connection:
        rows = connection.execute(select(fixity_checks).order_by(fixity_checks.c.id)).all()
    return [(row.sha256, row.outcome) for row in rows]


def kinds(keeping: Keeping) -> list[str]:
    """Return the kinds of fixity's events."""
    with keeping.database.read() as connection:
        return [past.event.kind for past in events.since(connection) if past.event.actor == "fixity"]


def test_a_flipped_bit_and_a_lost_blob_are_found(keeping: Keeping, place: FolderPlace) -> None:
    """Each check leaves a row; what is wrong leaves an event, is reported with its document, and stays failing."""
    whole, flipped, lost = keep(keeping, place, "a", "b", "c")
    place.flip(flipped)
    place.open_store().delete(lost)
    report = check(keeping, place)
    assert (report.checked, report.failures, report.repaired, report.ended_by) == (3, 2, 0, "done")
    assert {(f.key, f.outcome) for f in report.findings} == {(flipped, "damaged"), (lost, "missing")}
    assert dict(outcomes(keeping)) == {whole.sha256: "intact", flipped.sha256: "damaged", lost.sha256: "missing"}
    assert kinds(keeping) == ["fixity_failed"] * 2
    with keeping.database.read() as connection:
        for finding in report.findings:
            assert documents.get(connection, finding.document_id or "").sha256 == finding.key.sha256
        seen = coverage(connection, keeping.now)
    assert (seen.named, seen.checked, seen.never, seen.failing, seen.oldest) == (3, 3, 0, 2, keeping.now)


def test_a_replica_mends(keeping: Keeping, place: FolderPlace, tmp_path: Path) -> None:
    """From a replica the blob comes back, under the retention that it had; where that is damaged too, it does not."""
    flipped, lost, gone = keep(keeping, place, "a", "b", "c")
    replica = FolderPlace(tmp_path / "replica")
    for key, content in ((flipped, b"a"), (lost, b"b"), (gone, b"c")):
        replica.open_store().put(key, BytesIO(content))
    replica.flip(gone)
    place.flip(flipped)
    for key in (lost, gone):
        place.open_store().delete(key)
    with keeping.database.write() as connection:
        document = documents.find(connection, lost.sha256)
        assert document
        documents.mark_protected(connection, document.id, datetime.now(UTC) + DAY)
    report = check(keeping, place, replica=replica.open_store())
    assert (report.repaired, report.failures) == (2, 1)
    assert dict(outcomes(keeping)) == {flipped.sha256: "repaired", lost.sha256: "repaired", gone.sha256: "missing"}
    assert sorted(kinds(keeping)) == ["blob_repaired", "blob_repaired", "fixity_failed"]
    with pytest.raises(BlobProtectedError):
        place.open_store().delete(lost)
    with place.open_store().open(flipped) as stream:
        assert stream.read() == b"a"


def test_an_s3_store_is_mended(keeping: Keeping, s3_server: S3Store, tmp_path: Path) -> None:
    """Damage that an S3 store does not see itself, right size and right labels, is found and mended too."""
    content = secrets.token_hex(8)
    buckets = S3Place.on(s3_server, f"fixity-{secrets.token_hex(4)}")
    store, replica = MinioBlobs(buckets.options), FolderBlobs(tmp_path / "replica")
    key = BlobKey("originals", sha256(content))
    for each in (store, replica):
        each.put(key, BytesIO(content.encode()))
    keeping.admit(content)
    store.protect(key, datetime.now(UTC) + timedelta(seconds=30))
    buckets.flip(key)
    report = check_blobs(keeping.database, Stores(store, replica), FixityOptions(), lambda: keeping.now)
    assert (report.checked, report.repaired, report.failures) == (1, 1, 0)
    with store.open(key) as stream:
        assert stream.read() == content.encode()
    store.close()


def test_derivatives_are_checked_too(keeping: Keeping, place: FolderPlace) -> None:
    """A derivative that is not there is reported with the document that it can be made of again."""
    keep(keeping, place, "a")
    document = keeping.write_whole(keeping.claimed())
    report = check(keeping, place)
    assert report.checked == 3
    assert {(f.key.shelf, f.document_id) for f in report.findings} == {("derivatives", document.id)}


def test_those_that_wait_longest_come_first(keeping: Keeping, place: FolderPlace) -> None:
    """Within a budget the blobs take turns: never checked ones first, then the oldest check; none before it is due."""
    keys = keep(keeping, place, *(f"{number:06}" for number in range(5)))
    options = FixityOptions(bytes=12, again_after=10 * DAY)  # two blobs
    for _ in range(2):
        assert check(keeping, place, options).ended_by == "budget"
        keeping.later(86400)
    assert check(keeping, place, options).ended_by == "done"
    first = [name for name, _ in outcomes(keeping)]
    assert sorted(first) == sorted(key.sha256 for key in keys)
    assert check(keeping, place, options).checked == 0
    keeping.later(86400 * 9)
    check(keeping, place, options)
    assert [name for name, _ in outcomes(keeping)][5:] == first[:2]
    with keeping.database.read() as connection:
        assert coverage(connection, keeping.now, 5 * DAY).checked == 2
        assert coverage(connection, keeping.now, 90 * DAY).checked == 5


def test_time_ends_a_run(keeping: Keeping, place: FolderPlace) -> None:
    """Where no time is left one blob is checked all the same, so that every run gets on."""
    keep(keeping, place, "a", "b")
    report = check(keeping, place, FixityOptions(seconds=0))
    assert (report.checked, report.ended_by) == (1, "budget")


def test_a_store_that_is_gone_ends_a_run(keeping: Keeping, place: FolderPlace) -> None:
    """Where nothing can be read any more the run ends, and says why, before it has called every blob unreadable."""
    keep(keeping, place, *(f"{number}" for number in range(15)))
    for path in (place.root / "originals").rglob("?" * 64):
        path.unlink()
        path.mkdir()  # opening a folder fails with an error that is not "missing"
    report = check(keeping, place)
    assert (report.checked, report.failures, report.ended_by) == (10, 10, "outage")
    assert {outcome for _, outcome in outcomes(keeping)} == {"unreadable"}


def test_a_check_that_dies_is_recorded(keeping: Keeping, place: FolderPlace, migrated_url: str) -> None:
    """Where the checker is killed while it reads, the next run says so and goes on with the blob's turn."""
    (key,) = keep(keeping, place, "a")
    path = place.root / key.shelf / key.path
    path.unlink()
    os.mkfifo(path)  # whoever opens it waits for ever
    checker = multiprocessing.get_context("spawn").Process(target=check_here, args=(migrated_url, place, keeping.now))
    checker.start()
    until = time.monotonic() + 60
    while not outcomes(keeping):
        assert time.monotonic() < until
        time.sleep(0.05)
    os.kill(checker.pid or 0, signal.SIGKILL)
    checker.join()
    path.unlink()
    assert outcomes(keeping) == [(key.sha256, None)]
    keeping.later(60)
    assert check(keeping, place).died == 0  # another run may still be at it
    keeping.later(86400 * 40)
    report = check(keeping, place)
    assert (report.died, report.checked) == (1, 1)
    assert outcomes(keeping) == [(key.sha256, "died"), (key.sha256, "missing")]
    assert kinds(keeping) == ["fixity_failed"] * 2


def test_what_was_not_good_is_looked_at_in_the_next_run(keeping: Keeping, place: FolderPlace) -> None:
    """Somebody may have restored it meanwhile; what was good waits for its turn."""
    lost, good = keep(keeping, place, "a", "b")
    path = place.root / lost.shelf / lost.path
    content = path.read_bytes()
    path.unlink()
    assert check(keeping, place).failures == 1
    keeping.later(60)
    path.write_bytes(content)
    report = check(keeping, place)
    assert (report.checked, report.failures) == (1, 0)
    keeping.later(60)
    assert check(keeping, place).checked == 0
    assert [sha256 for sha256, _ in outcomes(keeping)].count(good.sha256) == 1
