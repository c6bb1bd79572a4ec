"""The fixed phrases of administrative documents (Nghị định 30/2020/NĐ-CP, annex I), told through misread letters.

Phrases are compared without tone marks and vowel signs, which are what is misread most.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz import fuzz

from extract.values.written import spelling
from ocr.vietnamese.letters import bare

NATIONAL = "conghoaxahoichunghiavietnam"
MOTTO = "doclaptudohanhphuc"
_ADDRESS = "kinhgui"
PARTY = "dangcongsanvietnam"
"""Documents of the Party (Hướng dẫn 36-HD/VPTW) carry its name where those of the State carry the country's."""

_LEAST = 78.0  # of 100: likeness of a long phrase
_LEAST_PART = 88.0  # of a phrase of which a part was read
_PART = 11  # letters of such a part at least

TITLES = (
    "QUYẾT ĐỊNH", "CHỈ THỊ", "TỜ TRÌNH", "THÔNG BÁO", "BÁO CÁO", "KẾ HOẠCH", "NGHỊ QUYẾT", "HƯỚNG DẪN", "BIÊN BẢN",
    "GIẤY MỜI", "NGHỊ ĐỊNH", "THÔNG TƯ LIÊN TỊCH", "THÔNG TƯ", "LUẬT", "BỘ LUẬT", "PHÁP LỆNH", "LỆNH", "HIẾN PHÁP",
    "HỢP ĐỒNG", "QUY CHẾ", "QUY ĐỊNH", "THÔNG CÁO", "CHƯƠNG TRÌNH", "PHƯƠNG ÁN", "ĐỀ ÁN", "DỰ ÁN", "CÔNG ĐIỆN",
    "BẢN GHI NHỚ", "BẢN THỎA THUẬN", "GIẤY ỦY QUYỀN", "GIẤY GIỚI THIỆU", "GIẤY NGHỈ PHÉP", "PHIẾU GỬI",
    "PHIẾU CHUYỂN", "PHIẾU BÁO", "THƯ CÔNG", "KẾT LUẬN", "QUY TRÌNH", "GIẤY TRIỆU TẬP", "CÔNG BỐ", "TUYÊN BỐ",
)  # fmt: skip
"""The names of kinds of documents (article 7), and those that older rules and the law on legal documents add."""

_OFFICES = (
    "CHỦ TỊCH", "PHÓ CHỦ TỊCH", "GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "TỔNG GIÁM ĐỐC", "PHÓ TỔNG GIÁM ĐỐC", "HIỆU TRƯỞNG",
    "PHÓ HIỆU TRƯỞNG", "BỘ TRƯỞNG", "THỨ TRƯỞNG", "CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG", "CHÁNH THANH TRA",
    "PHÓ CHÁNH THANH TRA", "CHÁNH ÁN", "PHÓ CHÁNH ÁN", "VIỆN TRƯỞNG", "PHÓ VIỆN TRƯỞNG", "TRƯỞNG BAN", "PHÓ BAN",
    "PHÓ TRƯỞNG BAN", "TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG", "PHÓ PHÒNG", "CỤC TRƯỞNG", "PHÓ CỤC TRƯỞNG",
    "CHI CỤC TRƯỞNG", "PHÓ CHI CỤC TRƯỞNG", "TỔNG CỤC TRƯỞNG", "PHÓ TỔNG CỤC TRƯỞNG", "VỤ TRƯỞNG", "PHÓ VỤ TRƯỞNG",
    "THỦ TƯỚNG", "PHÓ THỦ TƯỚNG", "CHỦ NHIỆM", "PHÓ CHỦ NHIỆM", "BÍ THƯ", "PHÓ BÍ THƯ", "THẨM PHÁN", "TRƯỞNG ĐOÀN",
    "TRƯỞNG CÔNG AN", "PHÓ TRƯỞNG CÔNG AN", "TỔNG THƯ KÝ", "THƯ KÝ", "CHỦ TỌA", "CHỦ TRÌ", "TỔNG KIỂM TOÁN",
    "TỔNG THANH TRA", "THỐNG ĐỐC", "TRƯỞNG KHOA", "TRẠM TRƯỞNG", "TỔNG BIÊN TẬP", "KẾ TOÁN TRƯỞNG", "CHỈ HUY TRƯỞNG",
    "CHÍNH ỦY", "ĐỘI TRƯỞNG", "TỔ TRƯỞNG", "HẠT TRƯỞNG", "CHI NHÁNH TRƯỞNG", "CHẤP HÀNH VIÊN", "CÔNG CHỨNG VIÊN",
    "TRƯỞNG TRẠM", "NGƯỜI ĐỨNG ĐẦU", "CHỦ TỊCH HỘI ĐỒNG", "ĐẠI DIỆN", "THỦ TRƯỞNG", "HIỆU PHÓ", "ỦY VIÊN",
)  # fmt: skip

