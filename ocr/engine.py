"""What every recognition engine promises, in pixels of the picture it was given."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from ingest.geometry import Turn
from ingest.page import Pixels

Letter = tuple[tuple[str, float], ...]
"""What was seen in the place of one letter, the likeliest first: letters with their shares (0-1) of the evidence."""


@dataclass(frozen=True, slots=True)
class SeenWord:
    """A word as the engine saw it: NFC text, box in pixels (x0, y0, x1, y1), confidence 0-1.

    ``letters`` has one entry for each letter of the text, or none where the engine does not tell; the first choice may
    differ from the text's letter. ``gap`` is the share (0-1) that a space has of what was seen before the word.
    """

    text: str
    box: tuple[int, int, int, int]
    confidence: float
    letters: tuple[Letter, ...] = ()
    gap: float = 1.0

    def part(self, start: int, stop: int) -> "SeenWord":
        """Return the word with only these of its letters, in the same box."""
        return replace(self, text=self.text[start:stop], letters=self.letters[start:stop])

    def stripped(self, signs: str) -> "SeenWord":
        """Return the word without these signs at its ends; nothing else may be left of it."""
        start = len(self.text) - len(self.text.lstrip(signs))
        return self if self.text.strip(signs) == self.text else self.part(start, len(self.text.rstrip(signs)))


@dataclass(frozen=True, slots=True)
class SeenLine:
    """The words of one line, left to right, as the engine grouped them."""

    words: tuple[SeenWord, ...]


@dataclass(frozen=True, slots=True)
class Orientation:
    """The clockwise turn that would make a picture upright, and the engine's own measure of certainty (about 0-20)."""

    turn: Turn
    certainty: float


class OcrEngine(Protocol):
    """Reads gray pictures. One thread, one picture at a time."""

    @property
    def name(self) -> str:
        """Return the engine and its version, e.g. ``tesserocr 5.5.4``."""
        ...

    def recognise(self, gray: Pixels, dpi: float) -> tuple[SeenLine, ...]:
        """Return the lines of a gray picture, dark on light.

        :raises ocr.errors.EngineFailedError: when the engine gives up.
        """
        ...

    def reread(self, pictures: Sequence[Pixels], dpi: float) -> tuple[tuple[SeenWord, ...], ...]:
        """Return the words of gray pictures that show one word or one line each; none where nothing is seen.

        :raises ocr.errors.EngineFailedError: when the engine gives up.
        """
        ...

    def orientation(self, gray: Pixels, dpi: float) -> Orientation:
        """Return how the picture would have to be turned; certainty 0 where there is too little text to tell."""
        ...

    def close(self) -> None:
        """Release the engine."""
        ...
