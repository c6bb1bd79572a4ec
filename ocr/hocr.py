"""What Tesseract tells of a page as hOCR, with what its network saw at every step (``lstm_choice_mode`` 1).

Both engines ask for the same text, so that they give the same words. Of each letter it names what else was seen in the
letter's place: the network reads a line in narrow steps and weighs all letters, and none ("blank"), at each of them.
"""

import html
import re
import unicodedata
from collections import defaultdict

from ocr.engine import Letter, SeenLine, SeenWord

_LINE = re.compile(r"<span class='ocr_(?:line|caption|header|textfloat)'")
_PAGE = "<div class='ocr_page'"
_WORD = "<span class='ocrx_word'"
_SYMBOL = "<span class='ocr_symbol'"
_HEAD = re.compile(r"bbox (\d+) (\d+) (\d+) (\d+); x_wconf (\d+)'[^>]*>([^<\n]*)")
_CHOICE = re.compile(r"x_confs (\d+)'>([^<]*)<")
_LEAST = 0.005  # share of a letter's place below which a choice says nothing


def pages_of(text: str) -> tuple[tuple[SeenLine, ...], ...]:
    """Return the lines of each page of a hOCR document."""
    return tuple(lines_of(page) for page in text.split(_PAGE)[1:])


def lines_of(text: str) -> tuple[SeenLine, ...]:
    """Return the lines of the hOCR of one page; words without text are left out."""
    lines = (tuple(_words(part)) for part in _LINE.split(text)[1:])
    return tuple(SeenLine(words) for words in lines if words)


def _words(line: str) -> list[SeenWord]:
    found = []
    for part in line.split(_WORD)[1:]:
        head = _HEAD.search(part)
        if head is None:
            continue
        text = unicodedata.normalize("NFC", html.unescape(head[6])).strip()
        if not text:
            continue
        left, top, right, bottom, confidence = (int(head[group]) for group in range(1, 6))
        letters = tuple(letter for symbol in part.split(_SYMBOL)[1:] if (letter := _letter(symbol)))
        # the space before the word is a symbol of its own
        gap = letters[0][0][1] if letters and letters[0][0][0] == " " else 1.0
        kept = letters[1:] if letters and letters[0][0][0] == " " else letters
        found.append(
            SeenWord(text, (left, top, right, bottom), confidence / 100, kept if len(kept) == len(text) else (), gap)
        )
    return found


def _letter(symbol: str) -> Letter:
    """Return what was seen in the place of a letter, the likeliest first, as shares of all but the blanks."""
    weights: defaultdict[str, int] = defaultdict(int)
    for share, seen in _CHOICE.findall(symbol):
        if seen:
            weights[seen] += int(share)
    total = sum(weights.values())
    if len(weights) == 1 or (weights and not total):
        return ((html.unescape(next(iter(weights))), 1.0),)
    ranked = sorted(weights.items(), key=lambda item: -item[1])
    return tuple(
        (unicodedata.normalize("NFC", html.unescape(seen)), weight / total)
        for seen, weight in ranked
        if weight >= _LEAST * total
    )
