"""Fictional people carry numbers and dates that agree with each other."""

from datetime import date
from random import Random

import pytest

from samples import people


@pytest.mark.parametrize("seed", range(40))
def test_identity_number_agrees_with_place_sex_and_year(seed: int) -> None:
    """Province, century with sex, and two digits of the year stand in the number."""
    sex: people.Sex = "Nam" if seed % 2 else "Nữ"
    rng = Random(seed)  # noqa: S311 - fictional people need no cryptographic chance
    who = people.person(rng, sex, (1950, 2015))
    century = {(19, "Nam"): "0", (19, "Nữ"): "1", (20, "Nam"): "2", (20, "Nữ"): "3"}[who.born.year // 100, sex]
    assert len(who.number) == 12
    assert who.number.startswith(f"{who.place.province_code}{century}{who.born.year % 100:02d}")


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (5, "năm"),
        (10, "mười"),
        (15, "mười lăm"),
        (11, "mười một"),
        (21, "hai mươi mốt"),
        (24, "hai mươi bốn"),
        (40, "bốn mươi"),
        (105, "một trăm linh năm"),
        (1990, "một nghìn chín trăm chín mươi"),
        (2000, "hai nghìn"),
        (2005, "hai nghìn không trăm linh năm"),
        (2017, "hai nghìn không trăm mười bảy"),
    ],
)
def test_numbers_are_spelled_as_papers_spell_them(number: int, words: str) -> None:
    """Lăm, mốt and linh stand where the language wants them."""
    assert people.spelled(number) == words


def test_dates_are_printed_by_the_rules() -> None:
    """Leading zeros for days below ten and for the first two months; April is tháng tư."""
    assert people.long_date(date(2020, 3, 5)) == "ngày 05 tháng 3 năm 2020"
    assert people.long_date(date(2021, 2, 11)) == "ngày 11 tháng 02 năm 2021"
    assert people.spelled_date(date(2006, 4, 1)) == "ngày một tháng tư năm hai nghìn không trăm linh sáu"


def test_thousands_are_dotted() -> None:
    """A dot stands between thousands."""
    assert people.dotted(29380000) == "29.380.000"
