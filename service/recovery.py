"""Puts right what sudden deaths have left: abandoned jobs, originals without retention, work that nobody was told of.

Every worker process runs it from time to time. It may run in many places at once, and twice.
"""

import contextlib
import logging
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta

from service.errors import QueueUnavailableError
from service.stores import Stores
from storage import jobs
from storage.documents import LANES, Cursor, Document, Lane, after, mark_protected, unprotected
from storage.errors import BlobMissingError
from storage.job_ends import Backoff, recover

_MOST_WAKE_UPS = 16
"""A woken worker goes on until nothing waits, so that more wake-ups than workers are of no use."""
_log = logging.getLogger(__name__)


def put_right(stores: Stores, backoff: Backoff, retention: timedelta, now: datetime) -> None:
    """Take back abandoned jobs, protect originals, submit what waits.

    :raises storage.errors.StorageError: when a store does not answer; what was done until then is done.
    """
    for taken in stores.database.retried(lambda connection: recover(connection, backoff, now)):
        _log.warning("job %s of %s was abandoned by %s: %s", taken.job_id, taken.document_id, taken.worker, taken.state)
    _protect(stores, retention)
    _submit(stores, now)


def _protect(stores: Stores, retention: timedelta) -> None:
    for document in _unprotected(stores):
        until = document.received_at + retention
        try:
            stores.blobs.protect(document.key, until)
        except BlobMissingError:
            _log.error("the original of document %s is missing: %s", document.id, document.sha256)
            continue
        document_id = document.id
        stores.database.retried(lambda connection: mark_protected(connection, document_id, until))  # noqa: B023 - at once


def _unprotected(stores: Stores) -> Iterator[Document]:
    """Yield the documents without retention; those whose originals are lost stay, and hold up nobody."""
    place: Cursor | None = None
    while True:
        with stores.database.read() as connection:
            found = unprotected(connection, place)
        if not found:
            return
        yield from found
        place = after(found[-1])


def _submit(stores: Stores, now: datetime) -> None:
    waiting: dict[Lane, list[str]] = defaultdict(list)
    with stores.database.read() as connection:
        for job_id in jobs.waiting_ids(connection, now, _MOST_WAKE_UPS):
            job = jobs.get(connection, job_id)
            if job is not None:
                waiting[LANES[job.lane]].append(job_id)
    with contextlib.suppress(QueueUnavailableError):  # until the next time
        for lane, ids in waiting.items():
            stores.queue.submit(ids, lane)
