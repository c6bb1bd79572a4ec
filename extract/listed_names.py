"""Names of places in a value, held against the tables of units: which words they confirm, which marks they put right.

A printed address is not changed where the tables know nothing better. Where all the names of a path (commune, district,
province) are units one inside the other, and one of them differs from print in tone marks only, print was misread:
within its province no other unit has these letters.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate

from extract.folding import fold
from extract.values import resolve
from extract.values.units import old_provinces
from extract.values.written import spelling
from ocr.page_text import Word
from ocr.vietnamese.syllable import is_syllable

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_KINDS = ("thanhpho", "thixa", "thitran", "dackhu", "tinh", "quan", "huyen", "phuong", "xa")
_KIND_WORDS = frozenset(_KINDS) | {
    "thanh",
    "pho",
    "thi",
    "tran",
    "dac",
    "khu",
    "tp",
    "tx",
    "tt",
    "t",
    "q",
    "h",
    "p",
    "x",
}
_BEFORE_NAMES = frozenset({"tinh", "huyen", "quan", "xa", "phuong", "tran", "tnhh"})
_SIGNS = " .,:;()[]"
_STOCK = frozenset({"uy", "ban", "nhan", "dan", "ubnd"})
_LONGEST = 40  # words
_STOP = re.compile(r"(?<!\w)(?P<kind>TP|TX|TT|[XHTQP]),(?=\s[^\W\d_])")
_ONE = re.compile(r"(?P<kind>\b(?:phường|quận|[PQ]\.)\s?)[Il|](?=[\s,.;]|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Held:
    """A text with the names of units spelled as they can only be, and what of its words the tables confirm.

    ``confirmed`` are words as ``fold`` gives them; ``near`` tells that a unit was only found through other letters.
    """

    text: str
    confirmed: frozenset[str] = frozenset()
    near: bool = False

    @property
    def known(self) -> bool:
        """Return whether the tables confirm anything."""
        return bool(self.confirmed)


@lru_cache(maxsize=1 << 12)
def held_against_units(text: str) -> Held:
    """Return an address or the name of an agency as the tables of units see it."""
    if len(text.split()) > _LONGEST:
        return Held(text)
    mended = _numbered(_STOP.sub(r"\g<kind>.", text))  # a comma after an abbreviation was a full stop
    found = resolve(mended)
    if found is None:
        return Held(text)
    text = mended
    unit = found.old or (found.new[0] if found.new else None)
    confirmed: set[str] = set()
    path = [full for full in (unit.province, unit.district, unit.commune) if full] if unit else []
    for full in path:
        text, words = _with_name(text, full, alone=len(path) == 1)
        confirmed.update(words)
    stock = _KIND_WORDS | _STOCK if confirmed else frozenset()
    return Held(text, frozenset(confirmed) | stock, found.certainty == "near")


def own_names(words: Sequence[Word], *, everywhere: bool = False) -> tuple[Word, ...]:
    """Return the words of a text that are names which are words as they were printed: no language corrects those.

    Names stand behind the kind of a place (``HUYỆN``) or of a company (``TNHH``), or ``everywhere``.
    """
    found, named, before = [], everywhere, ""
    for word in words:
        printed = word.printed.strip(_SIGNS)
        if named and printed[:1].isupper() and is_syllable(printed):
            found.append(word)
        city = before == "thanh" and fold(word.text) == "pho"
        named = everywhere or city or fold(word.text) in _BEFORE_NAMES or (named and printed[:1].isupper())
        named = named and not word.text.endswith((",", ";"))
        before = fold(word.text)
    return tuple(found)


def lacks_its_place(text: str) -> bool:
    """Tell whether a people's committee is named without the kind, or without the name, of its place."""
    words = [fold(word) for word in text.split()]
    behind = words[1:] if words[:1] == ["ubnd"] else words[4:] if words[:4] == ["uy", "ban", "nhan", "dan"] else []
    return bool(behind) and (behind[0] not in _KIND_WORDS or "".join(behind) in _KINDS)


def holds_two(address: str) -> bool:
    """Tell whether a new address begins behind the province of another one: two lines of a form run into one."""
    return _two_in_one().search(fold(address)) is not None


@cache
def _two_in_one() -> re.Pattern[str]:
    names = {fold(place.name) for same in old_provinces().by_key.values() for place in same}
    inner = (kind for kind in _KINDS if kind not in {"tinh", "thanhpho"})  # a city may bear its province's name
    return re.compile(f"(?:{'|'.join(sorted(names))})(?:{'|'.join(inner)})")


def _numbered(text: str) -> str:
    """Return the text with ``phường I`` as ``phường 1`` where only that is a unit."""
    other = _ONE.sub(r"\g<kind>1", text)
    if other == text:
        return text
    found = resolve(other)
    return other if found is not None and found.complete and found.certainty == "exact" else text


def _with_name(text: str, full: str, *, alone: bool) -> tuple[str, tuple[str, ...]]:
    """Return the text with the last mention of a unit spelled as the tables do, and its words; none where it is not.

    A unit told ``alone`` and without its kind may be another one of nearly that name: nothing is said of it.
    """
    name = _without_kind(full)
    words = list(_WORD.finditer(text))
    length = len(name.split())
    for end in range(len(words), 0, -1):
        for size in dict.fromkeys((length, 1)):
            span = words[max(0, end - size) : end]
            if fold("".join(word[0] for word in span)) != fold(name):
                continue
            before = fold(words[end - size - 1][0]) if end > size else ""
            if alone and before not in _KIND_WORDS:
                return text, ()
            start, stop = span[0].start(), span[-1].end()
            spelled = _spelled(text[start:stop], name)
            return text[:start] + spelled + text[stop:], tuple(fold(word[0]) for word in span)
    return text, ()


def _spelled(printed: str, name: str) -> str:
    """Return the name as it is to be written here; foreign syllables have several spellings (``Đăk``, ``Đắk``)."""
    parts = name.split()
    if len(parts) > 1 and printed.isalpha():
        ends = list(accumulate(map(len, parts)))
        printed = " ".join(printed[start:end] for start, end in zip((0, *ends), ends, strict=False))
    if "'" in name and "'" not in printed and spelling(name.replace("'", "")) == spelling(printed):
        return name.upper() if printed.isupper() else name
    if spelling(printed) == spelling(name) or not all(map(is_syllable, parts)):
        return printed
    return name.upper() if printed.isupper() else name


def _without_kind(full: str) -> str:
    words = full.split()
    for size in (2, 1):
        if len(words) > size and fold(" ".join(words[:size])) in _KINDS:
            return " ".join(words[size:])
    return full
