"""Intake: a stream becomes a document that nothing can lose any more, or is refused with a code.

Spool and hash, inspect in a confined reader, store the original, commit the rows, protect the original, *then* give the
receipt. The command line, the watched folder and the web come this way. Many small files go in groups, so that one
commit serves all of a group; no receipt of a group is given before that commit.
"""

import logging
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from sqlalchemy import Connection

from service.announcement import announce
from service.errors import RefusedError
from service.job import Job
from service.outcome import FileFacts
from service.pipeline import Reading
from service.readers import Readers
from service.spool import Spooled, spool
from service.stores import Stores
from storage.admission import Admission, HandedIn, Original, Receipt, admit, receipt
from storage.blobs import BlobKey
from storage.documents import mark_protected
from storage.errors import BlobCondemnedError, StorageError
from storage.sweep import prove_kept

GROUP_FILES, GROUP_BYTES = 64, 64 << 20
_STORING_THREADS = 8
_TRIES = 5
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file to take in: how its stream is opened, and what is said about it."""

    open: Callable[[], AbstractContextManager[BinaryIO]]
    handed_in: HandedIn


def file_at(path: Path, handed_in: HandedIn) -> Incoming:
    """Return a file of this machine to take in."""
    return Incoming(lambda: path.open("rb"), handed_in)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that was not taken in, and why: a code of ``service.messages``."""

    code: str


@dataclass(frozen=True, slots=True)
class IntakeRules:
    """What is taken in, how long originals are protected, how many pages one job reads at most."""

    reading: Reading
    retention: timedelta
    whole_up_to_pages: int


@dataclass(frozen=True, slots=True)
class _Accepted:
    spooled: Spooled
    original: Original
    handed_in: HandedIn

    @property
    def key(self) -> BlobKey:
        return BlobKey("originals", self.original.sha256)


@dataclass(frozen=True, slots=True)
class _Running:
    """A file of a group that is being inspected."""

    index: int
    spooled: Spooled
    handed_in: HandedIn
    is_second_try: bool = False


_Seen = _Accepted | Refusal
_Answers = tuple[Receipt | Refusal, ...]


