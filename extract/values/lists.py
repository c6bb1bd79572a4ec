"""Closed lists: what a field can only be, and how it was read.

Ethnic groups: Quyết định 121-TCTK/PPCĐ (1979), 54 of them, with the spellings that papers use beside the official ones.
Classes of driving licences: those in force before and since 1 January 2025.
"""

from functools import cache
from typing import Literal

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from extract.values.parsed import Parsed
from extract.values.text import parse_text
from extract.values.written import folded, spelling

ListName = Literal["ethnic", "nationality", "licence_class", "marital"]

_LISTS: dict[ListName, str] = {
    "ethnic": (
        "Kinh|Tày|Thái|Mường|Khmer|Khơ-me|Khơ me|Hoa|Nùng|Mông|H'Mông|Hmông|Dao|Gia Rai|Gia-rai|Jrai|Ê Đê|Ê-đê|Ba Na|"
        "Ba-na|Sán Chay|Chăm|Cơ Ho|Cơ-ho|K'Ho|Xơ Đăng|Xơ-đăng|Sán Dìu|Hrê|H'rê|Ra Glai|Ra-glai|Raglay|Mnông|M'Nông|Thổ|"
        "Xtiêng|X'tiêng|S'tiêng|Khơ mú|Khơ-mú|Bru Vân Kiều|Bru-Vân Kiều|Vân Kiều|Cơ Tu|Cơ-tu|Giáy|Tà Ôi|Tà-ôi|Mạ|"
        "Gié Triêng|Gié-Triêng|Co|Cor|Chơ Ro|Chơ-ro|Xinh Mun|Xinh-mun|Hà Nhì|Chu Ru|Chu-ru|Lào|La Chí|Kháng|Phù Lá|"
        "La Hủ|La Ha|Pà Thẻn|Lự|Ngái|Chứt|Lô Lô|Mảng|Cơ Lao|Bố Y|Cống|Si La|Pu Péo|Rơ Măm|Brâu|Ơ Đu|Việt"
    ),
    "nationality": (
        "Việt Nam|Lào|Campuchia|Trung Quốc|Đài Loan|Hàn Quốc|Nhật Bản|Thái Lan|Hoa Kỳ|Mỹ|Úc|Pháp|Đức|Anh|Canada|Nga|"
        "Singapore|Malaysia|Philippines|Indonesia|Ấn Độ|Hà Lan|Thụy Điển|Na Uy|Ba Lan|Cộng hòa Séc|Không quốc tịch"
    ),
    "licence_class": "A1|A2|A3|A4|A|B1|B2|B|C1|C|D1|D2|D|E|F|FB1|FB2|FC|FD|FE|BE|C1E|CE|D1E|D2E|DE",
    "marital": (
        "Chưa đăng ký kết hôn với ai|Chưa kết hôn|Đã kết hôn|Đang có vợ|Đang có chồng|Đã ly hôn|Có vợ đã chết|"
        "Có chồng đã chết|Độc thân|Hiện tại chưa đăng ký kết hôn với ai"
    ),
}
_FEWEST_LETTERS = 5  # of a word that may differ in one


def parse_listed(name: ListName, text: str) -> Parsed | None:
    """Return the entry of a list that a text shows, else the text itself without a note.

    ``known``: the entry, letter for letter; ``repaired``: marks differ; ``doubtful`` beside it: a letter differs too.
    """
    kept = parse_text(text)
    if kept is None or not isinstance(kept.value, str):
        return None
    exact, bare = _entries(name)
    if spelling(kept.value) in exact:
        return Parsed(kept.value, ("known",), kept.used)
    seen = _key(kept.value)
    if name == "licence_class":
        return kept
    if seen in bare:
        return Parsed(bare[seen], ("repaired",), kept.used)
    near = process.extract(seen, list(bare), scorer=Levenshtein.distance, score_cutoff=1, limit=2)
    if len(near) == 1 and len(seen) >= _FEWEST_LETTERS:
        return Parsed(bare[near[0][0]], ("repaired", "doubtful"), kept.used)
    return kept


def _key(text: str) -> str:
    return "".join(filter(str.isalnum, folded(text)))


@cache
def _entries(name: ListName) -> tuple[frozenset[tuple[str, ...]], dict[str, str]]:
    """Return the entries as they are spelled, and those that differ from each other without marks too."""
    entries = _LISTS[name].split("|")
    keys = [_key(entry) for entry in entries]
    spelled = {key: {spelling(entry) for entry in entries if _key(entry) == key} for key in keys}
    single = dict(zip(reversed(keys), reversed(entries), strict=True))
    return frozenset(map(spelling, entries)), {key: entry for key, entry in single.items() if len(spelled[key]) == 1}
