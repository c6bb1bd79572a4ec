"""Dates as papers print them, to ISO 8601 with the precision that is printed: ``2025-01-06``, ``1960-05``, ``1960``.

Forms: Nghị định 30/2020/NĐ-CP, annex I (``ngày 05 tháng 3 năm 2020``), the figures of forms and cards
(``05/03/2020``), the words of civil status papers, the eight digits of a card's code. A year of two digits is not
guessed at.
"""

import re
from collections.abc import Iterator
from datetime import date

from extract.values.date_words import spoken_dates
from extract.values.digits import DIGIT, LOOKALIKES
from extract.values.parsed import Parsed, noted
from extract.values.written import folded, nfc

Found = tuple[int, int, Parsed | None]

NO_END = "Không thời hạn"
_LONGEST_MONTH = 31
_YEARS = range(1800, 2200)
_SLASHES = str.maketrans("\u2044\u2215\u2010\u2011\u2012\u2013\u2014", "//-----")
_FILL = " \t\r\n.:,;…_•·*~\"'`ˆ-|()["
_GAP = rf"[{re.escape(_FILL)}]*"
_ENGLISH = r"(?:\s?[/(|\\.:†]\s?[a-z]{3,6}(?![a-z]))?"  # ngày/date, with its stroke also where it was misread
_PART = r"(?:(?!ng[ao][yv]|th[ao]ng|n[ao]m).){0,18}?"
_NAMED = re.compile(
    rf"(?:(?P<label>ng[ao][yv]){_ENGLISH}(?P<day>{_PART})|(?P<bare>{DIGIT}{{1,2}})\s?)?"
    rf"th[ao]ng{_ENGLISH}(?P<month>{_PART})n[ao]m{_ENGLISH}{_GAP}"
    rf"(?P<year>{DIGIT}{{4}}|\d\s?\d\s?\d\s?{DIGIT})(?!\d)",
    re.DOTALL | re.IGNORECASE,
)
_STROKES = re.compile(r"[1Il|\[\]TÌÍ!]{2,3}")
_FIGURES = re.compile(
    rf"(?<![0-9/.-])(?P<day>{DIGIT}{{1,2}})\s?(?P<sign>[/.-])\s?(?P<month>{DIGIT}{{1,2}})\s?(?P=sign)\s?"
    rf"(?P<year>{DIGIT}{{4}})(?![0-9])"
)
_ISO = re.compile(r"(?<![\w/.-])(\d{4})-(\d{2})(?:-(\d{2}))?(?![\w/-])")
_COMPACT = re.compile(r"(\d{2})(\d{2})(\d{4})")
_MONTH = re.compile(r"(?<![\w/.-])(\d{1,2})\s?[/.-]\s?(\d{4})(?![\w/-])")
_NAMED_YEAR = re.compile(rf"n[ao]m(?:\s*sinh)?{_ENGLISH}{_GAP}(\d{{4}})(?!\d)", re.IGNORECASE)
_ONLY_YEAR = re.compile(r"(?<![\w/.,-])\d{4}(?![\w/-]|[.,]\d)")
_BEFORE_LESS = ("sinh", "tu", "den", "vao", "trong")
_NO_END = re.compile(r"(?:khong|vo)\s*(?:xac dinh\s*)?thoi\s*(?:han|gian)")


def parse_date(text: str) -> Parsed | None:
    """Return the first date of a text, or the month or year that it gives instead; None where there is none.

    ``doubtful`` where a part of it stands there and cannot be read, and what is left is given.
    """
    text = nfc(text).translate(_SLASHES)
    seen = _all(text)
    found = next((parsed for _, _, parsed in seen if parsed is not None), None)
    return found if seen else _less_than_a_day(text)


def find_dates(text: str) -> tuple[tuple[int, int, Parsed], ...]:
    """Return the dates of running text with where they begin and end (in the text in NFC); no bare years."""
    seen = _all(nfc(text).translate(_SLASHES))
    return tuple((start, end, parsed) for start, end, parsed in seen if parsed is not None)


def compact_date(digits: str) -> str | None:
    """Return ``ddmmyyyy`` of a card's code in ISO form; ``00`` for an unknown day or month; None where it is none."""
    match = _COMPACT.fullmatch(digits)
    if match is None:
        return None
    day, month, year = (int(part) or None for part in match.groups())
    return _iso(year, month, day)


def short_date(digits: str, latest: int) -> str | None:
    """Return ``yymmdd`` of a machine-readable zone in ISO form: the last such year that is not after ``latest``."""
    if re.fullmatch(r"[0-9]{6}", digits) is None:
        return None
    year = latest - (latest - int(digits[:2])) % 100
    return _iso(year, int(digits[2:4]) or None, int(digits[4:]) or None)


def _all(text: str) -> tuple[Found, ...]:
    """Return what has the form of a date, in order and apart from each other; None for a day that never was."""
    seen = sorted((*_named(text), *_figures(text), *_iso_dates(text), *_spoken(text)), key=lambda at: (at[0], -at[1]))
    apart: list[Found] = []
    for found in seen:
        if not apart or found[0] >= apart[-1][1]:
            apart.append(found)
    return tuple(apart)


