"""The words of a text as search sees them; both databases get these and nothing else, so both find the same.

A word is a run of letters or a run of digits, so ``138/QĐ-UBND`` is three words and ``BN531146`` two, as where a space
was read between them. It has two forms: *exact* (NFC, lower case, marks kept; the tone mark of ``hoà`` and ``uỷ`` set
where ``hòa`` and ``ủy`` have it, since both are printed) and *folded* (no marks at all, ``đ`` as ``d``).
"""

import itertools
import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from extract.folding import fold
from ocr.vietnamese.syllable import toneless

MOST = 200_000
"""So many bytes of the words of one page are searched, and of the rests of its numbers: sixty full pages of print."""

SHORTEST_PART = 4
"""A number is found by a part of so many digits."""

PART = "#"  # begins the rest of a number from some digit on; stands in no word
_LONGEST = 64  # letters of a word; both sides are cut alike
_LONGEST_NUMBER = 20  # digits; longer ones are found whole
_GLUE = "\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff"  # marks that join no letter; marks of hyphenation and layout
_WORD = re.compile(rf"\d[\d{_GLUE}]*|[^\W\d_](?:[^\W\d_]|[{_GLUE}])*|[^\W_]")
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_UNKEPT = re.compile("[\x00\ud800-\udfff]")
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_TWO_PLACES = ("oa", "oe", "uy")  # at the end of a syllable the tone is printed on either letter


class FoundWord(NamedTuple):
    """A word and where it stands in its text (offsets of letters, the end after the last)."""

    exact: str
    begin: int
    end: int


def plain(text: str) -> str:
    """Return a text with blanks for what no database keeps: zero bytes and halves of characters; as long as before."""
    return _UNKEPT.sub(" ", text)


def words_in(text: str) -> list[FoundWord]:
    """Return the words of a text in their order; no text is refused."""
    return [FoundWord(exact_form(found[0]), found.start(), found.end()) for found in _WORD.finditer(text)]


def exact_words(text: str) -> list[str]:
    """Return the exact forms of the words of a text."""
    return list(map(exact_form, _WORD.findall(text)))


@lru_cache(maxsize=1 << 16)
def exact_form(word: str) -> str:
    """Return a word in NFC and lower case, cut to 64 letters, its tone mark in the one place."""
    low = unicodedata.normalize("NFC", word.translate(_UNSEEN).lower())[:_LONGEST]
    return low if low.isascii() else _settled(low)


@lru_cache(maxsize=1 << 16)
def folded_form(exact: str) -> str:
    """Return a word in its exact form without marks; a word of another script stays as it is."""
    return fold(exact) or exact


def forms(text: str) -> tuple[str, str]:
    """Return the exact and the folded words of a text, each with single spaces between.

    After the folded ones stand the rests of its numbers (``#6789`` of ``123456789``), by which parts are found.
    """
    exact = list(_within(exact_words(text)))
    folded = list(map(folded_form, exact))
    rests = dict.fromkeys(_within(rest for word in folded for rest in _rests(word)))
    return " ".join(exact), " ".join((*folded, *rests))


def terms(words: str) -> list[str]:
    """Return what an index without places must hold to find the words and their neighbours: words, pairs ``a_b``."""
    row = words.split(" ") if words else []
    return list(dict.fromkeys((*row, *pairs(word for word in row if word[0] != PART))))


def pairs(words: Iterable[str]) -> list[str]:
    """Return neighbouring words, each pair joined by a low line, which stands in no word."""
    row = list(words)
    return [f"{first}_{second}" for first, second in itertools.pairwise(row)]


def _within(words: Iterable[str]) -> Iterator[str]:
    """Yield words as long as they fit: PostgreSQL takes a million bytes for all words and pairs of a page."""
    room = MOST
    for word in words:
        room -= len(word.encode()) + 1
        if room < 0:
            return
        yield word


def _rests(word: str) -> list[str]:
    if not SHORTEST_PART <= len(word) <= _LONGEST_NUMBER or not word.isdigit():
        return []
    return [PART + word[begin:] for begin in range(len(word) - SHORTEST_PART + 1)]


def _settled(word: str) -> str:
    bare = toneless(word)
    if not bare.endswith(_TWO_PLACES) or bare.endswith("quy") or len(bare) != len(word):
        return word
    tones = [mark for mark in unicodedata.normalize("NFD", word[-2:]) if mark in _TONES]
    if len(tones) != 1 or bare[:-2] != word[:-2]:
        return word
    return unicodedata.normalize("NFC", f"{bare[:-1]}{tones[0]}{bare[-1]}")
