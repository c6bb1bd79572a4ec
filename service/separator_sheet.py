"""Separator sheets and labels for the printer, A4: a code for the scanner, the same in words for people.

The letters are those of the Noto Serif that PyMuPDF carries, which has every Vietnamese letter; so that a sheet looks
the same on every machine, and none needs a font installed.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pymupdf
import zxingcpp

from extract.rule_files import document_types
from extract.separator import LONGEST_CODE, SHEET_WORDS, Separator, is_code, payload

_WIDTH, _HEIGHT = 595.28, 841.89
_TITLE, _TITLE_EN, _FIRST, _FIRST_EN, *_CAPTIONS = SHEET_WORDS
_DOSSIER, _DOSSIER_EN, _COMPONENT, _COMPONENT_EN, _TYPE, _TYPE_EN, _FOOT, _FOOT_EN = _CAPTIONS

_SHEET_CODE = 215.0  # points, 76 mm: modules of 2 mm are read on any scan or photograph
_MARGIN = 56.0
_ACROSS, _DOWN = 4, 11  # labels of 48.5 by 25.4 mm, as they are sold: they fit into the upper margin of a letter
_LABEL = (48.5 / 25.4 * 72, 72.0)
_LABEL_CODE = 56.7  # points, 20 mm
_GAP = 7.0  # around the code of a label
_ON_ONE_LINE = 14  # letters
_HOW = "Dán vào chỗ trống ở trang đầu của giấy tờ, không che chữ và dấu. | Stick on a blank place of the first page."
_BLACK, _GRAY = (0.0, 0.0, 0.0), (0.35, 0.35, 0.35)


@dataclass(frozen=True, slots=True)
class _Style:
    """Size in points; ``bold`` letters are drawn with an outline, as the font has one cut only."""

    size: float
    bold: bool = False
    colour: tuple[float, float, float] = _BLACK
    centred: bool = False


class _Sheet:
    """A page being drawn."""

    def __init__(self, document: pymupdf.Document) -> None:
        self._page = document.new_page(width=_WIDTH, height=_HEIGHT)
        self._font = pymupdf.Font()  # Noto Serif

    def text(self, text: str, place: tuple[float, float], width: float, style: _Style) -> None:
        """Set one line with its baseline there, smaller where it would be wider than ``width``."""
        size = min(style.size, style.size * width / max(1.0, self._font.text_length(text, style.size)))
        left = place[0] + (width - self._font.text_length(text, size)) / 2 if style.centred else place[0]
        writer = pymupdf.TextWriter(self._page.rect, color=style.colour)
        writer.append((left, place[1]), text, font=self._font, fontsize=size)
        writer.write_text(self._page, render_mode=2 if style.bold else 0)

    def code(self, text: str, corner: tuple[float, float], side: float, level: str) -> None:
        """Draw a QR code (ISO/IEC 18004, model 2) with its upper left corner there; the white around it is free."""
        code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level=level)
        dark = np.asarray(zxingcpp.write_barcode_to_image(code, add_quiet_zones=False)) == 0
        module = side / dark.shape[0]
        shape = self._page.new_shape()
        for row, first, last in _runs(dark):
            x, y = corner[0] + first * module, corner[1] + row * module
            shape.draw_rect(pymupdf.Rect(x, y, x + (last - first) * module, y + module))
        shape.finish(fill=_BLACK, color=None, width=0)
        shape.commit()

    def line(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        """Draw a fine line to cut or to part."""
        self._page.draw_line(start, end, color=(0.75, 0.75, 0.75), width=0.4)


def what_is_wrong(separator: Separator) -> str | None:
    """Return why a sheet cannot be printed and what to do, in both languages; None where it can."""
    for name, code in (("--dossier", separator.dossier), ("--component", separator.component)):
        if code is not None and not is_code(code):
            return (
                f"{name}: mã phải có 1–{LONGEST_CODE} ký tự in được, không có dấu cách ở đầu, cuối. Hãy nhập lại. | "
                f"a code has 1 to {LONGEST_CODE} printable characters, no blank at its ends. Enter it again."
            )
    if separator.document_type is not None and separator.document_type not in document_types():
        known = "\n".join(f"  {kind.code:<32}{kind.name}" for kind in document_types().values())
        return f"--type: không có loại này; hãy chọn trong: | no such type; choose one of:\n{known}"
    return None


def default_name(separator: Separator, *, labels: bool) -> str:
    """Return the name of the PDF where none was asked for: by the dossier and component codes."""
    codes = "-".join(code for code in (separator.dossier, separator.component) if code)
    safe = "".join(sign if sign.isalnum() or sign in ".-" else "_" for sign in codes)
    return f"{'nhan' if labels else 'to-phan-cach'}-{safe}.pdf"


def sheet_pdf(separator: Separator) -> bytes:
    """Return a PDF of one page: the sheet to lay before a paper that is to be scanned."""
    with pymupdf.open() as document:
        sheet = _Sheet(document)
        width = _WIDTH - 2 * _MARGIN
        head = (
            (_TITLE, 96.0, _Style(26, bold=True, centred=True)),
            (_TITLE_EN, 118.0, _Style(13, colour=_GRAY, centred=True)),
            (_FIRST, 150.0, _Style(15, centred=True)),
            (_FIRST_EN, 168.0, _Style(11, colour=_GRAY, centred=True)),
        )
        for text, y, style in head:
            sheet.text(text, (_MARGIN, y), width, style)
        sheet.code(payload(separator), ((_WIDTH - _SHEET_CODE) / 2, 204.0), _SHEET_CODE, "Q")
        y = 478.0
        for caption, english, value, more in _said(separator):
            sheet.text(f"{caption} ({english}):", (_MARGIN, y), width, _Style(11, colour=_GRAY))
            sheet.text(value, (_MARGIN, y + 26), width, _Style(22))
            sheet.text(more, (_MARGIN, y + 43), width, _Style(11))
            y += 76.0 if more else 62.0
        sheet.text(_FOOT, (_MARGIN, 770.0), width, _Style(11, centred=True))
        sheet.text(_FOOT_EN, (_MARGIN, 785.0), width, _Style(9, colour=_GRAY, centred=True))
        return _finished(document, f"{_TITLE} {separator.dossier}")


def labels_pdf(separator: Separator) -> bytes:
    """Return a PDF of one page with 44 labels, 48.5 by 25.4 mm each: to be stuck on the first page of papers."""
    with pymupdf.open() as document:
        sheet = _Sheet(document)
        width, height = _LABEL
        left, top = (_WIDTH - _ACROSS * width) / 2, (_HEIGHT - _DOWN * height) / 2
        right, bottom = _WIDTH - left, _HEIGHT - top
        for place in range(_ACROSS * _DOWN):
            _draw_label(sheet, separator, (left + place % _ACROSS * width, top + place // _ACROSS * height))
        for column in range(_ACROSS + 1):
            sheet.line((left + column * width, top), (left + column * width, bottom))
        for row in range(_DOWN + 1):
            sheet.line((left, top + row * height), (right, top + row * height))
        sheet.text(_HOW, (left, top - 7.0), right - left, _Style(8, colour=_GRAY))
        return _finished(document, f"{_DOSSIER} {separator.dossier}")


def _draw_label(sheet: _Sheet, separator: Separator, corner: tuple[float, float]) -> None:
    top = corner[1] + (_LABEL[1] - _LABEL_CODE) / 2
    sheet.code(payload(separator), (corner[0] + _GAP, top), _LABEL_CODE, "M")
    left, room = corner[0] + _LABEL_CODE + 2 * _GAP, _LABEL[0] - _LABEL_CODE - 2.5 * _GAP
    y = top + 4.0
    for caption, _, value, _ in _said(separator):
        sheet.text(caption, (left, y), room, _Style(5, colour=_GRAY))
        for line in _broken(value):
            y += 7.5
            sheet.text(line, (left, y), room, _Style(7.5))
        y += 6.5


def _said(separator: Separator) -> Iterator[tuple[str, str, str, str]]:
    """Yield what a sheet says: caption, the same in English, value, something smaller below it."""
    yield _DOSSIER, _DOSSIER_EN, separator.dossier, ""
    if separator.component:
        yield _COMPONENT, _COMPONENT_EN, separator.component, ""
    if separator.document_type:
        kind = document_types().get(separator.document_type)
        yield _TYPE, _TYPE_EN, kind.name if kind else separator.document_type, separator.document_type if kind else ""


def _broken(value: str) -> tuple[str, ...]:
    """Return a value in at most two lines of a label: long codes are parted before a hyphen, words at a blank."""
    if len(value) <= _ON_ONE_LINE:
        return (value,)
    sign = next((sign for sign in (" ", "-", ".") if sign in value[4:-4]), None)
    if sign is None:
        return (value,)
    places = [at for at, found in enumerate(value) if found == sign and 4 <= at < len(value) - 4]
    middle = min(places, key=lambda at: abs(at - len(value) / 2))
    return value[:middle].strip(), value[middle:].strip()


def _runs(dark: "np.ndarray[tuple[int, ...], np.dtype[np.bool_]]") -> Iterator[tuple[int, int, int]]:
    """Yield (row, first, last) of the dark modules side by side; ``last`` is exclusive."""
    for row, modules in enumerate(dark):
        edges = np.flatnonzero(np.diff(np.concatenate(([False], modules, [False])).astype(np.int8)))
        for first, last in edges.reshape(-1, 2).tolist():
            yield row, first, last


def _finished(document: pymupdf.Document, title: str) -> bytes:
    document.set_metadata({"title": title, "producer": "sohoa"})
    document.subset_fonts()
    return bytes(document.tobytes(garbage=4, deflate=True))
