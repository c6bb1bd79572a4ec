"""Capitals that differ from their small letters in nothing but size, put right by where they stand.

A network that reads a line scaled to its own height tells ``v`` from ``V`` badly, ``b`` from ``B`` well.
"""

from collections.abc import Sequence
from dataclasses import replace

from ocr.correction import Judged
from ocr.tokens import taken_apart
from ocr.vietnamese.letters import parts

_ALIKE = frozenset("cosuvxz")
"""Base letters whose capital is only larger."""
_LABEL = "SỐ"
_HEADING = 3  # letters of the longest word of a heading; shorter ones are read from dust, as often as not
_ROW = 1.5  # heights between a line and the row below it
_FEW = 0.2  # part of a line's words: abbreviations

Lines = tuple[tuple[Judged, ...], ...]


def recapitalised(lines: Lines) -> Lines:
    """Return the lines with two things put right.

    Below a line of capitals a line begins with a capital (``QUYẾT ĐỊNH``, ``Về việc …``); and among words in small
    letters ``số``, which every number has before it, is no word of capitals (``Chính phủ SỐ: 88/CP``). Any other word
    of capitals may be an abbreviation, a Roman numeral or a name.
    """
    found = []
    before: tuple[Judged, ...] = ()
    for line in lines:
        found.append(tuple(_put_right(line, at, before) for at in range(len(line))))
        before = line
    return tuple(found)


def _put_right(line: Sequence[Judged], at: int, before: Sequence[Judged]) -> Judged:
    word = line[at]
    if word.token.kind != "word":
        return word
    start, core, end = taken_apart(word.text)
    below = at == 0 and _in_capitals(before) and _is_next(before, word)
    if below and not start and _is_alike(core[:1]) and core.islower():
        return replace(word, text=f"{core[0].upper()}{core[1:]}{end}")
    others = [other.text for other in line if other is not word and _has_letters(other.text)]
    if at and core == _LABEL and sum(map(str.isupper, others)) < len(others) * _FEW:
        return replace(word, text=f"{start}{core.lower()}{end}")
    return word


def _is_alike(letter: str) -> bool:
    return letter != "" and parts(letter.lower()).base in _ALIKE


def _has_letters(text: str) -> bool:
    return any(map(str.isalpha, text))


def _is_next(before: Sequence[Judged], word: Judged) -> bool:
    """Tell whether a word stands in the row right below a line."""
    foot, top = max(other.seen.box[3] for other in before), word.seen.box[1]
    return abs(top - foot) < _ROW * (word.seen.box[3] - top)


def _in_capitals(line: Sequence[Judged]) -> bool:
    words = [word.text for word in line if _has_letters(word.text)]
    return len(words) > 1 and max(map(len, words)) >= _HEADING and all(map(str.isupper, words))
