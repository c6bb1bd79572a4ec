"""Whether a row of words is the name of a person, as it stands below a signature."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz import fuzz

from extract.administrative.wording import begins_body, is_e_signature, letters_of, office_in
from ocr.page_text import Word
from ocr.vietnamese.syllable import is_syllable

_STRAY = " .,:;'\"“”‘’|`-–_*()[]{}<>/\\~^+=#•"
_RANKS = frozenset({
    "ts", "ths", "gs", "pgs", "pgsts", "gsts", "gstskh", "tskh", "bs", "bscki", "bsckii", "bsck1", "bsck2", "bski",
    "bskii", "cn", "ks", "ths.bs", "cki", "ckii", "ds", "dscki", "nsut", "nsnd", "ngut", "ngnd", "ls", "kts", "ctv",
    "cv", "ktv", "luatsu", "bacsi",
})  # fmt: skip
"""Degrees and titles before a name; they are no part of it."""
_MILITARY = ("daita", "thuongta", "trungta", "thieuta", "daiuy", "thuonguy", "trunguy", "thieuuy", "trungtuong",
             "thieutuong", "thuongtuong", "daituong")  # fmt: skip
_FAMILY = frozenset({
    "nguyen", "tran", "le", "pham", "hoang", "huynh", "phan", "vu", "vo", "dang", "bui", "do", "ho", "ngo", "duong",
    "ly", "dao", "doan", "vuong", "trinh", "truong", "dinh", "lam", "phung", "mai", "to", "ha", "cao", "chau",
    "luong", "luu", "quach", "ta", "thai", "la", "tong", "tang", "kieu", "tieu", "giang", "ton", "thach", "son",
    "kim", "chu", "bach", "nghiem", "mac", "au", "van", "khuc", "vi", "hua", "quang", "dam", "lo", "cam", "nong",
    "be", "ma", "hau", "than", "tu", "ninh", "nhan", "dong", "khong", "ong", "thieu", "sung", "vang", "thao", "trang",
    "cu", "lu", "mua", "ksor", "rmah", "siu", "nay", "kpa", "rcom", "y", "h", "a", "dieu", "danh", "lieu", "ngon",
    "ung", "uong", "on", "lai",
})  # fmt: skip
"""Family names in use, without marks: a row that begins with one is all the more likely a name."""
_LEAST_SURE = 0.3


@dataclass(frozen=True, slots=True)
class Name:
    """The words of a name and how surely it is a whole one (0-1)."""

    words: tuple[Word, ...]
    text: str
    sure: float

    @property
    def has_family(self) -> bool:
        """Tell whether it begins with a family name."""
        return letters_of(self.text.split()[0]) in _FAMILY


def name_in(words: Sequence[Word]) -> Name | None:
    """Return the name that a row holds, without degrees and stray signs; None where it holds none."""
    text = " ".join(word.text for word in words)
    if is_e_signature(text) or office_in(text) is not None or any(sign.isdigit() for sign in text):
        return None
    kept = _without_ranks(_without_noise(words))
    parts = [_cleaned(word.text) for word in kept]
    if not 2 <= len(parts) <= 6 or (begins_body(" ".join(parts)) and letters_of(parts[0]) not in _FAMILY):
        return None
    sure = _sureness(parts)
    return Name(tuple(kept), " ".join(parts), sure) if sure > 0 else None


def _cleaned(text: str) -> str:
    return text.strip(_STRAY)


def _without_noise(words: Sequence[Word]) -> list[Word]:
    """Leave out signs, and letters of a seal: capitals beside a name in small letters."""
    kept = [word for word in words if any(map(str.isalpha, word.text))]
    mixed = [word for word in kept if len(word.text) > 1 and not word.text.isupper()]
    if len(mixed) >= 2:
        kept = [word for at, word in enumerate(kept) if not _is_of_seal(kept, at)]
    return kept


def _is_of_seal(words: Sequence[Word], at: int) -> bool:
    """Tell whether a word in capitals is no syllable, or stands apart from the name."""
    text = _cleaned(words[at].text)
    if not text.isupper() or len(text) < 2 or _is_rank(words[at]):
        return False
    gaps = [right.box.x0 - left.box.x1 for left, right in pairwise(words[max(0, at - 1) : at + 2])]
    return not is_syllable(text) or min(gaps, default=0.0) > 0.7 * words[at].box.height


def _rank_words(words: Sequence[Word]) -> int:
    """Return how many words make up the degree in front; letters of a degree are often read apart (``Th S.``)."""
    if _is_rank(words[0]):
        return 1
    two = letters_of(words[0].text + words[1].text)
    apart = len(two) <= 4 and (two in _RANKS or any(fuzz.ratio(two, rank) >= 66 for rank in ("ths", "pgs")))
    if apart and not is_syllable(words[0].text):
        return 2
    odd = not _cleaned(words[0].text).isalpha() or len(letters_of(words[0].text)) < 2
    return int(odd and len(words) > 3)


def _is_rank(word: Word) -> bool:
    parts = [part for part in word.text.lower().split(".") if part]
    return letters_of(word.text) in _RANKS or all(letters_of(part) in _RANKS for part in parts)


def _without_ranks(words: Sequence[Word]) -> list[Word]:
    kept = list(words)
    while len(kept) > 2 and (leading := _rank_words(kept)):
        kept = kept[leading:]
    if len(kept) > 3 and letters_of(kept[0].text + kept[1].text) in _MILITARY:
        kept = kept[2:]
        while len(kept) > 2 and _is_rank(kept[0]):
            kept.pop(0)
    while kept and "." in kept[0].text.strip(".") and _is_rank_glued(kept[0]):
        kept[0] = _unglued(kept[0])
    return kept


def _is_rank_glued(word: Word) -> bool:
    head, _, tail = word.text.rpartition(".")
    return bool(tail[:1].isupper()) and all(letters_of(part) in _RANKS for part in head.split(".") if part)


def _unglued(word: Word) -> Word:
    """Return the word behind the degree it was printed together with (``TS.Lê``)."""
    tail = word.text.rpartition(".")[2]
    return Word(tail, word.printed, word.box, word.confidence)


def _sureness(parts: Sequence[str]) -> float:
    """Return how surely the words are a whole name; 0 for words that are none."""
    capital = [part[:1].isupper() for part in parts]
    formed = [is_syllable(part) for part in parts]
    if not any(capital) or sum(capital) < len(parts) - 1 or sum(formed) < 0.5 * len(parts):
        return 0.0
    if not all(part.isupper() or part[1:].islower() or len(part) == 1 or "'" in part for part in parts):
        return 0.0
    family = letters_of(parts[0]) in _FAMILY
    sure = 0.97 if family else 0.85 if len(parts) > 2 else 0.6
    if len({part.isupper() for part in parts if len(part) > 1}) > 1:
        sure = 0.6
    if not all(formed):
        sure = min(sure, 0.6) if all(capital) else _LEAST_SURE
    if not all(capital) or (min(map(len, parts)) < 2 and not all(formed)):
        sure = _LEAST_SURE
    return sure
