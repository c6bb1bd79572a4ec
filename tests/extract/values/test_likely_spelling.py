"""Names that the engine is known to misread, and titles that may be names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.values import parse
from extract.values.name import likely_spelling


@pytest.mark.parametrize(
    ("printed", "likely"),
    [
        ("Đỉnh Cẩm Lan", "Đinh Cẩm Lan"),
        ("Lâm Bảo Chỉ", "Lâm Bảo Chi"),
        ("LE THỊ HOA", "LÊ THỊ HOA"),
        ("TRIỆU MÙI PHAM", "TRIỆU MÙI PHAM"),
        ("Từ Thùy Hằng", "Từ Thùy Hằng"),
        ("Y Blách", "Y Blách"),
    ],
)
def test_known_misreadings(printed: str, likely: str) -> None:
    """A family name that is none takes the marks of a usual one; a hook that no name bears was a dot."""
    assert likely_spelling(printed) == likely


@given(st.text(max_size=40))
def test_any_text_has_a_spelling(text: str) -> None:
    """No text raises, and as many words come out as went in."""
    assert len(likely_spelling(text).split()) == len(text.split())


def test_a_family_name_like_a_title_is_doubtful() -> None:
    """``Ông`` is a family name too, and hardly anybody is called Trọng by family."""
    unsure = parse("name", "Ông Trọng Long")
    assert unsure is not None
    assert "doubtful" in unsure.notes
    sure = parse("name", "Ông Nguyễn Văn An")
    assert sure is not None
    assert sure.value == "Nguyễn Văn An"
    assert "doubtful" not in sure.notes


def test_facts_behind_a_name_are_none_of_it() -> None:
    """Holders of land stand with their papers and years of birth."""
    found = parse("name", "Ông Hà Hữu Long, Căn cước công dân số: 051079031486; Bà Lương Thị Hiền, sinh năm 1984")
    assert found is not None
    assert found.value == "Hà Hữu Long; Lương Thị Hiền"
