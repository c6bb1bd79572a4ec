"""Admission: a file becomes one document with its jobs; the same bytes again are the same document, told so."""

import threading
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from storage import admission, blob_rows, documents, events, jobs, results
from storage.admission import HandedIn
from storage.blobs import BlobKey
from storage.database import Database
from storage.errors import BlobCondemnedError, ClaimLostError, UnknownDocumentError
from storage.job_ends import NEVER_AGAIN, fail
from storage.results import WholeResult
from testbed.keeping import Keeping, handed_in, original, sha256


def test_new_file(keeping: Keeping) -> None:
    """A file that was not there is a received document with a submission, one job, an event; its receipt says all."""
    who = HandedIn("đơn.pdf", "UB01", "can_bo", "H01-240102-0001", "TP01", "counter")
    admitted = keeping.admit("a", who, pages=8)
    document = admitted.document
    assert (admitted.admitted, admitted.linked) == ("new", True)
    assert (document.state, document.lane, document.unit, document.name) == ("received", "counter", "UB01", "đơn.pdf")
    assert (document.sha256, document.received_at, document.protected_until) == (sha256("a"), keeping.now, None)
    given = admission.receipt(admitted, keeping.now)
    assert (given.document_id, given.sha256, given.page_count) == (document.id, sha256("a"), 8)
    with keeping.database.read() as connection:
        [job] = jobs.of_document(connection, document.id)
        assert (job.kind, job.page, job.lane, job.unit, job.state) == ("whole", 0, 0, "UB01", "waiting")
        [handing] = documents.submissions_of(connection, document.id)
        assert (handing.dossier, handing.component) == ("H01-240102-0001", "TP01")
        [event] = events.of_document(connection, document.id)
        assert (event.event.kind, event.event.actor, event.event.detail["admitted"]) == ("handed_in", "can_bo", "new")


def test_long_file_is_many_jobs(keeping: Keeping) -> None:
    """More pages than the limit: one job for each page, no finishing job yet."""
    document = keeping.admit("a", pages=9).document
    with keeping.database.read() as connection:
        made = jobs.of_document(connection, document.id)
    assert [(job.kind, job.page) for job in made] == [("page", number) for number in range(1, 10)]


def test_same_bytes_again(keeping: Keeping) -> None:
    """They are the document that is there, with no job more; for another dossier they are linked to it as well."""
    first = keeping.admit("a", handed_in(dossier="HS1"))
    keeping.later(60)
    again = keeping.admit("a", handed_in(dossier="HS1"))
    other = keeping.admit("a", handed_in(dossier="HS2", unit="UB02"))
    assert (again.admitted, again.linked, again.document) == ("held", False, first.document)
    assert (other.admitted, other.linked, other.document) == ("held", True, first.document)
    with keeping.database.read() as connection:
        assert len(jobs.of_document(connection, first.document.id)) == 1
        handings = documents.submissions_of(connection, first.document.id)
        assert [(one.dossier, one.unit) for one in handings] == [("HS1", "UB01"), ("HS2", "UB02")]


def test_failed_document_is_retried(keeping: Keeping) -> None:
    """The same bytes of a document that failed are read anew, with new jobs."""
    document = keeping.admit("a").document
    with keeping.database.write() as connection:
        claim = keeping.claimed_in(connection)
        fail(connection, claim, "engine_failed", NEVER_AGAIN, keeping.now)
    assert keeping.document(document.id).state == "failed"
    again = keeping.admit("a")
    assert (again.admitted, again.document.state, again.document.problem) == ("retried", "received", None)
    assert again.document.generation == 2
    assert keeping.write_whole(keeping.claimed()).state == "done"


def test_counter_hastens_what_waits_in_the_backfile(keeping: Keeping) -> None:
    """A document that waits in a slow lane and is handed in at the counter is served as the counter's; never slower."""
    document = keeping.admit("a", handed_in(lane="backfile")).document
    keeping.admit("a", handed_in(lane="counter"))
    assert keeping.document(document.id).lane == "counter"
    claim = keeping.claim(lanes=("counter",))
    assert claim is not None
    keeping.admit("a", handed_in(lane="backfile"))
    assert keeping.document(document.id).lane == "counter"


