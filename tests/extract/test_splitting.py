"""Where documents begin: told from the signs of each page, whatever the papers are."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.page_signs import PageSigns
from extract.splitting import Span, spans

PLAIN = PageSigns(
    1,
    blank=False,
    heading=False,
    title=None,
    folio=None,
    of=None,
    ends=False,
    annex=False,
    signed=False,
    opens=False,
    size=(595, 842),
)
FIRST = replace(PLAIN, heading=True, title=("quyet_dinh", 1.0))
BLANK = replace(PLAIN, blank=True)


def starts_of(*pages: PageSigns, separators: frozenset[int] = frozenset()) -> list[tuple[int, int]]:
    """Return (first, last) of the documents."""
    return [(span.first, span.last) for span in spans(pages, separators)]


def test_a_national_heading_begins_a_document() -> None:
    """Two letters in one scan are two documents."""
    assert starts_of(FIRST, FIRST) == [(0, 1), (1, 2)]


def test_pages_without_signs_go_on_with_what_was_before() -> None:
    """Body pages and annexes belong to the paper that they follow."""
    annex = replace(FIRST, annex=True)
    assert starts_of(FIRST, PLAIN, annex, FIRST) == [(0, 3), (3, 4)]


def test_a_page_number_that_counts_on_outweighs_a_heading() -> None:
    """A page with "2" on it, after a first page, is its second one, even with a heading (a form within a decision)."""
    assert starts_of(FIRST, replace(FIRST, folio=2)) == [(0, 2)]
    assert starts_of(FIRST, replace(FIRST, folio=7)) == [(0, 1), (1, 2)]


def test_a_blank_back_belongs_to_its_front() -> None:
    """And a blank first page to the paper that follows; no page is lost."""
    assert starts_of(BLANK, FIRST, BLANK, FIRST) == [(0, 3), (3, 4)]


def test_a_title_without_heading_begins_a_document_when_it_is_sure() -> None:
    """Cards and certificates have no national heading."""
    card = replace(PLAIN, title=("can_cuoc", 0.97))
    assert starts_of(FIRST, card) == [(0, 1), (1, 2)]
    assert starts_of(FIRST, replace(PLAIN, title=("can_cuoc", 0.86))) == [(0, 2)]


def test_separator_sheets_part_documents_and_belong_to_none() -> None:
    """What follows a separator is a new paper, whatever it looks like."""
    assert starts_of(PLAIN, PLAIN, PLAIN, separators=frozenset({1})) == [(0, 1), (2, 3)]


def test_another_size_of_sheet_after_a_signature_is_another_paper() -> None:
    """A receipt on a half sheet behind a signed letter."""
    slip = replace(PLAIN, size=(420, 595))
    assert starts_of(replace(FIRST, ends=True), slip) == [(0, 1), (1, 2)]
    assert starts_of(FIRST, slip) == [(0, 2)]


def test_a_page_that_opens_something_after_a_signature_is_another_paper() -> None:
    """A letter without any heading behind a signed decision; but an annex, or a page that is numbered on, belongs."""
    signed, opening = replace(FIRST, signed=True), replace(PLAIN, opens=True)
    assert starts_of(signed, opening) == [(0, 1), (1, 2)]
    assert starts_of(FIRST, opening) == [(0, 2)]
    assert starts_of(signed, replace(opening, annex=True)) == [(0, 2)]
    assert starts_of(signed, replace(opening, folio=3)) == [(0, 2)]


signs = st.builds(
    PageSigns,
    st.just(1),
    st.booleans(),
    st.booleans(),
    st.none() | st.tuples(st.just("quyet_dinh"), st.floats(0, 1)),
    st.none() | st.integers(1, 5),
    st.none() | st.integers(1, 5),
    st.booleans(),
    st.booleans(),
    st.booleans(),
    st.booleans(),
    st.tuples(st.floats(100, 900), st.floats(100, 900)),
    st.booleans(),
)


@given(st.lists(signs, max_size=12), st.frozensets(st.integers(0, 11), max_size=3))
def test_every_page_belongs_to_exactly_one_document(pages: list[PageSigns], separators: frozenset[int]) -> None:
    """Pages in are pages out, in order; only separator sheets are left out."""
    found = spans(pages, separators)
    covered = [index for span in found for index in range(span.first, span.last)]
    assert covered == [index for index in range(len(pages)) if index not in separators]
    assert all(span.first < span.last for span in found)


def test_no_pages_are_no_documents() -> None:
    """An empty file has none."""
    assert spans([]) == ()
    assert spans([PLAIN]) == (Span(0, 1),)
    with pytest.raises(AttributeError):
        spans([PLAIN])[0].first = 3  # type: ignore[misc]
