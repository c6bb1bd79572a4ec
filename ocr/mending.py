"""Words that were cut or joined wrongly, put right before anything is made of them.

Only what has one explanation is mended: a date that fell apart, two words with a comma or nothing between them.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations, pairwise
from statistics import median

import numpy as np

from ocr.engine import SeenLine, SeenWord
from ocr.tokens import taken_apart
from ocr.vietnamese.letters import folded, parts
from ocr.vietnamese.ngrams import UNKNOWN, Ngrams
from ocr.vietnamese.syllable import is_syllable

_DATE = re.compile(r"\W*(?:0?[1-9]|[12]\d|3[01])[/.](?:0?[1-9]|1[0-2])[/.](?:19|20)\d\d\W*")
_DATE_PART = re.compile(r"\W*[\d/.]+\W*")
_GLUED = re.compile(r"(.*[^\W\d_]{2}[,;:])([^\W\d_]{2}.*)", re.DOTALL)
_NO_ROOM = 0.25  # of the height
_NEEDED = 0.12  # of the usual height for each letter: a word in less room, with its like nearby, was not read there
_CLOSE = 3.0  # usual heights
_DOUBLE = 0.6  # of the smaller box
_NARROW = 0.7  # of the height: a gap that no space leaves
_SHORTEST_PAIR = 5  # letters of two words in one


def regrouped(words: Sequence[SeenWord], lines: Sequence[SeenLine]) -> tuple[SeenLine, ...]:
    """Return words in the lines that they were cut out of, left to right.

    A word that is only a part of what was seen there is one that the form proves: its letters are certain.
    """
    homes = {id(word): row for row, line in enumerate(lines) for word in line.words}
    rows: list[list[SeenWord]] = [[] for _ in lines]
    for word in words:
        row = homes.get(id(word))
        if row is None:
            rows[_home(word, lines)].append(replace(word, letters=tuple(((letter, 1.0),) for letter in word.text)))
        else:
            rows[row].append(word)
    return tuple(SeenLine(tuple(sorted(row, key=lambda word: word.box[0]))) for row in rows if row)


def _home(word: SeenWord, lines: Sequence[SeenLine]) -> int:
    """Return the line with the word that the given one was cut out of."""
    covered = [max((overlap(word.box, other.box) for other in line.words), default=0.0) for line in lines]
    return covered.index(max(covered))


def mended(lines: Sequence[SeenLine], model: Ngrams) -> tuple[SeenLine, ...]:
    """Return the lines with their words cut and joined as they are printed, each once; no letter is changed."""
    return tuple(
        SeenLine(tuple(_joined([part for word in line.words for part in _cut(word, model)]))) for line in _once(lines)
    )


def _once(lines: Sequence[SeenLine]) -> tuple[SeenLine, ...]:
    """Return the lines without words that stand in a second line too, or in no room: Tesseract's blocks may overlap."""
    usual = median([word.box[3] - word.box[1] for line in lines for word in line.words] or [0])
    by_letters: defaultdict[str, list[SeenWord]] = defaultdict(list)
    for word in (word for line in lines for word in line.words):
        by_letters[_letters(word.text)].append(word)
    double = {
        id(min(one, other, key=lambda word: word.confidence))
        for same in by_letters.values()
        for one, other in combinations(same, 2)
        if overlap(one.box, other.box) > _DOUBLE
    }
    cramped = {
        id(word)
        for same in by_letters.values()
        for word in same
        if word.box[2] - word.box[0] < _NEEDED * usual * len(word.text)
        and any(other is not word and _are_near(word, other, usual) for other in same)
    }
    kept = (tuple(word for word in line.words if id(word) not in double | cramped) for line in lines)
    return tuple(SeenLine(words) for words in kept if words)


def _are_near(one: SeenWord, other: SeenWord, usual: float) -> bool:
    across, down = (abs(one.box[axis] + one.box[axis + 2] - other.box[axis] - other.box[axis + 2]) for axis in (0, 1))
    return across + down < 2 * _CLOSE * usual


def _letters(text: str) -> str:
    return "".join(parts(folded(letter)).base for letter in text if letter.isalnum())


def overlap(a: tuple[int, int, int, int], b: tuple[int, int, int, int]) -> float:
    """Return the part (0-1) of the smaller of two boxes that the other covers."""
    shared = max(0, min(a[2], b[2]) - max(a[0], b[0])) * max(0, min(a[3], b[3]) - max(a[1], b[1]))
    smaller = min((a[2] - a[0]) * (a[3] - a[1]), (b[2] - b[0]) * (b[3] - b[1]))
    return shared / max(1, smaller)


