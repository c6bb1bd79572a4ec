"""A document in the JSON of its file: the shape that was promised, and what a person must do about it."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from extract.document import Extraction
from extract.field import Field, FieldProblem
from extract.reuse_key import ReuseKey
from extract.separator import Separator
from ingest.geometry import Box
from ocr.page_text import Line, PageText, Word
from service.document_record import RecordedPages, document_outcome, document_record, is_accepted
from service.record import RECORD, page_record, schema

NAME = Field("ho_ten", "NGUYỄN THỊ MẪU", "NGUYỄN THỊ MẪU", 2, Box(100.0, 200.126, 250.5, 212.0), 0.97341)
NUMBER = Field("so_dinh_danh", "001190000017", "001190000017", 2, None, 0.999, origin="qr", notes=("sex_number",))
BORN = Field("ngay_sinh", "1990-03-05", "05/03/1990", 2, Box(1.0, 2.0, 3.0, 4.0), 0.95)
KIN = Field("quan_he", "Con", "Côn", 2, Box(1.0, 2.0, 3.0, 4.0), 0.95)
ISSUED = Field("ngay_cap", "2025-01-06", "06/01/2025", 3, Box(1.0, 2.0, 3.0, 4.0), 0.93)
PAPER = Extraction(
    pages=(2, 3),
    document_type="xac_nhan_cu_tru",
    certainty=0.98765,
    fields=(NAME, NUMBER, BORN, KIN, ISSUED),
    missing=(),
    reuse_key=ReuseKey("xac_nhan_cu_tru", "", "001190000017", "20250106", "nguyenthimau"),
    codes=("001190000017||NGUYỄN THỊ MẪU",),
)
UNKNOWN = Extraction((1,), "khac", 0.95, (), (), None)


def with_problem(field: Field, problem: FieldProblem | None) -> Extraction:
    """Return the paper with a problem at one field."""
    fields = (replace(one, problem=problem) if one.name == field.name else one for one in PAPER.fields)
    return replace(PAPER, fields=tuple(fields))


def definition() -> Draft202012Validator:
    """Return what the schema demands of a document."""
    whole = schema()
    return Draft202012Validator({"$schema": whole["$schema"], "$defs": whole["$defs"], "$ref": "#/$defs/document"})


@pytest.mark.parametrize(
    "found",
    [
        PAPER,
        UNKNOWN,
        replace(PAPER, fields=(Field("ho_ten", None, "", None, None, 0.0, "missing"),), missing=("ho_ten",)),
        replace(PAPER, fields=(replace(KIN, value=True), replace(KIN, value=15)), reuse_key=None),
        replace(PAPER, separator=Separator("A01-250106-0001", "TP1", "can_cuoc")),
    ],
)
def test_a_document_obeys_the_schema(found: Extraction) -> None:
    """Whatever was found, and through the letters of a file."""
    definition().validate(json.loads(json.dumps(document_record(found))))


def test_the_schema_refuses_what_was_not_promised() -> None:
    """It would be of no use if it let everything pass."""
    record = document_record(PAPER)
    wrong = (
        {**record, "extra": 1},
        {**record, "certainty": 1.2},
        {**record, "pages": []},
        {**record, "fields": [{**record["fields"][0], "problem": "odd"}]},
        {key: value for key, value in record.items() if key != "missing"},
    )
    assert not any(definition().is_valid(one) for one in wrong)


def test_values_are_rounded_for_people_and_nothing_else_is_changed() -> None:
    """A hundredth of a point, a thousandth of certainty."""
    record = document_record(PAPER)
    assert record["certainty"] == 0.988
    assert record["fields"][0] == {
        "name": "ho_ten",
        "value": "NGUYỄN THỊ MẪU",
        "printed": "NGUYỄN THỊ MẪU",
        "page": 2,
        "box": [100.0, 200.13, 250.5, 212.0],
        "confidence": 0.973,
        "problem": None,
        "origin": "print",
        "notes": [],
    }
    assert record["reuse_key"]["number"] == "001190000017"


def test_a_paper_in_order_needs_nobody() -> None:
    """No problems; every field with a value is counted, the sure ones among them."""
    told = document_outcome(PAPER)
    assert (told.pages, told.document_type, told.fields, told.accepted, told.problems) == (
        (2, 3), "xac_nhan_cu_tru", 5, 5, (),
    )  # fmt: skip
    assert document_outcome(UNKNOWN).problems == ()


def test_what_is_accepted() -> None:
    """A value, no problem, nine of ten at least: each is needed."""
    assert is_accepted(replace(NAME, confidence=0.9))
    assert not is_accepted(replace(NAME, confidence=0.899))
    assert not is_accepted(replace(NAME, problem="handwritten"))
    assert not is_accepted(replace(NAME, value=None))


def test_fields_without_a_value_are_not_counted() -> None:
    """They are told by name."""
    told = document_outcome(replace(PAPER, fields=(NAME, replace(BORN, value=None)), missing=("ngay_sinh",)))
    assert (told.fields, told.accepted, told.problems) == (1, 1, ("field_missing",))


def test_an_uncertain_type_is_a_problem() -> None:
    """A person chooses it; so too where the sheet before the paper names another one."""
    assert document_outcome(replace(PAPER, certainty=0.89)).problems == ("type_uncertain",)
    assert document_outcome(replace(PAPER, certainty=0.9)).problems == ()
    sheet = Separator("A01-250106-0001", None, "can_cuoc")
    assert document_outcome(replace(PAPER, separator=sheet)).problems == ("type_uncertain",)
    assert document_outcome(replace(PAPER, separator=replace(sheet, document_type="xac_nhan_cu_tru"))).problems == ()


@pytest.mark.parametrize("problem", ["handwritten", "check_failed", "conflict", "low_confidence"])
def test_a_doubtful_required_field_is_a_problem(problem: FieldProblem) -> None:
    """Whatever the doubt is."""
    assert document_outcome(with_problem(NAME, problem)).problems == ("field_doubtful",)


@pytest.mark.parametrize(
    ("problem", "counts"),
    [("handwritten", False), ("low_confidence", False), ("check_failed", True), ("conflict", True)],
)
def test_of_other_fields_only_contradictions_count(problem: FieldProblem, counts: bool) -> None:  # noqa: FBT001
    """They may mean a forged paper, or pages of two."""
    assert document_outcome(with_problem(KIN, problem)).problems == (("field_doubtful",) if counts else ())


def test_recorded_pages_are_read_when_they_are_asked_for(tmp_path: Path) -> None:
    """By index, from the end, in slices; what is not there is an error of the index."""
    word = Word("Số", "Số", Box(1.0, 2.0, 3.0, 4.0), 0.5)
    for number in (1, 2, 3):
        page = PageText(number, 595.0, 842.0, 0, 0.0, (Line((word,), word.box),), "recognised", "")
        (tmp_path / RECORD.format(number)).write_text(page_record(page), "utf-8")
    pages = RecordedPages(tmp_path, 3)
    assert len(pages) == 3
    assert [page.number for page in pages] == [1, 2, 3]
    assert pages[-1].number == 3
    assert [page.number for page in pages[1:]] == [2, 3]
    with pytest.raises(IndexError):
        pages[3]
    (tmp_path / RECORD.format(2)).unlink()
    assert pages[0].lines == (Line((word,), word.box),)
