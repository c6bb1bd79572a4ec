"""Which words are Vietnamese syllables, and which fonts are from before Unicode."""

import unicodedata

import pytest

from ocr.vietnamese.legacy_fonts import is_legacy_font
from ocr.vietnamese.syllable import is_syllable, is_vietnamese_letter, toneless

COMMON = """nghiêng quyết giếng khuỷu hoà hòa thuở ngoằn gì quốc yêu Cộng HÒA xã HỘI chủ nghĩa Việt Nam độc lập tự do
hạnh phúc giấy chứng nhận đăng ký kết hôn khai sinh người được ủy uỷ quyền nghiệp thuế đường phường huyện tỉnh khuya
giặt Quỳnh quýt rượu xoong ướp ưỡn ngoẹo quạnh quầy loạch oanh y ỷ ở ai ơi uyên Nguyễn Đặng Huỳnh Trịnh Phượng Khuê"""


@pytest.mark.parametrize("word", COMMON.split())
def test_common_words_are_syllables(word: str) -> None:
    """In any case, with the tone mark in either place, composed or not."""
    assert is_syllable(word)
    assert is_syllable(unicodedata.normalize("NFD", word))


@pytest.mark.parametrize(
    "word", ["hßa", "x·", "héi·", "hello", "street", "a1", "", "nướć", "ngẫă", "QUYÉTT", "fax", "bcd", "nghĩaa"]
)
def test_other_words_are_not(word: str) -> None:
    """TCVN3 shown as Latin, English, digits, two tone marks, letters that follow no rhyme."""
    assert not is_syllable(word)


def test_tones_go_and_letters_stay() -> None:
    """Vowel signs and đ are letters, not tones."""
    assert toneless("QUYẾT định Hưởng") == "quyêt đinh hương"


@pytest.mark.parametrize(
    ("letter", "known"), [("ễ", True), ("Đ", True), ("w", True), ("ß", False), ("©", False), ("Ö", False), ("ñ", False)]
)
def test_letters(letter: str, known: bool) -> None:  # noqa: FBT001 - a table of cases
    """TCVN3 text is told by letters that Vietnamese has not."""
    assert is_vietnamese_letter(letter) is known


@pytest.mark.parametrize(
    "name",
    [
        ".VnTime",
        ".VnTimeH",
        "ABCDEF+.VnArialH",
        "VnTime",
        "VNI-Times",
        "XYZABC+VNI-Helve-Condense",
        "VNI_Times",
        "VniTimes",
        "VPSTimes",
    ],
)
def test_fonts_from_before_unicode(name: str) -> None:
    """TCVN3, VNI and VPS families, with or without the prefix of a subset."""
    assert is_legacy_font(name)


@pytest.mark.parametrize(
    "name",
    ["TimesNewRomanPSMT", "ABCDEF+TimesNewRoman", "Arial", "FreeSerif", "DejaVuSans", "Vinhan", "Helvetica", "UTM-Avo"],
)
def test_fonts_of_today(name: str) -> None:
    """Fonts with Unicode names are left alone."""
    assert not is_legacy_font(name)
