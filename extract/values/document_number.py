"""Numbers of documents, without spaces: ``01/TTr-UBND``, ``30/2020/NĐ-CP``, ``45/2020/TLKS-BS``, ``01-NQ/TW``, ``143``.

Forms: Nghị định 30/2020/NĐ-CP, annex I and III (number, ``/``, abbreviations joined by ``-``), the numbers of civil
status papers, and the codes of dossiers (Thông tư 01/2018/TT-VPCP, article 19). An abbreviation is never put right:
one that only looks like a known one (``QD``) makes the number doubtful.
"""

import re
from functools import cache

from extract.values.digits import DIGIT, read_digits
from extract.values.parsed import Parsed, noted
from extract.values.written import folded, nfc

_KINDS = (
    "NQ QĐ CT QC QyĐ TC TB HD CTr KH PA ĐA DA BC BB TTr HĐ CĐ BGN BTT GUQ GM GGT GNP PG PC PB SY TrS SL NĐ TT TTLT L "
    "PL LCT NQLT VBHN CV GPXD GP GCN GPLX ĐKKD TLKS TLKH TLKT BS XNTTHN KS KH KT XN CTBS SCT BN PTN HDTN"
)
_ISSUERS = (
    "UBND HĐND UB VP VPCP CP TTg CTN QH UBTVQH HĐBT TW TU HU ĐU ĐUK BCA BCT BCĐ BGDĐT BGTVT BKHCN BKHĐT BLĐTBXH BNN "
    "BNNPTNT BNNMT BNV BNG BQP BTC BTNMT BTP BTTTT BVHTTDL BXD BYT BDTTG NHNN TTCP UBDT TANDTC VKSNDTC BHXH SXD STP "
    "SNV STC SYT SCT STNMT SNNMT SGDĐT SKHĐT SKHCN SGTVT SLĐTBXH SVHTTDL STTTT VPUBND CAT CAX TCT CT VPĐK CNVPĐK "
    "KSTTHC VX KTTH KT NC TH NV TP TCKT TNMT QLĐT"
)
_SIGN = r"[A-Za-zÀ-ỹ0-9&,]"
_DASH = r"\s?[-\u2010-\u2015]\s?"
_SYMBOL = rf"{_SIGN}{{1,14}}(?:(?:{_DASH}|\.|\s?/\s?){_SIGN}{{1,14}}){{0,4}}"
_NUMBER = rf"(?<![^\s:.…_]){DIGIT}{{1,7}}(?:\.\d{{1,4}})?[a-zđ]?"
_WHOLE = re.compile(
    rf"(?P<number>{_NUMBER})?\s?(?P<middle>/|(?P<dash>{_DASH})(?=[A-ZĐ]{{2}}))\s?"
    rf"(?:(?P<year>(?:19|20)\d\d)(?:\s?(?P<join>[/-])\s?(?=[^\W\d_])|(?!\w)))?(?P<symbol>(?<![12]\d\d\d){_SYMBOL})?"
)
_LABEL = re.compile(r"^[\s.:,;…_(]*(?:(?:so|s6|s0|sé)\b(?:\s?(?:hieu|ho so|quyen so|dang ky))?|no\b|n[°º])[\s.:]*")
_CASE = re.compile(r"(?:(?:\d{3}\.)?\d{2}\.\d{2}\.[A-K]\d{2}|[A-K]\d{2}(?:\.\d{1,3}){0,5})-(?:\d{6}|\d{8})-\d{4,7}")
_PLAIN = re.compile(rf"(?<![^\s:.…_]){DIGIT}{{1,14}}(?!\w)")
_ALONE = re.compile(r"\s*\d{1,7}(?=[\s,;]+[^\W\d_]{3})")  # 123, quyển số 01/2020-SCT/BS
_GROUPS = re.compile(r"\d{2,4}(?: \d{2,6}){1,4}(?!\w)")
_CODE = re.compile(r"(?<!\S)[A-ZĐ]{1,4}\s?\d{4,10}(?!\w)")
_REGISTER = re.compile(r"(?:QH|UBTVQH|BCĐ|K)\d{1,3}")
_YEAR = re.compile(r"(?:19|20)\d\d")
_ODD = re.compile(r"[a-zà-ỹ]{4,}|\d[A-ZĐ]|[a-z]\d")


def parse_document_number(text: str) -> Parsed | None:
    """Return the first document number of a text; None without one.

    Where the number before the ``/`` could not be read, the rest is given (``/TTr-UBND``), doubtful.
    """
    text = nfc(text)
    case = _CASE.search(text)
    if case is not None:
        return Parsed(case[0], ("known",), case.end())
    label = _LABEL.match(folded(text))
    start = label.end() if label is not None else 0
    return _with_symbol(text, start) or _without(text, start)


