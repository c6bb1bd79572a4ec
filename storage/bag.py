"""Export of a dossier as a bag (BagIt 1.0, RFC 8493): what archives take in and can prove for themselves.

The manifests are written here and not by the library ``bagit``: that one changes the working folder of the whole
process, reads every byte again, and needs ``pkg_resources`` at import. It is what the tests prove the result with.
"""

import hashlib
import json
import os
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, select

from storage.blobs import BlobKey, BlobStore
from storage.proven_stream import CHUNK_BYTES
from storage.schema import derivatives, documents, submissions

_KINDS = {"json": "document.json", "pdf": "searchable.pdf"}


@dataclass(frozen=True, slots=True)
class _File:
    """A file of the bag: its path under ``data`` and the blob that it comes from."""

    path: str
    key: BlobKey
    size: int


def write_bag(connection: Connection, store: BlobStore, dossier: str, folder: Path, now: datetime) -> int:
    """Write the documents of a dossier into a new folder, whole or not at all; return how many there are.

    Of each: ``data/<id>/original.<format>``, and ``searchable.pdf`` and ``document.json`` where they are made.
    ``data/dossier.json`` tells names, times and states.

    :raises FileExistsError: when the folder is there.
    :raises BlobMissingError, BlobDamagedError, StoreUnavailableError: when a blob cannot be had; nothing stays then.
    """
    if folder.exists():
        raise FileExistsError(folder)
    rows = _rows(connection, dossier)
    files = [file for row in rows for file in _files(connection, row)]
    folder.parent.mkdir(parents=True, exist_ok=True)
    half = folder.with_name(f".{folder.name}.{uuid4().hex}")
    try:
        sums = {file.path: _copy(store, file, half / "data" / file.path) for file in files}
        described = _described(dossier, rows, now)
        sums["dossier.json"] = _write(half / "data" / "dossier.json", described)
        size = sum(file.size for file in files) + len(described)
        _write_tags(half, sums, _info(dossier, now, f"{size}.{len(sums)}"))
        half.rename(folder)
        _sync(folder.parent)
    except BaseException:
        shutil.rmtree(half, ignore_errors=True)
        raise
    return len(rows)


def _rows(connection: Connection, dossier: str) -> list[Any]:
    """Return the documents handed in for a dossier, the earliest first."""
    ids = select(submissions.c.document_id).where(submissions.c.dossier == dossier)
    query = select(documents).where(documents.c.id.in_(ids)).order_by(documents.c.received_at, documents.c.id)
    return list(connection.execute(query))


def _files(connection: Connection, row: Any) -> list[_File]:
    query = select(derivatives.c.kind, derivatives.c.sha256, derivatives.c.size).where(
        derivatives.c.document_id == row.id,
        derivatives.c.generation == row.result_generation,
        derivatives.c.page == 0,
        derivatives.c.kind.in_(_KINDS),
    )
    original = _File(f"{row.id}/original.{row.format.lower()}", BlobKey("originals", row.sha256), row.size)
    made = connection.execute(query.order_by(derivatives.c.kind)).all()
    return [original, *(_File(f"{row.id}/{_KINDS[m.kind]}", BlobKey("derivatives", m.sha256), m.size) for m in made)]


def _described(dossier: str, rows: list[Any], now: datetime) -> bytes:
    """Return what is worth knowing beside the files."""
    told = [
        {
            "id": row.id,
            "name": row.name,
            "sha256": row.sha256,
            "pages": row.page_count,
            "unit": row.unit,
            "state": row.state,
            "received_at": row.received_at.isoformat(),
        }
        for row in rows
    ]
    content = {"dossier": dossier, "exported_at": now.isoformat(), "documents": told}
    return json.dumps(content, ensure_ascii=False, indent=2).encode() + b"\n"


def _info(dossier: str, now: datetime, oxum: str) -> str:
    """Return the labels of the bag; a dossier's code is one line, for it is a code."""
    return f"Bagging-Date: {now:%Y-%m-%d}\nExternal-Identifier: {dossier}\nPayload-Oxum: {oxum}\n"


def _write_tags(bag: Path, sums: dict[str, str], info: str) -> None:
    """Write the files that make a folder a bag, the manifest of these files last."""
    manifest = "".join(f"{digest}  data/{path}\n" for path, digest in sorted(sums.items()))
    tags = {
        "bagit.txt": "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
        "bag-info.txt": info,
        "manifest-sha256.txt": manifest,
    }
    digests = {name: _write(bag / name, content.encode()) for name, content in tags.items()}
    _write(bag / "tagmanifest-sha256.txt", "".join(f"{d}  {name}\n" for name, d in sorted(digests.items())).encode())


def _copy(store: BlobStore, file: _File, path: Path) -> str:
    """Copy a blob to a file on the disk; its hash is proven on the way."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with store.open(file.key) as stream, path.open("xb") as target:
        shutil.copyfileobj(stream, target, CHUNK_BYTES)
        target.flush()
        os.fsync(target.fileno())
    return file.key.sha256


def _write(path: Path, content: bytes) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as target:
        target.write(content)
        target.flush()
        os.fsync(target.fileno())
    return hashlib.sha256(content).hexdigest()


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
