"""Papers whose facts stand elsewhere than decisions have them: contracts, laws, minutes."""

from collections.abc import Callable

import pytest

from extract.candidate import Candidate
from ocr.page_text import PageText

Row = tuple[float, float, str]
Setter = Callable[..., PageText]
Reader = Callable[..., dict[str, Candidate]]

NATION: tuple[Row, ...] = ((310, 60, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), (310, 76, "Độc lập - Tự do - Hạnh phúc"))
BESIDE: tuple[Row, ...] = ((412, 60, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), (412, 76, "Độc lập - Tự do - Hạnh phúc"))
TODAY = "Hôm nay, ngày 08 tháng 9 năm 2016, tại Ủy ban nhân dân xã Hướng Lộc, huyện Hướng"
GROUNDS: tuple[Row, ...] = (
    (316, 182, "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015 của Quốc hội;"),
    (331, 200, "Căn cứ Nghị định số 61/2018/NĐ-CP ngày 23 tháng 4 năm 2018 của Chính phủ về cơ chế"),
    (160, 218, "một cửa, một cửa liên thông;"),
)


@pytest.mark.parametrize("title", [("HỢP ĐỒNG", "CHUYỂN NHƯỢNG QUYỀN SỬ DỤNG ĐẤT"), ("HỢP ĐỒNG THUÊ NHÀ Ở",)])
def test_a_contract_of_today_has_a_day_and_no_place_subject_or_body(
    page: Setter, read: Reader, title: tuple[str, ...]
) -> None:
    """``Hôm nay, ngày …`` dates it; ``Hôm nay`` is no place, the lines of its title are neither subject nor body."""
    rows = tuple((310.0, 110.0 + 18 * at, line) for at, line in enumerate(title))
    found = read(page(*NATION, *rows, (322, 160, TODAY), (160, 178, "Hóa, tỉnh Quảng Trị, chúng tôi gồm có:")))
    assert found["ngay_ban_hanh"].text == "ngày 08 tháng 9 năm 2016"
    assert not {"dia_danh", "trich_yeu", "co_quan_ban_hanh"} & found.keys()


def test_the_subject_of_a_contract_is_given_where_it_is_printed(page: Setter, read: Reader) -> None:
    """``Về việc`` below the title is one."""
    found = read(page(*NATION, (310, 110, "HỢP ĐỒNG"), (310, 126, "Về việc thuê trụ sở làm việc"), (322, 160, TODAY)))
    assert found["trich_yeu"].text == "Về việc thuê trụ sở làm việc"


def test_a_notary_below_a_contract_is_not_its_signer(page: Setter, read: Reader) -> None:
    """Who attests a contract has not signed it."""
    end: Row = (
        310,
        400,
        "Hợp đồng này được lập thành bốn bản có giá trị như nhau, mỗi bên giữ hai bản./.",
    )
    found = read(page(end, (420, 440, "CÔNG CHỨNG VIÊN"), (420, 520, "Trần Văn Bình")))
    assert "chuc_vu_nguoi_ky" not in found


@pytest.mark.parametrize(
    "passed",
    [
        ((310, 60, "Luật này được Quốc hội thông qua ngày 01 tháng 6 năm 2020."),),
        ((310, 60, "Luật này được Quốc hội khóa XIV, kỳ họp thứ 9 thông qua"), (150, 78, "ngày 01 tháng 6 năm 2020.")),
    ],
)
def test_a_law_is_dated_by_its_passing(page: Setter, read: Reader, passed: tuple[Row, ...]) -> None:
    """Not by the decrees it rests on; its name in capitals is the subject though it names a body or a house."""
    first = page((150, 60, "QUỐC HỘI"), *BESIDE, (150, 104, "Luật số: 18/2020/QH14"), (316, 135, "LUẬT"),
                 (316, 151, "NHÀ Ở"), *GROUNDS)  # fmt: skip
    found = read(first, page(*passed, (430, 120, "CHỦ TỊCH QUỐC HỘI"), (430, 200, "Trần Văn Bình"), number=2))
    assert found["ngay_ban_hanh"].text == "ngày 01 tháng 6 năm 2020"
    assert found["trich_yeu"].text == "NHÀ Ở"
    assert found["co_quan_ban_hanh"].text == "QUỐC HỘI"
    assert "dia_danh" not in found


def test_grounds_never_date_a_paper(page: Setter, read: Reader) -> None:
    """A decree that is referred to has a day, but no place before it."""
    found = read(page((150, 60, "QUỐC HỘI"), *BESIDE, (150, 104, "Luật số: 18/2020/QH14"), (316, 135, "LUẬT"),
                      (316, 151, "CÔNG AN NHÂN DÂN"), *GROUNDS))  # fmt: skip
    assert not {"ngay_ban_hanh", "dia_danh"} & found.keys()
    assert found["trich_yeu"].text == "CÔNG AN NHÂN DÂN"


@pytest.mark.parametrize("right", ["Lê Thị Hạnh", ""])
def test_minutes_are_signed_at_the_right(page: Setter, read: Reader, right: str) -> None:
    """The secretary at the left never stands for who presided, not even where that name was not read."""
    end: Row = (310, 400, "Cuộc họp kết thúc vào 11 giờ 15 phút cùng ngày, nội dung được thông qua tại chỗ./.")
    rows: list[Row] = [(180, 440, "THƯ KÝ"), (180, 540, "Trần Văn Bình"), (430, 440, "CHỦ TRÌ")]
    rows += [(430, 540, right)] if right else []
    found = read(page(end, *rows))
    assert found["chuc_vu_nguoi_ky"].text == "CHỦ TRÌ"
    assert found["nguoi_ky"].text == right if right else "nguoi_ky" not in found


def test_a_name_that_other_marks_would_make_a_known_one_is_doubtful(page: Setter, read: Reader) -> None:
    """``Chỉ`` is no name where ``Chi`` is one, and a name without a family name has lost a part."""
    end: Row = (310, 400, "Các cơ quan, đơn vị có liên quan chịu trách nhiệm thi hành Quyết định này kể từ ngày ký./.")
    for name, sure in (("Cao Thùy Chi", True), ("Cao Thùy Chỉ", False), ("Thị Bích Mai", False)):
        found = read(page(end, (420, 440, "GIÁM ĐỐC"), (420, 540, name)))["nguoi_ky"]
        assert found.text == name
        assert ("doubtful" not in found.notes and found.fit > 0.9) == sure


def test_powers_without_an_office_are_doubtful(page: Setter, read: Reader) -> None:
    """After ``TM. ỦY BAN NHÂN DÂN`` an office must follow; where a seal hides it the line is not all."""
    end: Row = (310, 400, "Các cơ quan, đơn vị có liên quan chịu trách nhiệm thi hành Quyết định này kể từ ngày ký./.")
    found = read(page(end, (420, 440, "TM. ỦY BAN NHÂN DÂN"), (420, 540, "Trần Văn Bình")))["chuc_vu_nguoi_ky"]
    assert "doubtful" in found.notes
