"""Separator sheets and labels: a code that says which dossier, which component and what type a paper is of.

The code reads ``SOHOA1|HS=dossier|TP=component|LOAI=type``, values percent-encoded (RFC 3986), the last two left out
where nothing is known. Keys that are unknown are skipped; other versions are no business of this one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from urllib.parse import quote, unquote

from extract.folding import fold
from extract.rule_files import document_types
from ocr.page_text import MachineCode, PageText

LONGEST_CODE = 64
"""Characters of a dossier or component code at most."""

SHEET_WORDS = (
    "TỜ PHÂN CÁCH HỒ SƠ", "Separator sheet",
    "Đặt tờ này trước giấy tờ cần quét.", "Put this sheet before the paper to be scanned.",
    "Mã hồ sơ", "Dossier code", "Mã thành phần hồ sơ", "Component code", "Loại giấy tờ", "Type of paper",
    "Tờ này không thuộc hồ sơ. In một mặt; không viết, đóng dấu lên mã QR.",
    "This sheet is no part of the dossier. Print on one side; keep the code clean.",
)  # fmt: skip
"""What is printed on a sheet beside its codes; pages with many other words are papers with a label."""

_VERSION = "SOHOA1"
_LARGE = 0.25  # of the shorter side of the page: the code of a sheet has 0.36, of a label 0.10 (A4) to 0.19 (A6)
_FEW_WORDS, _FEW_SHARE = 8, 0.25  # words that are none of the sheet's: misread ones, notes by hand
_DOSSIER = re.compile(
    r"(?:(?:\d{3}\.)?\d{2}\.\d{2}\.[A-K]\d{2}|[A-K]\d{2}(?:\.\d{1,3}){0,5})-(\d{6}|\d{8})-\d{4,7}", re.ASCII
)

Place = Literal["sheet", "label"]


@dataclass(frozen=True, slots=True)
class Separator:
    """What a sheet or a label says of the paper behind or below it; None where it does not say."""

    dossier: str
    component: str | None = None
    document_type: str | None = None


def payload(separator: Separator) -> str:
    """Return the text of the code; ``parsed`` is its inverse."""
    parts = (("HS", separator.dossier), ("TP", separator.component), ("LOAI", separator.document_type))
    return "|".join((_VERSION, *(f"{key}={quote(value, safe='/:')}" for key, value in parts if value)))


def parsed(text: str) -> Separator | None:
    """Return what the text of a code says; None where it is no code of ours, or one without a usable dossier code."""
    version, *parts = text.strip().split("|")
    if version != _VERSION:
        return None
    said = {key: unquote(value) for key, sign, value in (part.partition("=") for part in parts) if sign}
    dossier, component, kind = (said.get(key, "").strip() for key in ("HS", "TP", "LOAI"))
    if not is_code(dossier):
        return None
    return Separator(dossier, component if is_code(component) else None, kind if is_code(kind) else None)


def is_code(text: str) -> bool:
    """Tell whether a text can be a dossier or component code: 1 to 64 printable characters, no blank at its ends."""
    return 0 < len(text) <= LONGEST_CODE and text.isprintable() and text == text.strip()


def is_usual_dossier_code(text: str) -> bool:
    """Tell whether a dossier code has a known form (Thông tư 01/2018/TT-VPCP Điều 19 and later ones), its day real."""
    found = _DOSSIER.fullmatch(text)
    if found is None:
        return False
    try:
        datetime.strptime(found[1], "%y%m%d" if len(found[1]) == 6 else "%Y%m%d")  # noqa: DTZ007 - only a day
    except ValueError:
        return False
    return True


def separator_of(page: PageText) -> Separator | None:
    """Return what the separator sheet says that the page is; None for any other page."""
    found = _largest(page)
    return found[1] if found is not None and _place(page, *found) == "sheet" else None


def label_of(page: PageText) -> Separator | None:
    """Return what the label says that sticks on a page; None where there is none, or the page is a sheet."""
    found = _largest(page)
    return found[1] if found is not None and _place(page, *found) == "label" else None


def _largest(page: PageText) -> tuple[MachineCode, Separator] | None:
    ours = [(code, found) for code in page.codes if (found := parsed(code.text)) is not None]
    return max(ours, key=lambda pair: pair[0].box.area, default=None)


def _place(page: PageText, code: MachineCode, separator: Separator) -> Place:
    """Tell a sheet from a paper with a label: the sheet's code is large, and it says hardly anything else.

    Both are asked for, so that no paper is ever taken for a sheet and lost from its dossier.
    """
    if min(code.box.width, code.box.height) < _LARGE * min(page.width, page.height):
        return "label"
    known = set(_words_of(separator))
    words = [letters for line in page.lines for word in line.words if (letters := fold(word.text))]
    others = sum(letters not in known for letters in words)
    return "sheet" if others <= max(_FEW_WORDS, _FEW_SHARE * len(words)) else "label"


def _words_of(separator: Separator) -> Iterator[str]:
    kind = document_types().get(separator.document_type or "")
    own = (separator.dossier, separator.component or "", separator.document_type or "", kind.name if kind else "")
    for text in (*SHEET_WORDS, *own):
        yield from (fold(word) for word in text.split())
