"""What the S3 blob store promises beyond the contract of all stores, on MinIO and on versitygw."""

import hashlib
import secrets
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path

import pytest
from minio.commonconfig import ENABLED
from minio.versioningconfig import VersioningConfig

from storage.blobs import BlobKey
from storage.errors import BlobDamagedError, BlobProtectedError, StorageError, StoreFullError, StoreUnavailableError
from storage.minio_blobs import MinioBlobs
from storage.s3_client import S3Options
from testbed.blob_places import S3Place, flip_file
from testbed.s3 import S3Store

_FORK = """
import os, sys
from io import BytesIO
from pathlib import Path
from storage.blobs import BlobKey
from storage.minio_blobs import MinioBlobs
from storage.s3_client import S3Options

address, access, secret, name, sha256 = sys.argv[1:]
store = MinioBlobs(S3Options(address, access, secret, False, "us-east-1", name + "-originals", name + "-derivatives"))
key = BlobKey("originals", sha256)

def read_often() -> None:
    for _ in range(50):
        with store.open(key) as stream:
            stream.read()

read_often()
children = []
for _ in range(3):
    child = os.fork()
    if child == 0:
        read_often()
        os._exit(0)
    children.append(child)
read_often()
sys.exit(any(os.waitpid(child, 0)[1] for child in children))
"""


@pytest.fixture
def place(s3_server: S3Store) -> S3Place:
    """Return two buckets that are still to be made."""
    return S3Place.on(s3_server, f"own-{secrets.token_hex(4)}")


@pytest.fixture
def store(place: S3Place) -> Iterator[MinioBlobs]:
    """Return a store on them."""
    opened = place.open_store()
    yield opened
    opened.close()


def put(store: MinioBlobs, content: bytes | None = None) -> tuple[BlobKey, bytes]:
    """Put an original."""
    content = secrets.token_bytes(100) if content is None else content
    key = BlobKey("originals", hashlib.sha256(content).hexdigest())
    store.put(key, BytesIO(content))
    return key, content


def test_before_the_first_put(store: MinioBlobs) -> None:
    """Reading makes no bucket, and finds nothing."""
    key = BlobKey("originals", "0" * 64)
    assert store.stat(key) is None
    assert list(store.blobs("originals")) == []
    store.delete(key)


def test_deletion_by_a_stranger_is_undone_by_putting(store: MinioBlobs, place: S3Place, s3_server: S3Store) -> None:
    """Who deletes without naming versions hides an original; the program deletes versions and markers alike."""
    key, content = put(store)
    s3_server.client().remove_object(place.options.originals, key.path)
    assert store.stat(key) is None
    assert place.traces(key) == 2
    store.put(key, BytesIO(content))
    with store.open(key) as stream:
        assert stream.read() == content
    s3_server.client().remove_object(place.options.originals, key.path)
    store.delete(key)
    assert place.traces(key) == 0


def test_a_locked_version_outlasts_overwriting(store: MinioBlobs, place: S3Place) -> None:
    """Somebody with the keys writes over an original under retention: it is found, put again, and nothing is lost."""
    key, content = put(store)
    store.protect(key, datetime.now(UTC) + timedelta(seconds=60))
    place.truncate(key)
    with store.open(key) as stream, pytest.raises(BlobDamagedError):
        stream.read()
    store.put(key, BytesIO(content))
    with pytest.raises(BlobProtectedError):
        store.delete(key)
    with store.open(key) as stream:
        assert stream.read() == content


def test_many_versions_are_deleted(store: MinioBlobs, place: S3Place) -> None:
    """Deletion goes on until no version is left."""
    key, content = put(store)
    for _ in range(5):
        place.flip(key)
    assert place.traces(key) == 6
    store.delete(key)
    assert place.traces(key) == 0
    store.put(key, BytesIO(content))
    assert place.traces(key) == 1


def test_a_recent_blob_is_not_sent_again(place: S3Place) -> None:
    """Within the hour the same bytes again cost no upload, and the time stays."""
    store = MinioBlobs(place.options)
    key, content = put(store)
    first = store.stat(key)
    time.sleep(1.1)
    assert store.put(key, BytesIO(content)) == first
    store.close()


