"""A page as the search for torn text sees it: stretches of words, what stands above, below and in line with them."""

from dataclasses import dataclass

from ocr.print_gaps import Print
from ocr.small_view import Rectangle, SmallView
from ocr.stretches import Stretch

_SAME = 0.35  # heights between edges that are at one place
_INK = 0.4  # of the darkness of the print
_AROUND = ".,;:!?()[]\"'“”-–/"
_NEXT = 2.7  # heights to the next line of a paragraph
_LEADER, _DOTTED = 4, 0.25  # pixels of the height of a dotted line, share of its width that is ink
_LONGEST = 7  # words of a label


@dataclass(frozen=True, slots=True)
class TornPage:
    """The stretches of a page; ``hole`` is the least width of a hole; a ``calm`` page was read without many slips."""

    stretches: tuple[Stretch, ...]
    view: SmallView
    usual: Print
    hole: int
    calm: bool
    labels: frozenset[tuple[str, ...]]

    def beside(self, one: Stretch, step: int) -> Stretch | None:
        """Return the next stretch above (-1) or below (1) in the same column."""
        near = [
            other
            for other in self.stretches
            if 0 < (other.middle - one.middle) * step < _NEXT * self.usual.height
            and min(other.end, one.end) - max(other.start, one.start) > -2 * self.usual.height
        ]
        return min(near, key=lambda other: abs(other.middle - one.middle)) if near else None

    def starting_with(self, one: Stretch) -> list[Stretch]:
        """Return the other stretches that begin at the same place."""
        near = _SAME * self.usual.height
        return [other for other in self.stretches if other is not one and abs(other.start - one.start) < near]

    def is_first(self, one: Stretch) -> bool:
        """Tell whether nothing stands to the left of a stretch."""
        return all(other.row != one.row or other.start >= one.start for other in self.stretches)

    def ending_at(self, edge: int) -> int:
        """Return how many stretches end at a place."""
        return sum(abs(other.end - edge) < self.usual.height / 2 for other in self.stretches)


def label_of(one: Stretch) -> tuple[str, ...]:
    """Return the words up to the first colon, if there are few."""
    for many, text in enumerate(one.texts[:_LONGEST], start=1):
        if text.endswith(":"):
            return tuple(text.strip(_AROUND) for text in one.texts[:many])
    return ()


def has_leader(place: Rectangle, page: TornPage) -> bool:
    """Tell whether a dotted line runs along the foot of a place."""
    x0, y0, x1, y1 = place
    edge, usual = (y1 - y0) // 4, page.usual
    foot = page.view.dark[y1 - 2 * edge : y1 + edge, x0 + 2 : x1 - 2] < usual.paper - _INK * usual.darkness
    return foot.size > 0 and 0 < foot.any(axis=1).sum() <= _LEADER and foot.any(axis=0).mean() > _DOTTED
