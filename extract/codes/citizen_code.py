"""The QR code of a citizen card (căn cước công dân of 2021, căn cước of 2024).

``số định danh|số CMND|họ tên|ngày sinh|giới tính|nơi cư trú|ngày cấp``: 6 fields or more, dates as ddmmyyyy with 00 for
what is not known; what comes after the seventh is not used. The code is not signed: it proves nothing, but it is
never misread.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from extract.candidate import Candidate
from ocr.page_text import MachineCode

_FEWEST = 6
_DATE = re.compile(r"(\d{2})(\d{2})(\d{4})", re.ASCII)
_IDENTITY = re.compile(r"\d{12}", re.ASCII)
_OLD_IDENTITY = re.compile(r"\d{9}", re.ASCII)
_SEXES = {"nam": "Nam", "nữ": "Nữ"}


@dataclass(frozen=True, slots=True)
class CitizenCode:
    """What the code says, each in its one written form; empty where it says nothing, or nothing that can be."""

    so_dinh_danh: str
    so_cmnd: str
    ho_ten: str
    ngay_sinh: str
    gioi_tinh: str
    noi_cu_tru: str
    ngay_cap: str


def citizen_code(text: str) -> CitizenCode | None:
    """Read the text of a code; None where it is another kind of code."""
    fields = [unicodedata.normalize("NFC", " ".join(field.split())) for field in text.split("|")]
    if len(fields) < _FEWEST or not _IDENTITY.fullmatch(fields[0]) or not any(map(str.isalpha, fields[2])):
        return None
    return CitizenCode(
        so_dinh_danh=fields[0],
        so_cmnd=fields[1] if _OLD_IDENTITY.fullmatch(fields[1]) else "",
        ho_ten=fields[2],
        ngay_sinh=_date(fields[3]),
        gioi_tinh=_SEXES.get(fields[4].lower(), ""),
        noi_cu_tru=fields[5],
        ngay_cap=_date(fields[6]) if len(fields) > _FEWEST else "",
    )


def citizen_candidates(code: MachineCode, page: int) -> tuple[Candidate, ...]:
    """Return the facts of a citizen's code on a page (from 1), none for another code."""
    said = citizen_code(code.text)
    if said is None:
        return ()
    facts = (
        ("so_dinh_danh", said.so_dinh_danh),
        ("so_cmnd", said.so_cmnd),
        ("ho_ten", said.ho_ten),
        ("ngay_sinh", said.ngay_sinh),
        ("gioi_tinh", said.gioi_tinh),
        ("noi_cu_tru", said.noi_cu_tru),
        ("ngay_cap", said.ngay_cap),
    )
    return tuple(Candidate(name, page, (), origin="qr", stated=value, place=code.box) for name, value in facts if value)


def _date(text: str) -> str:
    """Return a date as ISO 8601, as exact as the code gives it; empty where it is none."""
    found = _DATE.fullmatch(text)
    if found is None:
        return ""
    day, month, year = (int(part) for part in found.groups())
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return ""
    if not month:
        return f"{year:04}"
    return f"{year:04}-{month:02}-{day:02}" if day else f"{year:04}-{month:02}"
