"""Corrections: what people say stands above what was read, also after it is read anew, and is never lost."""

from typing import Any

import pytest

from extract.field import Field
from storage import corrections, events, papers
from storage.corrections import Said
from storage.errors import UnknownDocumentError, UnknownPaperError
from storage.papers import KeptField, Paper
from storage.results import WholeResult
from testbed.keeping import Keeping, page


def card(number: str, name: str = "NGUYỄN VĂN A", first_page: int = 1) -> Paper:
    """Return an identity card as it was read."""
    there = (
        Field("so_dinh_danh", number, number, first_page, None, 0.7, "low_confidence", "print", ("checked",)),
        Field("ho_ten", name, name, first_page, None, 0.95),
    )
    return Paper(first_page, first_page, "can_cuoc", 0.9, there)


@pytest.fixture
def document_id(keeping: Keeping) -> str:
    """Return a document of three pages whose cards begin on page 1 and page 2."""
    document = keeping.admit("a", pages=3).document
    read(keeping, card("001090000001"), card("001090000002", first_page=2))
    return document.id


def read(keeping: Keeping, *found: Paper) -> None:
    """Write the result of the next job."""
    keeping.write_whole(keeping.claimed(), WholeResult("done", None, tuple(map(page, (1, 2, 3))), (), found))


def read_anew(keeping: Keeping, document_id: str, *found: Paper) -> None:
    """Have a document read anew, with another result."""
    with keeping.database.write() as connection:
        keeping.reprocess(connection, document_id)
    read(keeping, *found)


def correct(keeping: Keeping, document_id: str, value: Any, name: str = "so_dinh_danh", first_page: int = 1) -> None:
    """Correct a field."""
    keeping.later(1)
    with keeping.database.write() as connection:
        corrections.correct(connection, Said(document_id, first_page, name, value, "can_bo"), keeping.now)


def fields(keeping: Keeping, document_id: str, first_page: int = 1) -> dict[str, KeptField]:
    """Return the fields of a paper by their names."""
    with keeping.database.read() as connection:
        found = papers.of_document(connection, document_id)
    [paper] = [paper for paper in found if paper.first_page == first_page]
    return {field.name: field for field in paper.fields}


def standings(keeping: Keeping, document_id: str) -> list[tuple[Any, str]]:
    """Return what was said and whether it stands."""
    with keeping.database.read() as connection:
        return [(one.said.value, one.standing) for one in corrections.of_document(connection, document_id)]


def test_correction_stands_in_its_field(keeping: Keeping, document_id: str) -> None:
    """The field shows what the person said, who and when, and still what had been read; no other field changes."""
    correct(keeping, document_id, "001090000009")
    number = fields(keeping, document_id)["so_dinh_danh"]
    assert (number.value, number.as_read, number.printed) == ("001090000009", "001090000001", "001090000001")
    assert (number.corrected_by, number.corrected_at) == ("can_bo", keeping.now)
    assert (number.confidence, number.problem) == (1.0, None)
    assert fields(keeping, document_id)["ho_ten"].corrected_by is None
    assert fields(keeping, document_id, 2)["so_dinh_danh"].value == "001090000002"
    with keeping.database.read() as connection:
        [said] = corrections.of_document(connection, document_id)
        assert events.of_document(connection, document_id)[-1].event.kind == "corrected"
    assert (said.said.by, said.printed, said.standing) == ("can_bo", "001090000001", "applied")


def test_last_correction_stands(keeping: Keeping, document_id: str) -> None:
    """Of several for one field the last one stands; the others are listed, and what was read is not forgotten."""
    values = [None if number == 5 else str(number) for number in range(12)]
    for value in values:
        correct(keeping, document_id, value)
    number = fields(keeping, document_id)["so_dinh_danh"]
    assert (number.value, number.as_read) == ("11", "001090000001")
    assert standings(keeping, document_id) == [(value, "superseded") for value in values[:-1]] + [("11", "applied")]


def test_value_that_is_not_there(keeping: Keeping, document_id: str) -> None:
    """A person may say that the paper has no such value."""
    correct(keeping, document_id, None)
    number = fields(keeping, document_id)["so_dinh_danh"]
    assert (number.value, number.as_read, number.corrected_by) == (None, "001090000001", "can_bo")


def test_correction_outlives_reading_anew(keeping: Keeping, document_id: str) -> None:
    """Read anew, twice, the paper that begins on the same page has it again, whatever was read this time."""
    correct(keeping, document_id, "001090000009")
    for read_value in ("001090000003", "001090000004"):
        read_anew(keeping, document_id, card(read_value), card("001090000002", first_page=2))
        number = fields(keeping, document_id)["so_dinh_danh"]
        assert (number.value, number.as_read, number.printed) == ("001090000009", read_value, read_value)
    assert standings(keeping, document_id) == [("001090000009", "applied")]


def test_correction_without_a_place_is_listed(keeping: Keeping, document_id: str) -> None:
    """Where no paper begins on its page any more, or it is of a type without the field, it waits, and comes back."""
    correct(keeping, document_id, "001090000009", first_page=2)
    correct(keeping, document_id, "TRẦN B", "ho_ten", first_page=2)
    read_anew(keeping, document_id, card("001090000001"), card("001090000002", first_page=3))
    assert [standing for _, standing in standings(keeping, document_id)] == ["no_place", "no_place"]
    read_anew(keeping, document_id, card("001090000001"), Paper(2, 2, "khac", 0.3))
    assert [standing for _, standing in standings(keeping, document_id)] == ["no_place", "no_place"]
    read_anew(keeping, document_id, card("001090000001"), card("001090000002", first_page=2))
    assert [standing for _, standing in standings(keeping, document_id)] == ["applied", "applied"]
    assert fields(keeping, document_id, 2)["ho_ten"].value == "TRẦN B"


def test_field_that_was_not_read(keeping: Keeping, document_id: str) -> None:
    """A person may fill in a field that the type has and nobody read; it stays over reading anew, read or not."""
    correct(keeping, document_id, "1990-01-01", "ngay_sinh")
    born = fields(keeping, document_id)["ngay_sinh"]
    assert (born.value, born.as_read, born.origin, born.printed) == ("1990-01-01", None, "person", "")
    correct(keeping, document_id, "1990-01-02", "ngay_sinh")
    assert fields(keeping, document_id)["ngay_sinh"].value == "1990-01-02"
    read_anew(keeping, document_id, card("001090000001"))
    assert fields(keeping, document_id)["ngay_sinh"].value == "1990-01-02"


def test_correction_that_has_no_place_from_the_start(keeping: Keeping, document_id: str) -> None:
    """A page where no paper begins, a field that the type does not know, a document that is not: refused."""
    for first_page, name in ((3, "ho_ten"), (1, "so_tai_khoan")):
        with pytest.raises(UnknownPaperError):
            correct(keeping, document_id, "x", name, first_page)
    with pytest.raises(UnknownDocumentError):
        correct(keeping, "0" * 32, "x")
    assert standings(keeping, document_id) == []


def test_corrected_paper_is_known_by_its_true_number(keeping: Keeping, document_id: str) -> None:
    """The key by which the same paper is recognised is made of the corrected fields, now and after reading anew."""
    correct(keeping, document_id, "001090000009")
    for _ in range(2):
        with keeping.database.read() as connection:
            key = papers.of_document(connection, document_id)[0].reuse_key
        assert key is not None
        assert key.number == "001090000009"
        read_anew(keeping, document_id, card("001090000001"), card("001090000002", first_page=2))
