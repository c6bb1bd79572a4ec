"""Torn forms: labels, dates, cells, titles and mottos of which something is missing, measured by others of the page."""

import re
from collections.abc import Iterator
from itertools import pairwise

from ocr.small_view import Rectangle
from ocr.stretches import Stretch
from ocr.torn_page import TornPage, has_leader
from ocr.vietnamese.letters import bare

_SAME = 0.35  # heights between edges that are at one place
_ABOUT = 5.0  # heights: rows so near may be of one block
_NEXT = 2.7  # heights to the next line of a paragraph
_AROUND = ".,;:!?()[]\"'“”-–/"
_COLUMN = 3  # dates that end at one place
ITEM = re.compile(r"(?:[-–+•]|\d{1,2}[.)])$")
_LABELS, _MOSTLY = 4, 0.7  # of a form, and their share of the lines that begin at one place
_CELLS = 4  # full ones
_DATE, _PART_OF_DATE = re.compile(r"\d\d/\d\d/\d{4}"), re.compile(r"[\d/]{1,9}")
_MOTTOS = ("doclaptudohanhphuc", "conghoaxahoichunghiavietnam")
_BEGUN, _ENDED, _MOTTO_MOST = 5, 8, 0.85  # letters that are left of one ("Việt Nam" has 7); share that is not all


def is_left_blank(one: Stretch, page: TornPage) -> bool:
    """Tell whether one label of a form has no answer, though all others that begin at the same place have one."""
    if one.text.count(":") != 1 or one.text[-1] != ":":
        return False
    labels = [other for other in page.starting_with(one) if ":" in other.text]
    if len(labels) < _LABELS:
        return False
    around = [other for other in labels if abs(other.middle - one.middle) < _NEXT * page.usual.height]
    filled = all(other.texts[-1][-1:] != ":" for other in labels)
    return filled and {other.row > one.row for other in around} == {False, True}


def is_cut_label(one: Stretch, page: TornPage) -> bool:
    """Tell whether a line in a column of labels has none and does not go on with the line above it either."""
    if ":" in one.text:
        return False
    above, others = page.beside(one, -1), page.starting_with(one)
    labels = sum(":" in other.text for other in others)
    if above is None or labels < max(_LABELS, _MOSTLY * len(others)):
        return False
    first = one.boxes[0][2] - one.boxes[0][0]
    near = (other.end for other in others if abs(other.middle - one.middle) < _ABOUT * page.usual.height)
    edge = max((end for end in near if end <= one.right), default=one.end)  # two columns may be taken for one line
    room = edge - above.end >= first + page.hole and not has_leader(one.after(page.hole), page)
    return one.texts[0][:1].isupper() and room


def is_begun_label(one: Stretch, page: TornPage) -> bool:
    """Tell whether the last words are the first of a label that stands whole elsewhere."""
    words = tuple(text.strip(_AROUND) for text in one.texts)
    for label in page.labels:
        for many in range(1, min(len(label), len(words) + 1)):
            alike = words[-many:] == label[:many] and one.texts[-many][:1].isupper()
            if alike and (many > 1 or len(words) == 1):
                return True
    return False


def torn_dates(page: TornPage) -> Iterator[Rectangle]:
    """Yield what is missing of a date in a column of dates."""
    words = [word for one in page.stretches for word in zip(one.boxes, one.texts, strict=True)]
    ends = [box[2] for box, text in words if _DATE.fullmatch(text)]
    for (x0, y0, x1, y1), text in words:
        if _PART_OF_DATE.fullmatch(text) and sum(abs(end - x1) < _SAME * page.usual.height for end in ends) >= _COLUMN:
            yield x0 - page.hole, y0, x0, y1


def empty_cells(page: TornPage) -> Iterator[Rectangle]:
    """Yield where a row of a table has nothing, though all others that look like it have something."""
    near = page.usual.height / 2
    rows = _numbered_rows(page)
    for number, words in rows.items():
        for one, two in pairwise(words):
            if two[0] - one[2] < page.hole:
                continue
            like = [other for row, other in rows.items() if row != number and _has_both(other, one, two, near)]
            between = [[box for box in row if box[0] > one[2] and box[2] < two[0]] for row in like]
            if len(like) >= _CELLS and all(between) and _are_in_line([row[0][0] for row in between], near):
                inside = [box for boxes in between for box in boxes]
                yield min(box[0] for box in inside), one[1], max(box[2] for box in inside), one[3]


def _are_in_line(edges: list[int], near: float) -> bool:
    return max(edges) - min(edges) < near


def _numbered_rows(page: TornPage) -> dict[int, list[Rectangle]]:
    """Return the words of the rows that begin with a number."""
    rows: dict[int, list[Rectangle]] = {}
    for one in page.stretches:
        if one.row in rows or (one.texts[0].isdigit() and page.is_first(one)):
            rows.setdefault(one.row, []).extend(one.boxes)
    return rows


def _has_both(row: list[Rectangle], one: Rectangle, two: Rectangle, near: float) -> bool:
    """Tell whether words of another row end and begin at the same places."""
    ends = any(abs(box[2] - one[2]) < near for box in row)
    return ends and any(abs(box[0] - two[0]) < near or abs(box[2] - two[2]) < near for box in row)


def torn_titles(page: TornPage) -> Iterator[Rectangle]:
    """Yield the empty side of a line below a line in the middle of the page that does not stand in the middle."""
    edges = [edge for one in page.stretches for edge in (one.start, one.end)]
    first, last, far = min(edges), max(edges), 3 * page.usual.height
    for one in page.stretches:
        if one.start - first <= far or last - one.end <= far or ITEM.match(one.texts[0]) or page.starting_with(one):
            continue
        above = page.beside(one, -1)
        if above is None or above.text[-1] == ":":
            continue
        alone = sum(other.row in (one.row, above.row) for other in page.stretches) == 2
        inside = above.start - first > far and last - above.end > far
        off = one.centre - above.centre
        if alone and inside and abs(above.centre - (first + last) / 2) < page.usual.height and 2 * abs(off) > page.hole:
            yield one.before(page.hole) if off > 0 else one.after(page.hole)


def torn_mottos(page: TornPage) -> Iterator[Rectangle]:
    """Yield what is missing of the two lines that stand on every Vietnamese administrative paper."""
    for one in page.stretches:
        letters = "".join(filter(str.isalpha, bare(one.text.lower())))
        for motto in _MOTTOS:
            if len(letters) >= _MOTTO_MOST * len(motto):
                continue
            if len(letters) >= _BEGUN and motto.startswith(letters):
                yield one.after(page.hole)
            elif len(letters) >= _ENDED and motto.endswith(letters):
                yield one.before(page.hole)
