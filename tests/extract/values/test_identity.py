"""Identity numbers and tax codes."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.values.identity import facts, parse_id9, parse_id12
from extract.values.tax import is_tax_code, parse_tax
from samples.people import Sex, person

FORMS = st.sampled_from(["{}", "Số: {}.", "{} Có giá trị đến 01/01/2030"])


@given(
    st.randoms(use_true_random=False),
    st.sampled_from(["Nam", "Nữ"]),
    FORMS,
)
def test_a_number_is_read_and_tells_its_person(rng: Random, sex: Sex, form: str) -> None:
    """Province, sex and year of birth agree with whom the number was made for."""
    somebody = person(rng, sex, (1930, 2020))
    parsed = parse_id12(form.format(somebody.number))
    assert parsed is not None
    assert (parsed.value, parsed.notes) == (somebody.number, ("known",))
    told = facts(somebody.number)
    assert told is not None
    assert (told.sex, told.birth_year) == (sex, somebody.born.year)
    assert told.province is not None
    assert somebody.place.province.endswith(told.province)


@pytest.mark.parametrize("text", ["0011 6902 0213", "001.169.020.213", "0 0 1 1 6 9 0 2 0 2 1 3"])
def test_groups_of_digits_are_one_number(text: str) -> None:
    """Spaces and dots inside a number do not count."""
    parsed = parse_id12(text)
    assert parsed is not None
    assert parsed.value == "001169020213"


def test_letters_that_look_like_digits_are_told() -> None:
    """A repaired number says so."""
    parsed = parse_id12("OO1l6902O213")
    assert parsed is not None
    assert (parsed.value, parsed.notes) == ("001169020213", ("repaired", "known"))


@pytest.mark.parametrize("number", ["999090123456", "001990123456"])
def test_a_strange_number_is_doubtful(number: str) -> None:
    """A country's code or a century to come is kept, and a person looks at it."""
    parsed = parse_id12(number)
    assert parsed is not None
    assert (parsed.value, parsed.notes) == (number, ("doubtful",))


@pytest.mark.parametrize("text", ["", "0011690202131", "00116902021", "001 169 020 213 4", "SOLDIBIOQDSZ", "số không"])
def test_no_identity_number(text: str) -> None:
    """A longer or shorter number is not cut or filled, and a word is no number."""
    assert parse_id12(text) is None


def test_nine_digits() -> None:
    """The old card's number; a part of a longer one is none."""
    parsed = parse_id9("CMND số: 212 345 678 cấp ngày 05/03/2010")
    assert parsed is not None
    assert parsed.value == "212345678"
    assert parse_id9("001 169 020 213") is None
    assert parse_id9("001169020213") is None


@given(st.integers(0, 10**9 - 1))
def test_one_check_digit_at_most_is_right(head: int) -> None:
    """Of ten codes that differ in the last digit one is right, or none; the parser says which."""
    right = [code for last in range(10) if is_tax_code(code := f"{head:09d}{last}")]
    assert len(right) <= 1
    for last in range(10):
        parsed = parse_tax(f"{head:09d}{last}")
        assert parsed is not None
        assert parsed.notes == (("known",) if parsed.value in right else ("doubtful",))


@pytest.mark.parametrize(
    ("text", "value", "notes"),
    [
        ("Mã số doanh nghiệp: 0100109106", "0100109106", ("known",)),
        ("0300588569", "0300588569", ("known",)),
        ("0100109107", "0100109107", ("doubtful",)),
        ("0100109106-001", "0100109106001", ("known",)),
        ("0100109106 - 001 đăng ký", "0100109106001", ("known",)),
        ("0100109106-000", "0100109106000", ("doubtful",)),
        ("051090123456", "051090123456", ("known",)),
        ("50H8027879", "50H8027879", ("known",)),
        ("0 1 0 0 1 0 9 1 0 6", "0100109106", ("known",)),
        ("O100109106", "0100109106", ("repaired", "known")),
    ],
)
def test_tax_codes(text: str, value: str, notes: tuple[str, ...]) -> None:
    """All shapes of a tax code."""
    parsed = parse_tax(text)
    assert parsed is not None
    assert (parsed.value, parsed.notes) == (value, notes)
