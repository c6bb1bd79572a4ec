"""Which of several candidates is taken, and what is remembered of the others."""

from dataclasses import replace

import pytest

from extract.candidate import Candidate
from extract.field import Origin
from extract.rules import FieldRule
from extract.weighing import Weighed, differs, parsed_as, weigh
from ingest.geometry import Box
from ocr.page_text import Word

BORN = FieldRule("ngay_sinh", "date")
NAME = FieldRule("ho_ten", "name")


def said(text: str, origin: Origin = "print", fit: float = 1.0) -> Candidate:
    """Return a candidate that stands somewhere."""
    words = tuple(Word(part, part, Box(0.0, 0.0, 10.0, 10.0), 0.95) for part in text.split())
    return Candidate("any", 1, words if origin == "print" else (), fit, origin=origin, stated=text)


def taken(rule: FieldRule, *options: Candidate) -> Weighed:
    """Return what is taken."""
    found = weigh(rule, options)
    assert found is not None
    return found


def test_a_code_outranks_a_zone_and_a_zone_print() -> None:
    """In whatever order they come, however well the print fits."""
    printed, zone, code = said("01/01/1990"), said("1990-01-02", "mrz", 0.5), said("1990-01-03", "qr", 0.5)
    for options in ((printed, zone, code), (code, zone, printed), (zone, code, printed)):
        assert taken(BORN, *options).candidate.origin == "qr"
    assert taken(BORN, printed, zone).candidate.origin == "mrz"
    assert taken(BORN, printed).candidate.origin == "print"


def test_a_contradiction_of_a_code_is_told() -> None:
    """Both values are remembered, with where they came from."""
    found = taken(BORN, said("01/01/1990"), said("1990-01-03", "qr"))
    assert found.value == "1990-01-03"
    assert found.rivals == (("1990-01-01", "print"),)


def test_a_code_that_says_the_same_is_no_contradiction() -> None:
    """A year agrees with its day; marks and case do not make another name."""
    assert taken(BORN, said("1990"), said("1990-01-03", "qr")).rivals == ()
    assert taken(NAME, said("NGUYEN VĂN MẤU"), said("Nguyễn Văn Mẫu", "qr")).rivals == ()


def test_a_code_that_does_not_parse_outranks_nothing() -> None:
    """Print that is a date is better than a code that is none."""
    found = taken(BORN, said("01/01/1990"), said("không rõ", "qr"))
    assert found.value == "1990-01-01"
    assert found.candidate.origin == "print"


def test_what_fits_and_parses_best_is_taken() -> None:
    """A label in its place before one in a sentence; a value of the kind before none."""
    assert taken(BORN, said("01/01/1990", fit=0.5), said("02/02/1991", fit=0.9)).value == "1991-02-02"
    assert taken(BORN, said("không rõ", fit=1.0), said("02/02/1991", fit=0.9)).value == "1991-02-02"


def test_a_rival_that_fits_far_worse_is_none() -> None:
    """Words in a sentence do not make a value doubtful that stands at its label."""
    assert taken(BORN, said("01/01/1990"), said("02/02/1991", fit=0.4)).rivals == ()
    assert taken(BORN, said("01/01/1990"), said("02/02/1991", fit=0.95)).rivals == (("1991-02-02", "print"),)


def test_nothing_is_taken_where_nothing_stands() -> None:
    """No candidates, no field."""
    assert weigh(BORN, ()) is None


def test_what_is_no_value_is_kept_without_one() -> None:
    """The place was found and is shown; the value is not."""
    found = taken(BORN, said("chưa rõ"))
    assert found.value is None
    assert "unparsed" in found.notes


def test_folded_names_are_only_compared() -> None:
    """A machine-readable zone has no marks: it never gives a name."""
    assert weigh(NAME, (replace(said("NGUYEN VAN MAU", "mrz"), folded=True),)) is None


def test_a_folded_name_never_replaces_print() -> None:
    """Whether it agrees or not, the printed name is the value."""
    zone = replace(said("NGUYEN VAN MAU", "mrz"), folded=True)
    assert taken(NAME, said("NGUYỄN VĂN MẪU"), zone).value == "NGUYỄN VĂN MẪU"


def test_a_folded_name_that_differs_is_a_contradiction() -> None:
    """The zone speaks of somebody else: a card put together from two, or a misread name."""
    agreeing, other = (replace(said(name, "mrz"), folded=True) for name in ("NGUYEN VAN MAU", "TRAN THI VI"))
    assert taken(NAME, said("NGUYỄN VĂN MẪU"), agreeing).rivals == ()
    assert [origin for _, origin in taken(NAME, said("NGUYỄN VĂN MẪU"), other).rivals] == ["mrz"]


GRADE = FieldRule("muc_do", "text", values=("Nhẹ", "Nặng", "Đặc biệt nặng"))
EXPIRY = FieldRule("ngay_het_han", "date", values=("Không thời hạn",))


@pytest.mark.parametrize(
    ("rule", "text", "value", "notes"),
    [
        (GRADE, "Đặc biệt nặng", "Đặc biệt nặng", ("known",)),
        (GRADE, "ĐẶC BIÊT NẶNG", "Đặc biệt nặng", ("repaired",)),
        (GRADE, "Đặc biột nặng", "Đặc biệt nặng", ("doubtful",)),
        (EXPIRY, "Không thời hạn", "Không thời hạn", ("known",)),
        (EXPIRY, "KHONG THOI HAN", "Không thời hạn", ("repaired",)),
        (EXPIRY, "01/01/2030", "2030-01-01", ()),
    ],
)
def test_closed_lists(rule: FieldRule, text: str, value: str, notes: tuple[str, ...]) -> None:
    """A member read rightly is known; one that was mended says so, and is doubtful where letters were wrong."""
    parsed = parsed_as(rule, text)
    assert parsed is not None
    assert parsed.value == value
    assert set(notes) <= set(parsed.notes)
    assert ("doubtful" in parsed.notes) == ("doubtful" in notes)


def test_what_is_like_no_member_stays_as_it_is() -> None:
    """No member is put in place of what was read."""
    parsed = parsed_as(GRADE, "theo hội đồng")
    assert parsed is None or parsed.value == "theo hội đồng"


@pytest.mark.parametrize(
    ("rule", "one", "other", "different"),
    [
        (NAME, "NGUYỄN VĂN MẪU", "Nguyen Van Mau", False),
        (NAME, "NGUYỄN VĂN MẪU", "NGUYỄN VĂN MÂY", True),
        (BORN, "1990", "1990-01-03", False),
        (BORN, "1990-01-03", "1990-01-04", True),
        (FieldRule("so", "docno"), "45/QĐ-UBND", "45/QD UBND", False),
        (FieldRule("so_thua", "int"), 1, 15, True),
        (FieldRule("dien_tich", "area"), "82.5", "82", True),
        (FieldRule("so_dinh_danh", "id12"), "001190000001", "001190000002", True),
    ],
)
def test_different_facts(rule: FieldRule, one: str | int, other: str | int, different: bool) -> None:  # noqa: FBT001
    """Marks and case are no difference in words; a date may say less; a number is another one if a digit is."""
    assert differs(one, other, rule) is different
    assert differs(other, one, rule) is different
