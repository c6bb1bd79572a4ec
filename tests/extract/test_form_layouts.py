"""Forms: what stands at labels, on pages set by hand, and what is taken for a value of which type."""

from dataclasses import replace

import pytest

from extract.extraction import extract
from extract.field import Field
from extract.form import read_form
from extract.rule_files import document_types
from ingest.geometry import Box, joined
from ocr.page_text import Line, PageText, Word
from ocr.region import Region

Row = tuple[float, float, str]
"""The left end of a line in points, its top, its words; ``word=printed`` was corrected, ``word^15`` is so high."""


def _word(text: str, x: float, top: float) -> Word:
    said, _, high = text.partition("^")
    said, _, printed = said.partition("=")
    width = sum(7.0 if sign.isupper() else 5.5 for sign in said)
    return Word(said, printed or said, Box(x, top, x + width, top + float(high or 11)), 0.95)


def _line(left: float, top: float, text: str) -> Line:
    words: list[Word] = []
    for part in text.split():
        words.append(_word(part, words[-1].box.x1 + 3.5 if words else left, top))
    return Line(tuple(words), joined(tuple(word.box for word in words)))


def centred(top: float, text: str) -> Row:
    """Return a row in the middle of the sheet."""
    return 297.5 - _line(0, top, text).box.width / 2, top, text


def page(*rows: Row, regions: tuple[Region, ...] = ()) -> PageText:
    """Return an A4 page with these lines."""
    return PageText(1, 595.0, 842.0, 0, 0.0, tuple(_line(*row) for row in rows), "recognised", "", None, regions)


def values(code: str, *rows: Row) -> dict[str, str]:
    """Return the text of the surest candidate of each field of a type."""
    found = sorted(read_form([page(*rows)], document_types()[code]), key=lambda one: one.fit)
    return {one.name: one.text for one in found}


def fields(*rows: Row) -> dict[str, Field]:
    """Return the fields of the document that a page is."""
    return {field.name: field for field in extract([page(*rows)]).fields}


def test_a_value_is_what_stands_behind_its_label_and_runs_over() -> None:
    """The next line belongs to the value when this one had no room for its first word."""
    found = values(
        "xac_nhan_cu_tru",
        (80, 200, "Họ, chữ đệm và tên: Lê Thị Hoa"),
        (80, 220, "Nơi thường trú: thôn Đông Yên 2, xã Phú Nhuận, huyện Cai Lậy, tỉnh Tiền Giang, Việt"),
        (80, 234, "Nam"),
        (80, 254, "Giới tính: Nữ"),
    )
    assert found["ho_ten"] == "Lê Thị Hoa"
    assert found["noi_thuong_tru"].endswith("Tiền Giang, Việt Nam")
    assert found["gioi_tinh"] == "Nữ"


def test_labels_in_one_column_have_their_values_in_the_other() -> None:
    """A form whose labels and values were read as two columns."""
    found = values(
        "giay_khai_sinh",
        (80, 160, "Họ, chữ đệm, tên:"),
        (80, 176, "Giới tính:"),
        (80, 192, "Dân tộc:"),
        (266, 160, "Thái Thùy Nga"),
        (266, 176, "Nữ"),
        (266, 192, "Kinh"),
    )
    assert (found["ho_ten"], found["gioi_tinh"], found["dan_toc"]) == ("Thái Thùy Nga", "Nữ", "Kinh")


