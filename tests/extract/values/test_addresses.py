"""Addresses: verbatim, and what they mean."""

import time
import unicodedata

import pytest

from extract.values import parse, resolve
from extract.values.units import new_provinces, old_provinces
from extract.values.written import folded
from samples.people import PLACES, Place


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        (
            "xã Bình Chương, huyện Bình Sơn, tỉnh Quảng Ngãi",
            "Xã Bình Chương, Huyện Bình Sơn, Tỉnh Quảng Ngãi",
            ["Xã Bình Chương, Tỉnh Quảng Ngãi"],
        ),
        (
            "thôn 5 xã Tân Hòa huyện Châu Thành A tỉnh Hậu Giang",
            "Xã Tân Hòa, Huyện Châu Thành A, Tỉnh Hậu Giang",
            ["Xã Tân Hòa, Thành phố Cần Thơ"],
        ),
        (
            "12 Trần Phú, P.1, Q.3, TP. Hồ Chí Minh",
            "Phường 1, Quận 3, Thành phố Hồ Chí Minh",
            ["Phường Bàn Cờ, Thành phố Hồ Chí Minh"],
        ),
        ("ỦY BAN NHÂN DÂN TỈNH PHÚ YÊN", "Tỉnh Phú Yên", ["Tỉnh Đắk Lắk"]),
        (
            "Phường Xuân Hương - Đà Lạt, tỉnh Lâm Đồng",
            None,
            ["Phường Xuân Hương - Đà Lạt, Tỉnh Lâm Đồng"],
        ),
        (
            "xã Bình Chương - huyện Bình Sơn - tỉnh Quảng Ngãi",
            "Xã Bình Chương, Huyện Bình Sơn, Tỉnh Quảng Ngãi",
            ["Xã Bình Chương, Tỉnh Quảng Ngãi"],
        ),
        ("xã Phong Điền, thành phố Cần Thơ", None, ["Xã Phong Điền, Thành phố Cần Thơ"]),
        ("phường Hải Châu, thành phố Đà Nẵng", None, ["Phường Hải Châu, Thành phố Đà Nẵng"]),
        ("huyện Lý Sơn, tỉnh Quảng Ngãi", "Huyện Lý Sơn, Tỉnh Quảng Ngãi", ["Đặc khu Lý Sơn, Tỉnh Quảng Ngãi"]),
        (
            "UBND xã An Mỹ, huyện Tuy An, tỉnh Phú Yên",
            "Xã An Mỹ, Huyện Tuy An, Tỉnh Phú Yên",
            ["Xã Tuy An Nam, Tỉnh Đắk Lắk"],
        ),
        (
            "xã Tân Xã, huyện Thạch Thất, thành phố Hà Nội",
            "Xã Tân Xã, Huyện Thạch Thất, Thành phố Hà Nội",
            ["Xã Hạ Bằng, Thành phố Hà Nội", "Xã Hòa Lạc, Thành phố Hà Nội"],
        ),
    ],
)
def test_units_before_and_since_the_merger(text: str, old: str | None, new: list[str]) -> None:
    """Old names lead to new ones, split communes to candidates, new names to themselves; the print stays as it is."""
    found = resolve(text)
    assert found is not None
    assert (None if found.old is None else found.old.name) == old
    assert [unit.name for unit in found.new] == new
    assert found.printed == text
    assert found.table_version.startswith("vietnamadminunits ")


@pytest.mark.parametrize(
    ("text", "certainty"),
    [
        ("xã Bình Chương, huyện Bình Sơn, tỉnh Quảng Ngãi", "exact"),
        ("xã Bình Chương, Bình Sơn, Quảng Ngãi", "exact"),
        ("xa Binh Chuong, huyen Binh Son, tinh Quang Ngai", "folded"),
        ("xã Bình Chương, huyện Bình Sơm, tỉnh Quảng Ngãi", "near"),
    ],
)
def test_how_sure_it_is(text: str, certainty: str) -> None:
    """Marks that are missing and letters that differ are told, and only the exact address is known."""
    found = resolve(text)
    assert found is not None
    assert found.certainty == certainty
    assert found.new[0].name == "Xã Bình Chương, Tỉnh Quảng Ngãi"
    parsed = parse("addr", text)
    assert parsed is not None
    assert (parsed.value, parsed.notes) == (text, ("known",) if certainty == "exact" else ())


@pytest.mark.parametrize("place", PLACES)
def test_places_of_the_samples(place: Place) -> None:
    """District and province are found; without marks the same units are."""
    found, bare = resolve(place.full), resolve(folded(place.full))
    assert found is not None
    assert bare is not None
    assert found.old is not None
    assert found.old == bare.old
    assert found.old.province.lower() == place.province.lower()
    assert (found.old.district or "").lower() == place.district.lower()


def test_every_province_is_found_by_its_own_name() -> None:
    """All 63 and all 34, in NFC and NFD."""
    for names, old in ((old_provinces(), True), (new_provinces(), False)):
        places = {place for same in names.by_key.values() for place in same}
        assert len(places) == (63 if old else 34)
        for place in places:
            hit = names.find(None, place.name)
            assert hit is not None
            assert hit.place == place
            found = resolve(unicodedata.normalize("NFD", f"{place.kind} {place.name}"))
            assert found is not None
            if old:
                assert found.old is not None
                assert found.old.code == place.code


@pytest.mark.parametrize("text", ["", "Cục Cảnh sát quản lý hành chính về trật tự xã hội", "Sao Hỏa", "12/5"])
def test_no_unit(text: str) -> None:
    """What names no province is not placed anywhere."""
    assert resolve(text) is None


def test_a_look_up_is_quick() -> None:
    """Addresses not asked for before, the tables read: less than 10 ms each even on a busy machine."""
    resolve("Hà Nội")
    start = time.perf_counter()
    for number in range(10):
        resolve(f"Số {number}, xã Bình Chương, huyện Bình Sơn, tỉnh Quảng Ngãi")
    assert (time.perf_counter() - start) / 10 < 0.01
