"""What a document is about (box 5a below its title, box 5b of a letter below its number)."""

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from extract.administrative.heading import Heading
from extract.administrative.runs import Run, level, row_around, run_of
from extract.administrative.urgency import is_mark
from extract.administrative.wording import begins_body, is_address, is_e_signature, letters_of, office_in, plain
from extract.candidate import Candidate
from ingest.geometry import Box
from ocr.page_text import Word

_TITLED_GAPS = (2.2, 0.95)  # letter heights between title and first line, then between lines
_LETTER_GAPS = (3.2, 1.2)
_WORD_GAP = 1.6  # letter heights
_TALLER = 1.5  # how much higher letters with marks are than ``xa``
_MOST_LINES = 9
_OFF_AXIS = 0.08  # of the width: how far the middle of a centred line may lie from that of the title
_LOST = 0.025  # of the width: a line that far off has lost words at one end
_DOUBTED = 0.3  # fit of a subject of which a part may be missing
_WIDE, _WIDEST = 0.66, 0.76  # of the width: a subject stands further in than the text
_INDENTED = 0.015  # of the width: half of what the first line of a paragraph is indented
_OPENING = re.compile(r"^v\W{0,2}/?\W?v\b|^v[/il1]v\b|^v\s?/|^v[eêaà]\s+vi[eê]c\b", re.IGNORECASE)
_OPEN = frozenset({"va", "cua", "ve", "cho", "tai", "thuoc", "cac", "voi", "trong", "theo", "do"})
"""Words that no subject ends with."""
_BEHIND = (
    "kinhgui",
    "cancu",
    "dieu1",
    "chuongi",
    "nguoiky",
    "noinhan",
    "thuchien",
    "xetdenghi",
    "theodenghi",
    "homnay",
)
_LIKE_GROUNDS = 80.0  # of 100: a misread ``Căn cứ``
_CAPITALS = 0.72
_LETTERS = 0.6  # share of the signs of a line: a ruling or what is left of a stamp has fewer
_ACTS = ("luat", "boluat", "phaplenh")
"""Acts that are named in capitals below their kind: ``LUẬT / CÔNG AN NHÂN DÂN``."""
_AGREEMENT = "hopdong"
_CHI_TIET = re.compile(r"^((?:Q|q)uy định )ch[iíìỉĩị] tiết")
"""How regulations begin; ``chỉ tiết`` is no word."""
_JUNK = re.compile(r"\w[-–—]+\s*[-–—]|[—_~]{2}")
"""What is left of a ruling or a stamp that runs through the words."""
_MEETING = "Họp"
_UNMARKED = 0.85  # fit of a subject that does not begin with ``V/v`` or ``Về việc``


def subject(heading: Heading, title: Run | None, number: Run | None) -> Candidate | None:
    """Return the subject of a document, None where its place is empty."""
    rows = _below_title(heading, title) if title else _below_number(heading, number)
    rows = _from_opening(rows)
    if not rows:
        return None
    words = tuple(word for row in rows for word in row.words)
    text = _mended(" ".join(map(_said, words)))
    marked = _OPENING.match(plain(text)) is not None
    if title and _AGREEMENT in letters_of(title.text) and not marked:
        return None  # what stands below is the rest of the contract's name
    if title is None and len(words) < 2:
        return None
    fit = 1.0 if marked else _UNMARKED if title else 0.7
    if title and _has_lost_words(rows, title, heading.page.width):
        return Candidate("trich_yeu", heading.page.number, words, _DOUBTED, stated=text, notes=("doubtful",))
    return Candidate("trich_yeu", heading.page.number, words, fit, stated=text)


def _said(word: Word) -> str:
    """Return a word as it was corrected, but for ``Họp``, which is no likely word of laws."""
    return _MEETING if word.printed == _MEETING else word.text


def _has_lost_words(rows: Sequence[Run], title: Run, width: float) -> bool:
    """Tell whether a line stands so far from the middle of the title that it was longer, or ends where none can."""
    last = rows[-1].words[-1].text
    if letters_of(last) in _OPEN or _JUNK.search(" ".join(row.text for row in rows)):
        return True
    return any(abs(row.box.middle[0] - title.box.middle[0]) > _LOST * width for row in rows)


def remainder(title: Run, kind: str) -> tuple[Word, ...]:
    """Return the words of a title line behind the kind it names (``QUYẾT ĐỊNH CỦA ỦY BAN``)."""
    wanted, at, letters = len(letters_of(kind)), 0, 0
    while at < len(title.words) and letters < wanted:
        letters += len(letters_of(title.words[at].text))
        at += 1
    return title.words[at:]


def _below_title(heading: Heading, title: Run) -> list[Run]:
    rows: list[Run] = []
    last, axis = title, title.box.middle[0]
    is_act = letters_of(title.text) in _ACTS
    below = [run for run in heading.runs if run.box.middle[1] > title.box.y1]
    while len(rows) < _MOST_LINES:
        seed = _next_row(below, last, axis, _TITLED_GAPS[bool(rows)])
        if seed is None:
            return rows
        row = _to_opening(row_around(seed, below, _WORD_GAP))
        if _ends_subject(row, rows, is_act=is_act):
            return rows
        if _is_prose(row, last.box if rows else row.box, axis, heading.page.width):
            return rows
        rows.append(row)
        last = row
    return rows


