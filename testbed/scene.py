"""A service at work, seen from outside: files are handed in, workers started, documents looked at."""

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import psutil
from sqlalchemy import Connection

from service.crew import Crew
from service.intake import Intake, file_at
from service.stores import Stores
from storage.admission import HandedIn, Receipt
from storage.documents import FINAL, Document, Lane, Wanted, listed
from storage.errors import DatabaseUnavailableError
from storage.results import derivatives_of
from storage.status import work_of_units

_WAIT_SECONDS, _STEP_SECONDS = 60.0, 0.02


@dataclass(slots=True)
class Scene:
    """A service at work: files are handed in, workers are started, documents are looked at."""

    intake: Intake
    stores: Stores
    crews: list[Crew] = field(default_factory=list)

    def hand_in(self, path: Path, lane: Lane = "normal") -> Receipt:
        """Hand a file in."""
        return self.intake.take(file_at(path, HandedIn(path.name, "H42.12", "can_bo", lane=lane)))

    def start(self, count: int) -> list[psutil.Process]:
        """Start workers and return them."""
        before = set(psutil.Process().children())
        self.crews.append(Crew(count))
        return [one for one in psutil.Process().children() if one not in before]

    def wait_for_work(self) -> None:
        """Wait until a job runs."""
        self._wait(lambda connection: any(unit.running for unit in work_of_units(connection, datetime.now(UTC))))

    def ended(self) -> dict[str, Document]:
        """Wait until every document has ended, replacing workers that die, and return them by their names."""
        self._wait(lambda connection: all(one.state in FINAL for one in listed(connection, Wanted())))
        with self.stores.database.read() as connection:
            return {document.name: document for document in listed(connection, Wanted())}

    def content(self, document: Document, kind: str) -> bytes:
        """Return a result of a document: its "json", "text" or "pdf"."""
        with self.stores.database.read() as connection:
            (key,) = (one.key for one in derivatives_of(connection, document) if one.kind == kind)
        with self.stores.blobs.open(key) as stream:
            return stream.read()

    def now(self) -> datetime:
        """Return the moment."""
        return datetime.now(UTC)

    def end(self) -> None:
        """Kill the workers that are left."""
        for crew in self.crews:
            crew.end()

    def _wait(self, is_so: Callable[[Connection], bool]) -> None:
        deadline = time.monotonic() + _WAIT_SECONDS
        while time.monotonic() < deadline:
            for crew in self.crews:
                crew.tend()
            with suppress(DatabaseUnavailableError), self.stores.database.read() as connection:
                if is_so(connection):
                    return
            time.sleep(_STEP_SECONDS)
        with self.stores.database.read() as connection:
            raise AssertionError(listed(connection, Wanted()), work_of_units(connection, datetime.now(UTC)))
