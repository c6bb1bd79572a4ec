"""Jobs: claimed by one worker only and in fair turn, retried with rests, poisoned at last, lost by nobody."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage import documents, events, jobs, results
from storage.claims import Claim, renew
from storage.errors import ClaimLostError
from storage.job_ends import LOST, NEVER_AGAIN, POISON, Backoff, fail, give_back, recover
from storage.results import WholeResult
from storage.status import documents_by_state, work_of_units
from testbed.keeping import LEASE, Keeping, handed_in, page


def test_claim_is_of_one_worker(keeping: Keeping) -> None:
    """A claimed job has its worker, a lease, one attempt; its document runs; nobody else gets it."""
    document = keeping.admit("a").document
    claim = keeping.claimed("w1")
    assert (claim.job.document_id, claim.worker, claim.attempt) == (document.id, "w1", 1)
    assert (claim.job.state, claim.job.lease_until) == ("running", keeping.now + LEASE)
    assert keeping.claim("w2") is None
    assert keeping.document(document.id).state == "running"


def test_lanes_come_one_after_the_other(keeping: Keeping) -> None:
    """The counter's document is served first, though it came last, and a worker serves only its own lanes."""
    for lane in ("backfile", "normal", "counter"):
        keeping.admit(lane, handed_in(lane=lane))
        keeping.later(1)
    assert keeping.claim(lanes=("normal",)) is not None
    order = [keeping.claimed().job.lane for _ in range(2)]
    assert order == [0, 2]


def test_units_take_turns(keeping: Keeping) -> None:
    """A unit with a hundred documents does not keep one with two waiting, however many workers it has at work."""
    for number in range(20):
        keeping.admit(f"a{number}", handed_in("A"))
    keeping.later(1)
    for number in range(2):
        keeping.admit(f"b{number}", handed_in("B"))
    keeping.later(1)
    keeping.admit("c", handed_in("C"))
    served = []
    for _ in range(6):  # nothing ends: the units have more and more running
        keeping.later(1)
        served.append(keeping.claimed().job.unit)
    assert served == ["A", "B", "C", "A", "B", "A"]


def test_unit_served_longest_ago_is_next(keeping: Keeping) -> None:
    """One worker that ends each job before the next one serves two units in turn."""
    for number in range(3):
        keeping.admit(f"a{number}", handed_in("A"))
    for number in range(3):
        keeping.admit(f"b{number}", handed_in("B"))
    served = []
    for _ in range(6):
        keeping.later(1)
        claim = keeping.claimed()
        served.append(claim.job.unit)
        keeping.write_whole(claim)
    assert served == ["A", "B"] * 3


def test_unit_with_work_under_way_waits(keeping: Keeping) -> None:
    """A unit none of whose jobs is running goes before one with a job running, though it was served later."""
    for unit in ("A", "A", "B", "B"):
        keeping.admit(f"{unit}{keeping.now}", handed_in(unit))
        keeping.later(1)
    assert keeping.claimed().job.unit == "A"
    keeping.later(1)
    other = keeping.claimed()
    assert other.job.unit == "B"
    keeping.write_whole(other)
    assert keeping.claimed().job.unit == "B"


def test_oldest_of_a_unit_comes_first(keeping: Keeping) -> None:
    """Within a unit and lane documents are served in the order of arrival, pages in their order."""
    first = keeping.admit("long", pages=9).document
    keeping.later(1)
    second = keeping.admit("short").document
    claims = [keeping.claimed() for _ in range(10)]
    assert [claim.job.page for claim in claims] == [*range(1, 10), 0]
    assert [claim.job.document_id for claim in claims] == [first.id] * 9 + [second.id]


def test_long_document_is_finished_after_its_last_page(keeping: Keeping) -> None:
    """The finishing job is made by the end of the last page, once, and comes before documents that arrived later."""
    document = keeping.admit("long", pages=9).document
    keeping.later(1)
    keeping.admit("later")
    claims = [keeping.claimed(f"w{number}") for number in range(9)]
    assert [keeping.write_page(claim) for claim in reversed(claims)] == [False] * 8 + [True]
    finish = keeping.claimed()
    assert (finish.job.kind, finish.job.document_id) == ("finish", document.id)
    done = keeping.write_whole(finish)
    assert (done.state, done.result_generation, done.finished_at) == ("done", 1, keeping.now)


def test_page_that_poisons_does_not_take_its_document_along(keeping: Keeping) -> None:
    """A page that failed for good is told to the finishing job; the other pages are not lost."""
    document = keeping.admit("long", pages=9).document
    for claim in [keeping.claimed() for _ in range(9)]:
        if claim.job.page == 4:
            with keeping.database.write() as connection:
                assert fail(connection, claim, "out_of_memory", NEVER_AGAIN, keeping.now) == "failed"
        else:
            keeping.write_page(claim)
    finish = keeping.claimed()
    with keeping.database.read() as connection:
        unread = jobs.unread_pages(connection, document)
    assert [(one.page, one.problem) for one in unread] == [(4, "out_of_memory")]
    done = keeping.write_whole(finish, WholeResult("needs_review", pages=(page(4, "not_read"),)))
    assert done.state == "needs_review"


