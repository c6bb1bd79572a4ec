"""Folded papers as a large scanner takes them: two pages of A4 side by side on one of A3."""

from dataclasses import replace

import numpy as np

from ingest.geometry import Box
from samples.canvas import Canvas
from samples.truth import Mark, Paper, PlacedLine, PlacedWord, Ruling, Sheet
from samples.typed.paper import TypedPaper


def folded(done: TypedPaper) -> TypedPaper:
    """Return a paper of up to four pages as the two sides of the open sheet: 4 and 1, then 2 and 3."""
    pages = [*done.paper.sheets, *(Canvas().sheet() for _ in range(4 - len(done.paper.sheets)))]
    sides = (_beside(pages[3], pages[0]), _beside(pages[1], pages[2]))
    return replace(done, paper=Paper(done.paper.kind, sides))


def _beside(left: Sheet, right: Sheet) -> Sheet:
    picture = np.concatenate([left.picture, right.picture], axis=1)
    return Sheet(
        picture,
        left.width + right.width,
        left.height,
        (*left.lines, *(_moved_line(line, left.width) for line in right.lines)),
        (*left.rulings, *(_moved_ruling(ruling, left.width) for ruling in right.rulings)),
        (*left.marks, *(Mark(mark.kind, _moved(mark.box, left.width), mark.text) for mark in right.marks)),
    )


def _moved(box: Box, by: float) -> Box:
    return Box(box.x0 + by, box.y0, box.x1 + by, box.y1)


def _moved_line(line: PlacedLine, by: float) -> PlacedLine:
    return PlacedLine(
        tuple(PlacedWord(word.text, _moved(word.box, by), word.x + by, word.y, word.face) for word in line.words)
    )


def _moved_ruling(ruling: Ruling, by: float) -> Ruling:
    return replace(ruling, x0=ruling.x0 + by, x1=ruling.x1 + by)
