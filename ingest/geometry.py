"""Boxes and quarter turns, the geometry that every room shares."""

from dataclasses import dataclass
from typing import Literal, Self

Turn = Literal[0, 90, 180, 270]
"""Degrees clockwise."""

POINTS_PER_INCH = 72.0


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in points (1/72 inch), origin at the top left, y pointing down."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        """Return the horizontal extent."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Return the vertical extent."""
        return self.y1 - self.y0

    @property
    def area(self) -> float:
        """Return the area, 0 for an inverted box."""
        return max(0.0, self.width) * max(0.0, self.height)

    @property
    def middle(self) -> tuple[float, float]:
        """Return the centre (x, y)."""
        return (self.x0 + self.x1) / 2, (self.y0 + self.y1) / 2

    def meet(self, other: Self) -> "Box":
        """Return the common part; inverted (area 0) where there is none."""
        return Box(max(self.x0, other.x0), max(self.y0, other.y0), min(self.x1, other.x1), min(self.y1, other.y1))

    def join(self, other: Self) -> "Box":
        """Return the smallest box that holds both."""
        return Box(min(self.x0, other.x0), min(self.y0, other.y0), max(self.x1, other.x1), max(self.y1, other.y1))

    def holds(self, x: float, y: float) -> bool:
        """Tell whether the point lies inside or on the edge."""
        return self.x0 <= x <= self.x1 and self.y0 <= y <= self.y1

    def turned(self, turn: Turn, width: float, height: float) -> "Box":
        """Return the box after its page of that width and height was turned clockwise."""
        if turn == 90:
            return Box(height - self.y1, self.x0, height - self.y0, self.x1)
        if turn == 180:
            return Box(width - self.x1, height - self.y1, width - self.x0, height - self.y0)
        if turn == 270:
            return Box(self.y0, width - self.x1, self.y1, width - self.x0)
        return Box(self.x0, self.y0, self.x1, self.y1)


def joined(boxes: "tuple[Box, ...]") -> Box:
    """Return the smallest box that holds all of them (at least one)."""
    return Box(
        min(box.x0 for box in boxes),
        min(box.y0 for box in boxes),
        max(box.x1 for box in boxes),
        max(box.y1 for box in boxes),
    )


def turned_size(turn: Turn, width: float, height: float) -> tuple[float, float]:
    """Return (width, height) of a page after it was turned clockwise."""
    return (height, width) if turn in (90, 270) else (width, height)
