"""Numbers in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.field import Value
from extract.values.number import parse_number_words
from samples.people import spelled

SCALES = ((10**9, "tỷ"), (10**6, "triệu"), (10**3, "nghìn"))


def in_words(number: int) -> str:
    """Return a number up to a thousand billions in words, every group told in full."""
    words: list[str] = []
    for scale, name in SCALES:
        group, number = divmod(number, scale)
        if group:
            words.append(f"{group_in_words(group) if words else spelled(group)} {name}")
    if number or not words:
        words.append(group_in_words(number) if words else spelled(number))
    return " ".join(words)


def group_in_words(group: int) -> str:
    """Return three digits in words, with ``không trăm`` and ``linh`` where they are needed."""
    rest = "" if group % 100 == 0 else f"linh {spelled(group % 10)}" if group % 100 < 10 else spelled(group % 100)
    return f"{spelled(group // 100)} trăm {rest}".strip()


@given(st.integers(0, 10**12 - 1))
def test_a_number_in_words_is_read_back(number: int) -> None:
    """Up to the billions, and nothing of it is doubtful."""
    words = in_words(number)
    parsed = parse_number_words(words)
    assert parsed is not None
    assert (parsed.value, parsed.notes, parsed.used) == (number, ("spelled",), len(words))


@given(st.integers(0, 9999), st.integers(1, 999))
def test_a_fraction_in_words_is_read_back(whole: int, thousandths: int) -> None:
    """Leading zeros of a fraction are told, then the rest as a number."""
    digits = f"{thousandths:03d}".rstrip("0")
    zeros = len(digits) - len(digits.lstrip("0"))
    words = f"{in_words(whole)} phẩy {'không ' * zeros}{spelled(int(digits))}"
    parsed = parse_number_words(words)
    assert parsed is not None
    assert parsed.value == f"{whole}.{digits}"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("(Bằng chữ: Một trăm hai mươi phẩy năm mét vuông)", "120.5"),
        ("hai nghìn không trăm lẻ năm", 2005),
        ("một ngàn chín trăm bẩy nhăm", 1975),
        ("chín mươi mốt", 91),
        ("sáu tư", 64),
        ("một nghìn tỉ đồng", 10**12),
        ("năm trăm triệu đồng chẵn", 500_000_000),
    ],
)
def test_forms_of_use(text: str, value: Value) -> None:
    """Both usages of the numerals, inside other words."""
    parsed = parse_number_words(text)
    assert parsed is not None
    assert (parsed.value, parsed.notes) == (value, ("spelled",))


def test_lost_tones_are_told() -> None:
    """A numeral without its marks is read and said to be repaired."""
    parsed = parse_number_words("mot nghin chin tram tám mươi")
    assert parsed is not None
    assert (parsed.value, parsed.notes) == (1980, ("repaired", "spelled"))


def test_an_ambiguous_number_is_doubtful() -> None:
    """``hai nghìn năm`` may be 2005 or 2500."""
    parsed = parse_number_words("hai nghìn năm")
    assert parsed is not None
    assert "doubtful" in parsed.notes


@pytest.mark.parametrize("text", ["", "mét vuông", "tư", "nghìn", "phẩy"])
def test_no_number(text: str) -> None:
    """Words that are no number alone give none."""
    assert parse_number_words(text) is None
