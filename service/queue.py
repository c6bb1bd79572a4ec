"""What a queue promises: it wakes workers. What there is to do, and who does it, stands in the database.

Two implementations ship: ``service.local_queue`` and ``service.rq_queue``.
"""

from collections.abc import Sequence
from typing import Protocol

from storage.documents import Lane


class JobQueue(Protocol):
    """Wakes workers. A wake-up that is lost, or comes twice, does no harm."""

    def submit(self, job_ids: Sequence[str], lane: Lane) -> None:
        """Wake workers of a lane for jobs that the database holds already.

        :raises service.errors.QueueUnavailableError: when nobody can be woken now; recovery submits again what waits.
        """

    def close(self) -> None:
        """Release connections; processes that the queue has started finish what they do and end."""
