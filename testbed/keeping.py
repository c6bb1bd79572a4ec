"""Rows without files: documents admitted, claimed and finished as intake and workers do it, at times of one's own."""

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection

from storage import admission, claims, documents, results
from storage.admission import Admission, HandedIn, Original
from storage.claims import Claim, Claimant
from storage.database import Database
from storage.documents import Document
from storage.results import Derivative, PageResult, WholeResult

BEGIN = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
LEASE = timedelta(minutes=2)


def sha256(content: str) -> str:
    """Return the hash of a content."""
    return hashlib.sha256(content.encode()).hexdigest()


def original(content: str, pages: int = 1) -> Original:
    """Return the facts of a file with this content."""
    return Original(sha256(content), len(content), "pdf", pages)


def handed_in(unit: str = "UB01", lane: documents.Lane = "normal", dossier: str = "") -> HandedIn:
    """Return who hands in."""
    return HandedIn("giấy.pdf", unit, "can_bo", dossier, lane=lane)


def page(number: int, problem: str | None = None) -> PageResult:
    """Return the reading of a page."""
    return PageResult(number, "recognised", 100 + number, 0.9, 1.5, problem)


def made(kind: results.DerivativeKind, number: int, content: str = "") -> Derivative:
    """Return a derivative, named after what it is made of."""
    return Derivative(kind, number, sha256(f"{kind} {number} {content}"), 10)


@dataclass(slots=True)
class Keeping:
    """A database with a clock that stands still until it is moved."""

    database: Database
    now: datetime = field(default=BEGIN)

    def later(self, seconds: float) -> None:
        """Move the clock."""
        self.now += timedelta(seconds=seconds)

    def admit(self, content: str, who: HandedIn | None = None, pages: int = 1) -> Admission:
        """Admit a file."""
        with self.database.write() as connection:
            return admission.admit(connection, original(content, pages), who or handed_in(), self.now)

    def claim(self, worker: str = "w1", lanes: tuple[documents.Lane, ...] = documents.LANES) -> Claim | None:
        """Claim the next job."""
        with self.database.write() as connection:
            return claims.claim_next(connection, Claimant(worker, LEASE, lanes), self.now)

    def claimed_in(self, connection: Connection, worker: str = "w1") -> Claim:
        """Claim the next job, which must be there, within a transaction."""
        claim = claims.claim_next(connection, Claimant(worker, LEASE), self.now)
        assert claim is not None, "nothing to claim"  # noqa: S101 - only tests come here
        return claim

    def claimed(self, worker: str = "w1") -> Claim:
        """Claim the next job, which must be there."""
        with self.database.write() as connection:
            return self.claimed_in(connection, worker)

    def write_page(self, claim: Claim, problem: str | None = None) -> bool:
        """Write what a page job leaves."""
        number = claim.job.page
        left = (made("record", number, claim.job.id), made("fragment", number, claim.job.id))
        with self.database.write() as connection:
            return results.write_page(connection, claim, page(number, problem), left, self.now)

    def write_whole(self, claim: Claim, result: WholeResult | None = None) -> Document:
        """Write what the last job of a document leaves: for a whole one with all its pages, if nothing else is said."""
        with self.database.write() as connection:
            return results.write_whole(connection, claim, result or self._plain(claim), self.now)

    def reprocess(self, connection: Connection, document_id: str) -> Document:
        """Have a document read anew."""
        return admission.reprocess(connection, document_id, "quan_tri", self.now)

    def document(self, document_id: str) -> Document:
        """Return a document."""
        with self.database.read() as connection:
            return documents.get(connection, document_id)

    def _plain(self, claim: Claim) -> WholeResult:
        whole = (made("json", 0, claim.job.id), made("pdf", 0, claim.job.id))
        if claim.job.kind == "finish":
            return WholeResult("done", derivatives=whole)
        count = self.document(claim.job.document_id).page_count
        return WholeResult("done", None, tuple(page(number) for number in range(1, count + 1)), whole)
