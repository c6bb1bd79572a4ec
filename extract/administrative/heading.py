"""The two blocks at the top of the first page: where they are, and what stands in which (boxes 1-4 of NĐ 30/2020)."""

from collections.abc import Sequence
from dataclasses import dataclass

from extract.administrative.runs import Run, runs_of
from extract.administrative.wording import is_address, is_motto, is_national, letters_of, plain
from ocr.page_text import PageText

_WITHIN = 0.45  # of the page's height: the heading and what belongs to it
_MIDDLE = 0.45  # of the width: between the blocks, where nothing tells it better
_CENTRED = 0.06  # of the width: a national heading that stands over the agency, not beside it
_PROSE = 0.55  # of the width: what is wider is a line of the text
_PAGES = 3  # the first page may be a cover


@dataclass(frozen=True, slots=True)
class Heading:
    """The first page of a document, its runs from top to bottom, and its fixed points.

    ``edge`` parts the agency's block from the national one; ``bottom`` is where the text begins; points of the page.
    """

    page: PageText
    runs: tuple[Run, ...]
    national: Run | None
    motto: Run | None
    edge: float
    bottom: float

    @property
    def anchor(self) -> Run | None:
        """Return the national heading, or the motto where the heading was not read."""
        return self.national or self.motto

    @property
    def stacked(self) -> bool:
        """Tell whether the national heading stands in the middle of the page, the agency below or above it."""
        if self.anchor is None:
            return False
        off = abs(self.anchor.box.middle[0] / self.page.width - 0.5)
        return off < _CENTRED and self.anchor.box.x0 > 0.2 * self.page.width

    @property
    def top(self) -> float:
        """Return where the national heading begins, 0 where there is none."""
        return self.anchor.box.y0 if self.anchor else 0.0

    def is_left(self, run: Run) -> bool:
        """Tell whether a run belongs to the agency's block."""
        return self.stacked or run.box.middle[0] < self.edge

    def above_text(self) -> tuple[Run, ...]:
        """Return the runs above the text."""
        return tuple(run for run in self.runs if run.box.y0 < self.bottom)


def heading_of(pages: Sequence[PageText]) -> Heading | None:
    """Return the heading of a document, None where no page has words."""
    readable = [page for page in pages if page.lines]
    if not readable:
        return None
    found = [_heading(page) for page in readable[:_PAGES]]
    return next((heading for heading in found if heading.anchor), found[0])


def _heading(page: PageText) -> Heading:
    runs = runs_of(page)
    upper = [run for run in runs if run.box.y0 < _WITHIN * page.height]
    national = next((run for run in upper if is_national(run.text)), None)
    motto = next((run for run in upper if is_motto(run.text)), None)
    anchor = national or motto
    edge = anchor.box.x0 - 0.5 * anchor.height if anchor else _MIDDLE * page.width
    if national is None and motto is not None:
        edge -= 0.3 * motto.box.width  # the heading is that much longer than the motto
    return Heading(page, runs, national, motto, edge, _text_begins(page, runs, anchor))


def _text_begins(page: PageText, runs: Sequence[Run], anchor: Run | None) -> float:
    """Return where the first line of the text (or its address) stands; at most the middle of the page."""
    least = anchor.box.y1 if anchor else 0.0
    for run in runs:
        if run.box.y0 > least and _is_text(run, page.width):
            return run.box.y0
    return 0.5 * page.height


def _is_text(run: Run, width: float) -> bool:
    if run.capital_share > 0.6 or len(run.words) < 2:
        return False
    if is_address(run.text) or letters_of(run.text).startswith("cancu"):
        return True
    opening = plain(run.words[0].text).strip("'\"-.“‘ ")
    return run.box.width > _PROSE * width and opening not in {"ve", "v/v"} and run.box.x0 < 0.3 * width
