"""Digits that were seen as letters: only where digits must stand, and never silently."""

import re

LOOKALIKES = {
    "O": "0", "Q": "0", "D": "0", "o": "0", "I": "1", "l": "1", "|": "1", "i": "1", "S": "5", "s": "5", "B": "8",
    "Z": "2", "z": "2", "]": "1", "§": "8", "Š": "8", "ó": "6",
}  # fmt: skip
DIGIT = r"[0-9OQDoIl|iSsBZz\]§Šó]"
_TABLE = str.maketrans(LOOKALIKES)
_LEAST_TRUE = 1 / 2  # share of true digits from which on the others are taken for digits


def read_digits(text: str) -> tuple[str, bool] | None:
    """Return the digits that a text without spaces shows, and whether letters were taken for some of them.

    None where something else stands in it, or where too few of its characters are digits to take the rest for any.
    """
    seen = text.translate(_TABLE)
    if not (seen.isascii() and seen.isdigit()):
        return None
    true = sum(map(str.isdigit, text))
    return (seen, seen != text) if true >= _LEAST_TRUE * len(text) else None


def number_of(size: int, text: str) -> tuple[str, bool, int] | None:
    """Return the first number of so many digits in a text, whether it was repaired, and where it ends.

    The digits may stand in groups (``0011 6902 0213``, ``001.169.020.213``); a longer number is not cut.
    """
    words = list(re.finditer(r"\S+", text))
    inside = False
    for start, word in enumerate(words):
        found = _from(words[start : start + 1] if inside else words[start:], size)
        if found is not None:
            return found
        inside = _shown(word[0]) is not None
    return None


def _from(words: list[re.Match[str]], size: int) -> tuple[str, bool, int] | None:
    joined, repaired = "", False
    for at, word in enumerate(words):
        shown = _shown(word[0])
        if shown is None:
            return None
        joined, repaired = joined + shown[0], repaired or shown[1]
        if len(joined) < size:
            continue
        goes_on = at > 0 and at + 1 < len(words) and _shown(words[at + 1][0]) is not None
        return (joined, repaired, word.end()) if len(joined) == size and not goes_on else None
    return None


def _shown(word: str) -> tuple[str, bool] | None:
    return read_digits(re.sub(r"[.\-\u2010-\u2015]", "", word.strip(".,:;()[]'\"…_*")))
