"""Several processes claim at once: no job goes to two of them, none is left, none waits for ever."""

import itertools
import multiprocessing
from collections import Counter
from datetime import timedelta
from typing import Any

from storage.claims import Claimant, claim_next
from storage.database import Database
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
