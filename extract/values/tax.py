"""Tax codes: ten digits with a check digit, thirteen for a branch, the twelve of a person, the old code of a household.

Check digit: ten minus the remainder by 11 of the weighted sum of the first nine (weights 31 29 23 19 17 13 7 5 3).
A remainder of 0 has no digit, and such a code does not exist. Since July 2025 the identity number is a person's code.
"""

import re

from extract.values.digits import number_of
from extract.values.identity import facts
from extract.values.parsed import Parsed, noted
from extract.values.written import nfc

_WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)
_HOUSEHOLD = re.compile(r"(?<!\w)\d{2}[A-Z]\d{7}(?!\w)")
_BRANCH = re.compile(r"(?<![\w.-])(\d{10})\s?[-\u2010-\u2014]\s?(\d{3})(?![\w-])")
_HEAD_OFFICE = "000"


def is_tax_code(code: str) -> bool:
    """Tell whether a code of ten or thirteen digits agrees with its check digit."""
    if re.fullmatch(r"[0-9]{10}(?:[0-9]{3})?", code) is None or code[10:] == _HEAD_OFFICE:
        return False
    return 10 - sum(int(digit) * weight for digit, weight in zip(code, _WEIGHTS, strict=False)) % 11 == int(code[9])


def parse_tax(text: str) -> Parsed | None:
    """Return the tax code of a text, digits only (the letter of an old household code kept); None without one."""
    text = nfc(text)
    household, branch = _HOUSEHOLD.search(text), _BRANCH.search(text)
    if household is not None:
        return Parsed(household[0], ("known",), household.end())
    if branch is not None:
        return _checked(branch[1] + branch[2], end=branch.end(), repaired=False)
    found = [number for size in (10, 13, 12) if (number := number_of(size, text)) is not None]
    if not found:
        return None
    code, repaired, end = min(found, key=lambda number: number[2] - len(number[0]))  # the first that begins
    return _checked(code, end=end, repaired=repaired)


def _checked(code: str, *, end: int, repaired: bool) -> Parsed:
    person = facts(code)
    right = person.plausible if person is not None else is_tax_code(code)
    return Parsed(code, noted(repaired=repaired, known=right, doubtful=not right), end)
