"""A typed paper being drawn: its pages, the place of the pen, and the facts that have been printed so far."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from random import Random

from extract.field import Value
from samples.canvas import Canvas, Column, Run
from samples.fonts import Face
from samples.truth import Paper
from samples.typed import form, ink
from samples.typed.form import Entry, Look, Way
from samples.typed.paper import TypedPaper

BOTTOM = 786.0
"""Points: no line of running text begins below."""

Words = str | tuple[Run, ...]


class Draft:
    """Everything that one paper is drawn from; its choices follow from type and seed alone.

    Layouts take turns with the seed, so that as many seeds as there are layouts show each of them once.
    """

    def __init__(self, code: str, seed: int, looks: Mapping[str, Look]) -> None:
        self.code = code
        self.rng = Random(f"typed {code} {seed}")
        self.layout = tuple(looks)[seed % len(looks)]
        self.look = looks[self.layout]
        self.canvas = Canvas()
        self.y = 68.0
        self.page_number: Column | None = None
        self.facts: dict[str, Value] = {}
        self.hand: set[str] = set()
        self.counted = 0
        self.pen = ink.pen(Random(f"pen {code} {seed}"))
        self._turned: list[Canvas] = []

    @property
    def page(self) -> int:
        """Return the number of the page that is being drawn, from 1."""
        return len(self._turned) + 1

    @property
    def first(self) -> Canvas:
        """Return the first page."""
        return self._turned[0] if self._turned else self.canvas

    def know(self, name: str, value: Value) -> None:
        """Write down a fact that has been printed; white space in texts is folded."""
        if name:
            self.facts[name] = " ".join(value.split()) if isinstance(value, str) else value

    def know_day(self, name: str, day: date) -> None:
        """Write down a day."""
        self.know(name, day.isoformat())

    def know_copy(self) -> None:
        """Write down that the paper says it is a copy."""
        self.facts["ban_sao"] = True

    def entry(self, entry: Entry, column: Column | None = None, way: Way | None = None) -> None:
        """Draw a labelled place and note its fact; go on below it."""
        self.need(self.look.size * 2)
        self._note(entry)
        look = replace(self.look, way=way) if way else self.look
        self.y = form.draw(self.canvas, look, entry, column or self.look.column, self.y)

    def row(self, *entries: Entry, at: tuple[float, ...] = ()) -> None:
        """Draw several labelled places in one line, ``at`` their left edges as shares of the width.

        A form with a column of values or with cells has no such lines: there each place is drawn below the other.
        """
        self.need(self.look.size * 2)
        if self.look.way in ("tab", "cells", "below"):
            for entry in entries:
                self.entry(entry)
            return
        starts = at or tuple(place / len(entries) for place in range(len(entries)))
        width = self.look.x1 - self.look.x0
        look = self.look
        ends = []
        for entry, start, end in zip(entries, starts, (*starts[1:], 1.0), strict=True):
            column = Column(look.x0 + start * width, look.x0 + end * width - 6, leading=look.leading)
            self._note(entry)
            ends.append(form.draw(self.canvas, look, entry, column, self.y))
        self.y = max(ends)

    def text(self, words: Words, face: Face | None = None, column: Column | None = None) -> None:
        """Draw text that is no field; go on below it."""
        self.need(self.look.size)
        self.y = self.canvas.text(words, face or self.look.face(), column or self.look.column, self.y)

    def centred(self, words: str, grow: float = 0.0, *, bold: bool = False, italic: bool = False) -> None:
        """Draw centred lines."""
        column = Column(self.look.x0, self.look.x1, "center", leading=1.25)
        self.text(words, self.look.face(grow, bold=bold, italic=italic), column)

    def flow(
        self, paragraphs: Sequence[Words], *, italic: bool = False, indent: float = 28.0, gap: float = 4.0
    ) -> None:
        """Draw justified paragraphs; they run on to the next page line by line where one is full."""
        face = self.look.face(italic=italic)
        for words in paragraphs:
            column = Column(self.look.x0, self.look.x1, "justify", indent, 1.3)
            plain = words if isinstance(words, str) else " ".join(run.text for run in words)
            rows = self.canvas.row_count(plain, face, column)
            self.need(rows * face.size * 1.3 - 6)
            self.y = self.canvas.text(words, face, column, self.y) + gap

    def skip(self, points: float) -> None:
        """Leave white space."""
        self.y += points

    def need(self, height: float) -> None:
        """Begin a new page unless there is so much room (points) left on this one."""
        if self.y + height > BOTTOM:
            self.turn()

    def turn(self) -> None:
        """Begin a new page; where pages are numbered, print its number."""
        self._turned.append(self.canvas)
        self.canvas = Canvas()
        self.y = 76.0
        if self.page_number is not None:
            self.canvas.text(str(self.page), self.look.face(), self.page_number, 48.0)

    def done(self) -> TypedPaper:
        """Return the paper with its truth."""
        sheets = tuple(canvas.sheet() for canvas in (*self._turned, self.canvas))
        known = tuple(self.facts.items())
        hand = frozenset(self.hand & set(self.facts))
        return TypedPaper(Paper(self.code, sheets), self.code, known, hand, self.layout)

    def _note(self, entry: Entry) -> None:
        if entry.shown:
            self.know(entry.name, entry.shown if entry.value is None else entry.value)
