"""The type line, what the document is about, and to whom it goes."""

from collections.abc import Callable

import pytest

from extract.administrative import title_of
from extract.candidate import Candidate
from ocr.page_text import PageText

Row = tuple[float, float, str]
Setter = Callable[..., PageText]
Reader = Callable[..., dict[str, Candidate]]

HEAD: tuple[Row, ...] = (
    (150, 60, "UBND TỈNH HÀ GIANG"),
    (150, 75, "SỞ NỘI VỤ"),
    (412, 60, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    (412, 76, "Độc lập - Tự do - Hạnh phúc"),
    (150, 110, "Số: 12/SNV-TCCC"),
    (412, 110, "Hà Giang, ngày 05 tháng 3 năm 2024"),
)
TEXT: tuple[Row, ...] = (
    (310, 300, "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015 và các văn bản"),
    (310, 316, "hướng dẫn thi hành; theo đề nghị của Trưởng phòng Nội vụ tại Tờ trình số 12/TTr-NV ngày 04"),
)


def test_a_subject_of_three_lines_ends_before_the_authority(page: Setter, read: Reader) -> None:
    """Lines in small letters below the title belong together; the office in capitals does not."""
    pages = page(
        *HEAD,
        (310, 160, "QUYẾT ĐỊNH"),
        (310, 176, "Về việc thành lập Hội đồng thẩm định"),
        (310, 191, "hồ sơ đề nghị công nhận xã đạt chuẩn"),
        (310, 206, "nông thôn mới năm 2024"),
        (310, 235, "GIÁM ĐỐC SỞ NỘI VỤ"),
        *TEXT,
    )
    expected = "Về việc thành lập Hội đồng thẩm định hồ sơ đề nghị công nhận xã đạt chuẩn nông thôn mới năm 2024"
    assert read(pages)["trich_yeu"].text == expected
    title = title_of((pages,))
    assert title is not None
    assert (title.kind, title.text, title.fit) == ("QUYẾT ĐỊNH", "QUYẾT ĐỊNH", 1.0)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("TỜ TRÌNH", "TỜ TRÌNH"),
        ("QUYÊT ĐỊNH", "QUYẾT ĐỊNH"),
        ("QUYẾT ĐỊNH CỦA UỶ BAN NHÂN DÂN TỈNH", "QUYẾT ĐỊNH"),
        ("B Á O C Á O", "BÁO CÁO"),
        ("PHIẾU LẤY Ý KIẾN CỬ TRI", None),
    ],
)
def test_the_kind_is_told_through_misread_and_spaced_letters(page: Setter, line: str, kind: str | None) -> None:
    """A title line gives its kind; one that the decree does not know is a title all the same, but less sure."""
    title = title_of((page(*HEAD, (310, 160, line), (310, 176, "Về việc thành lập Tổ công tác"), *TEXT),))
    assert title is not None
    assert title.kind == kind
    assert (title.fit > 0.7) == (kind is not None)


@pytest.mark.parametrize("opening", ["V/v", "Về việc", "V/v:"])
def test_a_letter_has_a_subject_and_no_title(page: Setter, read: Reader, opening: str) -> None:
    """Below the number, centred in the agency's block; capitals in the text are no title."""
    letter = page(
        *HEAD,
        (150, 126, f"{opening} trả lời kiến nghị"),
        (150, 140, "của cử tri năm 2024"),
        (310, 190, "Kính gửi: Hội đồng nhân dân tỉnh."),
        *TEXT,
        (310, 340, "I. TÌNH HÌNH CHUNG"),
    )
    found = read(letter)
    assert found["trich_yeu"].text == f"{opening} trả lời kiến nghị của cử tri năm 2024"
    assert found["kinh_gui"].text == "Hội đồng nhân dân tỉnh"
    assert title_of((letter,)) is None


def test_a_letter_whose_opening_was_not_read_keeps_its_subject(page: Setter, read: Reader) -> None:
    """Without ``V/v`` the place tells the subject, less surely."""
    found = read(page(*HEAD, (150, 126, "trả lời kiến nghị của cử tri"), (310, 190, "Kính gửi: Bộ Nội vụ"), *TEXT))
    assert found["trich_yeu"].text == "trả lời kiến nghị của cử tri"
    assert found["trich_yeu"].fit < 0.8


