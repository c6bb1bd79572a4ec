"""Holes in the text: print that was covered in the colour of its paper leaves nothing but the place where it was.

A gap is a hole where the lines around it, or the sentence, say that words stood in it. No single sign is enough: forms
have gaps below full lines, headings stand beside each other, paragraphs end early.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from ocr.print_gaps import Print
from ocr.rows import Row
from ocr.small_view import Rectangle, SmallView
from ocr.vietnamese.syllable import is_syllable

_LEAST_WIDE = 38.0  # points
_NEXT = 2.7  # heights of a word between the middles of two lines of one paragraph
_MORE = 2.3  # for each line that is missing too
_COVERED = 0.8
_SPACE = 0.7  # heights: a space between words
_INDENT = 4.0  # heights
_SIGNS = 2
_INK = 0.4  # of the darkness of the print
_DUST = 0.004  # share of a place
_LEADER = 2  # pixels of the height of a dotted line
_TABULAR = 4  # gaps that end at one place are a table
_COLUMN = 3  # lines that begin at one place are a column
_DATES = frozenset({"ngày", "tháng", "năm"})
_SENTENCE_ENDS = ".;:!?/"


@dataclass(frozen=True, slots=True)
class _Gap:
    row: int
    left: int
    place: Rectangle


def holes(rows: tuple[Row, ...], view: SmallView, usual: Print) -> list[Rectangle]:
    """Return the places where words seem to be missing."""
    gaps = list(_gaps(rows, view, usual))
    lone = (gap for gap in gaps if not _is_tabular(gap, gaps, usual))
    found = [gap.place for gap in lone if _signs(gap, gaps, rows, usual) >= _SIGNS]
    return [*found, *_open_holes(rows, view, usual)]


def _gaps(rows: tuple[Row, ...], view: SmallView, usual: Print) -> Iterator[_Gap]:
    """Yield wide stretches of bare paper between two words of a row."""
    least = view.length(_LEAST_WIDE)
    for number, row in enumerate(rows):
        for left, (one, two) in enumerate(zip(row.boxes, row.boxes[1:], strict=False)):
            if two[0] - one[2] >= least and all(_is_of_height(box, usual) for box in (one, two)):
                place = (one[2], min(one[1], two[1]), two[0], max(one[3], two[3]))
                if _is_bare(place, view, usual):
                    yield _Gap(number, left, place)


def _is_of_height(box: Rectangle, usual: Print) -> bool:
    """Tell words of the text from what was made of a seal or a signature."""
    return 0.4 * usual.height <= box[3] - box[1] <= 1.7 * usual.height


def _is_bare(place: Rectangle, view: SmallView, usual: Print) -> bool:
    """Tell whether nothing stands in a place, the tops or feet of letters along its edges aside."""
    x0, y0, x1, y1 = place
    window = slice(max(0, y0), y1), slice(x0 + 2, x1 - 2)
    ink = np.minimum(view.dark[window], view.ink[window]) < usual.paper - _INK * usual.darkness
    if ink.shape[0] < 4 or ink.shape[1] == 0:
        return False
    edge = max(1, len(ink) // 4)
    foot = np.flatnonzero(ink[-edge:].any(axis=1))
    return bool(ink[edge:-edge].mean() < _DUST and (foot.size == 0 or foot.size > _LEADER))


def _is_tabular(gap: _Gap, gaps: list[_Gap], usual: Print) -> bool:
    return sum(abs(other.place[2] - gap.place[2]) < 0.3 * usual.height for other in gaps) >= _TABULAR


def _signs(gap: _Gap, gaps: list[_Gap], rows: tuple[Row, ...], usual: Print) -> int:
    """Count what speaks for words in the gap: lines around it, their edges, the sentence, pieces of words."""
    row = rows[gap.row]
    before, after = row.texts[gap.left], row.texts[gap.left + 1]
    beside = [_covering(gap, gaps, rows, usual, step) for step in (-1, 1)]
    covering = [other for other in beside if other is not None]
    adjacent = [other for other in covering if other in rows[max(0, gap.row - 1) : gap.row + 2]]
    same_block = any(_is_of_block(row, other, usual) for other in adjacent)
    label = any(text.endswith(":") for text in row.texts[gap.left + 1 : gap.left + 4])
    if label:
        return 0
    if _begins_a_column(gap.place[2], rows, usual):
        return len(covering) + same_block
    return len(covering) + same_block + _runs_on(before, after) + (_is_piece(before) or _is_piece(after))


def _begins_a_column(edge: int, rows: tuple[Row, ...], usual: Print) -> bool:
    """Tell whether several lines begin, after bare paper, at one place."""
    starts = [row.start for row in rows]
    for row in rows:
        pairs = zip(row.boxes, row.boxes[1:], strict=False)
        starts += [two[0] for one, two in pairs if two[0] - one[2] > 2 * usual.height]
    return sum(abs(start - edge) < 0.3 * usual.height for start in starts) >= _COLUMN


def _runs_on(before: str, after: str) -> int:
    """Return 2 where the second word continues the first one's sentence; a date to be filled in does not count."""
    blank_form = before.lower() in _DATES and after.lower() in _DATES
    return 2 * (after[:1].islower() and before[-1:] not in _SENTENCE_ENDS and not blank_form)


