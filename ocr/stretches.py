"""Rows taken apart where wide bare paper stands between their words."""

from dataclasses import dataclass

from ocr.rows import Row
from ocr.small_view import Rectangle

_MARGIN = 0.05  # share of the rows that may reach beyond the edges of the text


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words of one row without a wide gap between them, and where the bare paper before and after them ends."""

    row: int
    middle: float
    boxes: tuple[Rectangle, ...]
    texts: tuple[str, ...]
    left: int
    right: int

    @property
    def start(self) -> int:
        """Return the left edge."""
        return self.boxes[0][0]

    @property
    def end(self) -> int:
        """Return the right edge."""
        return self.boxes[-1][2]

    @property
    def centre(self) -> float:
        """Return the middle between both edges."""
        return (self.start + self.end) / 2

    @property
    def text(self) -> str:
        """Return all words."""
        return " ".join(self.texts)

    def before(self, wide: int) -> Rectangle:
        """Return a place so wide before the first word."""
        return self.start - wide, self.boxes[0][1], self.start, self.boxes[0][3]

    def after(self, wide: int) -> Rectangle:
        """Return a place so wide behind the last word."""
        return self.end, self.boxes[-1][1], self.end + wide, self.boxes[-1][3]


def in_stretches(rows: tuple[Row, ...], least: int) -> tuple[Stretch, ...]:
    """Return the rows, top to bottom, taken apart at gaps that are at least so many pixels wide."""
    if not rows:
        return ()
    beyond = int(_MARGIN * len(rows))
    first, last = sorted(row.start for row in rows)[beyond], sorted(row.end for row in rows)[-1 - beyond]
    found = []
    for number, row in enumerate(rows):
        boxes = row.boxes
        cuts = [at for at in range(1, len(boxes)) if boxes[at][0] - boxes[at - 1][2] >= least]
        for begin, end in zip([0, *cuts], [*cuts, len(boxes)], strict=True):
            left = boxes[begin - 1][2] if begin else first
            right = boxes[end][0] if end < len(boxes) else last
            found.append(Stretch(number, row.middle, boxes[begin:end], row.texts[begin:end], left, right))
    return tuple(found)