def _joined(words: Sequence[SeenWord]) -> Iterator[SeenWord]:
    """Yield the words, what fell into two or three as one."""
    waiting = list(words)
    while waiting:
        left, *rest = waiting
        if len(rest) > 1 and _are_one_date(left, rest[0], rest[1]):
            waiting = [_together(_together(left, rest[0]), rest[1]), *rest[2:]]
        elif rest and _are_one(left, rest[0]):
            waiting = [_together(left, rest[0]), *rest[1:]]
        else:
            yield left
            waiting = rest


def _are_one(left: SeenWord, right: SeenWord) -> bool:
    """Tell whether two words are one: digits, or letters that are no syllables, with no room for a space between."""
    height = max(left.box[3] - left.box[1], right.box[3] - right.box[1])
    if right.box[0] - left.box[2] < _NO_ROOM * height:
        digits = left.text[-1].isdigit() and right.text[0].isdigit()
        initials = all(word.text.isupper() and _is_no_syllable(word.text) for word in (left, right))
        if digits or initials:
            return True
    return _are_one_date(left, right)


def _is_no_syllable(text: str) -> bool:
    core = taken_apart(text)[1].lower()
    return core.isalpha() and not is_syllable(core)


def _are_one_date(*pieces: SeenWord) -> bool:
    if not all(_DATE_PART.fullmatch(piece.text) for piece in pieces):
        return False
    if any(_DATE.fullmatch(piece.text) for piece in pieces):
        return False
    close = all(
        right.box[0] - left.box[2] < _NARROW * max(left.box[3] - left.box[1], right.box[3] - right.box[1])
        for left, right in pairwise(pieces)
    )
    return close and _DATE.fullmatch("".join(piece.text for piece in pieces)) is not None


def _together(left: SeenWord, right: SeenWord) -> SeenWord:
    x0, y0, x1, y1 = (pair for pair in zip(left.box, right.box, strict=True))
    letters = (*left.letters, *right.letters) if left.letters and right.letters else ()
    return SeenWord(
        left.text + right.text,
        (min(x0), min(y0), max(x1), max(y1)),
        min(left.confidence, right.confidence),
        letters,
        left.gap,
    )


def _cut(word: SeenWord, model: Ngrams) -> tuple[SeenWord, ...]:
    """Return the word, or the two that it is made of."""
    glued = _GLUED.fullmatch(word.text)
    if glued is not None:
        return _two(word, len(glued[1]))
    capitals = _where_capitals_begin(word.text)
    if capitals:
        return _two(word, capitals)
    text = "".join(folded(letter) for letter in word.text)
    if not text.isalpha() or len(text) < _SHORTEST_PAIR or text in model.ids or is_syllable(text):
        return (word,)
    places = [at for at in range(2, len(text) - 1) if _are_syllables(text[:at], text[at:], model)]
    if not places:
        return (word,)
    first, second = (np.array([model.ids[half] for half in halves]) for halves in _halves(text, places))
    unknown = np.full(len(places), UNKNOWN)
    costs = model.costs(unknown, unknown, first) + model.costs(unknown, first, second)
    return _two(word, places[int(costs.argmin())])


def _where_capitals_begin(text: str) -> int:
    """Return where a word in small letters turns into one in capitals (``cácPCT``), 0 where none does."""
    turns = [at for at in range(2, len(text) - 1) if text[at - 1].islower() and text[at].isupper()]
    return turns[0] if len(turns) == 1 and text[1 : turns[0]].islower() and text[turns[0] :].isupper() else 0


def _are_syllables(first: str, second: str, model: Ngrams) -> bool:
    return all(part in model.ids and is_syllable(part) for part in (first, second))


def _halves(text: str, places: Sequence[int]) -> tuple[list[str], list[str]]:
    return [text[:at] for at in places], [text[at:] for at in places]


def _two(word: SeenWord, at: int) -> tuple[SeenWord, SeenWord]:
    """Cut a word before its letter ``at``; its width is shared out by the number of letters."""
    x0, y0, x1, y1 = word.box
    middle = round(x0 + (x1 - x0) * at / len(word.text))
    left = replace(word.part(0, at), box=(x0, y0, middle, y1))
    right = replace(word.part(at, len(word.text)), box=(middle, y0, x1, y1), gap=0.0)
    return left, right
