"""What a person types, taken apart: words, phrases, beginnings and parts of numbers. Nothing typed is an error.

- ``giấy phép xây dựng``: pages where all words stand; those where they stand together come first;
- ``"giấy phép xây dựng"``: pages where they follow each other; so do the words of ``138/QĐ-UBND`` and ``12/03/2024``;
- ``xây*``: words that begin so (three letters or more); ``*6789``: numbers that hold these digits (four or more).

Everything is searched twice: exactly, then without marks. There a number of five digits or more is found within
longer ones too.
"""

import re
from dataclasses import dataclass
from typing import Literal

from storage.search_words import PART, SHORTEST_PART, exact_words, folded_form

Form = Literal["exact", "folded"]

MOST_WORDS = 64
"""So many words of a query are looked for; the rest of a pasted page is left out, and the result says so."""

_QUOTES = re.compile('["“”„«»]')
_SHORTEST_BEGINNING = 3  # letters; the words that begin with two stand on every page
_TAKEN_AS_PART = 5  # digits: a year is no part of anything


@dataclass(frozen=True, slots=True)
class Match:
    """Words that have to follow each other on a page; ``begun``: the last one may go on.

    ``strict`` is False where it is enough that every two neighbours stand together somewhere.
    """

    words: tuple[str, ...]
    form: Form
    begun: bool = False
    strict: bool = True


@dataclass(frozen=True, slots=True)
class Term:
    """Words that follow each other, in their exact form; ``part``: digits within a number."""

    words: tuple[str, ...]
    begun: bool = False
    part: bool = False

    def match(self, form: Form) -> Match:
        """Return what a page must hold."""
        if self.part or (form == "folded" and self._may_be_part):
            return Match((PART + folded_form(self.words[0]),), "folded", begun=True)
        words = self.words if form == "exact" else tuple(map(folded_form, self.words))
        return Match(words, form, self.begun)

    @property
    def _may_be_part(self) -> bool:
        word = folded_form(self.words[0])
        return len(self.words) == 1 and len(word) >= _TAKEN_AS_PART and _is_number(word)


@dataclass(frozen=True, slots=True)
class Terms:
    """All that was typed; ``cut``: there was more than can be looked for."""

    terms: tuple[Term, ...]
    cut: bool = False

    def matches(self, form: Form) -> tuple[Match, ...]:
        """Return what a page must hold, each once."""
        return tuple(dict.fromkeys(term.match(form) for term in self.terms))

    def together(self, form: Form) -> tuple[Match, ...]:
        """Return what a page must hold where the terms stand together as typed; nothing where that says no more."""
        if len(self.terms) < 2 or any(term.part for term in self.terms):
            return ()
        if any(term.begun for term in self.terms[:-1]):
            return ()
        words = tuple(word for term in self.terms for word in term.words)
        if form == "folded":
            words = tuple(map(folded_form, words))
        row = Match(words, form, self.terms[-1].begun, strict=False)
        return (row, *(match for match in self.matches(form) if len(match.words) > 2 and match.strict))


def parsed(typed: str) -> Terms:
    """Return the terms of what was typed, in their order; without any word there are none."""
    terms: list[Term] = []
    room = MOST_WORDS
    for place, piece in enumerate(_QUOTES.split(typed)):
        for chunk in (piece,) if place % 2 else piece.split():
            words = exact_words(chunk)
            if len(words) > room:
                return Terms(tuple(terms) or (Term(tuple(words[:room])),), cut=True)
            room -= len(words)
            if words:
                terms.append(_term(tuple(words), chunk.strip()))
    return Terms(tuple(dict.fromkeys(terms)))


def _term(words: tuple[str, ...], chunk: str) -> Term:
    single = folded_form(words[0])
    part = chunk.startswith("*") and len(words) == 1 and len(single) >= SHORTEST_PART and _is_number(single)
    begun = chunk.endswith("*") and len(words[-1]) >= _SHORTEST_BEGINNING
    return Term(words, begun and not part, part)


def _is_number(word: str) -> bool:
    return word.isascii() and word.isdigit()
