"""Torn text: words beside bare paper that cannot have been all that stood there.

A patch of the paper's own colour leaves nothing to see, but it cuts words, and tears sentences, brackets and formulas.
Each sign was chosen because it hardly ever stands on pages as they are.
"""

import re
from collections.abc import Iterator

import numpy as np

from ocr.print_gaps import Print
from ocr.rows import Row
from ocr.small_view import Rectangle, SmallView
from ocr.stretches import Stretch, in_stretches
from ocr.torn_forms import (
    ITEM,
    empty_cells,
    is_begun_label,
    is_cut_label,
    is_left_blank,
    torn_dates,
    torn_mottos,
    torn_titles,
)
from ocr.torn_page import TornPage, label_of
from ocr.vietnamese.ngrams import START, UNKNOWN, ngrams
from ocr.vietnamese.syllable import is_syllable

_HOLE = 38.0  # points
_ABOUT = 5.0  # heights: rows so near may be of one block
_OPEN_END = 4.5  # cost of a sentence's end after a word that asks for another
_ODD = 0.03  # share of a page's words that are no syllables: with more, the page is read badly
_RULED = 0.01  # share of a gap's width that dust may cross
_INK = 0.4  # of the darkness of the print
_WRAPPED = 3  # rows within which a bracket is closed
_EDGE = 4  # lines that end at one place make an edge
_SLIVERS = frozenset("?!^ˆ`‘’'")  # what the engine makes of a part of a letter
_STOPS = ":.;!?/"
_AROUND = ".,;:!?()[]\"'“”-–/"
_COLUMN = 3  # dates that end at one place
_MARK = re.compile(r"\w{1,2}[.)]")


def torn_places(rows: tuple[Row, ...], view: SmallView, usual: Print) -> list[Rectangle]:
    """Return bare places beside words that ask for more words there."""
    hole = view.length(_HOLE)
    texts = [text for row in rows for text in row.texts]
    calm = sum(map(_is_piece, texts)) <= max(1, _ODD * len(texts))
    stretches = in_stretches(rows, hole)
    page = TornPage(stretches, view, usual, hole, calm, frozenset(map(label_of, stretches)))
    places = [
        *_torn_gaps(page),
        *_torn_ends(page),
        *_torn_starts(page),
        *torn_mottos(page),
        *torn_dates(page),
        *torn_titles(page),
        *empty_cells(page),
    ]
    return [place for place in places if _is_bare(place, view, usual)]


def _is_bare(place: Rectangle, view: SmallView, usual: Print) -> bool:
    """Tell whether nothing crosses the middle of a place: no ruling, no unread word; tops and feet may be left."""
    x0, y0, x1, y1 = place
    edge = (y1 - y0) // 4
    ink = view.dark[max(0, y0 + edge) : y1 - edge, max(0, x0 + 2) : x1 - 2] < usual.paper - _INK * usual.darkness
    return ink.size > 0 and bool(ink.any(axis=0).mean() < _RULED)


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


def _torn_gaps(page: TornPage) -> Iterator[Rectangle]:
    for one, two in zip(page.stretches, page.stretches[1:], strict=False):
        printed = one.row == two.row and _is_printed(one, page.usual) and _is_printed(two, page.usual)
        if printed and _is_torn(one, two, page):
            yield one.end, min(one.boxes[-1][1], two.boxes[0][1]), two.start, max(one.boxes[-1][3], two.boxes[0][3])


def _is_torn(one: Stretch, two: Stretch, page: TornPage) -> bool:
    """Tell whether the words before and after a gap belong to one line, of which something is missing."""
    before, after = one.texts[-1], two.texts[0]
    if page.calm and (_is_piece(before) or (_is_piece(after) and not _MARK.match(after))):
        return True
    if (after[:1].islower() or after[:1] in ",.;)") and not page.starting_with(two):
        return True
    if before[-1:] in _STOPS:
        return False
    return _asks_for_more(one) or _is_one_heading(one, two, page) or _is_running(one, two, page)


def _is_running(one: Stretch, two: Stretch, page: TornPage) -> bool:
    """Tell whether a gap that has nothing like it lies above or below a line without one, in a block with an edge."""
    near = (page.beside(one, step) for step in (-1, 1))
    covered = any(other is not None and other.start < one.end and other.end > two.start for other in near)
    edge = page.ending_at(two.end) >= _EDGE and all(other.end < two.end + page.usual.height for other in page.stretches)
    return edge and covered and ":" not in two.text and not page.starting_with(two)


