"""The rules: every type and field that was promised is there, and what a file says wrongly is told with its place."""

from collections.abc import Iterator

import pytest

from extract.errors import RuleError
from extract.rule_files import document_types, parse_types

NAMED = {"nguoi_ky": "name", "gioi_tinh": "sex"}
LIKE = (
    ("ho_ten", "name"), ("chu_ho", "name"), ("ngay_", "date"), ("nam_sinh", "date"), ("noi_sinh", "addr"),
    ("que_quan", "addr"), ("cu_tru", "addr"),
)  # fmt: skip
"""Kinds of fields that are told nowhere else: by the whole name, else by a part of it; else they are text."""

ZONES = (
    "co_quan_chu_quan co_quan_ban_hanh* so_ky_hieu*:docno dia_danh ngay_ban_hanh* trich_yeu* kinh_gui "
    "chuc_vu_nguoi_ky nguoi_ky do_khan do_mat"
)
BIRTH = (
    "so*:docno ho_ten* ngay_sinh* ngay_sinh_bang_chu:text gioi_tinh* dan_toc quoc_tich noi_sinh:addr que_quan "
    "so_dinh_danh:id12 me_ho_ten me_nam_sinh me_dan_toc me_quoc_tich me_noi_cu_tru cha_ho_ten "
    "cha_nam_sinh cha_dan_toc cha_quoc_tich cha_noi_cu_tru noi_dang_ky* ngay_dang_ky* nguoi_ky"
)
MARRIAGE = (
    "so* vo_ho_ten* vo_ngay_sinh vo_dan_toc vo_quoc_tich vo_noi_cu_tru vo_giay_to chong_ho_ten* "
    "chong_ngay_sinh chong_dan_toc chong_quoc_tich chong_noi_cu_tru chong_giay_to noi_dang_ky* "
    "ngay_dang_ky* nguoi_ky"
)
PROMISED = {
    **dict.fromkeys(
        ("quyet_dinh", "chi_thi", "to_trinh", "thong_bao", "bao_cao", "ke_hoach", "nghi_quyet", "huong_dan"), ZONES
    ),
    **dict.fromkeys(("bien_ban", "giay_moi", "cong_van", "van_ban_phap_luat"), ZONES),
    "hop_dong": ZONES.replace("*", ""),
    "giay_khai_sinh": BIRTH,
    "trich_luc_khai_sinh": BIRTH,
    "giay_chung_nhan_ket_hon": MARRIAGE,
    "trich_luc_ket_hon": MARRIAGE,
    "xac_nhan_tinh_trang_hon_nhan": (
        "so* ho_ten* ngay_sinh* gioi_tinh dan_toc quoc_tich giay_to noi_cu_tru tinh_trang* muc_dich noi_cap* ngay_cap* "
        "nguoi_ky"
    ),
    "trich_luc_khai_tu": (
        "so* ho_ten* ngay_sinh gioi_tinh dan_toc quoc_tich so_dinh_danh:id12 chet_luc ngay_chet* noi_chet:addr "
        "nguyen_nhan noi_dang_ky* ngay_dang_ky nguoi_ky"
    ),
    "giay_chung_sinh": (
        "me_ho_ten* me_nam_sinh me_so_dinh_danh:id12 ngay_sinh* noi_sinh gioi_tinh* can_nang du_dinh_dat_ten:name"
    ),
    "can_cuoc": (
        "so_dinh_danh*:id12 so_cmnd:id9 ho_ten* ngay_sinh* gioi_tinh* quoc_tich que_quan noi_cu_tru ngay_cap "
        "ngay_het_han"
    ),
    "xac_nhan_cu_tru": (
        "ho_ten* ngay_sinh gioi_tinh so_dinh_danh*:id12 noi_thuong_tru:addr noi_tam_tru:addr noi_o_hien_tai:addr "
        "chu_ho quan_he ngay_cap* nguoi_ky"
    ),
    "so_ho_khau": "so chu_ho* noi_thuong_tru*:addr",
    "gcn_quyen_su_dung_dat": (
        "so_phat_hanh* chu_su_dung*:name dia_chi_chu:addr so_thua*:int so_to_ban_do*:int dia_chi_thua*:addr "
        "dien_tich*:area dien_tich_bang_chu hinh_thuc_su_dung muc_dich_su_dung thoi_han_su_dung nguon_goc_su_dung "
        "so_vao_so noi_cap ngay_cap* nguoi_ky bien_dong"
    ),
    "giay_phep_xay_dung": (
        "so*:docno chu_dau_tu*:name dia_chi:addr ten_cong_trinh vi_tri:addr dien_tich_xay_dung:area so_tang noi_cap* "
        "ngay_cap* nguoi_ky"
    ),
    "gcn_dang_ky_doanh_nghiep": (
        "ma_so*:tax ten* dia_chi*:addr von_dieu_le:money nguoi_dai_dien*:name chuc_danh nguoi_dai_dien_so_giay_to "
        "ngay_dang_ky_lan_dau* lan_thay_doi:int ngay_thay_doi noi_cap"
    ),
    "gcn_dang_ky_ho_kinh_doanh": (
        "ma_so* ten* dia_chi*:addr nganh_nghe von_kinh_doanh:money chu_ho* chu_ho_so_giay_to ngay_cap* noi_cap"
    ),
    "giay_phep_lai_xe": "so* ho_ten* ngay_sinh* quoc_tich noi_cu_tru hang* ngay_cap ngay_het_han",
    "bang_tot_nghiep": (
        "ho_ten* ngay_sinh* noi_sinh gioi_tinh dan_toc truong nam_tot_nghiep:int xep_loai so_hieu* so_vao_so ngay_cap "
        "nguoi_ky"
    ),
    "giay_tiep_nhan_ho_so": (
        "ma_ho_so* ho_ten* dia_chi so_dien_thoai noi_dung_yeu_cau* thanh_phan_ho_so thoi_gian_nhan thoi_gian_tra"
    ),
    "to_khai": "tieu_de* kinh_gui ho_ten ngay_lam",
    "don_de_nghi": "tieu_de* kinh_gui ho_ten ngay_lam",
    "khac": "",
}  # fmt: skip
"""The types with their fields; ``*``: required; behind a colon the kind where its name does not tell it."""

