"""The order in which a person reads the lines of a page.

Words are first grouped into runs (words with no wide gap between them), runs that stand side by side into bands.
Bands that share a gutter form two columns, read one after the other: the agency beside the national heading, the
recipients beside the signature, wife beside husband. Words inside a ruled table are read row by row, cell by cell.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ingest.geometry import Box, joined
from ingest.page import Table
from ocr.page_text import Line, Word

_GAP = 1.6  # of the line height: a wider gap between words separates two runs
_GUTTER = 0.6  # of the line height: the least width of a gutter shared by several bands
_SAME_BAND = 0.5  # of the smaller height: runs that overlap so much vertically stand in one band
_APART = 2.2  # of the line height: a taller white space ends a pair of columns


@dataclass(frozen=True, slots=True)
class Band:
    """Runs that stand side by side, left to right."""

    runs: tuple[Line, ...]
    box: Box


def ordered(words: Sequence[Word], tables: Sequence[Table] = ()) -> tuple[Line, ...]:
    """Return the words of a page (any order, level lines) as lines in reading order; no word is lost or repeated."""
    free: list[Word] = []
    inside: list[list[Word]] = [[] for _ in tables]
    for word in words:
        home = next((index for index, table in enumerate(tables) if table.box.holds(*word.box.middle)), None)
        (free if home is None else inside[home]).append(word)
    # A table takes part in the order of the page as one block that its lines replace.
    lines = _columns(bands(runs(free)))
    for table, its_words in zip(tables, inside, strict=True):
        lines = _inserted(lines, _table_lines(table, its_words), table.box.y0)
    return tuple(lines)


def runs(words: Sequence[Word]) -> tuple[Line, ...]:
    """Group words into level runs without wide gaps, top to bottom."""
    found: list[Line] = []
    for row in _rows(words):
        height = median(word.box.height for word in row)
        part = [row[0]]
        for left, right in pairwise(row):
            if right.box.x0 - left.box.x1 > _GAP * height:
                found.append(_line(part))
                part = []
            part.append(right)
        found.append(_line(part))
    return tuple(found)


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


def _rows(words: Sequence[Word]) -> list[list[Word]]:
    """Group words into rows: each word joins the row whose last words it overlaps most, else it opens one."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word.box.x0, word.box.y0)):
        best, overlap = None, 0.0
        for row in rows:
            share = _overlap(word.box, row[-1].box)
            if share > overlap:
                best, overlap = row, share
        if best is None or overlap < _SAME_BAND:
            rows.append([word])
        else:
            best.append(word)
    return sorted(rows, key=lambda row: median(word.box.middle[1] for word in row))


def _overlap(one: Box, other: Box) -> float:
    common = min(one.y1, other.y1) - max(one.y0, other.y0)
    return common / max(0.1, min(one.height, other.height))


def _beside(one: Box, other: Box) -> bool:
    return _overlap(one, other) >= _SAME_BAND and (one.x1 <= other.x0 or other.x1 <= one.x0)


def _line(words: Sequence[Word]) -> Line:
    return Line(tuple(words), joined(tuple(word.box for word in words)))


def _columns(page: tuple[Band, ...]) -> list[Line]:
    """Read bands downwards; where bands share a gutter, read what is left of it before what is right of it."""
    lines: list[Line] = []
    index = 0
    while index < len(page):
        end, gutter = _shared_gutter(page, index)
        if gutter is None:
            lines.extend(page[index].runs)
            index += 1
            continue
        part = [run for band in page[index:end] for run in band.runs]
        left = [run for run in part if run.box.middle[0] < gutter]
        right = [run for run in part if run.box.middle[0] >= gutter]
        lines.extend(_columns(bands(left)))
        lines.extend(_columns(bands(right)))
        index = end
    return lines


def _shared_gutter(page: tuple[Band, ...], start: int) -> tuple[int, float | None]:
    """Return how far the columns that begin at ``start`` reach, and the x of their gutter; None where there are none.

    Bands of one run belong to the columns while the run stays on one side of the gutter. At least two bands must have
    runs on both sides, or one band whose neighbours below or above stand clearly on one side only.
    """
    split = max(_gaps(page[start]), key=lambda gap: gap[1] - gap[0], default=None)
    ahead = start
    while split is None and ahead + 1 < len(page) and ahead - start < 3 and _near(page[ahead], page[ahead + 1]):
        ahead += 1
        split = max(_gaps(page[ahead]), key=lambda gap: gap[1] - gap[0], default=None)
    if split is None:
        return start + 1, None
    height = median(run.box.height for run in page[ahead].runs)
    low, high, end, both = split[0], split[1], start, 0
    while end < len(page) and (end == start or _near(page[end - 1], page[end])):
        kept = _narrowed(page[end], low, high)
        if kept is None or kept[1] - kept[0] < _GUTTER * height:
            break
        low, high = kept
        both += _on_both_sides(page[end], (low + high) / 2)
        end += 1
    one_sided = end - start - both
    if end <= ahead or both == 0 or (both < 2 and one_sided == 0):
        return start + 1, None
    return end, (low + high) / 2


def _gaps(band: Band) -> list[tuple[float, float]]:
    return [(left.box.x1, right.box.x0) for left, right in pairwise(band.runs)]


def _near(above: Band, below: Band) -> bool:
    height = median(run.box.height for run in (*above.runs, *below.runs))
    return below.box.y0 - above.box.y1 <= _APART * height


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


def _on_both_sides(band: Band, gutter: float) -> bool:
    sides = {run.box.middle[0] < gutter for run in band.runs}
    return len(sides) == 2


def _table_lines(table: Table, words: Sequence[Word]) -> list[Line]:
    cells = [cell for row in table.rows for cell in row]
    held: list[list[Word]] = [[] for _ in cells]
    stray: list[Word] = []
    for word in words:
        home = next((index for index, cell in enumerate(cells) if cell.holds(*word.box.middle)), None)
        (stray if home is None else held[home]).append(word)
    lines = [line for cell in held if cell for line in runs(cell)]
    for line in runs(stray):
        lines = _inserted(lines, [line], line.box.y0)
    return lines


def _inserted(lines: list[Line], block: list[Line], top: float) -> list[Line]:
    """Return the lines with a block put before the first line from which on everything lies below its top."""
    place = len(lines)
    while place > 0 and lines[place - 1].box.middle[1] > top:
        place -= 1
    return [*lines[:place], *block, *lines[place:]]