def test_lane_of_a_finished_document_stays(keeping: Keeping) -> None:
    """The same bytes at the counter, when there is nothing left to do, change nothing."""
    document = keeping.admit("a", handed_in(lane="backfile")).document
    done = keeping.write_whole(keeping.claimed())
    keeping.admit("a", handed_in(lane="counter"))
    assert keeping.document(document.id) == done


def test_reading_anew_may_go_to_another_lane(keeping: Keeping) -> None:
    """A document of the counter that is read anew can wait in the backfile, its finishing job too."""
    document = keeping.admit("a", handed_in(lane="counter"), pages=9).document
    with keeping.database.write() as connection:
        keeping.reprocess(connection, document.id)
        admission.change_lane(connection, document.id, "backfile")
    assert keeping.claim(lanes=("counter", "normal")) is None
    for _ in range(9):
        keeping.write_page(keeping.claimed())
    assert keeping.claimed().job.lane == 2


def test_same_bytes_at_once(keeping: Keeping) -> None:
    """Eight who hand the same bytes in at the same moment make one document with one job; one is told it is new."""
    told = []

    def admit(number: int) -> None:
        who = handed_in(dossier=f"HS{number}")
        told.append(keeping.database.retried(lambda c: admission.admit(c, original("a"), who, keeping.now)))

    threads = [threading.Thread(target=admit, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(one.admitted for one in told) == ["held"] * 7 + ["new"]
    [document_id] = {one.document.id for one in told}
    with keeping.database.read() as connection:
        assert len(jobs.of_document(connection, document_id)) == 1
        assert len(documents.submissions_of(connection, document_id)) == 8


def test_condemned_original_is_refused(keeping: Keeping) -> None:
    """While the sweep deletes these bytes they cannot be admitted; when it is done they can. Then it cannot begin."""
    key = BlobKey("originals", sha256("a"))
    with keeping.database.write() as connection:
        assert blob_rows.condemn(connection, key, keeping.now)
    with pytest.raises(BlobCondemnedError):
        keeping.admit("a")
    with keeping.database.write() as connection:
        assert blob_rows.all_condemned(connection) == (key,)
        blob_rows.absolve(connection, key)
    keeping.admit("a")
    with keeping.database.write() as connection:
        assert not blob_rows.condemn(connection, key, keeping.now)
        assert blob_rows.all_condemned(connection) == ()


def test_sweep_and_admission_at_once(keeping: Keeping) -> None:
    """Of a sweep and an admission of the same bytes that begin together, exactly one is refused, 20 times."""
    for number in range(20):
        key = BlobKey("originals", sha256(str(number)))
        start = threading.Barrier(2)
        outcome: dict[str, bool] = {}

        def sweep(key: BlobKey = key, start: threading.Barrier = start, outcome: dict[str, bool] = outcome) -> None:
            start.wait()
            with keeping.database.write() as connection:
                outcome["condemned"] = blob_rows.condemn(connection, key, keeping.now)

        thread = threading.Thread(target=sweep)
        thread.start()
        start.wait()
        try:
            keeping.admit(str(number))
            outcome["admitted"] = True
        except BlobCondemnedError:
            outcome["admitted"] = False
        thread.join()
        assert outcome["admitted"] != outcome["condemned"]


def test_reprocess_takes_work_from_its_workers(keeping: Keeping) -> None:
    """Read anew while a worker is at it: its claim is lost, and the result is that of the new reading."""
    document = keeping.admit("a", pages=10).document
    old = [keeping.claimed(f"w{number}") for number in range(3)]
    keeping.write_page(old[0])
    with keeping.database.write() as connection:
        anew = admission.reprocess(connection, document.id, "quan_tri", keeping.now)
    assert (anew.state, anew.generation) == ("received", 2)
    with pytest.raises(ClaimLostError):
        keeping.write_page(old[1])
    while (claim := keeping.claim()) is not None:
        assert claim.job.generation == 2
        if claim.job.kind == "finish":
            assert keeping.write_whole(claim).state == "done"
        else:
            keeping.write_page(claim)
    with keeping.database.read() as connection:
        assert len(results.pages_of(connection, keeping.document(document.id))) == 10


def test_reprocess_shows_the_old_result_until_the_new_one(keeping: Keeping) -> None:
    """Pages and blobs of the first reading are shown, and named, until the second is written; then only its own are."""
    document = keeping.admit("a", pages=2).document
    first = keeping.write_whole(keeping.claimed())
    with keeping.database.write() as connection:
        admission.reprocess(connection, document.id, "quan_tri", keeping.now)
    second = keeping.claimed()
    with keeping.database.read() as connection:
        shown = results.derivatives_of(connection, keeping.document(document.id))
        assert shown == results.derivatives_of(connection, first)
        assert all(blob_rows.is_named(connection, one.key) for one in shown)
    keeping.write_whole(second)
    with keeping.database.read() as connection:
        now_shown = results.derivatives_of(connection, keeping.document(document.id))
        assert len(now_shown) == len(shown)
        assert not set(now_shown) & set(shown)
        assert not any(blob_rows.is_named(connection, one.key) for one in shown)


def test_reprocess_that_fails_keeps_what_was_shown(keeping: Keeping) -> None:
    """Where the second reading fails, the document says so, and the pages of the first are still there."""
    document = keeping.admit("a", pages=2).document
    keeping.write_whole(keeping.claimed())
    with keeping.database.write() as connection:
        admission.reprocess(connection, document.id, "quan_tri", keeping.now)
    failed = keeping.write_whole(keeping.claimed(), WholeResult("failed", "damaged"))
    assert (failed.state, failed.problem, failed.result_generation) == ("failed", "damaged", 1)
    with keeping.database.read() as connection:
        assert len(results.pages_of(connection, failed)) == 2
    with keeping.database.write() as connection, pytest.raises(UnknownDocumentError):
        admission.reprocess(connection, "0" * 32, "quan_tri", keeping.now)


@pytest.mark.parametrize("field", ["unit", "dossier", "component"])
def test_codes_that_cannot_be(field: str) -> None:
    """A unit, dossier or component that no column can hold is refused before anything is stored."""
    for code in ("x" * 65, "a\nb", " a"):
        with pytest.raises(ValueError, match="no code"):
            replace(handed_in(), **dict[str, Any]({field: code}))
    with pytest.raises(ValueError, match="no name"):
        replace(handed_in(), submitted_by="x" * 129)


def test_lists_of_documents(keeping: Keeping) -> None:
    """They come in the order of arrival, page by page without gap or repetition, by state, unit and dossier."""
    for number in range(7):
        keeping.admit(str(number), handed_in(unit=f"UB{number % 2}", dossier=f"HS{number % 3}"))
        keeping.later(number % 2)  # some arrive in the same moment
    with keeping.database.read() as connection:
        everything = documents.listed(connection, documents.Wanted())
        walked: list[documents.Document] = []
        cursor = None
        while part := documents.listed(connection, documents.Wanted(), cursor, 2):
            walked += part
            cursor = documents.after(walked[-1])
        assert walked == list(everything)
        assert len(everything) == 7
        assert len(documents.listed(connection, documents.Wanted(unit="UB1"))) == 3
        assert len(documents.listed(connection, documents.Wanted(unit="UB0", dossier="HS0"))) == 2
        assert documents.listed(connection, documents.Wanted(state="done")) == ()


def test_retention_is_noted_and_never_shortened(keeping: Keeping, database: Database) -> None:
    """Originals without retention are listed, the oldest first, until it is noted; an earlier end changes nothing."""
    first = keeping.admit("a").document
    keeping.later(1)
    second = keeping.admit("b").document
    until = keeping.now + timedelta(days=365)
    with database.write() as connection:
        assert [one.id for one in documents.unprotected(connection, limit=1)] == [first.id]
        assert [one.id for one in documents.unprotected(connection, documents.after(first))] == [second.id]
        documents.mark_protected(connection, first.id, until)
        documents.mark_protected(connection, first.id, keeping.now)
        assert [one.id for one in documents.unprotected(connection)] == [second.id]
        assert documents.get(connection, first.id).protected_until == until