def _is_piece(text: str) -> bool:
    """Tell what is left of a word that was cut."""
    return text.isalpha() and not is_syllable(text) and not text.isupper()


def _covering(gap: _Gap, gaps: list[_Gap], rows: tuple[Row, ...], usual: Print, step: int) -> Row | None:
    """Return the nearest line above (-1) or below (1) the gap and its like, where it has words over all of it."""
    x0, _, x1, _ = gap.place
    limit, number = _NEXT * usual.height, gap.row + step
    while 0 <= number < len(rows) and abs(rows[number].middle - rows[gap.row].middle) <= limit:
        row = rows[number]
        if row.covered(x0, x1, _SPACE * usual.height) >= _COVERED:
            return row
        if any(other.row == number and _common(other.place, gap.place) > 0.5 * (x1 - x0) for other in gaps):
            limit += _MORE * usual.height
        elif row.end > x0 and row.start < x1:
            return None
        number += step
    return None


def _common(one: Rectangle, two: Rectangle) -> int:
    return min(one[2], two[2]) - max(one[0], two[0])


def _is_of_block(row: Row, other: Row, usual: Print) -> bool:
    """Tell whether two lines begin and end at the same edges; the first line of a paragraph may be indented."""
    indented = _INDENT * usual.height if other.middle > row.middle else 0.0
    edge = row.start - other.start
    return abs(row.end - other.end) < 0.6 * usual.height and -0.6 * usual.height < edge < 0.6 * usual.height + indented


def _open_holes(rows: tuple[Row, ...], view: SmallView, usual: Print) -> list[Rectangle]:
    """Return where a line stops, or begins, short of its paragraph although its sentence goes on."""
    least = view.length(_LEAST_WIDE)
    places: list[Rectangle] = []
    for above, row, below in zip(rows, rows[1:], rows[2:], strict=False):
        near = _NEXT * usual.height
        if row.middle - above.middle > near or below.middle - row.middle > near:
            continue
        if any(_has_columns(one, usual) for one in (above, row, below)):
            continue
        top, bottom = min(box[1] for box in row.boxes), max(box[3] for box in row.boxes)
        first = below.boxes[0][2] - below.boxes[0][0]
        right = min(above.end, below.end)
        if right - row.end >= max(least, first + usual.height) and _goes_on(row, below, usual):
            places.append((row.end, top, right, bottom))
        left = max(above.start, below.start)
        if row.start - left >= least and _goes_on_late(above, row, below, usual):
            places.append((left, top, row.start, bottom))
    return [place for place in places if _is_bare(place, view, usual)]


def _has_columns(row: Row, usual: Print) -> bool:
    gaps = (two[0] - one[2] for one, two in zip(row.boxes, row.boxes[1:], strict=False))
    return any(gap > 3 * usual.height for gap in gaps)


def _goes_on(row: Row, below: Row, usual: Print) -> bool:
    """Tell whether a line's sentence runs on at the same edge in the next line: its first word would have had room."""
    edge = row.start - below.start
    return (
        -0.5 * usual.height < edge < _INDENT * usual.height
        and below.texts[0][:1].islower()
        and row.texts[-1][-1:] not in _SENTENCE_ENDS
    )


def _goes_on_late(above: Row, row: Row, below: Row, usual: Print) -> bool:
    centred = abs((row.start - below.start) - (below.end - row.end)) < 1.5 * usual.height
    return (
        not centred
        and abs(above.start - below.start) < _INDENT * usual.height
        and row.texts[0][:1].islower()
        and above.texts[-1][-1:] not in _SENTENCE_ENDS
        and above.end >= row.end - usual.height
    )
