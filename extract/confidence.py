"""How sure a field is: one number of what the engine saw, how the place was found, and what confirms the value.

The weights are data, fitted by ``./sohoa bench extract --write`` on generated papers; see ``docs/accuracy.md``.
"""

import json
import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from math import exp, log

from extract.administrative.runs import level
from extract.folding import fold
from extract.listed_names import Held, held_against_units, holds_two, lacks_its_place
from extract.values import resolve
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
    "respelled",
    "near",
    "held",
    "at_margin",
    "beside_unread",
    "odd_text",
    "cut_line",
)
ACCEPTED = 0.9
"""Confidence from which a field without a problem is taken as it is."""
CHECKED = 0.3
"""The most confidence of a value that fails a check."""
ODD = 0.8
"""The most confidence of a value that is hardly one of its kind."""
WRITTEN = 0.5
"""The most confidence of a value that was written by hand, or in part."""
_SIGNS = " .,:;()[]"
_LISTED = 0.97  # how sure the words are that a list confirms, and what has no words
_MARGIN = 0.03  # of the width
_CLOSE = 2.0  # letter heights
_NUMBERED = ("so_", "so")
_DATED = ("ngay", "thoi", "khoa")
_NEAR = 2.5  # letter heights
_MARKED = frozenset("àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ")
_NO_FIGURES = ("Š", "š")  # 5, 6 or 8
_PARTED = re.compile(r"\d+(?: \d+)+")
_DAY = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}")
_WITHOUT_MARK = frozenset({"Thi", "THI"})
_WORDED = frozenset({"addr", "text", "name"})
_WRAPPED = frozenset({"addr", "text"})  # kinds that take several lines
_SPOILT = frozenset({"seal", "signature", "covered", "unread"})


def features(weighed: Weighed, page: PageText | None) -> tuple[float, ...]:
    """Return what is known of a chosen value as numbers, in the order of ``FEATURES``."""
    words = weighed.candidate.words
    kind = weighed.rule.kind
    held = held_against_units(str(weighed.value)) if kind in {"addr", "text"} else Held("")
    confidences = [word.confidence for word in words if fold(word.text) not in held.confirmed] or [_LISTED]
    notes = set(weighed.notes)
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
        float(any(_is_name_changed(word) for word in words if fold(word.text) not in held.confirmed)),
        float("respelled" in notes),
        float(held.near),
        float(kind == "text" and held.known),
        float(page is not None and ("spelled" in notes or kind in _WRAPPED) and _reaches_margin(words, page)),
        float(page is not None and _is_unread_beside(words, page)),
        float(_is_odd(weighed)),
        float(page is not None and kind in _WORDED and _is_cut(words, page)),
    )


def confidence(weighed: Weighed, page: PageText | None) -> float:
    """Return the chance (0-1) that the value is what the paper says."""
    if weighed.parsed is None:
        return 0.0
    total = sum(weight * value for weight, value in zip(_weights(), features(weighed, page), strict=True))
    chance = 1 / (1 + exp(-max(-30.0, min(30.0, total))))
    if weighed.failed:
        return min(chance, CHECKED)
    if _is_odd(weighed):
        chance = min(chance, ODD)
    return min(chance, WRITTEN) if weighed.candidate.handwritten else chance


def _is_name_changed(word: Word) -> bool:
    """Tell whether a capitalised word was corrected that may be right as printed, or bears a mark often misread."""
    printed = word.printed.strip(_SIGNS)
    if printed[:1].isupper() and ("ỉ" in printed or printed in _WITHOUT_MARK):
        return True  # a dot is read as a hook, and the dot below is lost
    return word.text != word.printed and printed[:1].isupper() and is_syllable(printed)


def _reaches_margin(words: Sequence[Word], page: PageText) -> bool:
    """Tell whether a value ends where its line does, so that it may go on in the next one."""
    right = max((line.box.x1 for line in page.lines), default=0.0)
    return bool(words) and words[-1].box.x1 > right - _MARGIN * page.width


def _is_unread_beside(words: Sequence[Word], page: PageText) -> bool:
    """Tell whether something that is no print stands on the value's line, close to it or in it, or just below it."""
    others = [region.box for region in page.regions if region.kind in _SPOILT | {"handwriting"}]
    return any(
        (level(box, word.box) and max(box.x0 - word.box.x1, word.box.x0 - box.x1) < _CLOSE * word.box.height)
        or (box.x0 < words[-1].box.x1 and 0 < box.middle[1] - words[-1].box.y1 < _CLOSE * words[-1].box.height)
        for word in (*words[:1], *words[-1:])
        for box in others
    )


def _is_cut(words: Sequence[Word], page: PageText) -> bool:
    """Tell whether print goes on close behind a value that does not belong to it: its line fell apart."""
    if not words:
        return False
    last = words[-1].box
    return any(
        level(line.box, last) and 0 < line.box.x0 - last.x1 < _NEAR * last.height and line.words[0] not in words
        for line in page.lines
    )


def _is_odd(weighed: Weighed) -> bool:
    """Tell whether a value is hardly one of its kind.

    Letters that Vietnamese has not; of texts a lone letter, a number without figures, a day, half a bracket; of
    addresses two in one, or a province without a commune.
    """
    value, rule = str(weighed.value), weighed.rule
    if any(letter.isalpha() and not letter.isascii() and letter not in _MARKED for letter in value.lower()):
        return True
    if rule.kind == "addr":
        found = resolve(value)
        return holds_two(value) or (found is not None and not found.complete)
    if rule.kind != "text":
        return any(sign in weighed.candidate.printed for sign in _NO_FIGURES)
    parted = rule.name.startswith(_NUMBERED) and _PARTED.fullmatch(value) is not None
    numbered = rule.name.startswith(_NUMBERED) and (not any(map(str.isdigit, value)) or value[:1].islower())
    bare_day = not rule.name.startswith(_DATED) and _DAY.fullmatch(value) is not None
    return (
        len(value) == 1
        or numbered
        or parted
        or bare_day
        or lacks_its_place(value)
        or value.count("(") != value.count(")")
    )


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
