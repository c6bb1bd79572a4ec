"""Counts the language model from ``shared/text``: ``python -m bench.make_language``, once, two minutes, 4 GB of memory.

The same text gives the same bytes. The text is not shipped, only how often words follow each other in it.
"""

import lzma
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.material import shared_folder
from ocr.vietnamese.ngrams import FOLDER, NUMBER, SPECIAL, START, STEP, UNKNOWN, Ids, bigram_key, trigram_key
from ocr.vietnamese.syllable import is_syllable

FEWEST, FEWEST_OTHERS = 3, 60  # times that a syllable, or another word, was seen
FEWEST_PAIRS, FEWEST_TRIPLES = 2, 3
DISCOUNT = 0.75
FLAT = 0.6
"""Single words are counted to this power: how often a word stands in laws says little about other texts."""
_TOKEN = re.compile(r"[^\W\d_]+|\d[\d.,/]*|[.;:\n]")
_CHUNK = 1 << 24

Counts = NDArray[np.int64]


def main(arguments: Sequence[str]) -> int:
    """Write the tables and print their sizes."""
    text = _text(shared_folder(arguments))
    words = _vocabulary(text)
    stream = np.concatenate(list(_ids(text, words)))
    stream = stream[np.r_[True, (stream[1:] != START) | (stream[:-1] != START)]]  # one break is enough
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / "words.txt").write_text("\n".join(words), "utf-8")
    _write_tables(stream, len(words))
    size = sum(path.stat().st_size for path in FOLDER.iterdir())
    print(f"{len(words)} words, {len(stream)} tokens, {size / 1e6:.2f} MB in {FOLDER}")
    return 0


def _text(shared: Path) -> str:
    with lzma.open(shared / "text" / "legal.txt.xz", "rt", encoding="utf-8") as file:
        return unicodedata.normalize("NFC", file.read()).lower()


def _vocabulary(text: str) -> tuple[str, ...]:
    counted = Counter(re.findall(r"[^\W\d_]+", text))
    kept = [word for word, times in counted.items() if times >= (FEWEST if is_syllable(word) else FEWEST_OTHERS)]
    return (*SPECIAL, *sorted(kept, key=lambda word: (-counted[word], word)))


def _ids(text: str, words: tuple[str, ...]) -> Iterator[Ids]:
    known = {word: index for index, word in enumerate(words)}
    for begin in range(0, len(text), _CHUNK):
        tokens = _TOKEN.findall(text, begin, min(len(text), begin + _CHUNK))
        yield np.array([_id(token, known) for token in tokens], dtype=np.int64)


def _id(word: str, known: dict[str, int]) -> int:
    if word in ".;:\n":
        return START
    return known.get(word, NUMBER if word[0].isdigit() else UNKNOWN)


def _write_tables(stream: Ids, size: int) -> None:
    singles = np.bincount(stream, minlength=size)
    pairs, pair_counts = np.unique(stream[:-1] * size + stream[1:], return_counts=True)
    triple = (stream[:-2] * size + stream[1:-1]) * size + stream[2:]
    triples, triple_counts = np.unique(triple, return_counts=True)
    inner = (triples // size) % size != START  # no sentence goes on through a break
    triples, triple_counts = triples[inner], triple_counts[inner]
    flat = np.maximum(singles, 0.5) ** FLAT
    single_chance = flat / flat.sum()
    kept = pair_counts >= FEWEST_PAIRS
    pairs, pair_counts = pairs[kept], pair_counts[kept]
    first, second = pairs // size, pairs % size
    single_left = _left(first, pair_counts, singles, size)
    pair_chance = (pair_counts - DISCOUNT) / singles[first] + single_left[first] * single_chance[second]
    kept = (triple_counts >= FEWEST_TRIPLES) & (triples % size != UNKNOWN)
    triples, triple_counts = triples[kept], triple_counts[kept]
    context = np.searchsorted(pairs, triples // size)
    left = _left(context, triple_counts, pair_counts, len(pairs))
    after = np.searchsorted(pairs, triples % (size * size))
    triple_chance = (triple_counts - DISCOUNT) / pair_counts[context] + left[context] * pair_chance[after]
    keys = trigram_key(triples // size // size, triples // size % size, triples % size, size)
    order = np.argsort(keys, kind="stable")
    _save("unigrams", (-np.log(single_chance)).astype(np.float32))
    _save("single_backoffs", _bytes(single_left))
    _save("bigram_keys", bigram_key(first, second, size))
    _save("bigrams", _bytes(pair_chance))
    _save("backoffs", _bytes(left))
    _save("trigram_keys", keys[order])
    _save("trigrams", _bytes(triple_chance)[order])


def _left(context: Ids, counts: Counts, totals: Counts, size: int) -> NDArray[np.float64]:
    """Return for each context the chance that is left for what was not counted after it."""
    taken = np.bincount(context, weights=counts - DISCOUNT, minlength=size)
    return np.clip(1.0 - taken / np.maximum(totals, 1), 0.02, 1.0)


def _bytes(chance: NDArray[np.float64]) -> NDArray[np.uint8]:
    return np.clip(np.round(-np.log(np.maximum(chance, 1e-9)) * STEP), 0, 255).astype(np.uint8)


def _save(name: str, table: NDArray[np.generic]) -> None:
    np.save(FOLDER / f"{name}.npy", table)
    print(f"{name}: {len(table)} entries")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
