"""Lays the words of a page invisibly over its picture, so that search, select and copy hit the right place.

Geometry: a line is written along its slope, in a frame (u, v) that is the upright page turned by that slope about its
top left corner: u runs along the lines, v across them, downwards. All words of a line share one size and one
baseline, as a selection should be one bar; each word is stretched to its own box.
"""

import io
import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

import pikepdf
from pikepdf import Array, Dictionary, Name

from ingest.geometry import Box, Turn
from ocr.errors import OcrError
from ocr.glyphless_font import DESCENT, advance, rows_of, showable
from ocr.page_text import Line, PageText

FONT_RESOURCE = "/Words"
"""The name by which pages call the font of the words."""
FONT_ROWS = "/SohoaRows"
"""The key of a fragment's stand-in for the font that lists the rows of code points it needs."""

_SMALLEST = 0.1
"""No box is laid narrower or lower than this many points."""
_SLANTED_PART = 0.5
"""At least this part of a word's box is taken for the word itself when the slope is taken out of the box."""
_WHOLE_FALL, _EASED_FALL = 0.42, 1.1
"""A line that falls by the first part of its height is read in one piece; up to the second it is eased to the first.

Measured on generated pages of full lines: poppler keeps the order of the words up to a slope of 1 degree instead of
0.5, and words still overlap their ink by 0.78 in the mean there.
"""
_TELLING_GAP = 0.22
"""Poppler and MuPDF join words whose gap is less than 0.1 to 0.2 of the size, whatever spaces stand between them."""
_NARROWEST_GAP = 0.05
"""The least width of a space in parts of the size, where boxes of neighbours touch or overlap."""


@dataclass(frozen=True, slots=True)
class _LaidWord:
    """A word in the frame of its lines: from ``start`` to ``end`` along, from ``top`` to ``bottom`` across."""

    text: str
    start: float
    end: float
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class _LaidLine:
    """Words left to right, and the slope (radians) of the frame in which they are laid."""

    slope: float
    words: tuple[_LaidWord, ...]


def lay_words(sheet: bytes, text: PageText) -> bytes:
    """Return the one-page PDF with the words laid invisibly over it and ``/Rotate`` set so that it is shown upright.

    The font is only named, with the rows of Unicode it needs: :func:`ocr.pdfa.join` puts in the real one for all pages.

    :raises ocr.errors.OcrError: when the sheet is not a one-page PDF.
    """
    try:
        with pikepdf.open(io.BytesIO(sheet)) as pdf:
            if len(pdf.pages) != 1:
                message = f"page {text.number}: a sheet has one page, not {len(pdf.pages)}"
                raise OcrError(message)
            _lay(pdf, text)
            out = io.BytesIO()
            pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
            return out.getvalue()
    except pikepdf.PdfError as error:
        message = f"page {text.number}: the sheet cannot be read"
        raise OcrError(message) from error


def _lay(pdf: pikepdf.Pdf, text: PageText) -> None:
    """Write the words into the only page of the PDF."""
    page = pdf.pages[0]
    page.obj.Rotate = (int(page.obj.get("/Rotate", 0)) + text.rotation) % 360
    lines = tuple(filter(None, (_laid_line(line, math.radians(text.angle)) for line in text.lines)))
    if not lines:
        return
    picture = b"\n".join(part.read_bytes() for part in _contents(page))
    words = _words_program(lines, text).encode("latin-1")
    page.obj.Contents = pdf.make_stream(picture + b"\n" + words)
    rows = sorted(rows_of("".join(word.text for line in lines for word in line.words)) | {0})
    fonts = page.resources.get("/Font", Dictionary())
    page.resources.Font = fonts
    fonts[FONT_RESOURCE] = Dictionary({"/Type": Name.Font, FONT_ROWS: Array(rows)})


def _contents(page: pikepdf.Page) -> Iterator[pikepdf.Object]:
    """Yield the content streams of a page."""
    contents = page.obj.get("/Contents")
    if isinstance(contents, Array):
        yield from contents
    elif contents is not None:
        yield contents


def _laid_line(line: Line, slope: float) -> _LaidLine | None:
    """Return a line in the frame of its slope (radians), None when no word of it has a letter to show."""
    shown = tuple((letters, word.box) for word in line.words if (letters := showable(word.text).strip()))
    if not shown:
        return None
    words = tuple(_slanted(letters, box, slope, slope) for letters, box in shown)
    laid = _laid_slope(words, slope)
    if laid != slope:
        words = tuple(_slanted(letters, box, slope, laid) for letters, box in shown)
    return _LaidLine(laid, _apart(words))


def _apart(words: tuple[_LaidWord, ...]) -> tuple[_LaidWord, ...]:
    """Return the words of a line with at least the gap between neighbours by which readers tell words apart.

    The engine's boxes of neighbours often touch; each gives way by half of what is missing, and keeps half its width.
    """
    gap = _TELLING_GAP * median(word.bottom - word.top for word in words)
    found = list(words)
    for index, (left, right) in enumerate(pairwise(words)):
        missing = gap - (right.start - left.end)
        if missing > 0:
            before = found[index]
            middle = (before.start + before.end) / 2
            found[index] = replace(before, end=max(before.end - missing / 2, middle))
            found[index + 1] = replace(right, start=min(right.start + missing / 2, (right.start + right.end) / 2))
    return tuple(found)


