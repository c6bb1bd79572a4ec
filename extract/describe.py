"""The types as a page for people: ``docs/document-types.md``, made from the same rules that papers are read by."""

from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from itertools import groupby
from types import MappingProxyType

from extract.rules import DocumentType, FieldRule, Identity, Validity

_SHOWN = 3  # labels of a field; the rest stands in its file

CHECKS: Mapping[str, str] = MappingProxyType(
    {
        "digits_words_date": "{0} is the day that {1} says in words",
        "digits_words_area": "{0} is the area that {1} says in words",
        "digits_words_money": "{0} is the sum that {1} says in words",
        "sex_number": "{0} agrees with the sex digit of {1}",
        "birth_number": "{0} agrees with the century and the year in {1}",
        "issue_after_birth": "{0} is not after {1}",
        "expiry_after_issue": "{0} is not after {1}",
        "death_after_birth": "{0} is not after {1}",
        "issue_after_death": "{0} is not after {1}",
        "change_after_first": "{0} is not after {1}",
        "parent_older": "{0} is twelve years or more before {1}",
        "marriage_age": "{0} is sixteen years or more before {1}",
        "id_in_text": "{0} is the number that {1} holds",
        "number_year": "the year in {0} is that of {1}",
        "number_plausible": "{0} has a province, a century and a sex that exist",
        "tax_check": "{0} agrees with its check digit",
        "year_plausible": "{0} lies between 1900 and 2100",
        "same_date": "{0} and {1} tell the same day",
    }
)
"""The checks in words, by their codes; the places are for the fields, in their order."""

_HEAD = (
    "| field | what people call it | kind | required | section | zone | first labels |",
    "|---|---|---|---|---|---|---|",
)


def introduction() -> str:
    """Return what the page begins with: how a type is added, and what each key means."""
    return files("extract").joinpath("types", "about.md").read_text("utf-8")


def described(types: Iterable[DocumentType], about: str) -> str:
    """Return the page in Markdown: ``about``, a table of contents, a section for each type."""
    kinds = tuple(types)
    common = _common(kinds)
    lines = [
        *_checks(),
        *_contents(kinds),
        *_everywhere(common),
        *(line for kind in kinds for line in _section(kind, common)),
    ]
    return about.rstrip("\n") + "\n\n" + "\n".join(lines).rstrip("\n") + "\n"


def _common(kinds: Iterable[DocumentType]) -> tuple[FieldRule, ...]:
    """Return the fields that every type with fields has, and has alike."""
    sets = [kind.fields for kind in kinds if kind.fields]
    return tuple(rule for rule in sets[0] if all(rule in fields for fields in sets[1:])) if len(sets) > 1 else ()


def _checks() -> Iterator[str]:
    yield from ("## The checks", "", "| code | what it says of the fields, in their order |", "|---|---|")
    for code, words in CHECKS.items():
        yield f"| `{code}` | {words.format('the first', 'the second')} |"
    yield ""


def _contents(kinds: Iterable[DocumentType]) -> Iterator[str]:
    yield from ("## The types", "")
    for family, members in groupby(kinds, key=lambda kind: kind.family):
        listed = ", ".join(f"[{kind.name}](#{kind.code})" for kind in members)
        yield f"- {family}: {listed}"
    yield ""


def _everywhere(common: Iterable[FieldRule]) -> Iterator[str]:
    rows = [_row(rule) for rule in common]
    if rows:
        yield from ("## Fields of every type", "", "They stand in no table below.", "", *_HEAD, *rows, "")


def _section(kind: DocumentType, common: tuple[FieldRule, ...]) -> Iterator[str]:
    yield from (f'## <a id="{kind.code}"></a>{kind.name}', "", f"`{kind.code}` · {kind.family} · {kind.source}", "")
    facts = (
        ("Titles", _joined(kind.titles)),
        ("Beginnings of titles", _joined(kind.prefixes)),
        ("Symbols in the number", _joined(kind.symbols)),
        ("Read by", "zones, and labels beside them" if kind.layout == "administrative" else ""),
        ("Checks", "; ".join(_check(check) for check in kind.checks)),
        ("Validity", _validity(kind.validity)),
        ("Same paper", _identity(kind.identity)),
    )
    yield from (f"- {name}: {text}" for name, text in facts if text)
    yield ""
    rows = [_row(rule) for rule in kind.fields if rule not in common]
    yield from (*_HEAD, *rows) if rows else ("No fields.",)
    yield ""


def _row(rule: FieldRule) -> str:
    kind = rule.kind + (f" ({rule.listed})" if rule.listed else "")
    shown = (*rule.labels, *(f"{text} …" for text in rule.begins))
    labels = _joined(shown[:_SHOWN]) + (f" and {len(shown) - _SHOWN} more" if len(shown) > _SHOWN else "")
    if rule.pattern:
        labels = "; ".join(filter(None, (labels, f"pattern `{rule.pattern}`")))
    cells = (f"`{rule.name}`", rule.caption, kind, "yes" if rule.required else "", rule.section, rule.zone, labels)
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _check(check: tuple[str, ...]) -> str:
    code, *names = check
    quoted = [f"`{name}`" for name in names]
    return CHECKS[code].format(*quoted) if code in CHECKS else f"{code} of {', '.join(quoted)}"


def _validity(validity: Validity) -> str:
    says: Mapping[str, str] = {
        "permanent": "for ever",
        "months": f"{validity.months} months from `{validity.field}`",
        "until": f"until `{validity.field}`",
        "unknown": "not known",
    }
    return says[validity.kind] + (f" ({validity.source})" if validity.source else "")


def _identity(identity: Identity) -> str:
    told = (
        ("issuer", identity.issuer),
        ("number", identity.number),
        ("day", identity.issued_on),
        ("holder", identity.holder),
    )
    return ", ".join(f"{what} `{name}`" for what, name in told if name)


def _joined(texts: Iterable[str]) -> str:
    return " · ".join(texts)
