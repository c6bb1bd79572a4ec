"""The lease of the job in hand, renewed while it is worked on: by its age others know that a worker is dead."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from storage.claims import Claim, renew
from storage.database import Database
from storage.errors import ClaimLostError


class Lease:
    """Holds the claim of one job at a time. The worker takes and gives it, a beat renews it."""

    def __init__(self, database: Database, length: timedelta) -> None:
        self._database, self._length = database, length
        self._claim: Claim | None = None

    @contextmanager
    def of(self, claim: Claim) -> Iterator[None]:
        """Keep the lease of a claim for as long as the block lasts."""
        self._claim = claim
        try:
            yield
        finally:
            self._claim = None

    def renew(self) -> None:
        """Renew the lease, where there is one.

        :raises storage.errors.DatabaseUnavailableError: when that could not be done.
        """
        claim = self._claim
        if claim is None:
            return
        try:
            with self._database.write() as connection:
                renew(connection, claim, datetime.now(UTC) + self._length)
        except ClaimLostError:  # the job has just ended, or another has it: its result will not be accepted
            if self._claim is claim:
                self._claim = None
