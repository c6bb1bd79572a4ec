"""Numbers in words: ``một nghìn chín trăm chín mươi``, ``một trăm hai mươi phẩy năm``.

Source of the forms: the spoken numerals of Vietnamese in both usages (linh/lẻ, nghìn/ngàn, lăm/nhăm, bảy/bẩy, tỷ/tỉ).
Tone marks that the engine lost do not matter: without them the numerals still differ from each other.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from extract.values.parsed import Parsed, noted
from extract.values.written import folded, nfc

Part = Literal["unit", "ten", "tens", "hundred", "scale", "odd", "point"]

_DIGITS = {
    "khong": 0, "mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9,
    "tu": 4, "lam": 5, "nham": 5,
}  # fmt: skip
_SCALES = {"nghin": 10**3, "ngan": 10**3, "trieu": 10**6, "ty": 10**9, "ti": 10**9}
_ODD = ("linh", "le")
_AFTER_TENS = ("tu", "lam", "nham")  # never alone: 4 and 5 at the end of a number above 20 (or 15)
_EXACT = (
    *("không", "một", "mốt", "hai", "ba", "bốn", "tư", "năm", "lăm", "nhăm", "sáu", "bảy", "bẩy", "tám", "chín"),
    *("mười", "mươi", "trăm", "nghìn", "ngàn", "triệu", "tỷ", "tỉ", "linh", "lẻ", "phẩy", "phảy"),
)
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Spelled:
    """A number in words: its value, how many words it took, and whether it can be meant in another way."""

    value: Decimal
    words: int
    doubtful: bool = False

    @property
    def text(self) -> str:
        """Return the value in digits, with a decimal point where it has a fraction, and no zeros at its end."""
        return f"{self.value.normalize():f}"


def parse_number_words(text: str) -> Parsed | None:
    """Return the longest number in words of a text: an int, or a decimal as ``120.5``; None where there is none."""
    text = nfc(text)
    words = list(_WORD.finditer(folded(text)))
    best, at = _longest([word[0] for word in words])
    if best is None:
        return None
    taken = words[at : at + best.words]
    exact = all(text[word.start() : word.end()].lower() in _EXACT for word in taken)
    notes = noted(spelled=True, repaired=not exact, doubtful=best.doubtful)
    whole = best.value == best.value.to_integral_value()
    return Parsed(int(best.value) if whole else best.text, notes, taken[-1].end())


def _longest(words: Sequence[str]) -> tuple[Spelled | None, int]:
    best, at, start = None, 0, 0
    while start < len(words):
        found = spelled_number(words[start:])
        if found is not None and (best is None or found.words > best.words):
            best, at = found, start
        start += found.words if found is not None else 1
    return best, at


def spelled_number(words: Sequence[str]) -> Spelled | None:
    """Return the number that words (small, without marks) begin with, as many of them as make one number."""
    whole = _whole(words)
    if whole is None or words[whole.words : whole.words + 1] != ["phay"]:
        return whole
    fraction = _fraction(words[whole.words + 1 :])
    if fraction is None:
        return whole
    digits, taken = fraction
    return Spelled(whole.value + Decimal(f"0.{digits}"), whole.words + 1 + taken, whole.doubtful)


def _fraction(words: Sequence[str]) -> tuple[str, int] | None:
    """Return the digits after the point: zeros first, then a number or single digits."""
    zeros = 0
    while words[zeros : zeros + 1] == ["khong"]:
        zeros += 1
    rest = _below_thousand(words[zeros:])
    if rest is not None and rest[1] > 1:
        return "0" * zeros + str(rest[0]), zeros + rest[1]
    digits = "0" * zeros
    while zeros < len(words) and words[zeros] in _DIGITS and words[zeros] not in _AFTER_TENS:
        digits += str(_DIGITS[words[zeros]])
        zeros += 1
    return (digits, zeros) if digits else None


def _whole(words: Sequence[str]) -> Spelled | None:
    total, at, last, doubtful = 0, 0, 10**12, False
    while at < len(words):
        if at and last < _SCALES["ty"] and _SCALES.get(words[at]) == _SCALES["ty"]:  # một nghìn tỷ
            total, last, at = total * _SCALES["ty"], _SCALES["ty"], at + 1
            continue
        group = _below_thousand(words[at:], first=at == 0)
        if group is None:
            break
        value, taken = group
        scale = _SCALES.get(words[at + taken], 1) if at + taken < len(words) else 1
        if scale >= last:
            break
        # "hai nghìn năm" is 2005 to some and 2500 to others
        doubtful = doubtful or (at > 0 and scale == 1 and taken == 1 and words[at] != "muoi")
        total, last = total + value * scale, scale
        at += taken + (scale > 1)
        if scale == 1:
            break
    return Spelled(Decimal(total), at, doubtful) if at else None


def _below_thousand(words: Sequence[str], *, first: bool = True) -> tuple[int, int] | None:
    """Return a number from 0 to 999 and how many words it takes."""
    digit = _digit(words, 0)
    if digit is not None and words[1:2] == ["tram"]:
        rest = _below_hundred(words[2:])
        return (100 * digit, 2) if rest is None else (100 * digit + rest[0], 2 + rest[1])
    if first and words[:1] and words[0] in _ODD:
        return None
    return _below_hundred(words)


def _below_hundred(words: Sequence[str]) -> tuple[int, int] | None:
    if words[:1] == ["muoi"]:
        return _with_unit(10, words, 1)
    if words and words[0] in _ODD:
        unit = _digit(words, 1, last=True)
        return (unit, 2) if unit else None
    digit = _digit(words, 0)
    if digit is None:
        return None
    if digit > 1 and words[1:2] == ["muoi"]:
        return _with_unit(10 * digit, words, 2)
    if digit > 1 and words[1:2] and words[1] in _AFTER_TENS:  # sáu tư, bảy lăm
        return 10 * digit + _DIGITS[words[1]], 2
    return digit, 1


def _with_unit(tens: int, words: Sequence[str], at: int) -> tuple[int, int]:
    unit = _digit(words, at, last=True)
    follows = words[at + 1 : at + 2]
    if not unit or follows == ["tram"] or (follows == ["muoi"] and unit > 1):
        return tens, at
    return tens + unit, at + 1


def _digit(words: Sequence[str], at: int, *, last: bool = False) -> int | None:
    if at >= len(words) or (words[at] in _AFTER_TENS and not last):
        return None
    return _DIGITS.get(words[at])
