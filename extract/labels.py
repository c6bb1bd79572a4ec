"""Where the labels of a form stand: found without regard to marks and signs, and in spite of misread letters."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from rapidfuzz.distance import Levenshtein
from rapidfuzz.fuzz import partial_ratio
from rapidfuzz.process import cdist

from extract.folding import fold
from extract.rows import Row

_DISTINCT = 16  # letters: a shorter label that is not read letter by letter needs its colon
_WHOLE = 10  # letters: a shorter one needs it even where nothing else stands in its line
_EXACT_BELOW = 6  # letters: shorter labels must be read rightly
_LIKE = 0.8  # least share of a label's letters that must be there
_LETTERS_A_SLIP = 6  # of so many letters one may be wrong
_HINT = 78.0  # of 100: what cannot reach ``_LIKE`` lies below
_LONG = 12  # letters: a longer label may be the beginning of a word that a seam was lost in
SHORT = 5  # letters: such labels are found everywhere, so they must begin a line and be followed by a colon or digits
_SPLIT = 6  # letters that the first line of a label on two lines has at least
_GAP = 1.6  # white space in heights of the line: what stands behind it begins something new
_OPENING = frozenset(":;,.)-–+/*•")


@dataclass(frozen=True, slots=True)
class Label:
    """A label that is looked for, under a number of the asker's; ``within``: its words belong to the value."""

    text: str
    letters: str
    number: int
    within: bool = False

    @classmethod
    def of(cls, text: str, number: int, *, within: bool = False) -> "Label":
        """Return a label ready for the search."""
        return cls(text, fold(text), number, within)

    @property
    def strict(self) -> bool:
        """Tell whether the label counts only with its colon: ``Chủ hộ:``."""
        return self.text.endswith(":")

    @property
    def open(self) -> bool:
        """Tell whether the label is followed by its value without any colon: ``Cho …``."""
        return self.text.endswith("…")


@dataclass(frozen=True, slots=True)
class Hit:
    """A label found in a row: words ``first`` to ``last`` (exclusive); ``likeness`` 1 where every letter is right.

    ``above`` is the row that the label begins in, where it takes all of that one and goes on in this.
    """

    row: int
    first: int
    last: int
    label: int
    likeness: float
    above: int | None = None


def find(rows: Sequence[Row], labels: Sequence[Label]) -> tuple[Hit, ...]:
    """Return where labels stand, in reading order; hits do not overlap: the longer label wins, then the likelier."""
    if not rows or not labels:
        return ()
    hints = cdist(
        [one.letters for one in labels], [row.letters for row in rows], scorer=partial_ratio, score_cutoff=_HINT
    )
    found: dict[int, list[tuple[int, Hit]]] = {}
    for which, where in np.argwhere(hints >= _HINT):
        one, row = labels[which], rows[where]
        for first, last, likeness in _places(row, one.letters):
            hit = Hit(int(where), first, last, one.number, likeness)
            if _may_stand(row, hit, one):
                found.setdefault(int(where), []).append((len(one.letters), hit))
    for hit in _over_two_rows(rows, labels):
        found.pop(hit.row - 1, None)
        found.setdefault(hit.row, []).append((len(labels[hit.label].letters), hit))
    return tuple(hit for where in sorted(found) for hit in _without_values(rows[where], _apart(found[where]), labels))


def _over_two_rows(rows: Sequence[Row], labels: Sequence[Label]) -> Iterator[Hit]:
    """Yield the labels that fill a row and go on in the next one, as they do in the narrow cells of a table."""
    long = [one for one in labels if len(one.letters) >= _LONG and not one.within]
    for index, (row, below) in enumerate(pairwise(rows)):
        if row.closed or len(row.letters) < _SPLIT or not _is_right_below(row, below):
            continue
        for one in long:
            rest = one.letters.removeprefix(row.letters)
            if rest != one.letters and rest and below.letters.startswith(rest):
                last = _word_behind(below, len(rest))
                if below.starts[last] == len(rest) and is_closed(below, last):
                    yield Hit(index + 1, 0, last, one.number, 1.0, index)


def _is_right_below(row: Row, below: Row) -> bool:
    gap = below.box.y0 - row.box.y1
    left, middle = below.box.x0 - row.box.x0, (below.box.x0 + below.box.x1 - row.box.x0 - row.box.x1) / 2
    return min(abs(left), abs(middle)) < row.box.height and -0.5 < gap / max(1.0, row.box.height) < 1.0