_BODIES = (
    "uy ban", "ubnd", "hoi dong", "hdnd", "so", "bo", "cuc", "chi cuc", "tong cuc", "vu", "phong", "ban", "van phong",
    "trung tam", "truong", "benh vien", "vien", "cong ty", "tong cong ty", "tap doan", "chi nhanh", "ngan hang",
    "toa an", "cong an", "kho bac", "bao hiem", "thanh tra", "dang uy", "dang bo", "tinh uy", "huyen uy", "thanh uy",
    "quan uy", "thi uy", "doan", "lien doan", "hoi", "dai hoc", "hoc vien", "quy", "dai", "bao", "tap chi",
    "chinh phu", "quoc hoi", "thu tuong", "chu tich nuoc", "kiem toan", "bql", "bcd", "tram", "nha", "xi nghiep",
    "hat", "doi", "to", "lien hiep", "mat tran", "ubmttq", "thong tan", "tong lien doan", "khoa",
    "bo chi huy", "buu dien", "buu chinh", "hop tac xa", "lien minh", "tinh doan", "huyen doan", "thanh doan",
    "cang vu", "khu quan ly", "vnpt", "viettel",
)  # fmt: skip
"""How the name of a body begins."""

_TERRITORIES = ("tinh", "thanh pho", "tp", "quan", "huyen", "thi xa", "xa", "phuong", "thi tran", "dac khu")

_POWERS = re.compile(
    r"^\W*(tm|kt|tl|tuq|tun|tu[goq0]{1,2}|q|t/m|k/t|t/l|tu/q|thay mat|thua lenh|thua uy quyen|ky thay)\b\s*[./:,;\-]*"
)
_PEOPLE = re.compile(r"\bNH[AÂĂÁÀẢÃẠẤẦẨẪẬ]N [DĐ][AÂĂÁÀẢÃẠẤẦẨẪẬ]N\b")
_E_SIGNATURE = re.compile(
    r"^\W*(ky boi|nguoi ky|ky so|email|co quan:|to chuc:|thoi gian ky|ngay ky|digitally|signature|signed|reason|"
    r"location|dn:|date:|cn=|o=|chu ky so|don vi:\s*$)|@|\d\d:\d\d:\d\d|\+07:00"
)


@lru_cache(maxsize=1 << 14)
def plain(text: str) -> str:
    """Return a text in lower case without any marks on its letters (``Quyết`` -> ``quyet``)."""
    return bare(unicodedata.normalize("NFC", text).lower())


@lru_cache(maxsize=1 << 14)
def letters_of(text: str) -> str:
    """Return the letters and digits of a text, without marks and spaces, in lower case."""
    return "".join(sign for sign in plain(text) if sign.isalnum())


def is_national(text: str) -> bool:
    """Tell whether a line is the national heading, or the part of it that was read."""
    return any(_is(letters_of(text), phrase) for phrase in (NATIONAL, PARTY))


def is_motto(text: str) -> bool:
    """Tell whether a line is the national motto."""
    return _is(letters_of(text), MOTTO)


def _is(letters: str, phrase: str) -> bool:
    if fuzz.ratio(letters, phrase) >= _LEAST:
        return True
    return _PART <= len(letters) < len(phrase) and fuzz.partial_ratio(letters, phrase) >= _LEAST_PART


def national_span(words: Sequence[str]) -> tuple[int, int] | None:
    """Return the first word of the national heading or motto within a line and the one behind its last."""
    parts = [letters_of(word) for word in words]
    letters = "".join(parts)
    for phrase in (NATIONAL, MOTTO, PARTY):
        if len(letters) < len(phrase) - 4:
            continue
        found = fuzz.partial_ratio_alignment(phrase, letters, score_cutoff=_LEAST)
        if found is None or found.dest_end - found.dest_start < len(phrase) - 5:
            continue
        return _span(parts, found.dest_start, found.dest_end)
    return None


