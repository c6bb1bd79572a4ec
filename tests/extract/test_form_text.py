"""The text of values on forms: what is taken off, what is put right, and that nothing else is touched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.field import Kind
from extract.form_text import meant
from extract.rules import FieldRule
from ingest.geometry import Box
from ocr.page_text import Word


def said(kind: Kind, text: str) -> tuple[str, tuple[str, ...]]:
    """Return what words say as a value of a kind, and the codes for what was done to it."""
    words = tuple(Word(word, word, Box(0, 0, 1, 1), 0.9) for word in text.split())
    found = meant(words, FieldRule("field", kind))
    return found.text, found.notes


@pytest.mark.parametrize(
    ("kind", "printed", "value"),
    [
        ("text", "Bổ túc hồ sơ.", "Bổ túc hồ sơ"),
        ("text", "CO., LTD.", "CO., LTD."),
        ("text", "một mét vuông)", "một mét vuông"),
        ("text", "Đất ở (ONT)", "Đất ở (ONT)"),
        ("text", "TM. ỦY BAN NHÂN DÂN XÃ TÂN HÀ", "ỦY BAN NHÂN DÂN XÃ TÂN HÀ"),
        ("text", "riêng: 82,5 m?; chung: Không m?", "riêng: 82,5 m²; chung: Không m²"),
        ("text", "982/QĐ4I", "982/QĐ41"),
        ("text", "8I I/QĐ§2", "811/QĐ82"),
        ("text", "2 tầng, I tum", "2 tầng, I tum"),
        ("text", "Ủy ban nhân dân xã Dương Thủy, tỉnh Quảng. Bình", "Ủy ban nhân dân xã Dương Thủy, tỉnh Quảng Bình"),
        ("addr", "Xã la Kly, Huyện Chư Prông, Tỉnh Gia Lai", "Xã Ia Kly, Huyện Chư Prông, Tỉnh Gia Lai"),
        ("addr", "phường 3. quận Gò Vấp", "phường 3, quận Gò Vấp"),
        ("addr", "X. Phú Nhuận, H. Cai Lậy", "X. Phú Nhuận, H. Cai Lậy"),
        ("addr", "xã Gia Thuận, tính Tiền Giang", "xã Gia Thuận, tỉnh Tiền Giang"),
        ("addr", "huyện Tịnh Biên, tỉnh An Giang", "huyện Tịnh Biên, tỉnh An Giang"),
        ("addr", "Thửa đất số 41 1, tờ bản đồ số 80", "Thửa đất số 411, tờ bản đồ số 80"),
        ("addr", "xã Hành Dũng- huyện Nghĩa Hành", "xã Hành Dũng - huyện Nghĩa Hành"),
        ("addr", "Bà Rịa-Vũng Tàu", "Bà Rịa-Vũng Tàu"),
        ("text", "CS 1 1437", "CS 11437"),
        ("text", "0912 345 678", "0912345678"),
        ("addr", "Trung tâm tế xã Yên Dương, tỉnh Nam Định", "Trung tâm Y tế xã Yên Dương, tỉnh Nam Định"),
        ("text", "II giờ 59 phút, ngày 13 tháng § năm 2019", "11 giờ 59 phút, ngày 13 tháng 8 năm 2019"),
        ("text", "CCCD số 012: cấp ngày 04/10/2018", "CCCD số 012; cấp ngày 04/10/2018"),
        ("text", "ỦY BAN NHÂN ĐÂN XÃ TÂN HÀ", "ỦY BAN NHÂN DÂN XÃ TÂN HÀ"),
        ("docno", "H36.28-190813-060)7", "H36.28-190813-0607"),
        ("name", "Siu H Nhắp", "Siu H'Nhắp"),
        ("name", "LÒ THỊÁNH", "LÒ THỊ ÁNH"),
        ("name", "Nguyễn Thịnh", "Nguyễn Thịnh"),
        ("date", "1 1/08/1994", "11/08/1994"),
        ("date", "1 1 tháng 10 năm 2022", "11 tháng 10 năm 2022"),
        ("date", "ngày 1 tháng 10 năm 2022", "ngày 1 tháng 10 năm 2022"),
    ],
)
def test_what_values_say(kind: Kind, printed: str, value: str) -> None:
    """Signs that end a sentence go; print that is known to be misread is put right; the rest stays."""
    assert said(kind, printed)[0] == value


def test_whatever_is_put_right_is_noted() -> None:
    """So that it is less sure than what was read; figures of a code could have been others."""
    assert "repaired" in said("addr", "Xã la Kly, Huyện Chư Prông")[1]
    assert {"repaired", "doubtful"} <= set(said("text", "66/QĐ§9")[1])
    assert said("text", "66/QĐ89")[1] == ()


def test_an_address_that_names_units_has_to_be_known() -> None:
    """A province that there is none of makes it doubtful; the name of a hospital is no address."""
    assert "doubtful" in said("addr", "xã Kiên Hải, tỉnh An")[1]
    assert said("addr", "xã Song Khủa, huyện Vân Hồ, tỉnh Sơn La")[1] == ()
    assert said("addr", "X. Song Khủa, H. Vân Hồ, T. Sơn La")[1] == ()
    assert said("addr", "Bệnh viện Phụ sản Trung ương")[1] == ()


@given(st.sampled_from(["text", "addr", "name", "date", "docno"]), st.text(max_size=60))
def test_any_words_are_a_value_or_none(kind: Kind, text: str) -> None:
    """Nothing that an engine may give is refused, and what was put right once is right."""
    once, _ = said(kind, text)
    assert isinstance(once, str)
