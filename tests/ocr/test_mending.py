"""Words cut and joined as they are printed, each once, each in its line."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr.engine import SeenLine, SeenWord
from ocr.mending import mended, regrouped
from ocr.vietnamese.ngrams import ngrams

MODEL = ngrams()
HEIGHT, WIDE = 20, 12
PIECES = st.one_of(
    st.sampled_from(
        (
            "ngày",
            "19/6/",
            "2015",
            "khoatỉnh",
            "các,GT",
            "cácPCT",
            "UBND",
            "HĐ",
            "1.2",
            "50",
            "tổ",
            "chức",
            "nghĩavụ",
            "–",
        )
    ),
    st.text("aáeđtTUBÐ,;:./12-", min_size=1, max_size=8),
)
SPACED = st.lists(st.tuples(PIECES, st.integers(0, 30)), min_size=1, max_size=10)


def word(text: str, x: int = 0, y: int = 0, confidence: float = 0.96) -> SeenWord:
    """Return a word whose letters are wide enough to have been read where it stands."""
    letters = tuple(((letter, 0.9), ("x", 0.1)) for letter in text)
    return SeenWord(text, (x, y, x + WIDE * len(text), y + HEIGHT), confidence, letters)


def line(*texts: str, gap: int = 8, y: int = 0) -> SeenLine:
    """Return words with so many pixels between them; a space has about eight."""
    words: list[SeenWord] = []
    for text in texts:
        words.append(word(text, words[-1].box[2] + gap if words else 0, y))
    return SeenLine(tuple(words))


def texts(*lines: SeenLine) -> list[str]:
    """Return the words of mended lines, line by line."""
    return [" ".join(one.text for one in row.words) for row in mended(lines, MODEL)]


@pytest.mark.parametrize(
    ("pieces", "whole"),
    [
        (("19/6/", "2015"), "19/6/2015"),
        (("19/6", "/2015"), "19/6/2015"),
        (("(01.", "02.1999),"), "(01.02.1999),"),
    ],
)
def test_a_date_that_fell_apart_is_whole_again(pieces: tuple[str, ...], whole: str) -> None:
    """What makes a possible date together, with less room between than a space takes, is one word."""
    assert texts(line("ngày", *pieces)) == [f"ngày {whole}"]


def test_what_makes_no_date_stays_apart() -> None:
    """No 32nd, no two dates in one, no numbers with a space between them."""
    assert texts(line("32/6/", "2015")) == ["32/6/ 2015"]
    assert texts(line("19/6/2015", "2016")) == ["19/6/2015 2016"]
    assert texts(line("19/6/", "2015", gap=40)) == ["19/6/ 2015"]
    assert texts(line("1.250", "000")) == ["1.250 000"]


def test_digits_and_initials_without_room_between_are_one_word() -> None:
    """A number, or an abbreviation, that was cut where nothing is."""
    assert texts(line("1.25", "0.000", gap=2)) == ["1.250.000"]
    assert texts(line("HĐ", "ND", gap=2)) == ["HĐND"]
    assert texts(line("SỞ", "Y", "TẾ", gap=2)) == ["SỞ Y TẾ"]


def test_a_joined_word_covers_its_parts() -> None:
    """Their boxes, their letters in order, and no more confidence than the less sure of them had."""
    left, right = word("19/6/", 0), word("2015", 66, y=2, confidence=0.5)
    (whole,) = mended((SeenLine((left, right)),), MODEL)[0].words
    assert whole.box == (0, 0, 66 + 4 * WIDE, HEIGHT + 2)
    assert whole.confidence == 0.5
    assert whole.letters == (*left.letters, *right.letters)


@pytest.mark.parametrize(
    ("glued", "apart"),
    [
        ("khoatỉnh", "khoa tỉnh"),
        ("nghĩavụ", "nghĩa vụ"),
        ("Ủyban", "Ủy ban"),
        ("pháplý", "pháp lý"),
        ("các,GT", "các, GT"),
        ("trưởng;căn", "trưởng; căn"),
        ("cácPCT", "các PCT"),
    ],
)
def test_glued_words_are_cut(glued: str, apart: str) -> None:
    """Between two syllables, after a comma, before an abbreviation."""
    assert texts(line(glued, "huyện")) == [f"{apart} huyện"]


@pytest.mark.parametrize(
    "whole",
    [
        "nghiêng",
        "hoặc",
        "UBND",
        "15/QĐ-UBND",
        "1.250,50",
        "10:30",
        "Internet",
        "PGs",
        "QĐ-TTg",
        "a,b",
        "khuỷu",
        "xyzxyz",
    ],
)
def test_other_words_are_not_cut(whole: str) -> None:
    """Syllables, codes, numbers, hours, and what has no explanation."""
    assert texts(line("và", whole)) == [f"và {whole}"]


def test_two_syllables_are_cut_where_the_second_follows_the_first() -> None:
    """Where several cuts give syllables, the two that usually follow each other are taken."""
    assert texts(line("quanhệ")) == ["quan hệ"]
    assert texts(line("tráchnhiệm")) == ["trách nhiệm"]
    assert texts(line("côngan")) == ["công an"]  # not "cô ngan"
    assert texts(line("mônhọc")) == ["môn học"]  # not "mô nhọc"


def test_a_cut_word_shares_out_its_box_and_letters() -> None:
    """By the number of letters; before the second no space was seen."""
    seen = word("khoatỉnh", 100)
    left, right = mended((SeenLine((seen,)),), MODEL)[0].words
    assert (left.box, right.box) == ((100, 0, 148, HEIGHT), (148, 0, 196, HEIGHT))
    assert (left.letters, right.letters) == (seen.letters[:4], seen.letters[4:])
    assert (left.gap, right.gap) == (1.0, 0.0)


def test_a_word_in_two_lines_stands_once() -> None:
    """Where blocks overlap the surer of two words at one place is kept, whatever its marks and case."""
    sure, unsure = word("tỉnh,", 100, 0, 0.9), word("Tinh", 101, 2, 0.6)
    assert texts(SeenLine((word("ở", 0), sure)), SeenLine((unsure,))) == ["ở tỉnh,"]
    assert texts(SeenLine((unsure,)), SeenLine((word("ở", 0), sure))) == ["ở tỉnh,"]


def test_a_word_that_stands_twice_on_the_page_is_kept() -> None:
    """Only the same place makes it the same word; and two words at one place may both be there."""
    assert texts(line("tỉnh", "tỉnh"), line("tỉnh", y=30)) == ["tỉnh tỉnh", "tỉnh"]
    assert texts(SeenLine((word("tỉnh"),)), SeenLine((word("xã"),))) == ["tỉnh", "xã"]


def test_a_word_in_no_room_was_not_read_there() -> None:
    """Letters in a few pixels are Tesseract's own invention where the word itself stands beside; else they are kept."""
    whole = line("Ủy", "ban")
    invented = replace(whole.words[1], box=(whole.words[1].box[0] + 4, 3, whole.words[1].box[0] + 7, 7))
    assert texts(SeenLine((invented,)), whole) == ["Ủy ban"]
    shrunk = replace(word("quyết"), box=(200, 0, 204, HEIGHT))
    assert texts(SeenLine((*whole.words, shrunk))) == ["Ủy ban quyết"]


