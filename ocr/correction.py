"""What stands on the page, judged from what the engine saw and what Vietnamese makes likely.

Names, numbers and codes are left as they were seen, but for a digit that a date proves; a word of prose may become
another one that the engine could have taken it for. What neither the engine nor the language is sure of is looked at a
second time, by itself. Whatever was changed keeps what was seen beside it.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from ocr.engine import SeenLine, SeenWord
from ocr.tokens import Token, looked_at_again, tokens
from ocr.vietnamese.candidates import Candidate, candidates
from ocr.vietnamese.decoder import BREAK, CODE, FIGURE, Slot, decoded
from ocr.vietnamese.letters import evened, folded, recased, repaired
from ocr.vietnamese.ngrams import START, Ngrams
from ocr.vietnamese.syllable import is_syllable

_SENTENCE_ENDS = frozenset(".;:")
_OPENING = "“\"'(-–+"
_SURE_WORD = 0.9  # confidence from which on a word tells what kind of text the page is
# Least chance of another word before it is believed; on strange pages it comes near the last one.
_ENOUGH, _ENOUGH_FOR_STRANGERS, _ENOUGH_FOR_NAMES, _ENOUGH_AMONG_STRANGERS = 0.7, 0.5, 0.95, 0.99
_STRANGE = 2 / 3  # from this strangeness on a page is as strange as can be
# A word is looked at again when a letter has less than this share, the word less than this confidence, or another word
# more than this chance.
_DOUBTFUL_SHARE, _DOUBTFUL_CONFIDENCE, _RIVAL = 0.6, 0.6, 0.1
_SURE_STRANGER = 0.9  # share and confidence of a word that is no syllable: an abbreviation, as often as not

Looker = Callable[[Sequence[SeenWord]], Sequence[Sequence[SeenWord]]]
"""Reads the places of words once more, each by itself, and returns the words seen at each."""

Place = tuple[int, int]
"""Line, and place in the line."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A word: what was seen, what it is taken for, and the evidence.

    ``chance`` (0-1) is how far language and picture together speak for the text; ``known`` tells whether the word is
    one of the language; ``strangeness`` how little of the page the model explains; ``fits`` is what the word costs
    after those before it, and the next word after it (see ``Ngrams``; 0 fits best).
    """

    token: Token
    text: str
    chance: float
    known: bool
    strangeness: float
    fits: tuple[float, float] = (0.0, 0.0)

    @property
    def seen(self) -> SeenWord:
        """Return the word as the engine saw it."""
        return self.token.seen


@dataclass(frozen=True, slots=True)
class _Weighed:
    """The slots of the words of a page by their places, and the chances of their candidates.

    ``order`` names the places as they follow each other, None where a sentence begins.
    """

    order: tuple[Place | None, ...]
    slots: dict[Place, Slot]
    chances: dict[Place, tuple[float, ...]]
    strangeness: float

    def rival(self, place: Place) -> float:
        """Return the chance of the likeliest word that the engine did not choose."""
        slot = self.slots.get(place)
        if slot is None:
            return 0.0
        return max((chance for at, chance in enumerate(self.chances[place]) if at != slot.told), default=0.0)


def judged(
    lines: Sequence[SeenLine], model: Ngrams, look_again: Looker | None, *, correct: bool = True
) -> tuple[tuple[Judged, ...], ...]:
    """Return every word of the lines judged, line by line.

    Without ``look_again`` there is one look only; unless they are to be corrected, words stay as they were seen.
    """
    page = [tokens(line) for line in lines]
    weighed = _weighed(page, model)
    doubtful = [
        (row, at)
        for row, line in enumerate(page)
        for at, token in enumerate(line)
        if is_doubtful(token, weighed.rival((row, at)), model)
    ]
    if doubtful and look_again is not None:
        again = look_again([page[row][at].seen for row, at in doubtful])
        looks = dict(zip(doubtful, again, strict=True))
        page = [
            tuple(
                looked_at_again(token, looks[row, at]) if (row, at) in looks else token for at, token in enumerate(line)
            )
            for row, line in enumerate(page)
        ]
        weighed = _weighed_again(weighed, page, looks, model)
    best = {place: _best(place, weighed, model, correct=correct) for place in weighed.slots}
    fits = _fits(weighed, best, model)
    return tuple(
        tuple(
            _verdict(token, best.get((row, at)), weighed, fits.get((row, at)), model) for at, token in enumerate(line)
        )
        for row, line in enumerate(page)
    )


def is_doubtful(token: Token, rival: float, model: Ngrams) -> bool:
    """Tell whether a word is worth a second look; ``rival`` is the chance of another word."""
    if token.kind == "mark":
        return False
    if token.seen.confidence < _DOUBTFUL_CONFIDENCE or token.least < _DOUBTFUL_SHARE or rival > _RIVAL:
        return True
    told = _told(token)
    if token.kind != "word" or (told in model.ids and is_syllable(told)):
        return False
    return token.seen.confidence < _SURE_STRANGER or token.least < _SURE_STRANGER


def _told(token: Token) -> str:
    return "".join(map(folded, token.core))


def _weighed(page: Sequence[Sequence[Token]], model: Ngrams) -> _Weighed:
    """Weigh all words of a page against each other, in their order, sentence by sentence."""
    order = _order(page)
    slots = {place: _slot(page, place, model, first=first) for place, first in _placed(page, order)}
    found = decoded([BREAK if place is None else slots[place] for place in order], model)
    chances = {place: chances for place, chances in zip(order, found.chances, strict=True) if place is not None}
    return _Weighed(order, slots, chances, found.strangeness)


def _weighed_again(
    weighed: _Weighed, page: Sequence[Sequence[Token]], looked: Collection[Place], model: Ngrams
) -> _Weighed:
    """Weigh again the sentences with words that were looked at a second time."""
    slots = weighed.slots | {
        place: _slot(page, place, model, first=first)
        for place, first in _placed(page, weighed.order)
        if place in looked
    }
    changed: list[Place | None] = []
    for sentence in _sentences(weighed.order):
        if any(place in looked for place in sentence):
            changed += [None, *sentence]
    again = decoded([BREAK if place is None else slots[place] for place in changed], model, weighed.strangeness)
    chances = {place: chances for place, chances in zip(changed, again.chances, strict=True) if place is not None}
    return replace(weighed, slots=slots, chances=weighed.chances | chances)


def _sentences(order: Sequence[Place | None]) -> Iterator[list[Place]]:
    sentence: list[Place] = []
    for place in order:
        if place is not None:
            sentence.append(place)
        elif sentence:
            yield sentence
            sentence = []
    if sentence:
        yield sentence


def _order(page: Sequence[Sequence[Token]]) -> tuple[Place | None, ...]:
    """Return the places of the words as they follow each other, None before each sentence."""
    order: list[Place | None] = []
    last: Token | None = None
    for row, line in enumerate(page):
        words = [(at, token) for at, token in enumerate(line) if token.kind != "mark"]
        if words and not (last is not None and _goes_on(last, words[0][1])):
            order.append(None)
        for at, token in words:
            order.append((row, at))
            last = token
            if _SENTENCE_ENDS & set(token.after):
                order.append(None)
    return tuple(order)


def _goes_on(last: Token, first: Token) -> bool:
    """Tell whether a sentence may go on from the last word of a line to the first one of the next."""
    start = (first.before + first.core).lstrip(_OPENING)
    return start[:1].islower() or (first.core.isupper() and last.core.isupper())


def _placed(page: Sequence[Sequence[Token]], order: Sequence[Place | None]) -> Iterator[tuple[Place, bool]]:
    """Yield the places of words, and whether the word has its capital from beginning a sentence and nothing else."""
    for before, place, after in zip((None, *order), order, (*order[1:], None), strict=False):
        if place is not None:
            goes_on = after is not None and _may_be_name(page[after[0]][after[1]].core)
            yield place, before is None and not goes_on


def _slot(page: Sequence[Sequence[Token]], place: Place, model: Ngrams, *, first: bool) -> Slot:
    token = page[place[0]][place[1]]
    if token.kind == "figure":
        return FIGURE
    if token.kind == "code":
        return CODE
    told = _told(token)
    found = candidates(token.core, token.looks, model)
    at = next(at for at, candidate in enumerate(found) if candidate.word == told)
    sure = token.seen.confidence > _SURE_WORD and len(told) > 1
    return Slot(found, at, sure, name=_may_be_name(token.core) and not first)


def _may_be_name(core: str) -> bool:
    return core[:1].isupper() and not (core.isupper() and len(core) > 1)


class _Choice(NamedTuple):
    """The candidate that is believed, its chance, and whether it is what the engine told."""

    candidate: Candidate
    chance: float
    is_told: bool


def _best(place: Place, weighed: _Weighed, model: Ngrams, *, correct: bool) -> _Choice:
    slot, chances = weighed.slots[place], weighed.chances[place]
    best = max(range(len(chances)), key=chances.__getitem__)
    if not correct or chances[best] < _enough(slot, slot.candidates[slot.told].word, model, weighed.strangeness):
        best = slot.told
    return _Choice(slot.candidates[best], chances[best], best == slot.told)


def _fits(weighed: _Weighed, best: dict[Place, _Choice], model: Ngrams) -> dict[Place, tuple[float, float]]:
    """Return for each word its cost after the two before it, and that of the next one after it."""
    chosen = [START if place is None else best[place].candidate.identity for place in weighed.order]
    ids = np.array([START, START, *chosen, START], dtype=np.int64)
    costs = model.costs(ids[:-2], ids[1:-1], ids[2:]).tolist()
    return {place: (costs[at], costs[at + 1]) for at, place in enumerate(weighed.order) if place is not None}


def _verdict(
    token: Token, best: _Choice | None, weighed: _Weighed, fits: tuple[float, float] | None, model: Ngrams
) -> Judged:
    fits = fits or (0.0, 0.0)
    if token.kind != "word" or best is None:
        text = repaired(token.seen.text) if token.number is None else f"{token.before}{token.number}{token.after}"
        return Judged(token, text, 1.0, known=False, strangeness=weighed.strangeness, fits=fits)
    chosen = best.candidate.word
    core = evened(token.core) if best.is_told else recased(chosen, token.core)
    text = f"{repaired(token.before)}{core}{repaired(token.after)}"
    return Judged(token, text, best.chance, known=chosen in model.ids, strangeness=weighed.strangeness, fits=fits)


def _enough(slot: Slot, told: str, model: Ngrams, strangeness: float) -> float:
    if slot.name:
        return _ENOUGH_FOR_NAMES
    least = _ENOUGH if told in model.ids else _ENOUGH_FOR_STRANGERS
    return least + (_ENOUGH_AMONG_STRANGERS - least) * min(1.0, strangeness / _STRANGE)
