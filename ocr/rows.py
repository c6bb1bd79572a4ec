"""Words of one printed line, found again from their boxes alone, whatever column or cell they stand in."""

from collections import defaultdict
from dataclasses import dataclass

from ocr.small_view import Rectangle

_OVERLAP = 0.25  # of the lower of two words, for them to stand in one row: lines of photographs slope
_STRIP = 16  # pixels: about the height of a word


@dataclass(frozen=True, slots=True)
class Row:
    """Words that stand side by side, left to right: boxes and texts."""

    boxes: tuple[Rectangle, ...]
    texts: tuple[str, ...]

    @property
    def start(self) -> int:
        """Return the left edge."""
        return self.boxes[0][0]

    @property
    def end(self) -> int:
        """Return the right edge."""
        return self.boxes[-1][2]

    @property
    def middle(self) -> float:
        """Return the height at which the row stands, measured at its words' middles."""
        return sum(box[1] + box[3] for box in self.boxes) / (2 * len(self.boxes))

    def covered(self, x0: int, x1: int, space: float) -> float:
        """Return the share of a stretch that the words cover, spaces so wide between them counted as theirs."""
        total, reached = 0.0, float(x0)
        for left, _, right, _ in self.boxes:
            low, high = max(reached, left - space), min(x1, right + space)
            total += max(0.0, high - low)
            reached = max(reached, high)
        return total / max(1, x1 - x0)


def in_rows(boxes: tuple[Rectangle, ...], texts: tuple[str, ...]) -> tuple[Row, ...]:
    """Return the words in rows, top to bottom."""
    rows: list[list[int]] = []
    lanes: dict[int, set[int]] = defaultdict(set)  # rows by the strips of the page that their last words stood in
    for index in sorted(range(len(boxes)), key=lambda index: boxes[index][0]):
        strips = range(boxes[index][1] // _STRIP, boxes[index][3] // _STRIP + 1)
        about = sorted(set().union(*(lanes[strip] for strip in strips)))
        near = [row for row in about if _beside(boxes[rows[row][-1]], boxes[index])]
        number = max(near, key=lambda row: boxes[rows[row][-1]][2]) if near else len(rows)
        if number == len(rows):
            rows.append([])
        rows[number].append(index)
        for strip in strips:
            lanes[strip].add(number)
    found = (Row(tuple(boxes[i] for i in row), tuple(texts[i] for i in row)) for row in rows)
    return tuple(sorted(found, key=lambda row: row.middle))


def _beside(left: Rectangle, right: Rectangle) -> bool:
    lower = min(left[3] - left[1], right[3] - right[1])
    common = min(left[3], right[3]) - max(left[1], right[1])
    return common > _OVERLAP * lower and right[0] > left[0] + (left[2] - left[0]) / 2
