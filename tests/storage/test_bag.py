"""A dossier leaves as a bag that the archives' own library finds valid."""

import json
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import bagit
import pytest

from storage.bag import write_bag
from storage.blobs import BlobKey
from storage.errors import BlobMissingError
from storage.folder_blobs import FolderBlobs
from storage.results import Derivative, PageResult, WholeResult
from testbed.keeping import Keeping, handed_in, sha256

NOW = datetime(2026, 4, 1, tzinfo=UTC)


def keep(keeping: Keeping, store: FolderBlobs, content: str) -> str:
    """Keep a document of the dossier with its results and return its id."""
    store.put(BlobKey("originals", sha256(content)), BytesIO(content.encode()))
    keeping.later(1)
    document = keeping.admit(content, handed_in(dossier="HS-1")).document
    made = []
    for kind in ("json", "pdf", "text"):
        bytes_ = f"{kind} of {content}".encode()
        store.put(BlobKey("derivatives", sha256(bytes_.decode())), BytesIO(bytes_))
        made.append(Derivative(kind, 0, sha256(bytes_.decode()), len(bytes_)))
    page = PageResult(1, "recognised", 1, 0.9, 1.0)
    keeping.write_whole(keeping.claimed(), WholeResult("done", None, (page,), tuple(made)))
    return document.id


def test_a_dossier_is_a_valid_bag(keeping: Keeping, tmp_path: Path) -> None:
    """Originals, searchable PDFs and JSON of the dossier are in it, byte for byte, and of no other dossier."""
    store = FolderBlobs(tmp_path / "blobs")
    first, second = keep(keeping, store, "one"), keep(keeping, store, "two")
    keeping.admit("elsewhere", handed_in(dossier="HS-2"))
    with keeping.database.read() as connection:
        assert write_bag(connection, store, "HS-1", tmp_path / "out" / "HS-1", NOW) == 2
    bag = bagit.Bag(str(tmp_path / "out" / "HS-1"))
    bag.validate()
    assert bag.algorithms == ["sha256"]
    assert bag.info["External-Identifier"] == "HS-1"
    data = tmp_path / "out" / "HS-1" / "data"
    assert (data / first / "original.pdf").read_bytes() == b"one"
    assert (data / second / "searchable.pdf").read_bytes() == b"pdf of two"
    assert len(bag.payload_entries()) == 7
    told = json.loads((data / "dossier.json").read_bytes())
    assert [(each["id"], each["name"]) for each in told["documents"]] == [(first, "giấy.pdf"), (second, "giấy.pdf")]
    (data / first / "original.pdf").write_bytes(b"eno")
    assert not bag.is_valid()
    with keeping.database.read() as connection, pytest.raises(FileExistsError):
        write_bag(connection, store, "HS-1", tmp_path / "out" / "HS-1", NOW)


def test_a_bag_is_whole_or_not_there(keeping: Keeping, tmp_path: Path) -> None:
    """Where a blob is missing nothing stays."""
    store = FolderBlobs(tmp_path / "blobs")
    keep(keeping, store, "one")
    store.delete(BlobKey("originals", sha256("one")))
    with keeping.database.read() as connection, pytest.raises(BlobMissingError):
        write_bag(connection, store, "HS-1", tmp_path / "out" / "HS-1", NOW)
    assert list((tmp_path / "out").iterdir()) == []
