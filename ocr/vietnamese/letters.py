"""The letters of Vietnamese: a base, a sign that makes another vowel of it (ă â ê ô ơ ư, đ), a tone."""

import unicodedata
from functools import lru_cache
from typing import NamedTuple

_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")  # huyền, sắc, ngã, hỏi, nặng
_LOOKALIKES = str.maketrans({"Ð": "Đ", "ð": "đ"})  # Icelandic, and never meant


_EVENED_FROM = 4  # letters: shorter ones are abbreviations (``TƯ``, ``PGs``)


class Parts(NamedTuple):
    """What a letter in lower case is made of; ``sign`` and ``tone`` may be empty."""

    base: str
    sign: str
    tone: str


def repaired(text: str) -> str:
    """Return a text with the Icelandic letter that Tesseract sometimes sees, also as a second one, made Vietnamese."""
    return text.replace("ĐÐ", "Đ").translate(_LOOKALIKES)


@lru_cache(maxsize=4096)
def folded(letter: str) -> str:
    """Return a letter in lower case, look-alikes repaired; always one character."""
    low = repaired(letter).lower()
    return low if len(low) == 1 else letter


@lru_cache(maxsize=4096)
def parts(letter: str) -> Parts:
    """Take a letter in lower case apart."""
    if letter == "đ":
        return Parts("d", "đ", "")
    base, *marks = list(unicodedata.normalize("NFD", letter))
    tone = "".join(mark for mark in marks if mark in _TONES)
    return Parts(base, "".join(mark for mark in marks if mark not in _TONES), tone)


@lru_cache(maxsize=1 << 16)
def bare(word: str) -> str:
    """Return a word in lower case without any mark (``quyết`` -> ``quyet``)."""
    return "".join(parts(letter).base for letter in word)


def recased(word: str, model: str) -> str:
    """Return a word in lower case with the capitals of the word that it replaces."""
    small = sum(not letter.isupper() for letter in model)
    if (small == 0 and len(model) > 1) or (small == 1 and len(model) >= _EVENED_FROM):
        return word.upper()
    if model[:1].isupper():
        return word[:1].upper() + word[1:]
    return word


def evened(word: str) -> str:
    """Return a word without the one capital in its middle that the engine saw for a small letter (``biẾt``)."""
    word = repaired(word)
    odd = sum(map(str.isupper, word[1:])) == 1 and len(word) >= _EVENED_FROM and not word.isupper()
    return word[0] + word[1:].lower() if odd else word
