"""Cross-checks of one document."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.checks import RULES, Finding, check
from extract.field import Value
from samples.people import Sex, person, spelled_date


@given(st.randoms(use_true_random=False), st.sampled_from(["Nam", "Nữ"]))
def test_a_person_without_faults_passes(rng: Random, sex: Sex) -> None:
    """What was made to agree does: sex, year and words against the number and the figures."""
    somebody = person(rng, sex, (1930, 2020))
    values: dict[str, Value] = {
        "gioi_tinh": somebody.sex,
        "so_dinh_danh": somebody.number,
        "ngay_sinh": somebody.born.isoformat(),
        "ngay_sinh_bang_chu": spelled_date(somebody.born),
        "giay_to": f"CCCD số {somebody.number} cấp ngày 05/03/2021",
    }
    rules = (
        ("sex_number", "gioi_tinh", "so_dinh_danh"),
        ("birth_number", "ngay_sinh", "so_dinh_danh"),
        ("digits_words_date", "ngay_sinh", "ngay_sinh_bang_chu"),
        ("id_in_text", "so_dinh_danh", "giay_to"),
        ("number_plausible", "so_dinh_danh"),
        ("year_plausible", "ngay_sinh"),
    )
    assert check(values, rules) == tuple(Finding(rule[1:], rule[0], passed=True) for rule in rules)


@pytest.mark.parametrize(
    ("code", "good", "bad"),
    [
        ("digits_words_date", ("1990-08-15", "ngày mười lăm tháng tám năm một nghìn chín trăm chín mươi"),
         ("1990-08-16", "ngày mười lăm tháng tám năm một nghìn chín trăm chín mươi")),
        ("digits_words_area", ("120.5", "Một trăm hai mươi phẩy năm mét vuông"), ("125", "Một trăm hai mươi mét")),
        ("digits_words_money", ("1000000000", "Một tỷ đồng"), ("100000000", "Một tỷ đồng")),
        ("sex_number", ("Nữ", "051190123456"), ("Nam", "051190123456")),
        ("birth_number", ("1990-01-02", "051190123456"), ("1991", "051190123456")),
        ("issue_after_birth", ("1990", "1990-05-06"), ("1990-05-07", "1990-05-06")),
        ("expiry_after_issue", ("2021-05-06", "2031-05-06"), ("2031", "2021-05-06")),
        ("death_after_birth", ("1930", "2020-01-01"), ("2020-01-02", "2020-01-01")),
        ("issue_after_death", ("2020-01-01", "2020-01-03"), ("2020-01-04", "2020-01-03")),
        ("change_after_first", ("2010-01-01", "2020-01-03"), ("2020-01-04", "2020-01-03")),
        ("parent_older", ("1960", "1990-08-15"), ("1985", "1990-08-15")),
        ("marriage_age", ("1990-08-15", "2015-01-01"), ("2001", "2015-01-01")),
        ("id_in_text", ("051190123456", "CCCD 0511 9012 3456"), ("051190123456", "CCCD 051190123457")),
        ("number_year", ("45/2020/TLKS-BS", "2020-03-05"), ("45/2020/TLKS-BS", "2021-03-05")),
        ("number_plausible", ("051190123456",), ("999190123456",)),
        ("tax_check", ("0100109106",), ("0100109107",)),
        ("year_plausible", ("1990",), ("1829-01-01",)),
        ("same_date", ("1990-08-15", "1990"), ("1990-08-15", "1991")),
    ],
)  # fmt: skip
def test_each_rule_tells_right_from_wrong(code: str, good: tuple[str, ...], bad: tuple[str, ...]) -> None:
    """One finding each, with its fields, and silence where a value is missing."""
    names = tuple(f"f{at}" for at in range(len(good)))
    assert check(dict(zip(names, good, strict=True)), [(code, *names)]) == (Finding(names, code, passed=True),)
    assert check(dict(zip(names, bad, strict=True)), [(code, *names)]) == (Finding(names, code, passed=False),)
    assert check(dict(zip(names[:-1], good, strict=False)), [(code, *names)]) == ()


def test_every_rule_is_tried_above() -> None:
    """A rule without an example would be one that nobody has seen fail."""
    mark = next(iter(test_each_rule_tells_right_from_wrong.pytestmark))  # type: ignore[attr-defined]
    assert {row[0] for row in mark.args[1]} == set(RULES)


@given(st.sampled_from(sorted(RULES)), st.lists(st.text(max_size=20), min_size=2, max_size=2))
def test_no_value_raises(code: str, texts: list[str]) -> None:
    """Whatever the values are."""
    count = 1 if code in {"number_plausible", "tax_check", "year_plausible"} else 2
    names = ("a", "b")[:count]
    check(dict(zip(names, texts, strict=False)), [(code, *names)])


def test_what_cannot_be_compared_says_nothing() -> None:
    """An endless licence has no expiry to compare, an old household code no check digit."""
    values: dict[str, Value | None] = {"a": "2020-01-01", "b": "Không thời hạn", "c": "50H8027879", "d": None}
    assert check(values, [("expiry_after_issue", "a", "b"), ("tax_check", "c"), ("year_plausible", "d")]) == ()


def test_a_wrong_table_is_told() -> None:
    """A code that does not exist is a fault of the table."""
    with pytest.raises(KeyError):
        check({}, [("no_such_check", "a")])
