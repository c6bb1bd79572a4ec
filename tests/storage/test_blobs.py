"""What every blob store promises, on a folder and on two S3 servers."""

import hashlib
import multiprocessing
import os
import secrets
import signal
import time
import tracemalloc
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime, timedelta
from io import BytesIO, RawIOBase
from pathlib import Path
from typing import BinaryIO, cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage.blobs import BlobKey, BlobStore, Shelf
from storage.errors import BlobDamagedError, BlobMissingError, BlobProtectedError
from testbed.blob_places import BlobPlace, put_bytes, put_slowly

SECONDS = timedelta(seconds=1)


def named(content: bytes, shelf: Shelf = "derivatives") -> BlobKey:
    """Return the key of a content."""
    return BlobKey(shelf, hashlib.sha256(content).hexdigest())


def put(store: BlobStore, shelf: Shelf = "derivatives", size: int = 64) -> tuple[BlobKey, bytes]:
    """Put bytes that no other test has."""
    content = secrets.token_bytes(size)
    key = named(content, shelf)
    store.put(key, BytesIO(content))
    return key, content


def read(store: BlobStore, key: BlobKey) -> bytes:
    """Return all the bytes of a blob."""
    with store.open(key) as stream:
        return stream.read()


class Zeros(RawIOBase):
    """So many zero bytes, made while they are read."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.left = size

    def read(self, size: int = -1, /) -> bytes:
        """Return at most 64 KiB, whatever is asked, as a network would."""
        count = min(self.left, 1 << 16, size if size >= 0 else self.left)
        self.left -= count
        return bytes(count)

    def seekable(self) -> bool:
        """Return that it can be read once only."""
        return False


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=3000), shelf=st.sampled_from(["originals", "derivatives"]))
def test_bytes_come_back(store: BlobStore, content: bytes, shelf: Shelf) -> None:
    """Whatever bytes are put come back unchanged, none at all too, and their size is told."""
    key = named(content, shelf)
    before = datetime.now(UTC)
    info = store.put(key, BytesIO(content))
    assert (info.key, info.size) == (key, len(content))
    assert before - 2 * SECONDS < info.stored_at < datetime.now(UTC) + 2 * SECONDS
    assert read(store, key) == content
    assert store.stat(key) == info


@given(name=st.one_of(st.text(max_size=70), st.from_regex("[0-9a-fA-F]{63,65}", fullmatch=True)))
def test_only_hashes_are_names(name: str) -> None:
    """A key is 64 lower-case hexadecimal digits; no other name, above all no path, reaches a store."""
    if len(name) == 64 and set(name) <= set("0123456789abcdef"):
        assert BlobKey("originals", name).path == f"{name[:2]}/{name}"
    else:
        with pytest.raises(ValueError, match="no name"):
            BlobKey("originals", name)


@pytest.mark.parametrize("name", ["../" * 21 + "a", "a" * 64 + "\n", "/" + "a" * 63, "À" * 64])
def test_no_path_is_a_name(name: str) -> None:
    """Names that would lead elsewhere are refused, and so are other shelves."""
    with pytest.raises(ValueError, match="no name"):
        BlobKey("originals", name)
    with pytest.raises(ValueError, match="no name"):
        BlobKey(cast("Shelf", ".."), "a" * 64)


@pytest.mark.parametrize("size", [0, 1, 500, 17 << 20])
def test_wrong_bytes_are_not_kept(store: BlobStore, place: BlobPlace, size: int) -> None:
    """Bytes that hash to something else are refused, and nothing of them stays; large ones too."""
    key = named(secrets.token_bytes(8))
    with pytest.raises(BlobDamagedError):
        store.put(key, BytesIO(bytes(size)))
    assert store.stat(key) is None
    assert place.traces(key) == 0
    with pytest.raises(BlobMissingError):
        store.open(key)


def test_large_blobs_stream(store: BlobStore) -> None:
    """A blob of 64 MB, of which nobody knows the size before, takes less than 48 MB of memory, in and out."""
    size = 64 << 20
    digest = hashlib.sha256()
    for _ in range(64):
        digest.update(bytes(1 << 20))
    key = BlobKey("derivatives", digest.hexdigest())
    tracemalloc.start()
    try:
        assert store.put(key, cast("BinaryIO", Zeros(size))).size == size
        with store.open(key) as stream:
            assert sum(len(piece) for piece in iter(lambda: stream.read(1 << 20), b"")) == size
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
        store.delete(key)
    assert peak < 48 << 20


def test_put_again_counts_as_put_now(store: BlobStore, place: BlobPlace) -> None:
    """The same bytes again are one blob, and its time is that of the last put, so that no sweep takes it."""
    key, content = put(store, "originals")
    first = store.stat(key)
    time.sleep(1.1)
    assert first
    assert store.put(key, BytesIO(content)).stored_at > first.stored_at
    assert read(store, key) == content
    assert place.traces(key) == 1
    assert [info.key for info in store.blobs("originals")].count(key) == 1


def test_put_again_still_proves(store: BlobStore) -> None:
    """A blob that is there is no reason to believe other bytes that are said to be the same."""
    key, content = put(store)
    with pytest.raises(BlobDamagedError):
        store.put(key, BytesIO(content[:-1] + bytes([content[-1] ^ 1])))
    assert read(store, key) == content


@pytest.mark.parametrize("shelf", ["originals", "derivatives"])
def test_damage_is_met(store: BlobStore, place: BlobPlace, shelf: Shelf) -> None:
    """A flipped bit is found by whoever reads to the last byte, before that byte is handed out."""
    key, content = put(store, shelf, 3 << 20)
    place.flip(key)
    with store.open(key) as stream:
        for _ in range(2):
            stream.read(1 << 20)
        with pytest.raises(BlobDamagedError):
            stream.read(len(content) - (2 << 20))
    with store.open(key) as stream, pytest.raises(BlobDamagedError):
        stream.read()


@pytest.mark.parametrize("size", [1, 64, 2 << 20])
def test_a_cut_is_met_and_mended(store: BlobStore, place: BlobPlace, size: int) -> None:
    """A blob that has lost its end is found by reading it, and the next put replaces it."""
    key, content = put(store, "originals", size)
    place.truncate(key)
    with store.open(key) as stream, pytest.raises(BlobDamagedError):
        stream.read()
    store.put(key, BytesIO(content))
    assert read(store, key) == content


@pytest.mark.parametrize("is_protected", [False, True])
def test_putting_anew_mends_whatever_is_there(store: BlobStore, place: BlobPlace, *, is_protected: bool) -> None:
    """A blob whose damage cannot be seen from outside is replaced where that is asked, under retention too."""
    key, content = put(store, "originals")
    if is_protected:
        store.protect(key, datetime.now(UTC) + 60 * SECONDS)
    place.flip(key)
    store.put(key, BytesIO(content), anew=True)
    assert read(store, key) == content


def test_what_is_missing(store: BlobStore) -> None:
    """A blob that is not there is told as missing; deleting it is no error."""
    key = named(secrets.token_bytes(8), "originals")
    assert store.stat(key) is None
    with pytest.raises(BlobMissingError):
        store.open(key)
    with pytest.raises(BlobMissingError):
        store.protect(key, datetime.now(UTC) + 60 * SECONDS)
    store.delete(key)


def test_retention_holds_and_ends(store: BlobStore, place: BlobPlace) -> None:
    """Under retention a blob cannot be deleted, and no later call shortens that; afterwards it can."""
    key, content = put(store, "originals")
    until = datetime.now(UTC) + 3 * SECONDS
    store.protect(key, until)
    store.protect(key, until - 2 * SECONDS)
    store.protect(key, until - 3600 * SECONDS)
    while datetime.now(UTC) < until - SECONDS / 2:
        with pytest.raises(BlobProtectedError):
            store.delete(key)
        assert read(store, key) == content
        time.sleep(0.4)
    time.sleep(2)  # retention is told in whole seconds, rounded up
    store.delete(key)
    assert store.stat(key) is None
    assert place.traces(key) == 0


def test_retention_can_grow(store: BlobStore) -> None:
    """A later moment replaces an earlier one."""
    key, _ = put(store, "originals")
    until = datetime.now(UTC) + 2 * SECONDS
    store.protect(key, until)
    store.protect(key, until + 3 * SECONDS)
    time.sleep(3.2)
    with pytest.raises(BlobProtectedError):
        store.delete(key)


def test_put_again_under_retention(store: BlobStore, place: BlobPlace) -> None:
    """Handing in once more what is under retention changes nothing, and leaves it protected."""
    key, content = put(store, "originals")
    store.protect(key, datetime.now(UTC) + 60 * SECONDS)
    traces = place.traces(key)
    store.put(key, BytesIO(content))
    assert place.traces(key) == traces
    with pytest.raises(BlobProtectedError):
        store.delete(key)


def test_deletion_takes_all_versions(store: BlobStore, place: BlobPlace) -> None:
    """What was written over and written again goes with the rest."""
    key, content = put(store, "originals")
    place.truncate(key)
    store.put(key, BytesIO(content))
    store.delete(key)
    assert place.traces(key) == 0
    assert store.stat(key) is None


def test_a_shelf_is_listed(store: BlobStore) -> None:
    """Every blob of a shelf is listed once with what is known of it, and none of the other shelf."""
    keys = {put(store, "derivatives")[0] for _ in range(5)}
    other, _ = put(store, "originals")
    listed = list(store.blobs("derivatives"))
    assert keys <= {info.key for info in listed}
    assert other not in {info.key for info in listed}
    assert len({info.key for info in listed}) == len(listed)
    for info in listed:
        if info.key in keys:
            known = store.stat(info.key)
            assert known
            assert (info.size, info.stored_at.replace(microsecond=0)) == (
                known.size,
                known.stored_at.replace(microsecond=0),
            )


def test_processes_put_the_same(store: BlobStore, place: BlobPlace) -> None:
    """Several processes that put the same blob at once all succeed, and there is one blob."""
    content = secrets.token_bytes(300_000)
    key = named(content, "originals")
    with ProcessPoolExecutor(4, mp_context=multiprocessing.get_context("spawn")) as processes:
        futures = [processes.submit(put_bytes, place, key, content) for _ in range(16)]
        assert [future.result() for future in futures] == [len(content)] * 16
    assert read(store, key) == content
    assert [info.key for info in store.blobs("originals")].count(key) == 1
    store.delete(key)
    assert place.traces(key) == 0


def test_a_killed_put_leaves_no_blob(store: BlobStore, place: BlobPlace, tmp_path: Path) -> None:
    """Where a writer is killed while the bytes come, there is no blob, and the next put makes one."""
    content = secrets.token_bytes(64)
    key = named(content, "originals")
    told = tmp_path / "told"
    writer = multiprocessing.get_context("spawn").Process(target=put_slowly, args=(place, key, told))
    writer.start()
    for _ in wait_for(told):
        assert writer.is_alive()
    time.sleep(0.5)
    os.kill(writer.pid or 0, signal.SIGKILL)
    writer.join()
    assert store.stat(key) is None
    assert key not in {info.key for info in store.blobs("originals")}
    store.put(key, BytesIO(content))
    assert read(store, key) == content


def test_examination_finds_nothing_wrong(store: BlobStore) -> None:
    """A store made by the program does what keeping needs."""
    assert store.examine() == ()


def wait_for(path: Path) -> Iterator[None]:
    """Yield until a file is there, at most 60 seconds."""
    until = time.monotonic() + 60
    while not path.exists():
        assert time.monotonic() < until
        time.sleep(0.02)
        yield
