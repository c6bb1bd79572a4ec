"""Bands into lines in reading order: which of them are columns, and which are read across."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

import numpy as np

from ingest.geometry import Box, joined
from ocr.bands import Band, bands
from ocr.page_text import Line

# All lengths are in heights of the words around.
_GUTTER = 0.6  # the least width of a gutter shared by several bands
_APART = 2.2  # a taller white space ends columns, unless names stand below it
_NAMED = 9.0  # the tallest white space between an office and the name of who signed for it
_STEP = 0.4  # a white space across both columns so much taller than usual begins a new row of a heading
_BEFORE = 0.8  # the tallest white space below lines with which one column begins above the other


def read(page: Sequence[Band]) -> list[Line]:
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
    for row in _stepped(part, gutter):
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
    around = [page[start - 1]] if start > 0 and _white(page, start) < 0.5 * height else []
    around += [page[end]] if end < len(page) and _white(page, end) < 0.5 * height else []
    return any(
        len(band.runs) == 1 and max(abs(band.box.x0 - part.x0), abs(band.box.x1 - part.x1)) < 2 * height
        for band in around
    )


def _stepped(part: Sequence[Band], gutter: float) -> Iterator[Sequence[Band]]:
    """Cut columns where both are interrupted: the number and the day stand below the names, read after both."""
    sides: tuple[list[Box], list[Box]] = ([], [])
    for run in (run for band in part for run in band.runs):
        sides[run.box.middle[0] >= gutter].append(run.box)
    above, below = np.array([(one.y1, two.y0) for side in sides for one, two in pairwise(side)]).T
    height = median(_height(band) for band in part)
    begin = 0
    for index in range(1, len(part)):
        top, white = part[index - 1].box.y1, _white(part, index)
        if _STEP * height < white <= _APART * _height(*part[index - 1 : index + 1]):
            elsewhere = (above > top) | (below < top + white)
            usual = float(np.median((below - above)[elsewhere])) if elsewhere.any() else 0.0
            if white > _STEP * height + max(usual, 0.0):
                yield part[begin:index]
                begin = index
    yield part[begin:]


def _height(*some: Band) -> float:
    return max(median(run.box.height for run in band.runs) for band in some)


def _white(page: Sequence[Band], index: int) -> float:
    """Return the height of the white space above a band."""
    return page[index].box.y0 - page[index - 1].box.y1


def _goes_on(page: Sequence[Band], index: int) -> bool:
    """Tell whether a band is near enough, or holds names in the middle below offices: room was left to sign.

    Nothing stands close below such names.
    """
    white, height = _white(page, index), _height(page[index - 1], page[index])
    offices = [run.box.middle[0] for band in page[max(0, index - 3) : index] for run in band.runs]
    return white <= _APART * height or (
        white <= _NAMED * height
        and (index + 1 == len(page) or _white(page, index + 1) > _BEFORE * height)
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