def _next_row(runs: Sequence[Run], last: Run, axis: float, gap: float) -> Run | None:
    """Return the run that is nearest to the axis in the next row, None where the next row is too far below.

    Signs that are no words (a ruling, a mark read apart from its letter) are no row.
    """
    lower = [run for run in runs if run.box.middle[1] > last.box.y1 - 0.1 * run.height and _has_letters(run)]
    lower = [run for run in lower if run.box.y0 - last.box.y1 < gap * _height(run, last)]
    lower = [run for run in lower if _off(run, axis) < 5 * run.height]
    top = min(lower, key=lambda run: run.box.middle[1], default=None)
    if top is None:
        return None
    return min((run for run in lower if level(run.box, top.box)), key=lambda run: _off(run, axis))


def _has_letters(run: Run) -> bool:
    signs = run.text.replace(" ", "")
    return sum(map(str.isalnum, signs)) > _LETTERS * len(signs)


def _height(run: Run, last: Run) -> float:
    """Return the height of a row's letters; a short row may have none that are as high as those above it."""
    return max(run.height, min(last.height, _TALLER * run.height))


def _off(run: Run, axis: float) -> float:
    """Return how far a run is from the axis, 0 where it lies across it."""
    return max(0.0, run.box.x0 - axis, axis - run.box.x1)


def _is_prose(row: Run, above: Box, axis: float, width: float) -> bool:
    """Tell whether a line is no centred one, or so much longer than the one above that it begins the text."""
    off = abs(row.box.middle[0] - axis)
    if off > _OFF_AXIS * width or row.box.width > _WIDEST * width:
        return True
    if above is not row.box and row.box.width > _WIDE * width and off > _INDENTED * width:
        return True
    return row.box.width > _WIDE * width and above.width < 0.8 * row.box.width


def _ends_subject(row: Run, rows: Sequence[Run], *, is_act: bool) -> bool:
    """Tell whether a line is no more of the subject: the authority, the address, the grounds, the text."""
    letters = letters_of(row.text)
    if letters.startswith(_BEHIND) or not letters or fuzz.ratio(letters[:5], "cancu") >= _LIKE_GROUNDS:
        return True
    if row.capital_share > _CAPITALS:
        names = begins_body(row.text) or office_in(row.text) is not None
        mixed = any(other.capital_share < _CAPITALS for other in rows)
        return mixed or (names and not rows and not is_act)
    return row.text.lstrip().startswith(("-", "–", "1.", "I.")) and bool(rows)


def _below_number(heading: Heading, number: Run | None) -> list[Run]:
    """Return the lines of the agency's block below the number, from ``V/v`` on where it was read."""
    begin = number.box.middle[1] if number else heading.top
    until = min((run.box.y0 for run in heading.runs if is_address(run.text)), default=heading.bottom)
    block = [
        run
        for run in heading.runs
        if begin + 0.4 * run.height < run.box.middle[1] < until
        and heading.is_left(run)
        and _may_be_subject(run, heading)
    ]
    opening = next((run for run in block if _OPENING.search(plain(_bare_start(run)))), None)
    first = opening or next(iter(block), None)
    if first is None or (opening is None and not (number and heading.anchor)):
        return []
    rows = [row_around(first, block, _WORD_GAP)]
    axis = rows[0].box.middle[0]
    if opening is None and number and first.box.y0 - number.box.y1 > _LETTER_GAPS[0] * first.height:
        return []
    while len(rows) < _MOST_LINES:
        lower = [run for run in block if run.box.middle[1] > rows[-1].box.y1]
        seed = _next_row(lower, rows[-1], axis, _LETTER_GAPS[1])
        if seed is None:
            return rows
        rows.append(row_around(seed, lower, _WORD_GAP))
    return rows


def _may_be_subject(run: Run, heading: Heading) -> bool:
    if run in (heading.national, heading.motto) or is_mark(run.text) or is_e_signature(run.text):
        return False
    if sum(map(str.isalpha, run.text)) < 2:
        return False
    return run.capital_share < _CAPITALS or bool(_OPENING.search(plain(_bare_start(run))))


def _bare_start(run: Run) -> str:
    return run.text.lstrip(" '\"“‘.,-–|`")


def _to_opening(row: Run) -> Run:
    """Return the row from ``Về việc`` on: what stands before it (a stamp) does not belong to it."""
    for at in range(1, len(row.words)):
        if row.words[at].text[:1].isupper() and _OPENING.match(plain(" ".join(word.text for word in row.words[at:]))):
            return run_of(row.words[at:])
    return row


def _from_opening(rows: Sequence[Run]) -> list[Run]:
    kept = [_to_opening(row) if at == 0 else row for at, row in enumerate(rows)]
    return [row for row in kept if any(map(str.isalpha, row.text))]


def _mended(text: str) -> str:
    """Return the subject without stray signs around it, its fixed opening spelled as it can only be."""
    text = text.strip(" '\"“‘”’|`-–_*,:;/\\")
    found = _OPENING.match(plain(text))
    if found is None:
        return _CHI_TIET.sub(r"\1chi tiết", text)
    opening, rest = text[: found.end()], text[found.end() :]
    if " " in opening.strip():
        small = "Về việc" if opening[:1].isupper() else "về việc"
        return ("VỀ VIỆC" if opening.isupper() else small) + rest
    return "V/v" + rest
