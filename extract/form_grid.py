"""Tables of a form: the people stand over the columns (``VỢ``, ``CHỒNG``), the labels once, at the left of them all."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from extract.candidate import Candidate
from extract.form_text import meant
from extract.labels import Hit
from extract.page_rows import PageRows
from extract.rows import Row
from extract.rules import FieldRule
from extract.sections import Opening
from extract.sought import Sought
from ocr.page_text import Word

_LEVEL = 0.6  # heights of a line by which the rows of one entry may differ
_LEADING = 1.2  # heights of a line between two lines of one entry
_FIT = 0.97  # how sure an entry is that a column and a row point at


def heads_of(openings: Sequence[Opening]) -> tuple[Opening, ...]:
    """Return the heads of the columns, from left to right: the first captions side by side; none where none are."""
    captions = [one for one in openings if one.caption]
    for first in captions:
        level = [one for one in captions if abs(one.box.y0 - first.box.y0) < first.box.height]
        if len({one.section for one in level}) > 1:
            return tuple(sorted(level, key=lambda one: one.box.x0))
    return ()


def stands_left(rows: PageRows, hit: Hit, hits: Sequence[Hit], heads: Sequence[Opening]) -> bool:
    """Tell whether a label is the head of a line of the table: below and left of the columns, alone, and only once."""
    row = rows.rows[hit.row]
    alone = hit.last == len(row.words)
    below = row.box.y0 > heads[0].box.y1 and row.box.x1 < heads[0].box.middle[0]
    again = any(
        other is not hit and other.label == hit.label and _is_level(rows.rows[other.row], row) for other in hits
    )
    return alone and below and not again


def entries(
    rows: PageRows, hit: Hit, lines: Sequence[Hit], heads: Sequence[Opening], wanted: Sought
) -> Iterator[Candidate]:
    """Yield what stands in the columns at a label; ``lines`` are all labels at the left of the table."""
    top = _top(rows, hit)
    bottom = min((_top(rows, other) for other in lines if _top(rows, other) > top + 1.0), default=rows.page.height)
    height = rows.rows[hit.row].box.height
    middles = [(one.box.middle[0] + other.box.middle[0]) / 2 for one, other in pairwise(heads)]
    left = max(rows.rows[other.row].box.x1 for other in lines)
    edges = [left, *middles, rows.page.width]
    for head, (start, end) in zip(heads, pairwise(edges), strict=True):
        inside = [row for row in rows.rows if start < row.box.middle[0] < end]
        column = [row for row in inside if top - _LEVEL * height < row.box.y0 < bottom - _LEVEL * height]
        words = tuple(_unbroken(sorted(column, key=lambda row: row.box.y0)))
        for rule in wanted.serving(hit, head.section):
            if words and rule.section == head.section:
                yield _entry(rows, words, rule)


def _entry(rows: PageRows, words: tuple[Word, ...], rule: FieldRule) -> Candidate:
    says = meant(words, rule)
    stated = says.text if says.text != " ".join(word.text for word in words) else None
    by_hand = any(
        region.kind == "handwriting" and region.box.meet(word.box).area > 0 for region in rows.page.regions
        for word in words
    )  # fmt: skip
    return Candidate(rule.name, rows.page.number, words, _FIT, by_hand, stated=stated, notes=says.notes)


def _unbroken(column: Sequence[Row]) -> Iterator[Word]:
    """Yield the words of rows that follow each other closely."""
    last: Row | None = None
    for row in column:
        if last is not None and row.box.y0 - last.box.y1 > _LEADING * last.box.height:
            return
        yield from row.words
        last = row


def _top(rows: PageRows, hit: Hit) -> float:
    return rows.rows[hit.row if hit.above is None else hit.above].box.y0


def _is_level(one: Row, other: Row) -> bool:
    return abs(one.box.middle[1] - other.box.middle[1]) < _LEVEL * max(one.box.height, other.box.height)
