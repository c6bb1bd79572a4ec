"""Chooses the implementations by the three addresses of the settings; no other module reads them."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from sqlalchemy import make_url

from ingest.options import IngestOptions
from ocr.options import OcrOptions
from service import local_queue, rq_queue
from service.engines import best_engine
from service.errors import EngineAbsentError
from service.intake import Intake, IntakeRules
from service.limits import Limits
from service.pipeline import Pipeline, Reading
from service.queue import JobQueue
from service.readers import Readers
from service.retention import Retention
from service.settings import Settings
from service.stores import Stores
from service.work_folder import work_folder
from service.worker import Duty, Worker
from storage.blobs import BlobStore
from storage.database import Database
from storage.errors import DatabaseOutdatedError
from storage.folder_blobs import FolderBlobs
from storage.migration import migrate
from storage.minio_blobs import MinioBlobs
from storage.s3_client import S3Options
from storage.schema import REVISION

_INSPECTORS = 2


def open_stores(settings: Settings) -> Stores:
    """Open contents, rows and queue.

    :raises storage.errors.DatabaseOutdatedError, DatabaseUnavailableError: as ``open_database`` does.
    """
    return Stores(open_blobs(settings), open_database(settings), open_queue(settings))


def open_database(settings: Settings) -> Database:
    """Open the rows. An embedded database is made, and brought up to date: nobody else takes care of it.

    :raises storage.errors.DatabaseOutdatedError: when the tables are of another version than this program.
    :raises storage.errors.DatabaseUnavailableError: when the database does not answer.
    """
    rows = settings.rows.get_secret_value()
    database = Database(rows)
    try:
        if rows.startswith("sqlite"):
            _update(database, settings)
        database.check()
    except BaseException:
        database.close()
        raise
    return database


def migrate_database(settings: Settings) -> tuple[str | None, str | None]:
    """Bring the tables up to date; return the revision that they had, None for none, and the one that they have."""
    _make_folder(settings)
    before = migrate(settings.rows.get_secret_value())
    return before, REVISION


def _update(database: Database, settings: Settings) -> None:
    _make_folder(settings)
    try:
        database.check()
    except DatabaseOutdatedError:
        migrate(settings.rows.get_secret_value())


def _make_folder(settings: Settings) -> None:
    """Make the folder of an embedded database."""
    address = make_url(settings.rows.get_secret_value())
    if address.get_backend_name() == "sqlite" and address.database:
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)


def open_blobs(settings: Settings) -> BlobStore:
    """Open the store of the contents."""
    return _store_at(settings.contents.get_secret_value())


def open_replica(settings: Settings) -> BlobStore | None:
    """Open the second store of the contents, None where there is none."""
    replica = settings.replica.get_secret_value()
    return _store_at(replica) if replica else None


def retention_of(settings: Settings) -> Retention:
    """Return how long originals are protected."""
    of_types = {code: timedelta(days=days) for code, days in settings.retention_days_of.items()}
    return Retention(timedelta(days=settings.retention_days), of_types)


def _store_at(url: str) -> BlobStore:
    address = urlsplit(url)
    if address.scheme == "folder":
        return FolderBlobs(Path(unquote(address.path)))
    said = {name: values[-1] for name, values in parse_qs(address.query).items()}
    name = address.path.strip("/") or "sohoa"
    return MinioBlobs(
        S3Options(
            address.netloc.rpartition("@")[2],
            unquote(address.username or ""),
            unquote(address.password or ""),
            is_secure=said.get("tls") != "no",
            region=said.get("region", "us-east-1"),
            originals=f"{name}-originals",
            derivatives=f"{name}-derivatives",
        )
    )


def open_queue(settings: Settings) -> JobQueue:
    """Open the queue for those who submit."""
    url = settings.queue.get_secret_value()
    return local_queue.LocalQueue() if url.startswith("local") else rq_queue.RqQueue(url)


def attendance(settings: Settings) -> Callable[[Callable[[], None], Callable[[], bool]], None]:
    """Return what waits for wake-ups: it is given what to do then, and what tells whether to stop."""
    url = settings.queue.get_secret_value()
    return local_queue.attend if url.startswith("local") else partial(rq_queue.attend, url, settings.lanes)


@contextmanager
def open_intake(settings: Settings) -> Iterator[Intake]:
    """Open what takes files in; it works in a spool that is empty afterwards.

    :raises service.errors.OutputFolderError: when the data folder cannot be written.
    """
    rules = IntakeRules(_reading(settings), retention_of(settings).usual, settings.whole_up_to_pages)
    with ExitStack() as opened:
        folder = opened.enter_context(work_folder(settings.data / "spool"))
        stores = open_stores(settings)
        opened.callback(stores.close)
        readers = opened.enter_context(Readers(_INSPECTORS, rules.reading.limits, folder))
        yield Intake(stores, readers, folder, rules)


@contextmanager
def open_worker(settings: Settings) -> Iterator[Worker]:
    """Open a worker with one reader, in a folder of its own.

    :raises EngineAbsentError: when this machine cannot read.
    :raises service.errors.OutputFolderError: when the data folder cannot be written.
    """
    engine = best_engine(None)
    if engine is None:
        raise EngineAbsentError
    reading = replace(_reading(settings), ocr=OcrOptions(engine=engine))
    with ExitStack() as opened:
        folder = opened.enter_context(work_folder(settings.data / "work"))
        stores = open_stores(settings)
        opened.callback(stores.close)
        readers = opened.enter_context(Readers(1, reading.limits, folder))
        yield Worker(stores, Pipeline(stores.blobs, readers, folder / "original", reading), duty_of(settings))


def _reading(settings: Settings) -> Reading:
    ingest = IngestOptions(max_bytes=settings.max_mb << 20, max_pages=settings.max_pages)
    return Reading(Limits(page_seconds=settings.page_seconds), ingest)


def duty_of(settings: Settings) -> Duty:
    """Return what a worker has to keep to."""
    return Duty(
        lanes=settings.lanes,
        lease=timedelta(seconds=settings.lease_seconds),
        attempts=settings.attempts,
        rest_seconds=settings.rest_seconds,
        retention=retention_of(settings),
        drain_seconds=settings.drain_seconds,
    )