STAMP = {"chung_thuc_so", "chung_thuc_ngay", "chung_thuc_noi", "ban_sao"}
OPEN = {"so", "ma_so", "ma_ho_so", "dia_chi", "noi_sinh", "nguoi_dai_dien_so_giay_to", "chu_ho_so_giay_to"}
"""Fields whose kind was left open, where it is not told."""


def promised(code: str) -> Iterator[tuple[str, bool, str]]:
    """Yield name, whether it is required, and kind of the fields that were promised of a type."""
    for told in PROMISED[code].split():
        name, _, kind = told.replace("*", "").partition(":")
        likely = "" if name in OPEN else next((kind for part, kind in LIKE if part in name), "text")
        yield name, "*" in told, kind or NAMED.get(name) or likely


def test_the_types_are_those_that_were_promised() -> None:
    """No code is missing, and none was made up: other systems know them by these names."""
    assert set(document_types()) == set(PROMISED)


@pytest.mark.parametrize("code", PROMISED)
def test_a_type_has_its_fields_with_their_kinds(code: str) -> None:
    """Names, kinds and what is required are a contract with whoever reads the JSON."""
    rules = {rule.name: rule for rule in document_types()[code].fields}
    told = list(promised(code))
    assert {name: rules[name].required for name, _, _ in told} == {name: required for name, required, _ in told}
    kinds = {name: kind for name, _, kind in told if kind}
    assert {name: rules[name].kind for name in kinds} == kinds
    assert set(rules) == {name for name, _, _ in told} | (STAMP if told else set())


def test_what_is_of_no_known_type_has_no_fields() -> None:
    """``khac`` claims nothing of a paper."""
    assert document_types()["khac"].fields == ()


def test_every_type_says_what_it_rests_on() -> None:
    """Rules without a source cannot be checked; titles are told apart by people too."""
    assert all(kind.source and kind.name and kind.family for kind in document_types().values())
    assert all(kind.validity.source for kind in document_types().values())


def test_every_field_can_be_found() -> None:
    """A field without label, beginning, pattern or place would always be missing; codes fill those of cards only."""
    lost = [
        (kind.code, rule.name)
        for kind in document_types().values()
        for rule in kind.fields
        if not (rule.labels or rule.begins or rule.pattern or rule.zone)
    ]
    assert lost == []


