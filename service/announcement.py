"""Telling workers that a document waits."""

import contextlib
from collections import defaultdict
from collections.abc import Iterable

from service.errors import QueueUnavailableError
from service.stores import Stores
from storage import jobs
from storage.documents import Document, Lane
from storage.errors import StorageError

_MOST_WAKE_UPS = 16
"""A woken worker goes on until nothing waits, so that more wake-ups than workers are of no use."""


def announce(stores: Stores, documents: Iterable[Document]) -> None:
    """Wake workers for documents whose jobs are committed; where that fails, recovery does it later."""
    with contextlib.suppress(QueueUnavailableError, StorageError):
        for lane, ids in _waiting(stores, documents).items():
            stores.queue.submit(ids, lane)


def _waiting(stores: Stores, documents: Iterable[Document]) -> dict[Lane, list[str]]:
    """Return some of the jobs that wait, by their lanes."""
    found: dict[Lane, list[str]] = defaultdict(list)
    with stores.database.read() as connection:
        for document in documents:
            left = _MOST_WAKE_UPS - len(found[document.lane])
            if left > 0:
                of_document = jobs.of_document(connection, document.id)
                found[document.lane] += [job.id for job in of_document if job.state == "waiting"][:left]
    return found
