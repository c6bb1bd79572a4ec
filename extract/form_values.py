"""The words that a label points at: behind it on the line, on the lines that this line runs over to, or below it."""

import re
from collections.abc import Sequence

from rapidfuzz.distance import Levenshtein

from extract.folding import fold
from extract.form_page import FormPage, is_number
from extract.labels import Hit, has_colon
from extract.rows import Row
from extract.rules import FieldRule
from extract.titles import is_national
from ingest.geometry import Box, joined
from ocr.page_text import Word
from ocr.vietnamese.syllable import is_syllable

_ONE_LINE = frozenset({"sex", "id12", "id9", "tax", "int", "docno", "money", "area", "bool"})
_LINES = 4  # that a value may take, where its rule does not say
_LIST = 5  # lines: where so many are allowed, each line may stand for itself and need not be full
_LEADING = 1.1  # white space between two lines of one value, in heights of the line
_LOOSE = 1.6  # the same between the lines of a list
_NEAR = 3.0  # heights of a line: what stands so near behind a value may belong to it
_RAGGED = 1.5  # heights of a line: how uneven the right edge of a full line may be
_SIGNS = frozenset(":;,.-–=/*+•")
_PLACE_AND_DAY = re.compile(r",? ng[àa]y\b.*\bth[áa]ng\b.*\bn[ăa]m\b")
_OPEN_ENDS = frozenset(
    {
        *("tinh", "huyen", "quan", "xa", "phuong", "thanh", "pho", "thi", "tran", "t", "h", "x", "p", "q", "tp", "tx"),
        *("nam", "ngay", "thang", "so", "va"),
    }
)
"""Words, folded, after which a value goes on."""


_OFFICES = ("chutich", "ktchutich", "phochutich", "tuqchutich", "giamdoc", "ktgiamdoc", "phogiamdoc")
_LIKE_OFFICE = 0.8
_NO_LABELS = frozenset(("ong", "ba", "ongba", "so"))
"""What stands before a colon within a value, besides numbers: titles of people, the word before a number."""


def value_words(page: FormPage, hit: Hit, rule: FieldRule) -> tuple[Word, ...]:
    """Return the words that belong to a label; none where its place is empty."""
    page = page.closed if rule.free else page
    rows = page.rows.rows
    words, row = _behind(page, hit, free=rule.free), hit.row
    if not words:
        start = _elsewhere(page, hit)
        if start is None:
            return ()
        row, words = start, list(_whole(page, start, free=rule.free))
    most = rule.lines or (1 if rule.kind in _ONE_LINE else _LINES)
    for _ in range(most - 1):
        following = _continued(page, row, hit, rule) if _may_run_over(rows[row], words) else None
        if following is None:
            break
        more = _whole(page, following, free=rule.free)
        words += more
        row = following
        if len(more) < len(rows[following].words):
            break
    return tuple(words)


def beside(page: FormPage, hit: Hit, words: Sequence[Word]) -> Box:
    """Return the place where the value of a label stands or would have to stand."""
    row = page.rows.rows[hit.row]
    if words and words[0].box.y0 > row.box.y1:  # below the label
        return joined(tuple(word.box for word in words))
    end = row.words[hit.last - 1].box
    after = [row.words[first].box.x0 for first in page.labels_in(hit.row, hit.last)]
    border = min([*after, max(page.rows.right_edge(hit.row), end.x1 + 1.0)])
    if not words:
        return Box(end.x1, row.box.y0, border, row.box.y1)
    box = joined(tuple(word.box for word in words))
    return Box(min(end.x1, box.x0), box.y0, max(box.x1, min(border, box.x1 + _NEAR * row.box.height)), box.y1)


def _behind(page: FormPage, hit: Hit, *, free: bool) -> list[Word]:
    """Return the words of the row between a label and the next one."""
    words = list(_before_label(page, hit.row, hit.last))
    if words and words[0].text.startswith("/"):  # the label again in another language
        closing = next((index for index, word in enumerate(words) if word.text.endswith(":")), len(words) - 1)
        words = words[closing + 1 :]
    while words and set(words[0].text) <= _SIGNS:
        words = words[1:]
    return words if free else list(_known_end(words, 1))


def _whole(page: FormPage, row: int, *, free: bool) -> Sequence[Word]:
    """Return the words of a row before its first label."""
    words = _before_label(page, row, 0)
    return words if free else _known_end(words, 0)


def _before_label(page: FormPage, row: int, start: int) -> Sequence[Word]:
    """Return the words of a row from ``start`` to the next label, and to the number of a paragraph before that."""
    words, after = page.rows.rows[row].words, page.labels_in(row, start)
    stop = min(after, default=len(words))
    while after and stop > start and is_number(words[stop - 1].text):
        stop -= 1
    return words[start:stop]


def _known_end(words: Sequence[Word], least: int) -> Sequence[Word]:
    """Return the words before a label that the rules do not know: a capitalised phrase that ends with a colon.

    ``least`` is the number of words that are no such label in any case.
    """
    for index, word in enumerate(words):
        if index >= least and word.text.endswith(":") and _may_be_label(word.text[:-1]):
            start = index
            while start > 0 and not words[start].text[0].isupper():
                start -= 1
            return words[:start]
    return words


