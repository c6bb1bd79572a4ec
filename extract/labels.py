"""Where the labels of a form stand: found without regard to marks and signs, and in spite of misread letters."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz.distance import Levenshtein
from rapidfuzz.fuzz import partial_ratio
from rapidfuzz.process import cdist

from extract.folding import fold
from extract.rows import Row
from ocr.page_text import Word

_EXACT_BELOW = 6  # letters: shorter labels must be read rightly
_LIKE = 0.8  # least share of a label's letters that must be there
_LETTERS_A_SLIP = 6  # of so many letters one may be wrong
_HINT = 78.0  # of 100: what cannot reach ``_LIKE`` lies below
_LONG = 12  # letters: a longer label may be the beginning of a word that a seam was lost in
_SHORT = 5  # letters: such labels are found everywhere, so they must begin a line and be followed by a colon or digits
_GAP = 1.6  # white space in heights of the line: what stands behind it begins something new
_OPENING = frozenset(":;,.)-–+/*•")


@dataclass(frozen=True, slots=True)
class Label:
    """A label that is looked for, under a number of the asker's; ``within``: the words belong to the value."""

    text: str
    letters: str
    number: int
    within: bool = False

    @classmethod
    def of(cls, text: str, number: int, *, within: bool = False) -> "Label":
        """Return a label ready for the search."""
        return cls(text, fold(text), number, within)


@dataclass(frozen=True, slots=True)
class Hit:
    """A label found in a row: words ``first`` to ``last`` (exclusive); ``likeness`` 1 where every letter is right."""

    row: int
    first: int
    last: int
    label: int
    likeness: float


def find(rows: Sequence[Row], labels: Sequence[Label]) -> tuple[Hit, ...]:
    """Return where labels stand, in reading order; hits do not overlap: the longer label wins, then the likelier."""
    if not rows or not labels:
        return ()
    hints = cdist([one.letters for one in labels], [row.letters for row in rows], scorer=partial_ratio)
    found: dict[int, list[tuple[int, Hit]]] = {}
    for which, where in np.argwhere(hints >= _HINT):
        one, row = labels[which], rows[where]
        for first, last, likeness in _places(row, one.letters):
            if _may_stand(row, first, last, one):
                found.setdefault(int(where), []).append(
                    (len(one.letters), Hit(int(where), first, last, one.number, likeness))
                )
    return tuple(hit for where in sorted(found) for hit in _apart(found[where]))


def _apart(hits: list[tuple[int, Hit]]) -> list[Hit]:
    """Keep of overlapping hits the best: by letters that were read rightly."""
    kept: list[Hit] = []
    for _, hit in sorted(hits, key=lambda pair: (-pair[0] * pair[1].likeness ** 3, pair[1].first, pair[1].label)):
        if all(hit.last <= other.first or hit.first >= other.last for other in kept):
            kept.append(hit)
    return sorted(kept, key=lambda hit: hit.first)


def _places(row: Row, letters: str) -> Iterator[tuple[int, int, float]]:
    """Yield (first word, word behind, likeness) of every place of a row where these letters stand."""
    exact = False
    for first in range(len(row.words)):
        start = row.starts[first]
        if row.letters.startswith(letters, start) and row.starts[first + 1] > start:
            exact = True
            yield first, _word_behind(row, start + len(letters)), 1.0
    if not exact and len(letters) >= _EXACT_BELOW:
        yield from _misread(row, letters)


def _misread(row: Row, letters: str) -> Iterator[tuple[int, int, float]]:
    """Yield the likeliest place where the letters stand with some of them wrong, missing or too many."""
    best = (0.0, 0, 0)
    for first in range(len(row.words)):
        start = row.starts[first]
        for last in range(first + 1, len(row.words) + 1):
            length = row.starts[last] - start
            if length > len(letters) * 1.3 + 1:
                break
            if length >= len(letters) * 0.7:
                likeness = Levenshtein.normalized_similarity(letters, row.letters[start : row.starts[last]])
                best = max(best, (likeness, -first, last))
    if best[0] >= _LIKE and (1.0 - best[0]) * len(letters) <= max(1.0, len(letters) / _LETTERS_A_SLIP):
        yield -best[1], best[2], best[0]


def _word_behind(row: Row, offset: int) -> int:
    """Return the index of the word after the one that holds the letter before the offset."""
    return next(index for index in range(1, len(row.starts)) if row.starts[index] >= offset)


def _may_stand(row: Row, first: int, last: int, one: Label) -> bool:
    """Tell whether a label may stand here: a short one only where it begins something and a colon or digits follow."""
    ends = row.starts[last] - row.starts[first]
    if ends > len(one.letters) + 2 and len(one.letters) < _LONG:
        return False  # the label is only the beginning of a longer word
    if one.within:
        return begins(row, first) and _same_case(row.words[first].text, one.text)
    if len(one.letters) >= _SHORT + 3:
        return len(one.letters) >= _LONG or is_closed(row, last) or begins(row, first)
    if len(one.letters) >= _SHORT:
        return is_closed(row, last) or row.words[last - 1].text.endswith(".") or _is_value(row.words[last])
    alone = first == 0 and len(row.words) <= last + 1  # a short label and one word: Số 45/TLKS, but not Số 4 phố Huế
    return (is_closed(row, last) or alone) and begins(row, first) and _same_case(row.words[first].text, one.text)


def _same_case(printed: str, wanted: str) -> bool:
    """Tell whether a word is written in capitals, or begins with one, as the label does."""
    letters, first = [sign for sign in printed if sign.isalpha()], wanted.split(maxsplit=1)[0]
    if not letters:
        return False
    if len(first) > 1 and first.isupper():
        return all(sign.isupper() for sign in letters)
    return letters[0].isupper() == wanted[0].isupper()


def is_closed(row: Row, last: int) -> bool:
    """Tell whether a label ends with a colon, or with its line."""
    return last == len(row.words) or row.words[last - 1].text.endswith(":") or row.words[last].text.startswith(":")


def _is_value(word: Word) -> bool:
    return word.text.startswith(":") or any(sign.isdigit() for sign in word.text)


def begins(row: Row, first: int) -> bool:
    """Tell whether something new begins with a word: the line, or what follows a sign, a number, a wide gap."""
    if first == 0:
        return True
    before, word = row.words[first - 1], row.words[first]
    if before.text[-1] in _OPENING or word.text[0] in "([" or fold(before.text).isdigit():
        return True
    return word.box.x0 - before.box.x1 > _GAP * max(1.0, row.box.height)
