"""The text of a value as the form means it: without the signs that end its sentence, with known misreadings mended.

Only what no other word could be is changed, and every change is noted (``repaired``; ``doubtful`` where another reading
remains), so that a value that was mended is less sure than one that was read.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.field import Kind
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
_HEALTH = re.compile(r"(?:(?<=[Tt]rung tâm)|(?<=[Tt]rạm)) tế\b")  # the letter of Y tế stands alone and is lost
_HOUSE = re.compile(r"(?<![^\s,/-])[Il](?=\d)")
_PARTED_SLASH = re.compile(r"(?<=\d)[ ](?=\d*/)|(?<=/)[ ](?=\w)")
_PARTED_CODE = re.compile(r"(?<=\d)[ ](?=\d)|(?<=/)[ ](?=\w)")
_COLON_FOR_SEMICOLON = re.compile(r"(?<=\d):(?= [a-zđ])")  # behind a number no label ends
_STOP_OF_INITIALS = re.compile(r"(?<=[A-ZĐ]{3})[.](?= [a-zđ])")
_PROVINCE = re.compile(r"((?:^|[,-] ?))(?:tính|tình|tinh|tĩnh|Tính|Tình|Tinh) (?=[A-ZĐ])")
_CODE = re.compile(r"[\w§/. -]*\d[\w§/. -]*")
_ABBREVIATED = re.compile(r"(?:\b(?:LTD|CO|JSC|INC|CORP)|[.]{2})[.]$", re.IGNORECASE)
_COMMITTEE = re.compile(r"\b((?:ủy|uỷ) ban nhân) ([dđ][âấầ]n)\b", re.IGNORECASE)  # no other word follows these
_BODY = re.compile(r"(?:ủy|uỷ) ban nhân dân\b", re.IGNORECASE)
_SENTENCE = re.compile(r"[^\W\d_]{4,}")  # so many letters are a word and no part of a code
_THI = len("Thị")
_PLACE = re.compile(rf"{_UNIT}|\b(?:TP|TX|TT|[TQHPX])[.] ?(?=[A-ZĐ])", re.IGNORECASE)
_FIGURE_OF = {"I": "1", "l": "1", "§": "8"}
_TELEPHONE = re.compile(r"0\d{1,3}(?:[ .-]?\d{3,4}){2}")
_LIST = 5  # lines: a value that takes so many is a list
_NUMBER = re.compile(r"(?:^|(?<=[\s;.,]))\d{1,2}[.)]\s+")
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
    kind: Kind = "addr" if _BODY.match(said.text) else rule.kind
    if kind not in {"name", "addr"}:
        return Meant(said.text, (*said.notes, "doubtful")) if any(map(_is_another_word, words)) else said
    if _is_known(said.text, kind):
        return said
    if said.text != seen.text:
        if _is_known(seen.text, kind):
            return Meant(seen.text, (*seen.notes, "respelled"))
        return Meant(said.text, (*said.notes, "doubtful"))
    told = kind == "name" or len(_PLACE.findall(said.text)) >= _TOLD
    return Meant(said.text, (*said.notes, "doubtful")) if told else said


def _is_another_word(word: Word) -> bool:
    """Tell whether a correction made one word into another: in a name (``KHẢI``) the first may have been right."""
    both = [text.strip(".,;:()") for text in (word.text, word.printed)]
    return both[0].casefold() != both[1].casefold() and all(map(is_syllable, both))


def _spelled(word: Word) -> str:
    """Return a word; the capitals of a highland name are no slip of the engine (``HNin``)."""
    return word.printed if _HIGHLAND.match(word.printed) else word.text


def _is_known(text: str, kind: Kind) -> bool:
    parsed = parse(kind, text)
    return parsed is not None and "known" in parsed.notes


def _is_listed(text: str, listed: ListName) -> bool:
    parsed = parse_listed(listed, text)
    return parsed is not None and bool(parsed.notes)


def _mended(printed: str, rule: FieldRule) -> Meant:
    text = _ended(printed) if rule.kind in {"text", "addr", "name"} else printed
    if rule.kind == "text" and rule.lines >= _LIST:
        return _as_list(text)
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


def _as_list(text: str) -> Meant:
    """Return the entries of a numbered list with semicolons between them; any other text as it is."""
    entries = [entry.strip(" ;,.") for entry in _NUMBER.split(text)]
    if len(entries) < 2 or entries[0]:
        return Meant(text, ("doubtful",))  # where one entry ends is not told
    return Meant("; ".join(filter(None, entries)))


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
    text = _HEALTH.sub(" Y tế", _HOUSE.sub("1", _PLACE_IN_IA.sub("Ia ", text))).replace(";", ",")
    text = _PROVINCE.sub(r"\1tỉnh ", text)
    text = _LOOSE_DASH.sub(" - ", _PARTED_NUMBER.sub(_as_one, text))
    return _STRAY_STOP.sub(" ", _STOP_FOR_COMMA.sub(", ", text))


def _of_the_people(match: re.Match[str]) -> str:
    return f"{match[1]} {'DÂN' if match[2].isupper() else 'dân'}"


def _as_one(match: re.Match[str]) -> str:
    return match[1] + _FIGURE_OF.get(match[2], match[2])


def _as_text(text: str) -> Meant:
    """Return a wording with the digits of a code put right, or with the stops inside the name of a body taken out."""
    is_code = _CODE.fullmatch(text) and _SENTENCE.search(text) is None and len(text.split()) < _FEW
    if not is_code:
        mended = _COLON_FOR_SEMICOLON.sub(";", _STOP_OF_INITIALS.sub("", _COMMITTEE.sub(_of_the_people, text)))
        mended = _as_address(mended) if _BODY.match(mended) else mended
        if _MOMENT.search(text):
            mended = _FIGURES.sub(lambda match: "".join(_FIGURE_OF.get(sign, sign) for sign in match[0]), mended)
        return Meant(mended, ("repaired",) if mended != text else ())
    if _TELEPHONE.fullmatch(text):
        return Meant(re.sub(r"[ .-]", "", text))
    parted = _PARTED_CODE if text.isupper() else _PARTED_SLASH
    mended = parted.sub("", _ONE.sub("1", _ONE.sub("1", text.replace("§", "8"))))
    return Meant(mended, ("repaired", "doubtful") if mended != text else ())
