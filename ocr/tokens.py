"""Seen words taken apart: the core that a word of the language may be, and the marks around it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ocr.dates import LIKE_DIGITS, proven
from ocr.engine import Letter, SeenLine, SeenWord

Kind = Literal["word", "figure", "code", "mark"]

_GUESS = 0.1  # confidence of a second look below which nothing was seen
_APART = re.compile(r"([^\w]*)(.*?)([^\w]*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Token:
    """A seen word: what stands before and after its core, and what was seen in the place of each letter of the core.

    ``looks`` holds one or several readings of the core, the first by the engine on its way over the page; ``agreed``
    tells whether a second look showed the same core (None: there was none). ``number`` is what a date proves it to be.
    """

    seen: SeenWord
    before: str
    core: str
    after: str
    looks: tuple[tuple[Letter, ...], ...]
    agreed: bool | None = None
    number: str | None = None

    @property
    def kind(self) -> Kind:
        """Return whether it is a word of letters, a number, something of both, or only marks."""
        if not self.core:
            return "mark"
        if self.number is not None or self.core[0].isdigit():
            return "figure" if self.number is not None or not any(map(str.isalpha, self.core)) else "code"
        return "word" if self.core.isalpha() and self.looks else "code"

    @property
    def least(self) -> float:
        """Return the smallest share (0-1) that a letter has of what was seen in its place."""
        return min((letter[0][1] for letter in self.seen.letters), default=self.seen.confidence)


_FIGURE = re.compile(rf"([^\w{re.escape(LIKE_DIGITS)}]*)(.*?)([^\w{re.escape(LIKE_DIGITS)}]*)", re.DOTALL)


def taken_apart(text: str) -> tuple[str, str, str]:
    """Return the marks before the first letter or digit, what lies between, and the marks after the last."""
    match = _APART.fullmatch(text)
    return (match[1], match[2], match[3]) if match is not None else ("", text, "")


def tokens(line: SeenLine) -> tuple[Token, ...]:
    """Return the words of a line taken apart, with the numbers that its dates prove."""
    parts = [(word, *taken_apart(word.text)) for word in line.words]
    around = ["", *(core.lower() for _, _, core, _ in parts), ""]
    return tuple(
        _token(word, before, core, after, (around[at], around[at + 2]))
        for at, (word, before, core, after) in enumerate(parts)
    )


def _token(word: SeenWord, before: str, core: str, after: str, around: tuple[str, str]) -> Token:
    figure = _FIGURE.fullmatch(word.text)
    if figure is not None:
        shown = word.letters[figure.start(2) : figure.end(2)]
        number = proven(figure[2], shown, around)
        if number is not None:
            return Token(word, figure[1], figure[2], figure[3], (shown,) if shown else (), number=number)
    letters = word.letters[len(before) : len(before) + len(core)]
    return Token(word, before, core, after, (letters,) if letters else ())


def looked_at_again(token: Token, again: Sequence[SeenWord]) -> Token:
    """Return the token with what a second look at its place showed."""
    agreed = taken_apart("".join(word.text for word in again))[1] == token.core
    if len(again) != 1 or not again[0].letters or again[0].confidence < _GUESS:
        return replace(token, agreed=agreed)
    before, core, _ = taken_apart(again[0].text)
    if not core.isalpha():
        return replace(token, agreed=agreed)
    letters = again[0].letters[len(before) : len(before) + len(core)]
    return replace(token, agreed=agreed, looks=(*token.looks, letters))
