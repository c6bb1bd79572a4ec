"""Numbers of people: the twelve digits of the identity number, the nine of the old identity card.

Structure: Thông tư 59/2021/TT-BCA, article 4 and annex: province or country of birth registration (three digits),
century and sex (one), year of birth (two), six more. There is no check digit. The merger of 2025 renumbered nobody.
"""

from dataclasses import dataclass
from functools import cache
from typing import Literal

from extract.values.digits import number_of
from extract.values.parsed import Parsed, noted
from extract.values.written import nfc

Sex = Literal["Nam", "Nữ"]

_PROVINCES = (
    "001 Hà Nội·002 Hà Giang·004 Cao Bằng·006 Bắc Kạn·008 Tuyên Quang·010 Lào Cai·011 Điện Biên·012 Lai Châu·"
    "014 Sơn La·015 Yên Bái·017 Hòa Bình·019 Thái Nguyên·020 Lạng Sơn·022 Quảng Ninh·024 Bắc Giang·025 Phú Thọ·"
    "026 Vĩnh Phúc·027 Bắc Ninh·030 Hải Dương·031 Hải Phòng·033 Hưng Yên·034 Thái Bình·035 Hà Nam·036 Nam Định·"
    "037 Ninh Bình·038 Thanh Hóa·040 Nghệ An·042 Hà Tĩnh·044 Quảng Bình·045 Quảng Trị·046 Thừa Thiên Huế·"
    "048 Đà Nẵng·049 Quảng Nam·051 Quảng Ngãi·052 Bình Định·054 Phú Yên·056 Khánh Hòa·058 Ninh Thuận·"
    "060 Bình Thuận·062 Kon Tum·064 Gia Lai·066 Đắk Lắk·067 Đắk Nông·068 Lâm Đồng·070 Bình Phước·072 Tây Ninh·"
    "074 Bình Dương·075 Đồng Nai·077 Bà Rịa - Vũng Tàu·079 Hồ Chí Minh·080 Long An·082 Tiền Giang·083 Bến Tre·"
    "084 Trà Vinh·086 Vĩnh Long·087 Đồng Tháp·089 An Giang·091 Kiên Giang·092 Cần Thơ·093 Hậu Giang·"
    "094 Sóc Trăng·095 Bạc Liêu·096 Cà Mau"
)
_LAST_CENTURY = 2000  # nobody alive was born in a later one


@dataclass(frozen=True, slots=True)
class IdentityFacts:
    """What an identity number tells: the province of birth registration (None: a country, or no such code), the rest.

    Provinces are those before July 2025.
    """

    province: str | None
    sex: Sex
    birth_year: int

    @property
    def plausible(self) -> bool:
        """Return whether the province exists and the century is not still to come."""
        return self.province is not None and self.birth_year < _LAST_CENTURY + 100


def facts(number: str) -> IdentityFacts | None:
    """Return what twelve digits tell; None where they are not twelve digits."""
    if len(number) != 12 or not (number.isascii() and number.isdigit()):
        return None
    century, sex = divmod(int(number[3]), 2)
    return IdentityFacts(_provinces().get(number[:3]), "Nữ" if sex else "Nam", 1900 + 100 * century + int(number[4:6]))


def parse_id12(text: str) -> Parsed | None:
    """Return the first number of twelve digits, ``known`` where its province and century are; None without one."""
    found = number_of(12, nfc(text))
    if found is None:
        return None
    number, repaired, end = found
    told = facts(number)
    plausible = told is not None and told.plausible
    return Parsed(number, noted(repaired=repaired, known=plausible, doubtful=not plausible), end)


def parse_id9(text: str) -> Parsed | None:
    """Return the first number of nine digits; None without one. Nothing in it can be checked."""
    found = number_of(9, nfc(text))
    return None if found is None else Parsed(found[0], noted(repaired=found[1]), found[2])


@cache
def _provinces() -> dict[str, str]:
    return {entry[:3]: entry[4:] for entry in _PROVINCES.split("·")}
