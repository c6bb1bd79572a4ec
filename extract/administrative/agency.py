"""Who issued a document (box 2): the body, all its lines joined, and the body above it where it is another one."""

import re
from collections.abc import Sequence
from itertools import pairwise

from extract.administrative.heading import Heading
from extract.administrative.runs import Run, level, run_of
from extract.administrative.urgency import is_mark
from extract.administrative.wording import (
    begins_body,
    begins_territory,
    ends_territory,
    is_e_signature,
    letters_of,
    of_the_people,
    plain,
    title_in,
)
from extract.candidate import Candidate
from ocr.page_text import Word

_CAPITALS = 0.72
_DUST = re.compile(r"(?<=[A-ZÀ-Ỹ]{3})\.(?= [A-ZÀ-Ỹ]{2})")  # a stop that no abbreviation has
_NEXT = 2.1  # letter heights between the feet of lines of one block
_REACH = 4.5  # letter heights above the national heading where a tall block may begin
_FLAWED = 0.5  # of the fit
_HOLE = 1.1  # letter heights
_SMALL = 0.6  # of the national heading's letters: smaller print is a digital signature's
_GENERIC = frozenset({
    "vanphong", "hoidong", "bancaichido", "banchidao", "congan", "trungtam", "thanhtra", "chinhanh", "doan", "congty",
    "congtycophan", "congtytnhh", "truong", "truongdaihoc", "vien", "hocvien", "toaan", "banquanly", "quy",
    "benhvien", "daihoc", "banthuongvu", "banchaphanh", "uyban", "congtytnhhmtv",
    "congtytnhhmotthanhvien", "phong", "so", "cuc",
})  # fmt: skip
"""Names that are none by themselves: what stands below belongs to them."""
_OTHER_WORDS = (
    "phongchong", "phongthu", "baove", "baodam", "baoton", "bohanh", "tochuc", "todan", "toquoc", "nhanuoc", "nhadat",
    "nhao", "quydat", "hoinhap", "hoinghi", "hoithi", "hoiky", "banhanh", "vuviec", "daitu", "quyhoach",
    "baocao", "phongdoc", "sohuu", "sohoa", "haiquan", "truongthanh", "boicha", "daihoi", "khoahoc", "congantoan",
    "doankhoi", "vienthong", "doanket", "truongtho", "truonghoc",
)  # fmt: skip
"""What begins like a body and is none: ``PHÒNG, CHỐNG``, ``BẢO VỆ``, ``TỔ CHỨC``."""
_OPEN = frozenset({"va", "cua", "ve", "cho", "tai", "thuoc", "truc", "cac", "voi"})


def agencies(heading: Heading, number: Run | None, title: Run | None = None) -> tuple[Candidate, ...]:
    """Return the issuing body and, where it is another, the one above it; nothing below the title is either."""
    rows = [row for row in _rows(heading, number) if title is None or row.box.middle[1] < title.box.y0]
    if not rows:
        return ()
    fit = 1.0 if heading.anchor and number else 0.85
    bodies = _bodies(rows)
    found = [_candidate("co_quan_ban_hanh", heading, bodies[-1], fit)]
    if len(bodies) > 1:
        above = [row for body in bodies[:-1] for row in body]
        found.append(_candidate("co_quan_chu_quan", heading, above, fit))
    return tuple(found)


def _candidate(name: str, heading: Heading, rows: Sequence[Run], fit: float) -> Candidate:
    words = tuple(word for row in rows for word in row.words)
    sure = _FLAWED * fit if any(map(_is_flawed, rows)) else fit
    said = _DUST.sub("", " ".join(word.text for word in words))
    text = of_the_people(said).strip(" .,:;-–_*'\"“”‘’|")
    return Candidate(name, heading.page.number, words, sure, stated=text)


