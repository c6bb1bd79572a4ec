"""Digits are made of letters where a date proves them, and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr.dates import proven
from ocr.engine import Letter

LIMITS = {
    ("ngày", "tháng"): (1, 31),
    ("tháng", "năm"): (1, 12),
    ("năm", "của"): (1900, 2099),
    ("năm", ""): (1900, 2099),
}
MIXED = st.text("0123456789OoQDIliTZzSsbGBgqaư", min_size=1, max_size=4)
PROSE = st.sampled_from(("số", "khoản", "điều", "và", "thứ", "đồng", "", "lớp", "giá"))


def plain(text: str) -> tuple[Letter, ...]:
    """Return letters that nothing else was seen beside."""
    return tuple(((letter, 1.0),) for letter in text)


@pytest.mark.parametrize(
    ("core", "around", "number"),
    [
        ("l6", ("ngày", "tháng"), "16"),
        ("I8", ("ngày", "tháng"), "18"),
        ("3O", ("ngày", "tháng"), "30"),
        ("O2", ("tháng", "năm"), "02"),
        ("1l", ("tháng", "năm"), "11"),
        ("T999", ("năm", ""), "1999"),
        ("2O15", ("năm", "của"), "2015"),
        ("20Z4", ("năm", "về"), "2024"),
        ("I8/02/1999", ("", ""), "18/02/1999"),
        ("3l.l2.2OOS", ("từ", "đến"), "31.12.2005"),
    ],
)
def test_what_a_date_proves(core: str, around: tuple[str, str], number: str) -> None:
    """Look-alikes of digits between the words of a date, or between its strokes, are the digits."""
    assert proven(core, plain(core), around) == number


@pytest.mark.parametrize(
    ("core", "around"),
    [
        ("l6", ("số", "tháng")),  # no day stands after a number
        ("l6", ("ngày", "của")),
        ("2O", ("khoản", "điều")),
        ("12B", ("số", "đường")),
        ("B2", ("lớp", "trường")),
        ("4l", ("ngày", "tháng")),  # there is no 41st
        ("1S", ("tháng", "năm")),  # nor a 15th month
        ("3O15", ("năm", "")),
        ("O0", ("ngày", "tháng")),
        ("l6/13/1999", ("", "")),
        ("32/O1/1999", ("", "")),
        ("1/l/99", ("", "")),
        ("TO", ("ngày", "tháng")),  # no digit was seen at all
        ("mười", ("ngày", "tháng")),
        ("12a", ("ngày", "tháng")),
    ],
)
def test_what_nothing_proves(core: str, around: tuple[str, str]) -> None:
    """Outside of dates, and for what would be no day, month or year, nothing is made of letters."""
    assert proven(core, plain(core), around) is None


def test_a_digit_that_was_seen_counts_more_than_a_likeness() -> None:
    """``l`` looks like 1, but where the engine saw a 7 in its place the 7 is meant; a trace of one is not enough."""
    day = ((("1", 1.0),), (("l", 0.6), ("7", 0.4)))
    assert proven("1l", day, ("ngày", "tháng")) == "17"
    trace = ((("1", 1.0),), (("l", 0.97), ("7", 0.03)))
    assert proven("1l", trace, ("ngày", "tháng")) == "11"


def test_without_the_letters_the_likeness_decides() -> None:
    """An engine that does not tell what else it saw is enough."""
    assert proven("l6", (), ("ngày", "tháng")) == "16"


@given(MIXED, st.sampled_from(sorted(LIMITS)))
def test_a_proven_number_is_possible(core: str, around: tuple[str, str]) -> None:
    """Whatever was seen: a result has only digits, as many as were letters, keeps those seen, and is in range."""
    number = proven(core, plain(core), around)
    if number is not None:
        low, high = LIMITS[around]
        assert number.isdecimal()
        assert len(number) == len(core)
        assert all(digit == seen for digit, seen in zip(number, core, strict=True) if seen.isdigit())
        assert low <= int(number) <= high


@given(MIXED.filter(lambda text: len(text) < 3), MIXED.filter(lambda text: len(text) < 3), MIXED, st.sampled_from("./"))
def test_a_proven_date_is_possible(day: str, month: str, year: str, sign: str) -> None:
    """A whole date keeps its strokes, and each of its numbers is in range."""
    core = sign.join((day, month, year))
    date = proven(core, plain(core), ("", ""))
    if date is not None:
        numbers = [int(part) for part in date.split(sign)]
        assert len(date) == len(core)
        assert 1 <= numbers[0] <= 31
        assert 1 <= numbers[1] <= 12
        assert 1900 <= numbers[2] <= 2099


@given(st.text("0123456789", max_size=12), st.sampled_from((*sorted(LIMITS), ("", ""), ("số", "đồng"))))
def test_digits_alone_are_never_touched(core: str, around: tuple[str, str]) -> None:
    """Even an impossible day is left as it was seen: which digit is wrong is not known."""
    assert proven(core, plain(core), around) is None


@given(MIXED, PROSE, PROSE)
def test_nothing_is_proven_among_other_words(core: str, before: str, after: str) -> None:
    """Numbers of houses, classes, sums and laws are no dates."""
    assert proven(core, plain(core), (before, after)) is None


@pytest.mark.parametrize(
    ("core", "number"),
    [("§05/TLKS-BS", "805/TLKS-BS"), ("266ó/GM-UBND", "2666/GM-UBND"), ("l2/QĐ/2015", "12/QĐ/2015")],
)
def test_a_document_number_begins_with_digits(core: str, number: str) -> None:
    """Nghị định 30/2020: after ``Số:`` a number in Arabic figures, a stroke, the symbol; the symbol is left alone."""
    assert proven(core, plain(core), ("số", "")) == number
    assert proven(core, plain(core), ("khu", "")) is None


@pytest.mark.parametrize("core", ["14/QĐ-UBND", "QĐ/UBND", "ab/TB", "BCĐ138/QĐ", "§/TB"])
def test_what_is_no_number_stays(core: str) -> None:
    """A number that is one, and a first part without any digit seen."""
    assert proven(core, plain(core), ("số", "")) is None


def test_a_month_of_which_only_signs_were_read_needs_a_digit_seen() -> None:
    """``§`` is 8 where the engine weighed an 8 too; ``II`` may be a Roman number, and stays."""
    assert proven("§", ((("§", 0.83), ("8", 0.14)),), ("tháng", "năm")) == "8"
    assert proven("II", plain("II"), ("tháng", "năm")) is None
    assert proven("8S", ((("S", 0.4), ("8", 0.35)), (("§", 0.4), ("8", 0.2))), ("tháng", "năm")) == "8"
