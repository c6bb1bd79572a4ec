"""What a page shows of where documents begin and end."""

from collections.abc import Callable

import pytest

from extract.page_signs import PageSigns, has_own_title, signs_of
from extract.rule_files import document_types
from ocr.page_text import PageText

Write = Callable[..., PageText]
NATIONAL = ("# CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "# Độc lập - Tự do - Hạnh phúc")
BODY = ("Căn cứ Luật Tổ chức chính quyền địa phương;", "Theo đề nghị của Trưởng phòng Tư pháp,")


def signs(page: PageText) -> PageSigns:
    """Return the signs of a page."""
    return signs_of(page, document_types())


def test_a_first_page_has_its_heading_and_title(written: Write) -> None:
    """Both stand above; the title is told with its likeness."""
    found = signs(written(*NATIONAL, "# QUYẾT ĐỊNH", *BODY))
    assert found.heading
    assert found.title == ("quyet_dinh", 1.0)
    assert has_own_title(found)


def test_below_the_upper_part_they_count_for_nothing(written: Write) -> None:
    """A form printed within a decision has its heading anywhere."""
    found = signs(written(*BODY, *[""] * 20, *NATIONAL, "# QUYẾT ĐỊNH"))
    assert not found.heading
    assert found.title is None


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("# 2", (2, None)),
        ("# - 3 -", (3, None)),
        ("# Trang 2/3", (2, 3)),
        ("# Trang 2 / 3", (2, 3)),
        ("# trang 4 trên 12", (4, 12)),
        ("# Page 1 of 2", (1, 2)),
        ("# Số 2", (None, None)),
        ("# 2025", (None, None)),
        ("# Điều 2", (None, None)),
    ],
)
def test_page_numbers(written: Write, line: str, told: tuple[int | None, int | None]) -> None:
    """Alone in a line at an edge, in the forms that papers have."""
    head, foot = signs(written(line, *BODY, top=30.0)), signs(written(*BODY, *[""] * (37 - len(BODY)), line))
    assert (head.folio, head.of) == told
    assert (foot.folio, foot.of) == told


def test_a_number_within_the_text_is_no_page_number(written: Write) -> None:
    """A cell of a table holds one too."""
    assert signs(written(*BODY, *[""] * 10, "# 2")).folio is None


def test_blank_pages(written: Write) -> None:
    """A speck read as a word leaves a page blank; a code does not."""
    assert signs(written()).blank
    assert signs(written("x")).blank
    assert not signs(written(*BODY)).blank
    assert not signs(written(codes=("SOHOA1|HS=1",))).blank


def test_an_annex_says_so(written: Write) -> None:
    """It has a heading of its own, and belongs to another paper all the same."""
    found = signs(written("# PHỤ LỤC", "# DANH SÁCH HỘ NGHÈO", "(Kèm theo Quyết định số 45/QĐ-UBND)", *BODY))
    assert found.annex
    assert not has_own_title(found)
    assert not signs(written(*NATIONAL, "# QUYẾT ĐỊNH", *BODY)).annex


def test_recipients_and_signatures_end_a_paper(written: Write) -> None:
    """What follows them may be another one."""
    assert signs(written(*BODY, "Nơi nhận:")).ends
    assert signs(written(*BODY, "(Ký, ghi rõ họ tên)")).ends
    assert not signs(written(*BODY)).ends
