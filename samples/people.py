"""Fictional people with believable names, addresses and numbers; the places exist, the people do not."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Literal

Sex = Literal["Nam", "Nữ"]

FAMILY = (
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Huỳnh",
    "Võ",
    "Đặng",
    "Bùi",
    "Đỗ",
    "Hồ",
    "Ngô",
    "Dương",
    "Lý",
    "Đoàn",
    "Trương",
)
MIDDLE: dict[Sex, tuple[str, ...]] = {
    "Nam": ("Văn", "Hữu", "Đức", "Minh", "Quốc", "Thanh", "Xuân", "Công"),
    "Nữ": ("Thị", "Thị Mỹ", "Ngọc", "Thị Thu", "Thùy", "Thị Bích", "Như"),
}
GIVEN: dict[Sex, tuple[str, ...]] = {
    "Nam": ("Hùng", "Tuấn", "Dũng", "Khải", "Phước", "Thịnh", "Trường", "Vũ", "Đạt", "Lộc", "Quyết", "Sơn", "Nghĩa"),
    "Nữ": ("Hương", "Lan", "Thảo", "Nguyệt", "Yến", "Diễm", "Hạnh", "Quyên", "Trâm", "Uyên", "Phượng", "Tuyết"),
}


@dataclass(frozen=True, slots=True)
class Place:
    """A commune as it was named before July 2025, with its province and that province's code in identity numbers."""

    province_code: str
    province: str
    district: str
    commune: str

    @property
    def full(self) -> str:
        """Return commune, district and province in one line."""
        return f"{self.commune}, {self.district}, {self.province}"


PLACES = (
    Place("051", "tỉnh Quảng Ngãi", "huyện Bình Sơn", "xã Bình Chương"),
    Place("051", "tỉnh Quảng Ngãi", "thị xã Đức Phổ", "phường Phổ Thạnh"),
    Place("054", "tỉnh Phú Yên", "huyện Tuy An", "xã An Mỹ"),
    Place("048", "thành phố Đà Nẵng", "quận Hải Châu", "phường Thuận Phước"),
    Place("093", "tỉnh Hậu Giang", "huyện Châu Thành A", "xã Tân Hòa"),
    Place("019", "tỉnh Thái Nguyên", "huyện Đại Từ", "xã Hùng Sơn"),
    Place("026", "tỉnh Vĩnh Phúc", "huyện Tam Đảo", "xã Hồ Sơn"),
    Place("040", "tỉnh Nghệ An", "huyện Quỳnh Lưu", "xã Quỳnh Hậu"),
)

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who does not exist; the identity number (12 digits) agrees with place, sex and year."""

    name: str
    sex: Sex
    born: date
    number: str
    place: Place


def person(rng: Random, sex: Sex, years: tuple[int, int]) -> Person:
    """Return a person born within the years (both included)."""
    place = rng.choice(PLACES)
    born = date(rng.randint(*years), 1, 1) + timedelta(days=rng.randrange(365))
    name = f"{rng.choice(FAMILY)} {rng.choice(MIDDLE[sex])} {rng.choice(GIVEN[sex])}"
    century = 2 * (born.year // 100 - 19) + (sex == "Nữ")
    number = f"{place.province_code}{century}{born.year % 100:02d}{rng.randrange(10**6):06d}"
    return Person(name, sex, born, number, place)


def some_day(rng: Random, years: tuple[int, int]) -> date:
    """Return a day within the years (both included)."""
    return date(rng.randint(*years), 1, 1) + timedelta(days=rng.randrange(365))


def long_date(day: date) -> str:
    """Return the day as papers print it: a leading zero for days below 10 and for January and February."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def spelled(number: int) -> str:
    """Return a number from 0 to 9999 in Vietnamese words."""
    if number < 10:
        return DIGITS[number]
    if number < 100:
        return _tens(number)
    if number < 1000:
        rest = number % 100
        return f"{DIGITS[number // 100]} trăm" + (f" {_after_hundreds(rest)}" if rest else "")
    rest = number % 1000
    if not rest:
        return f"{DIGITS[number // 1000]} nghìn"
    hundreds = f"{DIGITS[rest // 100]} trăm" + (f" {_after_hundreds(rest % 100)}" if rest % 100 else "")
    return f"{DIGITS[number // 1000]} nghìn {hundreds}"


def spelled_date(day: date) -> str:
    """Return the day in Vietnamese words, as civil status papers repeat it."""
    month = "tư" if day.month == 4 else spelled(day.month)
    return f"ngày {spelled(day.day)} tháng {month} năm {spelled(day.year)}"


def dotted(number: int) -> str:
    """Return a whole number with a dot between thousands."""
    return f"{number:,}".replace(",", ".")


def _after_hundreds(rest: int) -> str:
    return f"linh {DIGITS[rest]}" if rest < 10 else _tens(rest)


def _tens(number: int) -> str:
    ten, unit = divmod(number, 10)
    head = "mười" if ten == 1 else f"{DIGITS[ten]} mươi"
    tail = {0: "", 1: "một" if ten == 1 else "mốt", 5: "lăm"}.get(unit, DIGITS[unit])
    return f"{head} {tail}".strip()
