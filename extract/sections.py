"""The parts of a form (mother, father, owner ...): which part a label belongs to, by what was opened before it."""

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.geometry import Box

_INDENT = 0.05  # of the page's width: a label may stand so far left of what opened its section


@dataclass(frozen=True, slots=True)
class Opening:
    """Words that open a section; ``caption`` where they stand alone over a column, as ``Vợ`` and ``Chồng`` do."""

    section: str
    page: int
    box: Box
    caption: bool


def opened(openings: Sequence[Opening], new: Opening) -> tuple[Opening, ...]:
    """Return the sections that are open once another has been opened.

    Those beside it on its level stay open, and those to its left; what lies above it in its column, or above and to
    the right of it, has ended.
    """
    kept = (old for old in openings if _is_beside(old, new) or old.box.x0 < new.box.x0 - new.box.height)
    return (*kept, new)


def section_of(openings: Sequence[Opening], label: Box, row: Box, width: float) -> str:
    """Return the section of a label in a row of a page of some width; empty where none was opened."""
    if not openings:
        return ""
    last = openings[-1]
    level = [one for one in openings if _is_beside(one, last)]
    if last.caption and len(level) > 1:
        middle = (row.x0 + row.x1) / 2
        return min(level, key=lambda one: abs((one.box.x0 + one.box.x1) / 2 - middle)).section
    left = [one for one in openings if one.box.x0 <= label.x0 + _INDENT * width]
    nearest = max((one.box.x0 for one in left), default=0.0)
    near = [one for one in left if one.box.x0 >= nearest - _INDENT * width]
    if near:
        return near[-1].section
    return "" if last.caption else last.section  # a caption far to the right speaks of its own column only


def _is_beside(one: Opening, other: Opening) -> bool:
    """Tell whether two openings stand on one level of a page."""
    return one.page == other.page and abs(one.box.y0 - other.box.y0) < max(one.box.height, other.box.height)
