"""Amounts in figures: areas in square metres, money in đồng, whole numbers.

Vietnamese print has a dot between thousands and a comma before decimals; the other way round is met, and understood
where it can mean nothing else. Where the same amount is repeated in words, the words confirm it or make it doubtful.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from extract.values.digits import DIGIT, read_digits
from extract.values.number import parse_number_words
from extract.values.parsed import Parsed, noted
from extract.values.written import folded, nfc

_FIGURE = re.compile(rf"(?<![\w.,/-]){DIGIT}(?:{DIGIT}|[.,](?={DIGIT})|(?<=\d)\s(?=\d{{3}}(?!\d)))*")
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?: \d{3})+(?:[.,]\d+)?")
_DECIMAL = re.compile(r"(\d+)(?:[.,](\d+))?")
_AREA_UNIT = re.compile(
    r"\s?(?:(?P<exact>m2|m²|met vuong)|(?P<ha>ha\b|hec\s?-?ta)|(?P<seen>m\s?(?:[^\w\s.,;:()]{1,2}|[2²z])|m\b))"
)
_MONEY_UNIT = re.compile(r"\s?(?P<scale>ty|ti|trieu|nghin|ngan)?\s?(?P<exact>dong|vnd|d\b)?")
_SCALES = {"ty": 10**9, "ti": 10**9, "trieu": 10**6, "nghin": 10**3, "ngan": 10**3}
_WORDS = re.compile(r"\(|bang chu")
_HECTARE = 10_000


@dataclass(frozen=True, slots=True)
class _Figure:
    value: Decimal
    start: int
    end: int
    repaired: bool
    doubtful: bool


def parse_area(text: str) -> Parsed | None:
    """Return an area in square metres, a decimal point and no zeros at the end: ``82.5``; None without a number."""
    text = nfc(text)
    bare = folded(text)
    measured = [(figure, _AREA_UNIT.match(bare, figure.end)) for figure in _figures(text)]
    chosen = next(((figure, unit) for figure, unit in measured if unit is not None), measured[0] if measured else None)
    if chosen is None:
        return _in_words(text)
    figure, unit = chosen
    hectares = unit is not None and unit["ha"] is not None
    exact = unit is not None and unit["seen"] is None
    value = figure.value * _HECTARE if hectares else figure.value
    told = None if hectares else _told_in_words(text, figure.end)
    doubtful = figure.doubtful or (told is not None and told != value) or (unit is not None and unit[0].strip() == "m")
    notes = noted(repaired=figure.repaired, known=exact or told == value, doubtful=doubtful)
    return Parsed(_plain(value), notes, figure.end if unit is None else unit.end())


def parse_money(text: str) -> Parsed | None:
    """Return an amount in đồng, digits only; None without one, or with a fraction of a đồng."""
    text = nfc(text)
    figure = next(_figures(text, grouped=True), None)
    if figure is None:
        told = _in_words(text)
        return told if told is not None and str(told.value).isdigit() else None
    unit = _MONEY_UNIT.match(folded(text), figure.end)
    scale = _SCALES.get(unit["scale"], 1) if unit is not None else 1
    value = figure.value * scale
    if value != value.to_integral_value():
        return None
    words = _told_in_words(text, figure.end)
    exact = unit is not None and unit["exact"] is not None
    doubtful = figure.doubtful or (words is not None and words != value)
    notes = noted(repaired=figure.repaired, known=exact or words == value, doubtful=doubtful)
    return Parsed(_plain(value), notes, figure.end if unit is None else unit.end())


def parse_int(text: str) -> Parsed | None:
    """Return the first whole number of a text, of its figures or else of its words; None without one.

    A figure with a letter (``12a``) is doubtful.
    """
    text = nfc(text)
    figure = next(_figures(text, grouped=True), None)
    if figure is None or figure.value != figure.value.to_integral_value():
        words = parse_number_words(text)
        return words if words is not None and isinstance(words.value, int) and figure is None else None
    told = _told_in_words(text, figure.end)
    cut = text[figure.end : figure.end + 1].isalnum() or text[figure.end : figure.end + 1] in {"/", "-"}
    doubtful = cut or figure.doubtful or (told is not None and told != figure.value)
    notes = noted(repaired=figure.repaired, known=told == figure.value, doubtful=doubtful)
    return Parsed(int(figure.value), notes, figure.end)


def _figures(text: str, *, grouped: bool = False) -> Iterator[_Figure]:
    """Yield the numbers in figures; ``grouped`` where a comma before three digits can only stand between thousands."""
    for match in _FIGURE.finditer(text):
        shown = read_digits(re.sub(r"[.,\s]", "", match[0]))
        if shown is None:
            continue
        body = "".join(sign if sign in ".," or sign.isspace() else read for sign, read in _pairs(match[0], shown[0]))
        number = _amount(" ".join(body.split()), grouped=grouped)
        if number is not None:
            yield _Figure(number[0], match.start(), match.end(), shown[1], number[1])


def _pairs(printed: str, digits: str) -> Iterator[tuple[str, str]]:
    read = iter(digits)
    return ((sign, "" if sign in ".," or sign.isspace() else next(read)) for sign in printed)


def _amount(body: str, *, grouped: bool) -> tuple[Decimal, bool] | None:
    """Return the number that digits with signs mean, and whether they may mean another."""
    if _THOUSANDS.fullmatch(body) and not body.startswith("0"):
        both = "." in body and "," in body
        if not grouped and re.fullmatch(r"\d+,\d{3}", body):
            return Decimal(body.replace(",", ".")), True  # 1,234: decimals here, thousands elsewhere
        decimal = max(body.rfind("."), body.rfind(",")) if both or (" " in body and re.search(r"[.,]", body)) else -1
        whole = body if decimal < 0 else body[:decimal]
        fraction = "" if decimal < 0 else body[decimal + 1 :]
        return Decimal(f"{re.sub('[ .,]', '', whole)}.{fraction or 0}"), False
    plain = _DECIMAL.fullmatch(body)
    return (Decimal(f"{plain[1]}.{plain[2] or 0}"), False) if plain is not None else None


def _told_in_words(text: str, start: int) -> Decimal | None:
    """Return the number that stands in words behind the figures, in brackets or after ``bằng chữ``."""
    place = _WORDS.search(folded(text), start)
    words = parse_number_words(text[place.end() :]) if place is not None else None
    return Decimal(str(words.value)) if words is not None else None


def _in_words(text: str) -> Parsed | None:
    words = parse_number_words(text)
    return None if words is None else Parsed(str(words.value), words.notes, words.used)


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"
