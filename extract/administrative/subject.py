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
_MOST_LINES = 9
_OFF_AXIS = 0.08  # of the width: how far the middle of a centred line may lie from that of the title
_LOST = 0.035  # of the width: a line that far off has lost words at one end
_WIDE = 0.66  # of the width
_OPENING = re.compile(r"^v\W{0,2}/?\W?v\b|^v[/il1]v\b|^v\s?/|^v[eêaà]\s+vi[eê]c\b", re.IGNORECASE)
_BEHIND = ("kinhgui", "cancu", "dieu1", "chuongi", "nguoiky", "noinhan", "thuchien", "xetdenghi", "theodenghi")
_LIKE_GROUNDS = 80.0  # of 100: a misread ``Căn cứ``
_CAPITALS = 0.72
_UNMARKED = 0.85  # fit of a subject that does not begin with ``V/v`` or ``Về việc``


def subject(heading: Heading, title: Run | None, number: Run | None) -> Candidate | None:
    """Return the subject of a document, None where its place is empty."""
    rows = _below_title(heading, title) if title else _below_number(heading, number)
    rows = _from_opening(rows)
    if not rows:
        return None
    words = tuple(word for row in rows for word in row.words)
    text = _mended(" ".join(word.text for word in words))
    fit = 1.0 if _OPENING.match(plain(text)) else _UNMARKED
    if title and any(abs(row.box.middle[0] - title.box.middle[0]) > _LOST * heading.page.width for row in rows[1:]):
        fit *= 0.6
    if title is None and fit < 1.0:
        fit = 0.7
    return Candidate("trich_yeu", heading.page.number, words, fit, stated=text) if len(words) > 1 or title else None


def remainder(title: Run, kind: str) -> tuple[Word, ...]:
    """Return the words of a title line behind the kind it names (``QUYẾT ĐỊNH CỦA ỦY BAN``)."""
    wanted, at, letters = len(letters_of(kind)), 0, 0
    while at < len(title.words) and letters < wanted:
        letters += len(letters_of(title.words[at].text))
        at += 1
    return title.words[at:]


def _below_title(heading: Heading, title: Run) -> list[Run]:
    rows: list[Run] = []
    last, axis = title.box, title.box.middle[0]
    below = [run for run in heading.runs if run.box.middle[1] > title.box.y1]
    while len(rows) < _MOST_LINES:
        seed = _next_row(below, last, axis, _TITLED_GAPS[bool(rows)])
        if seed is None:
            return rows
        row = _to_opening(row_around(seed, below, _WORD_GAP))
        if _ends_subject(row, rows) or _is_prose(row, last if rows else row.box, axis, heading.page.width):
            return rows
        rows.append(row)
        last = row.box
    return rows


def _next_row(runs: Sequence[Run], last: Box, axis: float, gap: float) -> Run | None:
    """Return the run that is nearest to the axis in the next row, None where the next row is too far below."""
    lower = [run for run in runs if run.box.middle[1] > last.y1 - 0.1 * run.height]
    lower = [run for run in lower if run.box.y0 - last.y1 < gap * run.height and _off(run, axis) < 5 * run.height]
    top = min(lower, key=lambda run: run.box.middle[1], default=None)
    if top is None:
        return None
    return min((run for run in lower if level(run.box, top.box)), key=lambda run: _off(run, axis))


def _off(run: Run, axis: float) -> float:
    """Return how far a run is from the axis, 0 where it lies across it."""
    return max(0.0, run.box.x0 - axis, axis - run.box.x1)


def _is_prose(row: Run, above: Box, axis: float, width: float) -> bool:
    """Tell whether a line is no centred one, or so much longer than the one above that it begins the text."""
    if abs(row.box.middle[0] - axis) > _OFF_AXIS * width:
        return True
    return row.box.width > _WIDE * width and above.width < 0.8 * row.box.width


def _ends_subject(row: Run, rows: Sequence[Run]) -> bool:
    """Tell whether a line is no more of the subject: the authority, the address, the grounds, the text."""
    letters = letters_of(row.text)
    if letters.startswith(_BEHIND) or not letters or fuzz.ratio(letters[:5], "cancu") >= _LIKE_GROUNDS:
        return True
    if row.capital_share > _CAPITALS:
        names = begins_body(row.text) or office_in(row.text) is not None
        mixed = any(other.capital_share < _CAPITALS for other in rows)
        return mixed or (names and not rows)
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
        seed = _next_row(lower, rows[-1].box, axis, _LETTER_GAPS[1])
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
        return text
    opening, rest = text[: found.end()], text[found.end() :]
    if " " in opening.strip():
        small = "Về việc" if opening[:1].isupper() else "về việc"
        return ("VỀ VIỆC" if opening.isupper() else small) + rest
    return "V/v" + rest
