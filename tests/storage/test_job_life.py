"""The life of jobs, whatever happens in whatever order: the rows always make sense, and no document is ever stuck."""

from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy import delete, select

from storage import results
from storage.claims import Claim, renew
from storage.database import Database
from storage.documents import Document, document_of
from storage.errors import ClaimLostError
from storage.job_ends import Backoff, fail, give_back, recover
from storage.jobs import Job, job_of
from storage.results import WholeResult
from storage.schema import documents, jobs, metadata
from testbed.keeping import LEASE, Keeping, handed_in, page
from testbed.row_checks import troubles

WORKERS = st.sampled_from(["w1", "w2"])
EXAMPLES = 40
BACKOFF = Backoff(first_seconds=10, longest_seconds=60, limit=3)


class JobLife(RuleBasedStateMachine):
    """Documents come, workers claim, end, die and are late, time passes; ``held`` are the claims that are good."""

    def __init__(self, database: Database) -> None:
        super().__init__()
        with database.write() as connection:
            for table in reversed(metadata.sorted_tables):
                connection.execute(delete(table))
        self.keeping = Keeping(database)
        self.held: dict[str, Claim] = {}
        self.lost: list[Claim] = []

    @rule(content=st.sampled_from("abc"), long=st.booleans(), lane=st.sampled_from(["counter", "normal"]))
    def admit(self, content: str, long: bool, lane: Any) -> None:  # noqa: FBT001 - named by hypothesis
        """Hand in a file of one page or of nine, new or not."""
        self.keeping.admit(f"{content} {long}", handed_in(f"U{content}", lane), pages=9 if long else 1)

    @rule(worker=WORKERS, times=st.integers(1, 5))
    def claim(self, worker: str, times: int) -> None:
        """Claim jobs: none that somebody holds."""
        for _ in range(times):
            claim = self.keeping.claim(worker)
            if claim is not None:
                assert claim.job.id not in self.held
                self.held[claim.job.id] = claim

    @rule(data=st.data(), state=st.sampled_from(["done", "done", "needs_review", "failed"]))
    def complete(self, data: Any, state: Any) -> None:
        """Write the result of a job."""
        claim = self._one_held(data)
        if claim is None:
            return
        if claim.job.kind == "page":
            self.keeping.write_page(claim)
        else:
            self.keeping.write_whole(claim, self._result(claim, state))
        del self.held[claim.job.id]

    @rule(data=st.data(), ends=st.sampled_from(["fail", "fail", "give back", "renew"]))
    def set_back(self, data: Any, ends: str) -> None:
        """Fail a job, give it back, or only prolong it."""
        claim = self._one_held(data)
        if claim is None:
            return
        self._end(claim, ends)
        if ends != "renew":
            del self.held[claim.job.id]

    @rule(seconds=st.sampled_from([1, 20, 130]))
    def time_passes(self, seconds: int) -> None:
        """Move the clock."""
        self.keeping.later(seconds)

    @rule(dead=st.one_of(st.none(), WORKERS))
    def recover(self, dead: str | None) -> None:
        """Take back what was abandoned: exactly the jobs whose leases ran out, and those of the dead."""
        with self.keeping.database.write() as connection:
            expired = {
                row.id
                for row in connection.execute(select(jobs).where(jobs.c.state == "running"))
                if row.worker == dead or row.lease_until < self.keeping.now
            }
            found = recover(connection, BACKOFF, self.keeping.now, dead)
        assert {one.job_id for one in found} == expired
        self.lost += [self.held.pop(one.job_id) for one in found]

    @rule(data=st.data())
    def reprocess(self, data: Any) -> None:
        """Have a document read anew."""
        there, _ = self._rows()
        if not there:
            return
        document = data.draw(st.sampled_from(sorted(there, key=lambda one: one.name + one.sha256)))
        with self.keeping.database.write() as connection:
            self.keeping.reprocess(connection, document.id)
        for job_id in [key for key, claim in self.held.items() if claim.job.document_id == document.id]:
            self.lost.append(self.held.pop(job_id))

    @rule(ends=st.sampled_from(["fail", "give back", "renew", "complete"]))
    def come_late(self, ends: str) -> None:
        """End jobs that were taken away: refused, and nothing changes."""
        before = self._rows()
        for claim in self.lost[-3:]:
            try:
                self._end(claim, ends)
            except ClaimLostError:
                continue
            raise AssertionError(claim)
        assert self._rows() == before

    @invariant()
    def rows_make_sense(self) -> None:
        """Hold every row to what must always be so."""
        _, work = self._rows()
        running = {(job.id, job.worker, job.attempts) for job in work if job.state == "running"}
        assert running == {(claim.job.id, claim.worker, claim.attempt) for claim in self.held.values()}
        for job in work:
            assert (job.failures >= BACKOFF.limit) == (job.state == "failed")
        with self.keeping.database.read() as connection:
            assert troubles(connection) == ()

    def _one_held(self, data: Any) -> Claim | None:
        claims = sorted(self.held.values(), key=lambda claim: (claim.job.created_at, claim.job.kind, claim.job.page))
        return data.draw(st.sampled_from(claims)) if claims else None

    def _result(self, claim: Claim, state: Any) -> WholeResult:
        count = self.keeping.document(claim.job.document_id).page_count
        there = () if state == "failed" else tuple(page(number) for number in range(1, count + 1))
        return WholeResult(state, "damaged" if state == "failed" else None, there)

    def _end(self, claim: Claim, ends: str) -> None:
        with self.keeping.database.write() as connection:
            if ends == "fail":
                fail(connection, claim, "engine_failed", BACKOFF, self.keeping.now)
            elif ends == "give back":
                give_back(connection, claim, self.keeping.now)
            elif ends == "renew":
                renew(connection, claim, self.keeping.now + LEASE)
            elif claim.job.kind == "page":
                results.write_page(connection, claim, page(claim.job.page), (), self.keeping.now)
            else:
                results.write_whole(connection, claim, WholeResult("failed", "damaged"), self.keeping.now)

    def _rows(self) -> tuple[list[Document], list[Job]]:
        with self.keeping.database.read() as connection:
            there = [document_of(row) for row in connection.execute(select(documents).order_by(documents.c.id))]
            work = [job_of(row) for row in connection.execute(select(jobs).order_by(jobs.c.id))]
        return there, work


def test_life_of_jobs(database: Database) -> None:
    """Two hundred steps and more, in any order, leave rows that make sense; counter-examples are made small."""

    class Life(JobLife):
        def __init__(self) -> None:
            super().__init__(database)

    checks = settings(
        max_examples=EXAMPLES,
        stateful_step_count=40,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        print_blob=True,
    )
    run_state_machine_as_test(Life, settings=checks)