def _with_symbol(text: str, start: int) -> Parsed | None:
    alone = _ALONE.match(text, start)
    for match in _WHOLE.finditer(text, start, alone.end() if alone is not None else len(text)):
        if match["symbol"] is None and (match["year"] is None or match["number"] is None):
            continue
        number = _digits(match["number"])
        year = (match["year"] or "") + (match["join"] or "")
        symbol, end = _symbol(match)
        if number is None or not (symbol or year):
            continue
        sign = "-" if match["dash"] else "/"
        doubtful = not number[0] or _is_odd(symbol) or _cut_off(text, match, start)
        known = bool(year and not symbol) or _is_known(symbol)
        notes = noted(repaired=number[1], known=known, doubtful=doubtful)
        return Parsed(f"{number[0]}{sign}{year}{symbol}", notes, end)
    return None


def _digits(number: str | None) -> tuple[str, bool] | None:
    """Return the number with its point and its letter, and whether it was repaired; empty where there is none."""
    if number is None:
        return "", False
    letter = number[-1] if number[-1].isalpha() and number[-1] not in "lo" and len(number) > 1 else ""
    body = number.removesuffix(letter)
    shown = read_digits(body.replace(".", ""))
    if shown is None:
        return None
    return (shown[0] if "." not in body else body) + letter, shown[1]


def _symbol(match: re.Match[str]) -> tuple[str, int]:
    """Return the abbreviations without spaces, up to the first word that is none, and where they end."""
    if match["symbol"] is None:
        return "", match.end()
    pieces = re.split(rf"({_DASH}|\.|\s?/\s?)", match["symbol"])
    kept, length, at = "", 0, 0
    for piece, mark in zip(pieces[::2], [*pieces[1::2], ""], strict=True):
        if not _may_be_sign(piece) and not (kept and _YEAR.fullmatch(piece)):
            break
        kept += piece.rstrip(",") + (re.sub(r"\s|[\u2010-\u2015]", _dash, mark))
        at += len(piece) + len(mark)
        length = at
        if piece.endswith(","):
            break
    return kept.rstrip("-./"), match.start("symbol") + length


def _dash(match: re.Match[str]) -> str:
    return "" if match[0].isspace() else "-"


def _may_be_sign(piece: str) -> bool:
    """Tell whether a piece has capitals or looks like one of a list; other words follow a number, and are not of it."""
    capitals, small = sum(map(str.isupper, piece)), sum(map(str.islower, piece))
    return (capitals > 0 and small == 0) or (capitals > 1 and small <= 1) or folded(piece) in _abbreviations()


def _cut_off(text: str, match: re.Match[str], start: int) -> bool:
    """Tell whether something stands before the number that could be a part of it and was not read as such."""
    before = text[start : match.start()].strip(" .:,;…_·-").rpartition(" ")[2]
    if match["number"] is None or not before:
        return bool(before)
    return any(map(str.isdigit, before)) or (len(before) <= 2 and folded(before) != "so")


def _is_known(symbol: str) -> bool:
    parts = re.split(r"[-/]", symbol)
    return parts[0] in _abbreviations().values() and all(
        part in _abbreviations().values() or _REGISTER.fullmatch(part) or part.isupper() for part in parts
    )


def _is_odd(symbol: str) -> bool:
    """Tell whether a part of a symbol looks like a known abbreviation that it is not, or like no abbreviation."""
    parts = re.split(r"[-/.]", symbol)
    known = _abbreviations()
    looks_like = any(part not in known.values() and folded(part) in known for part in parts)
    return looks_like or any(_ODD.search(part) and not _REGISTER.fullmatch(part) for part in parts)


@cache
def _abbreviations() -> dict[str, str]:
    """Return the known abbreviations by what is left of them in small letters without marks."""
    return {folded(sign): sign for sign in f"{_ISSUERS} {_KINDS}".split()}


def _without(text: str, start: int) -> Parsed | None:
    """Return a bare number, or a series with its number (``B 123456``)."""
    code = _CODE.search(text, start)
    if code is not None:
        return Parsed(code[0].replace(" ", ""), (), code.end())
    groups = _GROUPS.match(text, start)
    if groups is not None and len(groups[0].replace(" ", "")) in {9, 12}:
        return Parsed(groups[0].replace(" ", ""), (), groups.end())
    for plain in _PLAIN.finditer(text, start):
        shown = _digits(plain[0])
        if shown is not None and shown[0]:
            before = text[start : plain.start()]
            doubtful = "/" in before or any(map(str.isdigit, before))  # the number began there
            return Parsed(shown[0], noted(repaired=shown[1], doubtful=doubtful), plain.end())
    return None
