"""What may be the value of a field: words on a page that a label or a place of the layout points at."""

from collections.abc import Sequence
from dataclasses import dataclass

from extract.field import Origin
from ingest.geometry import Box, joined
from ocr.page_text import Word

_SIGNS = " .,:;…()[]\"'"


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words, in reading order, that are taken for the value of the field ``name``; not yet parsed.

    ``page`` counts from 1 within the file. ``fit`` (0-1) is how surely the words belong to this field: a label matched
    letter by letter has 1. ``handwritten`` tells that handwriting stands in the place of the value, or of a part of
    it. ``stated`` is the text where it does not follow from the words alone (taken from a code, joined otherwise).
    ``place`` is where a value without words stands (a code), in points of the upright page. ``folded`` values have
    lost their tone marks (names in a machine-readable zone): they can only be compared without. ``notes`` are codes
    for the field's notes.
    """

    name: str
    page: int
    words: tuple[Word, ...]
    fit: float = 1.0
    handwritten: bool = False
    origin: Origin = "print"
    stated: str | None = None
    place: Box | None = None
    folded: bool = False
    notes: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """Return what is to be parsed."""
        return " ".join(word.text for word in self.words) if self.stated is None else self.stated

    @property
    def as_printed(self) -> str:
        """Return what is to be parsed with every corrected word as the engine saw it."""
        return self.with_printed(self.words)

    def with_printed(self, words: Sequence[Word]) -> str:
        """Return what is to be parsed with these of its words as the engine saw them."""
        text = self.text
        for word in words:
            said = word.text.strip(_SIGNS)
            if word.text != word.printed and said and (self.stated is None or text.count(said) == 1):
                text = text.replace(said, word.printed.strip(_SIGNS), 1)
        return text

    @property
    def printed(self) -> str:
        """Return the words as the engine saw them."""
        return " ".join(word.printed for word in self.words) or self.text

    @property
    def box(self) -> Box | None:
        """Return the smallest box around the words; the place where there are none."""
        return joined(tuple(word.box for word in self.words)) if self.words else self.place