class Intake:
    """Takes files in. Not safe between threads: its readers are not."""

    def __init__(self, stores: Stores, readers: Readers, folder: Path, rules: IntakeRules) -> None:
        self._stores, self._readers, self._folder, self._rules = stores, readers, folder, rules

    def take(self, incoming: Incoming) -> Receipt:
        """Take one file in and return its receipt.

        :raises RefusedError: when it is not taken in.
        :raises storage.errors.StorageError: when it cannot be kept now; nothing of it is.
        """
        (answer,) = self.take_all([incoming])
        if isinstance(answer, Refusal):
            raise RefusedError(answer.code)
        return answer

    def take_all(self, files: Iterable[Incoming]) -> Iterator[Receipt | Refusal]:
        """Take files in and yield what became of each, in their order, group by group.

        :raises storage.errors.StorageError: when a group cannot be kept now; it has no receipts, and nothing of it is
            kept but what the sweep removes.
        """
        waiting = iter(files)
        with ExitStack() as left, ThreadPoolExecutor(_STORING_THREADS, "store") as pool, ThreadPoolExecutor(1) as one:
            before: Future[_Answers] | None = None
            while True:
                folder = Path(left.enter_context(TemporaryDirectory(dir=self._folder)))
                seen = self._inspected_group(waiting, folder)
                keeping = one.submit(self._kept, seen, folder, pool) if seen else None
                if before is not None:  # kept while this group was inspected
                    yield from before.result()
                before = keeping
                if before is None:
                    return

    def _inspected_group(self, waiting: Iterator[Incoming], folder: Path) -> Sequence[_Seen]:
        """Spool and inspect the files of the next group; while one is inspected, the next is spooled."""
        seen: dict[int, _Seen] = {}
        running: dict[int, _Running] = {}
        size = 0
        try:
            for index, incoming in enumerate(waiting):
                try:
                    spooled = spool(incoming.open, folder, self._rules.reading.ingest.max_bytes)
                except RefusedError as error:
                    seen[index] = Refusal(error.code)
                else:
                    size += spooled.size
                    self._inspect(_Running(index, spooled, incoming.handed_in), running, seen)
                if index + 1 >= GROUP_FILES or size >= GROUP_BYTES:
                    break
        finally:
            while running:
                self._hear(running, seen)
        return [seen[index] for index in sorted(seen)]

    def _inspect(self, one: _Running, running: dict[int, _Running], seen: dict[int, _Seen]) -> None:
        while not self._readers.free:
            self._hear(running, seen)
        reading = self._rules.reading
        job = Job(one.spooled.path, one.handed_in.name, one.spooled.path.parent, reading.ingest, reading.ocr)
        running[self._readers.start(("inspect_file", job), reading.limits.inspect_seconds)] = one

    def _hear(self, running: dict[int, _Running], seen: dict[int, _Seen]) -> None:
        for answer in self._readers.answers():
            one = running.pop(answer.ticket)
            if answer.code == "reader_died" and not one.is_second_try:  # by somebody's hand, perhaps
                self._inspect(replace(one, is_second_try=True), running, seen)
                continue
            facts: FileFacts | None = answer.result[0] if answer.code is None else None
            code = _why_not(facts, answer.code, one.spooled)
            if facts is None or code is not None:
                seen[one.index] = Refusal(code or "internal")
                one.spooled.path.unlink(missing_ok=True)
            else:
                original = Original(one.spooled.sha256, one.spooled.size, facts.format, facts.pages)
                seen[one.index] = _Accepted(one.spooled, original, one.handed_in)

    def _kept(self, seen: Sequence[_Seen], folder: Path, pool: ThreadPoolExecutor) -> _Answers:
        """Store, commit, protect the files of a group; return the receipts, and the refusals among them."""
        group = [one for one in seen if isinstance(one, _Accepted)]
        receipts: Iterator[Receipt] = iter(())
        if group:
            now = datetime.now(UTC)
            admissions = self._committed(group, pool, now)
            self._protected(admissions, pool, now + self._rules.retention)
            announce(self._stores, [one.document for one in admissions if one.admitted != "held"])
            receipts = iter([receipt(admission, now) for admission in admissions])
        shutil.rmtree(folder)
        return tuple(one if isinstance(one, Refusal) else next(receipts) for one in seen)

    def _committed(self, group: Sequence[_Accepted], pool: ThreadPoolExecutor, now: datetime) -> list[Admission]:
        """Store the originals and commit their rows; again where the sweep is just removing one of them."""
        for attempt in range(_TRIES):
            tuple(pool.map(self._put, group))
            try:
                return self._stores.database.retried(lambda connection: self._admitted(connection, group, now))
            except BlobCondemnedError:
                if attempt == _TRIES - 1:
                    raise
        raise AssertionError

    def _admitted(self, connection: Connection, group: Sequence[_Accepted], now: datetime) -> list[Admission]:
        pages = self._rules.whole_up_to_pages
        admissions = [admit(connection, one.original, one.handed_in, now, pages) for one in group]
        prove_kept(self._stores.blobs, [one.key for one in group])  # a put may have met what the sweep was deleting
        return admissions

    def _put(self, accepted: _Accepted) -> None:
        with accepted.spooled.path.open("rb") as content:
            self._stores.blobs.put(accepted.key, content)

    def _protected(self, admissions: Sequence[Admission], pool: ThreadPoolExecutor, until: datetime) -> None:
        """Put the originals under retention; what fails here is made up for by recovery, for the rows are there."""

        def protect(admission: Admission) -> str:
            self._stores.blobs.protect(admission.document.key, until)
            return admission.document.id

        try:
            done = tuple(pool.map(protect, admissions))
            self._stores.database.retried(partial(_mark_protected, done, until))
        except StorageError as error:
            _log.warning("retention is still to be set: %s", error)


def _mark_protected(ids: Iterable[str], until: datetime, connection: Connection) -> None:
    for document_id in ids:
        mark_protected(connection, document_id, until)


def _why_not(facts: FileFacts | None, code: str | None, spooled: Spooled) -> str | None:
    if facts is None:
        return code or "internal"
    if facts.pages < 1:
        return "damaged"
    return None if facts.sha256 == spooled.sha256 else "changed"
