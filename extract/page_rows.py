"""The rows of a page and how they lie to each other: beside, below, how far a column reaches."""

from dataclasses import dataclass
from functools import cached_property

from extract.rows import Row, rows_of
from ingest.geometry import Box
from ocr.page_text import PageText
from ocr.region import RegionKind

_LEVEL = 0.5  # share of the lower row's height that rows of one level have in common
_BAND = 2.0  # heights of a line: what is so near above or below, to the right, is another column
_TOUCHED = 0.2  # share of the smaller of two places that they have in common where one touches the other
_COLUMN = 30.0  # points: rows of one column begin so near each other


@dataclass(frozen=True)
class PageRows:
    """A page with its rows in reading order."""

    page: PageText
    rows: tuple[Row, ...]

    @classmethod
    def of(cls, page: PageText) -> "PageRows":
        """Return the rows of a page."""
        return cls(page, rows_of(page))

    @cached_property
    def neighbours(self) -> tuple[int | None, ...]:
        """Return for each row the nearest row to its right on the same level, None where there is none."""
        return tuple(self._right_of(index) for index in range(len(self.rows)))

    def _right_of(self, index: int) -> int | None:
        box = self.rows[index].box
        level = [
            other
            for other, row in enumerate(self.rows)
            if row.box.x0 >= box.x1 - 2.0 and other != index and _are_level(box, row.box)
        ]
        return min(level, key=lambda other: self.rows[other].box.x0, default=None)

    def below(self, box: Box, reach: float) -> int | None:
        """Return the nearest row that begins within ``reach`` points under a box and overlaps it from left to right."""
        under = [
            (row.box.y0, index)
            for index, row in enumerate(self.rows)
            if box.y1 - 0.4 * box.height <= row.box.y0 <= box.y1 + reach and row.box.x0 < box.x1 and row.box.x1 > box.x0
        ]
        return min(under)[1] if under else None

    def right_edge(self, index: int) -> float:
        """Return how far right the lines of a row's column reach, fillers included."""
        box = self.rows[index].box
        beside = [
            row.box.x0
            for row in self.rows
            if row.box.x0 >= box.x1 - 2.0 and abs(row.box.y0 - box.y0) < _BAND * max(box.height, row.box.height)
        ]
        border = min(beside, default=self.page.width)
        same = _COLUMN if beside else self.page.width
        column = (row.end for row in self.rows if row.end <= border + 2.0 and abs(row.box.x0 - box.x0) < same)
        return max(column, default=self.rows[index].end)

    def seen_at(self, box: Box, kinds: tuple[RegionKind, ...]) -> bool:
        """Tell whether something of these kinds, that is no print or was not read, was seen in a place."""
        return any(
            region.kind in kinds and region.box.meet(box).area > _TOUCHED * min(region.box.area, box.area)
            for region in self.page.regions
        )


def _are_level(one: Box, other: Box) -> bool:
    return one.meet(Box(-1e9, other.y0, 1e9, other.y1)).height > _LEVEL * min(one.height, other.height)
