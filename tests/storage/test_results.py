"""Results: written with the end of their job or not at all, whole, in place of the one before."""

from typing import Any

import pytest

from extract.document import Extraction
from extract.field import Field
from extract.reuse_key import ReuseKey
from extract.separator import Separator
from ingest.geometry import Box
from storage import blob_rows, documents, events, jobs, papers, results
from storage.blobs import BlobKey
from storage.errors import BlobCondemnedError, PagesMissingError
from storage.job_ends import NEVER_AGAIN, fail
from storage.papers import Paper, paper_of
from storage.results import WholeResult, write_page, write_whole
from testbed.keeping import Keeping, made, page

CARD = Paper(
    1,
    2,
    "can_cuoc",
    0.97,
    (
        Field(
            "ho_ten", "NGUYỄN VĂN ĐẸP", "NGUYỄN VĂN ĐEP", 1, Box(10, 20.123, 30, 40.999), 0.95, notes=("mrz_agrees",)
        ),
        Field("so_dinh_danh", "001090000001", "001090000001", 1, None, 0.99, None, "qr"),
        Field("ngay_sinh", None, "", None, None, 0.0, "missing"),
    ),
    ReuseKey("can_cuoc", "", "001090000001", "", "nguyenvandep"),
    "HS1",
    "TP1",
)


def test_result_comes_back_as_it_was_written(keeping: Keeping) -> None:
    """Pages, blobs and papers with every part of their fields are read back as they went in; the job is done."""
    document = keeping.admit("a", pages=2).document
    read = (page(1), page(2, "low_confidence"))
    blobs = (made("json", 0), made("pdf", 0), made("record", 1), made("record", 2))
    done = keeping.write_whole(keeping.claimed("w7"), WholeResult("needs_review", None, read, blobs, (CARD,)))
    assert (done.state, done.result_generation) == ("needs_review", 1)
    with keeping.database.read() as connection:
        assert results.pages_of(connection, done) == read
        assert set(results.derivatives_of(connection, done)) == set(blobs)
        [kept] = papers.of_document(connection, document.id)
        [job] = jobs.of_document(connection, document.id)
        state = events.of_document(connection, document.id)[-1].event
    assert (kept.first_page, kept.last_page, kept.document_type, kept.certainty) == (1, 2, "can_cuoc", 0.97)
    assert (kept.reuse_key, kept.dossier, kept.component) == (CARD.reuse_key, "HS1", "TP1")
    name, number, birth = kept.fields
    assert (name.value, name.printed, name.confidence) == ("NGUYỄN VĂN ĐẸP", "NGUYỄN VĂN ĐEP", 0.95)
    assert (name.box, name.notes, name.page) == (Box(10, 20.12, 30, 41), ("mrz_agrees",), 1)
    assert (number.value, number.origin, number.box) == ("001090000001", "qr", None)
    assert (birth.value, birth.problem, birth.page) == (None, "missing", None)
    assert (job.state, job.worker, job.lease_until, job.finished_at) == ("done", None, None, keeping.now)
    assert (state.actor, state.detail["to"]) == ("w7", "needs_review")


@pytest.mark.parametrize("value", ["đường số 1", "", 0, 12, True, False])
def test_values_keep_their_kind(keeping: Keeping, value: Any) -> None:
    """Text, whole numbers and yes or no come back as what they were, the empty and zero among them."""
    document = keeping.admit("a").document
    paper = Paper(1, 1, "khac", 0.5, (Field("x", value, "", 1, None, 0.5),))
    keeping.write_whole(keeping.claimed(), WholeResult("done", None, (page(1),), (), (paper,)))
    with keeping.database.read() as connection:
        [kept] = papers.of_document(connection, document.id)
    assert (kept.fields[0].value, type(kept.fields[0].value)) == (value, type(value))


def test_paper_of_an_extraction() -> None:
    """A paper has the pages, type, fields and key of its extraction, and what the separator sheet said."""
    said = Separator("HS1", "TP1", None)
    found = Extraction((3, 4, 6), "can_cuoc", 0.97, CARD.fields, (), CARD.reuse_key, (), said)
    paper = paper_of(found)
    assert (paper.first_page, paper.last_page, paper.fields) == (3, 6, CARD.fields)
    assert (paper.dossier, paper.component, paper.reuse_key) == ("HS1", "TP1", CARD.reuse_key)


def test_result_replaces_the_one_before(keeping: Keeping) -> None:
    """After a second reading no page, blob, paper or field of the first is left."""
    document = keeping.admit("a", pages=2).document
    keeping.write_whole(
        keeping.claimed(), WholeResult("done", None, (page(1), page(2)), (made("text", 0),), (CARD, CARD))
    )
    with keeping.database.write() as connection:
        keeping.reprocess(connection, document.id)
    only = Paper(1, 1, "khac", 0.4)
    done = keeping.write_whole(
        keeping.claimed(), WholeResult("done", None, (page(1), page(2)), (made("pdf", 0),), (only,))
    )
    with keeping.database.read() as connection:
        assert results.derivatives_of(connection, done) == (made("pdf", 0),)
        assert results.derivatives_of(connection, done, generation=1) == ()
        assert results.pages_of(connection, done, generation=1) == ()
        [kept] = papers.of_document(connection, document.id)
        assert (kept.document_type, kept.fields, kept.reuse_key) == ("khac", (), None)
        assert not blob_rows.is_named(connection, made("text", 0).key)