def _asks_for_more(one: Stretch) -> bool:
    """Tell whether the language model expects another word rather than an end."""
    if not (one.texts[-1].isalpha() and one.texts[-1].islower()):
        return False
    model = ngrams()
    words = [model.id_of(text.strip(_AROUND).lower()) for text in one.texts[-2:]]
    before, last, end = (np.array([word]) for word in (*[START, *words][-2:], START))
    return words[-1] > UNKNOWN and float(model.costs(before, last, end)[0]) >= _OPEN_END


def _is_one_heading(one: Stretch, two: Stretch, page: TornPage) -> bool:
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


def _torn_ends(page: TornPage) -> Iterator[Rectangle]:
    for one in page.stretches:
        if one.right - one.end < page.hole or not _is_printed(one, page.usual):
            continue
        cut = page.calm and ((len(one.texts) > 1 and _is_piece(one.texts[-1])) or _is_left_open(one, page))
        torn = is_left_blank(one, page) or is_cut_label(one, page) or is_begun_label(one, page)
        if cut or torn or _has_room(one, page) or _stops_short(one, page):
            yield one.after(page.hole)


def _is_left_open(one: Stretch, page: TornPage) -> bool:
    """Tell whether a bracket is opened and not closed, nor in the next lines."""
    below = (other.text for other in page.stretches if one.row < other.row <= one.row + _WRAPPED)
    return one.text[-1] != ":" and one.text.rfind("(") > one.text.rfind(")") and not any(")" in text for text in below)


def _has_room(one: Stretch, page: TornPage) -> bool:
    """Tell whether a line of a paragraph ends early though its sentence goes on at the same edge below."""
    if one.texts[-1][-1:] in _STOPS:
        return False
    below, height = page.beside(one, 1), page.usual.height
    if below is None or not below.texts[0][:1].islower():
        return False
    first = below.boxes[0][2] - below.boxes[0][0]
    alone = all(sum(other.row == side.row for other in page.stretches) == 1 for side in (one, below))
    level_with = (*page.starting_with(below), *page.starting_with(one), below)
    near = (other for other in level_with if abs(other.middle - one.middle) < _ABOUT * height)
    edge = max((other.end for other in near if page.ending_at(other.end) >= _EDGE), default=one.end)
    level = -height / 2 < one.start - below.start < _ABOUT * height
    above = page.beside(one, -1)
    in_line = above is not None and abs(above.start - below.start) < height / 2
    level &= in_line or abs(below.end - edge) < height / 2
    return alone and level and edge - one.end >= max(page.hole, first + height)


def _stops_short(one: Stretch, page: TornPage) -> bool:
    """Tell whether a line goes on from a full one and ends with a word that asks for another, which does not follow."""
    above, below = page.beside(one, -1), page.beside(one, 1)
    if above is None or above.texts[-1][-1:] in _STOPS or (below is not None and below.texts[0][:1].islower()):
        return False
    alone = all(sum(other.row == side.row for other in page.stretches) == 1 for side in (above, one))
    level = -page.usual.height / 2 < above.start - one.start < _ABOUT * page.usual.height
    return alone and level and page.ending_at(above.end) >= _EDGE and _asks_for_more(one)


def _torn_starts(page: TornPage) -> Iterator[Rectangle]:
    for one in page.stretches:
        if one.start - one.left < page.hole or not _is_printed(one, page.usual) or len(one.texts) == 1:
            continue
        closed = page.calm and _is_only_closed(one, page)
        if one.texts[0][:1] in "/,;" or closed or _is_late_item(one, page):
            yield one.before(page.hole)


def _is_only_closed(one: Stretch, page: TornPage) -> bool:
    """Tell whether a bracket is closed and was not opened, nor in the lines before."""
    close, opened = one.text.find(")"), one.text.find("(")
    if close < 0 or 0 <= opened < close or _MARK.match(one.text):
        return False
    return not any("(" in other.text for other in page.stretches if one.row - _WRAPPED <= other.row < one.row)


def _is_late_item(one: Stretch, page: TornPage) -> bool:
    """Tell whether a line begins far to the right of the item above it, where no other line begins."""
    above = page.beside(one, -1)
    if above is None or not ITEM.match(above.texts[0]) or page.starting_with(one):
        return False
    return one.start - above.start >= page.hole and any(map(str.isalpha, one.texts[0]))
