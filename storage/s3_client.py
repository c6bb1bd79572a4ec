"""The ``minio`` client as this room uses it: bounded waiting, this room's errors, no secrets in words."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal
from xml.etree import ElementTree as ET

import urllib3
from minio import Minio
from minio.error import MinioException, S3Error, ServerError

from storage.blobs import Shelf
from storage.errors import StoreFullError, StoreUnavailableError

MISSING = {"NoSuchKey", "NoSuchBucket", "NoSuchVersion"}
_FULL = {"XMinioStorageFull", "XMinioAdminBucketQuotaExceeded", "QuotaExceeded"}
_FULL_STATUS = 507
_TRIES = 4
_TIMEOUT = urllib3.Timeout(connect=5, read=120)  # seconds, of each step


@dataclass(frozen=True, slots=True)
class S3Options:
    """Where the store is (``host:port``) and how it is used; the secret shows nowhere."""

    address: str
    access_key: str
    secret_key: str = field(repr=False)
    is_secure: bool = True
    region: str = "us-east-1"
    originals: str = "sohoa-originals"
    derivatives: str = "sohoa-derivatives"
    retention_mode: Literal["COMPLIANCE", "GOVERNANCE"] = "COMPLIANCE"

    def bucket(self, shelf: Shelf) -> str:
        """Return the name of the bucket that holds a shelf."""
        return self.originals if shelf == "originals" else self.derivatives


class S3Client(Minio):
    """The client, and the one question that it cannot put to every store."""

    def version_ids(self, bucket: str, name: str) -> tuple[str, ...]:
        """Return the ids of the versions of an object and of its deletion markers, the first thousand."""
        try:
            response = self._execute("GET", bucket, query_params={"versions": "", "prefix": name, "max-keys": "1000"})
        except S3Error as error:
            if error.code == "NoSuchBucket":
                return ()
            raise
        root = ET.fromstring(response.data)  # noqa: S314 # the store's own words; the client reads all others so
        found = [{child.tag.rpartition("}")[2]: child.text or "" for child in element} for element in root]
        return tuple(each["VersionId"] for each in found if each.get("Key") == name and each.get("VersionId"))


def connect(options: S3Options) -> tuple[urllib3.PoolManager, S3Client]:
    """Return a client and the connections that it will use; nothing is sent yet."""
    pool = urllib3.PoolManager(
        timeout=_TIMEOUT,
        maxsize=10,
        retries=urllib3.Retry(
            total=_TRIES,
            backoff_factor=0.2,
            status_forcelist=[500, 502, 503, 504],
            respect_retry_after_header=False,  # a store may ask for minutes
        ),
    )
    client = S3Client(
        options.address,
        options.access_key,
        options.secret_key,
        secure=options.is_secure,
        region=options.region,
        http_client=pool,
    )
    return pool, client


class Download:
    """The bytes of an answer, in this room's errors."""

    def __init__(self, response: urllib3.BaseHTTPResponse) -> None:
        self._response = response
        length = response.headers.get("Content-Length")
        self.size = int(length) if length else None

    def read(self, size: int, /) -> bytes:
        """Return the next bytes, at most so many.

        :raises StoreUnavailableError: when the answer breaks off.
        """
        with translated():
            return self._response.read(size)

    def close(self) -> None:
        """Give the connection back, or close it where not all has been read."""
        self._response.close()
        self._response.release_conn()


@contextmanager
def translated() -> Iterator[None]:
    """Turn the client's errors into this room's. Addresses and headers stay out of the messages."""
    try:
        yield
    except S3Error as error:
        message = f"the store says {error.code}"
        raise (StoreFullError if error.code in _FULL else StoreUnavailableError)(message) from error
    except ServerError as error:
        message = f"the store answers {error.status_code}"
        raise (StoreFullError if error.status_code == _FULL_STATUS else StoreUnavailableError)(message) from error
    except (MinioException, urllib3.exceptions.HTTPError, OSError, ET.ParseError) as error:
        message = f"the store does not answer as it should: {type(error).__name__}"
        raise StoreUnavailableError(message) from error
