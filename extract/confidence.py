"""How sure a field is: one number of what the engine saw, how the place was found, and what confirms the value.

The weights are data, fitted by ``./sohoa bench extract --write`` on generated papers; see ``docs/accuracy.md``.
"""

import json
from functools import cache
from importlib.resources import files
from math import exp, log

from extract.weighing import Weighed
from ocr.page_text import PageText, Word
from ocr.vietnamese.syllable import is_syllable

FEATURES = (
    "one",
    "weakest_word",
    "all_words",
    "embedded",
    "fit",
    "several_words",
    "known",
    "repaired",
    "doubtful",
    "passed",
    "rivals",
    "disturbed",
    "is_name",
    "is_text",
    "is_addr",
    "is_docno",
    "changed",
    "coded",
    "known_name",
    "known_addr",
    "weakest_of_name",
    "weakest_of_addr",
    "capital_changed",
)
ACCEPTED = 0.9
"""Confidence from which a field without a problem is taken as it is."""
CHECKED = 0.3
"""The most confidence of a value that fails a check."""
WRITTEN = 0.5
"""The most confidence of a value that was written by hand, or in part."""
_SIGNS = " .,:;()[]"
_SPOILT = frozenset({"seal", "signature", "covered", "unread"})


def features(weighed: Weighed, page: PageText | None) -> tuple[float, ...]:
    """Return what is known of a chosen value as numbers, in the order of ``FEATURES``."""
    words = weighed.candidate.words
    confidences = [word.confidence for word in words] or [0.97]
    notes = set(weighed.notes)
    kind = weighed.rule.kind
    return (
        1.0,
        _odds(min(confidences)),
        sum(log(max(confidence, 0.02)) for confidence in confidences),
        float(bool(words) and min(confidences) >= 1.0),
        _odds(weighed.candidate.fit),
        log(1 + len(words)),
        float("known" in notes and kind not in {"name", "addr"}),
        float("repaired" in notes),
        float("doubtful" in notes),
        float(bool(weighed.passed)),
        float(bool(weighed.rivals)),
        float(page is not None and _is_disturbed(weighed, page)),
        float(kind == "name"),
        float(kind == "text"),
        float(kind == "addr"),
        float(kind == "docno"),
        float(any(word.text != word.printed for word in words)),
        float(weighed.candidate.origin in {"qr", "mrz"}),
        float(kind == "name" and "known" in notes and "doubtful" not in notes),
        float(kind == "addr" and "known" in notes),
        _odds(min(confidences)) if kind == "name" else 0.0,
        _odds(min(confidences)) if kind == "addr" else 0.0,
        float(any(_is_name_changed(word) for word in words)),
    )


def confidence(weighed: Weighed, page: PageText | None) -> float:
    """Return the chance (0-1) that the value is what the paper says."""
    if weighed.parsed is None:
        return 0.0
    total = sum(weight * value for weight, value in zip(_weights(), features(weighed, page), strict=True))
    chance = 1 / (1 + exp(-max(-30.0, min(30.0, total))))
    if weighed.failed:
        return min(chance, CHECKED)
    return min(chance, WRITTEN) if weighed.candidate.handwritten else chance


def _is_name_changed(word: Word) -> bool:
    """Tell whether a capitalised word was corrected that could be read as it was printed: it may be a name."""
    printed = word.printed.strip(_SIGNS)
    return word.text != word.printed and printed[:1].isupper() and is_syllable(printed)


def _is_disturbed(weighed: Weighed, page: PageText) -> bool:
    """Tell whether a seal, a signature or something that hides print reaches into the words."""
    spoilt = [region.box for region in page.regions if region.kind in _SPOILT]
    return any(box.meet(word.box).area > 0.1 * word.box.area for word in weighed.candidate.words for box in spoilt)


def _odds(share: float) -> float:
    held = min(max(share, 0.01), 0.99)
    return log(held / (1 - held))


@cache
def _weights() -> tuple[float, ...]:
    fitted: dict[str, float] = json.loads(files("extract").joinpath("data", "confidence.json").read_text("utf-8"))
    return tuple(fitted[name] for name in FEATURES)