@pytest.mark.parametrize("there", [(), (1, 2), (2, 3), (1, 2, 3, 4), (1, 3, 4)])
def test_pages_that_are_not_accounted_for(keeping: Keeping, there: tuple[int, ...]) -> None:
    """A document of three pages is not done with other pages than these three; nothing of such a result stays."""
    document = keeping.admit("a", pages=3).document
    claim = keeping.claimed()
    with pytest.raises(PagesMissingError):
        keeping.write_whole(claim, WholeResult("done", None, tuple(map(page, there)), (made("pdf", 0),)))
    assert keeping.document(document.id).state == "running"
    with keeping.database.read() as connection:
        assert not blob_rows.is_named(connection, made("pdf", 0).key)
    keeping.write_whole(claim, WholeResult("done", None, tuple(map(page, (1, 2, 3)))))


def test_finishing_job_needs_every_page(keeping: Keeping) -> None:
    """A long document of which a page failed for good is done only when the finishing job gives that page up."""
    keeping.admit("long", pages=9)
    for claim in [keeping.claimed() for _ in range(9)]:
        if claim.job.page == 9:
            with keeping.database.write() as connection:
                fail(connection, claim, "poison", NEVER_AGAIN, keeping.now)
        else:
            keeping.write_page(claim)
    finish = keeping.claimed()
    with pytest.raises(PagesMissingError):
        keeping.write_whole(finish)
    done = keeping.write_whole(finish, WholeResult("needs_review", None, (page(9, "not_read"),), (made("record", 9),)))
    with keeping.database.read() as connection:
        shown = results.pages_of(connection, done)
        records = [one.page for one in results.derivatives_of(connection, done) if one.kind == "record"]
    assert [(one.number, one.problem) for one in shown] == [(n, None) for n in range(1, 9)] + [(9, "not_read")]
    assert records == list(range(1, 10))


def test_failed_document_shows_the_pages_that_were_read(keeping: Keeping) -> None:
    """Where nothing was shown before, a failed document shows what there is of it."""
    keeping.admit("a", pages=3)
    failed = keeping.write_whole(keeping.claimed(), WholeResult("failed", "damaged", (page(1),)))
    assert (failed.state, failed.problem, failed.result_generation) == ("failed", "damaged", 1)
    with keeping.database.read() as connection:
        assert results.pages_of(connection, failed) == (page(1),)


def test_condemned_derivative_is_refused(keeping: Keeping) -> None:
    """A result that names a blob which is being swept away is not written; the job is still the worker's."""
    keeping.admit("a")
    claim = keeping.claimed()
    key = made("pdf", 0).key
    with keeping.database.write() as connection:
        assert blob_rows.condemn(connection, key, keeping.now)
    whole = WholeResult("done", None, (page(1),), (made("text", 0), made("pdf", 0)))
    with pytest.raises(BlobCondemnedError):
        keeping.write_whole(claim, whole)
    with keeping.database.write() as connection:
        assert not blob_rows.is_named(connection, made("text", 0).key)
        blob_rows.absolve(connection, key)
    keeping.write_whole(claim, whole)


def test_names_of_blobs(keeping: Keeping) -> None:
    """Rows name originals and derivatives apart, each hash once and in order, a part at a time."""
    keeping.admit("a", pages=1)
    keeping.admit("b", pages=1)
    same = made("text", 0)
    for _ in range(2):
        keeping.write_whole(keeping.claimed(), WholeResult("done", None, (page(1),), (same, made("record", 1))))
    with keeping.database.read() as connection:
        shelf = blob_rows.named(connection, "derivatives")
        assert shelf == tuple(sorted({same.sha256, made("record", 1).sha256}))
        assert blob_rows.named(connection, "derivatives", after=shelf[0]) == shelf[1:]
        assert blob_rows.named(connection, "originals", limit=1) == blob_rows.named(connection, "originals")[:1]
        assert len(blob_rows.named(connection, "originals")) == 2
        assert not blob_rows.is_named(connection, BlobKey("originals", same.sha256))


def test_fragments_are_forgotten(keeping: Keeping) -> None:
    """Derivatives of a kind may be dropped when they are not needed any more; the others stay."""
    document = keeping.admit("long", pages=9).document
    for claim in [keeping.claimed() for _ in range(9)]:
        keeping.write_page(claim)
    done = keeping.write_whole(keeping.claimed())
    with keeping.database.write() as connection:
        results.drop_derivatives(connection, documents.get(connection, document.id), "fragment")
        kinds = [one.kind for one in results.derivatives_of(connection, done)]
    assert kinds.count("record") == 9
    assert "fragment" not in kinds


def test_results_of_another_job_kind(keeping: Keeping) -> None:
    """Only page jobs leave single pages, and only the last job of a document leaves its result."""
    keeping.admit("a")
    whole = keeping.claimed()
    with pytest.raises(ValueError, match="whole"), keeping.database.write() as connection:
        write_page(connection, whole, page(1), (), keeping.now)
    keeping.write_whole(whole)
    keeping.admit("long", pages=9)
    of_page = keeping.claimed()
    with pytest.raises(ValueError, match="page"), keeping.database.write() as connection:
        write_whole(connection, of_page, WholeResult("done"), keeping.now)
    with pytest.raises(ValueError, match="page 1"), keeping.database.write() as connection:
        write_page(connection, of_page, page(2), (), keeping.now)
