"""The heading: agency, number, place and day, whatever order and pieces they were read in."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from extract.candidate import Candidate
from ingest.geometry import Box
from ocr.page_text import PageText, Word
from ocr.region import Region

Row = tuple[float, float, str]
Setter = Callable[..., PageText]
Reader = Callable[..., dict[str, Candidate]]

NATION: tuple[Row, ...] = ((412, 60, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), (412, 76, "Độc lập - Tự do - Hạnh phúc"))
DAY: Row = (412, 110, "Hòa Tiến, ngày 05 tháng 3 năm 2024")
TEXT: tuple[Row, ...] = (
    (310, 240, "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015 và các văn bản"),
    (310, 256, "hướng dẫn thi hành; theo đề nghị của Trưởng phòng Nội vụ tại Tờ trình số 12/TTr-NV ngày 04"),
)
TITLE: tuple[Row, ...] = ((310, 160, "QUYẾT ĐỊNH"), (310, 176, "Về việc thành lập Tổ công tác"))


def headed(page: Setter, agency: Sequence[str], *rows: Row, regions: Sequence[Region] = ()) -> PageText:
    """Return a decision with an agency's lines at the left of its heading."""
    left = tuple((150.0, 60.0 + 15 * at, line) for at, line in enumerate(agency))
    return page(*left, *NATION, *rows, *TITLE, *TEXT, regions=regions)


@pytest.mark.parametrize(
    ("lines", "above", "issuer"),
    [
        (("ỦY BAN NHÂN DÂN", "TỈNH HÀ GIANG"), None, "ỦY BAN NHÂN DÂN TỈNH HÀ GIANG"),
        (("ỦY BAN NHÂN DÂN", "XÃ HÒA TIẾN", "HUYỆN HÒA VANG"), None, "ỦY BAN NHÂN DÂN XÃ HÒA TIẾN HUYỆN HÒA VANG"),
        (("UBND TỈNH LÂM ĐỒNG", "VĂN PHÒNG"), "UBND TỈNH LÂM ĐỒNG", "VĂN PHÒNG"),
        (("VĂN PHÒNG", "ỦY BAN NHÂN DÂN TỈNH"), None, "VĂN PHÒNG ỦY BAN NHÂN DÂN TỈNH"),
        (("UBND QUẬN ĐỐNG ĐA", "BAN CHỈ ĐẠO 138"), "UBND QUẬN ĐỐNG ĐA", "BAN CHỈ ĐẠO 138"),
        (
            ("SỞ GIÁO DỤC VÀ ĐÀO TẠO", "THÀNH PHỐ CẦN THƠ", "TRƯỜNG THPT", "CHÂU VĂN LIÊM"),
            "SỞ GIÁO DỤC VÀ ĐÀO TẠO THÀNH PHỐ CẦN THƠ",
            "TRƯỜNG THPT CHÂU VĂN LIÊM",
        ),
        (
            ("UBND TỈNH X", "BAN CHỈ HUY", "PHÒNG, CHỐNG THIÊN TAI"),
            "UBND TỈNH X",
            "BAN CHỈ HUY PHÒNG, CHỐNG THIÊN TAI",
        ),
        (("UBND TỈNH QUẢNG NINH", "BAN DÂN TỘC"), "UBND TỈNH QUẢNG NINH", "BAN DÂN TỘC"),
        (("ỦY BAN NHÂN ĐÂN", "XÃ HÒA TIẾN"), None, "ỦY BAN NHÂN DÂN XÃ HÒA TIẾN"),
        (("BỘ TÀI CHÍNH -", "BỘ NỘI VỤ"), None, "BỘ TÀI CHÍNH - BỘ NỘI VỤ"),
        (("SỞ NÔNG NGHIỆP VÀ", "PHÁT TRIỂN NÔNG THÔN"), None, "SỞ NÔNG NGHIỆP VÀ PHÁT TRIỂN NÔNG THÔN"),
        (("TỈNH ỦY HÀ GIANG", "BAN TỔ CHỨC"), "TỈNH ỦY HÀ GIANG", "BAN TỔ CHỨC"),
    ],
)
def test_a_parent_body_is_told_from_a_name_of_several_lines(
    page: Setter, read: Reader, lines: Sequence[str], above: str | None, issuer: str
) -> None:
    """The issuing body has all its lines; the body above is given only where it is another one."""
    found = read(headed(page, lines, (150, 128, "Số: 01/QĐ-UBND"), DAY))
    assert found["co_quan_ban_hanh"].text == issuer
    assert (found["co_quan_chu_quan"].text if "co_quan_chu_quan" in found else None) == above


