"""Areas, money and whole numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.field import Kind, Value
from extract.values import parse
from samples.people import dotted, spelled


@given(st.integers(0, 10**9), st.integers(0, 99), st.sampled_from([" m²", " m2", "m2", " mét vuông", ""]))
def test_an_area_is_read_back(whole: int, hundredths: int, unit: str) -> None:
    """Dots between thousands, a comma before the decimals, no zeros at the end."""
    decimals = f"{hundredths:02d}".rstrip("0")
    parsed = parse("area", f"{dotted(whole)}{',' if decimals else ''}{decimals}{unit}")
    assert parsed is not None
    assert parsed.value == f"{whole}{'.' if decimals else ''}{decimals}"
    assert parsed.notes == (("known",) if unit else ())


@given(st.integers(0, 10**13), st.sampled_from(["{} đồng", "{} VNĐ", "Vốn điều lệ: {} đồng.", "{}"]))
def test_money_is_read_back(amount: int, form: str) -> None:
    """With either sign between thousands."""
    for printed in (dotted(amount), f"{amount:,}", str(amount)):
        parsed = parse("money", form.format(printed))
        assert parsed is not None
        assert parsed.value == str(amount)


@given(st.integers(0, 9999), st.sampled_from(["{}", "({})", "lần thứ: {}", "{:02d}"]))
def test_a_whole_number_is_read_back(number: int, form: str) -> None:
    """In brackets, behind a label, with a leading zero, and in words."""
    parsed = parse("int", form.format(number))
    assert parsed is not None
    assert (parsed.value, parsed.notes) == (number, ())
    words = parse("int", spelled(number))
    assert words is not None
    assert (words.value, words.notes) == (number, ("spelled",))


@pytest.mark.parametrize(
    ("kind", "text", "value", "notes"),
    [
        ("area", "0,05 ha", "500", ("known",)),
        ("area", "1,234.5 m2", "1234.5", ("known",)),
        ("area", "1 234,5 m²", "1234.5", ("known",)),
        ("area", "1,234 m2", "1.234", ("doubtful",)),
        ("area", "120 m", "120", ("doubtful",)),
        ("area", "thửa 5, 120 m2", "120", ("known",)),
        ("area", "l20 m2", "120", ("repaired", "known")),
        ("area", "120,5 m² (Bằng chữ: một trăm hai mươi phẩy năm mét vuông)", "120.5", ("known",)),
        ("area", "120,5 m² (Bằng chữ: một trăm hai mươi mét vuông)", "120.5", ("doubtful",)),
        ("area", "một trăm hai mươi phẩy năm mét vuông", "120.5", ("spelled",)),
        ("money", "1,5 tỷ đồng", "1500000000", ("known",)),
        ("money", "một tỷ hai trăm triệu đồng", "1200000000", ("spelled",)),
        ("money", "1.000.000 đồng (Bằng chữ: Hai triệu đồng)", "1000000", ("doubtful",)),
        ("int", "05 (năm)", 5, ("known",)),
        ("int", "12a", 12, ("doubtful",)),
        ("bool", "Có", True, ()),
        ("bool", "không", False, ()),
    ],
)
def test_forms_and_what_is_said_of_them(kind: Kind, text: str, value: Value, notes: tuple[str, ...]) -> None:
    """Words beside figures confirm or contradict; what can mean two things is doubtful."""
    parsed = parse(kind, text)
    assert parsed is not None
    assert (parsed.value, parsed.notes) == (value, notes)


@pytest.mark.parametrize(
    ("kind", "text"),
    [("area", "đất ở"), ("money", "1,5 đồng"), ("money", "ba phẩy một"), ("int", "1,5"), ("bool", "Nam")],
)
def test_no_amount(kind: Kind, text: str) -> None:
    """A fraction is no whole number, and a word no amount."""
    assert parse(kind, text) is None
