"""Forms: labels and what is written beside, behind or below them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extract.candidate import Candidate
from extract.folding import fold
from extract.form_grid import entries, heads_of, stands_left
from extract.form_page import FormPage
from extract.form_pen import is_by_pen
from extract.form_text import is_cut, meant
from extract.form_values import beside, value_words
from extract.labels import SHORT, Hit, Label, begins, find, is_closed
from extract.page_rows import PageRows
from extract.rows import Row
from extract.rules import DocumentType, FieldRule
from extract.sections import Opening, opened, section_of
from extract.sought import Sought, is_caption, sought
from ingest.geometry import Box
from ocr.page_text import PageText, Word
from ocr.region import UNSEEN

_UNCLOSED = 0.9  # how sure a label is that no colon ends
_SHORT = 0.95  # how sure a short label is: Số
_INSIDE = 0.8  # how sure a label with a colon is that stands in the middle of a line
_IN_PROSE = 0.5  # how sure the words of a label are that stand in the middle of a sentence
_UNREAD = 0.5  # how sure words are to be all of a value where print beside them was not read
_OVERLAID = 0.8  # how sure words are to be all of a value where a seal or a signature stands behind them
_BEHIND = 3.0  # heights of a line behind the last word of a value
_TITLES = frozenset({"ong", "ba", "hoong", "hoba"})  # before a family name that is a title elsewhere
_UNLABELLED = 0.85  # how sure something is that only looks as it should


@dataclass(frozen=True, slots=True)
class _Served:
    """A hit that means something where it stands, and the rules that it serves there."""

    hit: Hit
    rules: tuple[FieldRule, ...]


def read_form(pages: Sequence[PageText], kind: DocumentType) -> tuple[Candidate, ...]:
    """Return what stands at the labels of a type, in reading order; a field may have several candidates or none."""
    wanted = sought(kind)
    found: list[Candidate] = []
    openings: tuple[Opening, ...] = ()
    for page in pages:
        rows = PageRows.of(page)
        served: list[_Served] = []
        hits = find(rows.rows, wanted.labels)
        heads = heads_of(tuple(one for hit in hits for one in _opening(rows, hit, wanted)))
        labels = [hit for hit in hits if wanted.rules[hit.label]]
        table = tuple(hit for hit in labels if heads and stands_left(rows, hit, hits, heads))
        found += [one for hit in table for one in entries(rows, hit, table, heads, wanted)]
        for hit in hits:
            openings = _opened(openings, rows, hit, wanted)
            one = _served(openings, rows, hit, wanted)
            if one is not None:
                served.append(one)
        served = [one for one in served if one.hit not in table]
        form = FormPage(rows, tuple(one.hit for one in served))
        found += [
            candidate
            for one in served
            for rule in one.rules
            for candidate in _candidates(form, one.hit, rule, wanted.labels[one.hit.label])
            if not is_caption(candidate.text, rule, wanted.labels)
            if not _is_outdone(one, rule, served, wanted)
        ]
        found += _patterned(rows, kind)
    return _joined(found, kind)


def _is_outdone(one: _Served, rule: FieldRule, served: Sequence[_Served], wanted: Sought) -> bool:
    """Tell whether a short label (``Số``) stands for something else: a longer label of the field is on the page too."""
    label = wanted.labels[one.hit.label]
    return (
        rule.kind == "docno"
        and len(label.letters) < SHORT
        and any(rule in other.rules and len(wanted.labels[other.hit.label].letters) >= SHORT for other in served)
    )


def _opened(openings: tuple[Opening, ...], rows: PageRows, hit: Hit, wanted: Sought) -> tuple[Opening, ...]:
    for new in _opening(rows, hit, wanted):
        return opened(openings, new)
    return openings


def _opening(rows: PageRows, hit: Hit, wanted: Sought) -> Iterator[Opening]:
    """Yield the section that a label opens, if it does."""
    row = rows.rows[hit.row]
    if wanted.opens[hit.label] and begins(row, hit.first):
        caption = not wanted.rules[hit.label] and hit.first == 0 and hit.last == len(row.words)
        yield Opening(wanted.opens[hit.label], rows.page.number, row.box_of(hit.first, hit.last), caption)


def _served(openings: tuple[Opening, ...], rows: PageRows, hit: Hit, wanted: Sought) -> _Served | None:
    """Return the hit with the rules that it serves; None where words that begin a value have nothing to begin."""
    row = rows.rows[hit.row]
    section = section_of(openings, row.box_of(hit.first, hit.last), row.box, rows.page.width)
    rules = wanted.serving(hit, section)
    if wanted.labels[hit.label].within:
        rules = tuple(rule for rule in rules if rule.kind != "bool" or _alone(row, hit))
        if not rules:
            return None
    return _Served(hit, rules)


def _alone(row: Row, hit: Hit) -> bool:
    """Tell whether words stand by themselves: a line of their own, or in brackets at the end of one."""
    ends = hit.last == len(row.words)
    return ends and (hit.first == 0 or row.words[hit.first].text.startswith("("))


def _candidates(form: FormPage, hit: Hit, rule: FieldRule, label: Label) -> Iterator[Candidate]:
    """Yield what stands at a label, where anything does: words, or handwriting that no words were made of."""
    row = form.rows.rows[hit.row]
    words = row.words[hit.first : hit.last] if label.within else ()
    if rule.kind != "bool":
        words += value_words(form, hit, rule)
    place = beside(form, hit, words)
    by_hand = form.rows.seen_at(place, ("handwriting",) if words else ("handwriting", "unread"))
    if words or by_hand:
        says = meant(words, rule)
        fit = _fit(row, hit, label) * _end(form, words, place, rule)
        by_hand = by_hand or (
            rule.kind == "docno" and is_by_pen(form.rows.page, words, row.words[hit.first : hit.last])
        )
        stated = says.text if says.notes or says.text != " ".join(word.text for word in words) else None
        notes = (*says.notes, "doubtful") if is_cut(says.text, rule) else says.notes
        yield Candidate(rule.name, form.rows.page.number, words, fit, by_hand, stated=stated, notes=notes)


def _end(form: FormPage, words: Sequence[Word], place: Box, rule: FieldRule) -> float:
    """Return how sure it is that nothing more belongs to a value: print missed, a seal, an open end."""
    if form.rows.seen_at(place, tuple(UNSEEN)):
        return _UNREAD
    if not words or rule.kind not in {"text", "addr", "name"}:
        return 1.0
    box = words[-1].box
    behind = Box(box.x1, box.y0, box.x1 + _BEHIND * box.height, box.y1)
    return _OVERLAID if form.rows.seen_at(behind, ("seal", "signature")) else 1.0


def _fit(row: Row, hit: Hit, label: Label) -> float:
    if label.within:
        return hit.likeness
    if begins(row, hit.first):
        short = _SHORT if len(label.letters) < SHORT else 1.0
        return short * hit.likeness * (1.0 if is_closed(row, hit.last) else _UNCLOSED)
    return hit.likeness * (_INSIDE if is_closed(row, hit.last) else _IN_PROSE)


def _patterned(rows: PageRows, kind: DocumentType) -> Iterator[Candidate]:
    """Yield what looks as a field without any label must look."""
    for rule in kind.fields:
        if rule.pattern:
            for row in rows.rows:
                yield from _matching(rows.page.number, row, rule)


def _matching(page: int, row: Row, rule: FieldRule) -> Iterator[Candidate]:
    text = " ".join(word.text for word in row.words)
    starts = [0]
    for word in row.words:
        starts.append(starts[-1] + len(word.text) + 1)
    for match in re.finditer(rf"(?<!\S)(?:{rule.pattern})(?!\S)", text):
        if match.start() in starts and match.end() + 1 in starts:
            words = row.words[starts.index(match.start()) : starts.index(match.end() + 1)]
            yield Candidate(rule.name, page, words, _UNLABELLED)


def _joined(found: Sequence[Candidate], kind: DocumentType) -> tuple[Candidate, ...]:
    """Return the candidates, those of a field with several values made one."""
    several = {rule.name for rule in kind.fields if rule.several}
    begun = {rule.name for rule in kind.fields if rule.begins and not rule.several}
    single = [one for one in found if one.name not in several]
    kept = [one for one in single if one.name not in begun or not _is_said_fuller(one, single)]
    for name in sorted(several):
        parts = [one for one in found if one.name == name and one.words and fold(one.text) not in _TITLES]
        if parts:
            same = [one for one in parts if one.page == parts[0].page]
            words = tuple(word for one in same for word in one.words)
            stated = "; ".join(one.text.strip(" ,;.") for one in same)
            fit = min(one.fit for one in same)
            kept.append(replace(parts[0], words=words, fit=fit, stated=stated if len(same) > 1 else None))
    return tuple(kept)


def _is_said_fuller(one: Candidate, found: Sequence[Candidate]) -> bool:
    """Tell whether another candidate of the field says the same words and more (a body with its district)."""
    said = fold(one.text)
    return any(
        other is not one and other.name == one.name and said != fold(other.text) and fold(other.text).startswith(said)
        for other in found
    )
