"""Fixity: every blob that a row names is read again in turn and hashed, and every check leaves a row.

The row is written before the bytes are read and ended afterwards, so that a check that died is seen: the next run ends
it as ``died``. Whatever is found wrong becomes an event too.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import Connection, insert, select, update

from storage.blobs import BlobKey, BlobStore
from storage.database import Database
from storage.errors import BlobDamagedError, BlobMissingError, StorageError
from storage.events import Event, append
from storage.fixity_coverage import due
from storage.proven_stream import CHUNK_BYTES
from storage.schema import derivatives, documents, fixity_checks

Outcome = Literal["intact", "damaged", "missing", "unreadable", "repaired"]

ACTOR = "fixity"
_OUTAGE = 10  # so many unreadable blobs, one after the other, are no damage but a store that is gone
_BATCH = 200
_SHOWN = 1000


@dataclass(frozen=True, slots=True)
class FixityOptions:
    """How much is checked in a run, and what is due. None means no limit.

    ``again_after``: an earlier check is good for so long. ``dead_after``: a check that has not ended by then has died.
    """

    seconds: float | None = None
    bytes: int | None = None
    again_after: timedelta = timedelta(days=30)
    dead_after: timedelta = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Stores:
    """The store whose blobs are checked, and the one that holds a second copy of them, if any."""

    main: BlobStore
    replica: BlobStore | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A blob that was not intact. ``document_id`` is one that it belongs to; a lost derivative can be made again."""

    key: BlobKey
    outcome: Outcome
    document_id: str | None


@dataclass(frozen=True, slots=True)
class FixityReport:
    """What a run found: how many blobs and bytes were read, what was wrong (the first thousand), and why it ended.

    ``died`` counts earlier checks that never ended. ``ended_by``: ``done`` (nothing more is due), ``budget``, or
    ``outage``, where the store does not answer at all.
    """

    checked: int
    bytes: int
    failures: int
    repaired: int
    findings: tuple[Finding, ...]
    died: int
    ended_by: Literal["done", "budget", "outage"]


@dataclass(slots=True)
class _Run:
    """What a run has counted so far."""

    began: float
    checked: int = 0
    bytes: int = 0
    failures: int = 0
    repaired: int = 0
    unreadable: int = 0  # without anything else between

    def is_spent(self, options: FixityOptions) -> bool:
        """Tell whether the budget is used up."""
        is_late = options.seconds is not None and time.monotonic() - self.began >= options.seconds
        return is_late or (options.bytes is not None and self.bytes >= options.bytes)


def check_blobs(
    database: Database, stores: Stores, options: FixityOptions, clock: Callable[[], datetime]
) -> FixityReport:
    """Check blobs, those first that never were, then those whose last check is longest ago, within the budget.

    What was not good at its last check is looked at in every run: it may have been restored, or can be mended now.
    The budget is looked at between blobs, and one blob is checked in any case.

    :raises DatabaseUnavailableError: when the findings cannot be written.
    """
    died = _end_dead_checks(database, clock(), options.dead_after)
    run = _Run(time.monotonic())
    findings: list[Finding] = []
    ended_by: Literal["done", "budget", "outage"] = "done"
    for key in _due_keys(database, clock() - options.again_after, clock()):
        if run.checked and run.is_spent(options):
            ended_by = "budget"
            break
        finding = _check(database, stores, key, (run, clock))
        if finding is not None and len(findings) < _SHOWN:
            findings.append(finding)
        if run.unreadable >= _OUTAGE:
            ended_by = "outage"
            break
    return FixityReport(run.checked, run.bytes, run.failures, run.repaired, tuple(findings), died, ended_by)


def _due_keys(database: Database, before: datetime, began: datetime) -> Iterator[BlobKey]:
    """Yield what was last checked before a moment, or never, or was not good when the run began.

    Each comes once, since its check makes it later.
    """
    seen: set[BlobKey] = set()
    while True:
        with database.read() as connection:
            batch = [key for key in due(connection, before, _BATCH, began) if key not in seen]
        if not batch:
            return
        seen = set(batch)
        yield from batch


