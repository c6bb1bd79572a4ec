"""What a folder of blobs promises beyond the contract of all stores."""

import hashlib
import os
import secrets
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest

from storage.blobs import BlobKey
from storage.errors import BlobDamagedError, BlobProtectedError, StoreUnavailableError
from storage.folder_blobs import FolderBlobs
from testbed.blob_places import FolderPlace

_FILL = """
import hashlib, resource, sys
from io import BytesIO
from pathlib import Path
from storage.blobs import BlobKey
from storage.errors import StoreFullError
from storage.folder_blobs import FolderBlobs

content = bytes(range(256)) * 12_000
store = FolderBlobs(Path(sys.argv[1]))
if sys.argv[2] == "limit":
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, 1 << 20))
for number in range(50):
    data = number.to_bytes(4, "big") + content
    try:
        store.put(BlobKey("originals", hashlib.sha256(data).hexdigest()), BytesIO(data))
    except StoreFullError:
        print("full", number)
        break
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a folder that is still to be made."""
    return tmp_path / "deep" / "blobs"


@pytest.fixture
def store(root: Path) -> FolderBlobs:
    """Return a store in it."""
    return FolderBlobs(root)


def put(store: FolderBlobs, content: bytes | None = None) -> tuple[BlobKey, bytes]:
    """Put an original."""
    content = secrets.token_bytes(100) if content is None else content
    key = BlobKey("originals", hashlib.sha256(content).hexdigest())
    store.put(key, BytesIO(content))
    return key, content


def files(root: Path) -> set[Path]:
    """Return all files of the store."""
    return {path.relative_to(root) for path in root.rglob("*") if path.is_file()}


def test_files_can_only_be_read(store: FolderBlobs, root: Path) -> None:
    """A blob is one file that nobody can write to, in a folder that nobody else can enter."""
    key, content = put(store)
    path = root / "originals" / key.sha256[:2] / key.sha256
    assert path.read_bytes() == content
    assert path.stat().st_mode & 0o222 == 0
    assert root.stat().st_mode & 0o077 == 0
    assert files(root) == {path.relative_to(root)}


def test_a_flipped_bit_is_mended_by_putting_again(store: FolderBlobs, root: Path) -> None:
    """A blob of the right size with wrong bytes is not taken for whole: the next put replaces it."""
    key, content = put(store)
    FolderPlace(root).flip(key)
    store.put(key, BytesIO(content))
    with store.open(key) as stream:
        assert stream.read() == content


def test_a_whole_blob_is_not_written_again(store: FolderBlobs, root: Path) -> None:
    """The same bytes again leave the file as it is."""
    key, content = put(store)
    path = root / "originals" / key.path
    before = path.stat().st_ino
    with path.open("rb"):  # its number is not given to another file meanwhile
        store.put(key, BytesIO(content))
        assert path.stat().st_ino == before


def test_refused_bytes_do_not_harm_what_is_there(store: FolderBlobs, root: Path) -> None:
    """A put that fails leaves the blob and no other file."""
    key, _ = put(store)
    before = files(root)
    with pytest.raises(BlobDamagedError):
        store.put(key, BytesIO(b"other"))
    assert files(root) == before


def test_leftovers_are_swept_when_old(root: Path) -> None:
    """What a killed writer has left goes after a day, at the first put of a process; what is being written stays."""
    incoming = root / "incoming"
    incoming.mkdir(parents=True)
    for name, age in (("old", 90_000), ("new", 3000)):
        (incoming / name).write_bytes(b"half")
        os.utime(incoming / name, (time.time() - age,) * 2)
    put(FolderBlobs(root))
    assert [path.name for path in incoming.iterdir()] == ["new"]


@pytest.mark.parametrize("how", ["limit", "disk"])
def test_a_full_disk_is_told(tmp_path: Path, how: str) -> None:
    """Where no room is left the put says so, nothing of it stays, and the blobs before it are whole."""
    place = tmp_path / "disk"
    place.mkdir()
    fill = [sys.executable, "-c", _FILL, f"{place}/blobs", how]
    look = f"find {place}/blobs -type f -printf '%s %P\\n'"
    command = ["sh", "-c", f'"$@" && {look}', "sh", *fill]
    if how == "disk":
        apart = ["unshare", "--map-root-user", "--mount", "sh", "-c", f'mount -t tmpfs -o size=8m none {place} && "$@"']
        if subprocess.run([*apart, "sh", "true"], capture_output=True, check=False).returncode:
            pytest.skip("no disk of its own can be mounted here")
        command = [*apart, "sh", *command]
    result = subprocess.run(command, capture_output=True, text=True, check=True)
    number = 0 if how == "limit" else 2
    assert result.stdout.splitlines()[0] == f"full {number}"
    kept = result.stdout.splitlines()[1:]
    assert len(kept) == number
    assert all(line.startswith(f"{256 * 12_000 + 4} originals/") for line in kept)


def test_what_others_put_there_is_passed_over(store: FolderBlobs, root: Path) -> None:
    """Files that are no blobs, and the marks of retention, are not listed."""
    key, _ = put(store)
    store.protect(key, datetime.now(UTC) + timedelta(days=1))
    folder = root / "originals" / key.sha256[:2]
    (folder / ".DS_Store").write_bytes(b"x")
    (folder / (key.sha256.upper())).write_bytes(b"x")
    (root / "originals" / "readme").write_bytes(b"x")
    assert [info.key for info in store.blobs("originals")] == [key]
    assert list(store.blobs("derivatives")) == []


def test_a_mark_that_cannot_be_read_protects(store: FolderBlobs, root: Path) -> None:
    """A damaged mark of retention is taken for one that never ends."""
    key, _ = put(store)
    (root / "originals" / key.sha256[:2] / f"{key.sha256}.until-soon").touch()
    with pytest.raises(BlobProtectedError):
        store.delete(key)


def test_an_unusable_folder_is_told(tmp_path: Path) -> None:
    """A store that cannot be written says so, and its examination finds it."""
    (tmp_path / "file").touch()
    store = FolderBlobs(tmp_path / "file")
    with pytest.raises(StoreUnavailableError):
        put(store)
    assert store.examine() == ("not_writable",)


def test_examination_leaves_nothing(store: FolderBlobs, root: Path) -> None:
    """Trying the store leaves no file."""
    assert store.examine() == ()
    assert files(root) == set()