@given(failures=st.integers(1, 10_000), jitter=st.floats(0, 1))
def test_rests_double_within_bounds(failures: int, jitter: float) -> None:
    """A rest is between half and one and a half times its length, which doubles up to the longest."""
    backoff = Backoff(first_seconds=10, longest_seconds=900, jitter=jitter)
    length = min(10 * 2 ** (failures - 1), 900)
    assert length * 0.5 <= backoff.rest(failures).total_seconds() <= length * 1.5


def test_failed_attempts_rest_longer_and_longer(keeping: Keeping) -> None:
    """A job is not claimed before its rest is over; after the last attempt its document has failed, with the reason."""
    document = keeping.admit("a").document
    backoff = Backoff(first_seconds=10, longest_seconds=25, limit=4, jitter=0.5)
    for rest in (10, 20, 25):
        with keeping.database.write() as connection:
            assert fail(connection, keeping.claimed_in(connection), "engine_failed", backoff, keeping.now) == "waiting"
            assert jobs.next_due(connection) == keeping.now + timedelta(seconds=rest)
        assert keeping.document(document.id).state == "received"
        keeping.later(rest - 1)
        assert keeping.claim() is None
        keeping.later(1)
    with keeping.database.write() as connection:
        assert fail(connection, keeping.claimed_in(connection), "engine_failed", backoff, keeping.now) == "failed"
        assert jobs.next_due(connection) is None
        told = [one.event.kind for one in events.of_document(connection, document.id)]
    failed = keeping.document(document.id)
    assert (failed.state, failed.problem, failed.finished_at) == ("failed", "engine_failed", keeping.now)
    assert told.count("attempt_failed") == 4


def test_given_back_job_is_as_if_never_claimed(keeping: Keeping) -> None:
    """A worker that drains gives its job back: no failure, the same place; its document waits again."""
    first = keeping.admit("a").document
    keeping.later(1)
    keeping.admit("b")
    for attempt in range(1, 10):
        keeping.later(1)
        claim = keeping.claimed()
        assert (claim.job.document_id, claim.attempt, claim.job.failures) == (first.id, attempt, 0)
        with keeping.database.write() as connection:
            give_back(connection, claim, keeping.now)
        assert keeping.document(first.id).state == "received"
    with keeping.database.write() as connection:
        give_back(connection, keeping.claimed_in(connection), keeping.now, keeping.now + timedelta(seconds=30))
    assert keeping.claimed().job.document_id != first.id


def test_document_runs_while_anybody_works_on_it(keeping: Keeping) -> None:
    """One page given back, or failed, is no sign that a document waits while another of its pages is being read."""
    document = keeping.admit("long", pages=9).document
    first, second, third = (keeping.claimed() for _ in range(3))
    with keeping.database.write() as connection:
        give_back(connection, first, keeping.now)
        fail(connection, second, "engine_failed", Backoff(), keeping.now)
    assert keeping.document(document.id).state == "running"
    with keeping.database.write() as connection:
        give_back(connection, third, keeping.now)
    assert keeping.document(document.id).state == "received"


def test_abandoned_work_is_recovered(keeping: Keeping) -> None:
    """A job whose lease ran out waits again, though not at once; one whose lease was renewed is left alone."""
    silent, alive = (keeping.admit(content).document for content in ("a", "b"))
    keeping.claimed("silent")
    living = keeping.claimed("alive")
    keeping.later(LEASE.total_seconds() - 1)
    with keeping.database.write() as connection:
        assert recover(connection, Backoff(), keeping.now) == ()
        renew(connection, living, keeping.now + LEASE)
    keeping.later(2)
    with keeping.database.write() as connection:
        [found] = recover(connection, Backoff(), keeping.now)
    assert (found.document_id, found.worker, found.state) == (silent.id, "silent", "waiting")
    assert keeping.document(silent.id).state == "received"
    assert keeping.document(alive.id).state == "running"
    assert keeping.claim() is None
    keeping.later(15)
    again = keeping.claimed()
    assert (again.job.document_id, again.attempt, again.job.failures, again.job.problem) == (silent.id, 2, 1, LOST)
    keeping.write_whole(living)


def test_worker_known_to_be_dead_loses_all_its_jobs(keeping: Keeping) -> None:
    """Its jobs are taken back at once, leases or not; those of others stay."""
    for content in ("a", "b", "c"):
        keeping.admit(content)
    for worker in ("dead", "dead", "alive"):
        keeping.claimed(worker)
    with keeping.database.write() as connection:
        found = recover(connection, Backoff(), keeping.now, worker="dead")
    assert [one.worker for one in found] == ["dead", "dead"]


def test_document_that_kills_its_workers_is_poison(keeping: Keeping) -> None:
    """After as many lost workers as the limit says, the document has failed as poison and is tried no more."""
    document = keeping.admit("a").document
    for _ in range(3):
        keeping.claimed()
        keeping.later(LEASE.total_seconds() + 1)
        with keeping.database.write() as connection:
            [found] = recover(connection, Backoff(limit=3), keeping.now)
        keeping.later(1000)
    assert found.state == "failed"
    failed = keeping.document(document.id)
    assert (failed.state, failed.problem) == ("failed", POISON)
    assert keeping.claim() is None


