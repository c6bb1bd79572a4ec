"""Titles: large letters by themselves, alone or over several lines, in spite of misread letters."""

from collections.abc import Callable, Iterable

import pytest

from extract.rows import rows_of
from extract.rule_files import document_types
from extract.titles import TitleMatch, is_large, is_national, matches, title_lines, whole_title
from ocr.page_text import PageText

NATIONAL = ("# CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "# Độc lập - Tự do - Hạnh phúc", "")
Write = Callable[..., PageText]


def titles_of(page: PageText) -> tuple[TitleMatch, ...]:
    """Return the titles on a page."""
    return matches(title_lines(rows_of(page)), document_types())


def codes(found: Iterable[TitleMatch]) -> list[str]:
    """Return the types of titles."""
    return [match.code for match in found]


def test_the_national_heading_is_no_title(written: Write) -> None:
    """It stands in large letters on every paper, misread ones too; nor is a body's name a title."""
    page = written(*NATIONAL, "ỦY BAN NHÂN DÂN PHƯỜNG AN LẠC", "# GIẤY KHAI SINH")
    assert [row.letters for row in title_lines(rows_of(page))][-1] == "giaykhaisinh"
    assert is_national(rows_of(written("# CÔNG HOÀ XÁ HỘI CHỦ NGHIA VIẸT NAM"))[0])
    assert codes(titles_of(page)) == ["giay_khai_sinh"]


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (("# GIẤY KHAI SINH",), "giay_khai_sinh"),
        (
            ("# GIẤY CHỨNG NHẬN", "# QUYỀN SỬ DỤNG ĐẤT, QUYỀN SỞ HỮU", "# TÀI SẢN GẮN LIỀN VỚI ĐẤT"),
            "gcn_quyen_su_dung_dat",
        ),
        (("# GIẤY CHỨNG NHẬN", "# ĐĂNG KÝ", "# HỘ KINH DOANH"), "gcn_dang_ky_ho_kinh_doanh"),
        (("# GIÂY KHAl SlNH",), "giay_khai_sinh"),
        (("# TRICH LUC KÊT H0N",), "trich_luc_ket_hon"),
        (("# TRÍCH LỤC KHAI TỬ (BẢN SAO)",), "trich_luc_khai_tu"),
        (("# CĂN CƯỚC / IDENTITY CARD",), "can_cuoc"),
        (("# GIẤY PHÉP LÁI XE/DRIVER'S LICENSE",), "giay_phep_lai_xe"),
        (("# QUYẾT ĐỊNH", "# Về việc phê duyệt dự toán"), "quyet_dinh"),
    ],
)
def test_a_title_is_told(written: Write, lines: tuple[str, ...], code: str) -> None:
    """On one line or three, misread, in brackets, with English beside it."""
    assert codes(titles_of(written(*NATIONAL, *lines)))[:1] == [code]


@pytest.mark.parametrize(
    "line",
    [
        "# Giấy khai sinh",
        "# BẢN MÔ TẢ GIẤY KHAI SINH",
        "# HƯỚNG NGHIỆP",
        "# GIẤY KHAI BÁO TẠM VẮNG",
        "# GIẤY PHÉP",
        "# HÓA ĐƠN GIÁ TRỊ GIA TĂNG",
        "# HỘI ĐỒNG NHÂN DÂN",
        "# THÔNG CÁO BÁO CHÍ",
        "# GIẤY CHỨNG NHẬN ĐĂNG KÝ THUẾ",
        "# GIẤY CHỨNG NHẬN ĐĂNG KÝ XE Ô TÔ",
        "# PHIẾU LÝ LỊCH TƯ PHÁP",
    ],
)
def test_what_only_looks_like_one_is_none(written: Write, line: str) -> None:
    """Small letters, a title in the middle of its line, other words that begin alike."""
    assert codes(titles_of(written(*NATIONAL, line))) == []


def test_an_application_begins_its_title(written: Write) -> None:
    """An application for a certificate is no certificate, on one line; the certificate below it is a second title."""
    assert codes(titles_of(written("# ĐƠN ĐỀ NGHỊ CẤP GIẤY PHÉP XÂY DỰNG"))) == ["don_de_nghi"]
    assert codes(titles_of(written("# TỜ KHAI ĐĂNG KÝ KHAI SINH"))) == ["to_khai"]
    assert codes(titles_of(written("# ĐƠN ĐỀ NGHỊ", "# CẤP GIẤY PHÉP XÂY DỰNG")))[0] == "don_de_nghi"


def test_misread_letters_cost_likeness(written: Write) -> None:
    """A title read rightly is the surest."""
    right, wrong = (titles_of(written(line))[0].likeness for line in ("# GIẤY CHỨNG SINH", "# GIẤY CHUNG SLNH"))
    assert right == 1.0
    assert wrong < 1.0


def test_lines_far_apart_are_two_titles(written: Write) -> None:
    """White space ends a title."""
    found = titles_of(written("# GIẤY CHỨNG NHẬN", "", "", "# KẾT HÔN"))
    assert "giay_chung_nhan_ket_hon" not in codes(found)


def test_the_whole_title_goes_on_with_the_large_lines(written: Write) -> None:
    """What an application asks for belongs to its title; the text below does not."""
    lines = title_lines(
        rows_of(written("# TỜ KHAI", "# CẤP BẢN SAO TRÍCH LỤC HỘ TỊCH", "Kính gửi: Ủy ban nhân dân xã"))
    )
    best = matches(lines, document_types())[0]
    assert [row.letters for row in whole_title(best, lines)] == ["tokhai", "capbansaotrichluchotich"]


def test_capitals_make_a_line_large(written: Write) -> None:
    """What stands in brackets or behind a slash does not count; few letters are never a title."""
    large, small, few = (rows_of(written(line))[0] for line in ("GIẤY MỜI (họp thường kỳ)", "Giấy Mời Họp", "SỐ"))
    assert (is_large(large), is_large(small), is_large(few)) == (True, False, False)