def test_the_order_of_reading_does_not_matter(page: Setter, read: Reader) -> None:
    """The national heading may have been read first, the agency after number and day."""
    rows = (*NATION, DAY, (150, 110, "Số: 01/QĐ-UBND"), (150, 75, "TỈNH HÀ GIANG"), (150, 60, "ỦY BAN NHÂN DÂN"))
    found = read(page(*TEXT, *TITLE, *rows))
    assert found["co_quan_ban_hanh"].text == "ỦY BAN NHÂN DÂN TỈNH HÀ GIANG"
    assert (found["so_ky_hieu"].text, found["dia_danh"].text) == ("01/QĐ-UBND", "Hòa Tiến")


def test_lines_read_across_both_blocks_are_parted(page: Setter, read: Reader) -> None:
    """Agency and national heading in one line, number, place and day in another: each word keeps its block."""
    found = read(
        page(
            (305, 60, "UBND TỈNH HÀ GIANG CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
            (305, 76, "BAN CHỈ ĐẠO 138 Độc lập - Tự do - Hạnh phúc"),
            (305, 110, "Số: 04/QĐ-BCĐ138 Hà Giang, ngày 05 tháng 3 năm 2024"),
            *TITLE,
            *TEXT,
        )
    )
    assert found["co_quan_chu_quan"].text == "UBND TỈNH HÀ GIANG"
    assert found["co_quan_ban_hanh"].text == "BAN CHỈ ĐẠO 138"
    assert found["so_ky_hieu"].text == "04/QĐ-BCĐ138"
    assert found["dia_danh"].text == "Hà Giang"
    assert found["ngay_ban_hanh"].text == "ngày 05 tháng 3 năm 2024"


def test_a_misread_national_heading_is_still_one(page: Setter, read: Reader) -> None:
    """Lost tone marks and a wrong letter do not hide the heading."""
    found = read(
        page(
            (150, 60, "ỦY BAN NHÂN DÂN"),
            (150, 75, "TỈNH HÀ GIANG"),
            (412, 60, "CỌNG HOÀ XA HỘI CHU NGHĨA VIFT NAM"),
            (150, 110, "Số: 01/QĐ-UBND"),
            DAY,
            *TITLE,
            *TEXT,
        )
    )
    assert found["co_quan_ban_hanh"].text == "ỦY BAN NHÂN DÂN TỈNH HÀ GIANG"
    assert found["ngay_ban_hanh"].fit == 1.0


@pytest.mark.parametrize(
    "printed", ["Số: 11/TB-UBND", "Số : 11 /TB-UBND", "Sô: 11/ TB-UBND", "Số:11/TB-UBND", "SỐ 11/TB-UBND."]
)
def test_a_number_has_no_spaces_and_no_label(page: Setter, read: Reader, printed: str) -> None:
    """However label, number and symbol are spaced, the number is what stands behind the label."""
    found = read(headed(page, ("UBND HUYỆN X",), (150, 110, printed), DAY))["so_ky_hieu"]
    assert (found.text, found.handwritten) == ("11/TB-UBND", False)


@pytest.mark.parametrize(
    ("rows", "regions", "stated"),
    [
        (((80, 110, "Số:"), (150, 110, "/QĐ-UBND")), (), "/QĐ-UBND"),
        (((150, 110, "Số: ....../QĐ-UBND"),), (), "/QĐ-UBND"),
        (((80, 110, "Số:"), (95, 111, "57~0.3"), (150, 110, "/QĐ-UBND")), (), "57/QĐ-UBND"),
        (((80, 110, "Số:"), (95, 111, "§~0.8"), (150, 110, "/QĐ-UBND")), (), "/QĐ-UBND"),
        (((140, 110, "Số: 57/QĐ-UBND"),), (Region("handwriting", Box(110, 108, 124, 124)),), "57/QĐ-UBND"),
        (((80, 110, "Số:"),), (), ""),
    ],
)
def test_a_number_by_hand_is_said_to_be_one(
    page: Setter, read: Reader, rows: tuple[Row, ...], regions: tuple[Region, ...], stated: str
) -> None:
    """A missing, doubtful or touched number carries the mark, and only what was read is stated."""
    found = read(headed(page, ("UBND HUYỆN X",), *rows, DAY, regions=regions))["so_ky_hieu"]
    assert (found.text, found.handwritten) == (stated, True)


def _placed(word: Word, box: Box) -> Word:
    return replace(word, box=box) if word.text == "157" else word


def test_digits_larger_than_the_print_around_them_are_a_pens(page: Setter, read: Reader) -> None:
    """Well-read digits that are much wider than those of the printed year are marked."""
    printed = headed(page, ("UBND HUYỆN X",), (80, 110, "Số:"), (105, 110, "157"), (150, 110, "/QĐ-UBND"), DAY)
    by_hand = Box(90, 106, 126, 124)
    wide = [replace(line, words=tuple(_placed(word, by_hand) for word in line.words)) for line in printed.lines]
    written = replace(printed, lines=tuple(wide))
    assert read(printed)["so_ky_hieu"].handwritten is False
    assert read(written)["so_ky_hieu"].handwritten is True


def test_a_stamp_of_the_mail_room_is_no_number_and_no_day(page: Setter, read: Reader) -> None:
    """``CÔNG VĂN ĐẾN`` has a number and a day too: neither is the document's."""
    stamp: tuple[Row, ...] = (
        (90, 150, "CÔNG VĂN ĐẾN"),
        (80, 166, "Số: 2352"),
        (90, 182, "Ngày: 21/03/2024"),
        (80, 198, "Chuyển: ......"),
    )
    found = read(headed(page, ("UBND HUYỆN X",), (80, 110, "Số:"), (150, 110, "/QĐ-UBND"), DAY, *stamp))
    assert (found["so_ky_hieu"].text, found["so_ky_hieu"].handwritten) == ("/QĐ-UBND", True)
    assert found["ngay_ban_hanh"].text == "ngày 05 tháng 3 năm 2024"


@pytest.mark.parametrize(
    ("rows", "regions", "stated"),
    [
        (((350, 110, "Hà Nội, ngày"), (460, 110, "tháng 01 năm 2025")), (), "tháng 01 năm 2025"),
        (((412, 110, "Hà Nội, ngày 89~0.2 tháng 01 năm 2025"),), (), "tháng 01 năm 2025"),
        (((412, 110, "Hà Nội, ngày 2~0.3 tháng năm 2021"),), (), "năm 2021"),
        (((412, 110, "Hà Nội, ngày 22~0.3 tháng 2 năm 1999"),), (), "ngày 22 tháng 2 năm 1999"),
        (
            ((412, 110, "Hà Nội, ngày 22 tháng 2 năm 1999"),),
            (Region("handwriting", Box(390, 106, 402, 124)),),
            "ngày 22 tháng 2 năm 1999",
        ),
    ],
)
def test_a_day_by_hand_is_said_to_be_one(
    page: Setter, read: Reader, rows: tuple[Row, ...], regions: tuple[Region, ...], stated: str
) -> None:
    """The printed month and year are stated; a day only where two digits of one were read, and never as certain."""
    found = read(headed(page, ("UBND HUYỆN X",), (150, 110, "Số: 01/QĐ-UBND"), *rows, regions=regions))
    assert (found["ngay_ban_hanh"].text, found["ngay_ban_hanh"].handwritten) == (stated, True)
    assert found["dia_danh"].text == "Hà Nội"


def test_print_is_not_taken_for_handwriting(page: Setter, read: Reader) -> None:
    """A clean heading carries no mark, and its place is certain."""
    found = read(headed(page, ("UBND HUYỆN X",), (150, 110, "Số: 01/QĐ-UBND"), DAY))
    assert not found["so_ky_hieu"].handwritten
    assert not found["ngay_ban_hanh"].handwritten
    assert found["so_ky_hieu"].fit == found["ngay_ban_hanh"].fit == found["co_quan_ban_hanh"].fit == 1.0


def test_the_visible_part_of_a_digital_signature_is_no_agency(page: Setter, read: Reader) -> None:
    """``Ký bởi``, ``Thời gian ký`` above the heading and a publisher's name beside it are left alone."""
    signed: tuple[Row, ...] = (
        (110, 10, "Ký bởi: Cổng thông tin"),
        (110, 20, "Thời gian ký: 12.02.2024 10:11:12 +07:00"),
        (500, 15, "TRUNG TÂM CÔNG BÁO"),
    )
    found = read(headed(page, ("UBND HUYỆN X",), (150, 110, "Số: 01/QĐ-UBND"), DAY, *signed))
    assert found["co_quan_ban_hanh"].text == "UBND HUYỆN X"
    assert "co_quan_chu_quan" not in found


def test_marks_a_heading_lost_are_taken_from_the_text(page: Setter, read: Reader) -> None:
    """``TINH QUANG NAM`` is spelled as the text spells it, and is less sure for it."""
    body: Row = (310, 300, "Ủy ban nhân dân tỉnh Quảng Nam yêu cầu các sở, ban, ngành tỉnh Quảng Nam thực hiện")
    rows = ((150.0, 60.0, "ỦY BAN NHÂN DÂN"), (150.0, 75.0, "TINH~0.8 QUẶNG~0.7 NAM"), *NATION, DAY)
    found = read(page(*rows, (150, 110, "Số: 01/QĐ-UBND"), *TITLE, *TEXT, body))["co_quan_ban_hanh"]
    assert found.text == "ỦY BAN NHÂN DÂN TỈNH QUẢNG NAM"
    assert found.fit < 1.0
    assert "QUẶNG" in found.printed


@pytest.mark.parametrize(("mark", "field"), [("HỎA TỐC", "do_khan"), ("KHẨN", "do_khan"), ("MẬT", "do_mat")])
def test_marks_of_urgency_and_secrecy(page: Setter, read: Reader, mark: str, field: str) -> None:
    """They stand in capitals by themselves, and are neither agency nor subject."""
    found = read(headed(page, ("UBND HUYỆN X",), (150, 110, "Số: 01/QĐ-UBND"), DAY, (100, 140, mark)))
    assert found[field].text == mark
    assert found["co_quan_ban_hanh"].text == "UBND HUYỆN X"


def test_a_party_document_has_its_own_heading(page: Setter, read: Reader) -> None:
    """``ĐẢNG CỘNG SẢN VIỆT NAM`` at the right, ``Số 12-QĐ/TU`` at the left."""
    found = read(
        page(
            (150, 60, "TỈNH ỦY HÀ GIANG"),
            (150, 76, "*"),
            (150, 92, "Số 12-QĐ/TU"),
            (412, 60, "ĐẢNG CỘNG SẢN VIỆT NAM"),
            (412, 92, "Hà Giang, ngày 05 tháng 3 năm 2024"),
            *TITLE,
            *TEXT,
        )
    )
    assert found["co_quan_ban_hanh"].text == "TỈNH ỦY HÀ GIANG"
    assert (found["so_ky_hieu"].text, found["so_ky_hieu"].handwritten) == ("12-QĐ/TU", False)
    assert found["dia_danh"].text == "Hà Giang"


def test_a_page_without_a_heading_states_nothing(page: Setter, read: Reader) -> None:
    """Bodies, numbers and days in running text or in tables are no heading's."""
    found = read(
        page(
            (150, 60, "SỞ GIÁO DỤC VÀ ĐÀO TẠO"),
            (310, 90, "Số lượng: 7"),
            (310, 110, "Ngày 05/3/2024 đến ngày 20/3/2024"),
            (150, 130, "CÔNG TY CỔ PHẦN DƯỢC PHẨM"),
            (310, 150, "Số: 7"),
        )
    )
    assert found == {}


@pytest.mark.parametrize(
    ("rows", "day"),
    [
        (
            (
                (310, 500, "Luật này đã được Quốc hội nước Cộng hòa xã hội chủ nghĩa Việt Nam khóa XIII,"),
                (200, 516, "kỳ họp thứ 7 thông qua ngày 23 tháng 6 năm 2014."),
            ),
            "ngày 23 tháng 6 năm 2014.",
        ),
        (((420, 500, "Hà Giang, ngày 07 tháng 8 năm 2019"),), "ngày 07 tháng 8 năm 2019"),
    ],
)
def test_a_day_at_the_end_is_less_sure(page: Setter, read: Reader, rows: tuple[Row, ...], day: str) -> None:
    """Where the heading has none, the day a law was passed or the one over the signature is offered."""
    found = read(headed(page, ("QUỐC HỘI",), (150, 110, "Luật số: 54/2014/QH13"), *rows))
    assert found["ngay_ban_hanh"].text.rstrip(".") == day.rstrip(".")
    assert found["ngay_ban_hanh"].fit <= 0.6
    assert found["so_ky_hieu"].text == "54/2014/QH13"


@pytest.mark.parametrize(("printed", "number"), [("12/OĐ-UB", "12/QĐ-UB"), ("12/CĐ-UB", "12/CĐ-UB")])
def test_the_symbol_of_a_kind_is_spelled_after_the_title(page: Setter, read: Reader, printed: str, number: str) -> None:
    """A decision has ``QĐ``: letters of the same form were misread, others are printed so."""
    found = read(headed(page, ("UBND XÃ HÒA TIẾN",), (150, 128, f"Số: {printed}"), DAY))["so_ky_hieu"]
    assert found.text == number


def test_what_was_not_read_of_a_symbol_is_taken_from_the_body_and_doubtful(page: Setter, read: Reader) -> None:
    """Behind a number by hand, ``/UBND-`` was not read before ``KSTTHC``: offered, and said to be by hand."""
    pens = (Region("handwriting", Box(84, 108, 112, 124)), Region("unread", Box(114, 110, 124, 121)))
    found = read(headed(page, ("ỦY BAN NHÂN DÂN", "TỈNH PHÚ THỌ"), (150, 110, "KSTTHC"), DAY, regions=pens))
    assert found["so_ky_hieu"].text == "/UBND-KSTTHC"
    assert found["so_ky_hieu"].handwritten
    assert "doubtful" in found["so_ky_hieu"].notes


def test_a_month_of_ones_read_as_letters_is_a_month(page: Setter, read: Reader) -> None:
    """``tháng II`` is eleven."""
    found = read(headed(page, ("UBND XÃ HÒA TIẾN",), (150, 110, "Số: 12/QĐ-UB"),
                        (412, 110, "Hòa Tiến, ngày 16 tháng II năm 2021")))  # fmt: skip
    assert found["ngay_ban_hanh"].text == "ngày 16 tháng 11 năm 2021"
