"""The words that a label points at: behind it on the line, on the lines that this line runs over to, or below it."""

import re
from collections.abc import Sequence

from extract.labels import Hit
from extract.page_rows import PageRows
from extract.rows import Row
from extract.rules import FieldRule
from ingest.geometry import Box, joined
from ocr.page_text import Word

_ONE_LINE = frozenset({"sex", "id12", "id9", "tax", "int", "docno", "money", "area", "bool"})
_LINES = 4  # that a value may take, where its rule does not say
_LIST = 5  # lines: where so many are allowed, each line may stand for itself and need not be full
_LEADING = 1.1  # white space between two lines of one value, in heights of the line
_REACH = 1.6  # the same between a label and the value below it, and between the lines of a list
_NEAR = 3.0  # heights of a line: what stands so near behind a value may belong to it
_RAGGED = 1.5  # heights of a line: how uneven the right edge of a full line may be
_SIGNS = frozenset(":;,.-–=/*+•")
_NUMBERED = re.compile(r"(?:\d{1,2}|[a-zđ]|[IVX]{1,4})[.)]|[-–+*•]")


def value_words(rows: PageRows, hits: Sequence[Hit], hit: Hit, rule: FieldRule) -> tuple[Word, ...]:
    """Return the words that belong to a label; none where its place is empty."""
    taken = {other.row for other in hits if _begins_row(rows.rows[other.row], other)}
    words = _behind(rows.rows[hit.row], hits, hit, free=rule.free)
    row = hit.row
    if not words:
        start = _elsewhere(rows, hit, taken)
        if start is None:
            return ()
        row, words = start, list(_whole(rows.rows[start], start, hits, free=rule.free))
    if not words or words[-1] is not rows.rows[row].words[-1]:  # something else follows on the line
        return tuple(words)
    most = rule.lines or (1 if rule.kind in _ONE_LINE else _LINES)
    for _ in range(most - 1):
        following = _continued(rows, row, hit, taken, rule)
        if following is None:
            break
        more = _whole(rows.rows[following], following, hits, free=rule.free)
        words += more
        row = following
        if len(more) < len(rows.rows[following].words):
            break
    return tuple(words)


def beside(rows: PageRows, hits: Sequence[Hit], hit: Hit, words: Sequence[Word]) -> Box:
    """Return the place where the value of a label stands or would have to stand."""
    row = rows.rows[hit.row]
    if words and words[0].box.y0 > row.box.y1:  # below the label
        return joined(tuple(word.box for word in words))
    end = row.words[hit.last - 1].box
    after = [row.words[other.first].box.x0 for other in hits if other.row == hit.row and other.first >= hit.last]
    border = min([*after, max(rows.right_edge(hit.row), end.x1 + 1.0)])
    if not words:
        return Box(end.x1, row.box.y0, border, row.box.y1)
    box = joined(tuple(word.box for word in words))
    return Box(min(end.x1, box.x0), box.y0, max(box.x1, min(border, box.x1 + _NEAR * row.box.height)), box.y1)


def _begins_row(row: Row, hit: Hit) -> bool:
    """Tell whether a label begins its row, but for the number of a paragraph before it."""
    return all(_NUMBERED.fullmatch(word.text) for word in row.words[: hit.first])


def _behind(row: Row, hits: Sequence[Hit], hit: Hit, *, free: bool) -> list[Word]:
    """Return the words of the row between a label and the next one."""
    words = list(_before_label(row, hit.last, hit.row, hits))
    if words and words[0].text.startswith("/"):  # the label again in another language
        closing = next((index for index, word in enumerate(words) if word.text.endswith(":")), len(words) - 1)
        words = words[closing + 1 :]
    while words and set(words[0].text) <= _SIGNS:
        words = words[1:]
    return words if free else list(_known_end(words))


def _whole(row: Row, index: int, hits: Sequence[Hit], *, free: bool) -> Sequence[Word]:
    """Return the words of a row before its first label."""
    words = _before_label(row, 0, index, hits)
    return words if free else _known_end(words)


def _before_label(row: Row, start: int, index: int, hits: Sequence[Hit]) -> Sequence[Word]:
    """Return the words of a row from ``start`` to the next label, and to the number of a paragraph before that."""
    after = [other.first for other in hits if other.row == index and other.first >= start]
    stop = min(after, default=len(row.words))
    while after and stop > start and _NUMBERED.fullmatch(row.words[stop - 1].text):
        stop -= 1
    return row.words[start:stop]


def _known_end(words: Sequence[Word]) -> Sequence[Word]:
    """Return the words before a label that the rules do not know: a capitalised phrase that ends with a colon."""
    for index, word in enumerate(words):
        if index and word.text.endswith(":") and not word.text[:-1].isdigit():
            start = index
            while start > 0 and not words[start].text[0].isupper():
                start -= 1
            return words[:start]
    return words


def _elsewhere(rows: PageRows, hit: Hit, taken: set[int]) -> int | None:
    """Return the row that holds the value of a label with nothing behind it: beside it, or else below it."""
    row = rows.rows[hit.row]
    if hit.last < len(row.words):
        return None
    right = rows.neighbours[hit.row]
    if right is not None and (right not in taken or row.words[hit.last - 1].text.endswith(":")):
        return None if right in taken else right
    under = rows.below(row.box_of(hit.first, hit.last), _REACH * row.box.height)
    return None if under is None or under in taken else under


def _continued(rows: PageRows, index: int, hit: Hit, taken: set[int], rule: FieldRule) -> int | None:
    """Return the row that a value runs over to: right below, in its column, and its first word found no room above."""
    row, label = rows.rows[index], rows.rows[hit.row].words[hit.first].box
    whole_list = rule.lines >= _LIST
    reach = (_REACH if whole_list else _LEADING) * row.box.height
    under = rows.below(Box(min(label.x0, row.box.x0), row.box.y0, row.box.x1, row.box.y1), reach)
    if under is None or under in taken or under <= index:
        return None
    following = rows.rows[under]
    if not label.x0 - 3.5 * row.box.height <= following.box.x0 <= row.box.x0 + 2.5 * row.box.height + label.width:
        return None
    if whole_list:
        return under
    if _NUMBERED.fullmatch(following.words[0].text) and not rule.free:
        return None
    return under if _is_full(rows, index, following) else None


def _is_full(rows: PageRows, index: int, following: Row) -> bool:
    """Tell whether a row had no room for the first word of the one that follows."""
    row = rows.rows[index]
    if row.end > row.box.x1 + 3.0 * row.box.height:  # fillers behind the words
        return False
    room = rows.right_edge(index) - row.box.x1
    return following.words[0].box.width > room - _RAGGED * row.box.height
