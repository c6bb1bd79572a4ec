"""Numbers as papers carry them: in words, with separators, with check digits."""

from datetime import date
from random import Random

from samples import people

WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)
SCALES = ("", "nghìn", "triệu", "tỷ")


def in_words(number: int) -> str:
    """Return a whole number from 0 to 10¹² in Vietnamese words."""
    if number < 10_000:
        return people.spelled(number)
    groups = []
    while number:
        number, rest = divmod(number, 1000)
        groups.append(rest)
    top = len(groups) - 1
    words = (
        f"{_group(group, first=place == top)} {SCALES[place]}".strip()
        for place, group in reversed(tuple(enumerate(groups)))
        if group
    )
    return " ".join(words)


def area_in_words(tenths: int) -> str:
    """Return an area, given in tenths of a square metre, in words as certificates repeat it."""
    whole, tenth = divmod(tenths, 10)
    tail = f" phẩy {people.DIGITS[tenth]}" if tenth else ""
    return capital(f"{in_words(whole)}{tail} mét vuông")


def decimal(tenths: int, *, always: bool = False) -> str:
    """Return tenths with a decimal comma and dotted thousands, ``1.234,5``; ``always`` writes ``,0`` too."""
    whole, tenth = divmod(tenths, 10)
    return people.dotted(whole) + (f",{tenth}" if tenth or always else "")


def plain(tenths: int) -> str:
    """Return tenths in the normal form of an area: ``1234.5``, ``82``."""
    whole, tenth = divmod(tenths, 10)
    return f"{whole}.{tenth}" if tenth else f"{whole}"


def tax_number(rng: Random) -> str:
    """Return ten digits of which the last is the check digit."""
    while True:
        digits = [0, *(rng.randrange(10) for _ in range(8))]
        rest = sum(digit * weight for digit, weight in zip(digits, WEIGHTS, strict=True)) % 11
        if rest:  # a rest of 0 would need a check digit of two figures
            return "".join(map(str, digits)) + str(10 - rest)


def long_date(day: date) -> str:
    """Return ``ngày 05 tháng 3 năm 2020``."""
    return people.long_date(day)


def some_day(rng: Random, years: tuple[int, int]) -> date:
    """Return a day within the years (both included)."""
    return people.some_day(rng, years)


def capital(text: str) -> str:
    """Return the text with its first letter upper-case, the others as they are."""
    return text[:1].upper() + text[1:]


def mobile(rng: Random) -> str:
    """Return a mobile telephone number."""
    return f"{rng.choice(('09', '03', '08', '07'))}{rng.randrange(10**8):08d}"


def _group(number: int, *, first: bool) -> str:
    if first:
        return people.spelled(number)
    hundreds, rest = divmod(number, 100)
    head = f"{people.DIGITS[hundreds]} trăm"
    if not rest:
        return head
    return f"{head} {'linh ' + people.DIGITS[rest] if rest < 10 else people.spelled(rest)}"