def _apart(hits: list[tuple[int, Hit]]) -> list[Hit]:
    """Keep of overlapping hits the best: by letters that were read rightly."""
    kept: list[Hit] = []
    for _, hit in sorted(hits, key=lambda pair: (-pair[0] * pair[1].likeness ** 3, pair[1].first, pair[1].label)):
        if all(hit.last <= other.first or hit.first >= other.last for other in kept):
            kept.append(hit)
    return sorted(kept, key=lambda hit: hit.first)


def _without_values(row: Row, hits: Sequence[Hit], labels: Sequence[Label]) -> Iterator[Hit]:
    """Yield the hits but for those that are a value: behind a colon, and no colon behind (``Quan hệ: Chủ hộ``)."""
    ends = {hit.last for hit in hits if row.words[hit.last - 1].text.endswith(":")}
    for hit in hits:
        closed = row.words[hit.last - 1].text.endswith(":")
        if labels[hit.label].within or closed or hit.first not in ends:
            yield hit


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


def _may_stand(row: Row, hit: Hit, one: Label) -> bool:
    """Tell whether a label may stand here: the shorter it is, the more it needs a colon, a beginning, capitals."""
    first, last, letters = hit.first, hit.last, len(one.letters)
    if row.starts[last] - row.starts[first] > letters + (2 if letters >= SHORT else 0) and letters < _LONG:
        return False  # the label is only the beginning of a longer word
    if any(word.text.endswith(":") for word in row.words[first : last - 1]):
        return False  # a label ends where its colon is
    if one.within:
        return begins(row, first) and _same_case(row.words[first].text, one.text)
    if has_colon(row, last):
        return letters >= SHORT or (begins(row, first) and _same_case(row.words[first].text, one.text, loose=True))
    if one.strict or (hit.likeness < 1.0 and letters < _DISTINCT):
        return not one.strict and letters >= _WHOLE and first == 0 and last == len(row.words)
    return letters >= _LONG or _stands_without_colon(row, hit, one)


def _stands_without_colon(row: Row, hit: Hit, one: Label) -> bool:
    """Tell whether a short label without a colon stands where labels do, and what follows it looks like a value."""
    first, last, letters = hit.first, hit.last, len(one.letters)
    whole = last - first == len(row.words)
    same = whole or _same_case(row.words[first].text, one.text)
    if not begins(row, first) or not (same or (first > 0 and letters >= SHORT)):
        return False
    if last == len(row.words):
        return True
    value = row.words[last].text
    if one.open:
        return first == 0 and same and value[:1].isupper()
    named = first == 0 and value[:1].isupper() and not row.words[first].text.isupper()
    follows = row.words[last - 1].text.endswith(".") or any(sign.isdigit() for sign in value)
    if letters >= SHORT:
        return follows or named or letters >= SHORT + 3
    few = len(row.words) <= last + 1  # Số 45/TLKS, but not Số 4 phố Huế
    return first == 0 and ((few and follows) or (value.isupper() and len(value) > 1 and named))


def _same_case(printed: str, wanted: str, *, loose: bool = False) -> bool:
    """Tell whether a word has capitals, or begins with one, as the label does; ``loose``: all capitals are fine."""
    letters, first = [sign for sign in printed if sign.isalpha()], wanted.split(maxsplit=1)[0]
    if not letters:
        return False
    capitals = len(letters) > 1 and all(sign.isupper() for sign in letters)
    if len(first) > 1 and first.isupper():
        return capitals
    return letters[0].isupper() == wanted[0].isupper() and (loose or not capitals)


def has_colon(row: Row, last: int) -> bool:
    """Tell whether a label that ends before the word ``last`` ends with a colon."""
    return row.words[last - 1].text.endswith(":") or (last < len(row.words) and row.words[last].text.startswith(":"))


def is_closed(row: Row, last: int) -> bool:
    """Tell whether a label ends with a colon, or with its line."""
    return last == len(row.words) or has_colon(row, last)


def begins(row: Row, first: int) -> bool:
    """Tell whether something new begins with a word: the line, or what follows a sign, a number, a wide gap."""
    if first == 0:
        return True
    before, word = row.words[first - 1], row.words[first]
    if before.text[-1] in _OPENING or word.text[0] in "([" or fold(before.text).isdigit():
        return True
    return word.box.x0 - before.box.x1 > _GAP * max(1.0, row.box.height)
