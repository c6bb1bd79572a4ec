"""The font of the invisible words: codes are Unicode code points, glyphs have widths but no ink.

The program ``data/glyphless.ttf`` is made by ``bench/make_glyphless_font.py`` from the figures here. Its glyphs are one
per width, so that a selection inside a word falls near the right letter; ISO 32000-1, 9.7 ties the parts together.
"""

import struct
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

FONT_NAME = "SohoaGlyphless"
ASCENT = 0.8
"""Part of the font size above the baseline; with ``DESCENT`` it is the whole size, so boxes are as tall as the size."""
DESCENT = 0.2

GLYPH_WIDTHS = (500, 500, 300, 700, 850)
"""Advance widths by glyph number in thousandths of the size; number 0 is ``.notdef`` and never shown."""

_USUAL, _NARROW, _CAPITAL, _WIDE = 1, 2, 3, 4
_NARROW_LETTERS = " !'(),-./:;I[]fijlrt|‘’“”"
_WIDE_LETTERS = "%@MWmw—…"
_OTHER_LETTERS = "àáâãèéêìíòóôõùúýăđĩũơưÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯ–"
_REPLACEMENT = "\ufffd"
_HIGHEST = 0xFFFF
_RANGES_AT_ONCE = 100


@cache
def glyph_of(letter: str) -> int:
    """Return the glyph number of a letter: by its base letter in the Vietnamese alphabet, the usual width elsewhere."""
    base = unicodedata.normalize("NFD", letter)[0] if letter in _classed() else ""
    if not base:
        return _USUAL
    if base in _NARROW_LETTERS:
        return _NARROW
    if base in _WIDE_LETTERS:
        return _WIDE
    return _CAPITAL if base.isupper() else _USUAL


@cache
def _classed() -> frozenset[str]:
    """Return the letters whose widths differ by letter; a short list keeps the width table of the font short."""
    vietnamese = (chr(code) for code in range(0x1EA0, 0x1EFA))
    printable = (chr(code) for code in range(0x20, 0x7F))
    return frozenset((*printable, *vietnamese, *_OTHER_LETTERS, *_NARROW_LETTERS, *_WIDE_LETTERS))


def showable(text: str) -> str:
    """Return the text in NFC as the font can show it: no controls, U+FFFD for letters beyond the first plane."""
    letters = (
        letter for letter in unicodedata.normalize("NFC", text) if unicodedata.category(letter) not in ("Cc", "Cs")
    )
    return "".join(letter if ord(letter) <= _HIGHEST else _REPLACEMENT for letter in letters)


def advance(text: str) -> float:
    """Return how far a showable text goes, in parts of the font size."""
    return sum(GLYPH_WIDTHS[glyph_of(letter)] for letter in text) / 1000


def rows_of(text: str) -> frozenset[int]:
    """Return the high bytes of the code points in a showable text: the rows that the font must map back to Unicode."""
    return frozenset(ord(letter) >> 8 for letter in text)


def font_object(pdf: pikepdf.Pdf, rows: Iterable[int]) -> pikepdf.Object:
    """Add the font to a PDF and return its dictionary, an indirect object to be shared by all pages.

    ``rows`` are those of every text shown with it (see :func:`rows_of`).
    """
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=Name("/" + FONT_NAME),
        Flags=4,
        FontBBox=Array([0, round(-1000 * DESCENT), max(GLYPH_WIDTHS), round(1000 * ASCENT)]),
        ItalicAngle=0,
        Ascent=round(1000 * ASCENT),
        Descent=round(-1000 * DESCENT),
        CapHeight=round(1000 * ASCENT),
        StemV=80,
        FontFile2=pdf.make_indirect(_font_program(pdf)),
    )
    descendant = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=Name("/" + FONT_NAME),
        CIDSystemInfo=Dictionary(Registry=pikepdf.String("Adobe"), Ordering=pikepdf.String("Identity"), Supplement=0),
        FontDescriptor=pdf.make_indirect(descriptor),
        DW=GLYPH_WIDTHS[_USUAL],
        W=_width_table(),
        CIDToGIDMap=pdf.make_indirect(Stream(pdf, _glyph_table())),
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=Name("/" + FONT_NAME),
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(descendant)]),
            ToUnicode=pdf.make_indirect(Stream(pdf, _unicode_table(rows))),
        )
    )


def _font_program(pdf: pikepdf.Pdf) -> Stream:
    """Return the TrueType program as a stream."""
    program = Path(__file__).with_name("data").joinpath("glyphless.ttf").read_bytes()
    return Stream(pdf, program, Length1=len(program))


def _width_table() -> Array:
    """Return the W array: runs of neighbouring code points whose width is not the usual one."""
    table: list[int | Array] = []
    run: list[int] = []
    for letter in sorted(_classed()):
        width = GLYPH_WIDTHS[glyph_of(letter)]
        if run and ord(letter) == int(table[-1]) + len(run):
            run.append(width)
            continue
        if run:
            table.append(Array(run))
        table.append(ord(letter))
        run = [width]
    return Array([*table, Array(run)])


def _glyph_table() -> bytes:
    """Return the map from code points to glyph numbers, two bytes each."""
    table = bytearray(_USUAL.to_bytes(2, "big") * (_HIGHEST + 1))
    for letter in _classed():
        struct.pack_into(">H", table, 2 * ord(letter), glyph_of(letter))
    return bytes(table)


def _unicode_table(rows: Iterable[int]) -> bytes:
    """Return the ToUnicode program: each code is its own code point, in rows of 256 as the format asks."""
    wanted = sorted(set(rows))
    lines = [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
        "1 begincodespacerange <0000> <FFFF> endcodespacerange",
    ]
    for start in range(0, len(wanted), _RANGES_AT_ONCE):
        part = wanted[start : start + _RANGES_AT_ONCE]
        lines.append(f"{len(part)} beginbfrange")
        lines.extend(f"<{row:02X}{int(row == 0):02X}> <{row:02X}FF> <{row:02X}{int(row == 0):02X}>" for row in part)
        lines.append("endbfrange")
    lines.append("endcmap CMapName currentdict /CMap defineresource pop end end")
    return "\n".join(lines).encode("ascii")
