"""Forms: what stands beside, behind or below a label is its value, in spite of columns, wraps, fillers, misreadings."""

from collections.abc import Sequence

import pytest

from extract.candidate import Candidate
from extract.form import read_form
from extract.rule_files import parse_types
from extract.rules import DocumentType
from ingest.geometry import Box, joined
from ocr.page_text import Line, PageText, Word
from ocr.region import Region

WIDTH, HEIGHT = 595.0, 842.0
LETTER, TALL = 6.0, 11.0  # points: how wide and tall a letter of these pages is
COMMON: dict[str, dict[str, str]] = {"chung_thuc": {}}

PERSON = """
[[type]]
code = "giay"
name = "Giấy"
family = "Thử"
source = "thử"
sections = [
    { name = "vo", opens = ["Họ, chữ đệm, tên vợ"] },
    { name = "chong", opens = ["Họ, chữ đệm, tên chồng"] },
    { name = "khac", closed = true, opens = ["Danh sách thành viên"] },
]
stops = ["Ghi chú", "Ký, ghi rõ họ, chữ đệm, tên"]
fields = [
    { name = "so", kind = "docno", labels = ["Số"] },
    { name = "ho_ten", kind = "name", labels = ["Họ, chữ đệm, tên"] },
    { name = "ngay_sinh", kind = "date", labels = ["Ngày, tháng, năm sinh"] },
    { name = "gioi_tinh", kind = "sex", labels = ["Giới tính"] },
    { name = "dan_toc", kind = "text", labels = ["Dân tộc"], lines = 1 },
    { name = "noi_sinh", kind = "addr", labels = ["Nơi sinh"] },
    { name = "so_dinh_danh", kind = "id12", labels = ["Số định danh cá nhân"] },
    { name = "chet_luc", kind = "text", labels = ["Đã chết vào lúc"] },
    { name = "ngay_chet", kind = "date", labels = ["Đã chết vào lúc"] },
    { name = "ngay_dang_ky", kind = "date", labels = ["Số, ngày, tháng, năm đăng ký"] },
    { name = "so_phat_hanh", kind = "text", pattern = "[A-Z]{2} ?\\\\d{6}" },
    { name = "hinh_thuc", kind = "text", free = true, labels = ["Hình thức sử dụng"] },
    { name = "chu", kind = "name", several = true, begins = ["Ông", "Bà"] },
    { name = "ban_sao", kind = "bool", begins = ["BẢN SAO"] },
    { name = "vo_ho_ten", kind = "name", section = "vo", labels = ["Họ, chữ đệm, tên vợ"] },
    { name = "vo_noi_o", kind = "addr", section = "vo", labels = ["Nơi cư trú"] },
    { name = "chong_ho_ten", kind = "name", section = "chong", labels = ["Họ, chữ đệm, tên chồng"] },
    { name = "chong_noi_o", kind = "addr", section = "chong", labels = ["Nơi cư trú"] },
]
"""


@pytest.fixture(scope="module")
def kind() -> DocumentType:
    """Return a type made for these tests, so that no change of a real one makes them say something else."""
    return parse_types(PERSON, "thu.toml", COMMON)[0]


def line(text: str, x: float, y: float) -> Line:
    """Return a printed line that begins at a place (points)."""
    words, at = [], x
    for part in text.split():
        width = LETTER * len(part)
        words.append(Word(part, part, Box(at, y, at + width, y + TALL), 0.95))
        at += width + 0.5 * LETTER
    return Line(tuple(words), joined(tuple(word.box for word in words)))


def page(*lines: tuple[str, float, float], regions: Sequence[Region] = ()) -> PageText:
    """Return a page with lines in the order given."""
    made = tuple(line(*one) for one in lines)
    return PageText(1, WIDTH, HEIGHT, 0, 0.0, made, "recognised", "test", regions=tuple(regions))


def found(kind: DocumentType, *lines: tuple[str, float, float]) -> dict[str, str]:
    """Return the text of the likeliest candidate of each field."""
    best: dict[str, Candidate] = {}
    for one in read_form([page(*lines)], kind):
        if one.name not in best or one.fit > best[one.name].fit:
            best[one.name] = one
    return {name: one.text.strip(" .,;") for name, one in best.items()}


def test_several_fields_on_a_line_end_where_the_next_begins(kind: DocumentType) -> None:
    """Each value is what stands between its label and the next."""
    read = found(kind, ("Giới tính: Nam Dân tộc: Kinh Nơi sinh: Huế", 80, 100))
    assert read == {"gioi_tinh": "Nam", "dan_toc": "Kinh", "noi_sinh": "Huế"}


def test_dots_are_no_part_of_a_value(kind: DocumentType) -> None:
    """Fillers before, behind and fused with the words are left out."""
    read = found(
        kind,
        ("Họ, chữ đệm, tên: ...... LÊ VĂN AN ............", 80, 100),
        ("Dân tộc:......Kinh......", 80, 120),
    )
    assert read["ho_ten"] == "LÊ VĂN AN"
    assert read["dan_toc"] == "Kinh"