def _rows(heading: Heading, number: Run | None) -> list[Run]:
    """Return the lines of the agency's block from top to bottom, marks and rules left out."""
    lines = _merged([run for run in heading.above_text() if _may_name(run, heading, number)])
    if not lines:
        return []
    wanted = number.box.y0 if number else heading.top
    start = min(range(len(lines)), key=lambda at: abs(lines[at].box.middle[1] - _middle_of(heading, wanted)))
    first = last = start
    while first > 0 and _follows(lines[first - 1], lines[first]):
        first -= 1
    while last + 1 < len(lines) and _follows(lines[last], lines[last + 1]):
        last += 1
    return lines[first : last + 1]


def _middle_of(heading: Heading, number: float) -> float:
    return number - 20 if heading.anchor is None or heading.stacked else heading.anchor.box.middle[1]


def _follows(upper: Run, lower: Run) -> bool:
    height = max(upper.height, lower.height)
    return lower.box.middle[1] - upper.box.middle[1] < _NEXT * height


def _may_name(run: Run, heading: Heading, number: Run | None) -> bool:
    if run in (heading.anchor, heading.motto, heading.national) or not heading.is_left(run):
        return False
    if number is not None and run.box.middle[1] > number.box.y0 - 0.1 * run.height:
        return False
    if heading.anchor is not None and run.box.y0 < heading.top - _REACH * heading.anchor.height:
        return False
    return _reads_as_name(run, heading)


def _reads_as_name(run: Run, heading: Heading) -> bool:
    letters = sum(map(str.isalpha, run.text))
    if letters < 2 or run.capital_share < _CAPITALS or is_e_signature(run.text) or is_mark(run.text):
        return False
    over = heading.anchor is not None and run.box.middle[1] < heading.top
    small = over and heading.anchor is not None and _tallest(run) < _SMALL * _tallest(heading.anchor)
    titled = title_in(run.text) is not None and not begins_body(run.text)
    return not small and not titled and not letters_of(run.text).startswith(("mauso", "bieuso", "phuluc", "bansao"))


def _is_flawed(row: Run) -> bool:
    """Tell whether a line cannot be whole: a gap where a word was, a word in small letters between capitals."""
    if any(right.box.x0 - left.box.x1 > _HOLE * row.height for left, right in pairwise(row.words)):
        return True
    small = [word for word in row.words if len(word.text) > 2 and word.text.islower()]
    return row.capital_share > _CAPITALS and bool(small)


def _tallest(run: Run) -> float:
    return max(word.box.height for word in run.words)


def _merged(runs: Sequence[Run]) -> list[Run]:
    """Return the runs with those of one row joined."""
    rows: list[Run] = []
    for run in runs:
        if rows and level(rows[-1].box, run.box) and _side_by_side(rows[-1], run):
            words: list[Word] = sorted((*rows[-1].words, *run.words), key=lambda word: word.box.x0)
            rows[-1] = run_of(words)
        else:
            rows.append(run)
    return rows


def _side_by_side(one: Run, other: Run) -> bool:
    """Tell whether no word of one run stands over a word of the other."""
    return all(
        min(left.box.x1, right.box.x1) - max(left.box.x0, right.box.x0) < 0.4 * left.box.height
        for left in one.words
        for right in other.words
    )


def _bodies(rows: Sequence[Run]) -> list[list[Run]]:
    bodies: list[list[Run]] = []
    for row in rows:
        if bodies and not _begins_new(bodies[-1], row):
            bodies[-1].append(row)
        else:
            bodies.append([row])
    return bodies


def _begins_new(body: Sequence[Run], row: Run) -> bool:
    """Tell whether a line names another body than the lines above it."""
    if not begins_body(row.text) or begins_territory(row.text):
        return False
    above = body[-1].text.strip()
    words = plain(above).split()
    if above.endswith((",", "-", "–", "&")) or words[-1] in _OPEN or ends_territory(above):
        return False
    if row.text.lstrip()[:1] in "-–" or _is_no_body(row):
        return False
    return letters_of(" ".join(line.text for line in body)) not in _GENERIC


def _is_no_body(row: Run) -> bool:
    """Tell whether a word that begins bodies stands for something else: ``PHÒNG, CHỐNG``, ``BẢO VỆ``, ``BỘ MÔN``."""
    said = letters_of(" ".join(word.text for word in row.words[:2]))
    return said.startswith(_OTHER_WORDS)
