"""How well a page answers, and the piece of it that is shown. The same on every database, since Python does it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from storage.search_query import Form, Match
from storage.search_words import PART, folded_form, pairs, words_in

_SPACE = re.compile(r"\s")
_USUAL_LENGTH = 350  # words of a page
_SATURATION = 1.2  # how soon more of the same word stops to count; the usual value of BM25
_NEIGHBOURS = 2.0  # what all neighbours of the query standing together are worth, in words found
_SHOWN = 220  # letters of the piece
_LOOKED_AT = 40  # words found that are looked at for one piece
_BEFORE = 60  # of them before the first word found


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of a page, on one line; ``marks`` are the places of the words found in it (begin, end after the last)."""

    text: str
    marks: tuple[tuple[int, int], ...]


def holds(match: Match, exact: str, folded: str) -> bool:
    """Tell whether a page holds a match, by its words."""
    padded = f" {exact if match.form == 'exact' else folded} "
    end = "" if match.begun else " "
    if match.strict or len(match.words) < 3:
        return f" {' '.join(match.words)}{end}" in padded
    *firsts, last = (pair.replace("_", " ") for pair in pairs(match.words))
    return all(f" {pair} " in padded for pair in firsts) and f" {last}{end}" in padded


def score(matches: Sequence[Match], exact: str, folded: str) -> int:
    """Return how well a page that holds all matches answers, in thousandths.

    More of a word counts less and less, and less on a long page; neighbours in the query that are neighbours on the
    page count as well. No word weighs more than another, since all of them stand on every page compared.
    """
    length = 1 + exact.count(" ")
    damping = _SATURATION * (0.25 + 0.75 * length / _USUAL_LENGTH)
    worth = 0.0
    for match in matches:
        padded = f" {exact if match.form == 'exact' else folded} "
        *firsts, last = match.words
        asked = (*(f" {word} " for word in firsts), f" {last}" if match.begun else f" {last} ")
        found = min(map(padded.count, asked))
        worth += len(match.words) * found / (found + damping)
    return round(1000 * (worth + _NEIGHBOURS * _together(matches, folded)))


def _together(matches: Sequence[Match], folded: str) -> float:
    """Return which share of neighbouring words of the query stand together."""
    words = [folded_form(word) for match in matches if match.words[0][0] != PART for word in match.words]
    asked = pairs(words)
    padded = f" {folded} "
    return sum(f" {pair.replace('_', ' ')} " in padded for pair in asked) / len(asked) if asked else 0.0


def snippet(text: str, matches: Sequence[Match]) -> Snippet:
    """Return the piece of a page around what was found, most different words first, the earliest of equal ones."""
    line = _SPACE.sub(" ", text)
    words = words_in(line)
    rows: dict[Form, list[str]] = {
        "exact": [word.exact for word in words],
        "folded": [folded_form(word.exact) for word in words],
    }
    places = {form: _places(row) for form, row in rows.items()}
    found = {
        place: which
        for which, match in enumerate(matches)
        for place in _matched(match, rows[match.form], places[match.form])
    }
    begin = _best_window([(words[place].begin, found[place]) for place in sorted(found)])
    begin = next((word.begin for word in words if word.begin >= begin), 0)
    end = max((word.end for word in words if begin < word.end <= begin + _SHOWN), default=begin + _SHOWN)
    end = len(line) if len(line) <= begin + _SHOWN else end
    shown = [words[place] for place in sorted(found) if words[place].begin >= begin and words[place].end <= end]
    return Snippet(line[begin:end], tuple((word.begin - begin, word.end - begin) for word in shown))


def _best_window(found: Sequence[tuple[int, int]]) -> int:
    """Return where the piece begins: before the place after which the most different matches follow soon."""
    best, begin = 0, 0
    for number, (place, _) in enumerate(found):
        near = {which for there, which in found[number : number + _LOOKED_AT] if there < place + _SHOWN - _BEFORE}
        if len(near) > best:
            best, begin = len(near), max(0, place - _BEFORE)
    return begin


def _places(row: Sequence[str]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = {}
    for place, word in enumerate(row):
        places.setdefault(word, []).append(place)
    return places


def _matched(match: Match, row: Sequence[str], places: dict[str, list[int]]) -> Iterator[int]:
    """Yield the numbers of the words that belong to the match: its whole rows, or for pairs each of the pairs."""
    if match.words[0][0] == PART:
        digits = match.words[0][1:]
        yield from (place for word, there in places.items() if word.isdigit() and digits in word for place in there)
        return
    sought = [match.words] if match.strict else list(pairwise(match.words))
    for number, words in enumerate(sought):
        begun = match.begun and number == len(sought) - 1
        *firsts, last = words
        for place in _of_first(words[0], places, begun=begun and not firsts):
            end = place + len(firsts)
            fits = end < len(row) and (row[end].startswith(last) if begun else row[end] == last)
            if fits and list(row[place:end]) == firsts:
                yield from range(place, end + 1)


def _of_first(word: str, places: dict[str, list[int]], *, begun: bool) -> Iterable[int]:
    if not begun:
        return places.get(word, ())
    return [place for known, there in places.items() if known.startswith(word) for place in there]
