"""Rows and contents seen with other eyes: plain SQL, plain files or objects, nothing of ``storage`` or ``service``."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import psycopg
from minio import Minio
from minio.error import S3Error
from psycopg.rows import dict_row

Row = dict[str, Any]
_PATIENCE_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Rows:
    """The database behind an address of SQLAlchemy."""

    url: str

    def all(self, statement: str) -> list[Row]:
        """Return the rows that a statement finds; a database that is just recovering is waited for."""
        until = time.monotonic() + _PATIENCE_SECONDS
        while True:
            try:
                with self._opened() as connection:
                    return [dict(row) for row in connection.execute(statement).fetchall()]
            except psycopg.OperationalError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.3)

    def number(self, statement: str) -> int:
        """Return the one number that a statement finds."""
        (row,) = self.all(statement)
        return int(next(iter(row.values())))

    @contextmanager
    def _opened(self) -> Iterator[Any]:
        if self.url.startswith("sqlite"):
            lite = sqlite3.connect(self.url.removeprefix("sqlite:///"), timeout=30)
            lite.row_factory = sqlite3.Row
            try:
                yield lite
            finally:
                lite.close()
            return
        with psycopg.connect(self.url.replace("+psycopg", ""), row_factory=dict_row, connect_timeout=5) as post:
            yield post


class Blobs(Protocol):
    """Contents by shelf and name."""

    def read(self, shelf: str, sha256: str) -> bytes | None:
        """Return the bytes, None where there are none."""


@dataclass(frozen=True, slots=True)
class FolderWitness:
    """Contents in a folder."""

    root: Path

    def read(self, shelf: str, sha256: str) -> bytes | None:
        """Return the bytes, None where there are none."""
        path = self.root / shelf / sha256[:2] / sha256
        return path.read_bytes() if path.is_file() else None


@dataclass(frozen=True, slots=True)
class S3Witness:
    """Contents in two buckets, asked of the store itself and not of the proxy."""

    client: Minio
    name: str

    def read(self, shelf: str, sha256: str) -> bytes | None:
        """Return the bytes, None where there are none."""
        try:
            response = self.client.get_object(f"{self.name}-{shelf}", f"{sha256[:2]}/{sha256}")
        except S3Error as error:
            if error.code in {"NoSuchKey", "NoSuchBucket"}:
                return None
            raise
        try:
            return bytes(response.read())
        finally:
            response.close()
            response.release_conn()
