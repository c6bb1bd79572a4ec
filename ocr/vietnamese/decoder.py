"""Chooses among what each word may be by what usually follows what, and tells how sure the choice is.

Three words at a time are weighed with the model of administrative text, in both directions (Baum-Welch's forward and
backward sums over pairs of words). That model knows nothing of verse, names or trades. So every page is taken for a
mixture: a share of its words comes from the model, the rest from a language in which all words are equally likely and
only what was seen decides. The share is what explains best the words that were read with certainty.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp

import numpy as np
from numpy.typing import NDArray

from ocr.vietnamese.candidates import MOST, Candidate
from ocr.vietnamese.ngrams import NUMBER, START, UNKNOWN, Ids, Ngrams

_EQUAL = 8.9  # cost of each word where all words are equally likely: about 7,000 syllables
_STRANGE, _STRANGE_WEIGHT = (
    0.3,
    10,
)  # share of words from outside the model that is assumed at first, and for how many words
_STRANGE_NAME = 0.3  # least such share where a capital inside a sentence may begin a name
_ROUNDS = 8
_IMPOSSIBLE = 1e4

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Slot:
    """A word in its place: what it may be (see ``candidates``), which of these the engine took it for.

    ``sure``: it counts when the page's kind of text is judged. ``name``: it may be a name. A break between sentences is
    a slot of its own (``BREAK``), and so is a number (``FIGURE``) or a code (``CODE``).
    """

    candidates: tuple[Candidate, ...]
    told: int = 0
    sure: bool = False
    name: bool = False


BREAK = Slot((Candidate("", START, 0.0),))
FIGURE = Slot((Candidate("", NUMBER, 0.0),))
CODE = Slot((Candidate("", UNKNOWN, 0.0),))


@dataclass(frozen=True, slots=True)
class Decoding:
    """For each slot the chance (0-1) of each of its candidates, and how strange (0-1) the page is to the model."""

    chances: tuple[tuple[float, ...], ...]
    strangeness: float


def decoded(slots: Sequence[Slot], model: Ngrams, strange: float | None = None) -> Decoding:
    """Weigh the candidates of the slots of a page, in the order of reading; ``strange`` is given where it is known."""
    if not slots:
        return Decoding((), _STRANGE if strange is None else strange)
    filled = (BREAK, BREAK, *slots)
    ids, costs = _arrays(filled)
    share = strangeness(filled, ids, model) if strange is None else strange
    follows = _following(filled, ids, model, share)
    counts = [len(slot.candidates) for slot in filled]
    steps = [follows[at][: counts[at], : counts[at + 1], : counts[at + 2]] for at in range(len(slots))]
    own = [costs[at, : counts[at]] for at in range(len(filled))]
    forward, backward = _forward(steps, own), _backward(steps, own)
    chances = tuple(_chances(one + other) for one, other in zip(forward[1:], backward[1:], strict=True))
    return Decoding(chances, share)


def _arrays(slots: Sequence[Slot]) -> tuple[Ids, Numbers]:
    ids = np.full((len(slots), MOST), UNKNOWN, dtype=np.int64)
    costs = np.full((len(slots), MOST), _IMPOSSIBLE)
    for at, slot in enumerate(slots):
        count = len(slot.candidates)
        ids[at, :count] = [candidate.identity for candidate in slot.candidates]
        costs[at, :count] = [candidate.cost for candidate in slot.candidates]
    return ids, costs


def _following(slots: Sequence[Slot], ids: Ids, model: Ngrams, share: float) -> Numbers:
    """Return the cost of each candidate after each pair of those before it, within this page's kind of text."""
    shares = np.array([max(share, _STRANGE_NAME) if slot.name else share for slot in slots[2:]])[:, None, None, None]
    costs = model.costs(ids[:-2, :, None, None], ids[1:-1, None, :, None], ids[2:, None, None, :])
    return np.asarray(-np.log((1 - shares) * np.exp(-costs.astype(np.float64)) + shares * exp(-_EQUAL)))


def strangeness(slots: Sequence[Slot], ids: Ids, model: Ngrams) -> float:
    """Return the share (0-1) of the page's words that is better explained without the model (EM)."""
    told = ids[np.arange(len(slots)), [slot.told for slot in slots]]
    sure = np.array([slot.sure for slot in slots[2:]]) & (told[2:] > UNKNOWN)
    costs = model.costs(told[:-2], told[1:-1], told[2:])[sure]
    likely = np.exp(-costs.astype(np.float64))
    share = _STRANGE
    for _ in range(_ROUNDS):
        strange = share * exp(-_EQUAL)
        share = float((strange / (strange + (1 - share) * likely)).sum() + _STRANGE * _STRANGE_WEIGHT) / (
            len(likely) + _STRANGE_WEIGHT
        )
    return share


def _forward(steps: Sequence[Numbers], own: Sequence[Numbers]) -> list[Numbers]:
    sums = [-(own[0][:, None] + own[1][None, :])]
    for at, step in enumerate(steps):
        sums.append(_log_sum(sums[-1][:, :, None] - step, 0) - own[at + 2][None, :])
    return sums


def _backward(steps: Sequence[Numbers], own: Sequence[Numbers]) -> list[Numbers]:
    sums = [np.zeros(steps[-1].shape[1:])]
    for at in range(len(steps) - 1, -1, -1):
        sums.append(_log_sum(sums[-1][None] - steps[at] - own[at + 2][None, None, :], 2))
    return sums[::-1]


def _log_sum(values: Numbers, axis: int) -> Numbers:
    if values.shape[axis] == 1:  # most words have but one candidate
        return values.squeeze(axis)
    most = values.max(axis=axis, keepdims=True)
    return np.asarray(np.log(np.exp(values - most).sum(axis=axis)) + most.squeeze(axis))


def _chances(pairs: Numbers) -> tuple[float, ...]:
    chances = np.exp(pairs - pairs.max()).sum(axis=0)
    return tuple((chances / chances.sum()).tolist())
