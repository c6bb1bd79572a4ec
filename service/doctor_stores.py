"""Tells whether what the settings name is fit for keeping: contents, rows, queue."""

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from pydantic import ValidationError

from service.doctor import Finding
from service.errors import ServiceError
from service.messages import in_both_languages
from service.settings import Settings, settings_file
from storage.errors import StorageError

_REMEDIES = {
    "database_outdated": "sohoa migrate",
    "database_unavailable": "SOHOA_ROWS=…",
    "queue_unavailable": "SOHOA_QUEUE=…",
    "store_unavailable": "SOHOA_CONTENTS=…",
    "no_versions": "mc version enable …/originals",
    "no_lock": "mc mb --with-lock …/originals",
    "lock_broken": "MinIO, versitygw",
    "not_writable": "SOHOA_DATA=…",
}


def examine_stores() -> tuple[Finding, ...]:
    """Look at what the settings name and return one finding a point; what lies in an unused folder is not made."""
    try:
        settings = Settings()
    except (ValidationError, ValueError, OSError):
        vietnamese, english = in_both_languages("bad_settings")
        return (Finding("settings", "missing", vietnamese, english, str(settings_file())),)
    return (*_contents(settings), *_rows(settings), *_queue(settings))


def _contents(settings: Settings) -> Iterator[Finding]:
    address = urlsplit(settings.contents.get_secret_value())
    shown = f"{address.scheme}://{address.netloc.rpartition('@')[2]}{address.path}"
    what = (f"Kho nội dung: {shown}", f"Contents: {shown}")
    if address.scheme == "folder" and not Path(unquote(address.path)).exists():
        yield Finding("contents", "ok", f"{what[0]} (chưa dùng)", f"{what[1]} (not yet used)")
        return
    yield from _tried("contents", what, lambda: _examined(settings))


def _examined(settings: Settings) -> tuple[str, ...]:
    from service.wiring import open_blobs  # noqa: PLC0415 - the doctor starts at once where nothing is kept

    blobs = open_blobs(settings)
    try:
        return blobs.examine()
    finally:
        blobs.close()


def _rows(settings: Settings) -> Iterator[Finding]:
    from sqlalchemy import make_url  # noqa: PLC0415 - as above

    address = make_url(settings.rows.get_secret_value())
    shown = f"{address.get_backend_name()} {address.host or ''} {address.database or ''}".replace("  ", " ")
    what = (f"Cơ sở dữ liệu: {shown}", f"Database: {shown}")
    if address.get_backend_name() == "sqlite" and not Path(address.database or "").exists():
        yield Finding("rows", "ok", f"{what[0]} (chưa dùng)", f"{what[1]} (not yet used)")
        return
    yield from _tried("rows", what, lambda: _checked(settings))


def _checked(settings: Settings) -> tuple[str, ...]:
    from storage.database import Database  # noqa: PLC0415 - as above

    database = Database(settings.rows.get_secret_value())
    try:
        database.check()
    finally:
        database.close()
    return ()


def _queue(settings: Settings) -> Iterator[Finding]:
    address = urlsplit(settings.queue.get_secret_value())
    if address.scheme == "local":
        yield Finding("queue", "ok", "Hàng đợi: trong máy", "Queue: on this machine")
        return
    shown = f"{address.scheme}://{address.netloc.rpartition('@')[2]}{address.path}"
    yield from _tried("queue", (f"Hàng đợi: {shown}", f"Queue: {shown}"), lambda: _answered(settings))


def _answered(settings: Settings) -> tuple[str, ...]:
    from service.rq_queue import RqQueue  # noqa: PLC0415 - as above

    queue = RqQueue(settings.queue.get_secret_value())
    try:
        queue.ping()
    finally:
        queue.close()
    return ()


def _tried(point: str, what: tuple[str, str], trial: Callable[[], tuple[str, ...]]) -> Iterator[Finding]:
    try:
        codes = trial()
    except (StorageError, ServiceError) as error:
        codes = (error.code,)
    if not codes:
        yield Finding(point, "ok", *what)
    for code in codes:
        vietnamese, english = in_both_languages(code)
        yield Finding(
            point, "missing", f"{what[0]}: {vietnamese}", f"{what[1]}: {english}", _REMEDIES.get(code, "sohoa doctor")
        )