def _may_be_label(text: str) -> bool:
    """Tell whether a word before a colon may end a label: a syllable, not a figure, and not a sign that was misread."""
    return fold(text) not in _NO_LABELS and is_syllable(text.strip("()"))


def _may_run_over(row: Row, words: Sequence[Word]) -> bool:
    """Tell whether words may go on in the next row: they end their row, or break off before what else is in it."""
    return bool(words) and (words[-1] is row.words[-1] or _is_open(words[-1].text))


def _is_open(word: str) -> bool:
    """Tell whether a value goes on behind a word, which may have run together with a figure (``3năm``)."""
    return fold(word).lstrip("0123456789") in _OPEN_ENDS


def _elsewhere(page: FormPage, hit: Hit) -> int | None:
    """Return the row that holds the value of a label with nothing behind it: beside it, or else below it."""
    row = page.rows.rows[hit.row]
    if hit.last < len(row.words):
        return None
    under = page.below(hit)
    if page.value_below and under is not None:
        return under
    levels = [hit.row] if hit.above is None else [hit.above, hit.row]
    right = [page.rows.neighbours[level] for level in levels]
    rows = page.rows.rows
    free = [index for index in right if index is not None and index not in page.taken and not is_national(rows[index])]
    if free:
        return free[0]
    aligned = under is not None and page.rows.rows[under].box.x0 < row.words[hit.first].box.x0 + 2 * row.box.height
    return under if under is not None and (aligned or not any(right) or not has_colon(row, hit.last)) else None


def _continued(page: FormPage, index: int, hit: Hit, rule: FieldRule) -> int | None:
    """Return the row that a value runs over to: right below it, in its column, and nothing new."""
    under = _in_column(page, index, hit, rule)
    if under is None or rule.lines >= _LIST:
        return under
    row, following = page.rows.rows[index], page.rows.rows[under]
    if is_national(following) or (page.is_heading(hit) and _is_office(following)):
        return None  # below the body the office of who signs for it
    if _begins_anew(following, rule) or _PLACE_AND_DAY.search(" ".join(word.text for word in following.words)):
        return None
    # in a cell or below its label, everything that begins where the value begins is of it
    inside = index != hit.row and abs(following.box.x0 - row.box.x0) < row.box.height
    return under if inside or _hangs(row, following) or _is_full(page, index, following) else None


def _is_office(row: Row) -> bool:
    """Tell whether a row is the office of who signs, a letter of it misread perhaps."""
    return any(Levenshtein.normalized_similarity(row.letters, office) >= _LIKE_OFFICE for office in _OFFICES)


def _in_column(page: FormPage, index: int, hit: Hit, rule: FieldRule) -> int | None:
    """Return the row right below a row of a value, where it is in its column and belongs to no other label."""
    rows, row, first = page.rows.rows, page.rows.rows[index], page.rows.rows[hit.row]
    label = first.words[hit.first].box
    left = first.box.x0 if index == hit.row else min(label.x0, row.box.x0)
    reach = (_LOOSE if rule.lines >= _LIST else _LEADING) * row.box.height
    under = page.rows.below(Box(left, row.box.y0, row.box.x1, row.box.y1), reach)
    if under is None or under in page.taken or under <= index or page.claimed.get(under, hit.row) != hit.row:
        return None
    following = rows[under]
    if _is_lone(following):
        left = label.x0  # a number may belong to a neighbour as well
    far = max(row.box.x0, label.x0 if index == hit.row else 0.0) + 2.5 * row.box.height + label.width
    if index == hit.row and page.is_heading(hit) and abs(following.box.middle[0] - row.box.middle[0]) < row.box.height:
        return under  # the lines of a heading are centred
    return under if left - 3.5 * row.box.height <= following.box.x0 <= far else None


def _is_lone(row: Row) -> bool:
    return len(row.words) == 1 and row.words[0].text.isdigit()


def _begins_anew(row: Row, rule: FieldRule) -> bool:
    """Tell whether a row begins with the number of a paragraph; a dash may stand within an address."""
    first, *others = (word.text for word in row.words)
    dash = first in "-–" and bool(others) and not others[0].endswith(":") and rule.kind == "addr"
    return is_number(first) and not rule.free and not dash


def _hangs(row: Row, following: Row) -> bool:
    """Tell whether the words say that they go on: by an open end, or by a small letter or a lone number next."""
    last = row.words[-1].text
    ends_open = last.endswith((",", "-", "–")) or _is_open(last)
    return ends_open or _is_lone(following) or following.words[0].text[0].islower()


def _is_full(page: FormPage, index: int, following: Row) -> bool:
    """Tell whether a row had no room for the first word of the one that follows."""
    row = page.rows.rows[index]
    if row.end > row.box.x1 + _NEAR * row.box.height:  # fillers behind the words
        return False
    room = page.rows.right_edge(index) - row.box.x1
    return following.words[0].box.width > room - _RAGGED * row.box.height