def _span(parts: Sequence[str], start: int, end: int) -> tuple[int, int]:
    """Return the words that mostly lie between two letters."""
    at, inside = 0, []
    for index, part in enumerate(parts):
        common = min(end, at + len(part)) - max(start, at)
        if part and common > len(part) / 2:
            inside.append(index)
        at += len(part)
    return (inside[0], inside[-1] + 1) if inside else (0, len(parts))


@lru_cache(maxsize=1)
def _titles() -> dict[str, str]:
    return {letters_of(title): title for title in TITLES}


def title_in(text: str) -> tuple[str, float] | None:
    """Return the kind of document that a line names at its beginning, and how like it is (0-1)."""
    letters = letters_of(text)
    exact = [name for name in _titles() if letters == name or (len(name) > 5 and letters.startswith(name))]
    if exact:
        return _titles()[max(exact, key=len)], 1.0
    near = [(fuzz.ratio(letters, name), name) for name in _titles() if len(name) > 5]
    likeness, name = max(near)
    return (_titles()[name], likeness / 100) if likeness >= 80 and len(letters) >= len(name) - 1 else None


@lru_cache(maxsize=1)
def _offices() -> dict[str, str]:
    return {letters_of(office): office for office in reversed(_OFFICES)}


def office_spelled(text: str) -> str | None:
    """Return the one office that a line (``KT.`` aside) names letter for letter, as it is written; else None."""
    letters = letters_of(without_powers(text))
    same = [office for office in _OFFICES if letters_of(office) == letters]
    exact = [office for office in same if spelling(text)[-len(office.split()) :] == spelling(office)]
    return exact[0] if exact else same[0] if len(same) == 1 else None


def without_powers(text: str) -> str:
    """Return a line of the signature without ``KT.``, ``TM.`` and the like, in lower case without marks."""
    return _POWERS.sub("", plain(text)).strip()


def has_powers(text: str) -> bool:
    """Tell whether a line begins with ``KT.``, ``TM.`` or the like, and an office or a body."""
    found = _POWERS.match(plain(text)) is not None
    return found and (begins_body(without_powers(text)) or office_in(text) is not None)


def office_in(text: str) -> tuple[str, float] | None:
    """Return the office that a line names at its beginning (``KT.`` aside), and how like it is (0-1)."""
    letters = letters_of(without_powers(text))
    exact = [name for name in _offices() if letters.startswith(name)]
    if exact:
        return _offices()[max(exact, key=len)], 1.0
    likeness, name = max((fuzz.ratio(letters, name), name) for name in _offices())
    return (_offices()[name], likeness / 100) if likeness >= 88 and len(letters) >= 6 else None


def office_begun(text: str) -> str | None:
    """Return the only office that a line can have begun to name before a seal covered the rest of it."""
    letters = letters_of(without_powers(text))
    whole = [name for name in _offices() if name.startswith(letters)] if len(letters) >= 5 else []
    shortest = min(whole, key=len, default=None)
    if shortest is None or shortest == letters or not all(name.startswith(shortest) for name in whole):
        return None
    return _offices()[shortest]


def of_the_people(text: str) -> str:
    """Return a name of a body with its ``NHÂN DÂN`` spelled as it can only be."""
    return _PEOPLE.sub("NHÂN DÂN", text)


def is_address(text: str) -> bool:
    """Tell whether a line begins with ``Kính gửi``."""
    letters = re.sub(r"\d", "", letters_of(text))[: len(_ADDRESS)]
    return len(letters) > 5 and fuzz.ratio(letters, _ADDRESS) >= 85


def begins_body(text: str) -> bool:
    """Tell whether a line begins with the kind of a body (``SỞ``, ``TRƯỜNG``), not with its place or the rest of it."""
    words = _words(text)
    return any(words[: len(body.split())] == body.split() for body in _BODIES)


def begins_territory(text: str) -> bool:
    """Tell whether a line begins with the kind of a place (``TỈNH``, ``XÃ``)."""
    words = _words(text)
    return any(words[: len(kind.split())] == kind.split() for kind in _TERRITORIES) and not begins_body(text)


def ends_territory(text: str) -> bool:
    """Tell whether a line ends where the name of a place has to follow."""
    words = _words(text)
    if words[-2:] == ["ha", "tinh"]:  # the province, whose name ends like the word for a province
        return False
    return any(words[-len(kind.split()) :] == kind.split() for kind in _TERRITORIES)


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", plain(text))


def is_e_signature(text: str) -> bool:
    """Tell whether a line belongs to the visible part of a digital signature."""
    return _E_SIGNATURE.search(plain(text)) is not None
