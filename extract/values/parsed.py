"""What a parser makes of a printed text."""

from dataclasses import dataclass
from typing import Literal

from extract.field import Value

Note = Literal["repaired", "spelled", "known", "doubtful", "respelled"]
"""``repaired``: letters that look like digits were taken for digits, or a word was read through an error of the
engine. ``spelled``: taken from words. ``known``: confirmed by its own structure or by a list (check digit, unit, name).
``doubtful``: a value, but its structure is broken, or a part of it could not be read. ``respelled``: print differed
from a list in the marks of its letters only, and the list was believed."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """A value in the normal form of its kind.

    ``used`` is where, in the text (in NFC), what made the value ends: what follows belongs to something else.
    """

    value: Value
    notes: tuple[Note, ...] = ()
    used: int = 0


def noted(**told: bool) -> tuple[Note, ...]:
    """Return the notes that were told to be true, in one order; what is doubtful is not known."""
    order: tuple[Note, ...] = ("repaired", "spelled", "known", "doubtful", "respelled")
    kept = tuple(note for note in order if told.get(note))
    return tuple(note for note in kept if note != "known") if "doubtful" in kept else kept
