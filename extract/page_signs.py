"""What a page shows of where documents begin and go on, small enough to be kept for every page of a long file."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median

from extract.rows import NUMBERED, Row, rows_of
from extract.rules import DocumentType
from extract.separator import label_of
from extract.titles import is_large, is_national, matches, title_lines
from ocr.page_text import PageText
from ocr.vietnamese.syllable import is_syllable

_TOP = 0.42  # of the page's height: the first page of a paper has its heading and its title above
_EDGE = 0.09  # page numbers stand nearer to an edge than this
_NUMBER = re.compile(
    r"[-–—. ]*(?:trang|page|tr)?[-–—.: ]*(\d{1,3})(?:\s*(?:/|trên|of)\s*(\d{1,3}))?[-–—. ]*", re.IGNORECASE
)
_LEAST_WORDS = 3
_LOWEST = 5  # lines at the foot of a page among which the name of who signed stands
_RIGHT = 0.3  # of the width: such names begin farther right
_FEWEST_LETTERS = 8  # of a title; captions within a form are shorter
_MIDDLE, _SHORT = 0.1, 0.72  # of the width: how far from the middle, how long a line above a paper is at most
_ANNEX = ("phuluc", "loichung", "danhsach", "bangkemtheo", "kemtheo")
_ENDING = ("noinhan", "kytenghiro", "kyghiro", "kytendongdau")


@dataclass(frozen=True, slots=True)
class PageSigns:
    """The signs of one page.

    ``heading``: the national heading stands at its top; ``title``: type and likeness of the first title in its upper
    part; ``folio``: the page number printed on it; ``of`` how many pages it says there are; ``ends``: recipients or
    signatures, which end a paper; ``annex``: it says that it belongs to another paper; ``signed``: the name of who
    signed stands low on it; ``opens``: its first lines are such as stand above a paper, not in the middle of one;
    ``labelled``: a label with a dossier code sticks on it, as on the first page of a paper.
    """

    number: int
    blank: bool
    heading: bool
    title: tuple[str, float] | None
    folio: int | None
    of: int | None
    ends: bool
    annex: bool
    signed: bool
    opens: bool
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
        signed=_is_signed(rows, page.width),
        opens=any(_is_opening(row, page.width) for row in rows[:2]) and not any(map(_is_numbered, rows[:1])),
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


def _is_signed(rows: tuple[Row, ...], width: float) -> bool:
    """Tell whether one of the lowest lines of a page is a name by itself, in the middle or on the right."""
    lowest = sorted(rows, key=lambda row: row.box.y1)[-_LOWEST:]
    return any(row.box.x0 > _RIGHT * width and _is_name(row) for row in lowest)


def _is_name(row: Row) -> bool:
    words = [word.text.strip(".,") for word in row.words]
    proper = all(word.isalpha() and word[0].isupper() and not word.isupper() for word in words if word)
    return 2 <= len(words) <= 5 and proper and any(is_syllable(word) for word in words)


def _is_opening(row: Row, width: float) -> bool:
    """Tell whether a line is a title or a letterhead: in large letters, or short and in the middle of the page."""
    centred = abs(row.box.middle[0] - width / 2) < _MIDDLE * width and row.box.width < _SHORT * width
    begins = row.words[0].text[:1].isupper() and len(row.letters) >= _FEWEST_LETTERS
    return begins and (is_large(row) or (centred and not row.words[-1].text.endswith((";", ","))))


def _is_numbered(row: Row) -> bool:
    return NUMBERED.fullmatch(row.words[0].text) is not None or row.letters.startswith("dieu")


def has_own_title(signs: PageSigns) -> bool:
    """Tell whether the page begins with a title that is none of an annex."""
    return signs.title is not None and not signs.annex


__all__ = ["PageSigns", "has_own_title", "is_large", "signs_of"]
