"""Papers of every type: in several layouts, true to what is printed, the same for the same seed."""

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

import numpy as np
import pymupdf
import pytest
import zxingcpp

from samples.fonts import Face, Family, font_file
from samples.people import PLACES
from samples.typed import TYPED, TypedPaper, cards, citizens, numbers, places, typed_paper, write
from samples.typed.__main__ import main

# the codes and required fields (*) of the project's list of document types
REQUIRED = {
    **dict.fromkeys(
        (
            "quyet_dinh", "chi_thi", "to_trinh", "thong_bao", "bao_cao", "ke_hoach", "nghi_quyet", "huong_dan",
            "bien_ban", "giay_moi", "cong_van", "van_ban_phap_luat",
        ),
        ("co_quan_ban_hanh", "so_ky_hieu", "ngay_ban_hanh", "trich_yeu"),
    ),
    "hop_dong": (),
    "giay_khai_sinh": ("so", "ho_ten", "ngay_sinh", "gioi_tinh", "noi_dang_ky", "ngay_dang_ky"),
    "trich_luc_khai_sinh": ("so", "ho_ten", "ngay_sinh", "gioi_tinh", "noi_dang_ky", "ngay_dang_ky"),
    **dict.fromkeys(
        ("giay_chung_nhan_ket_hon", "trich_luc_ket_hon"),
        ("so", "vo_ho_ten", "vo_ngay_sinh", "chong_ho_ten", "chong_ngay_sinh", "noi_dang_ky", "ngay_dang_ky"),
    ),
    "xac_nhan_tinh_trang_hon_nhan": ("so", "ho_ten", "ngay_sinh", "tinh_trang", "noi_cap", "ngay_cap"),
    "trich_luc_khai_tu": ("so", "ho_ten", "ngay_chet", "noi_dang_ky"),
    "giay_chung_sinh": ("me_ho_ten", "ngay_sinh", "gioi_tinh"),
    "can_cuoc": ("so_dinh_danh", "ngay_sinh", "gioi_tinh"),
    "xac_nhan_cu_tru": ("ho_ten", "so_dinh_danh", "ngay_cap"),
    "so_ho_khau": ("chu_ho", "noi_thuong_tru"),
    "gcn_quyen_su_dung_dat": (
        "so_phat_hanh", "chu_su_dung", "so_thua", "so_to_ban_do", "dia_chi_thua", "dien_tich", "ngay_cap",
    ),
    "giay_phep_xay_dung": ("so", "chu_dau_tu", "noi_cap", "ngay_cap"),
    "gcn_dang_ky_doanh_nghiep": ("ma_so", "ten", "dia_chi", "nguoi_dai_dien", "ngay_dang_ky_lan_dau"),
    "gcn_dang_ky_ho_kinh_doanh": ("ma_so", "ten", "dia_chi", "chu_ho", "ngay_cap"),
    "giay_phep_lai_xe": ("so", "ho_ten", "ngay_sinh", "hang"),
    "bang_tot_nghiep": ("ho_ten", "ngay_sinh", "so_hieu"),
    "giay_tiep_nhan_ho_so": ("ma_ho_so", "ho_ten", "noi_dung_yeu_cau"),
    "to_khai": ("tieu_de",),
    "don_de_nghi": ("tieu_de",),
    "khac": (),
}  # fmt: skip
FAMILIES: tuple[Family, ...] = ("serif", "sans", "mono", "book", "plain")
MARKS = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"


@pytest.fixture(scope="module")
def papers() -> dict[str, tuple[TypedPaper, ...]]:
    """Return three papers of every type, each in another layout, without their pictures: a hundred fill the memory."""
    return {code: tuple(without_pictures(typed_paper(code, seed)) for seed in range(3)) for code in TYPED}


def without_pictures(done: TypedPaper) -> TypedPaper:
    """Return the paper with its words, but one white pixel for each page."""
    white = np.full((1, 1, 3), 255, dtype=np.uint8)
    sheets = tuple(replace(sheet, picture=white) for sheet in done.paper.sheets)
    return replace(done, paper=replace(done.paper, sheets=sheets))


def letters(text: str) -> str:
    """Return the text without white space, commas, stops and semicolons, to be compared across line breaks."""
    return re.sub(r"[\s,;.]", "", text)


def test_every_type_has_a_maker() -> None:
    """The codes are those of the project, no more and no fewer."""
    assert set(TYPED) == set(REQUIRED)


def test_three_seeds_show_three_layouts(papers: dict[str, tuple[TypedPaper, ...]]) -> None:
    """The first seeds never repeat a layout."""
    for code, made in papers.items():
        assert len({done.layout for done in made}) == 3, code


def test_required_fields_are_in_the_truth(papers: dict[str, tuple[TypedPaper, ...]]) -> None:
    """Every paper that is drawn prints what its type cannot do without."""
    for code, made in papers.items():
        for done in made:
            assert set(REQUIRED[code]) <= set(dict(done.fields)), (code, done.layout)
            assert done.paper.kind == done.document_type == code


