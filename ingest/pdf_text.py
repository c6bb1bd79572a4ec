"""The words that a PDF page carries."""

import re
import unicodedata
from typing import Any

import pymupdf

from ingest.geometry import Box
from ingest.page import CarriedWord

# Ligatures are expanded and hyphens left alone by not asking otherwise. Unknown glyphs must come as U+FFFD and not as
# their glyph number, which would look like text.
_FLAGS = pymupdf.TEXT_PRESERVE_WHITESPACE | pymupdf.TEXT_MEDIABOX_CLIP
_NO_WIDTH = frozenset("\u200b\u2060\ufeff\0")
# Fonts of signs: the "letters" that they carry are no letters. Programs without a Vietnamese font put their black
# square into the middle of words.
_SIGNS = re.compile(r"dingbats|wingdings|webdings", re.IGNORECASE)
_SQUARE = "\u25a0"


def carried_words(page: pymupdf.Page) -> tuple[tuple[CarriedWord, ...], tuple[str, ...]]:
    """Return (words, names of their fonts) of a page, boxes in the viewed frame, lines in the file's order.

    Text drawn by annotations and form fields (visible signatures) counts; text that paints nothing (render mode 3, or
    fully transparent) is marked invisible. Words outside the viewed page are left out.
    """
    words: list[CarriedWord] = []
    fonts: set[str] = set()
    matrix = page.rotation_matrix
    seen = Box(0.0, 0.0, float(page.rect.width), float(page.rect.height))
    number = 0
    for block in page.get_text("rawdict", flags=_FLAGS)["blocks"]:
        for line in block.get("lines", ()):
            found = _line_words(line, number, matrix, seen)
            words += found
            if found:
                number += 1
                fonts |= {
                    span["font"] for span in line["spans"] if any(not one["c"].isspace() for one in span["chars"])
                }
    return tuple(words), tuple(sorted(fonts))


def _line_words(line: dict[str, Any], number: int, matrix: pymupdf.Matrix, seen: Box) -> list[CarriedWord]:
    letters: list[tuple[str, Any, bool]] = []
    words = []
    for letter in [*_letters(line), (" ", None, False)]:
        if not letter[0].isspace():
            letters.append(letter)
        elif letters:
            word = _word(letters, number, matrix, seen)
            letters = []
            if word is not None:
                words.append(word)
    return words


def _letters(line: dict[str, Any]) -> list[tuple[str, Any, bool]]:
    return [
        (
            _SQUARE if letter["c"].isalnum() and _SIGNS.search(span["font"]) else letter["c"],
            letter["bbox"],
            span["alpha"] > 0,
        )
        for span in line["spans"]
        for letter in span["chars"]
        if letter["c"] not in _NO_WIDTH
    ]


def _word(letters: list[tuple[str, Any, bool]], line: int, matrix: pymupdf.Matrix, seen: Box) -> CarriedWord | None:
    corners = pymupdf.Rect(
        min(box[0] for _, box, _ in letters),
        min(box[1] for _, box, _ in letters),
        max(box[2] for _, box, _ in letters),
        max(box[3] for _, box, _ in letters),
    )
    viewed = corners * matrix
    box = Box(float(viewed.x0), float(viewed.y0), float(viewed.x1), float(viewed.y1))
    if not seen.holds(*box.middle):
        return None
    text = unicodedata.normalize("NFC", "".join(letter for letter, _, _ in letters))
    return CarriedWord(text, box.meet(seen), line, any(visible for _, _, visible in letters))
