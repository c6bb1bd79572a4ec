"""Names of places held against the tables of units, and names that no language may correct."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.listed_names import held_against_units, holds_two, lacks_its_place, own_names
from ingest.geometry import Box
from ocr.page_text import Word


def word(text: str, printed: str | None = None) -> Word:
    """Return a word somewhere."""
    return Word(text, printed or text, Box(0.0, 0.0, 10.0, 10.0), 0.9)


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        (
            "thôn Nà Khoang, xã Nghỉ Quang, huyện Nghỉ Lộc, tỉnh Nghệ An",
            "thôn Nà Khoang, xã Nghi Quang, huyện Nghi Lộc, tỉnh Nghệ An",
        ),
        ("ỦY BAN NHÂN DÂN TỈNH ĐẮKLẮK", "ỦY BAN NHÂN DÂN TỈNH ĐẮK LẮK"),
        (
            "447A Đề Thám, phường I, thị xã Ngã Năm, tỉnh Sóc Trăng",
            "447A Đề Thám, phường 1, thị xã Ngã Năm, tỉnh Sóc Trăng",
        ),
        ("thôn Phú Lễ, X. Thông Thụ, H. Quế Phong, T, Nghệ An", "thôn Phú Lễ, X. Thông Thụ, H. Quế Phong, T. Nghệ An"),
    ],
)
def test_units_are_spelled_as_the_tables_have_them(printed: str, meant: str) -> None:
    """A unit that is the only one with these letters in its place is spelled as it can only be."""
    assert held_against_units(printed).text == meant


@pytest.mark.parametrize(
    "text",
    ["Phú Yên", "UBND XÃ NGỌC ĐÔNG", "các hạng Q, X, và H, theo danh sách", "huyện Krông Păc, tỉnh Đăk Lăk", "Hà Nội"],
)
def test_what_the_tables_do_not_settle_stays(text: str) -> None:
    """A name by itself may be another unit's; foreign syllables have more than one right spelling."""
    assert held_against_units(text).text == text


def test_only_words_of_the_path_are_confirmed() -> None:
    """House, street and hamlet are not in the tables; commune, district and province are."""
    held = held_against_units("12 Lê Lợi, xã Nghi Quang, huyện Nghi Lộc, tỉnh Nghệ An")
    assert {"nghi", "quang", "loc", "nghe", "an", "xa", "huyen", "tinh"} <= held.confirmed
    assert not {"12", "le", "loi"} & held.confirmed


@given(st.text(max_size=80))
def test_any_text_can_be_held_against_the_tables(text: str) -> None:
    """No text raises, and what is spelled once stays as it is."""
    once = held_against_units(text).text
    assert held_against_units(once).text == once


def test_two_addresses_in_one_are_seen() -> None:
    """A line of the next entry behind a province; a province twice is no sign of it."""
    assert holds_two("Tân Quý, Tân Phú, Hồ Chí Minh Phường 5, Gò Vấp, Hồ Chí Minh")
    assert not holds_two("phường Bắc Hà, thành phố Hà Tĩnh, tỉnh Hà Tĩnh")


def test_a_committee_needs_its_place() -> None:
    """``UBND`` of nothing is a line that was read in part."""
    assert lacks_its_place("UBND QUẢNG PH")
    assert lacks_its_place("UBND 01 tháng 10 năm 2017")
    assert lacks_its_place("ỦY BAN NHÂN DÂN QUẬN")
    assert not lacks_its_place("Các sở, ban, ngành thuộc tỉnh")
    assert not lacks_its_place("UBND XÃ QUẢNG PHÚ")
    assert not lacks_its_place("ỦY BAN NHÂN DÂN")


def test_names_behind_kinds_of_places_and_companies_stand_as_printed() -> None:
    """The language corrects words, not names that are words as they were printed."""
    words = (word("UBND"), word("HUYỆN"), word("PHÚ", "PHÙ"), word("YÊN"))
    assert own_names(words) == words[2:]
    company = (word("CÔNG"), word("TY"), word("TNHH"), word("XÂY"), word("DỤNG", "DỰNG"))
    assert company[4] in own_names(company)
    assert own_names((word("PHÓ", "PHO"), word("GIÁM", "GIAM"))) == ()
