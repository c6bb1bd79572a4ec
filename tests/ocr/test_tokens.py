"""Words taken apart: core and marks, kinds, and what a second look adds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr.engine import SeenLine, SeenWord
from ocr.tokens import Kind, Token, looked_at_again, taken_apart, tokens


def word(text: str) -> SeenWord:
    """Return a word that the engine is sure of."""
    return SeenWord(text, (0, 0, 12 * len(text), 20), 0.96, tuple(((letter, 1.0),) for letter in text))


def taken(text: str) -> Token:
    """Return one word as a token."""
    return tokens(SeenLine((word(text),)))[0]


@given(st.text(min_size=1))
def test_the_parts_are_the_word(text: str) -> None:
    """Nothing is lost, and the core begins and ends with a letter or digit (or an underline)."""
    before, core, after = taken_apart(text)
    assert before + core + after == text
    assert all(sign == "_" or sign.isalnum() for sign in (core[:1], core[-1:]) if sign)
    assert not any(map(str.isalnum, before + after))


def test_what_stands_around_a_core() -> None:
    """Quotes, brackets and stops are no part of it; what stands inside is."""
    assert taken_apart("“tổ") == ("“", "tổ", "")
    assert taken_apart("(15/QĐ-UBND);") == ("(", "15/QĐ-UBND", ");")
    assert taken_apart("...") == ("...", "", "")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("chức,", "word"),
        ("UBND", "word"),
        ("1.250.000", "figure"),
        ("19/6/2015;", "figure"),
        ("15/QĐ-UBND", "code"),
        ("QĐ-TTg", "code"),
        ("12B", "code"),
        ("–", "mark"),
        ("./.", "mark"),
    ],
)
def test_kinds(text: str, kind: Kind) -> None:
    """Only words of letters may be anything else than what was seen."""
    assert taken(text).kind == kind


def test_a_word_without_its_letters_is_a_code() -> None:
    """Where the engine does not tell what it saw, there is nothing to weigh."""
    assert tokens(SeenLine((SeenWord("chức", (0, 0, 40, 20), 0.96),)))[0].kind == "code"


def test_a_date_makes_a_figure() -> None:
    """Days, months and years of a line are proven by the words around them, marks and capitals aside."""
    line = SeenLine(tuple(map(word, ("Ngày", "l6", "tháng", "02", "năm", "T999."))))
    assert [token.number for token in tokens(line)] == [None, "16", None, None, None, "1999"]
    assert [token.kind for token in tokens(line)] == ["word", "figure", "word", "figure", "word", "figure"]


def test_the_letters_of_the_core_are_its_own() -> None:
    """The marks before and after keep their letters to themselves."""
    token = taken("“tổ”,")
    assert token.looks == (((("t", 1.0),), (("ổ", 1.0),)),)


def test_the_least_sure_letter_counts() -> None:
    """A word is as doubtful as its most doubtful letter."""
    seen = SeenWord("tô", (0, 0, 24, 20), 0.96, ((("t", 1.0),), (("ô", 0.6), ("ổ", 0.4))))
    assert tokens(SeenLine((seen,)))[0].least == pytest.approx(0.6)


def test_a_second_look_is_kept_beside_the_first() -> None:
    """Its letters are added, without its marks, and whether it agreed is told."""
    token = looked_at_again(taken("tô"), (word("tổ."),))
    assert token.agreed is False
    assert ["".join(letter[0][0] for letter in look) for look in token.looks] == ["tô", "tổ"]
    assert token.core == "tô"


def test_a_look_that_agrees_says_so() -> None:
    """Marks do not matter, and the number is compared too."""
    assert looked_at_again(taken("tổ,"), (word("tổ"),)).agreed is True
    assert looked_at_again(taken("1.250"), (word("1.250"),)).agreed is True
    assert looked_at_again(taken("1.250"), (word("1.280"),)).agreed is False


@pytest.mark.parametrize("again", ["", "tổ chức", "t6", "--"])
def test_a_look_at_something_else_adds_no_letters(again: str) -> None:
    """Nothing, two words, a code or marks at the place of a word: it did not agree, and the first look stands alone."""
    token = looked_at_again(taken("tô"), tuple(map(word, again.split())))
    assert token.agreed is False
    assert token.looks == taken("tô").looks