def test_a_stamp_before_the_subject_is_cut_off(page: Setter, read: Reader) -> None:
    """What was read of a stamp on the same line does not belong to the subject."""
    rows: tuple[Row, ...] = (
        (310, 160, "CHỈ THỊ"),
        (290, 176, "0.NGÃI Về việc tăng cường công tác thi hành án"),
        (310, 191, "trên địa bàn tỉnh"),
        (60, 206, "ĐẾN Chuyển:"),
    )
    assert read(page(*HEAD, *rows, *TEXT))["trich_yeu"].text == (
        "Về việc tăng cường công tác thi hành án trên địa bàn tỉnh"
    )


@pytest.mark.parametrize(
    "rows",
    [
        ((180, 190, "Kính gửi:"), (300, 206, "- Các sở, ban, ngành;"), (310, 221, "- Ủy ban nhân dân các huyện.")),
        ((250, 190, "Kính gửi: - Các sở, ban, ngành;"), (310, 205, "- Ủy ban nhân dân các huyện.")),
    ],
)
def test_several_addressees_are_joined(page: Setter, read: Reader, rows: tuple[Row, ...]) -> None:
    """Dashes and closing signs go, a semicolon parts them."""
    assert read(page(*HEAD, *rows, *TEXT))["kinh_gui"].text == "Các sở, ban, ngành; Ủy ban nhân dân các huyện"


def test_fields_in_the_lines_of_a_title(page: Setter, read: Reader) -> None:
    """A collection of laws prints no heading: agency, number, day and subject follow the title in capitals."""
    found = read(
        page(
            (297, 79, "QUYẾT ĐỊNH"),
            (297, 100, "CỦA BỘ TRƯỞNG BỘ TÀI CHÍNH SỐ 15/2004/QĐ-BTC"),
            (297, 114, "NGÀY 25 THÁNG 6 NĂM 2004 VỀ VIỆC SỬA ĐỔI QUY CHẾ"),
            (297, 128, "QUẢN LÝ QUỸ"),
            *TEXT,
        )
    )
    assert found["co_quan_ban_hanh"].text == "BỘ TRƯỞNG BỘ TÀI CHÍNH"
    assert found["so_ky_hieu"].text == "15/2004/QĐ-BTC"
    assert found["ngay_ban_hanh"].text == "NGÀY 25 THÁNG 6 NĂM 2004"
    assert found["trich_yeu"].text == "VỀ VIỆC SỬA ĐỔI QUY CHẾ QUẢN LÝ QUỸ"


def test_a_short_last_line_belongs_to_the_subject(page: Setter, read: Reader) -> None:
    """``cấp xã`` below a long line is read, though a mark of it was read apart as a line of its own."""
    rows: tuple[Row, ...] = (
        (310, 160, "BÁO CÁO"),
        (310, 176, "Kết quả kiểm tra việc đăng ký khai sinh, đăng ký kết hôn tại"),
        (323, 188, "~"),
        (310, 194, "cấp xã"),
    )
    found = read(page(*HEAD, *rows, *TEXT))["trich_yeu"]
    assert found.text == "Kết quả kiểm tra việc đăng ký khai sinh, đăng ký kết hôn tại cấp xã"
    assert "doubtful" not in found.notes


@pytest.mark.parametrize(
    "rows",
    [
        ((270, 176, "Phân công nhiệm vụ các thành viên Tổ công tác"),),
        ((310, 176, "Kết quả kiểm tra việc đăng ký kết hôn tại"),),
        ((310, 176, "Về việc tổ chức kỳ họp của Hội đồng nhân-dân-—"),),
    ],
)
def test_a_subject_that_has_lost_words_is_doubtful(page: Setter, read: Reader, rows: tuple[Row, ...]) -> None:
    """A line that is not centred below its title was longer; none ends with ``tại`` or with a ruling."""
    found = read(page(*HEAD, (310, 160, "THÔNG BÁO"), *rows, *TEXT))["trich_yeu"]
    assert "doubtful" in found.notes
    assert found.fit < 0.5


def test_the_first_line_of_the_text_is_none_of_the_subject(page: Setter, read: Reader) -> None:
    """It is indented, so that its middle is not that of the title."""
    rows: tuple[Row, ...] = (
        (310, 160, "THÔNG BÁO"),
        (310, 176, "Phân công nhiệm vụ các thành viên Tổ công tác cải cách hành chính của tỉnh"),
        (326, 192, "Cơ quan thông báo đến các tổ chức, cá nhân có liên quan được biết như sau đây:"),
    )
    text = "Phân công nhiệm vụ các thành viên Tổ công tác cải cách hành chính của tỉnh"
    assert read(page(*HEAD, *rows))["trich_yeu"].text == text
