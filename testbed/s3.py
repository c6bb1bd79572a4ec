"""Two S3 stores with versions and object lock: MinIO, and versitygw over a folder, which proves "any S3"."""

import secrets
from dataclasses import dataclass

import urllib3
from minio import Minio
from minio.error import MinioException

from testbed.programs import find_go_program
from testbed.server import HOST, Launch, Server, free_port
from testbed.server_folder import ServerFolder

_ACCESS_KEY = "sohoa-test"


@dataclass(frozen=True, slots=True)
class S3Store:
    """A running store. It speaks plain HTTP, and ``endpoint`` is its host and port."""

    server: Server
    endpoint: str
    access_key: str
    secret_key: str

    def client(self) -> Minio:
        """Return a client of the store; it takes no connection before it is used."""
        return _client(self.endpoint, self.secret_key)


def start_minio(place: ServerFolder) -> S3Store:
    """Start an empty MinIO, with its own settings for durability.

    :raises ServerMissingError, ServerFailedError: when it cannot be had.
    """
    program = find_go_program("minio")
    folder, endpoint, secret = place.make_folder("minio"), f"{HOST}:{free_port()}", secrets.token_hex(16)
    environment = {
        "MINIO_ROOT_USER": _ACCESS_KEY,
        "MINIO_ROOT_PASSWORD": secret,
        "MINIO_BROWSER": "off",
        "MINIO_UPDATE": "off",  # asks nobody outside for a newer version
    }
    command = (str(program), "server", "--quiet", "--address", endpoint, str(folder / "data"))
    server = place.start(Launch("MinIO", command, folder, lambda: _answers(endpoint, secret), environment))
    return S3Store(server, endpoint, _ACCESS_KEY, secret)


def start_versitygw(place: ServerFolder) -> S3Store:
    """Start versitygw over two empty folders, of objects and of their older versions.

    :raises ServerMissingError, ServerFailedError: when it cannot be had.
    """
    program = find_go_program("versitygw")
    folder, endpoint, secret = place.make_folder("versitygw"), f"{HOST}:{free_port()}", secrets.token_hex(16)
    for name in ("objects", "versions"):
        (folder / name).mkdir()
    environment = {"ROOT_ACCESS_KEY": _ACCESS_KEY, "ROOT_SECRET_KEY": secret}
    command = (
        *(str(program), "--quiet", "--port", endpoint),
        *("posix", "--versioning-dir", str(folder / "versions"), str(folder / "objects")),
    )
    server = place.start(Launch("versitygw", command, folder, lambda: _answers(endpoint, secret), environment))
    return S3Store(server, endpoint, _ACCESS_KEY, secret)


def _answers(endpoint: str, secret: str) -> bool:
    """Tell whether the store does what it is asked.

    MinIO calls itself ready some moments before it knows its users, and then asks clients to come back in a minute
    (503 with ``Retry-After: 60``), which urllib3 obeys. So it is asked without retries for what needs a user.
    """
    with urllib3.PoolManager(timeout=5, retries=False) as pool:
        try:
            _client(endpoint, secret, pool).list_buckets()
        except (MinioException, urllib3.exceptions.HTTPError):
            return False
    return True


def _client(endpoint: str, secret: str, pool: urllib3.PoolManager | None = None) -> Minio:
    return Minio(endpoint, access_key=_ACCESS_KEY, secret_key=secret, secure=False, http_client=pool)
