"""Capitals that are only larger than their small letters are put right by where they stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr.capitals import recapitalised
from ocr.correction import Judged
from ocr.engine import SeenLine, SeenWord
from ocr.tokens import tokens

WORDS = (
    "QUYẾT", "ĐỊNH", "Về", "về", "VỀ", "SỐ", "số", "ủy", "Ủy", "XÃ", "xã", "ban", "BAN",
    "vụ", "VỤ", "88/CP", "12", "–", "“có", "(SỞ", "UBND", "Cơ", "cơ,", "ở", "Ở",
)  # fmt: skip


def line(text: str, y: int = 0) -> tuple[Judged, ...]:
    """Return a line whose words were taken for what was seen."""
    words = tuple(
        SeenWord(word, (0, y, 10, y + 10), 0.96, tuple(((letter, 1.0),) for letter in word)) for word in text.split()
    )
    return tuple(Judged(one, one.seen.text, 1.0, known=True, strangeness=0.3) for one in tokens(SeenLine(words)))


def texts(*lines: str) -> list[str]:
    """Return the lines with their capitals put right."""
    return [" ".join(word.text for word in row) for row in recapitalised(tuple(map(line, lines)))]


@pytest.mark.parametrize(
    ("below", "expected"),
    [
        ("về việc ban hành quy chế", "Về việc ban hành quy chế"),
        ("xét đề nghị của", "Xét đề nghị của"),
        ("ở nơi cư trú", "Ở nơi cư trú"),
        ("số: 15/QĐ-UBND", "Số: 15/QĐ-UBND"),
    ],
)
def test_below_capitals_a_line_begins_with_one(below: str, expected: str) -> None:
    """Headings stand in capitals, and what begins below them begins with a capital that was seen small."""
    assert texts("QUYẾT ĐỊNH", below) == ["QUYẾT ĐỊNH", expected]


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("QUYẾT ĐỊNH", "ban hành quy chế"),  # a small b is not taken for B
        ("QUYẾT ĐỊNH", "điều lệ"),
        ("QUYẾT ĐỊNH", "Về việc"),
        ("QUYẾT ĐỊNH", "“về việc"),  # what is quoted may begin in the middle
        ("Quyết định", "về việc"),
        ("12 – 15", "về việc"),  # figures are no capitals
        ("ỦY BAN nhân dân", "về việc"),
    ],
)
def test_other_lines_begin_as_they_were_seen(above: str, below: str) -> None:
    """Where the letter is told well, or the line above is not of capitals."""
    assert texts(above, below) == [above, below]


def test_only_the_line_above_counts() -> None:
    """And only the first word of the line; the first line has none above it."""
    assert texts("QUYẾT ĐỊNH", "12", "về việc xét cử") == ["QUYẾT ĐỊNH", "12", "về việc xét cử"]
    assert texts("về việc xét cử") == ["về việc xét cử"]


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        ("của Chính phủ SỐ 88", "của Chính phủ số 88"),
        ("theo quyết định SỐ: 15", "theo quyết định số: 15"),
        ("nghị định dưới luật của Hội đồng Chính phủ SỐ : 88/CP, ngày", None),
    ],
)
def test_the_label_of_numbers_is_small(seen: str, expected: str | None) -> None:
    """Among small letters ``SỐ`` is the label of a number, whatever code follows."""
    if expected is None:
        expected = seen.replace("SỐ", "số")
    assert texts(seen) == [expected]


@pytest.mark.parametrize(
    "seen",
    [
        "SỐ 88 của Chính phủ",
        "Quốc hội khóa XV thông qua",  # a numeral
        "đến thế kỷ XX đã có",
        "gửi kèm theo CV số 15",
        "hộ bà CÚC và ông",  # a name
        "theo đề nghị của UBND xã",  # not all of its letters look alike
        "trưởng phòng VĂN thư",
        "ỦY BAN NHÂN DÂN XÃ",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA",
        "tại Sở XÂY DỰNG",
        "điểm C khoản này",  # one letter
        "trên địa bàn XÃ này",  # a capital A looks like no other letter
    ],
)
def test_other_capitals_stay(seen: str) -> None:
    """Abbreviations, headings, single letters, and words beside other capitals."""
    assert texts(seen) == [seen]


@given(st.lists(st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join), max_size=4))
def test_nothing_but_case_is_changed(lines: list[str]) -> None:
    """Every word stays in its place with its letters and marks, and what was seen of it."""
    before = tuple(map(line, lines))
    after = recapitalised(before)
    assert [[word.token for word in row] for row in after] == [[word.token for word in row] for row in before]
    assert [[word.text.lower() for word in row] for row in after] == [
        [word.text.lower() for word in row] for row in before
    ]


def test_a_line_far_below_begins_as_it_was_seen() -> None:
    """Between it and the heading stands something else, or nothing belongs together."""
    rows = recapitalised((line("XÓM BÃI"), line("xuống chợ", 60)))
    assert [word.text for word in rows[1]] == ["xuống", "chợ"]
