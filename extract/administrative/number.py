"""The number and symbol of a document (box 3): ``Số: 01/QĐ-UBND``, the number often written by hand."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.administrative.heading import Heading
from extract.administrative.pen import is_doubtful, is_unlike_print, pen_in, printed_digits
from extract.administrative.runs import Run, row_around
from extract.administrative.wording import letters_of, plain
from extract.candidate import Candidate
from ingest.geometry import Box
from ocr.page_text import PageText, Word

_LABEL = re.compile(
    r"^[^\w/]*(?:(?:luật|bộluật|nghịquyết|pháplệnh|quyếtđịnh|thôngtư|nghịđịnh)(?=s))?[s§$5][oốôóòồổỗọõ6ỏộ][:.;,]*",
    re.IGNORECASE,
)
_CODE = re.compile(r"^\d{0,5}[\d.]*[a-zđ]?(?:/\d{4})?(?:[/-][A-ZĐa-zđ&0-9.]+)+$")
_BARE_CODE = re.compile(r"^\d*/(?:\d{4}/)?[A-ZĐ][A-ZĐa-zđ&0-9]*-[A-ZĐa-zđ&0-9.-]+$")
_OPENING = re.compile(r"^[\s.,:;'\"“‘`*_–-]+")
_CLOSING = re.compile(r"[^\w]+$")
_FILLER = re.compile(r"\.{2,}|…+|_{2,}")
_ROW_GAP = 9.0  # letter heights between the label and a symbol behind a number that was not read
_LEAST_IN_CODE = 0.2  # confidence of a number read together with its symbol: symbols are no words, and lower it
_LEAST_FIT = 0.3
_NEAR_STAMP = (150.0, 62.0)  # points around the words of an incoming stamp


@dataclass(frozen=True, slots=True)
class Number:
    """The row of the number (label, number, symbol) and what it says."""

    row: Run
    candidate: Candidate


@dataclass(frozen=True, slots=True)
class _Place:
    """The row, where in its letters the label ends, and what stands behind it."""

    row: Run
    start: int
    score: float


def number_of(heading: Heading) -> Number | None:
    """Return the number of the document, None where there is no place for one."""
    places = [place for run in heading.runs if (place := _place(run, heading)) is not None]
    if not places:
        return _unlabelled(heading)
    best = max(places, key=lambda place: place.score)
    if best.score <= 0:
        return _unlabelled(heading)
    found = _read(best, heading)
    return found if heading.anchor or _is_whole(found.candidate.text) else None


def _place(run: Run, heading: Heading) -> _Place | None:
    text = "".join(word.text for word in run.words)
    label = _LABEL.match(text)
    if label is None or not _may_follow(text[label.end() :], run):
        return None
    if not heading.top - 2 * run.height < run.box.y0 < heading.bottom:
        return None
    row = _row(run, heading)
    return _Place(row, label.end(), _score(row, heading, text[label.end() :]))


def _may_follow(rest: str, run: Run) -> bool:
    """Tell whether what stands behind ``Số`` can be a number: ``Số lượng`` and ``Sổ hộ khẩu`` are other words."""
    alone = len(run.words) == 1 or letters_of(run.words[0].text) in {"so", "s6", "luat", "nghi", "bo", "phap", "quyet"}
    return alone and (not rest or not rest[0].isalpha() or "/" in rest)


def _row(run: Run, heading: Heading) -> Run:
    """Return the run with what stands behind it in its row, up to the place and day."""
    right = max(heading.edge, run.box.x1)
    mates = [other for other in heading.runs if other.box.middle[0] < right and other.box.x0 > run.box.x0 - 1]
    row = row_around(run, [mate for mate in mates if not _is_date(mate)], _ROW_GAP)
    first = run.words[0].box.x0
    return Run(tuple(word for word in row.words if word.box.x0 >= first), row.box, row.height)


def _is_date(run: Run) -> bool:
    words = {letters_of(word.text) for word in run.words}
    return bool(words & {"ngay", "thang"})


def _score(row: Run, heading: Heading, rest: str) -> float:
    text = "".join(word.text for word in row.words)
    score = 1.0 + 2.0 * ("/" in text) + 1.0 * heading.is_left(row) + 0.5 * rest[:1].isdigit()
    below = (row.box.y0 - heading.top) / heading.page.height
    score -= 3.0 * max(0.0, below - 0.08)
    return score - 4.0 * _in_stamp(row, heading)


def _in_stamp(row: Run, heading: Heading) -> bool:
    """Tell whether the row belongs to the stamp of a mail room (``CÔNG VĂN ĐẾN``)."""
    if "/" in row.text:
        return False
    x, y = row.box.middle
    return any(
        abs(run.box.middle[0] - x) < _NEAR_STAMP[0] and abs(run.box.middle[1] - y) < _NEAR_STAMP[1]
        for run in heading.runs
        if _says_incoming(run)
    )


def _says_incoming(run: Run) -> bool:
    text = plain(run.text).strip(" .:,;'\"")
    return text in {"den", "cv den", "cong van den", "van ban den"} or text.startswith(("den ", "cong van den"))


def _read(place: _Place, heading: Heading) -> Number:
    row = place.row
    rest = _Rest.behind(row.words, place.start)
    code = _cleaned(rest.text)
    number, symbol = _parted(code)
    by_pen = pen_in(heading.page, _slot(row, rest, number))
    words = rest.words or row.words
    if not number and not by_pen and _is_spoilt(rest):
        return Number(row, Candidate("so_ky_hieu", heading.page.number, words, _LEAST_FIT, stated=code))
    written = not number or by_pen or _is_badly_read(heading.page, rest, number)
    fit = _fit(place, heading, number + symbol)
    return Number(row, Candidate("so_ky_hieu", heading.page.number, words, fit, written, stated=number + symbol))


def _is_spoilt(rest: "_Rest") -> bool:
    """Tell whether number and symbol are one word of print of which a digit was misread (``§60/GM-UBND``)."""
    before, sign, _ = rest.words[0].text.partition("/") if rest.words else ("", "", "")
    return bool(sign) and sum(map(str.isdigit, before)) >= 2


def _is_whole(code: str) -> bool:
    """Tell whether a number has a symbol: without a heading above it nothing else tells it from other numbers."""
    return "/" in code and sum(map(str.isupper, code)) >= 2 and _CODE.match(code) is not None


def _is_badly_read(page: PageText, rest: "_Rest", number: str) -> bool:
    digits = [word for word in rest.words if word.text.strip(".,:;").isdigit()]
    if digits:
        return is_doubtful(digits) or (page.source == "recognised" and is_unlike_print(digits, printed_digits(page)))
    holding = [word for word in rest.words if number and number[:1] in word.text][:1]
    return is_doubtful(holding, _LEAST_IN_CODE)


def _slot(row: Run, rest: "_Rest", number: str) -> Box:
    """Return the place of the number: from the label to the symbol."""
    coded = next((word for word in rest.words if "/" in word.text), None)
    x1 = row.box.x1
    if coded is not None:
        before = coded.text.split("/", 1)[0]
        x1 = coded.box.x0 + coded.box.width * len(before) / len(coded.text)
    elif rest.words and not number:
        x1 = rest.words[0].box.x0
    elif not rest.words:
        x1 = row.box.x1 + 6 * row.height
    return Box(rest.label_end - 0.1 * row.height, row.box.y0 - 0.4 * row.height, x1, row.box.y1 + 0.4 * row.height)


def _fit(place: _Place, heading: Heading, code: str) -> float:
    fit = 1.0 if heading.anchor else 0.8
    if not heading.is_left(place.row):
        fit -= 0.3
    if not _CODE.match(code):
        fit -= 0.3
    return max(_LEAST_FIT, round(fit, 3))


def _cleaned(text: str) -> str:
    return _CLOSING.sub("", _OPENING.sub("", _FILLER.sub("", text)))


def _parted(code: str) -> tuple[str, str]:
    """Return the number and the symbol; what is no number before the symbol was not read."""
    found = re.match(r"\d[\d.]*[a-zđ]?(?=[/\-–]|$)", code)
    if found:
        return found.group(), code[found.end() :].replace("–", "-")
    slash = code.find("/")
    return "", code[slash:] if slash >= 0 else code


@dataclass(frozen=True, slots=True)
class _Rest:
    """What stands behind the label: its letters, the words that hold them, and where the label ends."""

    text: str
    words: tuple[Word, ...]
    label_end: float

    @staticmethod
    def behind(words: Sequence[Word], start: int) -> "_Rest":
        at, held = 0, []
        label_end = words[0].box.x0
        for word in words:
            inside = min(len(word.text), max(0, start - at))
            if inside:
                label_end = word.box.x0 + word.box.width * inside / len(word.text)
            if inside < len(word.text):
                held.append(word)
            at += len(word.text)
        return _Rest("".join(word.text for word in words)[start:], tuple(held), label_end)


def _by_pen_alone(heading: Heading) -> Number | None:
    """Return what stands behind handwriting below the agency, level with the day: the label was not read either."""
    day = next((run for run in heading.above_text() if _is_date(run) and not heading.is_left(run)), None)
    if day is None or heading.anchor is None:
        return None
    place = Box(0, day.box.y0 - day.height, heading.edge, day.box.y1 + day.height)
    pens = [
        region.box for region in heading.page.regions if region.kind == "handwriting" and _inside(region.box, place)
    ]
    runs = [run for run in heading.above_text() if _inside(run.box, place) and run.capital_share > 0.6]
    runs = [run for run in runs if any(pen.x1 <= run.box.x0 + 0.5 * run.height for pen in pens)]
    if not runs:
        return None
    code = _cleaned("".join(word.text for run in runs for word in run.words))
    words = tuple(word for run in runs for word in run.words)
    return Number(runs[0], Candidate("so_ky_hieu", heading.page.number, words, 0.5, handwritten=True, stated=code))


def _inside(box: Box, place: Box) -> bool:
    return place.holds(*box.middle)


def _unlabelled(heading: Heading) -> Number | None:
    """Return a number whose label was not read: a symbol alone below the agency."""
    if heading.anchor is None:
        return None
    for run in heading.above_text():
        code = _cleaned("".join(word.text for word in run.words))
        if run.box.y0 > heading.top and heading.is_left(run) and _BARE_CODE.match(code):
            number, _ = _parted(code)
            slot = Box(run.box.x0 - 5 * run.height, run.box.y0, run.box.x0 + run.height, run.box.y1)
            written = not number or pen_in(heading.page, slot) or is_doubtful(run.words)
            found = Candidate("so_ky_hieu", heading.page.number, run.words, 0.8, written, stated=code)
            return Number(run, found)
    return _by_pen_alone(heading)
