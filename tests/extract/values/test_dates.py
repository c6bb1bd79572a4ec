"""Dates: every written form, and nothing made up."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.values.date import compact_date, find_dates, parse_date, short_date
from samples.people import long_date, spelled_date

DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))
FORMS = (
    long_date,
    spelled_date,
    lambda day: long_date(day).replace(" ", ""),
    lambda day: spelled_date(day).capitalize().replace("Ngày ", ""),
    lambda day: f"Quảng Ngãi, {long_date(day)} tại trụ sở",
    lambda day: f"{day:%d/%m/%Y}",
    lambda day: f"{day.day}/{day.month}/{day.year}",
    lambda day: f"{day:%d-%m-%Y}",
    lambda day: f"{day:%d . %m . %Y}",
    lambda day: f"{day:%d%m%Y}",
    lambda day: f"ngày/date {day:%d} tháng/month {day:%m} năm/year {day:%Y}",
    lambda day: f"Ngày, tháng, năm sinh: {day:%d/%m/%Y} Giới tính: Nam",
    date.isoformat,
)


@pytest.mark.parametrize("form", FORMS)
@given(day=DAYS)
def test_a_printed_day_is_read_back(form: Callable[[date], str], day: date) -> None:
    """Whatever the form, the day comes out in ISO form and nothing about it is doubtful."""
    parsed = parse_date(form(day))
    assert parsed is not None
    assert parsed.value == day.isoformat()
    assert "doubtful" not in parsed.notes


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("tháng 5 năm 1960", "1960-05"),
        ("05/1960", "1960-05"),
        ("năm 1960", "1960"),
        ("Năm sinh: 1960", "1960"),
        ("1960 Dân tộc: Kinh", "1960"),
        ("00051960", "1960-05"),
        ("00001960", "1960"),
        ("ngày năm tháng năm năm hai nghìn không trăm linh năm", "2005-05-05"),
        ("ngày mồng năm tháng tư năm hai nghìn", "2000-04-05"),
        ("ngày 20 tháng 3 năm 20 18 tại", "2018-03-20"),
        ("Không thời hạn", "Không thời hạn"),
    ],
)
def test_the_precision_is_the_printed_one(text: str, value: str) -> None:
    """A month or a year alone stays what it is, and is not doubtful for it."""
    parsed = parse_date(text)
    assert parsed is not None
    assert parsed.value == value
    assert "doubtful" not in parsed.notes


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("ngay 06 thang 0l nảm 2O25", "2025-01-06"),
        ("l6/O5/2O25", "2025-05-16"),
        ("ngày I8 tháng 02 năm 1999", "1999-02-18"),
    ],
)
def test_letters_that_look_like_digits_are_repaired_and_told(text: str, value: str) -> None:
    """A repaired date says so."""
    parsed = parse_date(text)
    assert parsed is not None
    assert (parsed.value, parsed.notes) == (value, ("repaired",))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("ngày    tháng 01 năm 2025", "2025-01"),
        ("ngày .... tháng .... năm 2025", "2025"),
        ("ngày 4§ tháng 01 năm 2025", "2025-01"),
        ("Hà Nội, n§ày xx tháng 3 năm 2020", "2020-03"),
        ("ngày 5/3 năm 2020", "2020"),
        ("ngày tháng năm một nghìn chín trăm chín mươi", "1990"),
    ],
)
def test_an_unread_part_makes_the_rest_doubtful(text: str, value: str) -> None:
    """What is left of a date with an unread day or month is given, and never as certain."""
    parsed = parse_date(text)
    assert parsed is not None
    assert parsed.value == value
    assert "doubtful" in parsed.notes


@pytest.mark.parametrize(
    "text",
    [
        "31/02/2020",
        "01/13/2020",
        "ngày 31 tháng 4 năm 2020",
        "ngày 12 tháng 13 năm 2020",
        "05/03/90",
        "số 01/2023/TT-VPCP",
        "",
        "ngày tháng năm",
        "00132020",
    ],
)
def test_what_is_no_day_gives_none(text: str) -> None:
    """Impossible days, two-digit years and document numbers are no dates."""
    assert parse_date(text) is None


@given(DAYS, DAYS)
def test_dates_of_running_text_are_found_where_they_stand(first: date, second: date) -> None:
    """Each date is found with its place."""
    text = f"từ {long_date(first)} đến ngày {second:%d/%m/%Y} theo Quyết định số 12/2019/QĐ-UBND"
    found = find_dates(text)
    assert [parsed.value for _, _, parsed in found] == [first.isoformat(), second.isoformat()]
    assert [text[start:end] for start, end, _ in found] == [long_date(first), f"{second:%d/%m/%Y}"]


@given(DAYS)
def test_dates_of_codes(day: date) -> None:
    """A card's code has eight digits, its machine-readable zone six and the century that is not to come."""
    assert compact_date(f"{day:%d%m%Y}") == day.isoformat()
    latest = day.year + 37
    assert short_date(f"{day:%y%m%d}", latest) == day.isoformat()