def _fail(connection: Any, claim: Claim, keeping: Keeping) -> Any:
    return fail(connection, claim, "engine_failed", Backoff(), keeping.now)


def _give_back(connection: Any, claim: Claim, keeping: Keeping) -> Any:
    return give_back(connection, claim, keeping.now)


def _renew(connection: Any, claim: Claim, keeping: Keeping) -> Any:
    return renew(connection, claim, keeping.now + LEASE)


def _write(connection: Any, claim: Claim, keeping: Keeping) -> Any:
    return results.write_whole(connection, claim, WholeResult("failed", "damaged", (page(1),)), keeping.now)


@pytest.mark.parametrize("end", [_fail, _give_back, _renew, _write])
@pytest.mark.parametrize("how", ["waits", "claimed by another", "claimed by the same", "done", "poison", "read anew"])
def test_lost_lease_writes_nothing(keeping: Keeping, end: Any, how: str) -> None:
    """A worker whose job was taken from it can neither end nor prolong it, whatever has become of the job since."""
    document = keeping.admit("a").document
    lost = keeping.claimed("slow")
    keeping.later(LEASE.total_seconds() + 1)
    limit = 1 if how == "poison" else 4
    with keeping.database.write() as connection:
        recover(connection, Backoff(limit=limit), keeping.now)
    keeping.later(1000)
    if how == "claimed by another":
        keeping.claimed("quick")
    elif how == "claimed by the same":
        keeping.claimed("slow")
    elif how == "done":
        keeping.write_whole(keeping.claimed("quick"))
    elif how == "read anew":
        keeping.write_whole(keeping.claimed("quick"))
        with keeping.database.write() as connection:
            keeping.reprocess(connection, document.id)
    before = _everything(keeping, document.id)
    with pytest.raises(ClaimLostError), keeping.database.write() as connection:
        end(connection, lost, keeping)
    assert _everything(keeping, document.id) == before


def test_lease_that_ran_out_unnoticed_still_holds(keeping: Keeping) -> None:
    """A worker that is late, but from which nobody has taken the job, may still write its result."""
    keeping.admit("a")
    claim = keeping.claimed()
    keeping.later(LEASE.total_seconds() + 1)
    assert keeping.write_whole(claim).state == "done"


def test_waiting_ids_are_what_can_be_claimed(keeping: Keeping) -> None:
    """What the queue is told after it lost its memory: jobs that may be done now, the counter's first."""
    slow = keeping.admit("a", handed_in(lane="backfile")).document
    keeping.admit("b", handed_in(lane="counter"))
    keeping.admit("c")
    with keeping.database.write() as connection:
        quick = keeping.claimed_in(connection)
        _fail(connection, keeping.claimed_in(connection), keeping)
        assert [jobs.get(connection, one) for one in jobs.waiting_ids(connection, keeping.now)] == list(
            jobs.of_document(connection, slow.id)
        )
        give_back(connection, quick, keeping.now)
        assert jobs.waiting_ids(connection, keeping.now)[0] == quick.job.id
        assert len(jobs.waiting_ids(connection, keeping.now + timedelta(hours=1))) == 3
        assert len(jobs.waiting_ids(connection, keeping.now, limit=1)) == 1
        assert jobs.get(connection, "0" * 32) is None


def test_status_counts(keeping: Keeping) -> None:
    """For every lane and unit: what waits, rests, runs, failed, and how old the oldest waiting job is."""
    for number, unit in enumerate(("A", "A", "A", "A", "B")):
        keeping.admit(str(number), handed_in(unit, lane="backfile" if unit == "A" else "counter"))
        keeping.later(10)
    with keeping.database.write() as connection:
        fail(connection, keeping.claimed_in(connection), "damaged", NEVER_AGAIN, keeping.now)
        fail(connection, keeping.claimed_in(connection), "engine_failed", Backoff(), keeping.now)
        keeping.claimed_in(connection)
        found = work_of_units(connection, keeping.now)
        states = documents_by_state(connection)
    assert [(one.lane, one.unit) for one in found] == [("counter", "B"), ("backfile", "A")]
    counter, backfile = found
    assert (counter.waiting, counter.running, counter.failed, counter.oldest) == (0, 0, 1, None)
    assert (backfile.waiting, backfile.resting, backfile.running, backfile.failed) == (3, 1, 1, 0)
    assert backfile.oldest == timedelta(seconds=50)
    assert states == {"received": 3, "running": 1, "failed": 1}


def _everything(keeping: Keeping, document_id: str) -> Any:
    with keeping.database.read() as connection:
        document = documents.get(connection, document_id)
        return (
            document,
            jobs.of_document(connection, document_id),
            events.of_document(connection, document_id),
            results.pages_of(connection, document),
            results.derivatives_of(connection, document),
        )
