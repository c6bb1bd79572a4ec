"""Whether a page's own text layer may be believed.

Two things must hold: the visible words explain the ink that the page shows, and they read as text. A signature
overlay explains little ink; words in TCVN3 fonts, ``(cid:12)``, replacement signs and squares do not read.
"""

import re
from typing import Literal

import numpy as np

from ingest.geometry import Box
from ingest.page import CarriedWord, Page, Pixels
from ocr.cleanup.survey import letter_ink
from ocr.vietnamese.legacy_fonts import is_legacy_font
from ocr.vietnamese.syllable import is_syllable, is_vietnamese_letter

Verdict = Literal["believed", "doubtful", "refused"]
"""Doubtful: the page must be read to tell."""

_EXPLAINED = 0.85  # least share of letter-sized ink under the words
_FILLED = 0.35  # least share of the words that have any ink under them
_SQUARES = r"[\u25a0-\u25a2\u25aa-\u25af\u2b1b\u2b1c]"
_SQUARE = re.compile(rf"{_SQUARES}(?=\w)|(?<=\w){_SQUARES}")  # in a word; alone it may be a bullet or a box to tick
_UNREADABLE = re.compile(rf"\(cid:\d+\)|[\ufffd\ue000-\uf8ff]|{_SQUARE.pattern}")
_MOST_UNREADABLE = 0.01  # share of the words
_MOST_FOREIGN = 0.03  # share of the letters: TCVN3 text has 15-20 %
_FEWEST_SYLLABLES = 0.5  # share of the words made of letters; law texts have more than 0.9
_INK = 170  # a pixel of the overview darker than this is ink


def verdict(page: Page, codes: tuple[Box, ...] = ()) -> Verdict:
    """Judge the text layer of a page; ``codes`` are places of its two-dimensional codes, whose ink needs no words."""
    visible = tuple(word for word in page.words if word.visible)
    if not visible or page.overview is None or not explains_ink(page.overview, page.width, visible, codes):
        return "refused"
    if any(is_legacy_font(font) for font in page.fonts):
        return "refused"
    return reads_as_text(" ".join(word.text for word in visible))


def has_squares(page: Page) -> bool:
    """Tell whether visible words hold black or white squares: the font had no such letter, and the page shows none."""
    words = [word for word in page.words if word.visible]
    return sum(_SQUARE.search(word.text) is not None for word in words) > _MOST_UNREADABLE * len(words)


def reads_as_text(text: str) -> Verdict:
    """Judge a text by its signs, letters and syllables; Vietnamese or plain ASCII text passes."""
    words = text.split()
    letters = [letter for letter in text if letter.isalpha()]
    unreadable = sum(_UNREADABLE.search(word) is not None for word in words)
    if unreadable > _MOST_UNREADABLE * len(words):
        return "refused"
    if sum(not is_vietnamese_letter(letter) for letter in letters) > _MOST_FOREIGN * len(letters):
        return "refused"
    bare = [part for part in re.findall(r"[^\W\d_]+", text) if len(part) > 1]
    if len(bare) >= 5 and sum(map(is_syllable, bare)) < _FEWEST_SYLLABLES * len(bare):
        return "doubtful"
    return "believed"


def explains_ink(overview: Pixels, width: float, words: tuple[CarriedWord, ...], codes: tuple[Box, ...] = ()) -> bool:
    """Tell whether the words cover the letter-sized ink of a page ``width`` points wide, and have ink themselves."""
    scale = overview.shape[1] / width
    covered = np.zeros(overview.shape, dtype=bool)
    ink = overview < _INK
    filled = 0
    for box in codes:
        covered[_window(box, scale)] = True
    for word in words:
        window = _window(word.box, scale)
        covered[window] = True
        filled += bool(ink[window].any())
    letters, _, _ = letter_ink(overview, _INK)
    total = int(letters.sum())
    explained = int((letters & covered).sum())
    return filled >= _FILLED * len(words) and (total == 0 or explained >= _EXPLAINED * total)


def _window(box: Box, scale: float) -> tuple[slice, slice]:
    """Return the rows and columns of a box, and of the pixels that it touches."""
    return (
        slice(max(0, int(box.y0 * scale) - 1), int(box.y1 * scale) + 2),
        slice(max(0, int(box.x0 * scale) - 1), int(box.x1 * scale) + 2),
    )
