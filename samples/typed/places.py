"""Addresses: real communes before and after 1 July 2025, with houses and hamlets that are made up."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from random import Random
from typing import Literal

MERGER = date(2025, 7, 1)

Wording = Literal["long", "capital", "comma", "dash", "short"]
"""``xã X, tỉnh Z`` · ``Xã X, Tỉnh Z`` · ``X, Z`` · ``xã X - tỉnh Z`` · ``X. X, T. Z``; a district stands between."""

STREETS = (
    "Nguyễn Huệ", "Lê Lợi", "Trần Hưng Đạo", "Phan Đình Phùng", "Hai Bà Trưng", "Lý Thường Kiệt", "Quang Trung",
    "Nguyễn Văn Cừ", "Trường Chinh", "Phạm Văn Đồng", "Hoàng Diệu", "Cách Mạng Tháng Tám", "30 Tháng 4",
    "Tôn Đức Thắng", "Ngô Quyền", "Đề Thám", "Huỳnh Thúc Kháng",
)  # fmt: skip
HAMLETS = (
    "thôn Đông Yên 2", "thôn Phú Lễ", "thôn Nà Khoang", "ấp Tân Hòa", "ấp 5", "ấp Bưng Thum", "buôn Ea Sar",
    "buôn Kô Tam", "bản Pá Khoang", "bản Mường Piệt", "làng Plei Ốp", "xóm Mới", "xóm Đồng Quan", "thôn 7",
    "khu phố 3", "tổ dân phố số 8", "khóm Vĩnh Phước", "khu 4", "đội 9",
)  # fmt: skip
SHORT = (
    ("Thành phố ", "TP. "), ("Thị xã ", "TX. "), ("Thị trấn ", "TT. "), ("Phường ", "P. "), ("Quận ", "Q. "),
    ("Huyện ", "H. "), ("Xã ", "X. "), ("Tỉnh ", "T. "),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Unit:
    """A commune with all that is above it; ``district`` is empty where there is none any more.

    ``code`` is the old province's code as identity numbers begin with it (three digits); empty for new units.
    """

    ward: str
    district: str
    province: str
    code: str

    @property
    def levels(self) -> tuple[str, ...]:
        """Return the names from the commune up, each with its kind: ``Xã An Mỹ``."""
        return tuple(level for level in (self.ward, self.district, self.province) if level)

    @property
    def town(self) -> str:
        """Return the commune's name without its kind, as papers are dated."""
        return bare(self.ward)

    def worded(self, wording: Wording) -> str:
        """Return the unit in one line."""
        levels = self.levels
        match wording:
            case "capital":
                return ", ".join(levels)
            case "comma":
                return ", ".join(bare(level) for level in levels)
            case "dash":
                return " - ".join(lower(level) for level in levels)
            case "short":
                return ", ".join(_shortened(level) for level in levels)
            case _:
                return ", ".join(lower(level) for level in levels)


def lower(level: str) -> str:
    """Return ``xã An Mỹ`` for ``Xã An Mỹ``."""
    return level[:1].lower() + level[1:]


def bare(level: str) -> str:
    """Return ``An Mỹ`` for ``Xã An Mỹ``; a unit that is only a number keeps its kind (``Phường 5``)."""
    for kind in ("Thành phố ", "Thị xã ", "Thị trấn ", "Đặc khu ", "Phường ", "Quận ", "Huyện ", "Xã ", "Tỉnh "):
        if level.startswith(kind):
            rest = level.removeprefix(kind)
            return level if rest.isdigit() else rest
    return level


def unit(rng: Random, day: date) -> Unit:
    """Return a commune that existed on the day."""
    return rng.choice(_new_units() if day >= MERGER else _old_units())


def old_unit(rng: Random) -> Unit:
    """Return a commune as it was before the merger, with the code of its province in identity numbers."""
    return rng.choice(_old_units())


def near(rng: Random, home: Unit, day: date) -> Unit:
    """Return a commune of the same province where the province still exists, else any."""
    units = _new_units() if day >= MERGER else _old_units()
    same = [each for each in units if each.province == home.province]
    return rng.choice(same or units)


def house(rng: Random, place: Unit) -> str:
    """Return what stands before the commune: a hamlet in the country, a street in town."""
    if place.ward.startswith("Phường"):
        plain = f"{rng.randint(1, 480)}"
        number = rng.choice((plain, f"Số {plain}", f"{rng.randint(1, 90)}/{rng.randint(2, 60)}", f"{plain}A"))
        return f"{number} {rng.choice(('', 'đường '))}{rng.choice(STREETS)}"
    return rng.choice(HAMLETS)


def address(rng: Random, place: Unit, wording: Wording = "long") -> str:
    """Return a full address in the commune."""
    begun = house(rng, place)
    if wording in ("capital", "comma"):
        begun = begun[:1].upper() + begun[1:]
    return f"{begun}{' - ' if wording == 'dash' else ', '}{place.worded(wording)}"


def _shortened(level: str) -> str:
    for kind, letters in SHORT:
        if level.startswith(kind):
            return letters + level.removeprefix(kind)
    return level


def _data() -> Path:
    found = find_spec("vietnamadminunits")
    if found is None or found.origin is None:
        message = "vietnamadminunits is not installed"
        raise ModuleNotFoundError(message)
    return Path(found.origin).parent / "data" / "dataset.db"


@cache
def _old_units() -> tuple[Unit, ...]:
    rows = _rows("SELECT ward, district, province, provinceCode FROM admin_units_legacy ORDER BY wardCode")
    return tuple(Unit(ward, district, province, f"0{code}") for ward, district, province, code in rows)


@cache
def _new_units() -> tuple[Unit, ...]:
    rows = _rows("SELECT ward, '', province, '' FROM admin_units ORDER BY wardCode")
    return tuple(Unit(ward, "", province, "") for ward, _, province, _ in rows)


def _rows(query: str) -> list[tuple[str, str, str, str]]:
    with closing(sqlite3.connect(f"file:{_data()}?mode=ro", uri=True)) as base:
        rows = [row for row in base.execute(query) if all(part is not None for part in row)]
    return [(_kind(ward), _kind(district), _kind(province), code) for ward, district, province, code in rows]


def _kind(level: str) -> str:
    """Return ``Thành phố X`` for ``Thành Phố X``."""
    for odd, right in (("Thành Phố ", "Thành phố "), ("Thị Xã ", "Thị xã "), ("Thị Trấn ", "Thị trấn ")):
        level = level.replace(odd, right)
    return level
