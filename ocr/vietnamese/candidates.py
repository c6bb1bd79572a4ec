"""What a word may be: the words of the language that fit what the engine saw, each with what it costs to believe that.

The engine tells for every letter what else it saw in its place. It is often sure and wrong about the small marks above
and below the letters, so that words which differ in marks alone stay possible, at a price.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log

from ocr.engine import Letter
from ocr.vietnamese.letters import bare, folded, parts
from ocr.vietnamese.ngrams import UNKNOWN, Ngrams
from ocr.vietnamese.syllable import is_syllable

# Prices are natural logarithms of chances. The result hardly changes when they are halved or doubled.
_DOUBT = 0.1  # how often the engine is wrong about a letter that it is sure of
# ... and what stands there then: of two stacked marks one is easily lost, and hardly one is seen where none is.
_LOST_OF_TWO, _LOST, _OTHER_MARK, _ADDED, _OTHER_LETTER = 0.4, 0.05, 0.05, 0.02, 1e-4
_EXTRA_LETTER = 6.0  # one letter seen as two
_LONG = 3  # letters of a word from which on one may be an extra
_NO_SYLLABLE = 4.0  # a word that is neither of the list nor a well-formed syllable
_ANOTHER_LENGTH = 9.0  # a second look that shows more or fewer letters
_WORTH_A_LOOK = 0.02  # share of another base letter from which on words with it are looked up
_MOST_SHAPES = 6
_CERTAIN = 0.995
MOST = 6
"""Candidates kept for one word."""
_HOPELESS = 9.0  # costs this much above the cheapest


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word in lower case, its id in the model, and the cost of having seen what was seen where it stands."""

    word: str
    identity: int
    cost: float


@dataclass(frozen=True, slots=True)
class _Place:
    """One letter's place: what was seen there, in lower case, and the letter that the engine chose."""

    shares: dict[str, float]
    chosen: str


def candidates(text: str, looks: Sequence[Sequence[Letter]], model: Ngrams) -> tuple[Candidate, ...]:
    """Return what a word of letters may be, the likeliest first; ``text`` in lower case is always among them.

    ``looks`` are what was seen in each letter's place, at one or several readings of the word; all count alike.
    """
    told = "".join(map(folded, text))
    if len(looks) == 1 and all(letter[0][1] > _CERTAIN for letter in looks[0]):
        seen = "".join(folded(letter[0][0]) for letter in looks[0])
        return _of_certain(told, seen, model)
    return _ranked(told, [[_Place(_shares(letter), folded(letter[0][0])) for letter in look] for look in looks], model)


@lru_cache(maxsize=1 << 14)
def _of_certain(told: str, seen: str, model: Ngrams) -> tuple[Candidate, ...]:
    """Return the candidates where nothing but these letters was seen: the same for the same word on any page."""
    return _ranked(told, [[_Place({letter: 1.0}, letter) for letter in seen]], model)


def _ranked(told: str, places: Sequence[Sequence[_Place]], model: Ngrams) -> tuple[Candidate, ...]:
    found = {word: _cost(word, places) + _price(word) for look in places for word in _fitting(look, model)}
    if told not in model.ids:
        found |= {word: cost for word, cost in _shorter(told, places, model) if cost < found.get(word, cost + 1.0)}
        found[told] = _cost(told, places) + _price(told)
    else:
        found[told] = _cost(told, places)  # an abbreviation that was seen is one
    ranked = sorted(found.items(), key=lambda item: (item[1], item[0]))
    kept = [(word, cost) for word, cost in ranked if cost < ranked[0][1] + _HOPELESS][:MOST]
    if all(word != told for word, _ in kept):
        kept = [*kept[: MOST - 1], (told, found[told])]
    return tuple(Candidate(word, model.ids.get(word, UNKNOWN), cost) for word, cost in kept)


def _price(word: str) -> float:
    return 0.0 if is_syllable(word) else _NO_SYLLABLE


def _shares(letter: Letter) -> dict[str, float]:
    shares: defaultdict[str, float] = defaultdict(float)
    for seen, share in letter:
        shares[folded(seen)] += share
    return shares


def _fitting(look: Sequence[_Place], model: Ngrams) -> set[str]:
    """Return the words of the list that have the same base letters as what was seen."""
    shape = [parts(place.chosen).base for place in look]
    shapes = ["".join(shape)]
    for at, place in enumerate(look):
        for seen, share in place.shares.items():
            base = parts(seen).base
            if share > _WORTH_A_LOOK and base != shape[at] and seen.isalpha():
                shapes.append("".join((*shape[:at], base, *shape[at + 1 :])))
    by_shape = model.shapes
    return {word for one in shapes[:_MOST_SHAPES] for word in by_shape.get(one, ())}


def _shorter(told: str, looks: Sequence[Sequence[_Place]], model: Ngrams) -> list[tuple[str, float]]:
    """Return words with one letter less, for a letter that was seen twice."""
    if len(told) < _LONG:
        return []
    by_shape, shape = model.shapes, bare(told)
    found = []
    for at in range(len(told)):
        for word in by_shape.get(shape[:at] + shape[at + 1 :], ()):
            without = [[*look[:at], *look[at + 1 :]] if len(look) == len(told) else look for look in looks]
            found.append((word, _cost(word, without) + _EXTRA_LETTER))
    return found


def _cost(word: str, looks: Sequence[Sequence[_Place]]) -> float:
    """Return the mean cost over the looks."""
    return sum(_cost_at(word, look) for look in looks) / max(1, len(looks))


def _cost_at(word: str, look: Sequence[_Place]) -> float:
    if len(word) != len(look):
        return _ANOTHER_LENGTH
    return sum(
        [
            _letter_cost(letter, place.chosen, place.shares.get(letter, 0.0))
            for letter, place in zip(word, look, strict=True)
        ]
    )


@lru_cache(maxsize=1 << 15)
def _letter_cost(letter: str, chosen: str, share: float) -> float:
    """Return the cost of what was seen where a letter stands: the share that it had, and that of the chosen one."""
    return -log((1 - _DOUBT) * share + _DOUBT * _mistaken(letter, chosen))


def _mistaken(letter: str, chosen: str) -> float:
    """Return the chance that this letter stands where the engine is sure of the other one but wrong."""
    if letter == chosen:
        return 1.0
    one, other = parts(letter), parts(chosen)
    if one.base != other.base:
        return _OTHER_LETTER
    marks, seen = bool(one.sign) + bool(one.tone), bool(other.sign) + bool(other.tone)
    if seen == marks:
        return _OTHER_MARK
    if seen > marks:
        return _ADDED
    kept = one.sign == other.sign or one.tone == other.tone
    return _LOST_OF_TWO if marks == 2 and kept else _LOST
