"""The words that a label points at: behind it on the line, on the lines that this line runs over to, or below it."""

from collections.abc import Sequence

from extract.labels import Hit
from extract.page_rows import PageRows
from extract.rows import Row
from extract.rules import FieldRule
from ingest.geometry import Box, joined
from ocr.page_text import Word

_ONE_LINE = frozenset({"date", "sex", "id12", "id9", "tax", "int", "docno", "money", "area", "bool"})
_LINES = 4  # that a value may take, where its rule does not say
_LEADING = 1.1  # white space between two lines of one value, in heights of the line
_REACH = 1.6  # the same between a label and the value below it
_SIGNS = frozenset(":;,.-–=/*")


def value_words(rows: PageRows, hits: Sequence[Hit], hit: Hit, rule: FieldRule) -> tuple[Word, ...]:
    """Return the words that belong to a label; none where its place is empty."""
    taken = {other.row for other in hits if other.first == 0}
    words = _behind(rows.rows[hit.row], hits, hit)
    row = hit.row
    if not words:
        start = _elsewhere(rows, hit, taken)
        if start is None:
            return ()
        row, words = start, list(_whole(rows.rows[start], start, hits))
    most = rule.lines or (1 if rule.kind in _ONE_LINE else _LINES)
    if _cut_off(rows.rows[row], words):
        return tuple(words)
    for _ in range(most - 1):
        following = _continued(rows, row, hit, taken)
        if following is None:
            break
        more = _whole(rows.rows[following], following, hits)
        words += more
        row = following
        if len(more) < len(rows.rows[following].words):
            break
    return tuple(words)


def _whole(row: Row, index: int, hits: Sequence[Hit]) -> Sequence[Word]:
    """Return the words of a row before its first label."""
    labels = [hit.first for hit in hits if hit.row == index]
    return _known_end(row.words[: min(labels, default=len(row.words))])


def beside(rows: PageRows, hits: Sequence[Hit], hit: Hit, words: Sequence[Word]) -> Box:
    """Return the place where the value of a label stands or would have to stand."""
    if words:
        return joined(tuple(word.box for word in words))
    row = rows.rows[hit.row]
    end = row.words[hit.last - 1].box
    after = [row.words[other.first].box.x0 for other in hits if other.row == hit.row and other.first >= hit.last]
    return Box(end.x1, row.box.y0, min([*after, max(rows.right_edge(hit.row), end.x1 + 1.0)]), row.box.y1)


def _behind(row: Row, hits: Sequence[Hit], hit: Hit) -> list[Word]:
    """Return the words of the row between a label and the next one."""
    after = [other.first for other in hits if other.row == hit.row and other.first >= hit.last]
    words = list(row.words[hit.last : min(after, default=len(row.words))])
    if words and words[0].text.startswith("/"):  # the label again in another language
        closing = next((index for index, word in enumerate(words) if word.text.endswith(":")), len(words) - 1)
        words = words[closing + 1 :]
    while words and set(words[0].text) <= _SIGNS:
        words = words[1:]
    return list(_known_end(words))


def _known_end(words: Sequence[Word]) -> Sequence[Word]:
    """Return the words before a label that the rules do not know: a capitalised phrase that ends with a colon."""
    for index, word in enumerate(words):
        if index and word.text.endswith(":") and not word.text[:-1].isdigit():
            start = index
            while start > 0 and not words[start].text[0].isupper():
                start -= 1
            return words[:start]
    return words


def _cut_off(row: Row, words: Sequence[Word]) -> bool:
    """Tell whether something else follows the words on their line, so that they cannot run over to the next."""
    return not words or words[-1] is not row.words[-1]


def _elsewhere(rows: PageRows, hit: Hit, taken: set[int]) -> int | None:
    """Return the row that holds the value of a label with nothing behind it: beside it, or else below it."""
    row = rows.rows[hit.row]
    if hit.last < len(row.words):
        return None
    right = rows.neighbours[hit.row]
    if right is not None:
        return None if right in taken else right
    start, end = row.words[hit.first].box, row.words[hit.last - 1].box
    place = start.join(end)
    under = rows.below(place, _REACH * row.box.height)
    return None if under is None or under in taken else under


def _continued(rows: PageRows, index: int, hit: Hit, taken: set[int]) -> int | None:
    """Return the row that a value runs over to: right below, in its column, and its first word found no room above."""
    row, label = rows.rows[index], rows.rows[hit.row].words[hit.first].box
    under = rows.below(Box(label.x0, row.box.y0, row.box.x1, row.box.y1), _LEADING * row.box.height)
    if under is None or under in taken or under <= index:
        return None
    next_row = rows.rows[under]
    if not label.x0 - 3.5 * row.box.height <= next_row.box.x0 <= row.box.x0 + 2.5 * row.box.height + label.width:
        return None
    room = rows.right_edge(index) - row.box.x1 - 0.2 * row.box.height
    return under if next_row.words[0].box.width > room - 0.3 * row.box.height else None
