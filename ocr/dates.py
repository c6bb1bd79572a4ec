"""Digits that their place proves: ``ngày I8 tháng 02 năm T999`` can only be ``18`` and ``1999``.

A date has numbers between its words, a document number has one before its first stroke (``Số: §05/TLKS-BS``). Nowhere
else is a digit ever made of what was seen. Forms: Nghị định 30/2020/NĐ-CP, annex I, part II, 3 and 4.
"""

import re
from collections.abc import Iterator, Sequence

from ocr.engine import Letter

_LOOKALIKES = {
    "O": "0", "o": "0", "Ø": "0", "ø": "0", "Q": "0", "D": "0", "I": "1", "l": "1", "|": "1", "i": "1", "T": "1",
    "!": "1", "]": "1", "Ì": "1", "Ï": "1", "¡": "1", "Z": "2", "z": "2", "S": "5", "s": "5", "b": "6", "G": "6",
    "ó": "6", "§": "8", "Š": "8", "B": "8", "g": "9", "q": "9",
}  # fmt: skip
_BETWEEN = {
    ("ngày", "tháng"): (1, 31),
    ("tháng", "năm"): (1, 12),
    ("năm", ""): (1900, 2099),
}
_WRITTEN = re.compile(r"(\w{1,2})([/.])(\w{1,2})\2(\w{4})")
_SEEN = 0.03  # share from which on a digit counts as seen
_NUMBERED = re.compile(r"(?P<number>[^\s/]{1,5})(?P<rest>/[^\s]{2,})")
LIKE_DIGITS = "§]|!¡"
"""Signs that digits were taken for."""


def proven(core: str, letters: Sequence[Letter], around: tuple[str, str]) -> str | None:
    """Return the number that a word can only be, None where nothing is proven or all its letters are digits.

    ``around`` are the words before and after it, in lower case.
    """
    before, after = around
    if core.isdigit() or not core or not _has_digit(core, letters):
        return None
    if before == "số":
        return _document_number(core, letters)
    if len(core) > 10:
        return None
    limits = _BETWEEN.get((before, after)) or _BETWEEN.get((before, ""))
    if limits is not None:
        return next((number for number in _readings(core, letters) if limits[0] <= int(number) <= limits[1]), None)
    return _written(core, letters)


def _written(core: str, letters: Sequence[Letter]) -> str | None:
    """Return a date in figures that can only be this one."""
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


def _has_digit(core: str, letters: Sequence[Letter]) -> bool:
    """Tell whether a digit was read, or seen beside what was read."""
    seen = (other for letter in letters[: len(core)] for other, share in letter if share > _SEEN)
    return any(map(str.isdigit, core)) or any(map(str.isdigit, seen))


def _readings(core: str, letters: Sequence[Letter]) -> Iterator[str]:
    """Yield the numbers that a word may be: letter by letter, or one digit that was read twice (``8S``)."""
    number = _digits(core, letters)
    if _is_number(number):
        yield number
        if len(number) == 2 and number[0] == number[1] and not core.isdigit():
            yield number[0]


def _document_number(core: str, letters: Sequence[Letter]) -> str | None:
    """Return a document number whose first part is digits; None where it was so before, or cannot be."""
    match = _NUMBERED.fullmatch(core)
    if match is None or match["number"].isdigit():
        return None
    number = _digits(match["number"], letters)
    return number + match["rest"] if _is_number(number) else None


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _digits(text: str, letters: Sequence[Letter]) -> str:
    """Return the text with each letter replaced by the digit that was seen too, or that looks like it."""
    choices = (letters[at] if at < len(letters) else () for at in range(len(text)))
    return "".join(seen if seen.isdigit() else _digit(seen, letter) for seen, letter in zip(text, choices, strict=True))


def _digit(seen: str, letter: Letter) -> str:
    return next((other for other, share in letter if other.isdigit() and share > _SEEN), _LOOKALIKES.get(seen, seen))
