"""The rows of a page and how they lie to each other: beside, below, how far a column reaches."""

from dataclasses import dataclass
from functools import cached_property

from extract.rows import Row, rows_of
from ingest.geometry import Box
from ocr.page_text import PageText

_LEVEL = 0.5  # share of the lower row's height that rows of one level have in common
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
        """Return how far right the lines of a row's column reach; columns are told by whether something is beside."""
        box, beside = self.rows[index].box, self.neighbours[index] is not None
        return max(
            row.end
            for other, row in enumerate(self.rows)
            if abs(row.box.x0 - box.x0) < (_COLUMN if beside else 1000.0)
            and (self.neighbours[other] is not None) == beside
        )

    def handwriting_at(self, box: Box) -> bool:
        """Tell whether handwriting was seen in a place."""
        return any(
            region.kind == "handwriting" and region.box.meet(box).area > 0.2 * min(region.box.area, box.area)
            for region in self.page.regions
        )


def _are_level(one: Box, other: Box) -> bool:
    return one.meet(Box(-1e9, other.y0, 1e9, other.y1)).height > _LEVEL * min(one.height, other.height)