def test_a_date_in_three_pieces_is_one() -> None:
    """Whatever the pieces, where no space has room between them."""
    pieces = (word("ngày"), word("19/", 100), word("6/", 133), word("2015;", 156))
    assert texts(SeenLine(pieces)) == ["ngày 19/6/2015;"]
    assert texts(SeenLine((word("19/"), word("6/", 200), word("2015", 400)))) == ["19/ 6/ 2015"]


def test_words_are_cut_where_both_halves_are_usual() -> None:
    """Not where the second alone follows the first best."""
    assert texts(line("hoànhảo")) == ["hoàn hảo"]


def test_no_lines_are_no_lines() -> None:
    """An empty page stays one."""
    assert mended((), MODEL) == ()


@given(SPACED)
def test_no_letter_is_lost_or_changed(pieces: list[tuple[str, int]]) -> None:
    """Whatever is cut or joined: the letters, and what was seen in their places, stay in their order."""
    words: list[SeenWord] = []
    for text, gap in pieces:
        words.append(word(text, words[-1].box[2] + gap if words else 0))
    (found,) = mended((SeenLine(tuple(words)),), MODEL)
    assert "".join(one.text for one in found.words) == "".join(text for text, _ in pieces)
    assert [letter for one in found.words for letter in one.letters] == [
        letter for one in words for letter in one.letters
    ]
    assert all(len(one.text) == len(one.letters) for one in found.words)
    edges = [edge for one in found.words for edge in (one.box[0], one.box[2])]
    assert edges == sorted(edges)


@given(SPACED)
def test_no_line_is_lost(pieces: list[tuple[str, int]]) -> None:
    """Words below each other are never one: every line stays, and none is empty."""
    lines = tuple(line(text, y=30 * row) for row, (text, _) in enumerate(pieces))
    found = mended(lines, MODEL)
    assert len(found) == len(lines)
    assert all(row.words for row in found)


def test_words_go_back_to_their_lines() -> None:
    """In any order, left to right; a line without words is no line."""
    lines = (line("Ủy", "ban"), line("nhân", "dân", y=30), line("–", y=60))
    words = [lines[1].words[1], lines[0].words[0], lines[1].words[0], lines[0].words[1]]
    assert regrouped(words, lines) == lines[:2]


def test_a_part_of_a_word_goes_to_the_line_of_the_whole() -> None:
    """What a form proves was cut out of a word: it stands where that stood, and its letters are certain."""
    lines = (line("Họ", "tên:"), line("Số:..15", "ngày", y=30))
    cut = SeenWord("15", (60, 30, 84, 50), 0.8)
    found = regrouped([*lines[0].words, cut, lines[1].words[1]], lines)
    assert [[one.text for one in row.words] for row in found] == [["Họ", "tên:"], ["15", "ngày"]]
    assert found[1].words[0].letters == ((("1", 1.0),), (("5", 1.0),))
    assert found[1].words[0].box == cut.box


@given(SPACED, st.randoms(use_true_random=False))
def test_regrouping_keeps_every_word_once(pieces: list[tuple[str, int]], rng: Random) -> None:
    """The words that go in are the words that come out, each in the line it came from."""
    lines = tuple(line(text, text, y=30 * row) for row, (text, _) in enumerate(pieces))
    words = [one for row in lines for one in row.words]
    rng.shuffle(words)
    assert regrouped(words, lines) == lines
