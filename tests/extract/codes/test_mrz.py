"""Machine-readable zones: what they say, and what is made of letters that were misread."""

from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.codes.mrz import ALL_CHECKS, read_mrz
from extract.codes.mrz_digits import check_digit


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a card, and until when it is valid."""

    province: int
    born: date
    sex: str
    tail: int
    until: date

    @property
    def number(self) -> str:
        """Return the identity number as the law builds it: province, century and sex, year of birth, six digits."""
        digit = 2 * (self.born.year // 100 - 19) + (self.sex == "Nữ")
        return f"{self.province:03}{digit}{self.born:%y}{self.tail:06}"

    @property
    def lines(self) -> tuple[str, str, str]:
        """Return the zone (ICAO 9303-5, TD1, as Vietnam fills it in)."""
        number = self.number
        first = f"{number[3:]}{check_digit(number[3:])}{number}<<{check_digit(number)}"
        one, two = f"{self.born:%y%m%d}", f"{self.until:%y%m%d}"
        one, two = one + check_digit(one), two + check_digit(two)
        whole = check_digit(first + one + two + "<" * 11)
        sex = "F" if self.sex == "Nữ" else "M"
        return f"IDVNM{first}", f"{one}{sex}{two}VNM{'<' * 11}{whole}", "LE<<THI<HOA".ljust(30, "<")


holders = st.builds(
    Holder,
    province=st.integers(1, 96),
    born=st.dates(date(1930, 1, 1), date(2023, 12, 31)),
    sex=st.sampled_from(("Nam", "Nữ")),
    tail=st.integers(0, 999_999),
    until=st.dates(date(2024, 1, 1), date(2098, 12, 31)),
)


@pytest.mark.parametrize(("text", "digit"), [("D23145890", "7"), ("740812", "2"), ("120415", "9"), ("L898902C3", "6")])
def test_check_digits_are_those_of_the_standard(text: str, digit: str) -> None:
    """The worked examples of ICAO 9303."""
    assert check_digit(text) == digit


@given(holders)
def test_a_zone_that_was_read_well_is_certain(holder: Holder) -> None:
    """Number, birth with its century, sex and end come back, all check digits agree."""
    zone = read_mrz(*holder.lines)
    assert zone is not None
    assert (zone.so_dinh_danh, zone.ngay_sinh, zone.gioi_tinh) == (holder.number, holder.born.isoformat(), holder.sex)
    assert (zone.ngay_het_han, zone.ho_ten) == (holder.until.isoformat(), "LE THI HOA")
    assert zone.certain
    assert zone.passed == ALL_CHECKS


@settings(deadline=None)  # what is misread is tried in many ways
@given(holders, st.integers(0, 11), st.sampled_from("0123456789"))
def test_one_misread_figure_of_the_number_is_mended_and_told(holder: Holder, place: int, figure: str) -> None:
    """Nothing that was mended is called certain; a figure that stands twice is mended rightly where it is proved."""
    first, middle, lower = holder.lines
    bent = first[: 15 + place] + figure + first[16 + place :]
    zone = read_mrz(bent, middle, lower)
    assert zone is not None
    if zone.certain or (zone.proves("number") and place >= 3):
        assert zone.so_dinh_danh == holder.number
    assert zone.certain == (bent == first)


@pytest.mark.parametrize("middle", ["9005178F30051776VNM<<<<<<<<<<<4", "90051778F30051776VNM<<<<<<<<<<<4"])
def test_figures_that_were_read_twice_are_left_out(middle: str) -> None:
    """One or two figures too many, beside equal ones of which none is: the check digits tell which."""
    zone = read_mrz("TDVNM1901234569001190123456<<0", middle)
    assert zone is not None
    assert (zone.so_dinh_danh, zone.ngay_sinh, zone.ngay_het_han) == ("001190123456", "1990-05-17", "2030-05-17")
    assert zone.passed == ALL_CHECKS


def test_letters_that_look_like_others_are_taken_for_what_may_stand_there() -> None:
    """TDVNM for IDVNM, O for 0 and K for a filler, as engines read them."""
    first, middle, lower = Holder(1, date(2003, 5, 6), "Nam", 18, date(2028, 5, 6)).lines
    assert first.startswith("IDVNM")
    zone = read_mrz("T" + first[1:5] + first[5:].replace("0", "O"), middle.replace("<<<<", "<<K<"), lower)
    assert zone is not None
    assert zone.so_dinh_danh == "001203000018"
    assert zone.ngay_sinh == "2003-05-06"


@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=60))
def test_other_text_is_no_zone_and_never_fails(upper: str, middle: str, lower: str) -> None:
    """Whatever the engine gave."""
    zone = read_mrz(upper, middle, lower)
    assert zone is None or len(zone.so_dinh_danh) == 12


def test_lines_of_prose_are_no_zone() -> None:
    """Nor are those of capitals and digits."""
    assert read_mrz("QUYẾT ĐỊNH SỐ 138 NGÀY 20 THÁNG 11", "CỦA ỦY BAN NHÂN DÂN TỈNH 2019") is None
