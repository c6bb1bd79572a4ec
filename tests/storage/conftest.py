"""The places of the blob store's contract: a folder, MinIO, and versitygw, which stands for any S3."""

import secrets
from collections.abc import Iterator

import pytest

from storage.blobs import BlobStore
from testbed.blob_places import BlobPlace, FolderPlace, S3Place
from testbed.s3 import S3Store


@pytest.fixture(scope="session", params=["folder", "minio", "versity"])
def place(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> BlobPlace:
    """Return a place for blobs; tests share it and take contents of their own."""
    if request.param == "folder":
        return FolderPlace(tmp_path_factory.mktemp("blobs") / "store")
    server: S3Store = request.getfixturevalue(f"{request.param}_server")
    return S3Place.on(server, f"contract-{secrets.token_hex(4)}")


@pytest.fixture
def store(place: BlobPlace) -> Iterator[BlobStore]:
    """Return a store on the place."""
    opened = place.open_store()
    yield opened
    opened.close()
