"""Telling workers that a document waits."""

import contextlib
from collections.abc import Iterable

from service.errors import QueueUnavailableError
from service.stores import Stores
from storage import jobs
from storage.documents import Document
from storage.errors import StorageError

_MOST_WAKE_UPS = 16
"""A woken worker goes on until nothing waits, so that more wake-ups than workers are of no use."""


def announce(stores: Stores, documents: Iterable[Document]) -> None:
    """Wake workers for documents whose jobs are committed; where that fails, recovery does it later."""
    with contextlib.suppress(QueueUnavailableError, StorageError):
        for document in documents:
            with stores.database.read() as connection:
                found = jobs.of_document(connection, document.id)
            waiting = [job.id for job in found if job.state == "waiting"]
            stores.queue.submit(waiting[:_MOST_WAKE_UPS], document.lane)
