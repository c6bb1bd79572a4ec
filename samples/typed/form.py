"""Ways to print a label and its value: on one line, over dots, one below the other, in two columns, in cells."""

from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from extract.field import Value
from samples.canvas import Canvas, Column, Run
from samples.fonts import BLACK, Colour, Face, Family

Way = Literal["inline", "dotted", "under", "tab", "below", "cells"]
"""``dotted``: dots from the value to the edge; ``under``: dots below it; ``tab``: values in a second column."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a form is set; lengths in points, ``tab`` is the width of the labels' column."""

    family: Family = "serif"
    size: float = 13.0
    way: Way = "inline"
    strong: bool = True
    sloped_labels: bool = False
    leading: float = 1.42
    x0: float = 80.0
    x1: float = 548.0
    tab: float = 170.0

    def face(self, grow: float = 0.0, *, bold: bool = False, italic: bool = False, colour: Colour = BLACK) -> Face:
        """Return a face of the form's family, larger by so many points."""
        return Face(self.size + grow, bold, italic, colour, self.family)

    @property
    def column(self) -> Column:
        """Return the whole width of the form."""
        return Column(self.x0, self.x1, leading=self.leading)

    @property
    def label_face(self) -> Face:
        """Return the face of labels."""
        return self.face(italic=self.sloped_labels)

    @property
    def value_face(self) -> Face:
        """Return the face of values."""
        return self.face(bold=self.strong)


@dataclass(frozen=True, slots=True)
class Entry:
    """A labelled place of a form: ``name`` of the field (empty: none), what is printed there (empty: left blank).

    ``value`` is the true value in normal form where that is not what is printed.
    """

    name: str
    label: str
    shown: str
    value: Value | None = None


def draw(canvas: Canvas, look: Look, entry: Entry, column: Column, y: float) -> float:
    """Draw the entry in the column, its first baseline at ``y``; return the next free baseline."""
    return _WAYS[look.way](canvas, look, entry, column, y)


def lines_below(look: Look, y: float, count: int = 1) -> float:
    """Return the baseline so many lines further down."""
    return y + count * look.size * look.leading


def _labelled(label: str) -> str:
    """Return the label with its colon, unless it ends as a label that has none."""
    return label if not label or label.endswith((":", ",", "là", "Cho")) else f"{label}:"


def _inline(canvas: Canvas, look: Look, entry: Entry, column: Column, y: float) -> float:
    runs = (Run(_labelled(entry.label), look.label_face), Run(entry.shown, look.value_face))
    return canvas.text(runs, look.label_face, column, y)


def _dotted(canvas: Canvas, look: Look, entry: Entry, column: Column, y: float) -> float:
    below = _inline(canvas, look, entry, column, y)
    x, last = canvas.pen
    canvas.leader(x + 3, column.x1, last)
    return below


def _under(canvas: Canvas, look: Look, entry: Entry, column: Column, y: float) -> float:
    """Draw dots from label to edge, lower than the letters, and the value over them."""
    below = _inline(canvas, look, entry, column, y)
    start = column.x0 + canvas.text_width(f"{_labelled(entry.label)} ", look.label_face)
    while y < below - 1:
        canvas.leader(min(start, column.x1 - 4), column.x1, y + 2.2)
        start, y = column.x0, y + look.size * look.leading
    return below


def _tab(canvas: Canvas, look: Look, entry: Entry, column: Column, y: float) -> float:
    middle = min(column.x0 + look.tab, column.x1 - 90)
    end = canvas.text(_labelled(entry.label), look.label_face, Column(column.x0, middle, leading=look.leading), y)
    value = Column(middle + 8, column.x1, leading=look.leading)
    return max(end, canvas.text(entry.shown, look.value_face, value, y))


def _below(canvas: Canvas, look: Look, entry: Entry, column: Column, y: float) -> float:
    y = canvas.text(_labelled(entry.label).rstrip(":"), look.label_face, column, y)
    inner = Column(column.x0 + 14, column.x1, leading=look.leading)
    if not entry.shown:
        canvas.leader(inner.x0, inner.x1, y)
        return y + look.size * look.leading
    return canvas.text(entry.shown, look.value_face, inner, y) + 2


def _cells(canvas: Canvas, look: Look, entry: Entry, column: Column, y: float) -> float:
    """Draw a row of a ruled table: the label's cell and the value's."""
    step = look.size * look.leading
    middle = min(column.x0 + look.tab, column.x1 - 90)
    left = Column(column.x0 + 5, middle - 5, leading=look.leading)
    right = Column(middle + 5, column.x1 - 5, leading=look.leading)
    rows = max(
        canvas.row_count(entry.label, look.label_face, left), canvas.row_count(entry.shown, look.value_face, right), 1
    )
    top, bottom = y - look.size, y - look.size + rows * step + 5
    canvas.text(entry.label, look.label_face, left, y + 2)
    if entry.shown:
        canvas.text(entry.shown, look.value_face, right, y + 2)
    for level in (top, bottom):
        canvas.rule((column.x0, level), (column.x1, level))
    for x in (column.x0, middle, column.x1):
        canvas.rule((x, top), (x, bottom))
    return bottom + look.size


_WAYS: MappingProxyType[Way, Callable[[Canvas, Look, Entry, Column, float], float]] = MappingProxyType(
    {"inline": _inline, "dotted": _dotted, "under": _under, "tab": _tab, "below": _below, "cells": _cells}
)
