"""Several processes claim at once: no job goes to two of them, none is left, none waits for ever."""

import itertools
import multiprocessing
import threading
from collections import Counter
from datetime import timedelta
from typing import Any

from storage.claims import Claimant, claim_next, renew
from storage.database import Database
from storage.documents import lock
from storage.job_ends import Backoff, recover
from storage.results import WholeResult, write_page, write_whole
from testbed.keeping import BEGIN, Keeping, handed_in, page

LEASE = timedelta(hours=1)
ROUNDS = 12


def test_no_job_is_claimed_twice(keeping: Keeping, migrated_url: str) -> None:
    """Processes that begin at the same moment, in many rounds, share the jobs among them, each exactly once."""
    processes, context = 3, multiprocessing.get_context("spawn")
    start = context.Barrier(processes + 1)
    found: Any = context.Queue()
    workers = [
        context.Process(target=_claim_in_rounds, args=(migrated_url, f"w{number}", start, found))
        for number in range(processes)
    ]
    for worker in workers:
        worker.start()
    claimed: list[tuple[int, str]] = []
    for number in range(ROUNDS):
        jobs = 6 * processes
        for job in range(jobs):
            keeping.admit(f"{number} {job}", handed_in(f"U{job % 3}"))
        start.wait(60)
        for _ in workers:
            claimed += [(number, job) for job in found.get(timeout=60)]
        assert len(claimed) == (number + 1) * jobs
    for worker in workers:
        worker.join(60)
    assert [worker.exitcode for worker in workers] == [0] * processes
    assert max(Counter(job for _, job in claimed).values()) == 1


def test_last_pages_that_end_at_once_make_one_finishing_job(keeping: Keeping, migrated_url: str) -> None:
    """Four processes work off twelve long documents together: each is finished exactly once, with all pages."""
    ids = [keeping.admit(str(number), pages=9).document.id for number in range(12)]
    context = multiprocessing.get_context("spawn")
    with context.Pool(4) as pool:
        finished = pool.starmap(_work_off, [(migrated_url, f"w{number}") for number in range(4)], chunksize=1)
    assert sorted(itertools.chain.from_iterable(finished)) == sorted(ids)
    assert {keeping.document(document_id).state for document_id in ids} == {"done"}


def test_claim_does_not_wait_for_another(on_postgres: Database) -> None:
    """While one claim is not committed yet, another gets the next job at once; a third hears of none."""
    keeping = Keeping(on_postgres)
    keeping.admit("a")
    keeping.admit("b")
    with on_postgres.write() as one, on_postgres.write() as other, on_postgres.write() as third:
        ids = {keeping.claimed_in(connection).job.id for connection in (one, other)}
        assert len(ids) == 2
        assert claim_next(third, Claimant("w", LEASE), keeping.now) is None


def test_last_two_pages_that_end_in_the_same_moment(keeping: Keeping) -> None:
    """Where neither of two ends can see the other, the later one waits, and makes the finishing job."""
    document = keeping.admit("long", pages=9).document
    held = [keeping.claimed() for _ in range(9)]
    for claim in held[:7]:
        keeping.write_page(claim)
    told = []
    thread = threading.Thread(target=lambda: told.append(keeping.write_page(held[8])))
    with keeping.database.write() as connection:
        assert not write_page(connection, held[7], page(8), (), keeping.now)
        thread.start()
        thread.join(0.5)
        assert thread.is_alive()
    thread.join(30)
    assert told == [True]
    assert keeping.claimed().job.document_id == document.id


def test_lease_that_is_renewed_in_the_moment_of_recovery(keeping: Keeping) -> None:
    """A worker that renews while recovery waits for its document keeps its job."""
    document = keeping.admit("a").document
    claim = keeping.claimed()
    keeping.later(10_000)
    found = []

    def take_back() -> None:
        with keeping.database.write() as connection:
            found.append(recover(connection, Backoff(), keeping.now))

    thread = threading.Thread(target=take_back)
    with keeping.database.write() as connection:
        lock(connection, document.id)
        thread.start()
        thread.join(0.5)
        renew(connection, claim, keeping.now + LEASE)
    thread.join(30)
    assert found == [()]
    keeping.write_whole(claim)


def _claim_in_rounds(url: str, worker: str, start: Any, found: Any) -> None:
    with Database(url) as database:
        for _ in range(ROUNDS):
            start.wait(60)
            mine = []
            while claim := database.retried(lambda c: claim_next(c, Claimant(worker, LEASE), BEGIN)):
                mine.append(claim.job.id)
            found.put(mine)


def _work_off(url: str, worker: str) -> list[str]:
    finished = []
    with Database(url) as database:
        while claim := database.retried(lambda c: claim_next(c, Claimant(worker, LEASE), BEGIN)):
            if claim.job.kind == "finish":
                database.retried(lambda c, claim=claim: write_whole(c, claim, WholeResult("done"), BEGIN))  # type: ignore[misc]
                finished.append(claim.job.document_id)
            else:
                read = page(claim.job.page)
                database.retried(lambda c, claim=claim, read=read: write_page(c, claim, read, (), BEGIN))  # type: ignore[misc]
    return finished