def _check(
    database: Database, stores: Stores, key: BlobKey, course: tuple[_Run, Callable[[], datetime]]
) -> Finding | None:
    """Check one blob, mend it where that is possible, and write down what was found."""
    run, clock = course
    check = database.retried(lambda connection: _begin(connection, key, clock()))
    outcome, size = _read(stores.main, key)
    if outcome != "intact" and stores.replica is not None and _mend(database, stores.main, stores.replica, key):
        found: Outcome = "repaired"
    else:
        found = outcome
    run.checked += 1
    run.bytes += size
    run.failures += found not in {"intact", "repaired"}
    run.repaired += found == "repaired"
    run.unreadable = run.unreadable + 1 if found == "unreadable" else 0
    return database.retried(lambda connection: _end(connection, (check, key), (found, outcome), clock()))


def _read(store: BlobStore, key: BlobKey) -> tuple[Outcome, int]:
    """Read a blob to its end; return what became of that, and how many bytes came."""
    size = 0
    try:
        with store.open(key) as stream:
            while chunk := stream.read(CHUNK_BYTES):
                size += len(chunk)
    except BlobMissingError:
        return "missing", size
    except BlobDamagedError:
        return "damaged", size
    except StorageError:
        return "unreadable", size
    return "intact", size


def _mend(database: Database, store: BlobStore, replica: BlobStore, key: BlobKey) -> bool:
    """Put a blob anew from the replica, under the retention that it had; tell whether it is intact then."""
    try:
        with replica.open(key) as stream:
            store.put(key, stream, anew=True)
        with database.read() as connection:
            query = select(documents.c.protected_until).where(documents.c.sha256 == key.sha256)
            until = connection.execute(query).scalar() if key.shelf == "originals" else None
        if until is not None:
            store.protect(key, until)
    except StorageError:
        return False
    return _read(store, key)[0] == "intact"


def _begin(connection: Connection, key: BlobKey, now: datetime) -> int:
    row = insert(fixity_checks).values(shelf=key.shelf, sha256=key.sha256, begun_at=now).returning(fixity_checks.c.id)
    return int(connection.execute(row).scalar_one())


def _end(
    connection: Connection, check: tuple[int, BlobKey], outcomes: tuple[Outcome, Outcome], now: datetime
) -> Finding | None:
    """End a check; where its blob was not intact, tell it as an event too."""
    (number, key), (outcome, at_first) = check, outcomes
    ended = update(fixity_checks).where(fixity_checks.c.id == number).values(ended_at=now, outcome=outcome)
    connection.execute(ended)
    if outcome == "intact":
        return None
    finding = Finding(key, outcome, _owner(connection, key))
    kind = "blob_repaired" if outcome == "repaired" else "fixity_failed"
    detail = {"shelf": key.shelf, "sha256": key.sha256, "outcome": outcome, "found": at_first}
    append(connection, Event(kind, ACTOR, finding.document_id, detail), now)
    return finding


def _end_dead_checks(database: Database, now: datetime, dead_after: timedelta) -> int:
    """End the checks that nobody will end any more; return how many there were."""

    def end(connection: Connection) -> int:
        is_dead = fixity_checks.c.ended_at.is_(None) & (fixity_checks.c.begun_at <= now - dead_after)
        rows = connection.execute(select(fixity_checks).where(is_dead)).all()
        for row in rows:
            changed = update(fixity_checks).where(fixity_checks.c.id == row.id, fixity_checks.c.ended_at.is_(None))
            connection.execute(changed.values(ended_at=now, outcome="died"))
            key = BlobKey(row.shelf, row.sha256)
            detail = {"shelf": key.shelf, "sha256": key.sha256, "outcome": "died", "begun": row.begun_at.isoformat()}
            append(connection, Event("fixity_failed", ACTOR, _owner(connection, key), detail), now)
        return len(rows)

    return database.retried(end)


def _owner(connection: Connection, key: BlobKey) -> str | None:
    """Return a document that a blob belongs to."""
    query = (
        select(documents.c.id).where(documents.c.sha256 == key.sha256)
        if key.shelf == "originals"
        else select(derivatives.c.document_id).where(derivatives.c.sha256 == key.sha256)
    )
    return connection.execute(query.limit(1)).scalar()
