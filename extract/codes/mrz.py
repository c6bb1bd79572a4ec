"""The machine-readable zone on the back of a citizen card: three lines of 30 (ICAO 9303-5, TD1).

    IDVNM + last nine digits of the number + check + number (12) + << + check
    birth (yymmdd) + check + sex + expiry (yymmdd) + check + VNM + fillers + check over both lines
    SURNAME<<GIVEN<NAMES

The number stands there twice and birth year and sex follow from it, so that one misread figure is found and mended;
the names have no check and no tone marks.
"""

from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Literal

from extract.codes.mrz_digits import cheapest, check_digit, misreading
from extract.codes.mrz_lines import FILLER, MIDDLE_LINE, UPPER_LINE, Aligned, alignments, letters_only, plain

Check = Literal["number", "identity", "birth", "expiry", "composite"]
ALL_CHECKS: frozenset[Check] = frozenset({"number", "identity", "birth", "expiry", "composite"})

_MOST_BENT = 6.0  # of a line; lines of other print cost three times as much
_LITTLE, _MOST_MISREAD = 1, 3
_KEPT = 12  # likeliest readings of each part that are tried together
_UNBENT = 1.0
_DISAGREE = 2  # what it costs when the number and the date or the sex contradict each other
_NO_END = "99"  # years of cards without an end are written so


@dataclass(frozen=True, slots=True)
class Mrz:
    """What the zone says: digits, dates in ISO 8601 (empty where they are none), ``Nam`` or ``Nữ`` or empty.

    ``ho_ten`` is in capitals without tone marks, empty where the lowest line was not read. ``passed`` are the check
    digits, as read, that agree with the figures given here; ``mended`` counts how much was taken otherwise than read
    (0: nothing), ``ambiguous`` where something else would do as well. Only a ``certain`` zone proves its figures.
    """

    so_dinh_danh: str
    ngay_sinh: str
    gioi_tinh: str
    ngay_het_han: str
    ho_ten: str
    passed: frozenset[Check]
    mended: int
    ambiguous: bool
    bent: float

    @property
    def certain(self) -> bool:
        """Tell whether all check digits agree, number, birth and sex with each other, and nothing was guessed."""
        return self.passed == ALL_CHECKS and not self.mended and not self.ambiguous and self.bent <= _UNBENT

    def proves(self, check: Check) -> bool:
        """Tell whether a check digit and the one over both lines agree, and no other figures would do as well."""
        return {check, "composite"} <= self.passed and not self.ambiguous and self.mended <= _MOST_MISREAD

    @property
    def sex_agrees(self) -> bool:
        """Tell whether the number tells the same sex (its fourth digit is even for men)."""
        return self.gioi_tinh == ("Nữ" if int(self.so_dinh_danh[3]) % 2 else "Nam")


@dataclass(frozen=True, slots=True)
class _Parts:
    """One way to read the two lines that have check digits."""

    number: str
    birth: str
    expiry: str


@dataclass(frozen=True, slots=True)
class _Way:
    """One way to read both lines: what it costs, what it says, the letters that it rests on."""

    cost: int
    parts: _Parts
    upper: Aligned
    middle: Aligned


def read_mrz(upper: str, middle: str, lower: str = "") -> Mrz | None:
    """Read the lines of a zone as an engine gave them; None where they are no such lines."""
    first, second = alignments(plain(upper), UPPER_LINE), alignments(plain(middle), MIDDLE_LINE)
    if not first or not second or max(first[0].cost, second[0].cost) > _MOST_BENT:
        return None
    ways = _ways(first, second, _LITTLE)
    if not ways or ways[0].cost > _LITTLE:  # else all ways that cost so little were tried
        ways = _ways(first, second, _MOST_MISREAD)
    if not ways:
        return None
    best = ways[0]
    return Mrz(
        so_dinh_danh=best.parts.number,
        ngay_sinh=_birth(best.parts),
        gioi_tinh={"M": "Nam", "F": "Nữ"}.get(best.middle.letters[7] or "", ""),
        ngay_het_han=_expiry(best.parts.expiry),
        ho_ten=names(lower),
        passed=_passed(best),
        mended=best.cost,
        ambiguous=any(way.cost == best.cost and way.parts != best.parts for way in ways),
        bent=max(best.upper.cost, best.middle.cost),
    )


def names(lower: str) -> str:
    """Return surname, middle name and name from the lowest line, without tone marks; empty where it has no filler."""
    text = letters_only(plain(lower))
    if FILLER * 2 not in text:
        return ""
    surname, _, given = text.strip(FILLER).partition(FILLER * 2)
    return " ".join([*surname.split(FILLER), *given.split(FILLER * 2)[0].split(FILLER)]).strip()


