"""One paper: its type, its fields with what is wrong with them, what is missing, its key."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from extract.confidence import ACCEPTED, CHECKED
from extract.document import Extraction
from extract.extraction import extract, telling
from extract.field import Field
from ingest.geometry import Box
from ocr.page_text import PageText, Word
from ocr.region import Region

Write = Callable[..., PageText]
NATIONAL = ("# CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "# Độc lập - Tự do - Hạnh phúc", "")
CONFIRMATION = (
    *NATIONAL,
    "# XÁC NHẬN THÔNG TIN VỀ CƯ TRÚ",
    "Họ, chữ đệm và tên: NGUYỄN THỊ MẪU",
    "Ngày, tháng, năm sinh: 05/03/1990",
    "Giới tính: Nữ",
    "Số định danh cá nhân: 001190000017",
    "Nơi thường trú: Xã Hòa An, huyện Hòa Vang, thành phố Đà Nẵng",
    "Họ, chữ đệm và tên chủ hộ: NGUYỄN VĂN VÍ",
    "Quan hệ với chủ hộ: Con",
)


def page_of(written: Write, old: str = "", new: str = "", regions: tuple[Region, ...] = ()) -> PageText:
    """Return a confirmation of residence with one text changed."""
    return written(*(line.replace(old, new) if old else line for line in CONFIRMATION), regions=regions)


def field(found: Extraction, name: str) -> Field:
    """Return a field that is there."""
    told = found.field(name)
    assert told is not None
    return told


def with_words(page: PageText, change: Callable[[Word], Word]) -> PageText:
    """Return a page with its words changed."""
    lines = (replace(line, words=tuple(map(change, line.words))) for line in page.lines)
    return replace(page, lines=tuple(lines))


def test_fields_have_value_place_and_origin(written: Write) -> None:
    """The value in its normal form, the print beside it, the box around the print."""
    page = page_of(written)
    found = extract([page])
    assert found.document_type == "xac_nhan_cu_tru"
    born = field(found, "ngay_sinh")
    assert (born.value, born.printed, born.page, born.origin) == ("1990-03-05", "05/03/1990", 1, "print")
    (printed,) = [word for line in page.lines for word in line.words if word.text == "05/03/1990"]
    assert born.box == printed.box
    assert field(found, "so_dinh_danh").value == "001190000017"
    assert field(found, "gioi_tinh").problem is None


def test_a_required_field_that_is_missing_is_told_twice(written: Write) -> None:
    """By name, and as a field without a value, so that a table of the fields has its row."""
    found = extract([page_of(written, "Số định danh cá nhân: 001190000017", "Nội dung khác")])
    assert "so_dinh_danh" in found.missing
    assert field(found, "so_dinh_danh") == Field("so_dinh_danh", None, "", None, None, 0.0, "missing")
    assert found.field("noi_tam_tru") is None


def test_a_place_without_a_value_is_missing_too(written: Write) -> None:
    """What is printed there is kept and can be looked at."""
    found = extract([page_of(written, "001190000017", "không rõ")])
    told = field(found, "so_dinh_danh")
    assert "so_dinh_danh" in found.missing
    assert told.value is None
    assert told.confidence == 0.0
    assert told.problem is not None


def test_a_failed_check_marks_both_fields_and_drops_none(written: Write) -> None:
    """A woman's number beside ``Nam``: one of them was misread, nobody knows which."""
    found = extract([page_of(written, "Giới tính: Nữ", "Giới tính: Nam")])
    for name in ("gioi_tinh", "so_dinh_danh"):
        told = field(found, name)
        assert told.value is not None
        assert told.problem == "check_failed"
        assert told.confidence <= CHECKED
        assert "sex_number" in told.notes


def test_checks_that_pass_are_noted(written: Write) -> None:
    """They confirm what they speak of."""
    assert "sex_number" in field(extract([page_of(written)]), "so_dinh_danh").notes


def test_handwriting_over_a_value_wins_over_all_other_problems(written: Write) -> None:
    """Whatever a pen may have changed is looked at by a person, even where a check fails too."""
    page = page_of(written, "Giới tính: Nữ", "Giới tính: Nam")
    (box,) = [word.box for line in page.lines for word in line.words if word.text == "001190000017"]
    pen = Region("handwriting", Box(box.x0 - 1, box.y0 - 1, box.x1 + 1, box.y1 + 1))
    assert field(extract([replace(page, regions=(pen,))]), "so_dinh_danh").problem == "handwritten"