def test_a_blank_place_is_no_value(kind: DocumentType) -> None:
    """What the next label says is not taken for the value of the one before."""
    read = found(kind, ("Nơi sinh: ..............", 80, 100), ("Dân tộc: Kinh", 80, 118), ("Ghi chú:", 80, 136))
    assert "noi_sinh" not in read
    assert read["dan_toc"] == "Kinh"


def test_a_value_runs_over_to_the_next_line_only_where_it_must(kind: DocumentType) -> None:
    """A line that had room for the next word ends its value; one that ends with a comma does not."""
    runs = found(kind, ("Nơi sinh: xã Tân Hà, huyện Lâm Hà,", 80, 100), ("tỉnh Lâm Đồng", 80, 115))
    assert runs["noi_sinh"] == "xã Tân Hà, huyện Lâm Hà, tỉnh Lâm Đồng"
    stops = found(
        kind,
        ("Nơi sinh: xã Tân Hà", 80, 100),
        ("NGƯỜI KÝ TRÍCH LỤC", 80, 115),
        ("Một dòng dài cho biết mép phải của trang giấy ở đâu thật sự", 80, 300),
    )
    assert stops["noi_sinh"] == "xã Tân Hà"


def test_values_below_and_beside_their_labels(kind: DocumentType) -> None:
    """A label with nothing behind it has its value in the cell to its right, or in the line below."""
    beside = found(kind, ("Dân tộc", 80, 100), ("Ê Đê", 260, 100), ("Giới tính", 80, 118), ("Nữ", 260, 118))
    assert beside == {"dan_toc": "Ê Đê", "gioi_tinh": "Nữ"}
    below = found(kind, ("Dân tộc", 80, 100), ("Ê Đê", 94, 115), ("Giới tính", 80, 132), ("Nữ", 94, 147))
    assert below == {"dan_toc": "Ê Đê", "gioi_tinh": "Nữ"}


def test_two_columns_belong_to_two_people(kind: DocumentType) -> None:
    """The same label serves the wife on the left and the husband on the right, whatever the order of the lines."""
    lines = (
        ("Họ, chữ đệm, tên vợ: LÊ THỊ BA", 60, 100),
        ("Họ, chữ đệm, tên chồng: VŨ VĂN TƯ", 316, 100),
        ("Nơi cư trú: Huế", 60, 118),
        ("Nơi cư trú: Vinh", 316, 118),
    )
    told = {"vo_ho_ten": "LÊ THỊ BA", "vo_noi_o": "Huế", "chong_ho_ten": "VŨ VĂN TƯ", "chong_noi_o": "Vinh"}
    assert found(kind, *lines) == told
    assert found(kind, lines[0], lines[2], lines[1], lines[3]) == told


def test_one_below_the_other_they_take_turns(kind: DocumentType) -> None:
    """A label belongs to whoever was named last above it."""
    read = found(
        kind,
        ("Họ, chữ đệm, tên vợ: LÊ THỊ BA", 80, 100),
        ("Nơi cư trú: Huế", 80, 118),
        ("Họ, chữ đệm, tên chồng: VŨ VĂN TƯ", 80, 140),
        ("Nơi cư trú: Vinh", 80, 158),
    )
    assert (read["vo_noi_o"], read["chong_noi_o"]) == ("Huế", "Vinh")


def test_a_closed_section_serves_nobody_else(kind: DocumentType) -> None:
    """The head of a table of others is not taken for the label of the form."""
    read = found(kind, ("Dân tộc: Kinh", 80, 100), ("Danh sách thành viên:", 80, 130), ("Giới tính: Nam", 80, 148))
    assert read == {"dan_toc": "Kinh"}


@pytest.mark.parametrize("printed", ["Ngày, thang, nam sinh:", "Ngay. tháng, năm sịnh:", "Ngày, tháng, nắm sihh:"])
def test_a_misread_label_is_known(kind: DocumentType, printed: str) -> None:
    """Lost marks and a wrong letter do not hide a label."""
    assert found(kind, (f"{printed} 02/09/1990", 80, 100)) == {"ngay_sinh": "02/09/1990"}


@pytest.mark.parametrize("printed", ["KẾT HÔN", "Nam Định", "(Ký, ghi rõ họ, chữ đệm, tên)", "SỔ HỘ KHẨU"])
def test_what_is_only_like_a_label_is_none(kind: DocumentType, printed: str) -> None:
    """Captions and short lines are not stretched into labels."""
    assert found(kind, (printed, 80, 100), ("Trần Văn An", 80, 115)) == {}