def _ways(first: tuple[Aligned, ...], second: tuple[Aligned, ...], most: int) -> list[_Way]:
    """Return the likeliest readings of all figures, cheapest first."""
    found = []
    for upper, middle in product(first, second):
        letters = middle.letters
        births = _dates(letters[0:6], letters[6], most)
        expiries = _dates(letters[8:14], letters[14], most) if births else []
        for number, birth, expiry in product(_numbers(upper, most) if expiries else [], births, expiries):
            parts = _Parts(number[1], birth[1], expiry[1])
            cost = number[0] + birth[0] + expiry[0] + misreading(letters[29], _composite(parts))
            found.append(_Way(cost + _contradiction(parts, letters[7]), parts, upper, middle))
    return sorted(found, key=lambda way: way.cost)


def _numbers(line: Aligned, most: int) -> list[tuple[int, str]]:
    letters = line.letters
    seen: list[tuple[str | None, ...]] = [(letter,) for letter in letters[15:18]]
    seen += list(zip(letters[5:14], letters[18:27], strict=True))

    def checked(figures: str) -> int | None:
        return misreading(letters[14], check_digit(figures[3:])) + misreading(letters[29], check_digit(figures))

    return cheapest(seen, most, checked, _KEPT)


def _dates(letters: tuple[str | None, ...], check: str | None, most: int) -> list[tuple[int, str]]:
    def checked(figures: str) -> int | None:
        return misreading(check, check_digit(figures)) if _may_be_date(figures) else None

    return cheapest([(letter,) for letter in letters], most, checked, _KEPT)


def _may_be_date(figures: str) -> bool:
    """Tell whether yymmdd may be a date; month and day, or all of it, may be fillers or zeros."""
    if figures.strip(FILLER) == "":
        return True
    year, month, day = figures[:2], figures[2:4].replace(FILLER, "0"), figures[4:].replace(FILLER, "0")
    if FILLER in year or (month == "00" and day != "00"):
        return False
    try:
        date(2000 + int(year) % 4, int(month) or 1, int(day) or 1)  # 29 February is right in some century
    except ValueError:
        return False
    return True


def _composite(parts: _Parts) -> str:
    """Return the check digit over both lines."""
    nine, number = parts.number[3:], parts.number
    upper = f"{nine}{check_digit(nine)}{number}<<{check_digit(number)}"
    middle = f"{parts.birth}{check_digit(parts.birth)}{parts.expiry}{check_digit(parts.expiry)}"
    return check_digit(upper + middle + FILLER * 11)


def _contradiction(parts: _Parts, sex: str | None) -> int:
    """Return what it costs that year of birth or sex are not those that the number tells."""
    year_differs = parts.birth[:2] not in {parts.number[4:6], FILLER * 2}
    sex_differs = sex in {"M", "F"} and (int(parts.number[3]) % 2 == 0) != (sex == "M")
    return _DISAGREE * (year_differs + sex_differs)


def _passed(way: _Way) -> frozenset[Check]:
    parts, first, second = way.parts, way.upper, way.middle
    checks: tuple[tuple[Check, str | None, str], ...] = (
        ("number", first.letters[14], check_digit(parts.number[3:])),
        ("identity", first.letters[29], check_digit(parts.number)),
        ("birth", second.letters[6], check_digit(parts.birth)),
        ("expiry", second.letters[14], check_digit(parts.expiry)),
        ("composite", second.letters[29], _composite(parts)),
    )
    return frozenset(name for name, seen, right in checks if seen == right)


def _birth(parts: _Parts) -> str:
    """Return the date of birth; its century follows from the number (fourth digit: 0 and 1 for 1900-1999, and on)."""
    return _iso(f"{19 + int(parts.number[3]) // 2}{parts.birth}")


def _expiry(figures: str) -> str:
    return "" if figures.startswith(_NO_END) else _iso(f"20{figures}")


def _iso(figures: str) -> str:
    """Return yyyymmdd as ISO 8601, as exact as it is; empty where it is no date."""
    if FILLER in figures[:4]:
        return ""
    year, month, day = figures[:4], figures[4:6].replace(FILLER, "0"), figures[6:].replace(FILLER, "0")
    try:
        date(int(year), int(month) or 1, int(day) or 1)
    except ValueError:
        return ""
    if month == "00":
        return year
    return f"{year}-{month}" if day == "00" else f"{year}-{month}-{day}"
