"""A file of several papers: its documents in order, in the memory of a few pages."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any
from weakref import WeakSet

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.documents import documents
from extract.extraction import extract
from ingest.geometry import Box
from ocr.page_text import Line, PageText, Word
from ocr.region import Region

Write = Callable[..., PageText]
FIRST = ("# CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "# Độc lập - Tự do - Hạnh phúc", "", "# QUYẾT ĐỊNH", "Về việc thử")
BODY = ("Điều 1. Phê duyệt danh sách kèm theo.", "Điều 2. Quyết định này có hiệu lực từ ngày ký.")


class Watched(PageText):
    """A page that can be counted while it lives."""

    __slots__ = ("__weakref__",)


class Counting(Sequence[PageText]):
    """Pages made anew at every access, as the records of a file are: counts who asks, and how many live at once."""

    def __init__(self, made: Sequence[PageText]) -> None:
        self._made = made
        self.asked: Counter[int] = Counter()
        self._living: WeakSet[Watched] = WeakSet()
        self.most = 0

    def __len__(self) -> int:
        """Return how many pages there are."""
        return len(self._made)

    def __getitem__(self, index: Any) -> Any:
        """Return a fresh page."""
        self.asked[index] += 1
        page = self._made[index]
        fresh = Watched(**{name: getattr(page, name) for name in PageText.__slots__})
        self._living.add(fresh)
        self.most = max(self.most, len(self._living))
        return fresh


def test_pages_are_asked_for_twice_at_most_and_never_all_held(written: Write) -> None:
    """Forty papers of three pages: a file of any length needs the memory of one of its papers."""
    pages = [written(*(FIRST if number % 3 == 1 else ()), *BODY, number=number) for number in range(1, 46)]
    watched = Counting(pages)
    found = list(documents(watched))
    assert [one.pages for one in found] == [(first, first + 1, first + 2) for first in range(1, 46, 3)]
    assert max(watched.asked.values()) <= 2
    assert watched.most <= 8


def test_a_long_paper_is_not_held_whole_either(written: Write) -> None:
    """Fields stand on its first and last pages; every page belongs to it all the same."""
    watched = Counting([written(*(FIRST if number == 1 else ()), *BODY, number=number) for number in range(1, 61)])
    (only,) = documents(watched)
    assert only.pages == tuple(range(1, 61))
    assert only.document_type == "quyet_dinh"
    assert max(watched.asked.values()) <= 2
    assert watched.most <= 12


def test_documents_come_one_by_one(written: Write) -> None:
    """The second paper is looked at when it is asked for, not before."""
    watched = Counting([written(*FIRST, *BODY, number=number) for number in (1, 2)])
    found = documents(watched)
    assert next(found).pages == (1,)
    assert watched.asked == {0: 2, 1: 1}
    assert next(found).pages == (2,)


def test_no_pages_are_no_documents() -> None:
    """An empty file has none; nothing is made up."""
    assert list(documents(())) == []


@pytest.mark.checkout
@pytest.mark.parametrize("first", [1, 10_001])
def test_words_without_order_raise_nothing(first: int) -> None:
    """Labels, values, codes and regions anywhere: every page is still in exactly one document, or a separator."""
    from bench.fuzz_extract import soup, words_of_the_rules  # noqa: PLC0415 - stands beside the packages

    vocabulary = words_of_the_rules()
    for seed in range(first, first + 25):
        pages = soup(seed, vocabulary)
        numbers = [number for found in documents(pages) for number in found.pages]
        assert len(numbers) == len(set(numbers))
        assert set(numbers) <= {page.number for page in pages}


texts = st.one_of(
    st.text(min_size=1, max_size=15).filter(lambda text: not text.isspace()),
    st.sampled_from(
        ("Họ", "và", "tên:", "Số:", "GIẤY", "KHAI", "SINH", "ngày", "tháng", "năm", "2020", "CỘNG", "HÒA", "1/1")
    ),
)
edges = st.floats(-50, 1000, allow_nan=False)
sides = st.floats(0, 400, allow_nan=False)
boxes = st.builds(lambda x, y, width, height: Box(x, y, x + width, y + height), edges, edges, sides, sides)
words = st.builds(Word, texts, texts, boxes, st.floats(0, 1))
lines = st.builds(Line, st.lists(words, min_size=1, max_size=6).map(tuple), boxes)
regions = st.builds(Region, st.sampled_from(("unread", "covered", "handwriting", "signature", "seal")), boxes)
PAGE = PageText(1, 595.0, 842.0, 0, 0.0, (), "recognised", "")
pages_of = st.builds(
    lambda lines, regions: replace(PAGE, lines=tuple(lines), regions=tuple(regions)),
    st.lists(lines, max_size=8),
    st.lists(regions, max_size=3),
)


@settings(max_examples=60, deadline=None)
@given(pages_of)
def test_extract_never_raises(page: PageText) -> None:
    """Whatever words stand wherever: a document comes out, and what it says of its fields holds together."""
    found = extract([page])
    assert 0 <= found.certainty <= 1
    assert all(0 <= field.confidence <= 1 for field in found.fields)
    assert len({field.name for field in found.fields}) == len(found.fields)
    assert set(found.missing) <= {field.name for field in found.fields if field.value is None}
