"""What the service keeps things in, chosen by ``service.wiring``."""

from dataclasses import dataclass

from service.queue import JobQueue
from storage.blobs import BlobStore
from storage.database import Database


@dataclass(frozen=True, slots=True)
class Stores:
    """Contents, rows, and the queue that wakes workers."""

    blobs: BlobStore
    database: Database
    queue: JobQueue

    def close(self) -> None:
        """Release connections."""
        self.queue.close()
        self.database.close()
        self.blobs.close()
