"""The text of a value as the form means it: without the signs that end its sentence, with known misreadings mended.

Only what no other word could be is changed, and every change is noted (``repaired``; ``doubtful`` where another reading
remains), so that a value that was mended is less sure than one that was read.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.rules import FieldRule
from extract.values import parse, parse_listed
from extract.values.lists import ListName
from ocr.page_text import Word
from ocr.vietnamese.syllable import is_syllable

_UNIT = r"\b(?:xã|đặc khu|phường|thị trấn|quận|huyện|thị xã|thành phố|tỉnh)\b"
_SQUARE_METRES = re.compile(r"(?<=[\dg] )m ?[?2°ˆ^'*](?![\w²])")  # after a number, or after ``Không``
_FOR_THE_BODY = re.compile(r"^(?:T[MU]Q?|T/M|TL)[.,]?\s*(?=ỦY|UỶ|UBND|CHI|VĂN|SỞ|PHÒNG)")
_PARTED_DAY = re.compile(r"(?<![\d/])([0-3]) (\d)(?=\s*(?:[/.-]\s*\d|tháng\b))")
_RUN_TOGETHER = re.compile(r"(?<=\d)(?=tháng\b|năm\b)")
_BRACKET = re.compile(r"(?<=[\d-])[()]+(?=\d)")  # beside a nought: a part of its curve
_PARTED_NUMBER = re.compile(r"(?<=số )(\d{1,3}) ([1I])(?=[,;])")
_LOOSE_DASH = re.compile(r"(?<=\w)(?:-\s+|\s+-)(?=\w)")
_MOMENT = re.compile(r"\bgiờ\b.*\bngày\b|\bngày\b.*\bgiờ\b")
_FIGURES = re.compile(r"(?<!\w)[\dIl§]+(?!\w)")
_PLACE_IN_IA = re.compile(r"(?<!\w)la (?=[A-ZĐ])")  # Ia Kly, Ia H'Drai: ``la`` is no word of an address
_STOP_FOR_COMMA = re.compile(rf"(?:(?<=\w\w)|(?<=\d))[.](?:\s*[.])*\s+(?={_UNIT})", re.IGNORECASE)
_STRAY_STOP = re.compile(r"(?<=[a-zà-ỹ][a-zà-ỹ])[.](?:\s*[.])*\s+(?=[A-ZĐÀ-Ỹ])")  # no abbreviation ends so
_HIGHLAND = re.compile(r"(?<!\w)H[ ]?(?=[BCDĐGKLMNRSTVX][a-zà-ỹ])")  # H'Nhắp: the sign is lost
_ONE = re.compile(r"(?<=\d)[IlÌÍ]|[Il](?=[ ]?\d)|(?<=\d[ ])[Il](?=/)")
_PARTED_CODE = re.compile(r"(?<=\d)[ ](?=\d*/)|(?<=/)[ ](?=\w)")
_CODE = re.compile(r"[\w§/. -]*\d[\w§/. -]*")
_ABBREVIATED = re.compile(r"(?:\b(?:LTD|CO|JSC|INC|CORP)|[.]{2})[.]$", re.IGNORECASE)
_BODY = re.compile(r"(?:ủy|uỷ) ban nhân dân\b", re.IGNORECASE)
_SENTENCE = re.compile(r"[^\W\d_]{4,}")  # so many letters are a word and no part of a code
_THI = len("Thị")
_PLACE = re.compile(rf"{_UNIT}|\b(?:TP|TX|TT|[TQHPX])[.] ?(?=[A-ZĐ])", re.IGNORECASE)
_FIGURE_OF = {"I": "1", "l": "1", "§": "8"}
_TOLD = 2  # units that an address names: the list must know it then
_FEW = 4  # words: so many are no code
_CUT = frozenset({"tỉnh", "huyện", "quận", "xã", "phường", "thị", "ubnd", "của", "và"})
"""Words, in small letters, that nothing ends with: their names follow."""


@dataclass(frozen=True, slots=True)
class Meant:
    """What a value says, and codes for what was done to it."""

    text: str
    notes: tuple[str, ...] = ()


def meant(words: Sequence[Word], rule: FieldRule) -> Meant:
    """Return what the words of a value say."""
    said = _mended(" ".join(map(_spelled, words)), rule)
    if rule.listed is not None:
        return said if _is_listed(said.text, rule.listed) else Meant(said.text, (*said.notes, "doubtful"))
    seen = _mended(" ".join(word.printed for word in words), rule)
    if rule.kind not in {"name", "addr"}:
        return said
    if _is_known(said.text, rule):
        return said
    if said.text != seen.text:
        if _is_known(seen.text, rule):
            return Meant(seen.text, (*seen.notes, "respelled"))
        return Meant(said.text, (*said.notes, "doubtful"))
    told = rule.kind == "name" or len(_PLACE.findall(said.text)) >= _TOLD
    return Meant(said.text, (*said.notes, "doubtful")) if told else said


def _spelled(word: Word) -> str:
    """Return a word; the capitals of a highland name are no slip of the engine (``HNin``)."""
    return word.printed if _HIGHLAND.match(word.printed) else word.text


def _is_known(text: str, rule: FieldRule) -> bool:
    parsed = parse(rule.kind, text)
    return parsed is not None and "known" in parsed.notes


def _is_listed(text: str, listed: ListName) -> bool:
    parsed = parse_listed(listed, text)
    return parsed is not None and bool(parsed.notes)


def _mended(printed: str, rule: FieldRule) -> Meant:
    text = _ended(printed) if rule.kind in {"text", "addr", "name"} else printed
    if rule.kind == "text":
        return _as_text(_SQUARE_METRES.sub("m²", _FOR_THE_BODY.sub("", text)))
    mended = text
    if rule.kind == "date":
        mended = _RUN_TOGETHER.sub(" ", _PARTED_DAY.sub(r"\1\2", text))
    elif rule.kind == "docno":
        mended = _BRACKET.sub("", text)
    elif rule.kind == "name":
        mended = " ".join(map(_parted_name, _HIGHLAND.sub("H'", text).split()))
    elif rule.kind == "addr":
        mended = _as_address(text)
    return Meant(mended, ("repaired",) if mended != text else ())


def _parted_name(word: str) -> str:
    """Return a word of a name, ``Thị`` apart from the name that it was run together with."""
    head, rest = word[:_THI], word[_THI:]
    together = head.casefold() == "thị" and rest and not is_syllable(word) and is_syllable(rest)
    return f"{head} {rest}" if together else word


def is_cut(text: str, rule: FieldRule) -> bool:
    """Tell whether words end where no value ends: ``UBND PHƯỜNG``."""
    last = text.casefold().split()[-1:]
    return rule.kind in {"text", "addr"} and bool(last) and last[0] in _CUT


def _ended(text: str) -> str:
    """Return a text without the sign that ends its sentence, and without a bracket that is not its own."""
    text = text.rstrip()
    while text and (text[-1] in ",;" or (text[-1] == "." and _ABBREVIATED.search(text) is None)):
        text = text[:-1].rstrip()
    if text.endswith(")") and text.count(")") > text.count("("):
        text = text[:-1].rstrip()
    return text


def _as_address(text: str) -> str:
    """Return the names of places with the signs between them put right."""
    text = _PLACE_IN_IA.sub("Ia ", text).replace(";", ",")
    text = _LOOSE_DASH.sub(" - ", _PARTED_NUMBER.sub(_as_one, text))
    return _STRAY_STOP.sub(" ", _STOP_FOR_COMMA.sub(", ", text))


def _as_one(match: re.Match[str]) -> str:
    return match[1] + _FIGURE_OF.get(match[2], match[2])


def _as_text(text: str) -> Meant:
    """Return a wording with the digits of a code put right, or with the stops inside the name of a body taken out."""
    is_code = _CODE.fullmatch(text) and _SENTENCE.search(text) is None and len(text.split()) < _FEW
    if not is_code:
        mended = _as_address(text) if _BODY.match(text) else text
        if _MOMENT.search(text):
            mended = _FIGURES.sub(lambda match: "".join(_FIGURE_OF.get(sign, sign) for sign in match[0]), text)
        return Meant(mended, ("repaired",) if mended != text else ())
    mended = _PARTED_CODE.sub("", _ONE.sub("1", _ONE.sub("1", text.replace("§", "8"))))
    return Meant(mended, ("repaired", "doubtful") if mended != text else ())
