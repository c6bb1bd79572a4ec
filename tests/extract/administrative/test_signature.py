"""Who signed, in which office: at the bottom right of the last page that bears a signature."""

from collections.abc import Callable

import pytest

from extract.candidate import Candidate
from ocr.page_text import PageText

Row = tuple[float, float, str]
Setter = Callable[..., PageText]
Reader = Callable[..., dict[str, Candidate]]

END: Row = (310, 400, "Các cơ quan, đơn vị có liên quan chịu trách nhiệm thi hành Quyết định này kể từ ngày ký./.")
RECIPIENTS: tuple[Row, ...] = (
    (115, 440, "Nơi nhận:"),
    (130, 455, "- Như Điều 3;"),
    (150, 468, "- Ông Nguyễn Văn Tám;"),
    (140, 481, "- Lưu: VT, NC."),
)


@pytest.mark.parametrize(
    ("office", "stated"),
    [
        (("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), "KT. CHỦ TỊCH PHÓ CHỦ TỊCH"),
        (("T/M UBND TỈNH", "K/T CHỦ TỊCH", "PHÓ CHỦ TỊCH"), "T/M UBND TỈNH K/T CHỦ TỊCH PHÓ CHỦ TỊCH"),
        (("-KT:~0.2 HIỆU TRƯỞNG", "PHỔ~0.1 HIỆU TRƯỞNG"), "KT. HIỆU TRƯỞNG PHÓ HIỆU TRƯỞNG"),
        (("HIỆU TR",), "HIỆU TRƯỞNG"),
    ],
)
def test_the_lines_of_an_office_are_joined(page: Setter, read: Reader, office: tuple[str, ...], stated: str) -> None:
    """As printed; offices are few, so that a badly read or half covered one is spelled as it can only be."""
    rows = tuple((420.0, 440.0 + 15 * at, line) for at, line in enumerate(office))
    found = read(page(END, *RECIPIENTS, *rows, (420, 540, "Lê Thị Hạnh")))
    assert found["chuc_vu_nguoi_ky"].text == stated
    assert found["nguoi_ky"].text == "Lê Thị Hạnh"


@pytest.mark.parametrize(
    "line",
    ["Trần Văn Bình", "TS. Trần Văn Bình", "PGS.TS Trần Văn Bình", "Th S. Trần Văn Bình", "Đại tá Trần Văn Bình",
     "“Trần Văn Bình", "Trần Văn Bình NG", "TS.Trần Văn Bình"],
)  # fmt: skip
def test_a_name_is_given_without_degrees_and_letters_of_the_seal(page: Setter, read: Reader, line: str) -> None:
    """Degrees, ranks and stray signs around a name are no part of it."""
    found = read(page(END, *RECIPIENTS, (420, 440, "GIÁM ĐỐC"), (420, 490, "5"), (420, 540, line)))["nguoi_ky"]
    assert found.text == "Trần Văn Bình"
    assert found.fit > 0.9


def test_a_name_partly_under_the_seal_is_not_certain(page: Setter, read: Reader) -> None:
    """``m Trường Thọ`` is what is left of a name."""
    found = read(page(END, *RECIPIENTS, (420, 440, "CHỦ TỊCH"), (420, 540, "m Trường Thọ")))
    assert found["nguoi_ky"].fit < 0.5


def test_a_digital_signature_over_the_signer_is_passed_over(page: Setter, read: Reader) -> None:
    """The lines of its visible part are neither office nor name."""
    rows: tuple[Row, ...] = (
        (420, 440, "GIÁM ĐỐC"),
        (420, 460, "Ký bởi: Nguyễn Thị Xuân"),
        (420, 475, "Thời gian ký: 12.02.2024 10:11:12 +07:00"),
        (420, 540, "Trần Văn Bình"),
    )
    assert read(page(END, *RECIPIENTS, *rows))["nguoi_ky"].text == "Trần Văn Bình"


def test_of_two_signers_neither_is_certain(page: Setter, read: Reader) -> None:
    """A joint document is signed at the left and at the right: two candidates, both below certainty."""
    rows: tuple[Row, ...] = (
        (180, 440, "KT. BỘ TRƯỞNG BỘ NỘI VỤ"),
        (180, 455, "THỨ TRƯỞNG"),
        (180, 540, "Trần Văn Bình"),
        (430, 440, "KT. BỘ TRƯỞNG BỘ TÀI CHÍNH"),
        (430, 455, "THỨ TRƯỞNG"),
        (430, 540, "Lê Thị Hạnh"),
    )
    found = read(page(END, *rows))
    assert found["nguoi_ky"].text == "Lê Thị Hạnh"
    assert found["nguoi_ky"].fit < 0.9


def test_the_signature_is_sought_from_the_last_page(page: Setter, read: Reader) -> None:
    """A list behind the signed page does not hide it, and its page is told."""
    first = page((310, 60, "QUYẾT ĐỊNH"))
    signed = page(END, *RECIPIENTS, (420, 440, "CHỦ TỊCH"), (420, 540, "Trần Văn Bình"), number=2)
    annex = page((310, 60, "DANH SÁCH"), (310, 90, "Nguyễn Văn Tám"), number=3)
    found = read(first, signed, annex)
    assert (found["nguoi_ky"].text, found["nguoi_ky"].page) == ("Trần Văn Bình", 2)


def test_an_office_in_capitals_above_the_text_is_no_signature(page: Setter, read: Reader) -> None:
    """``CHỦ TỊCH ỦY BAN NHÂN DÂN`` over the grounds of a decision signs nothing."""
    assert "nguoi_ky" not in read(page((330, 200, "CHỦ TỊCH ỦY BAN NHÂN DÂN"), END))


def test_a_name_under_an_office_that_was_not_read_is_doubtful(page: Setter, read: Reader) -> None:
    """With the recipients beside it, a name at the bottom right is the signer's, but not surely."""
    found = read(page(END, *RECIPIENTS, (440, 540, "Trần Văn Bình")))
    assert found["nguoi_ky"].text == "Trần Văn Bình"
    assert found["nguoi_ky"].fit <= 0.5


def test_a_digital_signature_names_the_signer_where_nothing_is_printed(page: Setter, read: Reader) -> None:
    """A person after ``Ký bởi:`` is offered, not surely; an office's certificate names nobody."""
    office = (420, 440, "GIÁM ĐỐC")
    named = read(page(END, *RECIPIENTS, office, (420, 470, "Ký bởi: Trần Văn Bình")))
    assert (named["nguoi_ky"].text, named["nguoi_ky"].fit <= 0.5) == ("Trần Văn Bình", True)
    assert "nguoi_ky" not in read(page(END, *RECIPIENTS, office, (420, 470, "Ký bởi: Cổng Thông tin điện tử")))


def test_a_name_beside_the_axis_of_its_office_has_perhaps_lost_a_part(page: Setter, read: Reader) -> None:
    """Office and name are centred alike: ``Văn Vũ`` farther right is what a seal left of a longer name."""
    whole = read(page(END, *RECIPIENTS, (420, 440, "GIÁM ĐỐC"), (421, 540, "Văn Vũ")))["nguoi_ky"]
    part = read(page(END, *RECIPIENTS, (420, 440, "GIÁM ĐỐC"), (436, 540, "Văn Vũ")))["nguoi_ky"]
    assert "doubtful" not in whole.notes
    assert "doubtful" in part.notes
