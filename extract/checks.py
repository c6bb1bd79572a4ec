"""Cross-checks between the values of one document: each either passes, fails, or has nothing to say.

A type names its checks as rows of a code and the fields it is applied to, in the order that ``RULES`` documents:
``["sex_number", "gioi_tinh", "so_dinh_danh"]``. A failed check marks the fields, it never drops them.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from extract.field import Value
from extract.values.date import parse_date
from extract.values.digits import number_of
from extract.values.identity import facts
from extract.values.number import parse_number_words
from extract.values.tax import is_tax_code

_ISO = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_YEARS = range(1900, 2101)
_YOUNGEST_PARENT = 12  # years; nobody's papers tell of a younger one, many tell of a misread year
_YOUNGEST_SPOUSE = 16  # years; the law asks for more, and has asked for less before


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check of some fields found."""

    fields: tuple[str, ...]
    code: str
    passed: bool


def check(values: Mapping[str, Value | None], rules: Iterable[Sequence[str]]) -> tuple[Finding, ...]:
    """Return what the rules found; a rule with a missing value, or one it cannot read, says nothing.

    A code that ``RULES`` does not have, or a wrong number of fields, raises ``KeyError`` or ``TypeError``: the table of
    the type is wrong, not the document.
    """
    findings = []
    for code, *fields in rules:
        rule = RULES[code]
        given = [str(value) for name in fields if (value := values.get(name)) is not None]
        passed = rule(*given) if len(given) == len(fields) else None
        if passed is not None:
            findings.append(Finding(tuple(fields), code, passed))
    return tuple(findings)


def _digits_words_date(day: str, words: str) -> bool | None:
    told = parse_date(words)
    if told is None or "spelled" not in told.notes or not _is_date(day):
        return None
    return _same(day, str(told.value))


def _digits_words_number(number: str, words: str) -> bool | None:
    told = parse_number_words(words)
    return None if told is None or "doubtful" in told.notes else str(told.value) == number


def _sex_number(sex: str, number: str) -> bool | None:
    told = facts(number)
    return None if told is None else told.sex == sex


def _birth_number(birth: str, number: str) -> bool | None:
    told = facts(number)
    return None if told is None or not _is_date(birth) else told.birth_year == _year(birth)


def _not_after(earlier: str, later: str) -> bool | None:
    """Tell whether one date is not after the other, as far as both are told (the day of a year may be any)."""
    if not (_is_date(earlier) and _is_date(later)):
        return None
    told = min(len(earlier), len(later))
    return earlier[:told] <= later[:told]


def _years_apart(years: int) -> Callable[[str, str], bool | None]:
    def apart(earlier: str, later: str) -> bool | None:
        return _year(later) - _year(earlier) >= years if _is_date(earlier) and _is_date(later) else None

    return apart


def _id_in_text(number: str, text: str) -> bool | None:
    told = number_of(len(number), text) if number.isdigit() else None
    return None if told is None else told[0] == number


def _number_year(number: str, day: str) -> bool | None:
    told = re.search(r"/((?:19|20)\d\d)(?:[/-]|$)", number)
    return None if told is None or not _is_date(day) else int(told[1]) == _year(day)


def _tax_check(code: str) -> bool | None:
    person = facts(code)
    if person is not None:
        return person.plausible
    return is_tax_code(code) if code.isdigit() else None


def _number_plausible(number: str) -> bool | None:
    told = facts(number)
    return None if told is None else told.plausible


def _year_plausible(day: str) -> bool | None:
    return _year(day) in _YEARS if _is_date(day) else None


def _same_date(first: str, second: str) -> bool | None:
    return _same(first, second) if _is_date(first) and _is_date(second) else None


def _same(first: str, second: str) -> bool:
    told = min(len(first), len(second))
    return first[:told] == second[:told]


def _is_date(text: str) -> bool:
    return _ISO.fullmatch(text) is not None


def _year(text: str) -> int:
    return int(text[:4])


RULES: Mapping[str, Callable[..., bool | None]] = MappingProxyType(
    {
        "digits_words_date": _digits_words_date,  # date, the same in words
        "digits_words_area": _digits_words_number,  # area, the same in words
        "digits_words_money": _digits_words_number,  # money, the same in words
        "sex_number": _sex_number,  # sex, identity number
        "birth_number": _birth_number,  # date of birth, identity number
        "issue_after_birth": _not_after,  # date of birth, date of issue
        "expiry_after_issue": _not_after,  # date of issue, date of expiry
        "death_after_birth": _not_after,  # date of birth, date of death
        "issue_after_death": _not_after,  # date of death, date of registration
        "change_after_first": _not_after,  # date of first registration, date of change
        "parent_older": _years_apart(_YOUNGEST_PARENT),  # the parent's date of birth, the child's
        "marriage_age": _years_apart(_YOUNGEST_SPOUSE),  # date of birth, date of marriage
        "id_in_text": _id_in_text,  # identity number, a text that may tell it too
        "number_year": _number_year,  # document number, its date
        "number_plausible": _number_plausible,  # identity number
        "tax_check": _tax_check,  # tax code
        "year_plausible": _year_plausible,  # any date
        "same_date": _same_date,  # two dates that tell the same
    }
)
"""The checks by code; beside each, the fields it takes."""
