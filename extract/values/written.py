"""Printed text made even: one Unicode form, one space, and the same text without any mark, letter for letter."""

import re
import unicodedata
from functools import lru_cache

from ocr.vietnamese.letters import folded as small
from ocr.vietnamese.letters import parts
from ocr.vietnamese.syllable import is_syllable, toneless

_FILLER = r"(?:[.…_·•‥]{2,}|[…_·•‥])"  # dots and lines to write on
_DOUBLED = re.compile(r"(?<=[Nn])[ñÑ]|(?<=[Cc])[œŒ]|(?<=Đ)Ð|Ð(?=Đ)|(?<=đ)ð|ð(?=đ)")
"""One letter that the engine saw twice."""
_LEAD = re.compile(rf"(?:\s|{_FILLER}|[:;,.|*~'\"`ˆ-](?=\s|[:.…_])|:)+")
_TAIL = re.compile(rf"(?:\s|\./\.|{_FILLER}|(?<=[\s.…_])[.,:;|*~'\"`ˆ-]|[,;:|])+$")
_LAST_WORD = re.compile(r"(?:^|[\s(,-])([^\s(,-]+)\.$")
_FEWEST_LETTERS = 2


def nfc(text: str) -> str:
    """Return the text in Unicode NFC, with one kind of apostrophe and without invisible characters."""
    text = unicodedata.normalize("NFC", text)
    return unicodedata.normalize("NFC", _DOUBLED.sub("", text).translate(_PLAIN)) if not text.isascii() else text


_PLAIN = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"), None) | {
    ord("’"): "'",
    ord("‘"): "'",
    ord("ʼ"): "'",
    ord("Ð"): "Đ",
    ord("ð"): "đ",
}


def folded(text: str) -> str:
    """Return the text in small letters without any mark; each character stands where it stood in the text."""
    return "".join(map(_base, text))


@lru_cache(maxsize=4096)
def _base(letter: str) -> str:
    return parts(small(letter)).base


def spaced(text: str) -> str:
    """Return the text with single spaces between its words and none around it."""
    return " ".join(text.split())


def tidy(text: str) -> str:
    """Return a printed value as people would copy it: no fillers around it, single spaces, NFC.

    A last dot goes with a sentence or a filler, and stays with an abbreviation (``LTD.``). Of its own result the
    function returns the same.
    """
    text = spaced(nfc(text))
    while True:
        shorter = _cut(text)
        if shorter == text:
            return text
        text = shorter


def _cut(text: str) -> str:
    lead = _LEAD.match(text)
    text = text[lead.end() :] if lead is not None else text
    text = _TAIL.sub("", text)
    last = _LAST_WORD.search(text)
    if last is None:
        return text
    word = last[1]
    return text[:-1] if word[-1].isdigit() or word[-1] in ")]" or _is_word(word) else text


def _is_word(word: str) -> bool:
    return len(word) >= _FEWEST_LETTERS and is_syllable(word)


def spelling(text: str) -> tuple[str, ...]:
    """Return what makes the words of a text equal: letters in lower case, and the tone wherever it is written.

    ``Hoà`` and ``Hòa`` are the same word; ``Hoa`` is another.
    """
    return tuple(map(_spelling, re.findall(r"[^\W_]+", nfc(text))))


@lru_cache(maxsize=1 << 14)
def _spelling(word: str) -> str:
    tones = sorted({parts(letter).tone for letter in word.lower()} - {""})
    return toneless(word) + "".join(tones)
