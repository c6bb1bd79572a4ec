"""Title lines: large letters by themselves, alone or over several lines, compared with the titles of the types."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from rapidfuzz.distance import Levenshtein

from extract.folding import fold
from extract.rows import Row, row_of
from extract.rules import DocumentType

_CAPITALS = 0.75  # least share of capitals among the letters of a title line
_LEAST = 4  # letters of a title line
_APART = 1.5  # white space between the lines of a title, in heights of the line
_WIDE_SPACE = 2.5  # heights between the words of a spaced title
_OFF_CENTRE = 60.0  # points by which the middles of two lines of a title may differ
_MOST_LINES = 4
_LIKE = 0.84
_BEGUN_LIKE = 0.88  # anything may follow a beginning, so a short one must be right: HỘI ĐỒNG … is no HỢP ĐỒNG …
_FAR = 0.6  # likeness below which no look-alikes can help
_TAIL = 6  # letters at the end of a title that must not be quite others
_UNEVEN = 2  # letters by which misread words may be longer or shorter than a title
_LOOK_ALIKES = str.maketrans("l10", "iio")  # signs that print does not tell apart
_ALIKE = 0.96  # what a letter-for-letter likeness is worth that rests on look-alikes
_NATIONAL = ("conghoaxahoichunghiavietnam", "doclaptudohanhphuc")


@dataclass(frozen=True, slots=True)
class TitleMatch:
    """A title of a type found on a page: ``likeness`` of its letters (0-1), how many they are, and its rows."""

    code: str
    likeness: float
    letters: int
    rows: tuple[Row, ...]


def title_lines(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Return the lines in large letters, without the national heading."""
    return tuple(row for row in _spaced(rows) if is_large(row) and not is_national(row))


def _spaced(rows: Sequence[Row]) -> Iterator[Row]:
    """Yield the lines, those joined that are the words of one: a short title is often set with wide spaces."""
    pending: Row | None = None
    for row in rows:
        if pending is not None and _is_beside(pending, row):
            pending = row_of(pending.page, (*pending.words, *row.words), row.end)
            continue
        if pending is not None:
            yield pending
        pending = row
    if pending is not None:
        yield pending


def _is_beside(left: Row, right: Row) -> bool:
    gap, height = right.box.x0 - left.box.x1, max(left.box.height, right.box.height)
    level = abs(left.box.middle[1] - right.box.middle[1]) < 0.3 * height
    short = len(right.words) == 1 and right.letters.isalpha() and right.words[0].text.isupper()
    return level and short and 0 < gap < _WIDE_SPACE * height and all(word.text.isupper() for word in left.words)


def is_large(row: Row) -> bool:
    """Tell whether a line is set in capitals; what stands in brackets or after a slash does not count."""
    text = " ".join(word.text for word in row.words).split("(")[0].split("/")[0]
    letters = [sign for sign in text if sign.isalpha()]
    return len(letters) >= _LEAST and sum(sign.isupper() for sign in letters) >= _CAPITALS * len(letters)


def is_national(row: Row) -> bool:
    """Tell the lines that head every official paper."""
    return any(
        Levenshtein.normalized_similarity(row.letters[: len(line) + 4], line) > 0.75 or line in row.letters
        for line in _NATIONAL
    )


def blocks(lines: Sequence[Row]) -> Iterator[tuple[Row, ...]]:
    """Yield what may be a title, first to last: each line with none, one ... of those that follow it closely."""
    for start, first in enumerate(lines):
        block = [first]
        yield (first,)
        for row in lines[start + 1 : start + _MOST_LINES]:
            if not _follows(block[-1], row):
                break
            block.append(row)
            yield tuple(block)


def _follows(above: Row, below: Row) -> bool:
    white = below.box.y0 - above.box.y1
    near = -0.6 * above.box.height < white < _APART * max(above.box.height, below.box.height)
    return above.page == below.page and near and abs(above.box.middle[0] - below.box.middle[0]) < _OFF_CENTRE


def whole_title(match: TitleMatch, lines: Sequence[Row]) -> tuple[Row, ...]:
    """Return the rows of a matched title with the large lines that go on with it."""
    found = list(match.rows)
    for row in lines[lines.index(found[-1]) + 1 :]:
        if not _follows(found[-1], row):
            break
        found.append(row)
    return tuple(found)


def matches(lines: Sequence[Row], types: Mapping[str, DocumentType]) -> tuple[TitleMatch, ...]:
    """Return the titles found, the best of each first line only, in reading order."""
    best: dict[int, TitleMatch] = {}
    for block in blocks(lines):
        letters, ends = _words_of(block)
        first = id(block[0])
        for kind in types.values():
            for found in _of_type(kind, letters, ends, block):
                if first not in best or _weight(found) > _weight(best[first]):
                    best[first] = found
    return tuple(best.values())


def _words_of(block: Sequence[Row]) -> tuple[str, tuple[int, ...]]:
    """Return the letters of lines without what stands in brackets, and where in them each word ends."""
    words = [fold(word) for row in block for word in " ".join(one.text for one in row.words).split("(")[0].split()]
    return "".join(words), tuple(accumulate(map(len, words)))


def _of_type(kind: DocumentType, letters: str, ends: Sequence[int], block: tuple[Row, ...]) -> Iterator[TitleMatch]:
    """Yield the titles of a type that the letters are (whole titles) or begin with (beginnings)."""
    for text, rest_counts in (*((title, True) for title in kind.titles), *((start, False) for start in kind.prefixes)):
        title = fold(text)
        if len(letters) < 0.8 * len(title):
            continue
        likeness = 1.0 if letters.startswith(title) else _likeness(title, letters, ends)
        if rest_counts and len(letters) > len(title) + 1:
            likeness -= min(0.5, 0.012 * (len(letters) - len(title)))
        if likeness >= (_LIKE if rest_counts else _BEGUN_LIKE):
            yield TitleMatch(kind.code, likeness, len(title), block)


def _likeness(title: str, letters: str, ends: Sequence[int]) -> float:
    """Return how like a title the first words are: whole words, or ``HÓA ĐƠN G…`` would be like ``HỢP ĐỒNG``.

    What is far from it is told as 0.
    """
    above = bisect_left(ends, len(title))
    nearest = min(ends[max(0, above - 1) : above + 1], key=lambda end: abs(end - len(title)))
    begun = letters[: nearest if abs(nearest - len(title)) <= _UNEVEN else len(title)]
    plain = Levenshtein.normalized_similarity(title, begun, score_cutoff=_FAR)
    if plain in {0.0, 1.0}:
        return plain
    seen, other = _seen(title), _seen(begun)
    if Levenshtein.normalized_similarity(seen[-_TAIL:], other[-_TAIL:]) < _FAR:
        return 0.0  # long titles differ in their last words only: GIẤY CHỨNG NHẬN ĐĂNG KÝ …
    return max(plain, _ALIKE * Levenshtein.normalized_similarity(seen, other))


@lru_cache(maxsize=4096)
def _seen(letters: str) -> str:
    """Return letters with one sign for those that print does not tell apart."""
    return letters.translate(_LOOK_ALIKES)


def _weight(match: TitleMatch) -> tuple[float, int]:
    return (round(match.likeness**3 * min(match.letters, 12) + 0.05 * match.letters, 3), -len(match.rows))
