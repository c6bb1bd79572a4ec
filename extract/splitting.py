"""Where one document ends and the next begins in a file of several papers."""

from collections.abc import Sequence
from dataclasses import dataclass

from extract.page_signs import PageSigns, has_own_title

_SURE_TITLE = 0.92
_OTHER_SIZE = 0.12  # difference of the sides, relative: another sheet of paper


@dataclass(frozen=True, slots=True)
class Span:
    """Pages, as indices into the file, of one document; ``last`` is exclusive; separator sheets belong to none."""

    first: int
    last: int


def spans(signs: Sequence[PageSigns], separators: frozenset[int] = frozenset()) -> tuple[Span, ...]:
    """Return the documents of a file in order; every page but separators (indices) belongs to exactly one.

    A blank page belongs to the document before it (the back of its last sheet), or where it is first, to the next.
    """
    found: list[Span] = []
    begun: int | None = None
    for index, page in enumerate(signs):
        if index in separators:
            if begun is not None:
                found.append(Span(begun, index))
            begun = None
        elif begun is None:
            begun = index
        elif not _is_blank(signs[begun:index]) and starts(signs[begun:index], page):
            found.append(Span(begun, index))
            begun = index
    return (*found, *(() if begun is None else (Span(begun, len(signs)),)))


def starts(before: Sequence[PageSigns], page: PageSigns) -> bool:
    """Tell whether a page begins a new document after the pages of one."""
    if page.labelled:
        return True
    if page.blank or page.annex or _counts_on(before, page):
        return False
    if page.heading or (page.folio == 1 and page.of is not None):
        return True
    if has_own_title(page) and page.title is not None and page.title[1] >= _SURE_TITLE:
        return True
    return (page.folio is None or page.folio < 2) and _comes_after_the_end(before, page)


def _comes_after_the_end(before: Sequence[PageSigns], page: PageSigns) -> bool:
    """Tell whether the pages before end like a paper, and this one looks like another or lies on another sheet."""
    last = [one for one in before if not one.blank][-1]
    return (last.signed and page.opens) or ((last.ends or last.signed) and _is_other_sheet(last, page))


def _counts_on(before: Sequence[PageSigns], page: PageSigns) -> bool:
    """Tell whether the printed page number goes on from the pages before."""
    if page.folio is None or page.folio < 2:
        return False
    written = [one for one in before if not one.blank]
    last = written[-1] if written else None
    if last is None:
        return False
    if last.folio is not None:
        return page.folio == last.folio + 1
    return page.folio == len(written) + 1


def _is_other_sheet(one: PageSigns, other: PageSigns) -> bool:
    return any(abs(mine - its) > _OTHER_SIZE * max(mine, its) for mine, its in zip(one.size, other.size, strict=True))


def _is_blank(pages: Sequence[PageSigns]) -> bool:
    return all(page.blank for page in pages)