def test_one_label_may_serve_several_fields(kind: DocumentType) -> None:
    """The hour and the day of a death stand behind the same words."""
    read = found(kind, ("Đã chết vào lúc: 05 giờ, ngày 03/02/2020", 80, 100))
    assert read["chet_luc"] == "05 giờ, ngày 03/02/2020"
    assert "03/02/2020" in read["ngay_chet"]


def test_the_longer_label_wins(kind: DocumentType) -> None:
    """The day of registration is not the day of birth, and its number not the paper's."""
    read = found(kind, ("Số, ngày, tháng, năm đăng ký: 33, ngày 07/01/2018", 80, 100))
    assert set(read) == {"ngay_dang_ky"}
    assert "07/01/2018" in read["ngay_dang_ky"]


def test_a_short_label_needs_its_colon(kind: DocumentType) -> None:
    """The number of a house is not the number of the paper."""
    assert found(kind, ("Nơi sinh: Số 4 phố Huế, Hà Nội", 80, 100)) == {"noi_sinh": "Số 4 phố Huế, Hà Nội"}
    assert found(kind, ("Số: 45/TLKS-BS", 80, 100)) == {"so": "45/TLKS-BS"}


def test_a_label_in_prose_counts_less(kind: DocumentType) -> None:
    """The words of a label in a sentence do not beat the label itself."""
    read = found(kind, ("Căn cứ vào việc xác định nơi sinh của trẻ theo quy định", 80, 100), ("Nơi sinh: Huế", 80, 140))
    assert read["noi_sinh"] == "Huế"


def test_a_label_goes_on_in_the_next_line_of_its_cell(kind: DocumentType) -> None:
    """A narrow cell breaks the label; the value stands in the cell beside."""
    read = found(kind, ("Số định danh", 80, 100), ("cá nhân", 80, 114), ("001090000001", 260, 100))
    assert read == {"so_dinh_danh": "001090000001"}


def test_numbers_of_paragraphs_are_no_words(kind: DocumentType) -> None:
    """``1.`` and ``b)`` before a label end the value above and are in none."""
    read = found(kind, ("1. Dân tộc: Kinh b) Giới tính: Nữ", 80, 100), ("2. Nơi sinh: Huế", 80, 118))
    assert read == {"dan_toc": "Kinh", "gioi_tinh": "Nữ", "noi_sinh": "Huế"}


def test_a_free_value_may_hold_colons(kind: DocumentType) -> None:
    """What looks like a label and is none ends other values, not this one."""
    free = found(kind, ("Hình thức sử dụng: Riêng: 82,5 m²; Chung: Không", 80, 100))
    assert free["hinh_thuc"] == "Riêng: 82,5 m²; Chung: Không"
    assert found(kind, ("Dân tộc: Kinh Tôn giáo: Không", 80, 100)) == {"dan_toc": "Kinh"}


def test_what_has_no_label_is_known_by_its_look(kind: DocumentType) -> None:
    """A serial number stands alone; the same signs within a word are none."""
    assert found(kind, ("BN 531146", 400, 780)) == {"so_phat_hanh": "BN 531146"}
    assert found(kind, ("BN 5311467", 400, 780)) == {}


def test_several_owners_are_one_value(kind: DocumentType) -> None:
    """All who are named are joined, and the name of no place is taken for one of them."""
    read = found(kind, ("Ông: Lê Văn An", 80, 100), ("Bà: Vũ Thị Tư", 80, 118), ("Bắc Mê, Hà Giang", 80, 220))
    assert read["chu"].count(";") == 1
    assert "Lê Văn An" in read["chu"]
    assert "Vũ Thị Tư" in read["chu"]
    assert "Mê" not in read["chu"]


def test_a_copy_says_so_by_itself(kind: DocumentType) -> None:
    """``(BẢN SAO)`` behind a title or in its own line counts; a copy that a sentence mentions does not."""
    assert "ban_sao" in found(kind, ("TRÍCH LỤC KHAI SINH (BẢN SAO)", 200, 100))
    assert "ban_sao" in found(kind, ("BẢN SAO", 250, 100))
    assert "ban_sao" not in found(kind, ("Nộp 01 bản sao giấy khai sinh", 80, 100))


def test_handwriting_and_unread_print_are_told(kind: DocumentType) -> None:
    """A place with a pen in it is handwritten even without a word; print that was not read makes a value less sure."""
    pen = Region("handwriting", Box(125, 100, 200, 112))
    edge = ("Một dòng dài cho biết mép phải của trang giấy ở đâu thật sự", 80, 300)
    (by_hand,) = read_form([page(("Số:", 80, 100), edge, regions=[pen])], kind)
    assert (by_hand.name, by_hand.words, by_hand.handwritten) == ("so", (), True)
    text = ("Dân tộc: Kinh", 80, 100)
    (sure,) = read_form([page(text, edge)], kind)
    unread = Region("unread", Box(165, 100, 190, 111))
    (less,) = read_form([page(text, edge, regions=[unread])], kind)
    assert less.fit < sure.fit
