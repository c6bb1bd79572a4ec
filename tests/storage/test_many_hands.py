"""Several processes do everything at once: admit, claim, end, fail, recover, read anew; the rows still make sense."""

import contextlib
import multiprocessing
import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import Connection, select

from storage import admission, results
from storage.claims import Claim, Claimant, claim_next, renew
from storage.database import Database
from storage.errors import ClaimLostError
from storage.job_ends import Backoff, fail, give_back, recover
from storage.results import WholeResult
from storage.schema import documents
from testbed.keeping import BEGIN, Keeping, handed_in, made, original, page
from testbed.row_checks import troubles

STEPS, PROCESSES = 120, 3
BACKOFF = Backoff(first_seconds=1, longest_seconds=4, limit=3)


def test_many_hands(keeping: Keeping, migrated_url: str) -> None:
    """After some hundred random steps of each, and with what is left worked off, every document has ended, whole."""
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_work, args=(migrated_url, seed)) for seed in range(PROCESSES)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(120)
    assert [worker.exitcode for worker in workers] == [0] * PROCESSES
    keeping.later(1_000_000)
    with keeping.database.write() as connection:
        assert troubles(connection) == ()
        recover(connection, BACKOFF, keeping.now, limit=1000)
    keeping.later(1_000_000)
    while claim := keeping.claim():
        with keeping.database.write() as connection:
            _complete(connection, claim)
    with keeping.database.read() as connection:
        assert troubles(connection) == ()
        states = set(connection.execute(select(documents.c.state)).scalars())
    assert states <= {"done", "failed"}
    assert "done" in states


@dataclass(frozen=True, slots=True)
class _Step:
    """What a worker does next, and to which of several: drawn before, so that a step tried again is the same."""

    worker: str
    now: datetime
    what: float
    which: float


def _work(url: str, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - no secret
    held: list[Claim] = []
    with Database(url) as database:
        for seconds in range(STEPS):
            step = _Step(f"w{seed}", BEGIN + timedelta(seconds=seconds), chance.random(), chance.random())
            if step.what < 0.4 and held:
                claim = held.pop()
                with contextlib.suppress(ClaimLostError):
                    database.retried(partial(_end, claim, step))
                continue
            claimed = database.retried(partial(_begin, step))
            if claimed is not None:
                held.append(claimed)


def _begin(step: _Step, connection: Connection) -> Claim | None:
    if step.what < 0.75:
        claimant = Claimant(step.worker, timedelta(seconds=5 + 30 * step.which))
        return claim_next(connection, claimant, step.now)
    if step.what < 0.95:
        content = str(int(step.which * 9))
        pages = 9 if content in "01" else 1
        admission.admit(connection, original(content, pages), handed_in(f"U{content}"), step.now)
    elif step.what < 0.97:
        recover(connection, BACKOFF, step.now)
    else:
        ids = connection.execute(select(documents.c.id).order_by(documents.c.id)).scalars().all()
        if ids:
            admission.reprocess(connection, ids[int(step.which * len(ids))], step.worker, step.now)
    return None


def _end(claim: Claim, step: _Step, connection: Connection) -> None:
    if step.which < 0.7:
        _complete(connection, claim)
    elif step.which < 0.8:
        fail(connection, claim, "engine_failed", BACKOFF, step.now)
    elif step.which < 0.9:
        give_back(connection, claim, step.now)
    else:
        renew(connection, claim, step.now + timedelta(seconds=30))


def _complete(connection: Connection, claim: Claim) -> None:
    if claim.job.kind == "page":
        blobs = (made("record", claim.job.page), made("fragment", claim.job.page))
        results.write_page(connection, claim, page(claim.job.page), blobs, BEGIN)
        return
    count = 9 if claim.job.kind == "finish" else 1
    whole = (made("json", 0), made("pdf", 0))
    result = WholeResult("done", None, tuple(map(page, range(1, count + 1))), whole)
    results.write_whole(connection, claim, result, BEGIN)
