"""What a paper is: by its title, by the symbol of its number, by its wording; else it is of no known type."""

from collections.abc import Callable

import pytest

from extract.administrative import read_administrative
from extract.classify import UNKNOWN, Verdict, classify
from extract.rule_files import document_types
from ocr.page_text import PageText

Write = Callable[..., PageText]
NATIONAL = ("# CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "# Độc lập - Tự do - Hạnh phúc", "")
BIRTH = (
    "Họ, chữ đệm, tên: NGUYỄN THỊ MẪU",
    "Ngày, tháng, năm sinh: 05/03/2015  |  Giới tính: Nữ",
    "Dân tộc: Kinh  |  Quốc tịch: Việt Nam",
    "Nơi sinh: Bệnh viện huyện",
    "Họ, chữ đệm, tên người mẹ: TRẦN THỊ VÍ",
    "Năm sinh: 1990",
    "Nơi đăng ký khai sinh: Ủy ban nhân dân xã Hòa An",
)


def head(number: str, *below: str) -> tuple[str, ...]:
    """Return the head of an administrative document."""
    return (
        "ỦY BAN NHÂN DÂN  |  CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "XÃ HÒA AN  |  Độc lập - Tự do - Hạnh phúc",
        f"Số: {number}  |  Hòa An, ngày 05 tháng 3 năm 2025",
        *below,
    )


def verdict(*pages: PageText) -> Verdict:
    """Return what a paper is, with what its zones say."""
    return classify(pages, document_types(), read_administrative(pages))


def test_a_title_tells_the_type(written: Write) -> None:
    """And the labels below confirm it; the rows of the title are kept."""
    found = verdict(written(*NATIONAL, "# GIẤY KHAI SINH", *BIRTH))
    assert found.code == "giay_khai_sinh"
    assert found.certainty > 0.98
    assert [row.letters for row in found.title] == ["giaykhaisinh"]


def test_a_title_alone_is_less_sure(written: Write) -> None:
    """A form whose labels are not there may be another paper of that name."""
    bare = verdict(written(*NATIONAL, "# GIẤY KHAI SINH", "Nội dung khác hẳn với biểu mẫu"))
    assert bare.code == "giay_khai_sinh"
    assert bare.certainty < 0.9


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("# TỜ KHAI ĐĂNG KÝ KHAI SINH", "to_khai"),
        ("# ĐƠN ĐỀ NGHỊ CẤP LẠI GIẤY KHAI SINH", "don_de_nghi"),
        ("# ĐƠN XIN CẤP GIẤY CHỨNG NHẬN QUYỀN SỬ DỤNG ĐẤT", "don_de_nghi"),
    ],
)
def test_an_application_for_a_certificate_is_none(written: Write, title: str, code: str) -> None:
    """Even where the labels of the certificate stand below."""
    assert verdict(written(*NATIONAL, title, "Kính gửi: Ủy ban nhân dân xã Hòa An", *BIRTH)).code == code


def test_an_application_over_two_lines_is_none(written: Write) -> None:
    """The second line of its title is a whole title by itself."""
    page = written(*NATIONAL, "# ĐƠN ĐỀ NGHỊ CẤP LẠI", "# GIẤY KHAI SINH", "Kính gửi: Ủy ban nhân dân xã Hòa An")
    assert verdict(page).code == "don_de_nghi"


def test_a_letter_that_mentions_a_certificate_is_a_letter(written: Write) -> None:
    """What stands in its text is no title."""
    page = written(
        *head("45/UBND-VP  |  "),
        "V/v cấp lại giấy khai sinh",
        "# Kính gửi: Sở Tư pháp",
        "Ủy ban nhân dân xã báo cáo về việc cấp Giấy khai sinh, Giấy chứng nhận kết hôn như sau:",
        "Giấy khai sinh đã được cấp lại cho công dân theo quy định.",
    )
    assert verdict(page).code == "cong_van"


