"""Makes ``ocr/data/glyphless.ttf`` and ``ocr/data/srgb.icc``, the two resources of a searchable PDF/A; run by hand.

Both files are written from figures only, so running this again gives the same bytes (a test holds it to that).
"""

import io
import struct
import sys
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.tables._g_l_y_f import Glyph

from ocr.glyphless_font import ASCENT, DESCENT, FONT_NAME, GLYPH_WIDTHS

DATA = Path(__file__).resolve().parent.parent / "ocr" / "data"
UNITS = 1000


def font_program() -> bytes:
    """Return the TrueType program: one glyph per width, each a line without area from corner to corner of its box.

    The line gives the glyph a bounding box, from which some viewers take the height of a selection, and leaves no ink.
    """
    names = [".notdef", *(f"w{width}" for width in GLYPH_WIDTHS[1:])]
    builder = FontBuilder(UNITS, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({0x20: names[1]})
    builder.setupGlyf({name: _stroke(width) for name, width in zip(names, GLYPH_WIDTHS, strict=True)})
    builder.setupHorizontalMetrics({name: (width, 0) for name, width in zip(names, GLYPH_WIDTHS, strict=True)})
    builder.setupHorizontalHeader(ascent=round(UNITS * ASCENT), descent=round(-UNITS * DESCENT))
    builder.setupNameTable({"familyName": FONT_NAME, "styleName": "Regular", "psName": FONT_NAME}, mac=False)
    builder.setupOS2(
        sTypoAscender=round(UNITS * ASCENT),
        sTypoDescender=round(-UNITS * DESCENT),
        usWinAscent=round(UNITS * ASCENT),
        usWinDescent=round(UNITS * DESCENT),
    )
    builder.setupPost(keepGlyphNames=False)
    builder.updateHead(created=0, modified=0)
    builder.font.recalcTimestamp = False
    out = io.BytesIO()
    builder.save(out)
    return out.getvalue()


def _stroke(width: int) -> Glyph:
    """Return a contour of two points."""
    pen = TTGlyphPen(None)
    pen.moveTo((0, round(-UNITS * DESCENT)))
    pen.lineTo((width, round(UNITS * ASCENT)))
    pen.closePath()
    return pen.glyph()


def srgb_profile() -> bytes:
    """Return sRGB (IEC 61966-2-1) as a version 4 display profile: primaries adapted to D50, exact curve."""
    text = {b"desc": "sRGB", b"cprt": "No copyright, use freely"}
    xyz = {
        b"wtpt": (0.9642, 1.0, 0.8249),
        b"rXYZ": (0.43607, 0.22249, 0.01392),
        b"gXYZ": (0.38515, 0.71687, 0.09708),
        b"bXYZ": (0.14307, 0.06061, 0.71410),
    }
    adaptation = (1.04788, 0.02292, -0.05019, 0.02959, 0.99048, -0.01708, -0.00925, 0.01508, 0.75168)
    curve = struct.pack(">4s4xHxx", b"para", 3) + _fixed(2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
    tags = {name: _unicode(value) for name, value in text.items()}
    tags |= {name: struct.pack(">4s4x", b"XYZ ") + _fixed(*value) for name, value in xyz.items()}
    tags |= {b"chad": struct.pack(">4s4x", b"sf32") + _fixed(*adaptation)}
    tags |= dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve)
    return _profile(tags)


def _fixed(*numbers: float) -> bytes:
    """Return s15Fixed16 numbers."""
    return b"".join(struct.pack(">i", round(number * 65536)) for number in numbers)


def _unicode(text: str) -> bytes:
    """Return a multiLocalizedUnicode element with one English entry."""
    value = text.encode("utf-16-be")
    return struct.pack(">4s4xII2s2sII", b"mluc", 1, 12, b"en", b"US", len(value), 28) + value


def _profile(tags: dict[bytes, bytes]) -> bytes:
    """Return header, tag table and elements (ICC.1:2010, 7); equal elements are stored once."""
    offset = 128 + 4 + 12 * len(tags)
    table, elements, places = struct.pack(">I", len(tags)), b"", dict[bytes, int]()
    for name, element in tags.items():
        if element not in places:
            places[element] = offset + len(elements)
            elements += element + bytes(-len(element) % 4)
        table += struct.pack(">4sII", name, places[element], len(element))
    size = 128 + len(table) + len(elements)
    start = struct.pack(">I4xI4s4s4s", size, 0x04200000, b"mntr", b"RGB ", b"XYZ ")
    date = struct.pack(">6H", 2026, 1, 1, 0, 0, 0)
    header = (start + date + b"acsp").ljust(68, b"\0")
    header += _fixed(0.9642, 1.0, 0.8249)
    return header.ljust(128, b"\0") + table + elements


def main() -> None:
    """Write both files."""
    DATA.mkdir(exist_ok=True)
    for name, content in (("glyphless.ttf", font_program()), ("srgb.icc", srgb_profile())):
        (DATA / name).write_bytes(content)
        sys.stdout.write(f"{name}: {len(content)} bytes\n")


if __name__ == "__main__":
    main()
