"""Where the rounds take place: disks, servers and settings of one mode, in a folder of its own."""

import os
import secrets
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Literal, Self

from bench.chaos.disks import Disk
from bench.chaos.store_proxy import StoreProxy
from bench.chaos.witness import Blobs, FolderWitness, Rows, S3Witness
from testbed.postgres import Postgres, start_postgres
from testbed.redis import Redis, start_redis
from testbed.s3 import S3Store, start_minio
from testbed.server_folder import ServerFolder

Mode = Literal["embedded", "production"]
ATTEMPTS = 6
LEASE_SECONDS = 2.0
_COMMON = {
    "SOHOA_LEASE_SECONDS": str(LEASE_SECONDS),
    "SOHOA_REST_SECONDS": "0.2",
    "SOHOA_ATTEMPTS": str(ATTEMPTS),
    "SOHOA_DRAIN_SECONDS": "5",
    "SOHOA_RETENTION_DAYS": "0",
}


@dataclass(slots=True)
class Servers:
    """The servers of production, and the proxy before the store."""

    folder: ServerFolder
    postgres: Postgres
    redis: Redis
    store: S3Store
    proxy: StoreProxy

    def restore(self) -> None:
        """Bring up what is down and let everything answer."""
        self.proxy.share = 0.0
        for server in (self.postgres.server, self.redis.server, self.store.server):
            server.resume()
            server.start()


@dataclass(slots=True)
class Place:
    """Use it in a ``with`` statement. ``writers`` is filled by those who start processes."""

    mode: Mode
    rng: Random
    folder: Path = field(default_factory=lambda: Path(tempfile.mkdtemp(prefix="sohoa-chaos-")))
    environment: dict[str, str] = field(default_factory=dict)
    writers: dict[str, Iterable[int]] = field(default_factory=dict)
    disks: dict[str, Disk] = field(default_factory=dict)
    servers: Servers | None = None
    rows_url: str = ""
    token: str = field(default_factory=lambda: secrets.token_hex(8))

    def __enter__(self) -> Self:
        data = self.folder / "data"
        names = {"rows": data, "contents": data / "contents", "spool": data / "spool", "work": data / "work"}
        if self.mode == "production":
            del names["rows"], names["contents"]  # those are the servers'
        data.mkdir()
        for name, folder in names.items():
            self.disks[name] = Disk(folder, lambda: tuple(pid for pids in self.writers.values() for pid in pids))
            self.disks[name].mount()
        own = {"SOHOA_DATA": str(data), "SOHOA_SETTINGS": str(self.folder / "none.toml"), "SOHOA_CHAOS": self.token}
        self.rows_url = f"sqlite:///{data / 'sohoa.sqlite'}"
        served = self._serve() if self.mode == "production" else {}
        self.environment = {**os.environ, **_COMMON, **own, **served}
        return self

    def __exit__(self, *_: object) -> None:
        if self.servers is not None:
            self.servers.proxy.stop()
            self.servers.folder.close()
        shutil.rmtree(self.folder, ignore_errors=True)  # what is mounted ends with this process's mounts

    def restore(self) -> None:
        """Bring up what is down, empty what is full."""
        for disk in self.disks.values():
            disk.free()
        if self.servers is not None:
            self.servers.restore()

    def rows(self) -> Rows:
        """Return a way of one's own to the rows."""
        return Rows(self.rows_url)

    def blobs(self) -> Blobs:
        """Return a way of one's own to the contents."""
        if self.servers is None:
            return FolderWitness(self.folder / "data" / "contents")
        return S3Witness(self.servers.store.client(), "chaos")

    def _serve(self) -> dict[str, str]:
        folder = ServerFolder()
        postgres, redis = start_postgres(folder, durable=True), start_redis(folder, durable=True)
        store = start_minio(folder)
        host, _, port = store.endpoint.partition(":")
        proxy = StoreProxy(host, int(port), Random(self.rng.random()))
        proxy.start()
        self.servers = Servers(folder, postgres, redis, store, proxy)
        self.rows_url = postgres.url(postgres.create_database())
        address = f"s3://{store.access_key}:{store.secret_key}@127.0.0.1:{proxy.listens_on}/chaos?tls=no"
        return {"SOHOA_CONTENTS": address, "SOHOA_ROWS": self.rows_url, "SOHOA_QUEUE": redis.url}