def test_forked_processes_have_their_own_connections(store: MinioBlobs, place: S3Place, s3_server: S3Store) -> None:
    """A store that was used before a fork works in parent and children at once."""
    key, _ = put(store, secrets.token_bytes(100_000))
    name = place.options.originals.removesuffix("-originals")
    arguments = [s3_server.endpoint, s3_server.access_key, s3_server.secret_key, name, key.sha256]
    subprocess.run([sys.executable, "-c", _FORK, *arguments], check=True, timeout=120)


def test_damage_on_the_servers_disk(minio_server: S3Store, versity_server: S3Store) -> None:
    """A bit that flips on the disk of a server is met by the reader: MinIO refuses it, of versitygw we find it."""
    for server in (minio_server, versity_server):
        place = S3Place.on(server, f"disk-{secrets.token_hex(4)}")
        store = place.open_store()
        key, _ = put(store, secrets.token_bytes(300_000))
        folder = server.server.log.parent
        largest = max((path for path in folder.rglob("*") if key.sha256 in str(path) and path.is_file()), key=_size)
        flip_file(largest)
        with pytest.raises((BlobDamagedError, StoreUnavailableError)), store.open(key) as stream:
            stream.read()
        store.close()


@pytest.mark.parametrize("versions", [False, True])
def test_an_unsafe_store_is_told(minio_server: S3Store, *, versions: bool) -> None:
    """Buckets that somebody made without versions or lock are used, and the examination names what they lack."""
    place = S3Place.on(minio_server, f"unsafe-{secrets.token_hex(4)}")
    client = minio_server.client()
    client.make_bucket(place.options.originals)
    if versions:
        client.set_bucket_versioning(place.options.originals, VersioningConfig(ENABLED))
    store = place.open_store()
    assert store.examine() == (("no_lock",) if versions else ("no_versions", "no_lock"))
    store.close()


def test_wrong_keys_are_told(s3_server: S3Store) -> None:
    """A store that refuses us is told so, and neither the error nor the options show the secret."""
    options = S3Options(s3_server.endpoint, s3_server.access_key, "not-the-right-secret", is_secure=False)
    store = MinioBlobs(options)
    with pytest.raises(StoreUnavailableError) as caught:
        put(store)
    assert store.examine() == ("not_writable",)
    assert "not-the-right-secret" not in f"{options!r}{_chain(caught.value)}"


def test_a_store_that_is_gone_is_told_soon() -> None:
    """Where nobody listens every call says so within seconds, and the secret is in no message."""
    store = MinioBlobs(S3Options("127.0.0.1:9", "someone", "very-secret-words", is_secure=False))
    key = BlobKey("originals", "0" * 64)
    began = time.monotonic()
    with pytest.raises(StoreUnavailableError) as caught:
        store.stat(key)
    with pytest.raises(StoreUnavailableError):
        next(store.blobs("originals"))
    assert time.monotonic() - began < 20
    assert "very-secret-words" not in _chain(caught.value)


@pytest.mark.parametrize(
    ("status", "failures", "expected"),
    [(503, 2, None), (500, 99, StoreUnavailableError), (507, 99, StoreFullError), (418, 99, StoreUnavailableError)],
)
def test_errors_of_the_server(status: int, failures: int, expected: type[StorageError] | None) -> None:
    """Passing errors are tried again, lasting ones are told, whatever long pause the server asks for."""
    with failing_server(status, failures) as address:
        store = MinioBlobs(S3Options(address, "someone", "secret", is_secure=False))
        began = time.monotonic()
        if expected is None:
            assert store.stat(BlobKey("originals", "0" * 64)) is None
        else:
            with pytest.raises(expected):
                store.stat(BlobKey("originals", "0" * 64))
        assert time.monotonic() - began < 20
        store.close()


@contextmanager
def failing_server(status: int, failures: int) -> Iterator[str]:
    """Run a server that fails so many times, then says that nothing is there."""
    left = [failures]

    class Answers(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            left[0] -= 1
            self.send_response(status if left[0] >= 0 else 404)
            self.send_header("Retry-After", "300")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _size(path: Path) -> int:
    return path.stat().st_size


def _chain(error: BaseException | None) -> str:
    words = []
    while error is not None:
        words.append(f"{error} {error!r}")
        error = error.__cause__ or error.__context__
    return " ".join(words)