def test_the_issuing_body_is_told_in_full_where_it_stands_in_the_text() -> None:
    """The heading names the commune, the text the district and the province too, on two centred lines."""
    found = fields(
        (72, 57, "UBND THÀNH PHỐ BẮC GIANG"),
        (61, 72, "UBND PHƯỜNG HOÀNG VĂN THỤ"),
        (283, 57, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        (159, 140, "GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN"),
        centred(170, "ỦY BAN NHÂN DÂN PHƯỜNG HOÀNG VĂN THỤ, THÀNH PHỐ BẮC GIANG,"),
        centred(186, "TỈNH BẮC GIANG"),
        (108, 209, "Xét đề nghị của ông Đỗ Như Hiền về việc cấp Giấy xác nhận,"),
        (80, 251, "Họ, chữ đệm, tên: ĐỖ NHƯ HIỀN"),
    )
    whole = "ỦY BAN NHÂN DÂN PHƯỜNG HOÀNG VĂN THỤ, THÀNH PHỐ BẮC GIANG, TỈNH BẮC GIANG"
    assert found["noi_cap"].value == whole


@pytest.mark.parametrize("office", ["CHỦ TỊCH", "PHỦ TỊCH"])
def test_who_issued_a_land_certificate_stands_above_the_signature(office: str) -> None:
    """Without ``TM.`` and without the office below, even where a letter of it was misread."""
    found = values(
        "gcn_quyen_su_dung_dat",
        (332, 419, "Quỳ Hợp, ngày 15 tháng 12 năm 2018"),
        (305, 433, "TM. ỦY BAN NHÂN DÂN HUYỆN QUỲ HỢP"),
        (398, 447, office),
    )
    assert found["noi_cap"] == "ỦY BAN NHÂN DÂN HUYỆN QUỲ HỢP"


def test_the_heads_of_a_table_of_changes_are_no_change() -> None:
    """An empty table has nothing in its column, whatever its other columns are called."""
    head: tuple[Row, ...] = (
        (80, 66, "IV. Những thay đổi sau khi cấp giấy chứng nhận"),
        (78, 103, "Ngày, tháng, năm"),
        (181, 103, "Nội dung thay đổi và cơ sở pháp lý"),
        (405, 103, "nhận của cơ quan cơ thẩm quyền"),
    )
    assert "bien_dong" not in values("gcn_quyen_su_dung_dat", *head)
    entry: Row = (181, 125, "Chuyển nhượng cho bà Lê Thị Xuyến")
    assert values("gcn_quyen_su_dung_dat", *head, entry)["bien_dong"] == entry[2]


def test_square_metres_and_brackets_that_are_not_of_the_value() -> None:
    """``m?`` behind a number is m²; a bracket whose beginning stands before the label does not belong to the value."""
    found = values(
        "gcn_quyen_su_dung_dat",
        (80, 84, "1. Thửa đất:"),
        (80, 105, "c) Diện tích: 82,5 m? (Bằng chữ: Tám mươi hai phẩy năm mét vuông)"),
        (80, 125, "d) Hình thức sử dụng: riêng: 82,5 m?; chung: Không"),
    )
    assert found["dien_tich_bang_chu"] == "Tám mươi hai phẩy năm mét vuông"
    assert found["hinh_thuc_su_dung"] == "riêng: 82,5 m²; chung: Không"


def test_a_day_of_birth_is_no_day_of_issue_and_a_pupil_no_signer() -> None:
    """Labelled lines that look like zones of the layout are none."""
    found = fields(
        (185, 60, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        (230, 77, "Độc lập - Tự do - Hạnh phúc"),
        (124, 100, "GIÁM ĐỐC SỞ GIÁO DỤC VÀ ĐÀO TẠO CAO BẰNG"),
        (160, 140, "BẰNG TỐT NGHIỆP TRUNG HỌC PHỔ THÔNG"),
        (96, 200, "Họ và tên:"),
        (96, 221, "Ngày, tháng, năm sinh:"),
        (96, 242, "Giới tính:"),
        (253, 200, "Trần Văn Nam"),
        (253, 221, "27 tháng 10 năm 1979"),
        (253, 242, "Nam"),
        (309, 377, "Cao Bằng, ngày 16 tháng 11 năm 2000"),
        (372, 392, "GIÁM ĐỐC"),
        (359, 476, "Nguyễn Nhật Tài"),
    )
    assert found["ngay_sinh"].value == "1979-10-27"
    assert found["ngay_cap"].value == "2000-11-16"
    assert found["nguoi_ky"].value == "Nguyễn Nhật Tài"


def test_a_day_before_a_colon_is_no_label() -> None:
    """What ends a line of a stamp as a colon is dirt behind the year."""
    found = values(
        "xac_nhan_tinh_trang_hon_nhan",
        (71, 641, "CHỨNG THỰC BẢN SAO ĐÚNG VỚI BẢN CHÍNH"),
        (88, 655, "Số chứng thực: 4492"),
        (128, 670, "Ngày 29 tháng 9 năm 2026:"),
    )
    assert found["chung_thuc_so"] == "4492"
    assert found["chung_thuc_ngay"].startswith("Ngày 29 tháng 9 năm 2026")


@pytest.mark.parametrize(("number", "written"), [("16/2018", False), ("16/2018^16", True), ("16/TLKH-BS^15", False)])
def test_a_number_higher_than_the_print_around_it_was_written(number: str, written: bool) -> None:  # noqa: FBT001
    """A symbol with its slash is higher than digits, and print nevertheless."""
    rows: tuple[Row, ...] = ((268, 140, f"Số: {number}"), (62, 168, "Họ, chữ đệm, tên vợ: THẠCH SÔ PHIA"))
    (found,) = (one for one in read_form([page(*rows)], document_types()["trich_luc_ket_hon"]) if one.name == "so")
    assert found.handwritten is written


def test_a_value_with_a_seal_behind_it_may_go_on_below() -> None:
    """Its end is not sure, nor is that of words that nothing ends with."""
    kind, row = document_types()["xac_nhan_cu_tru"], (80.0, 200.0, "Họ, chữ đệm và tên: Nguyễn Bá")
    (plain,) = read_form([page(row)], kind)
    end = plain.words[-1].box
    seal = Region("seal", Box(end.x1 + 2, end.y0 - 40, end.x1 + 90, end.y1 + 40))
    (sealed,) = read_form([page(row, regions=(seal,))], kind)
    assert sealed.fit < plain.fit
    (cut,) = read_form([page((80, 200, "Nơi tạm trú: thôn Đoài, xã"))], kind)
    assert "doubtful" in cut.notes


def test_the_spelling_that_was_printed_wins_where_only_it_is_a_name() -> None:
    """A correction that leads to no known name is undone; where neither is known, the name is doubtful."""
    kind = document_types()["xac_nhan_cu_tru"]
    (undone,) = read_form([page((80, 200, "Họ, chữ đệm và tên: VỤ=VŨ QUỐC HẬU"))], kind)
    assert undone.text == "VŨ QUỐC HẬU"
    assert "doubtful" not in undone.notes
    (neither,) = read_form([page((80, 200, "Họ, chữ đệm và tên: VỤX=VỤZ QUỐC HẬU"))], kind)
    assert "doubtful" in neither.notes


def test_a_form_whose_title_is_under_a_seal_is_told_by_its_labels_and_phrases() -> None:
    """The certificate and the extract have the same labels; only a phrase of one of them tells which it is."""
    labels = (
        "Họ, chữ đệm, tên: Thái Thùy Nga",
        "Ngày, tháng, năm sinh: 14/12/2022",
        "Ghi bằng chữ: ngày mười bốn tháng mười hai năm hai nghìn không trăm hai mươi hai",
        "Giới tính: Nữ",
        "Dân tộc: Kinh",
        "Quốc tịch: Việt Nam",
        "Nơi sinh: Hà Nội",
        "Quê quán: Hà Nội",
        "Số định danh cá nhân: 001322553195",
        "Họ, chữ đệm, tên người mẹ: TRẦN THỊ HỒNG DIỄM",
        "Năm sinh: 1998",
        "Nơi cư trú: Hà Nội",
        "Nơi đăng ký khai sinh: Ủy ban nhân dân xã Hương Long",
    )
    rows = tuple((80.0, 160.0 + 18 * at, text) for at, text in enumerate(labels))
    told = extract([page(*rows, (80, 420, "Họ, chữ đệm, tên người đi khai sinh: Trần Thị Hồng Diễm"))])
    assert told.document_type == "giay_khai_sinh"
    silent = extract([page(*rows[:-1])])
    assert silent.document_type == "khac"


def test_a_value_that_wraps_below_a_label_within_a_line() -> None:
    """The second label of a line has its value under itself where there was no room behind it."""
    found = values(
        "xac_nhan_cu_tru",
        (82, 321, "Họ, chữ đệm và tên chủ hộ: Tô Hoàng Trường 13. Mối quan hệ với chủ hộ: Con"),
        (330, 336, "nuôi"),
        (82, 360, "Giới tính: Nam"),
    )
    assert found["quan_he"] == "Con nuôi"
    assert found["chu_ho"] == "Tô Hoàng Trường"


def test_a_short_label_yields_to_the_label_that_names_the_field() -> None:
    """The number of a receipt is not its dossier code, however badly that one was read."""
    rows: tuple[Row, ...] = ((121, 110, "Số: 223/TNHS"), (224, 176, "Mã hồ sơ: H06.59.25-250313-(0895"))
    assert values("giay_tiep_nhan_ho_so", *rows)["ma_ho_so"] == "H06.59.25-250313-0895"
    assert values("giay_tiep_nhan_ho_so", rows[0])["ma_ho_so"] == "223/TNHS"


def test_ink_that_was_not_read_at_a_label_is_told() -> None:
    """Nothing is made of it; an empty place is no value at all."""
    kind, row = document_types()["to_khai"], (80.0, 200.0, "Tôi tên là:")
    assert read_form([page(row)], kind) == ()
    ink = Region("unread", Box(145, 198, 260, 214))
    other: Row = (80, 230, "Nơi cư trú: thôn Đoài, xã Phú Nhuận, huyện Cai Lậy")
    (found,) = (one for one in read_form([page(row, other, regions=(ink,))], kind) if one.name == "ho_ten")
    assert found.handwritten
    assert found.words == ()


def test_the_left_page_of_an_open_book_has_its_own_zones() -> None:
    """Two pages on one sheet: the day at the right of the left page lies left of the middle of the sheet."""
    cover = page(
        (185, 60, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        (230, 77, "Độc lập - Tự do - Hạnh phúc"),
        (150, 120, "GIẤY CHỨNG NHẬN QUYỀN SỬ DỤNG ĐẤT"),
    )
    inside = replace(
        page(
            (80, 105, "a) Thửa đất số: 216"),
            (80, 123, "đ) Mục đích sử dụng: Đất chuyên trồng lúa nước"),
            (80, 150, "e) Thời hạn sử dụng: Lâu dài"),
            (330, 374, "Chợ Gạo, ngày 14 tháng 10 năm 2018"),
            (330, 389, "TM. ỦY BAN NHÂN DÂN HUYỆN CHỢ GẠO"),
            (395, 404, "CHỦ TỊCH"),
            (380, 500, "Kiều Ngọc Lộc"),
            (676, 64, "III. Sơ đồ thửa đất"),
        ),
        number=2,
        width=1190.0,
    )
    found = {field.name: field.value for field in extract([cover, inside]).fields}
    assert found["ngay_cap"] == "2018-10-14"
    assert found["nguoi_ky"] == "Kiều Ngọc Lộc"


def test_people_over_the_columns_of_a_table() -> None:
    """Labels stand once, at the left; wife and husband over their columns, in capitals."""
    sheet = page(
        centred(60, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        centred(100, "GIẤY CHỨNG NHẬN KẾT HÔN"),
        (250, 170, "VỢ"),
        (430, 170, "CHỒNG"),
        (62, 200, "Họ, chữ đệm, tên"),
        (172, 200, "DƯƠNG THU LINH"),
        (361, 200, "VÕ THANH CƯỜNG"),
        (62, 225, "Dân tộc"),
        (172, 225, "Kinh"),
        (361, 225, "Mường"),
        (62, 250, "Nơi cư trú"),
        (172, 250, "Thôn Đông Phước,"),
        (172, 264, "xã Diễn Châu, tỉnh Nghệ An"),
        (361, 250, "Thôn Đông Phước,"),
        (361, 264, "xã Đồng Hỷ, tỉnh Thái Nguyên"),
        (58, 300, "Nơi đăng ký kết hôn: Ủy ban nhân dân xã Diễn Châu"),
        (173, 400, "Vợ"),
        (409, 400, "Chồng"),
    )
    found = {field.name: field.value for field in extract((sheet,)).fields}
    assert found["vo_ho_ten"] == "DƯƠNG THU LINH"
    assert found["chong_ho_ten"] == "VÕ THANH CƯỜNG"
    assert (found["vo_dan_toc"], found["chong_dan_toc"]) == ("Kinh", "Mường")
    assert found["vo_noi_cu_tru"] == "Thôn Đông Phước, xã Diễn Châu, tỉnh Nghệ An"
    assert found["chong_noi_cu_tru"] == "Thôn Đông Phước, xã Đồng Hỷ, tỉnh Thái Nguyên"


def test_a_lone_caption_far_to_the_right_takes_no_label_of_the_left() -> None:
    """Where the wife's caption was not read, her values are not given to the husband."""
    sheet = page(
        centred(100, "GIẤY CHỨNG NHẬN KẾT HÔN"),
        (430, 170, "CHỒNG"),
        (62, 200, "Họ, chữ đệm, tên"),
        (172, 200, "DƯƠNG THU LINH"),
        (361, 200, "VÕ THANH CƯỜNG"),
    )
    assert all(field.value != "DƯƠNG THU LINH" for field in extract((sheet,)).fields if field.name == "chong_ho_ten")