def test_doubtful_words_make_a_doubtful_field(written: Write) -> None:
    """Below the threshold of what is taken as it is, the problem says so."""
    found = extract([page_of(written, "NGUYỄN THỊ MẪU", "NGUYỄN~0.2 THỊ~0.3 MẪU~0.1")])
    told = field(found, "ho_ten")
    assert told.confidence < ACCEPTED
    assert told.problem == "low_confidence"


def test_a_stamp_of_a_certified_copy_is_none_of_the_paper(written: Write) -> None:
    """Its number, day and body are told apart from those of the paper."""
    page = written(
        *CONFIRMATION,
        "",
        "# CHỨNG THỰC BẢN SAO ĐÚNG VỚI BẢN CHÍNH",
        "Số chứng thực: 1234  |  Quyển số: 01 SCT/BS",
        "Ngày: 07/08/2024",
    )
    found = extract([page])
    assert field(found, "chung_thuc_so").value == "1234"
    assert field(found, "chung_thuc_ngay").value == "2024-08-07"
    assert field(found, "ngay_sinh").value == "1990-03-05"
    told = found.field("ngay_cap")
    assert told is None or told.value != "2024-08-07"


def test_a_paper_without_a_stamp_is_not_certified(written: Write) -> None:
    """Nothing is said of a stamp that is not there."""
    found = extract([page_of(written)])
    assert [found.field(name) for name in ("chung_thuc_so", "chung_thuc_ngay", "ban_sao")] == [None, None, None]


def test_the_same_paper_scanned_twice_has_one_key(written: Write) -> None:
    """Tone marks lost in a name, other confidences, another place on the sheet."""
    letter = (
        "ỦY BAN NHÂN DÂN  |  CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "XÃ HÒA AN  |  Độc lập - Tự do - Hạnh phúc",
        "Số: 45/QĐ-UBND  |  Hòa An, ngày 05 tháng 3 năm 2025",
        "",
        "# QUYẾT ĐỊNH",
        "# Về việc phê duyệt dự toán",
    )
    first, second = (
        extract([written(*lines, top=top)]).reuse_key
        for lines, top in (
            (letter, 60.0),
            ((letter[0].replace("ỦY", "ÚY"), letter[1].replace("HÒA", "HOÀ"), *letter[2:]), 75.0),
        )
    )
    assert first is not None
    assert first == second
    other = extract([written(*(line.replace("45/QĐ", "46/QĐ") for line in letter))]).reuse_key
    assert other is not None
    assert other != first


def test_a_value_that_is_not_trusted_is_no_part_of_the_key(written: Write) -> None:
    """A number written by hand would make the same paper another one."""
    found = extract([page_of(written, "Giới tính: Nữ", "Giới tính: Nam")])
    assert found.reuse_key is None or "001190000017" not in {
        found.reuse_key.number,
        found.reuse_key.holder,
    }


@pytest.mark.parametrize("lines", [(), ("Gửi anh Hai, ở nhà vẫn khỏe.",)])
def test_what_is_of_no_known_type_claims_nothing(written: Write, lines: tuple[str, ...]) -> None:
    """No fields, nothing missing, no key."""
    found = extract([written(*lines)])
    assert (found.document_type, found.fields, found.missing, found.reuse_key) == ("khac", (), (), None)


def test_codes_are_kept_raw(written: Write) -> None:
    """What another system's code says is passed on as it is."""
    assert extract([written(*CONFIRMATION, codes=("https://dichvucong.gov.vn/?ma=1",))]).codes == (
        "https://dichvucong.gov.vn/?ma=1",
    )


def test_of_a_long_paper_the_first_and_last_pages_tell() -> None:
    """All of ten pages; of more, six and four."""
    assert telling(range(10)) == tuple(range(10))
    assert telling(range(100)) == (0, 1, 2, 3, 4, 5, 96, 97, 98, 99)


def test_words_corrected_or_not_are_printed_as_seen(written: Write) -> None:
    """The field shows what the engine saw beside what the value was made of."""
    page = with_words(page_of(written), lambda word: replace(word, printed="Côn") if word.text == "Con" else word)
    assert field(extract([page]), "quan_he").printed == "Côn"
