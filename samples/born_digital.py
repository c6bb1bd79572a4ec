"""Papers that never were paper: PDFs with embedded letters, with an exact text layer or an old garbage one."""

import io
from random import Random
from typing import Any

import pikepdf
import pymupdf
from fontTools.ttLib import TTFont

from samples import people
from samples.canvas import Canvas
from samples.fonts import Face, font_file
from samples.papers import frame, official, table
from samples.papers.frame import AGENCIES, Foot
from samples.truth import Paper, Sheet

# One byte of TCVN3 for each letter of this row, in the same order; capitals come from a second font in real files.
MARKED = "áàảãạăắằẳẵặâấầẩẫậđéèẻẽẹêếềểễệíìỉĩịóòỏõọôốồổỗộơớờởỡợúùủũụưứừửữựýỳỷỹỵĂÂĐÊÔƠƯ"
LEGACY = "¸µ¶·¹¨¾»¼½Æ©ÊÇÈÉË®ÐÌÎÏÑªÕÒÓÔÖÝ×ØÜÞãßáâä«èåæçé¬íêëìîóïñòô\u00adøõö÷ùýúûüþ¡¢§£¤¥¦"
TCVN3 = dict(zip(MARKED, LEGACY, strict=True))


def letter_with_table(seed: int) -> Paper:
    """Return an official letter with a ruled table and no seal, as a word processor makes it."""
    rng = Random(f"letter_with_table {seed}")
    agency = rng.choice(AGENCIES[2:])
    canvas = Canvas()
    y = official.letter(canvas, agency, people.some_day(rng, (2022, 2025)), rng)
    y = table.ruled(canvas, table.COUNTS, table.counts(rng), y - 4)
    signer = people.person(rng, "Nữ", (1968, 1980)).name
    recipients = ("- Như trên;", "- Lưu: VT, CCHC.")
    frame.foot(canvas, Foot(recipients, "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC", signer, "", ""), y + 26, rng)
    return Paper("cong_van", (canvas.sheet(),))


def pdf(paper: Paper) -> bytes:
    """Return the paper as a PDF with embedded fonts: every word stands where the truth says, its text exact."""
    return _renamed(_drawn(paper), paper, legacy=False)


def tcvn3_pdf(paper: Paper) -> bytes:
    """Return the paper as a PDF that looks right and reads wrong: its text layer is TCVN3 under fonts named .VnTime."""
    return _renamed(_drawn(paper), paper, legacy=True)


def legacy_text(text: str) -> str:
    """Return the text as such a file gives it out: TCVN3 codes shown as Latin letters."""
    return "".join(_legacy_letter(letter) for letter in text)


def _drawn(paper: Paper) -> bytes:
    with pymupdf.open() as document:
        for sheet in paper.sheets:
            _add_page(document, sheet)
        document.subset_fonts()
        return bytes(document.tobytes(garbage=3, deflate=True, no_new_id=True))


def _add_page(document: Any, sheet: Sheet) -> None:
    page = document.new_page(width=sheet.width, height=sheet.height)
    fonts: dict[Face, Any] = {}
    writer: Any = pymupdf.TextWriter(page.rect)
    for line in sheet.lines:
        for word in line.words:
            plain = Face(1, word.face.bold, word.face.italic, family=word.face.family)
            if plain not in fonts:
                fonts[plain] = pymupdf.Font(fontfile=str(font_file(plain)))
            writer.append((word.x, word.y), f"{word.text} ", font=fonts[plain], fontsize=word.face.size)
    writer.write_text(page)
    for rule in sheet.rulings:
        page.draw_line((rule.x0, rule.y0), (rule.x1, rule.y1), width=rule.thickness)


def _legacy_letter(letter: str) -> str:
    return TCVN3.get(letter) or TCVN3.get(letter.lower(), letter)


def _renamed(data: bytes, paper: Paper, *, legacy: bool) -> bytes:
    """Give every font a name that is the same in every run, and a ToUnicode of the letters in use."""
    letters = "".join(sorted({" ", *paper.text}))
    with pikepdf.open(io.BytesIO(data)) as document:
        for item in document.objects:
            if isinstance(item, pikepdf.Dictionary) and item.get("/Subtype") == "/Type0":
                _make_readable(item, letters, legacy=legacy)
        done = io.BytesIO()
        document.save(done, deterministic_id=True)
    return done.getvalue()


def _make_readable(font: pikepdf.Object, letters: str, *, legacy: bool) -> None:
    old = str(font.BaseFont)
    face = Face(1, bold="Bold" in old, italic="Italic" in old)
    style = ("-Bold" if face.bold else "-") + ("Italic" if face.italic else "")
    family = ".VnTime" if legacy else "FreeSerif"
    inner = font.DescendantFonts[0]
    name = pikepdf.Name(f"/SOHOAA+{family}{style.rstrip('-')}")
    font.BaseFont = name
    inner.BaseFont = name
    inner.FontDescriptor.FontName = name
    font.ToUnicode.write(_cmap(face, letters, legacy=legacy).encode("ascii"))


def _cmap(face: Face, letters: str, *, legacy: bool) -> str:
    """Return a ToUnicode map; subsetting keeps glyph numbers, so those of the whole font hold."""
    with TTFont(font_file(face), lazy=True) as program:
        names: dict[int, str] = program.getBestCmap() or {}
        glyphs = [(program.getGlyphID(names[ord(letter)]), letter) for letter in letters if ord(letter) in names]
    rows = [
        f"<{glyph:04X}> <{ord(_legacy_letter(letter) if legacy else letter):04X}>" for glyph, letter in sorted(glyphs)
    ]
    # a block holds at most 100 rows (PDF 32000, 9.10.3)
    blocks = [rows[start : start + 100] for start in range(0, len(rows), 100)]
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <FFFF> endcodespacerange\n{body}\n"
        "endcmap CMapName currentdict /CMap defineresource pop end end\n"
    )
