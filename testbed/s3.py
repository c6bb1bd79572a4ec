"""Two S3 stores with versions and object lock: MinIO, and versitygw over a folder, which proves "any S3"."""

import secrets
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException

from minio import Minio

from testbed.programs import find_go_program
from testbed.server import HOST, Launch, Server, free_port
from testbed.server_folder import ServerFolder

_OK = 200


@dataclass(frozen=True, slots=True)
class S3Store:
    """A running store. It speaks plain HTTP, and ``endpoint`` is its host and port."""

    server: Server
    endpoint: str
    access_key: str
    secret_key: str

    def client(self) -> Minio:
        """Return a client of the store; it takes no connection before it is used."""
        return Minio(self.endpoint, access_key=self.access_key, secret_key=self.secret_key, secure=False)


def start_minio(place: ServerFolder) -> S3Store:
    """Start an empty MinIO. It writes to the disk before it answers; it knows no other way.

    :raises ServerMissingError, ServerFailedError: when it cannot be had.
    """
    program = find_go_program("minio")
    folder, port, secret = place.make_folder("minio"), free_port(), secrets.token_hex(16)
    environment = {
        "MINIO_ROOT_USER": "sohoa-test",
        "MINIO_ROOT_PASSWORD": secret,
        "MINIO_BROWSER": "off",
        "MINIO_UPDATE": "off",  # asks nobody outside for a newer version
    }
    command = (str(program), "server", "--quiet", "--address", f"{HOST}:{port}", str(folder / "data"))
    server = place.start(Launch("MinIO", command, folder, lambda: _answers(port, "/minio/health/ready"), environment))
    return S3Store(server, f"{HOST}:{port}", "sohoa-test", secret)


def start_versitygw(place: ServerFolder) -> S3Store:
    """Start versitygw over two empty folders, of objects and of their older versions. It does not wait for the disk.

    :raises ServerMissingError, ServerFailedError: when it cannot be had.
    """
    program = find_go_program("versitygw")
    folder, port, secret = place.make_folder("versitygw"), free_port(), secrets.token_hex(16)
    for name in ("objects", "versions"):
        (folder / name).mkdir()
    environment = {"ROOT_ACCESS_KEY": "sohoa-test", "ROOT_SECRET_KEY": secret}
    command = (
        *(str(program), "--quiet", "--port", f"{HOST}:{port}", "--health", "/health"),
        *("posix", "--versioning-dir", str(folder / "versions"), str(folder / "objects")),
    )
    server = place.start(Launch("versitygw", command, folder, lambda: _answers(port, "/health"), environment))
    return S3Store(server, f"{HOST}:{port}", "sohoa-test", secret)


def _answers(port: int, path: str) -> bool:
    connection = HTTPConnection(HOST, port, timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == _OK
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
