"""Digits that a date proves: ``ngày I8 tháng 02 năm T999`` can only be ``18`` and ``1999``.

Nowhere else is a digit ever made of what was seen. Form of dates: Nghị định 30/2020/NĐ-CP, annex I, part II, 4.
"""

import re
from collections.abc import Sequence

from ocr.engine import Letter

_LOOKALIKES = {
    "O": "0", "o": "0", "Ø": "0", "ø": "0", "Q": "0", "D": "0", "I": "1", "l": "1", "|": "1", "i": "1", "T": "1",
    "!": "1", "Z": "2", "z": "2", "S": "5", "s": "5", "§": "5", "b": "6", "G": "6", "B": "8", "g": "9", "q": "9",
}  # fmt: skip
_BETWEEN = {
    ("ngày", "tháng"): (1, 31),
    ("tháng", "năm"): (1, 12),
    ("năm", ""): (1900, 2099),
}
_WRITTEN = re.compile(r"(\w{1,2})([/.])(\w{1,2})\2(\w{4})")
_SEEN = 0.05  # share from which on a digit counts as seen


def proven(core: str, letters: Sequence[Letter], around: tuple[str, str]) -> str | None:
    """Return the number that a word can only be, None where nothing is proven or all its letters are digits.

    ``around`` are the words before and after it, in lower case.
    """
    before, after = around
    if core.isdigit() or not any(map(str.isdigit, core)) or len(core) > 10:
        return None
    limits = _BETWEEN.get((before, after)) or _BETWEEN.get((before, ""))
    if limits is not None:
        number = _digits(core, letters)
        fits = _is_number(number) and limits[0] <= int(number) <= limits[1]
        return number if fits else None
    written = _WRITTEN.fullmatch(core)
    if written is None:
        return None
    day, sign, month, year = written.groups()
    at = (0, len(day) + 1, len(day) + len(month) + 2)
    numbers = [
        _digits(part, letters[start : start + len(part)]) for part, start in zip((day, month, year), at, strict=True)
    ]
    if not all(map(_is_number, numbers)) or numbers == [day, month, year]:
        return None
    possible = 1 <= int(numbers[0]) <= 31 and 1 <= int(numbers[1]) <= 12 and 1900 <= int(numbers[2]) <= 2099
    return sign.join(numbers) if possible else None


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _digits(text: str, letters: Sequence[Letter]) -> str:
    """Return the text with each letter replaced by the digit that was seen too, or that looks like it."""
    choices = (letters[at] if at < len(letters) else () for at in range(len(text)))
    return "".join(seen if seen.isdigit() else _digit(seen, letter) for seen, letter in zip(text, choices, strict=True))


def _digit(seen: str, letter: Letter) -> str:
    return next((other for other, share in letter if other.isdigit() and share > _SEEN), _LOOKALIKES.get(seen, seen))
