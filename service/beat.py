"""The beat of a worker: a thread that keeps the lease of the job in hand, and does the recovery of everybody's."""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from storage.claims import Claim, renew
from storage.database import Database
from storage.errors import ClaimLostError, StorageError

RECOVERY_SECONDS = 30.0
_BEATS_PER_LEASE = 4
_log = logging.getLogger(__name__)


class Beat:
    """Beats from ``start`` to ``stop``, also while the stores do not answer."""

    def __init__(self, database: Database, lease: timedelta, put_right: Callable[[], None]) -> None:
        self._database, self._lease, self._put_right = database, lease, put_right
        self._claim: Claim | None = None
        self._stopping = threading.Event()
        self._next_recovery = 0.0
        self._thread = threading.Thread(target=self._run, name="beat", daemon=True)

    def start(self) -> None:
        """Begin to beat; the first recovery comes at once."""
        self._thread.start()

    def stop(self) -> None:
        """End the beat."""
        self._stopping.set()
        self._thread.join(timeout=5)

    @contextmanager
    def keeping(self, claim: Claim) -> Iterator[None]:
        """Keep the lease of a claim for as long as the block lasts."""
        self._claim = claim
        try:
            yield
        finally:
            self._claim = None

    def _run(self) -> None:
        while True:
            self._once()
            if self._stopping.wait(min(self._lease.total_seconds() / _BEATS_PER_LEASE, RECOVERY_SECONDS)):
                return

    def _once(self) -> None:
        claim = self._claim
        try:
            if claim is not None:
                with self._database.write() as connection:
                    renew(connection, claim, datetime.now(UTC) + self._lease)
            if time.monotonic() >= self._next_recovery:
                self._next_recovery = time.monotonic() + min(RECOVERY_SECONDS, self._lease.total_seconds())
                self._put_right()
        except ClaimLostError:  # the job has just ended, or another has it: its result will be dropped
            if self._claim is claim:
                self._claim = None
        except StorageError as error:
            _log.warning("%s: %s", error.code, error)
        except Exception:  # noqa: BLE001 - the edge of the thread: without it every lease would run out
            _log.exception("a beat was missed")
