"""What a page shows of where documents begin and go on, small enough to be kept for every page of a long file."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median

from extract.rows import Row, rows_of
from extract.rules import DocumentType
from extract.separator import label_of
from extract.titles import is_large, is_national, matches, title_lines
from ocr.page_text import PageText

_TOP = 0.42  # of the page's height: the first page of a paper has its heading and its title above
_EDGE = 0.09  # page numbers stand nearer to an edge than this
_NUMBER = re.compile(
    r"[-–—. ]*(?:trang|page|tr)?[-–—.: ]*(\d{1,3})(?:\s*(?:/|trên|of)\s*(\d{1,3}))?[-–—. ]*", re.IGNORECASE
)
_LEAST_WORDS = 3
_ANNEX = ("phuluc", "danhsach", "bangkemtheo", "kemtheo")
_ENDING = ("noinhan", "kytenghiro", "kyghiro", "kytendongdau")


@dataclass(frozen=True, slots=True)
class PageSigns:
    """The signs of one page.

    ``heading``: the national heading stands at its top; ``title``: type and likeness of the first title in its upper
    part; ``folio``: the page number printed on it; ``of`` how many pages it says there are; ``ends``: recipients or
    signatures, which end a paper; ``annex``: it says that it belongs to another paper; ``labelled``: a label with a
    dossier code sticks on it, as on the first page of a paper.
    """

    number: int
    blank: bool
    heading: bool
    title: tuple[str, float] | None
    folio: int | None
    of: int | None
    ends: bool
    annex: bool
    size: tuple[float, float]
    labelled: bool = False


def signs_of(page: PageText, types: Mapping[str, DocumentType]) -> PageSigns:
    """Return the signs of a page."""
    rows = rows_of(page)
    top = [row for row in rows if row.box.middle[1] < _TOP * page.height]
    large = title_lines(top)
    found = matches(large, types)
    first = found[0] if found else None
    folio, of = _folio(rows, page.height)
    return PageSigns(
        number=page.number,
        blank=sum(len(row.words) for row in rows) < _LEAST_WORDS and not page.codes,
        heading=any(is_national(row) for row in top),
        title=(first.code, first.likeness) if first else None,
        folio=folio,
        of=of,
        ends=any(row.letters.startswith(_ENDING) for row in rows),
        annex=any(row.letters.startswith(_ANNEX) for row in large[:2]),
        size=(page.width, page.height),
        labelled=label_of(page) is not None,
    )


def _folio(rows: tuple[Row, ...], height: float) -> tuple[int | None, int | None]:
    """Return the page number that stands alone at the top or the bottom of a page, and of how many pages it is."""
    usual = median([row.box.height for row in rows]) if rows else 0.0
    for row in rows:
        middle = row.box.middle[1]
        if _EDGE * height < middle < (1 - _EDGE) * height or row.box.height > 2 * usual:
            continue
        found = _NUMBER.fullmatch(" ".join(word.text for word in row.words))
        if found is not None:
            return int(found[1]), int(found[2]) if found[2] else None
    return None, None


def has_own_title(signs: PageSigns) -> bool:
    """Tell whether the page begins with a title that is none of an annex."""
    return signs.title is not None and not signs.annex


__all__ = ["PageSigns", "has_own_title", "is_large", "signs_of"]
