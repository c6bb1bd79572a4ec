"""Letters taken apart and put together, look-alikes repaired, capitals carried over."""

import unicodedata
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr.vietnamese.letters import bare, evened, folded, parts, recased, repaired

MARKS = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
LETTERS = "".join(unicodedata.normalize("NFC", vowel + mark) for vowel, mark in product("aăâeêioôơuưy", MARKS))
SMALL = LETTERS + "bcdđghklmnpqrstvx"
SYLLABLES = st.text(SMALL, min_size=1, max_size=7)
IN_ANY_CASE = st.text(SMALL + SMALL.upper(), min_size=1, max_size=7)


@given(st.sampled_from(SMALL))
def test_a_letter_is_its_parts(letter: str) -> None:
    """Base, sign and tone together are the letter again, and the base is plain ASCII."""
    base, sign, tone = parts(letter)
    assert base.isascii()
    if letter == "đ":
        assert (base, sign, tone) == ("d", "đ", "")
    else:
        assert unicodedata.normalize("NFC", base + sign + tone) == letter


def test_signs_are_no_tones() -> None:
    """The hook of ``ư`` and the hat of ``ê`` make other vowels; only the five tones are tones."""
    assert parts("ữ") == ("u", "\u031b", "\u0303")
    assert parts("ệ") == ("e", "\u0302", "\u0323")
    assert parts("ă") == ("a", "\u0306", "")
    assert parts("ì") == ("i", "", "\u0300")


@given(st.characters())
def test_a_folded_letter_is_one_letter(letter: str) -> None:
    """Even where the small form of a capital has two characters (``İ``): places and letters must not shift."""
    assert len(folded(letter)) == 1


@given(st.sampled_from(SMALL))
def test_capitals_fold_to_small_letters(letter: str) -> None:
    """Small and capital letters are compared as one."""
    assert folded(letter.upper()) == folded(letter) == letter


@given(SYLLABLES)
def test_words_of_one_shape_have_the_same_bare_letters(word: str) -> None:
    """Nothing but the marks goes; a bare word stays as it is."""
    assert len(bare(word)) == len(word)
    assert bare(word).isascii()
    assert bare(bare(word)) == bare(word)


def test_bare_words() -> None:
    """The marks of vowels go, and the bar of ``đ``."""
    assert [bare(word) for word in ("quyết", "định", "hưởng", "đường")] == ["quyet", "dinh", "huong", "duong"]


@pytest.mark.parametrize(
    ("seen", "meant"),
    [("ÐỊNH", "ĐỊNH"), ("ðịa", "địa"), ("ĐÐảng", "Đảng"), ("QĐ-UBND", "QĐ-UBND"), ("Đặng", "Đặng")],
)
def test_the_icelandic_letter_becomes_vietnamese(seen: str, meant: str) -> None:
    """Alone or as a second one beside the right one; right words stay."""
    assert repaired(seen) == meant


@pytest.mark.parametrize(
    ("word", "model", "expected"),
    [
        ("tổ", "tô", "tổ"),
        ("chức", "Chưc", "Chức"),
        ("quyết", "QUYÉT", "QUYẾT"),
        ("nghị", "NGHi", "NGHỊ"),
        ("tội", "Tọội", "Tội"),
        ("ở", "Ơ", "Ở"),
    ],
)
def test_a_word_takes_over_the_capitals(word: str, model: str, expected: str) -> None:
    """All of them, but for one that was seen small; or the first; or none."""
    assert recased(word, model) == expected


@given(SYLLABLES, IN_ANY_CASE)
def test_taking_over_capitals_changes_no_letter(word: str, model: str) -> None:
    """Whatever the model: the word is the same but for its case."""
    assert recased(word, model).lower() == word


@pytest.mark.parametrize(("seen", "expected"), [("biẾt", "biết"), ("ViỆt", "Việt"), ("ðỊnh", "định")])
def test_a_lonely_capital_inside_is_small(seen: str, expected: str) -> None:
    """One capital in the middle of a word of four letters or more was a small letter."""
    assert evened(seen) == expected


@pytest.mark.parametrize("word", ["TƯ", "PGs", "UBND", "QUYẾT", "Quảng", "TAND", "ThS", "HĐND"])
def test_abbreviations_keep_their_capitals(word: str) -> None:
    """Short words, words of capitals, and words with one capital in front are left alone."""
    assert evened(word) == word


@given(IN_ANY_CASE)
def test_evening_changes_case_alone_and_once(word: str) -> None:
    """The letters stay, the first one with its case, and a second time changes nothing."""
    once = evened(word)
    assert once.lower() == repaired(word).lower()
    assert once[0] == repaired(word)[0]
    assert evened(once) == once


@pytest.mark.parametrize(
    ("word", "model", "expected"),
    [("ủy", "Uy", "Ủy"), ("tổ", "Tô", "Tổ"), ("sở", "SƠ", "SỞ"), ("tổ", "tô", "tổ"), ("đồng", "ĐÒNg", "ĐỒNG")],
)
def test_a_replaced_word_keeps_its_capitals(word: str, model: str, expected: str) -> None:
    """One capital of two letters begins a word; a single small letter in a long word of capitals was seen wrongly."""
    assert recased(word, model) == expected
