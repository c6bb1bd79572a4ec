"""The QR code of a citizen card."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.codes.citizen_code import citizen_candidates, citizen_code
from ingest.geometry import Box
from ocr.page_text import MachineCode

words = st.text(st.characters(categories=("Lu", "Ll")), min_size=1, max_size=8)
names = st.lists(words, min_size=1, max_size=4).map(" ".join)
digits = st.integers(0, 10**12 - 1).map("{:012}".format)


@given(digits, names, st.dates(date(1900, 1, 1), date(2030, 1, 1)), st.sampled_from(("Nam", "Nữ")), names)
def test_what_a_code_says_comes_back(number: str, name: str, born: date, sex: str, home: str) -> None:
    """Each fact in the one form that fields have; an old number that is none is left out."""
    code = citizen_code(f"{number}||{name}|{born:%d%m%Y}|{sex}|{home}|01022022")
    assert code is not None
    assert (code.so_dinh_danh, code.so_cmnd, code.ngay_sinh) == (number, "", born.isoformat())
    assert (code.gioi_tinh, code.ngay_cap) == (sex, "2022-02-01")
    assert code.ho_ten.split()[0][0] == name[0] or not name.isascii()


@given(st.text(max_size=80))
def test_other_codes_say_nothing_and_never_fail(text: str) -> None:
    """Whatever is printed in a square."""
    found = citizen_candidates(MachineCode(text, Box(0, 0, 30, 30)), 1)
    assert all(candidate.origin == "qr" for candidate in found)
    assert citizen_code(f"https://{text}") is None


@pytest.mark.parametrize(
    ("written", "said"),
    [("00001960", "1960"), ("00051960", "1960-05"), ("31021990", ""), ("", ""), ("06051960", "1960-05-06")],
)
def test_a_birth_that_is_known_in_part_stays_so(written: str, said: str) -> None:
    """00 stands for what is not known; a day that never was is none."""
    code = citizen_code(f"001060000001||LÊ THỊ HOA|{written}|Nữ|Hà Nội|01022022")
    assert code is not None
    assert code.ngay_sinh == said