HEAD = '[[type]]\ncode = "thu"\nname = "Thử"\nfamily = "F"\nsource = "S"\n'
FIELD = 'fields = [{ name = "ten", kind = "text", labels = ["Tên"] }]\n'
GROUPS = {
    "chung_thuc": {"fields": [{"name": "ban_sao", "kind": "bool", "begins": ["BẢN SAO"]}]},
    "nhom": {"fields": [{"name": "ten", "kind": "name", "labels": ["Họ tên"], "required": True}], "stops": ["Ghi chú"]},
}


def test_a_type_takes_groups_and_changes_what_it_names_again() -> None:
    """Only the keys that are given again change; the common fields come last."""
    fields = '[{ name = "ten", lines = 2 }, { name = "so", kind = "int" }]'
    text = f'{HEAD}groups = ["nhom"]\nstops = ["Nơi nhận"]\nfields = {fields}'
    (kind,) = parse_types(text, "here.toml", GROUPS)
    assert [(rule.name, rule.kind, rule.lines, rule.required) for rule in kind.fields] == [
        ("ten", "name", 2, True),
        ("so", "int", 0, False),
        ("ban_sao", "bool", 0, False),
    ]
    assert kind.stops == ("Ghi chú", "Nơi nhận")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[[type", "here.toml"),
        ("", "here.toml"),
        ('type = "thu"', "here.toml"),
        ('[[type]]\nname = "Không mã"', "type 1"),
        ('type = ["thu"]', "type 1"),
        (HEAD + 'tittles = ["A"]', "tittles"),
        (HEAD + 'titles = "GIẤY"', "titles"),
        (HEAD + 'layout = "card"', "layout"),
        (HEAD + 'groups = ["nhom_la"]', "nhom_la"),
        (HEAD + 'fields = [{ name = "ten", kind = "texts" }]', "ten: kind"),
        (HEAD + 'fields = [{ kind = "text" }]', "name"),
        (HEAD + 'fields = [{ name = "ten", kind = "text", label = ["Tên"] }]', "label"),
        (HEAD + 'fields = [{ name = "ten", kind = "text", labels = "Tên" }]', "ten"),
        (HEAD + 'fields = [{ name = "ten", kind = "text", zone = "dau_trang" }]', "dau_trang"),
        (HEAD + 'fields = [{ name = "ten", kind = "text", listed = "colours" }]', "colours"),
        (HEAD + 'fields = [{ name = "ten", kind = "text", pattern = "(" }]', "pattern"),
        (HEAD + 'fields = [{ name = "ten", kind = "text", required = "yes" }]', "required"),
        (HEAD + 'fields = [{ name = "ten", kind = "text", lines = "2" }]', "lines"),
        (HEAD + 'fields = [{ name = "ten", kind = "text", section = "me" }]', "'me'"),
        (HEAD + 'fields = [{ name = "ten", kind = "text" }, { name = "ten", kind = "int" }]', "twice"),
        (HEAD + FIELD + 'sections = [{ name = "me", opens = "Mẹ" }]', "opens"),
        (HEAD + FIELD + 'sections = [{ name = "me", opens = ["Mẹ"], shut = true }]', "shut"),
        (HEAD + FIELD + 'checks = [["same_day", "ten"]]', "same_day"),
        (HEAD + FIELD + 'checks = [["same_date", "ten", "ngay"]]', "ngay"),
        (HEAD + FIELD + 'identity = { number = "so" }', "so"),
        (HEAD + FIELD + 'identity = { numbers = "ten" }', "numbers"),
        (HEAD + FIELD + 'validity = { kind = "until", field = "ngay_het" }', "ngay_het"),
        (HEAD + FIELD + 'validity = { kind = "ever" }', "ever"),
        (HEAD + FIELD + "validity = { years = 3 }", "years"),
    ],
)
def test_what_a_file_says_wrongly_is_told_with_its_place(text: str, told: str) -> None:
    """Whoever adds a type finds the mistake from the sentence: the file, the type, and what is wrong there."""
    with pytest.raises(RuleError) as caught:
        parse_types(text, "here.toml", GROUPS)
    assert str(caught.value).startswith("here.toml")
    assert told in str(caught.value)
    assert caught.value.code == "rules_broken"
    if text.startswith(HEAD):
        assert "thu" in str(caught.value) or "type 1" in str(caught.value)
