"""The order in which a person reads the lines of a page.

Words are grouped into runs (words with no wide gap between them), runs that stand side by side into bands. Bands that
share a gutter form two columns, read one after the other: the agency beside the national heading, the recipients
beside the signature, wife beside husband. What stands side by side without being columns is read across: two fields
of a form on one line, the rows of a table without rulings. Ruled tables are read row by row, cell by cell.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf
from statistics import median

import numpy as np

from ingest.geometry import Box, joined
from ingest.page import Table
from ocr.page_text import Line, Word

# All lengths are in heights of the words around.
_GAP = 1.6  # a wider gap between words separates two runs
_GUTTER = 0.6  # the least width of a gutter shared by several bands
_APART = 2.2  # a taller white space ends columns, unless names stand below it
_NAMED = 9.0  # the tallest white space between an office and the name of who signed for it
_STEP = 0.5  # a taller white space across both columns may begin a new row of a heading ...
_STEPPED = 1.5  # ... where it is so many times the usual white space
_BEFORE = 0.8  # the tallest white space below lines with which one column begins above the other
_SAME_BAND = 0.5  # of the smaller height: runs that overlap so much vertically stand in one band
_TALL = 2.2  # words so many times taller than the median are no part of the lines that they overlap


@dataclass(frozen=True, slots=True)
class Band:
    """Runs that stand side by side, left to right."""

    runs: tuple[Line, ...]
    box: Box


def ordered(words: Sequence[Word], tables: Sequence[Table] = ()) -> tuple[Line, ...]:
    """Return the words of a page (any order, level lines) as lines in reading order; no word is lost or repeated."""
    frames = sorted(tables, key=lambda table: (table.box.middle[1], table.box.x0))
    *inside, free = _shared_out(words, [table.box for table in frames])
    found = runs(free)
    lines: list[Line] = []
    top = -inf
    for table, its_words in zip(frames, inside, strict=True):
        bottom = table.box.middle[1]
        lines += _columns(bands([run for run in found if top <= run.box.middle[1] < bottom]))
        lines += _table_lines(table, its_words)
        top = bottom
    return (*lines, *_columns(bands([run for run in found if run.box.middle[1] >= top])))


def runs(words: Sequence[Word]) -> tuple[Line, ...]:
    """Group words into level runs without wide gaps, top to bottom."""
    if not words:
        return ()
    usual = median(word.box.height for word in words)
    level = sorted(words, key=_place)
    tall = [word for word in level if word.box.height > _TALL * usual]
    found: list[Line] = []
    for row in (*_rows([word for word in level if word.box.height <= _TALL * usual]), *_rows(tall)):
        height = max(median(word.box.height for word in row), 0.5 * usual)
        part = [row[0]]
        for left, right in pairwise(row):
            if right.box.x0 - left.box.x1 > _GAP * height:
                found.append(_line(part))
                part = []
            part.append(right)
        found.append(_line(part))
    return tuple(sorted(found, key=lambda run: run.box.middle[1]))


def bands(lines: Sequence[Line]) -> tuple[Band, ...]:
    """Group runs that stand side by side, top to bottom."""
    groups: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: line.box.middle[1]):
        for group in groups[-3:]:
            place = bisect_right(group, line.box.x0, key=lambda other: other.box.x0)
            if all(_beside(line.box, other.box) for other in group[max(0, place - 1) : place + 1]):
                group.insert(place, line)
                break
        else:
            groups.append([line])
    return tuple(Band(tuple(group), joined(tuple(line.box for line in group))) for group in groups)


def _place(word: Word) -> tuple[float, float, float, float, str, float]:
    """Return what sorts words the same way in whatever order they came."""
    box = word.box
    return (box.x0, box.y0, box.x1, box.y1, word.text, word.confidence)


def _rows(words: Sequence[Word]) -> list[list[Word]]:
    """Group words, sorted from left to right: each joins the row whose last word it overlaps most, or opens one."""
    rows: list[list[Word]] = []
    tops, bottoms = np.empty(len(words)), np.empty(len(words))  # of the last word of every row
    for word in words:
        top, bottom, count = word.box.y0, word.box.y1, len(rows)
        common = np.minimum(bottoms[:count], bottom) - np.maximum(tops[:count], top)
        shorter = np.minimum(bottoms[:count] - tops[:count], bottom - top)
        fits = common - _SAME_BAND * shorter
        share = np.where((fits >= 0) & (common > 0), common / np.where(shorter > 0, shorter, 1), 0)
        best = int(share.argmax()) if count else 0
        if not count or share[best] <= 0:
            best = count
            rows.append([])
        rows[best].append(word)
        tops[best], bottoms[best] = top, bottom
    return rows


def _beside(one: Box, other: Box) -> bool:
    common = min(one.y1, other.y1) - max(one.y0, other.y0)
    return common >= _SAME_BAND * min(one.height, other.height) and (one.x1 <= other.x0 or other.x1 <= one.x0)


def _line(words: Sequence[Word]) -> Line:
    return Line(tuple(words), joined(tuple(word.box for word in words)))


def _columns(page: Sequence[Band]) -> list[Line]:
    """Read bands downwards; where bands share a gutter, read what is left of it before what is right of it."""
    lines: list[Line] = []
    waiting = [page]
    while waiting:
        part = waiting.pop()
        index = 0
        while index < len(part):
            end, gutter = _end_of_grid(part, index), None
            if end == index:
                end, gutter = _shared_gutter(part, index)
            if gutter is not None:
                waiting += [part[end:], *reversed(_sides(part[index:end], gutter))]
                break
            lines.extend(run for band in part[index:end] for run in band.runs)
            index = end
    return lines


def _sides(part: Sequence[Band], gutter: float) -> list[tuple[Band, ...]]:
    """Return what to read one after the other: left and right of the gutter, row by row of the columns."""
    sides: list[tuple[Band, ...]] = []
    for row in _stepped(part):
        both: tuple[list[Line], list[Line]] = ([], [])
        for run in (run for band in row for run in band.runs):
            both[run.box.middle[0] >= gutter].append(run)
        sides += map(bands, both)
    return sides


def _end_of_grid(page: Sequence[Band], start: int) -> int:
    """Return the end of the three or more aligned columns that begin at ``start``; ``start`` where there are none."""
    height = _height(page[start])
    covered: list[tuple[float, float]] = []
    end = full = 0
    for index in range(start, len(page)):
        if index > start and _white(page, index) > _APART * height:
            break
        merged = _merged([*covered, *((run.box.x0, run.box.x1) for run in page[index].runs)], _GUTTER * height)
        if len(merged) < 3 and (covered or len(page[index].runs) < 3):
            break
        covered = merged
        full += len(page[index].runs) >= 3
        end = index + 1
    # three signatures side by side have two such bands, and their names far below
    return end if full >= 3 or (full == 2 and len(covered) > 3) else start


def _merged(spans: list[tuple[float, float]], gutter: float) -> list[tuple[float, float]]:
    """Return the spans of x joined where less than a gutter lies between them."""
    joint: list[tuple[float, float]] = []
    for low, high in sorted(spans):
        if joint and low - joint[-1][1] < gutter:
            low, high = joint[-1][0], max(joint.pop()[1], high)  # noqa: PLW2901 - the span goes on
        joint.append((low, high))
    return joint


def _shared_gutter(page: Sequence[Band], start: int) -> tuple[int, float | None]:
    """Return the end of the two columns that begin at ``start`` and the x of their gutter.

    Where there are none, the gutter is None and the bands up to the end are to be read across. A column may begin up to
    three bands above the other. Bands of one run belong to the columns while the run stays on one side of the gutter.
    """
    ahead = start
    while len(page[ahead].runs) == 1:
        ahead += 1
        if ahead == len(page) or ahead - start > 3 or _white(page, ahead) > _BEFORE * _height(page[ahead]):
            return start + 1, None
    gaps = [(left.box.x1, right.box.x0) for left, right in pairwise(page[ahead].runs)]
    low, high = max(gaps, key=lambda gap: gap[1] - gap[0])
    end = start
    while end < len(page) and (end <= ahead or _goes_on(page, end)):
        kept = _narrowed(page[end], low, high)
        if kept is None or kept[1] - kept[0] < _GUTTER * _height(page[ahead]):
            break
        low, high = kept
        end += 1
    gutter = (low + high) / 2
    if end <= ahead or _is_one_sided(page[start:end], gutter):
        return start + 1, None
    if _is_form(page[start:end], gutter) or (end - start <= 3 and _is_body_text(page, start, end)):
        return end, None
    return end, gutter


def _is_one_sided(part: Sequence[Band], gutter: float) -> bool:
    """Tell whether fewer than two bands have a run on either side: one gap makes no columns."""
    left = sum(band.runs[0].box.middle[0] < gutter for band in part)
    right = sum(band.runs[-1].box.middle[0] >= gutter for band in part)
    return min(left, right) < 2


def _is_form(part: Sequence[Band], gutter: float) -> bool:
    """Tell lines of fields, some of them two on one line, each with the colon of its label."""
    both = [band for band in part if band.runs[0].box.middle[0] < gutter <= band.runs[-1].box.middle[0]]
    fields = sum(all(":" in run.text for run in (band.runs[0], band.runs[-1])) for band in both)
    return fields > 0.5 * len(both) and len(both) < 0.6 * len(part)


def _is_body_text(page: Sequence[Band], start: int, end: int) -> bool:
    """Tell whether the line right above or below spans as much as these bands do: then their gaps are chance."""
    part = joined(tuple(band.box for band in page[start:end]))
    height = _height(page[start])
    around = [page[start - 1]] if start > 0 and _white(page, start) < _STEP * height else []
    around += [page[end]] if end < len(page) and _white(page, end) < _STEP * height else []
    return any(
        len(band.runs) == 1 and max(abs(band.box.x0 - part.x0), abs(band.box.x1 - part.x1)) < 2 * height
        for band in around
    )


def _stepped(part: Sequence[Band]) -> Iterator[Sequence[Band]]:
    """Cut columns where both are interrupted: the number and the day stand below the names, read after both."""
    height = median(_height(band) for band in part)
    white = [_white(part, index) for index in range(1, len(part))]
    begin = 0
    for index, gap in enumerate(white, start=1):
        others = white[: index - 1] + white[index:]
        usual = max(median(others), 0.0) if others else 0.0
        if gap > max(_STEP * height, _STEPPED * usual) and gap <= _APART * _height(*part[index - 1 : index + 1]):
            yield part[begin:index]
            begin = index
    yield part[begin:]


def _height(*some: Band) -> float:
    return max(median(run.box.height for run in band.runs) for band in some)


def _white(page: Sequence[Band], index: int) -> float:
    """Return the height of the white space above a band."""
    return page[index].box.y0 - page[index - 1].box.y1


def _goes_on(page: Sequence[Band], index: int) -> bool:
    """Tell whether a band is near enough, or holds names in the middle below offices: room was left to sign."""
    white, height = _white(page, index), _height(page[index - 1], page[index])
    offices = [run.box.middle[0] for band in page[max(0, index - 3) : index] for run in band.runs]
    return white <= _APART * height or (
        white <= _NAMED * height
        and all(any(abs(run.box.middle[0] - office) < height for office in offices) for run in page[index].runs)
    )


def _narrowed(band: Band, low: float, high: float) -> tuple[float, float] | None:
    """Return what is left of a gutter after a band's runs; None where a run crosses it."""
    for run in band.runs:
        if run.box.x0 < low and run.box.x1 > high:
            return None
        if run.box.middle[0] < (low + high) / 2:
            low = max(low, run.box.x1)
        else:
            high = min(high, run.box.x0)
    return low, high


def _shared_out(words: Sequence[Word], boxes: Sequence[Box]) -> list[list[Word]]:
    """Return the words whose middle lies in each box (the first that holds it), and at the end those in none."""
    held: list[list[Word]] = [[] for _ in (*boxes, None)]
    for word in words:
        middle = word.box.middle
        held[next((index for index, box in enumerate(boxes) if box.holds(*middle)), -1)].append(word)
    return held


def _table_lines(table: Table, words: Sequence[Word]) -> list[Line]:
    """Read a ruled table row by row and cell by cell; words outside all cells stand in the row they are level with."""
    cells = [(index, cell) for index, row in enumerate(table.rows) for cell in row]
    *held, stray = _shared_out(words, [cell for _, cell in cells])
    tops = [min(cell.y0 for cell in row) for row in table.rows if row]
    parts = [(row, cell.x0, _columns(bands(runs(its)))) for (row, cell), its in zip(cells, held, strict=True)]
    for run in runs(stray):
        level = sum(top <= run.box.middle[1] for top in tops) - 1
        parts.append((level, run.box.x0, [run]))
    return [line for _, _, lines in sorted(parts, key=lambda part: part[:2]) for line in lines]
