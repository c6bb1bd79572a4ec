"""The sweep removes orphans older than a day, and nothing that anybody may still need."""

import os
import secrets
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from sqlalchemy import select

from storage import blob_rows, events
from storage.blobs import BlobInfo, BlobKey, Shelf
from storage.errors import BlobCondemnedError
from storage.folder_blobs import FolderBlobs
from storage.schema import condemned
from storage.sweep import prove_kept, sweep
from testbed.keeping import Keeping, sha256


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a folder for blobs."""
    return tmp_path / "blobs"


def now() -> datetime:
    """Return the time of the blobs' clock."""
    return datetime.now(UTC)


def put(root: Path, content: str, days: float = 0) -> BlobKey:
    """Put an original so many days ago."""
    key = BlobKey("originals", sha256(content))
    FolderBlobs(root).put(key, BytesIO(content.encode()))
    grow_old(root, key, days)
    return key


def grow_old(root: Path, key: BlobKey, days: float) -> None:
    """Let a blob have been put so many days ago."""
    os.utime(root / key.shelf / key.path, (time.time() - days * 86400,) * 2)


def test_only_old_orphans_go(keeping: Keeping, root: Path) -> None:
    """What a row names stays, so does what is young or under retention; every orphan removed leaves an event."""
    named = put(root, "named", 9)
    keeping.admit("named")
    young, old, locked = put(root, "young", 0.9), put(root, "old", 1.1), put(root, "locked", 9)
    FolderBlobs(root).protect(locked, now() + timedelta(days=1))
    report = sweep(keeping.database, FolderBlobs(root), now)
    assert (report.seen, report.removed, report.removed_bytes, report.protected) == (4, 1, 3, 1)
    assert {info.key for info in FolderBlobs(root).blobs("originals")} == {named, young, locked}
    with keeping.database.read() as connection:
        told = [past.event.detail for past in events.since(connection, kind="orphan_removed")]
        assert [detail["sha256"] for detail in told] == [old.sha256]
        assert connection.execute(select(condemned)).all() == []


def test_derivatives_that_rows_name_stay(keeping: Keeping, root: Path) -> None:
    """On the other shelf the same holds."""
    keeping.admit("paper")
    keeping.write_whole(keeping.claimed())
    with keeping.database.read() as connection:
        named = {BlobKey("derivatives", name) for name in blob_rows.named(connection, "derivatives")}
    orphan = BlobKey("derivatives", sha256("orphan"))
    FolderBlobs(root).put(orphan, BytesIO(b"orphan"))
    grow_old(root, orphan, 2)
    for key in named:  # their bytes do not matter here
        path = root / key.shelf / key.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
        grow_old(root, key, 2)
    assert sweep(keeping.database, FolderBlobs(root), now).removed == 1
    assert {info.key for info in FolderBlobs(root).blobs("derivatives")} == named


class Meddled(FolderBlobs):
    """A folder where something happens between the sweep's last look at a blob and its deletion."""

    def __init__(self, root: Path, keeping: Keeping) -> None:
        super().__init__(root)
        self.root = root
        self.keeping = keeping
        self.refused = False

    def delete(self, key: BlobKey) -> None:
        """Hand the same bytes in just before they are deleted."""
        FolderBlobs(self.root).put(key, BytesIO(b"again"))
        try:
            self.keeping.admit("again")
        except BlobCondemnedError:
            self.refused = True
        super().delete(key)


def test_an_intake_meets_the_sweep(keeping: Keeping, root: Path) -> None:
    """Bytes handed in while the sweep is about to delete them are refused a row until they are put again."""
    key = put(root, "again", 2)
    store = Meddled(root, keeping)
    assert sweep(keeping.database, store, now).removed == 1
    assert store.refused
    with pytest.raises(BlobCondemnedError):  # found by the put, then deleted and absolved, then named
        prove_kept(store, [key])
    put(root, "again")
    keeping.admit("again")
    prove_kept(store, [key])
    assert sweep(keeping.database, FolderBlobs(root), now).removed == 0


class PutAgain(FolderBlobs):
    """A folder where every blob is put again after the sweep has listed it, and before it looks once more."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.root = root

    def blobs(self, shelf: Shelf) -> Iterator[BlobInfo]:
        """List without renewing."""
        return FolderBlobs(self.root).blobs(shelf)

    def stat(self, key: BlobKey) -> BlobInfo | None:
        """Renew the blob, then look."""
        grow_old(self.root, key, 0)
        return super().stat(key)


def test_what_is_put_again_stays(keeping: Keeping, root: Path) -> None:
    """A blob that was an old orphan when it was listed, and is put again before it is deleted, stays."""
    key = put(root, "busy", 3)
    assert sweep(keeping.database, PutAgain(root), now).removed == 0
    assert FolderBlobs(root).stat(key)


def test_a_dead_sweep_is_finished(keeping: Keeping, root: Path) -> None:
    """A name that a killed sweep left condemned is absolved by the next one, an hour later; its blob goes if old."""
    old, renewed = put(root, "old", 2), put(root, "renewed")
    with keeping.database.write() as connection:
        for key in (old, renewed):
            assert blob_rows.condemn(connection, key, now() - timedelta(hours=2))
        recent = BlobKey("originals", secrets.token_hex(32))
        assert blob_rows.condemn(connection, recent, now())
    sweep(keeping.database, FolderBlobs(root), now)
    assert FolderBlobs(root).stat(old) is None
    assert FolderBlobs(root).stat(renewed)
    with keeping.database.read() as connection:
        assert blob_rows.all_condemned(connection) == (recent,)