def _laid_slope(words: tuple[_LaidWord, ...], slope: float) -> float:
    """Return the slope at which a line is laid: a little less than its own where that keeps it in one piece.

    Readers that think in horizontal lines (poppler) break a line that falls by half its height, and mix the pieces.
    """
    height = max(_SMALLEST, median(word.bottom for word in words) - median(word.top for word in words))
    length = max(_SMALLEST, words[-1].end - words[0].start)
    fall = abs(math.tan(slope)) * length / height
    if not _WHOLE_FALL < fall <= _EASED_FALL:
        return slope
    return math.copysign(math.atan(_WHOLE_FALL * height / length), slope)


def _slanted(letters: str, box: Box, slope: float, laid: float) -> _LaidWord:
    """Return a word in the frame of the laid slope; its box (upright frame) is the hull of it at its own slope."""
    cos, sin = math.cos(slope), abs(math.sin(slope))
    x, y = box.middle
    width, height = max(box.width, _SMALLEST), max(box.height, _SMALLEST)
    along = (width * cos - height * sin) / max(math.cos(2 * slope), _SLANTED_PART)
    across = (height * cos - width * sin) / max(math.cos(2 * slope), _SLANTED_PART)
    half_along = max(along, _SLANTED_PART * width) / 2
    half_across = max(across, _SLANTED_PART * height) / 2
    u, v = x * math.cos(laid) + y * math.sin(laid), y * math.cos(laid) - x * math.sin(laid)
    return _LaidWord(letters, u - half_along, u + half_along, v - half_across, v + half_across)


def _words_program(lines: tuple[_LaidLine, ...], text: PageText) -> str:
    """Return the content that shows all lines invisibly (render mode 3)."""
    program = [f"q {_upright_to_page(text.rotation, text.width, text.height)} cm BT 3 Tr"]
    slope, size, pen = math.nan, 0.0, (0.0, 0.0)
    for line in lines:
        if line.slope != slope:
            slope, pen = line.slope, (0.0, 0.0)
            program.append(_frame(slope, text.height))
        top, bottom = median(word.top for word in line.words), median(word.bottom for word in line.words)
        new_size = round(max(bottom - top, _SMALLEST), 1)
        if new_size != size:
            size = new_size
            program.append(f"{FONT_RESOURCE} {_number(size, 1)} Tf")
        start = (round(line.words[0].start, 2), round((top + bottom) / 2 + size * (0.5 - DESCENT), 2))
        program.append(f"{_number(start[0] - pen[0])} {_number(pen[1] - start[1])} Td")
        pen = start
        program.extend(_line_program(line.words, size, start[0]))
    return "\n".join([*program, "ET Q"])


def _frame(slope: float, height: float) -> str:
    """Return the text matrix of the frame of a slope on an upright page of that height."""
    cos, sin = _number(math.cos(slope), 6), _number(math.sin(slope), 6)
    return f"{cos} {_number(-math.sin(slope), 6)} {sin} {cos} 0 {_number(height)} Tm"


def _line_program(line: tuple[_LaidWord, ...], size: float, pen: float) -> Iterator[str]:
    """Yield the operators of one line: each word stretched to its width, each space to the gap that follows.

    ``pen`` is where the line starts; it is followed with the rounded figures, so that errors do not add up.
    """
    for word, following in zip(line, (*line[1:], None), strict=True):
        length = advance(word.text) * size
        stretch = max(0.1, round(100 * (word.end - pen) / length, 1))
        yield f"{_number(stretch, 1)} Tz{_string(word.text)}Tj"
        pen += length * stretch / 100
        if following is None:
            return
        gap = max(following.start - pen, _NARROWEST_GAP * size)
        length = advance(" ") * size
        stretch = round(100 * gap / length, 1)
        back = round((pen + gap - following.start) / (size * stretch / 100) * 1000)
        yield f"{_number(stretch, 1)} Tz" + (f"[{_string(' ')}{back}]TJ" if back else f"{_string(' ')}Tj")
        pen += length * stretch / 100 - back * size * stretch / 100_000


def _upright_to_page(turn: Turn, width: float, height: float) -> str:
    """Return the matrix from the upright page (its width and height) to the page that ``/Rotate`` turns."""
    wide, high = _number(width), _number(height)
    return {
        0: "1 0 0 1 0 0",
        90: f"0 1 -1 0 {high} 0",
        180: f"-1 0 0 -1 {wide} {high}",
        270: f"0 -1 1 0 0 {wide}",
    }[turn]


def _number(value: float, digits: int = 2) -> str:
    """Return a number as PDF writes it, without needless zeros."""
    text = f"{value:.{digits}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def _string(text: str) -> str:
    """Return a PDF string of two-byte codes, as text in Latin-1."""
    codes = text.encode("utf-16-be").decode("latin-1")
    escaped = codes.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)").replace("\r", "\\r")
    return f"({escaped})"
