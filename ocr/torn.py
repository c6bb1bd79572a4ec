"""Torn text: words beside bare paper that cannot have been all that stood there.

A patch of the paper's own colour leaves nothing to see, but it cuts words, and tears sentences, brackets and formulas.
Each sign was chosen because it hardly ever stands on pages as they are.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from ocr.print_gaps import Print
from ocr.rows import Row
from ocr.small_view import Rectangle, SmallView
from ocr.stretches import Stretch, in_stretches
from ocr.vietnamese.letters import bare
from ocr.vietnamese.ngrams import START, UNKNOWN, ngrams
from ocr.vietnamese.syllable import is_syllable

_HOLE = 38.0  # points
_SAME = 0.35  # heights between edges that are at one place
_ABOUT = 5.0  # heights: rows so near may be of one block
_NEXT = 2.7  # heights to the next line of a paragraph
_OPEN_END = 4.5  # cost of a sentence's end after a word that asks for another
_ODD = 0.03  # share of a page's words that are no syllables: with more, the page is read badly
_RULED = 0.01  # share of a gap's width that dust may cross
_INK = 0.4  # of the darkness of the print
_LEADER, _DOTTED = 4, 0.25  # pixels of the height of a dotted line, share of its width that is ink
_WRAPPED = 3  # rows within which a bracket is closed
_EDGE = 4  # lines that end at one place make an edge
_LABELS, _MOSTLY = 4, 0.7  # of a form, and their share of the lines that begin at one place
_SLIVERS = frozenset("?!^ˆ`‘’'")  # what the engine makes of a part of a letter
_STOPS = ":.;!?/"
_AROUND = ".,;:!?()[]\"'“”-–/"
_ITEM = re.compile(r"(?:[-–+•]|\d{1,2}[.)])$")
_DATE, _PART_OF_DATE = re.compile(r"\d\d/\d\d/\d{4}"), re.compile(r"[\d/]{1,9}")
_COLUMN = 3  # dates that end at one place
_MARK = re.compile(r"\w{1,2}[.)]")
_MOTTOS = ("doclaptudohanhphuc", "conghoaxahoichunghiavietnam")
_MOTTO_LEAST, _MOTTO_MOST = 5, 0.85  # letters that are left of one; share of them that are no longer all


@dataclass(frozen=True, slots=True)
class _Page:
    """The stretches of a page; ``hole`` is the least width of a hole; a ``calm`` page was read without many slips."""

    stretches: tuple[Stretch, ...]
    view: SmallView
    usual: Print
    hole: int
    calm: bool

    def beside(self, one: Stretch, step: int) -> Stretch | None:
        """Return the next stretch above (-1) or below (1) in the same column."""
        near = [
            other
            for other in self.stretches
            if 0 < (other.middle - one.middle) * step < _NEXT * self.usual.height
            and min(other.end, one.end) - max(other.start, one.start) > -2 * self.usual.height
        ]
        return min(near, key=lambda other: abs(other.middle - one.middle)) if near else None

    def starting_with(self, one: Stretch) -> list[Stretch]:
        """Return the other stretches that begin at the same place."""
        near = _SAME * self.usual.height
        return [other for other in self.stretches if other is not one and abs(other.start - one.start) < near]


def torn_places(rows: tuple[Row, ...], view: SmallView, usual: Print) -> list[Rectangle]:
    """Return bare places beside words that ask for more words there."""
    hole = view.length(_HOLE)
    texts = [text for row in rows for text in row.texts]
    calm = sum(map(_is_piece, texts)) <= max(1, _ODD * len(texts))
    page = _Page(in_stretches(rows, hole), view, usual, hole, calm)
    places = [
        *_torn_gaps(page),
        *_torn_ends(page),
        *_torn_starts(page),
        *_torn_mottos(page),
        *_torn_dates(page),
        *_torn_titles(page),
    ]
    return [place for place in places if _is_bare(place, view, usual)]


def _is_bare(place: Rectangle, view: SmallView, usual: Print) -> bool:
    """Tell whether nothing crosses the middle of a place: no ruling, no unread word; tops and feet may be left."""
    x0, y0, x1, y1 = place
    edge = (y1 - y0) // 4
    ink = view.dark[max(0, y0 + edge) : y1 - edge, max(0, x0 + 2) : x1 - 2] < usual.paper - _INK * usual.darkness
    return ink.size > 0 and bool(ink.any(axis=0).mean() < _RULED)


def _has_leader(place: Rectangle, page: _Page) -> bool:
    """Tell whether a dotted line runs along the foot of a place."""
    x0, y0, x1, y1 = place
    edge, usual = (y1 - y0) // 4, page.usual
    foot = page.view.dark[y1 - 2 * edge : y1 + edge, x0 + 2 : x1 - 2] < usual.paper - _INK * usual.darkness
    return foot.size > 0 and 0 < foot.any(axis=1).sum() <= _LEADER and foot.any(axis=0).mean() > _DOTTED


def _is_printed(one: Stretch, usual: Print) -> bool:
    """Tell whether the outer words are as high as words of the text: no seal, no signature."""
    heights = (one.boxes[at][3] - one.boxes[at][1] for at in (0, -1))
    return all(0.4 * usual.height <= height <= 1.7 * usual.height for height in heights)


def _is_piece(text: str) -> bool:
    """Tell small letters that are no syllable: what is left of a word that was cut."""
    if text.endswith(("/", "/.")):
        return False
    core = text.strip(_AROUND)
    return text in _SLIVERS or (core.isalpha() and core.islower() and not is_syllable(core))


def _torn_gaps(page: _Page) -> Iterator[Rectangle]:
    for one, two in zip(page.stretches, page.stretches[1:], strict=False):
        printed = one.row == two.row and _is_printed(one, page.usual) and _is_printed(two, page.usual)
        if printed and _is_torn(one, two, page):
            yield one.end, min(one.boxes[-1][1], two.boxes[0][1]), two.start, max(one.boxes[-1][3], two.boxes[0][3])


def _is_torn(one: Stretch, two: Stretch, page: _Page) -> bool:
    """Tell whether the words before and after a gap belong to one line, of which something is missing."""
    before, after = one.texts[-1], two.texts[0]
    if page.calm and (_is_piece(before) or (_is_piece(after) and not _MARK.match(after))):
        return True
    if (after[:1].islower() or after[:1] in ",.;)") and not page.starting_with(two):
        return True
    return before[-1:] not in _STOPS and (_asks_for_more(one) or _is_one_heading(one, two, page))


def _asks_for_more(one: Stretch) -> bool:
    """Tell whether the language model expects another word rather than an end."""
    if not (one.texts[-1].isalpha() and one.texts[-1].islower()):
        return False
    model = ngrams()
    words = [model.id_of(text.strip(_AROUND).lower()) for text in one.texts[-2:]]
    before, last, end = (np.array([word]) for word in (*[START, *words][-2:], START))
    return words[-1] > UNKNOWN and float(model.costs(before, last, end)[0]) >= _OPEN_END


def _is_one_heading(one: Stretch, two: Stretch, page: _Page) -> bool:
    """Tell whether both sides of a gap stand together in the middle below or above another line, but neither alone."""
    height, middle = page.usual.height, (one.start + two.end) / 2
    near = [
        other for other in page.stretches if other.row != one.row and abs(other.middle - one.middle) < _ABOUT * height
    ]
    edges = [edge for other in page.stretches for edge in (other.start, other.end)]
    if abs(middle - (min(edges) + max(edges)) / 2) > 2 * height:
        return False
    alone = any(abs(other.centre - side.centre) < 0.8 * height for other in near for side in (one, two))
    return not alone and any(
        abs(other.centre - middle) < height / 2 and abs(other.start - one.start) > height for other in near
    )


def _torn_ends(page: _Page) -> Iterator[Rectangle]:
    for one in page.stretches:
        if one.right - one.end < page.hole or not _is_printed(one, page.usual):
            continue
        cut = page.calm and ((len(one.texts) > 1 and _is_piece(one.texts[-1])) or _is_left_open(one, page))
        if cut or _is_left_blank(one, page) or _is_cut_label(one, page) or _has_room(one, page):
            yield one.after(page.hole)


def _is_left_open(one: Stretch, page: _Page) -> bool:
    """Tell whether a bracket is opened and not closed, nor in the next lines."""
    below = (other.text for other in page.stretches if one.row < other.row <= one.row + _WRAPPED)
    return one.text[-1] != ":" and one.text.rfind("(") > one.text.rfind(")") and not any(")" in text for text in below)


def _is_left_blank(one: Stretch, page: _Page) -> bool:
    """Tell whether one label of a form has no answer, though all others that begin at the same place have one."""
    if one.text.count(":") != 1 or one.text[-1] != ":":
        return False
    labels = [other for other in page.starting_with(one) if ":" in other.text]
    if len(labels) < _LABELS:
        return False
    around = [other for other in labels if abs(other.middle - one.middle) < _NEXT * page.usual.height]
    filled = all(other.texts[-1][-1:] != ":" for other in labels)
    return filled and {other.row > one.row for other in around} == {False, True}


def _is_cut_label(one: Stretch, page: _Page) -> bool:
    """Tell whether a line in a column of labels has none and does not go on with the line above it either."""
    if ":" in one.text:
        return False
    above, others = page.beside(one, -1), page.starting_with(one)
    labels = sum(":" in other.text for other in others)
    if above is None or labels < max(_LABELS, _MOSTLY * len(others)):
        return False
    first = one.boxes[0][2] - one.boxes[0][0]
    edge = max(other.end for other in (*others, one) if abs(other.middle - one.middle) < _ABOUT * page.usual.height)
    room = edge - above.end >= first + page.hole and not _has_leader(one.after(page.hole), page)
    return one.texts[0][:1].isupper() and room


def _has_room(one: Stretch, page: _Page) -> bool:
    """Tell whether a line of a paragraph ends early though its sentence goes on at the same edge below."""
    if one.texts[-1][-1:] in _STOPS:
        return False
    above, below, height = page.beside(one, -1), page.beside(one, 1), page.usual.height
    if above is None or below is None or not below.texts[0][:1].islower():
        return False
    first = below.boxes[0][2] - below.boxes[0][0]
    alone = all(sum(other.row == side.row for other in page.stretches) == 1 for side in (above, one, below))
    edge = sum(abs(other.end - above.end) < height / 2 for other in page.stretches) >= _EDGE
    level = all(abs(side.start - one.start) < height / 2 for side in (above, below))
    return alone and edge and level and above.end - one.end >= max(page.hole, first + height)


def _torn_starts(page: _Page) -> Iterator[Rectangle]:
    for one in page.stretches:
        if one.start - one.left < page.hole or not _is_printed(one, page.usual) or len(one.texts) == 1:
            continue
        closed = page.calm and _is_only_closed(one, page)
        if one.texts[0][:1] in "/,;" or closed or _is_late_item(one, page):
            yield one.before(page.hole)


def _is_only_closed(one: Stretch, page: _Page) -> bool:
    """Tell whether a bracket is closed and was not opened, nor in the lines before."""
    close, opened = one.text.find(")"), one.text.find("(")
    if close < 0 or 0 <= opened < close or _MARK.match(one.text):
        return False
    return not any("(" in other.text for other in page.stretches if one.row - _WRAPPED <= other.row < one.row)


def _is_late_item(one: Stretch, page: _Page) -> bool:
    """Tell whether a line begins far to the right of the item above it, where no other line begins."""
    above = page.beside(one, -1)
    if above is None or not _ITEM.match(above.texts[0]) or page.starting_with(one):
        return False
    return one.start - above.start >= page.hole and any(map(str.isalpha, one.texts[0]))


def _torn_dates(page: _Page) -> Iterator[Rectangle]:
    """Yield what is missing of a date in a column of dates."""
    words = [word for one in page.stretches for word in zip(one.boxes, one.texts, strict=True)]
    ends = [box[2] for box, text in words if _DATE.fullmatch(text)]
    for (x0, y0, x1, y1), text in words:
        if _PART_OF_DATE.fullmatch(text) and sum(abs(end - x1) < _SAME * page.usual.height for end in ends) >= _COLUMN:
            yield x0 - page.hole, y0, x0, y1


def _torn_titles(page: _Page) -> Iterator[Rectangle]:
    """Yield the empty side of a line below a line in the middle of the page that does not stand in the middle."""
    edges = [edge for one in page.stretches for edge in (one.start, one.end)]
    first, last, far = min(edges), max(edges), 3 * page.usual.height
    for one in page.stretches:
        if one.start - first <= far or last - one.end <= far or _ITEM.match(one.texts[0]) or page.starting_with(one):
            continue
        above = page.beside(one, -1)
        if above is None or above.text[-1] == ":":
            continue
        alone = sum(other.row in (one.row, above.row) for other in page.stretches) == 2
        inside = above.start - first > far and last - above.end > far
        off = one.centre - above.centre
        if alone and inside and abs(above.centre - (first + last) / 2) < page.usual.height and 2 * abs(off) > page.hole:
            yield one.before(page.hole) if off > 0 else one.after(page.hole)


def _torn_mottos(page: _Page) -> Iterator[Rectangle]:
    """Yield what is missing of the two lines that stand on every Vietnamese administrative paper."""
    for one in page.stretches:
        letters = "".join(filter(str.isalpha, bare(one.text.lower())))
        for motto in _MOTTOS:
            if _MOTTO_LEAST <= len(letters) < _MOTTO_MOST * len(motto):
                if motto.startswith(letters):
                    yield one.after(page.hole)
                elif motto.endswith(letters):
                    yield one.before(page.hole)
