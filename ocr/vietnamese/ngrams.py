"""How likely Vietnamese administrative text makes a word after the two before it.

A back-off model of words in lower case, counted from laws and decrees by ``bench/make_language.py``. The tables are
sorted arrays that are mapped into memory: reader processes share them, and nothing is read before it is asked for.
Costs are natural logarithms with the sign turned: 0 is certain, 7 is one in a thousand.
"""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ocr.vietnamese.letters import bare

Ids = NDArray[np.int64]
Costs = NDArray[np.float32]

START, NUMBER, UNKNOWN = 0, 1, 2
"""Ids of what is no word of the list: the beginning of a sentence, a number, anything else."""
SPECIAL = ("<s>", "<num>", "<unk>")
STEP = 16.0
"""Costs are stored as whole sixteenths in one byte: up to 15.9."""
_MIX = np.uint64(0x9E3779B97F4A7C15)  # an odd constant that spreads keys over 64 bits (Knuth, TAOCP 3, 6.4)
FOLDER = Path(__file__).resolve().parent.parent / "data" / "language"


@dataclass(frozen=True, slots=True, eq=False)
class Ngrams:
    """The model: words by id, and for each order sorted keys with costs (and what it costs to fall back from them).

    ``shapes`` are the words that have the same letters when all marks are taken off.
    """

    words: tuple[str, ...]
    ids: dict[str, int]
    shapes: dict[str, tuple[str, ...]]
    unigrams: Costs
    single_backoffs: NDArray[np.uint8]
    bigram_keys: NDArray[np.uint32]
    bigrams: NDArray[np.uint8]
    backoffs: NDArray[np.uint8]
    trigram_keys: NDArray[np.uint32]
    trigrams: NDArray[np.uint8]

    def id_of(self, word: str) -> int:
        """Return the id of a word in lower case; numbers and unknown words have one id each."""
        found = self.ids.get(word)
        if found is not None:
            return found
        return NUMBER if word[:1].isdigit() else UNKNOWN

    def costs(self, first: Ids, second: Ids, third: Ids) -> Costs:
        """Return the cost of the third word after the first two; arrays of ids, none 0-dimensional, that broadcast."""
        context, known = self._bigram(first, second)
        fallen = self._after_one(second, third) + np.where(known, self.backoffs[context] / STEP, 0.0).astype(np.float32)
        result = np.array(np.broadcast_to(fallen, np.broadcast_shapes(first.shape, second.shape, third.shape)))
        # only after a pair that was counted can a triple have been
        asked = np.broadcast_to(known, result.shape)
        one, two, three = (np.broadcast_to(ids, result.shape)[asked] for ids in (first, second, third))
        place, seen = _found(self.trigram_keys, trigram_key(one, two, three, len(self.words)))
        result[asked] = np.where(seen, self.trigrams[place] / STEP, result[asked])
        return result

    def _after_one(self, first: Ids, second: Ids) -> Costs:
        place, known = self._bigram(first, second)
        fallen = self.unigrams[second] + self.single_backoffs[first] / STEP
        return np.where(known, self.bigrams[place] / STEP, fallen).astype(np.float32)

    def _bigram(self, first: Ids, second: Ids) -> tuple[Ids, NDArray[np.bool_]]:
        return _found(self.bigram_keys, bigram_key(first, second, len(self.words)))


def bigram_key(first: Ids, second: Ids, words: int) -> NDArray[np.uint32]:
    """Return one number for each pair."""
    return (first * words + second).astype(np.uint32)


def trigram_key(first: Ids, second: Ids, third: Ids, words: int) -> NDArray[np.uint32]:
    """Return 32 mixed bits for each triple: among a million entries one stranger in 4,000 is taken for an entry."""
    whole = ((first * words + second) * words + third).astype(np.uint64)
    return ((whole * _MIX) >> np.uint64(32)).astype(np.uint32)


def _found(keys: NDArray[np.uint32], wanted: NDArray[np.uint32]) -> tuple[Ids, NDArray[np.bool_]]:
    place = np.searchsorted(keys, wanted)
    place[place == len(keys)] = 0
    return place, np.asarray(keys[place] == wanted)


@cache
def ngrams() -> Ngrams:
    """Return the model that is shipped."""
    words = tuple((FOLDER / "words.txt").read_text("utf-8").split("\n"))
    names = ("unigrams", "single_backoffs", "bigram_keys", "bigrams", "backoffs", "trigram_keys", "trigrams")
    arrays = {name: np.load(FOLDER / f"{name}.npy", mmap_mode="r") for name in names}
    return Ngrams(words, {word: index for index, word in enumerate(words)}, _by_shape(words), **arrays)


def _by_shape(words: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for word in words:
        if word.isalpha():
            found[bare(word)].append(word)
    return {shape: tuple(group) for shape, group in found.items()}
