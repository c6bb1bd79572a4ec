"""The order in which a person reads the lines of a page.

Words are grouped into runs (words with no wide gap between them), runs that stand side by side into bands. Bands that
share a gutter form two columns, read one after the other: the agency beside the national heading, the recipients
beside the signature, wife beside husband. What stands side by side without being columns is read across: two fields
of a form on one line, the rows of a table without rulings. Ruled tables are read row by row, cell by cell.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
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
_STEP = 0.6  # a taller white space across both columns may begin a new row of a heading ...
_STEPPED = 1.5  # ... where it is so many times the usual white space
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
    free: list[Word] = []
    inside: list[list[Word]] = [[] for _ in frames]
    for word in words:
        home = next((index for index, table in enumerate(frames) if table.box.holds(*word.box.middle)), None)
        (free if home is None else inside[home]).append(word)
    found = runs(free)
    lines: list[Line] = []
    top = -np.inf
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
    usually_tall = [word for word in level if word.box.height <= _TALL * usual]
    tall = [word for word in level if word.box.height > _TALL * usual]
    found: list[Line] = []
    for row in (*_rows(usually_tall), *_rows(tall)):
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
        home = next((group for group in groups[-3:] if all(_beside(line.box, other.box) for other in group)), None)
        if home is None:
            groups.append([line])
        else:
            home.append(line)
    return tuple(
        Band(tuple(sorted(group, key=lambda line: line.box.x0)), joined(tuple(line.box for line in group)))
        for group in groups
    )


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
        if count and share[best] > 0:
            rows[best].append(word)
        else:
            best = count
            rows.append([word])
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
    index = 0
    while index < len(page):
        end = _end_of_grid(page, index)
        if end > index:
            lines.extend(run for band in page[index:end] for run in band.runs)
            index = end
            continue
        end, gutter = _shared_gutter(page, index)
        if gutter is None:
            lines.extend(page[index].runs)
            index += 1
            continue
        for part in _stepped(page[index:end]):
            lines.extend(_side_by_side(part, gutter))
        index = end
    return lines


def _side_by_side(part: Sequence[Band], gutter: float) -> Iterator[Line]:
    everything = [run for band in part for run in band.runs]
    left = [run for run in everything if run.box.middle[0] < gutter]
    yield from _columns(bands(left))
    yield from _columns(bands([run for run in everything if run.box.middle[0] >= gutter]))


def _end_of_grid(page: Sequence[Band], start: int) -> int:
    """Return the end of the three or more aligned columns that begin at ``start``; ``start`` where there are none."""
    height = _height(page[start])
    covered: list[tuple[float, float]] = []
    end = full = 0
    for index in range(start, len(page)):
        if index > start and _white(page[index - 1], page[index]) > _APART * height:
            break
        merged = _merged([*covered, *((run.box.x0, run.box.x1) for run in page[index].runs)], _GUTTER * height)
        if len(merged) < 3 and (covered or len(page[index].runs) < 3):
            break
        covered = merged
        full += len(page[index].runs) >= 3
        end = index + 1
    # three signatures side by side have two such bands, and their names far below
    return end if full >= 3 else start


def _merged(spans: list[tuple[float, float]], gutter: float) -> list[tuple[float, float]]:
    """Return the spans of x joined where less than a gutter lies between them."""
    joint: list[tuple[float, float]] = []
    for low, high in sorted(spans):
        if joint and low - joint[-1][1] < gutter:
            joint[-1] = (joint[-1][0], max(joint[-1][1], high))
        else:
            joint.append((low, high))
    return joint


def _shared_gutter(page: Sequence[Band], start: int) -> tuple[int, float | None]:
    """Return the end of the two columns that begin at ``start`` and the x of their gutter; None where there are none.

    A column may begin up to three bands above the other. Bands of one run belong to the columns while the run stays on
    one side of the gutter.
    """
    split, ahead = None, start
    while ahead < len(page) and ahead - start < 4 and (ahead == start or _near(page[ahead - 1], page[ahead])):
        split = max(_gaps(page[ahead]), key=lambda gap: gap[1] - gap[0], default=None)
        if split is not None:
            break
        ahead += 1
    if split is None:
        return start + 1, None
    (low, high), height, end = split, _height(page[ahead]), start
    while end < len(page) and (end <= start or _near(page[end - 1], page[end])):
        kept = _narrowed(page[end], low, high)
        if kept is None or kept[1] - kept[0] < _GUTTER * height:
            break
        low, high = kept
        end += 1
    gutter = (low + high) / 2
    if end <= ahead or not _are_columns(page, start, end, gutter):
        return start + 1, None
    return end, gutter


def _are_columns(page: Sequence[Band], start: int, end: int, gutter: float) -> bool:
    """Tell two columns from wide gaps in body text and from two fields of a form on one line."""
    part = page[start:end]
    left = [[run for run in band.runs if run.box.middle[0] < gutter] for band in part]
    right = [[run for run in band.runs if run.box.middle[0] >= gutter] for band in part]
    rows_left, rows_right = sum(map(bool, left)), sum(map(bool, right))
    if min(rows_left, rows_right) < 2:
        return False
    both = [(one, other) for one, other in zip(left, right, strict=True) if one and other]
    fields = sum(all(any(":" in run.text for run in side) for side in pair) for pair in both)
    if fields > 0.5 * len(both) and len(both) < 0.6 * len(part):
        return False
    return len(part) > 3 or not _is_body_text(page, start, end)


def _is_body_text(page: Sequence[Band], start: int, end: int) -> bool:
    """Tell whether the line right above or below spans as much as these bands do: then their gaps are chance."""
    part = joined(tuple(band.box for band in page[start:end]))
    height = _height(page[start])
    around = [(page[start - 1], page[start])] if start > 0 else []
    around += [(page[end - 1], page[end])] if end < len(page) else []
    return any(
        _white(above, below) < _STEP * height
        and len(line.runs) == 1
        and abs(line.box.x0 - part.x0) < 2 * height
        and abs(line.box.x1 - part.x1) < 2 * height
        for above, below in around
        for line in (above if above is not page[start] and below is page[start] else below,)
    )


def _stepped(part: Sequence[Band]) -> Iterator[Sequence[Band]]:
    """Cut columns where both are interrupted: the number and the day stand below the names, read after both."""
    white = [_white(above, below) for above, below in pairwise(part)]
    begin = 0
    for index, gap in enumerate(white):
        height = _height(part[index])
        others = [other for place, other in enumerate(white) if place != index]
        usual = max(median(others), 0.0) if others else 0.0
        if gap > max(_STEP * height, _STEPPED * usual) and gap <= _APART * height:
            yield part[begin : index + 1]
            begin = index + 1
    yield part[begin:]


def _gaps(band: Band) -> list[tuple[float, float]]:
    return [(left.box.x1, right.box.x0) for left, right in pairwise(band.runs)]


def _height(band: Band) -> float:
    return median(run.box.height for run in band.runs)


def _white(above: Band, below: Band) -> float:
    return below.box.y0 - above.box.y1


def _near(above: Band, below: Band) -> bool:
    height = max(_height(above), _height(below))
    white = _white(above, below)
    return white <= _APART * height or (white <= _NAMED * height and len(below.runs) > 1)


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


def _table_lines(table: Table, words: Sequence[Word]) -> list[Line]:
    """Read a ruled table row by row and cell by cell; words outside all cells stand in the row they are level with."""
    cells = [(index, cell) for index, row in enumerate(table.rows) for cell in row]
    held: list[list[Word]] = [[] for _ in cells]
    stray: list[Word] = []
    for word in words:
        home = next((index for index, (_, cell) in enumerate(cells) if cell.holds(*word.box.middle)), None)
        (stray if home is None else held[home]).append(word)
    tops = [min(cell.y0 for cell in row) for row in table.rows if row]
    parts = [(row, cell.x0, _columns(bands(runs(its)))) for (row, cell), its in zip(cells, held, strict=True) if its]
    for run in runs(stray):
        row = sum(top <= run.box.middle[1] for top in tops) - 1
        parts.append((row, run.box.x0, [run]))
    parts.sort(key=lambda part: part[:2])
    return [line for _, _, lines in parts for line in lines]
