"""Words that stand together: a run is what one line holds within one column, whatever the engine took for a line."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from extract.administrative.wording import letters_of, national_span, plain
from ingest.geometry import Box, joined
from ocr.page_text import PageText, Word

_COLUMN_GAP = 1.7  # letter heights; a space is about 0.3, justified lines reach 1
_LEVEL = 0.45  # part of the lower one's height by which two boxes of one row overlap
_TOUCHING = -0.4  # heights by which boxes of neighbouring words may overlap


@dataclass(frozen=True, slots=True)
class Run:
    """At least one word, left to right; ``height`` is that of the middle word, in points."""

    words: tuple[Word, ...]
    box: Box
    height: float

    @property
    def text(self) -> str:
        """Return the words with single spaces between them."""
        return " ".join(word.text for word in self.words)

    @property
    def plain(self) -> str:
        """Return the text in lower case without any marks on its letters."""
        return plain(self.text)

    @property
    def capital_share(self) -> float:
        """Return which share of the letters are capitals, 0 where there are no letters."""
        letters = [sign for word in self.words for sign in word.text if sign.isalpha()]
        return sum(map(str.isupper, letters)) / len(letters) if letters else 0.0


def run_of(words: Sequence[Word]) -> Run:
    """Return the run of words that were found to stand together (at least one)."""
    box = joined(tuple(word.box for word in words))
    return Run(tuple(words), box, median(word.box.height for word in words))


def runs_of(page: PageText) -> tuple[Run, ...]:
    """Return the runs of a page from top to bottom: lines are cut at wide gaps and around the national heading."""
    half = 0.5 * page.height
    found = [run for line in page.lines if line.words for run in _cut(line.words, in_heading=line.box.y0 < half)]
    return tuple(sorted(found, key=lambda run: (run.box.y0 + run.box.y1, run.box.x0)))


def _cut(words: Sequence[Word], *, in_heading: bool) -> Iterator[Run]:
    height = median(word.box.height for word in words)
    cuts = {0, len(words)}
    cuts |= {
        at for at in range(1, len(words)) if words[at].box.x0 - words[at - 1].box.x1 > _COLUMN_GAP * max(height, 4.0)
    }
    if in_heading:
        cuts |= set(national_span([word.text for word in words]) or ())
        cuts |= {at for at in (_end_of_number(words),) if at is not None}
    ends = sorted(cuts)
    yield from (run_of(words[start:end]) for start, end in pairwise(ends))


def _end_of_number(words: Sequence[Word]) -> int | None:
    """Return where the number of a document ends when place and day follow on the same line."""
    if not letters_of(words[0].text).startswith(("so", "s6")):
        return None
    if not any(letters_of(word.text) == "ngay" for word in words):
        return None
    coded = [at for at, word in enumerate(words) if "/" in word.text and any(map(str.isalpha, word.text))]
    return coded[0] + 1 if coded and coded[0] + 1 < len(words) else None


def level(one: Box, other: Box) -> bool:
    """Tell whether two boxes stand in one row."""
    common = min(one.y1, other.y1) - max(one.y0, other.y0)
    return common >= _LEVEL * max(1.0, min(one.height, other.height))


def row_around(seed: Run, runs: Iterable[Run], widest_gap: float) -> Run:
    """Return the seed with all words before and behind it in its row that no gap (letter heights) parts from it."""
    height = seed.height
    near = [run for run in runs if abs(run.box.middle[1] - seed.box.middle[1]) < 3 * height]
    others = [word for run in near if run is not seed for word in run.words]
    row = list(seed.words)
    row += _following(row[-1], others, widest_gap * height)
    row = [*reversed(_preceding(row[0], others, widest_gap * height)), *row]
    row += [word for word in others if word not in row and _lies_within(word, row)]
    return run_of(sorted(row, key=lambda word: word.box.x0))


def _following(last: Word, others: Sequence[Word], gap: float) -> list[Word]:
    found: list[Word] = []
    while True:
        low = last.box.x1 + _TOUCHING * last.box.height
        next_ones = [word for word in others if low <= word.box.x0 <= last.box.x1 + gap and level(word.box, last.box)]
        next_ones = [word for word in next_ones if word not in found]
        if not next_ones:
            return found
        last = min(next_ones, key=lambda word: word.box.x0)
        found.append(last)


def _preceding(first: Word, others: Sequence[Word], gap: float) -> list[Word]:
    found: list[Word] = []
    while True:
        high = first.box.x0 - _TOUCHING * first.box.height
        next_ones = [
            word for word in others if first.box.x0 - gap <= word.box.x1 <= high and level(word.box, first.box)
        ]
        next_ones = [word for word in next_ones if word not in found]
        if not next_ones:
            return found
        first = max(next_ones, key=lambda word: word.box.x1)
        found.append(first)


def _lies_within(word: Word, row: Sequence[Word]) -> bool:
    """Tell whether a word fills a hole in the row: lines that the engine took apart lie in each other."""
    before = [other for other in row if other.box.x1 <= word.box.x0 + 0.3 * word.box.height]
    after = [other for other in row if other.box.x0 >= word.box.x1 - 0.3 * word.box.height]
    if not before or not after or len(before) + len(after) != len(row):
        return False
    return level(word.box, max(before, key=lambda other: other.box.x1).box)
