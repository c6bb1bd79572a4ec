"""One number for how far a word can be relied on, from picture, engine and language together.

A logistic regression over what is known of the word and its neighbours, fitted by ``bench/calibrate.py`` on the real
pages, the same pages made worse, and generated ones. Its chances are right as they are; what is reported is more
cautious, because a wrong word that looks certain costs more than ten right ones that are looked at.
"""

import json
from collections.abc import Sequence
from functools import cache
from math import exp, log
from operator import mul
from pathlib import Path
from statistics import fmean

from ocr.correction import Judged
from ocr.vietnamese.syllable import is_syllable

FEATURES = (
    "one", "confidence", "least", "chance", "agreed", "unlooked", "changed", "unknown", "figure", "code", "strangeness",
    "around", "single", "unknown_confidence", "no_syllable", "left", "right", "odd_capital",
)  # fmt: skip
CAUTION = 0.52
"""Power of the chance of being wrong: one in a hundred is reported as one in eleven."""
PEN = 0.3
"""Confidence of figures that a pen wrote: they are told with at most this, and stay so."""
_WEIGHTS = Path(__file__).resolve().parent / "data" / "confidence.json"
_COSTLIEST = 11.0
_USUAL_COST = 6.0

Line = Sequence[Judged]


def confidences(line: Line, weights: Sequence[float] | None = None) -> tuple[float, ...]:
    """Return for each word of a line the chance (0-1) that it is right, cautiously."""
    fitted = _weights() if weights is None else weights
    return tuple(
        word.seen.confidence
        if word.token.kind == "mark" or (word.token.kind == "figure" and word.seen.confidence <= PEN)
        else cautious(chance(features(line, at), fitted))
        for at, word in enumerate(line)
    )


def chance(values: Sequence[float], weights: Sequence[float]) -> float:
    """Return the chance (0-1) that a word with these features is right."""
    return 1 / (1 + exp(-sum(map(mul, values, weights))))


def cautious(right: float) -> float:
    """Return what is reported of such a chance."""
    wrong: float = (1 - right) ** CAUTION
    return 1 - wrong


def features(line: Line, at: int) -> tuple[float, ...]:
    """Return what is known of a word of a line, in the order of ``FEATURES``."""
    word = line[at]
    kind, core, seen = word.token.kind, word.token.core, word.seen
    prose = kind == "word"
    around = [line[place].seen.confidence for place in (at - 1, at + 1) if 0 <= place < len(line)]
    unknown = prose and not word.known
    agreed = word.token.agreed
    return (
        1.0,
        _odds(seen.confidence, 0.001),
        _odds(word.token.least, 0.01),
        _odds(word.chance, 0.001) if prose else 0.0,
        0.0 if agreed is None else 1.0 if agreed else -1.0,
        float(agreed is None),
        float(word.text != seen.text),
        float(unknown),
        float(kind == "figure"),
        float(kind == "code"),
        word.strangeness,
        _odds(fmean(around), 0.001) if around else _odds(seen.confidence, 0.001),
        float(len(core) == 1),
        _odds(seen.confidence, 0.001) if unknown else 0.0,
        float(prose and not is_syllable(core)),
        min(word.fits[0], _COSTLIEST) / 10 if prose else 0.0,
        min(word.fits[1], _COSTLIEST) / 10 if prose else 0.0,
        _odd_capital(line, at),
    )


def _odd_capital(line: Line, at: int) -> float:
    """Return how much more usual a word with a capital inside a sentence is in small letters."""
    core = line[at].token.core
    inside = at > 0 and line[at - 1].text[-1:] not in '.:;)"'
    capital = core[:1].isupper() and not core.isupper()
    return max(0.0, _USUAL_COST - line[at].fits[0]) if line[at].token.kind == "word" and capital and inside else 0.0


def _odds(share: float, least: float) -> float:
    held = min(max(share, least), 1 - least)
    return log(held / (1 - held))


@cache
def _weights() -> tuple[float, ...]:
    fitted: dict[str, float] = json.loads(_WEIGHTS.read_text("utf-8"))
    return tuple(fitted[name] for name in FEATURES)
