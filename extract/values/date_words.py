"""Dates in words, as civil status papers repeat them: ``ngày mười lăm tháng tám năm một nghìn chín trăm chín mươi``."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.values.number import spelled_number
from extract.values.written import folded

_WORD = re.compile(r"[^\W_]+")
_DAY_LABELS = ("ngay", "ngav", "ngoy")
_MONTH_LABELS = ("thang", "thong")
_YEAR_LABELS = ("nam", "nom")
_BEFORE_SMALL_DAYS = ("mong", "mung")
_MOST_DAY_WORDS = 4
_SPECIAL_MONTHS = {"gieng": 1, "tu": 4, "chap": 12}


@dataclass(frozen=True, slots=True)
class SpokenDate:
    """A date in words and where it begins and ends; a missing part is None, and then it is doubtful."""

    start: int
    end: int
    year: int
    month: int | None
    day: int | None
    doubtful: bool


def spoken_dates(text: str) -> Iterator[SpokenDate]:
    """Yield the dates whose year is in words; the day may miss its ``ngày``, and day and month may be in figures."""
    tokens = list(_WORD.finditer(folded(text)))
    words = [token[0] for token in tokens]
    for at, word in enumerate(words):
        if word not in _MONTH_LABELS:
            continue
        after = _month_and_year(words[at + 1 :])
        if after is None:
            continue
        month, year, taken = after
        day, first = _day_before(words, at)
        missing = month is None or (day is None and first > 0)
        end = tokens[at + taken].end()
        yield SpokenDate(tokens[first].start(), end, year, month, day if month else None, missing)


def _month_and_year(words: Sequence[str]) -> tuple[int | None, int, int] | None:
    """Return month, year and how many words they take; the word ``năm`` is both five and year."""
    for at in range(min(len(words), 6) - 1, -1, -1):
        if words[at] not in _YEAR_LABELS:
            continue
        year = spelled_number(words[at + 1 :])
        if year is None or year.doubtful or not 1000 <= year.value < 3000:
            continue
        month = _month(words[:at])
        if month is None and any(word in _MONTH_LABELS for word in words[:at]):
            continue
        return month, int(year.value), at + 1 + year.words
    return None


def _month(words: Sequence[str]) -> int | None:
    if len(words) == 1 and words[0] in _SPECIAL_MONTHS:
        return _SPECIAL_MONTHS[words[0]]
    return _number(words)


def _number(words: Sequence[str]) -> int | None:
    if len(words) == 1 and words[0].isascii() and words[0].isdigit() and len(words[0]) <= 2:
        return int(words[0])
    found = spelled_number(words)
    return int(found.value) if found is not None and found.words == len(words) else None


def _day_before(words: Sequence[str], at: int) -> tuple[int | None, int]:
    """Return the day before the word ``tháng`` and the first word of the date."""
    for first in range(at - 1, max(-1, at - 2 - _MOST_DAY_WORDS), -1):
        if words[first] in _DAY_LABELS:
            inner = words[first + 1 : at]
            return _number(inner[1:] if inner[:1] and inner[0] in _BEFORE_SMALL_DAYS else inner), first
    for first in range(max(0, at - _MOST_DAY_WORDS), at):
        day = _number(words[first:at])
        if day is not None:
            return day, first
    return None, at
