"""What is looked for in papers of a type: every label once, with what it means there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.fuzz import partial_ratio

from extract.folding import fold
from extract.labels import Hit, Label
from extract.rules import DocumentType, FieldRule

_CAPTION = 12  # letters: shorter ones may be values that are like a label by chance
_LIKE_CAPTION = 82.0  # of 100


@dataclass(frozen=True, slots=True)
class Sought:
    """The labels of a type; for the number of each, which rules it may serve and which section it opens."""

    labels: tuple[Label, ...]
    rules: tuple[tuple[FieldRule, ...], ...]
    opens: tuple[str, ...]
    closed: frozenset[str]

    def serving(self, hit: Hit, section: str) -> tuple[FieldRule, ...]:
        """Return the rules that a label serves in a section; what no section claims belongs to the paper itself."""
        own = tuple(rule for rule in self.rules[hit.label] if rule.section == section)
        if own or section in self.closed:
            return own
        return tuple(rule for rule in self.rules[hit.label] if not rule.section)


@lru_cache(maxsize=128)
def sought(kind: DocumentType) -> Sought:
    """Return what is looked for in papers of a type."""
    texts: dict[tuple[str, bool], str] = {}
    rules: dict[tuple[str, bool], list[FieldRule]] = {}
    for text, within, rule in _told(kind):
        key = (fold(text), within)
        texts.setdefault(key, text)
        if rule is not None and rule not in rules.setdefault(key, []):
            rules[key].append(rule)
    opens = {(fold(text), False): section.name for section in kind.sections for text in section.opens}
    return Sought(
        tuple(Label.of(text, number, within=key[1]) for number, (key, text) in enumerate(texts.items())),
        tuple(tuple(rules.get(key, ())) for key in texts),
        tuple(opens.get(key, "") for key in texts),
        frozenset(section.name for section in kind.sections if section.closed),
    )


def _told(kind: DocumentType) -> Iterator[tuple[str, bool, FieldRule | None]]:
    """Yield each label of a type, whether it belongs to the value, and the field it serves, if any."""
    for rule in kind.fields:
        yield from ((text, False, rule) for text in rule.labels)
        yield from ((text, True, rule) for text in rule.begins)
    yield from ((text, False, None) for section in kind.sections for text in section.opens)
    yield from ((text, False, None) for text in kind.stops)


def is_caption(text: str, rule: FieldRule, labels: Sequence[Label]) -> bool:
    """Tell whether a wording is a part of a label, as the head of a neighbouring column is, and no value."""
    said = fold(text)
    if rule.kind != "text" or rule.values or rule.listed or not len(said) >= _CAPTION:
        return False
    return any(
        not one.within and len(said) <= len(one.letters) and partial_ratio(said, one.letters) >= _LIKE_CAPTION
        for one in labels
    )
