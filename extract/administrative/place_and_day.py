"""Where and when a document was issued (box 4): ``Hà Nội, ngày 05 tháng 3 năm 2020``, the day often by hand."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.administrative.heading import Heading
from extract.administrative.pen import is_doubtful, is_unlike_print, pen_in, printed_digits
from extract.administrative.runs import Run, row_around, runs_of
from extract.administrative.wording import letters_of
from extract.candidate import Candidate
from ingest.geometry import Box
from ocr.page_text import PageText, Word

_ROW_GAP = 6.0  # letter heights: a day that was not read leaves such a gap
_WRITTEN_DATE = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}")
_LIMITS = (31, 12, 2100)
_MISREAD = 0.4  # of the fit of a date whose month was misread
_PASSED, _PASSED_ON = "thongqua", "thongquangay"
_TODAY = "homnay"
_NO_PLACE = ("cancu", "homnay", "theo", "xet", "luat", "nghidinh", "thongtu", "quyetdinh", "hopdong", "kyhop")
"""How sentences begin that hold a day."""
_OPENING_FIT = 0.8
_STRAY = 1  # words that a stamp may leave behind the year
_LIKE_DIGITS = str.maketrans("IlO", "110")
_AT_END = 0.6  # fit of a day that does not stand in the heading
_MOST_CAPITALS = 0.6
_FEW = 3  # words between two of the fixed ones


@dataclass(frozen=True, slots=True)
class _Marks:
    """Where ``ngày``, ``tháng`` and ``năm`` stand in the row; None for one that was not read."""

    day: int | None
    month: int | None
    year: int | None

    @property
    def first(self) -> int:
        return min(at for at in (self.day, self.month, self.year) if at is not None)


@dataclass(frozen=True, slots=True)
class _Row:
    page: PageText
    run: Run
    marks: _Marks
    score: float


def place_and_day(heading: Heading, number: Run | None) -> tuple[Candidate, ...]:
    """Return the place and the day of issue, as far as the heading holds them."""
    rows = [row for run in heading.above_text() if (row := _row(run, heading, number)) is not None]
    if not rows:
        return ()
    best = max(rows, key=lambda row: row.score)
    return candidates_in(best.page, best.run, 1.0 if heading.anchor else 0.8)


def candidates_in(page: PageText, row: Run, fit: float) -> tuple[Candidate, ...]:
    """Return the place and the day that a row of words holds."""
    marks = _marks(row.words)
    if marks is None:
        return ()
    return tuple(found for found in (_place(page, row, marks, fit), _day(page, row, marks, fit)) if found is not None)


def opening_day(heading: Heading) -> tuple[Candidate, ...]:
    """Return the day of ``Hôm nay, ngày …``, with which contracts and minutes begin."""
    for run in heading.runs:
        if letters_of(" ".join(word.text for word in run.words[:2])) == _TODAY:
            return _only_day(candidates_in(heading.page, run, _OPENING_FIT))
    return ()


def closing_day(pages: Sequence[PageText]) -> tuple[Candidate, ...]:
    """Return the day that stands at the end: when a law was passed, or place and day over the signature."""
    for page in reversed(pages):
        runs = runs_of(page)
        for run in reversed(runs):
            passed = _passed(page, run, runs)
            if passed is not None:
                return passed
            if run.box.middle[0] > 0.5 * page.width and run.capital_share < _MOST_CAPITALS:
                row = row_around(run, runs, _ROW_GAP)
                found = candidates_in(page, row, _AT_END) if _is_alone(row) else ()
                if len(found) > 1:
                    return found
    return ()


def _passed(page: PageText, run: Run, runs: Sequence[Run]) -> tuple[Candidate, ...] | None:
    """Return the day of ``thông qua ngày …``, which may stand on the next line; None where nothing was passed."""
    if _PASSED not in letters_of(run.text):
        return None
    after = next((other for other in runs if other.box.middle[1] > run.box.y1), run)
    words = (*run.words, *after.words)
    start = next((at for at in range(len(words)) if letters_of(_three(words, at)) == _PASSED_ON), None)
    if start is None:
        return None
    return _only_day(candidates_in(page, Run(words[start + 2 :], run.box, run.height), _AT_END))


def _only_day(found: Sequence[Candidate]) -> tuple[Candidate, ...]:
    return tuple(candidate for candidate in found if candidate.name == "ngay_ban_hanh")


def _is_alone(row: Run) -> bool:
    """Tell whether a row holds place and day and nothing else: in a sentence words follow the year."""
    marks = _marks(row.words)
    return marks is not None and marks.year is not None and len(row.words) <= marks.year + 2 + _STRAY


def _three(words: Sequence[Word], at: int) -> str:
    return "".join(word.text for word in words[at : at + 3])


def _row(run: Run, heading: Heading, number: Run | None) -> _Row | None:
    if not any(letters_of(word.text) in {"ngay", "thang", "nam"} or _is_like_day(word) for word in run.words):
        return None
    mates = [other for other in heading.runs if number is None or other.box.x0 >= number.box.x1 - 1]
    row = row_around(run, [mate for mate in mates if not heading.is_left(mate)], _ROW_GAP)
    marks = _marks(row.words)
    if marks is None or run.capital_share > _MOST_CAPITALS:
        return None
    score = sum(at is not None for at in (marks.day, marks.month, marks.year)) + (not heading.is_left(row))
    level = number.box.middle[1] if number else heading.top + 3 * row.height
    return _Row(heading.page, row, marks, score - abs(row.box.middle[1] - level) / heading.page.height * 8)


def _is_like_day(word: Word) -> bool:
    return letters_of(word.text).startswith("ngay")


def _marks(words: Sequence[Word]) -> _Marks | None:
    """Return the fixed words of a date; a numeric date behind ``ngày`` is one too."""
    said = [letters_of(word.text) for word in words]
    day = next((at for at, word in enumerate(said) if word == "ngay"), None)
    begin = 0 if day is None else day + 1
    month = next((at for at in range(begin, len(said)) if said[at] == "thang"), None)
    begin = max(begin, 0 if month is None else month + 1)
    year = next((at for at in range(begin, len(said)) if said[at].startswith("nam")), None)
    found = [at for at in (day, month, year) if at is not None]
    if len(found) >= 2 and all(later - earlier <= _FEW + 1 for earlier, later in pairwise(found)):
        return _Marks(day, month, year)
    if day is not None and day + 1 < len(words) and _WRITTEN_DATE.match(words[day + 1].text):
        return _Marks(day, None, None)
    return None


def _place(page: PageText, row: Run, marks: _Marks, fit: float) -> Candidate | None:
    words = list(row.words[: marks.first])
    if marks.day is None and words:  # the day, or what was read of ``ngày``, stands between
        comma = next((at for at, word in enumerate(words) if word.text.endswith((",", "."))), None)
        words = words[: comma + 1] if comma is not None else []
    while words and not words[0].text[0].isupper():
        words.pop(0)
    text = " ".join(word.text for word in words).strip(" ,.;:-–'\"")
    if not text or len(words) > 8 or any(sign.isdigit() for sign in text.split()[0]):
        return None
    if "/" in text or letters_of(text).startswith(_NO_PLACE):
        return None
    sure = fit if words[-1].text.endswith((",", ".")) else 0.9 * fit
    return Candidate("dia_danh", page.number, tuple(words), sure, stated=text)


def _day(page: PageText, row: Run, marks: _Marks, fit: float) -> Candidate | None:
    words = row.words[marks.first :]
    if marks.month is None and marks.year is None:
        words = words[:2]
        return Candidate("ngay_ban_hanh", page.number, words, 0.9 * fit, is_doubtful(words[1:]))
    slots = _slots(row, marks)
    numbers = [_number(slot, limit) for slot, limit in zip(slots, _LIMITS, strict=True)]
    if _is_misread(page, row, slots, numbers):
        return Candidate("ngay_ban_hanh", page.number, words, _MISREAD * fit)
    written = any(number is None for number in numbers) or any(_by_pen(page, row, slot) for slot in slots)
    written = written or is_doubtful(slots[0].words)
    day, month, year = numbers
    if year is None:
        return Candidate("ngay_ban_hanh", page.number, words, 0.5 * fit, handwritten=True)
    stated = _stated(day, month, year, is_sure=not is_doubtful(slots[0].words))
    end = (marks.year or marks.month or 0) + 1 + len(slots[2].words)
    return Candidate("ngay_ban_hanh", page.number, row.words[marks.first : end], fit, written, stated=stated)


def _stated(day: str | None, month: str | None, year: str, *, is_sure: bool) -> str:
    """Return the date as far as it was read; a lone digit of a pen is none (a day below ten is printed ``05``)."""
    if month is None:
        return f"năm {year}"
    if day is None or (len(day) < 2 and not is_sure):
        return f"tháng {month} năm {year}"
    return f"ngày {day} tháng {month} năm {year}"


@dataclass(frozen=True, slots=True)
class _Slot:
    """The words between two fixed ones, and the place they have (x from, x to)."""

    words: tuple[Word, ...]
    x0: float
    x1: float


def _slots(row: Run, marks: _Marks) -> tuple[_Slot, _Slot, _Slot]:
    """Return the places of day, month and year; one whose fixed word was not read holds nothing."""
    words = row.words
    month = marks.month if marks.month is not None else marks.year
    year = marks.year
    day_slot = _between(words, marks.day, month)
    month_slot = _between(words, marks.month, year) if marks.month is not None else _Slot((), 0, 0)
    if year is None:
        return day_slot, month_slot, _Slot((), 0, 0)
    behind = words[year + 1 : year + 2]
    end = behind[0].box.x1 if behind else words[year].box.x1 + 3 * row.height
    return day_slot, month_slot, _Slot(tuple(behind), words[year].box.x1, end)


def _between(words: Sequence[Word], start: int | None, end: int | None) -> _Slot:
    if end is None:
        return _Slot((), 0, 0)
    if start is None:
        held = words[max(0, end - 1) : end]
        return _Slot(tuple(held), words[end].box.x0 - 2.5 * words[end].box.height, words[end].box.x0)
    return _Slot(tuple(words[start + 1 : end]), words[start].box.x1, words[end].box.x0)


def _number(slot: _Slot, limit: int) -> str | None:
    text = "".join(word.text for word in slot.words).strip(" .,:;…_/-'\"").translate(_LIKE_DIGITS)
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= limit or len(text) > 4:
        return None
    return None if limit > 31 and len(text) != 4 else text


def _is_misread(page: PageText, row: Run, slots: Sequence[_Slot], numbers: Sequence[str | None]) -> bool:
    """Tell whether digits were misread in print (``1§``, ``II``): the day is no sure one, but no pen's either."""
    strange = [slot for slot, number in zip(slots, numbers, strict=True) if number is None]
    if not strange or numbers[2] is None or any(not slot.words or _by_pen(page, row, slot) for slot in slots):
        return False
    day = slots[0].words
    digits = numbers[0] is not None or any(map(str.isdigit, day[0].text))
    return digits and not is_doubtful(day)


def _by_pen(page: PageText, row: Run, slot: _Slot) -> bool:
    unlike = page.source == "recognised" and is_unlike_print(slot.words, printed_digits(page))
    return unlike or pen_in(page, _place_of(row, slot))


def _place_of(row: Run, slot: _Slot) -> Box:
    margin = 0.3 * row.height
    return Box(slot.x0 - 0.1 * row.height, row.box.y0 - margin, slot.x1 + 0.1 * row.height, row.box.y1 + margin)
