"""The key of a paper: the same for the same paper, whatever noise was on the scan."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.field import Value
from extract.reuse_key import ReuseKey, reuse_key, same_paper
from extract.rule_files import document_types

VALUES: dict[str, Value] = {
    "co_quan_ban_hanh": "ỦY BAN NHÂN DÂN TỈNH QUẢNG NGÃI",
    "so_ky_hieu": "01/TTr-UBND",
    "ngay_ban_hanh": "2025-01-06",
}
KIND = document_types()["to_trinh"]


def key_of(**changes: Value) -> ReuseKey:
    """Return the key of a paper with some facts changed."""
    key = reuse_key(KIND, VALUES | changes)
    assert key is not None
    return key


def test_marks_case_and_signs_do_not_change_the_key() -> None:
    """What recognition loses most easily is no part of the key."""
    assert key_of() == key_of(co_quan_ban_hanh="UY BAN NHÂN DÂN  tỉnh Quàng Ngãi", so_ky_hieu="01/TTR UBND")


@pytest.mark.parametrize(
    "change",
    [{"so_ky_hieu": "02/TTr-UBND"}, {"ngay_ban_hanh": "2024-01-06"}, {"co_quan_ban_hanh": "SỞ Y TẾ"}],
)
def test_another_fact_is_another_paper(change: dict[str, Value]) -> None:
    """Number, day and issuer tell papers apart."""
    assert key_of() != key_of(**change)
    assert not same_paper(key_of(), key_of(**change))


def test_too_little_makes_no_key() -> None:
    """A number alone is on many papers."""
    assert reuse_key(KIND, {"so_ky_hieu": "01/TTr-UBND"}) is None
    assert reuse_key(document_types()["khac"], VALUES) is None


def test_a_part_that_was_not_read_does_not_make_another_paper() -> None:
    """The same paper scanned badly: what both tell agrees."""
    assert same_paper(key_of(), replace(key_of(), issuer=""))
    assert not same_paper(key_of(), replace(key_of(), issuer="", number=""))


parts = st.sampled_from(["", "a", "b"])
keys = st.builds(ReuseKey, st.just("to_trinh"), parts, parts, parts, parts)


@given(keys, keys)
def test_it_does_not_matter_which_scan_came_first(one: ReuseKey, other: ReuseKey) -> None:
    """The comparison is symmetric, and never joins papers with a part that differs."""
    assert same_paper(one, other) == same_paper(other, one)
    if same_paper(one, other):
        assert not any(
            mine != theirs
            for mine, theirs in ((one.number, other.number), (one.holder, other.holder), (one.issuer, other.issuer))
            if mine and theirs
        )