def _named(text: str) -> Iterator[Found]:
    for match in _NAMED.finditer(folded(text)):
        parts = {name: text[slice(*match.span(name))] for name in ("day", "bare", "month", "year") if match[name]}
        year, month = _number(parts["year"]), _month(parts.get("month", ""))
        day = _number(parts.get("day") or parts.get("bare", ""))
        if year is None:
            continue
        if day is not None and day > _LONGEST_MONTH and _repaired(parts.get("day") or parts.get("bare", "")):
            day = None
        partial = month is None or (day is None and (match["label"] is not None or not _begins(text, match.start())))
        repaired = any(_repaired(part) for part in parts.values())
        value = _iso(year, month, day if month else None)
        notes = noted(repaired=repaired, doubtful=partial)
        yield match.start(), match.end(), None if value is None else Parsed(value, notes, match.end())


def _begins(text: str, at: int) -> bool:
    """Tell whether nothing but a label stands before: nothing that could be a day that was not read."""
    before = text[:at].rstrip()
    return not before.strip(_FILL) or before[-1] == ":" or folded(before).rpartition(" ")[2] in _BEFORE_LESS


def _figures(text: str) -> Iterator[Found]:
    for match in _FIGURES.finditer(text):
        parts = [match[name] for name in ("day", "month", "year")]
        numbers = [_number(part) for part in parts]
        if None in numbers:
            continue
        day, month, year = numbers
        value = _iso(year, month, day) if day and month else None
        notes = noted(repaired=any(map(_repaired, parts)))
        yield match.start(), match.end(), None if value is None else Parsed(value, notes, match.end())


def _iso_dates(text: str) -> Iterator[Found]:
    for match in _ISO.finditer(text):
        value = _iso(int(match[1]), int(match[2]), int(match[3]) if match[3] else None)
        if value is not None:
            yield match.start(), match.end(), Parsed(value, (), match.end())


def _spoken(text: str) -> Iterator[Found]:
    for spoken in spoken_dates(text):
        value = _iso(spoken.year, spoken.month, spoken.day)
        notes = noted(spelled=True, doubtful=spoken.doubtful)
        yield spoken.start, spoken.end, None if value is None else Parsed(value, notes, spoken.end)


def _less_than_a_day(text: str) -> Parsed | None:
    bare = folded(text)
    compact = compact_date(re.sub(r"\s", "", text.strip(_FILL)))
    if compact is not None:
        return Parsed(compact, (), len(text))
    endless = _NO_END.search(bare)
    if endless is not None:
        return Parsed(NO_END, ("known",), endless.end())
    month = _MONTH.search(text)
    if month is not None:
        value = _iso(int(month[2]), int(month[1]) or None, None) if int(month[1]) else None
        notes = noted(doubtful=not _begins(text, month.start()))
        return None if value is None else Parsed(value, notes, month.end())
    return _year(text, bare)


def _year(text: str, bare: str) -> Parsed | None:
    named = _NAMED_YEAR.search(bare)
    if named is not None:
        value = _iso(int(named[1]), None, None)
        notes = noted(doubtful=any(map(str.isdigit, text[: named.start()])))  # of what may be a day and a month
        return None if value is None else Parsed(value, notes, named.end())
    only = list(_ONLY_YEAR.finditer(text))
    if not only or (len(only) > 1 and not _begins(text, only[0].start())):
        return None
    value = _iso(int(only[0][0]), None, None)
    notes = noted(doubtful=not _begins(text, only[0].start()))
    return None if value is None else Parsed(value, notes, only[0].end())


def _month(part: str) -> int | None:
    """Return the month that was read; two strokes that are no figures can be one month only: 11."""
    number = _number(part)
    return 11 if number is None and _STROKES.fullmatch("".join(part.split()).strip(".,:;…_")) else number


def _number(part: str) -> int | None:
    """Return the number of a part of a date, letters that look like digits taken for them beside a true digit."""
    part = "".join(part.strip(_FILL).split())
    seen = "".join(LOOKALIKES.get(letter, letter) for letter in part)
    if not (seen.isascii() and seen.isdigit()) or len(seen) not in {1, 2, 4}:
        return None
    return int(seen) if 2 * sum(map(str.isdigit, part)) >= len(part) else None


def _repaired(part: str) -> bool:
    return _number(part) is not None and not all(sign.isdigit() or sign in _FILL for sign in part)


def _iso(year: int | None, month: int | None, day: int | None) -> str | None:
    """Return the ISO form of what is given; None for a day, month or year that is none."""
    if year is None or year not in _YEARS:
        return None
    if month is None:
        return f"{year:04d}"
    try:
        return date(year, month, day or 1).isoformat()[: 10 if day else 7] if day != 0 else None
    except ValueError:
        return None