def test_an_official_letter_has_no_title(written: Write) -> None:
    """A number, a subject below it, addressees: told without any title, and surely."""
    page = written(*head("45/UBND-VP"), "V/v lấy ý kiến góp ý", "", "# Kính gửi: Sở Tư pháp", "Thực hiện kế hoạch năm.")
    found = verdict(page)
    assert found.code == "cong_van"
    assert found.certainty >= 0.9
    assert found.title == ()


def test_the_symbol_tells_a_decision_whose_title_was_lost(written: Write) -> None:
    """A seal over the title leaves the number."""
    found = verdict(written(*head("45/QĐ-UBND"), "", "Về việc phê duyệt dự toán", "Căn cứ Luật Tổ chức chính quyền"))
    assert found.code == "quyet_dinh"
    assert found.certainty < 0.9


def test_the_subject_of_a_letter_outweighs_the_symbol_of_its_department(written: Write) -> None:
    """``CT`` in the number of a tax department's letter is its own abbreviation."""
    letter = ("V/v thu hồi đất", "", "# Kính gửi: Ủy ban nhân dân huyện", "", "Thực hiện kế hoạch năm 2024 của tỉnh.")
    assert verdict(written(*head("498/CT-NC"), *letter)).code == "cong_van"


def test_a_contradiction_of_title_and_symbol_lowers_certainty(written: Write) -> None:
    """A notice whose number is one of a decision needs a look."""
    agreeing, other = (
        verdict(written(*head(number), "", "# THÔNG BÁO", "# Về việc nghỉ lễ"))
        for number in ("45/TB-UBND", "45/QĐ-UBND")
    )
    assert agreeing.code == other.code == "thong_bao"
    assert agreeing.certainty > 0.95
    assert other.certainty < 0.9


def test_misread_letters_of_a_title_lower_certainty(written: Write) -> None:
    """The type is told, less surely."""
    right, wrong = (verdict(written(*NATIONAL, title, *BIRTH)) for title in ("# GIẤY KHAI SINH", "# GlẤY KHAL SINH"))
    assert wrong.code == "giay_khai_sinh"
    assert wrong.certainty < right.certainty


def test_labels_tell_a_form_whose_title_was_lost(written: Write) -> None:
    """Many of one type's labels, and no other's near: told, and to be looked at."""
    page = written(
        "Thửa đất số: 15  |  Tờ bản đồ số: 7",
        "Địa chỉ thửa đất: xã Hòa An, huyện Hòa Vang",
        "Diện tích: 120,5 m2",
        "Hình thức sử dụng: riêng",
        "Mục đích sử dụng: đất ở tại nông thôn",
        "Thời hạn sử dụng: lâu dài",
        "Nguồn gốc sử dụng: nhận chuyển nhượng",
        "Số vào sổ cấp GCN: CH00123",
    )
    found = verdict(page)
    assert found.code == "gcn_quyen_su_dung_dat"
    assert found.certainty < 0.9


@pytest.mark.parametrize(
    "lines",
    [
        ("# THỰC ĐƠN", "Phở bò 45.000", "Bún chả 40.000"),
        ("Gửi anh Hai,", "Ở nhà vẫn khỏe, mùa này mưa nhiều.", "Em của anh"),
        (*NATIONAL, "# BẢN TƯỜNG TRÌNH MẪU TỰ DO", "Hôm nay trời mưa, xe hỏng giữa đường."),
        ("# HÓA ĐƠN GIÁ TRỊ GIA TĂNG", "Mã số thuế: 0100109106", "Địa chỉ: 18 phố Mẫu"),
    ],
)
def test_what_is_not_known_is_not_the_nearest_type(written: Write, lines: tuple[str, ...]) -> None:
    """A menu, a letter home, a statement, an invoice are of no known type."""
    assert verdict(written(*lines)).code == UNKNOWN


def test_a_page_without_words_is_of_no_type_for_certain(written: Write) -> None:
    """Nothing can be told of it, and nothing is."""
    assert verdict(written()) == Verdict(UNKNOWN, 1.0)


def test_a_title_low_on_the_page_is_none(written: Write) -> None:
    """Attachments are named at the foot of a page; a paper's title stands above."""
    body = written("Ghi chú của người gửi", "# GIẤY KHAI SINH", top=700.0)
    assert verdict(body).code == UNKNOWN
