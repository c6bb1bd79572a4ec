"""Forms: labels and what is written beside, behind or below them."""

from collections.abc import Sequence
from dataclasses import dataclass

from extract.candidate import Candidate
from extract.form_values import beside, value_words
from extract.labels import Hit, Label, begins, find
from extract.page_rows import PageRows
from extract.rules import DocumentType, FieldRule
from ocr.page_text import PageText

_BESIDE = 0.14  # of the page's width: columns of a form lie farther apart
_INSIDE = 0.75  # how sure a label is that stands in the middle of a sentence


@dataclass(frozen=True, slots=True)
class Sought:
    """The labels of a type; for the number of each, which rules it may serve and which section it opens."""

    labels: tuple[Label, ...]
    rules: tuple[tuple[FieldRule, ...], ...]
    opens: tuple[str, ...]


def sought(kind: DocumentType) -> Sought:
    """Return what is looked for in papers of a type."""
    rules: dict[str, list[FieldRule]] = {}
    opens: dict[str, str] = {}
    for stop in kind.stops:
        rules.setdefault(stop, [])
    for section in kind.sections:
        for text in section.opens:
            rules.setdefault(text, [])
            opens[text] = section.name
    for rule in kind.fields:
        for text in rule.labels:
            rules.setdefault(text, []).append(rule)
    labels = tuple(Label.of(text, number) for number, text in enumerate(rules))
    return Sought(labels, tuple(map(tuple, rules.values())), tuple(opens.get(text, "") for text in rules))


def read_form(pages: Sequence[PageText], kind: DocumentType) -> tuple[Candidate, ...]:
    """Return what stands at the labels of a type, in reading order; a field may have several candidates or none."""
    wanted = sought(kind)
    found: list[Candidate] = []
    opened: list[tuple[float, str]] = []  # x and section of the openers so far
    for page in pages:
        rows = PageRows.of(page)
        hits = find(rows.rows, wanted.labels)
        for hit in hits:
            x = rows.rows[hit.row].words[hit.first].box.x0
            if wanted.opens[hit.label]:
                opened.append((x, wanted.opens[hit.label]))
            rule = _rule(wanted.rules[hit.label], _section(opened, x, page.width))
            if rule is not None:
                found += _candidates(rows, hits, hit, rule)
    return tuple(found)


def _section(opened: Sequence[tuple[float, str]], x: float, width: float) -> str:
    """Return the section that a label at x belongs to: the last opened in its column, or else the last opened."""
    near = [name for place, name in opened if abs(place - x) < _BESIDE * width]
    return near[-1] if near else opened[-1][1] if opened else ""


def _rule(rules: Sequence[FieldRule], section: str) -> FieldRule | None:
    """Return the rule that a label serves in a section; what no section claims belongs to the paper itself."""
    by_section = {rule.section: rule for rule in rules}
    return by_section.get(section, by_section.get(""))


def _candidates(rows: PageRows, hits: Sequence[Hit], hit: Hit, rule: FieldRule) -> list[Candidate]:
    """Return what stands at a label, where anything does: words, or handwriting that no words were made of."""
    words = value_words(rows, hits, hit, rule)
    fit = hit.likeness * (1.0 if begins(rows.rows[hit.row], hit.first) else _INSIDE)
    by_hand = rows.handwriting_at(beside(rows, hits, hit, words))
    if not words and not by_hand:
        return []
    return [Candidate(rule.name, rows.page.number, words, fit, by_hand)]