def test_texts_stand_on_the_paper(papers: dict[str, tuple[TypedPaper, ...]]) -> None:
    """Names, addresses, numbers and other texts are printed letter by letter, unless they were written by hand."""
    for code, made in papers.items():
        for done in made:
            printed = letters(done.paper.text)
            for name, value in done.fields:
                if name in done.handwritten or not isinstance(value, str) or re.fullmatch(r"\d{4}-\d\d-\d\d", value):
                    continue
                if name in {"dien_tich", "dien_tich_xay_dung", "von_dieu_le", "von_kinh_doanh", "so_cmnd"}:
                    continue  # printed with separators, or in the code only
                parts = value.split("; ") if name in {"kinh_gui", "chu_su_dung", "thanh_phan_ho_so"} else [value]
                assert all(letters(part) in printed for part in parts), (code, done.layout, name, value)


def test_days_areas_and_sums_stand_on_the_paper(papers: dict[str, tuple[TypedPaper, ...]]) -> None:
    """What is given in normal form is printed in one of the forms of such papers."""
    for code, made in papers.items():
        for done in made:
            if code in {"can_cuoc", "giay_phep_lai_xe"}:
                continue  # their days stand in codes and between English words
            text = " ".join(done.paper.text.split())
            for name, value in done.fields:
                if name in done.handwritten or isinstance(value, bool):
                    continue
                forms = shown_forms(name, str(value))
                assert any(form in text for form in forms), (code, done.layout, name, value)


def shown_forms(name: str, value: str) -> tuple[str, ...]:
    """Return how a value in normal form may be printed; texts are left to the test above."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        day = date.fromisoformat(value)
        plain = f"ngày {day.day} tháng {day.month} năm {day.year}"
        long = numbers.long_date(day)
        return (f"{day:%d/%m/%Y}", long, plain, long.removeprefix("ngày "))
    if name in {"dien_tich", "dien_tich_xay_dung"}:
        return (numbers.decimal(round(float(value) * 10)) + " m²",)
    if name in {"von_dieu_le", "von_kinh_doanh"}:
        return (f"{int(value):,} đồng".replace(",", "."),)
    return (value,) if value.isdigit() and name in {"so_thua", "so_to_ban_do", "nam_tot_nghiep"} else ("",)


def test_words_lie_on_the_page_and_apart(papers: dict[str, tuple[TypedPaper, ...]]) -> None:
    """No word leaves the page, and no two words share a sixth of the smaller one's box."""
    for code, made in papers.items():
        for sheet in (sheet for done in made for sheet in done.paper.sheets if sheet.words):
            boxes = np.array([(word.box.x0, word.box.y0, word.box.x1, word.box.y1) for word in sheet.words])
            assert boxes[:, :2].min() > 10, code
            assert boxes[:, 2].max() < sheet.width - 10, code
            assert boxes[:, 3].max() < sheet.height - 10, code
            across = np.minimum(boxes[:, None, 2], boxes[:, 2]) - np.maximum(boxes[:, None, 0], boxes[:, 0])
            down = np.minimum(boxes[:, None, 3], boxes[:, 3]) - np.maximum(boxes[:, None, 1], boxes[:, 1])
            shared = across.clip(0) * down.clip(0)
            area = shared.diagonal()
            share = shared / np.minimum(area[:, None], area)
            np.fill_diagonal(share, 0)
            assert share.max() < 1 / 6, code


@pytest.mark.parametrize("code", ["quyet_dinh", "giay_khai_sinh", "can_cuoc", "to_khai"])
def test_same_seed_same_paper(code: str) -> None:
    """A seed decides every pixel and every fact; another seed gives other facts."""
    first, again, other = typed_paper(code, 1), typed_paper(code, 1), typed_paper(code, 50)
    assert (first.fields, first.handwritten, first.layout) == (again.fields, again.handwritten, again.layout)
    for one, two in zip(first.paper.sheets, again.paper.sheets, strict=True):
        assert np.array_equal(one.picture, two.picture)
    assert first.fields != other.fields


def test_handwritten_number_is_no_print() -> None:
    """A number written by pen is ink over the page: its digits are no words, though they are in the truth."""
    done = typed_paper("cong_van", 1)
    assert {"so_ky_hieu"} <= done.handwritten
    number = str(dict(done.fields)["so_ky_hieu"]).split("/", 1)[0]
    marks = [mark for mark in done.paper.sheets[0].marks if mark.kind == "handwriting"]
    assert number in [mark.text for mark in marks]
    assert f"Số: {number}" not in done.paper.text


def test_declarations_name_other_papers() -> None:
    """A declaration's title is a trap: it contains the name of the paper that is asked for."""
    titles = {str(dict(typed_paper("to_khai", seed).fields)["tieu_de"]) for seed in range(8)}
    assert all(title.startswith("TỜ KHAI") for title in titles)
    assert any("KHAI SINH" in title or "KẾT HÔN" in title for title in titles)


