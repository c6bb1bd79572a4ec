"""Printed lines made ready for labels: cut where a label meets its value, without what only fills."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.rows import rows_of
from ingest.geometry import Box
from ocr.page_text import Line, PageText, Word

Write = Callable[..., PageText]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Họ và tên:NGUYỄN VĂN MẪU", "Họ và tên: NGUYỄN VĂN MẪU"),
        ("Số:45/QĐ-UBND", "Số: 45/QĐ-UBND"),
        ("tên………….Nguyễn", "tên…………. Nguyễn"),
        ("Giới tính: ........ Nữ ........", "Giới tính: Nữ"),
        ("1.Họ và tên", "1. Họ và tên"),
        ("a)Thửa đất số: 15", "a) Thửa đất số: 15"),
        ("-Địa chỉ", "- Địa chỉ"),
        ("lúc 10:30", "lúc 10:30"),
        ("https://dichvucong.gov.vn", "https://dichvucong.gov.vn"),
        ("1.234.567 đồng", "1.234.567 đồng"),
    ],
)
def test_words_are_cut_where_a_label_meets_its_value(written: Write, text: str, words: str) -> None:
    """And nowhere else: times, addresses and numbers stay whole."""
    (row,) = rows_of(written(text))
    assert " ".join(word.text for word in row.words) == words


def test_lines_that_only_fill_are_left_out(written: Write) -> None:
    """Dots and rules are no lines."""
    assert [row.letters for row in rows_of(written("....................", "Họ tên", "____ …… ----"))] == ["hoten"]


def test_letters_know_their_words(written: Write) -> None:
    """Where each word begins in the letters, and where the last one ends."""
    (row,) = rows_of(written("Họ, chữ đệm, tên:NGUYỄN MẪU"))
    assert row.letters == "hochudemtennguyenmau"
    assert [row.letters[start:stop] for start, stop in zip(row.starts, row.starts[1:], strict=False)] == [
        "ho", "chu", "dem", "ten", "nguyen", "mau",
    ]  # fmt: skip
    assert not row.closed


def test_a_cut_word_keeps_its_place_and_certainty(written: Write) -> None:
    """The parts share the word's box by their letters, and are as sure as it was."""
    page = written("tên:NGUYỄN~0.4")
    (word,) = page.lines[0].words
    (row,) = rows_of(page)
    label, value = row.words
    assert (label.box.x0, value.box.x1) == (word.box.x0, word.box.x1)
    assert label.box.x1 == pytest.approx(value.box.x0)
    assert value.confidence == label.confidence == 0.4


def test_a_line_goes_as_far_as_its_fillers(written: Write) -> None:
    """The words end before the dots, the line does not."""
    (row,) = rows_of(written("Họ tên: MẪU ................"))
    assert row.end > row.box.x1 + 50


@given(st.lists(st.text(min_size=1, max_size=12), min_size=1, max_size=6))
def test_any_words_become_rows_that_hold_together(texts: list[str]) -> None:
    """Whatever was read: as many starts as words and one more, rising, up to the length of the letters."""
    words = tuple(Word(text, text, Box(10.0 * at, 0.0, 10.0 * at + 8, 10.0), 0.5) for at, text in enumerate(texts))
    page = PageText(1, 595.0, 842.0, 0, 0.0, (Line(words, Box(0.0, 0.0, 80.0, 10.0)),), "recognised", "")
    for row in rows_of(page):
        assert len(row.starts) == len(row.words) + 1
        assert list(row.starts) == sorted(row.starts)
        assert row.starts[-1] == len(row.letters)