def test_card_carries_what_its_code_and_zone_say() -> None:
    """The QR code on the card reads as its seven facts, and the machine-readable zone is the one of the holder."""
    done = typed_paper("can_cuoc", 0)
    known = dict(done.fields)
    (found,) = zxingcpp.read_barcodes(done.paper.sheets[0].picture)
    number, _, name, born, sex, residence, issued = found.text.split("|")
    assert (number, name, sex, residence) == tuple(
        known[key] for key in ("so_dinh_danh", "ho_ten", "gioi_tinh", "noi_cu_tru")
    )
    assert [f"{date.fromisoformat(str(known[key])):%d%m%Y}" for key in ("ngay_sinh", "ngay_cap")] == [born, issued]
    assert f"IDVNM{number[3:]}" in done.paper.text


def test_zone_has_the_check_digits_of_the_standard() -> None:
    """A made-up holder gives the three lines computed by hand from ICAO 9303."""
    home = places.Unit("Xã A", "Huyện B", "Tỉnh C", "001")
    who = citizens.Citizen("Nguyễn Thị Mẫu", "Nữ", date(1990, 5, 17), "Kinh", "001190123456", "", home, home, "")
    assert cards.mrz(who, date(2030, 5, 17)) == (
        "IDVNM1901234569001190123456<<0",
        "9005178F3005176VNM<<<<<<<<<<<4",
        "NGUYEN<<THI<MAU<<<<<<<<<<<<<<<",
    )


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1_000_000, "một triệu"),
        (12_005_000, "mười hai triệu không trăm linh năm nghìn"),
        (2_063_000_000, "hai tỷ không trăm sáu mươi ba triệu"),
        (19_900, "mười chín nghìn chín trăm"),
    ],
)
def test_large_numbers_in_words(number: int, words: str) -> None:
    """Groups of three are spoken as sums on contracts are."""
    assert numbers.in_words(number) == words


def test_areas() -> None:
    """Tenths of a square metre are printed with a comma, and in words with phẩy."""
    assert numbers.decimal(12345) == "1.234,5"
    assert numbers.plain(820) == "82"
    assert numbers.area_in_words(1205) == "Một trăm hai mươi phẩy năm mét vuông"


def test_units_before_and_after_the_merger() -> None:
    """Old communes have a district and a code, new ones neither; a place known elsewhere is among the old ones."""
    rng = Random(1)  # noqa: S311 - fictional people need no cryptographic chance
    old, new = places.unit(rng, date(2024, 1, 1)), places.unit(rng, date(2025, 7, 1))
    assert len(old.levels) == 3
    assert re.fullmatch(r"0\d\d", old.code)
    assert len(new.levels) == 2
    assert new.code == ""
    known = {unit.worded("long") for unit in places._old_units()}  # noqa: SLF001 - the whole list
    assert sum(place.full in known for place in PLACES) >= 6


@pytest.mark.parametrize("family", FAMILIES)
def test_every_cut_has_all_vietnamese_letters(family: Family) -> None:
    """No family lacks a letter with two marks, upright, bold or sloped."""
    for bold in (False, True):
        for italic in (False, True):
            font = pymupdf.Font(fontfile=str(font_file(Face(12, bold, italic, family=family))))
            assert all(font.has_glyph(ord(letter)) for letter in MARKS + MARKS.upper()), (family, bold, italic)


def test_paper_is_written_with_its_truth(tmp_path: Path) -> None:
    """One page becomes a picture, several a PDF; at hard the stamped fields are named."""
    image = write.write_typed(tmp_path, "trich_luc_khai_tu", 1, "clean")
    assert image.name == "trich_luc_khai_tu-001-clean.png"
    truth = json.loads((tmp_path / "trich_luc_khai_tu-001-clean.fields.json").read_text("utf-8"))
    done = typed_paper("trich_luc_khai_tu", 1)
    assert truth == {
        "type": "trich_luc_khai_tu",
        "fields": dict(done.fields),
        "handwritten": [],
        "stamped": [],
        "layout": "cham_chay",
        "level": "clean",
    }
    scan = write.write_typed(tmp_path, "so_ho_khau", 0, "hard")
    assert scan.suffix == ".pdf"
    hard = json.loads((tmp_path / "so_ho_khau-000-hard.fields.json").read_text("utf-8"))
    assert hard["stamped"]
    assert set(hard["stamped"]) <= set(hard["fields"])


def test_batch_pages_add_up(tmp_path: Path) -> None:
    """Pages rise without overlap and lie in the PDF; what belongs to no paper is a blank sheet between two."""
    path = write.write_batch(tmp_path, 5, 0, "clean")
    truth = json.loads(path.with_suffix(".batch.json").read_text("utf-8"))
    pages = [page for paper in truth for page in paper["pages"]]
    assert len(truth) == 5
    assert pages == sorted(set(pages))
    with pymupdf.open(path) as document:
        assert pages[-1] == document.page_count
        for number in set(range(1, document.page_count + 1)) - set(pages):
            assert min(document[number - 1].get_pixmap(dpi=30).samples) > 240


def test_command_writes_papers_and_prints_their_paths(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One path a line, each a file with its truth beside it."""
    assert main([str(tmp_path), "--types", "khac", "--count", "1"]) == 0
    (path,) = (Path(row) for row in capsys.readouterr().out.splitlines())
    assert path.is_file()
    assert path.with_suffix(".fields.json").is_file()
