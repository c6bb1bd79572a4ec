"""The order of reading: what ``ocr.layout`` promises, on the samples' own words and on any boxes at all."""

import time
from collections import Counter
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.geometry import Box
from ingest.page import Table
from ocr.layout import ordered
from ocr.page_text import Line, Word
from samples.papers import PAPERS
from samples.truth import PlacedLine, Sheet

HEIGHT = 10.0


def word(text: str, x: float, y: float, width: float | None = None) -> Word:
    """Return a word with its top left corner there, five points wide for each letter."""
    return Word(text, text, Box(x, y, x + (width or 5.0 * len(text)), y + HEIGHT), 1.0)


def line(text: str, x: float, y: float) -> list[Word]:
    """Return the words of a line that begins there."""
    words = []
    for part in text.split():
        words.append(word(part, x, y))
        x = words[-1].box.x1 + 3
    return words


def centred(text: str, middle: float, y: float) -> list[Word]:
    """Return the words of a line around an x."""
    words = line(text, 0, y)
    return line(text, middle - words[-1].box.x1 / 2, y)


def read(*lines: list[Word]) -> list[str]:
    """Return the lines that are read when the words come in some order."""
    words = [word for words in lines for word in words]
    Random(1).shuffle(words)  # noqa: S311 - any order will do
    return [line.text for line in ordered(words)]


def as_read(sheet: Sheet) -> list[PlacedLine]:
    """Return the sheet's lines; of the heading's two rows (names, then number and day) the upper is read first."""
    lines = list(sheet.lines)
    number = next((at for at, line in enumerate(lines[:8]) if line.text.startswith("Số:")), None)
    nation = next((at for at, line in enumerate(lines[:9]) if line.text.startswith("CỘNG HÒA")), 0)
    if number is None or nation < number:
        return lines
    return [*lines[:number], *lines[nation : nation + 2], *lines[number:nation], *lines[nation + 2 :]]


def drawn_table(sheet: Sheet) -> tuple[Table, ...]:
    """Return the table that the sheet's rulings draw."""
    xs = sorted({rule.x0 for rule in sheet.rulings if rule.x0 == rule.x1})
    if not xs:
        return ()
    ys = sorted({rule.y0 for rule in sheet.rulings if rule.y0 == rule.y1 and rule.x0 == xs[0]})
    rows = tuple(tuple(Box(x0, y0, x1, y1) for x0, x1 in pairwise(xs)) for y0, y1 in pairwise(ys))
    return (Table(Box(xs[0], ys[0], xs[-1], ys[-1]), rows),)


def shaken(sheet: Sheet, rng: Random) -> list[Word]:
    """Return the sheet's words in any order, every edge of every box moved by up to half a point."""
    words = []
    for word in sheet.words:
        x0, y0, x1, y1 = (
            edge + rng.uniform(-0.5, 0.5) for edge in (word.box.x0, word.box.y0, word.box.x1, word.box.y1)
        )
        words.append(Word(word.text, word.text, Box(x0, y0, x1, y1), 1.0))
    rng.shuffle(words)
    return words


@pytest.mark.parametrize("seed", [0, 1])
@pytest.mark.parametrize("kind", PAPERS)
def test_every_sample_is_read_line_by_line_as_a_person_does(kind: str, seed: int) -> None:
    """The words of every kind of paper come out as its lines in its order, wherever the boxes are a little off."""
    rng = Random(seed)  # noqa: S311 - a repeatable shake
    for sheet in PAPERS[kind](seed).sheets:
        expected = [line.text for line in as_read(sheet)]
        assert [line.text for line in ordered(shaken(sheet, rng), drawn_table(sheet))] == expected


def test_a_left_column_with_one_line_more_stays_together() -> None:
    """The body above and the body itself stand beside one national heading."""
    assert read(
        centred("BỘ GIÁO DỤC", 130, 50),
        centred("TRƯỜNG ĐẠI HỌC", 130, 63),
        centred("PHÒNG ĐÀO TẠO", 130, 76),
        centred("CỘNG HÒA XÃ HỘI CHỦ NGHĨA", 400, 50),
        centred("Độc lập - Tự do", 400, 63),
        centred("QUYẾT ĐỊNH", 290, 130),
    ) == [
        "BỘ GIÁO DỤC",
        "TRƯỜNG ĐẠI HỌC",
        "PHÒNG ĐÀO TẠO",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA",
        "Độc lập - Tự do",
        "QUYẾT ĐỊNH",
    ]


def test_number_and_day_are_read_after_both_names() -> None:
    """The second row of a heading begins below a white space across both columns; the subject stays with the number."""
    assert read(
        centred("UBND TỈNH", 130, 50),
        centred("SỞ NỘI VỤ", 130, 63),
        centred("CỘNG HÒA XÃ HỘI", 400, 50),
        centred("Độc lập - Tự do", 400, 63),
        centred("Số: 12/SNV", 130, 90),
        centred("V/v số hóa", 130, 102),
        centred("hồ sơ", 130, 114),
        centred("Tuy An, ngày 3 tháng 2", 400, 90),
    ) == [
        "UBND TỈNH",
        "SỞ NỘI VỤ",
        "CỘNG HÒA XÃ HỘI",
        "Độc lập - Tự do",
        "Số: 12/SNV",
        "V/v số hóa",
        "hồ sơ",
        "Tuy An, ngày 3 tháng 2",
    ]


def test_recipients_are_read_before_the_signer_beside_them() -> None:
    """The last line of the body comes first, and the signer's name far below belongs to the office above it."""
    assert read(
        line("thi hành Quyết định này./.", 80, 100),
        line("Nơi nhận:", 80, 125),
        line("- Như trên;", 80, 137),
        line("- Lưu: VT.", 80, 149),
        centred("KT. CHỦ TỊCH", 420, 123),
        centred("PHÓ CHỦ TỊCH", 420, 136),
        centred("Trần Hoàng Tuấn", 420, 205),
    ) == [
        "thi hành Quyết định này./.",
        "Nơi nhận:",
        "- Như trên;",
        "- Lưu: VT.",
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
        "Trần Hoàng Tuấn",
    ]


def test_each_of_three_signers_stands_below_his_office() -> None:
    """Blocks of signatures side by side are read one after the other."""
    offices, names = ("KẾ TOÁN", "THỦ KHO", "GIÁM ĐỐC"), ("An", "Bình", "Chi")
    blocks = [centred(text, 100 + 180 * place, 100) for place, text in enumerate(offices)]
    blocks += [centred("(Ký tên)", 100 + 180 * place, 113) for place in range(3)]
    blocks += [centred(text, 100 + 180 * place, 170) for place, text in enumerate(names)]
    assert read(*blocks) == ["KẾ TOÁN", "(Ký tên)", "An", "THỦ KHO", "(Ký tên)", "Bình", "GIÁM ĐỐC", "(Ký tên)", "Chi"]


def test_two_fields_on_one_line_make_no_columns() -> None:
    """A form stays a form: short lines between lines of two fields are read where they stand."""
    rows = (
        "Giới tính: Nam|Dân tộc: Kinh",
        "Quốc tịch: Việt Nam",
        "Năm sinh: 1970|Dân tộc: Tày",
        "Nơi sinh: Tuy An",
        "Số: 7",
    )
    lines = [
        line(part, 80 + 240 * place, 100 + 18 * at)
        for at, row in enumerate(rows)
        for place, part in enumerate(row.split("|"))
    ]
    assert read(*lines) == [part for row in rows for part in row.split("|")]


def test_gaps_in_body_text_are_no_gutter() -> None:
    """Two lines of a paragraph with wide gaps at the same place are still read across."""
    whole = "văn bản quy phạm pháp luật của Hội đồng nhân dân và Ủy ban nhân dân các cấp"
    gapped = [
        [word("một", 80, y), word("hai", 120, y), word("ba", 240, y), word("bốn", 372, y, 60)] for y in (114.0, 128.0)
    ]
    lines = [line(whole, 80, 100), *gapped, line(whole, 80, 142)]
    edge = lines[0][-1].box.x1
    for words in gapped:
        words[-1] = word("bốn", 300, words[0].box.y0, edge - 300)
    assert " ".join(read(*lines)) == f"{whole} một hai ba bốn một hai ba bốn {whole}"


def test_aligned_columns_without_rulings_are_read_row_by_row() -> None:
    """Three and more columns are a table."""
    rows = [("1", "Lê An", "1970", "Tuy An"), ("2", "Trần Bình", "1981", "Sơn Hà"), ("3", "Võ Chi", "1992", "Ba Tơ")]
    cells = [
        line(cell, 80 + 110 * place, 100 + 16 * at) for at, row in enumerate(rows) for place, cell in enumerate(row)
    ]
    assert read(*cells) == [cell for row in rows for cell in row]


def test_a_table_is_read_where_it_stands_and_keeps_words_outside_its_cells() -> None:
    """Lines above, cells row by row, each cell line by line, lines below; a word on a ruling stays in its row."""
    cells = tuple(
        tuple(Box(80 + 100 * place, y, 170 + 100 * place, y + 40) for place in range(2)) for y in (100.0, 140.0)
    )
    table = Table(Box(80, 100, 270, 180), cells)
    words = [word("trên", 80, 80), word("a1", 85, 104), word("a2", 85, 120), word("b", 200, 112), word("c", 85, 150)]
    words += [word("x", 172, 150), word("d", 200, 150), word("dưới", 80, 200)]
    expected = ["trên", "a1", "a2", "b", "c", "x", "d", "dưới"]
    assert [line.text for line in ordered(words[::-1], (table,))] == expected


def test_a_tall_piece_of_dirt_does_not_join_two_lines() -> None:
    """A bracket or a stroke across two lines stands by itself."""
    dirt = Word("|", "|", Box(60, 98, 63, 126), 1.0)
    assert [line.text for line in ordered([*line("một hai", 80, 100), *line("ba bốn", 80, 114), dirt])].count(
        "một hai"
    ) == 1


EDGES = st.integers(0, 120).map(float)
BOXES = st.tuples(EDGES, EDGES, st.integers(0, 40), st.integers(0, 12)).map(
    lambda b: Box(b[0], b[1], b[0] + b[2], b[1] + b[3])
)
WORDS = st.lists(
    st.tuples(st.sampled_from(("a", "b:", "Số")), BOXES).map(lambda w: Word(w[0], w[0], w[1], 1.0)), max_size=40
)
TABLES = st.lists(st.lists(BOXES, min_size=1, max_size=3).map(tuple), min_size=1, max_size=3).map(
    lambda rows: Table(Box(10, 10, 90, 90), tuple(rows))
)


@given(WORDS, st.lists(TABLES, max_size=2))
def test_no_word_is_lost_or_repeated(words: list[Word], tables: list[Table]) -> None:
    """Whatever the boxes (empty, equal, overlapping): the same words come out, and every line holds its words."""
    lines = ordered(words, tables)
    assert Counter(word for line in lines for word in line.words) == Counter(words)
    assert all(line.words and line.box == line.box.join(word.box) for line in lines for word in line.words)


@given(WORDS, st.randoms(use_true_random=False))
def test_the_order_of_arrival_does_not_matter(words: list[Word], rng: Random) -> None:
    """Engines and files may hand the words over in any order."""
    shuffled = list(words)
    rng.shuffle(shuffled)
    assert ordered(shuffled) == ordered(words)


@given(WORDS, st.sampled_from((0.5, 2.0, 4.0)))
def test_the_size_of_the_page_does_not_matter(words: list[Word], factor: float) -> None:
    """Every length is measured in heights of the words."""

    def scaled(box: Box) -> Box:
        return Box(box.x0 * factor, box.y0 * factor, box.x1 * factor, box.y1 * factor)

    larger = ordered([Word(word.text, word.printed, scaled(word.box), 1.0) for word in words])
    kept = tuple(
        Line(tuple(Word(word.text, word.printed, scaled(word.box), 1.0) for word in line.words), scaled(line.box))
        for line in ordered(words)
    )
    assert larger == kept


@pytest.mark.parametrize("rows", [1, 2, 100, 1000, 2000])
def test_two_thousand_words_are_ordered_at_once(rows: int) -> None:
    """The time does not explode with the number of rows or columns."""
    words = [word("a", 20.0 * (at // rows) * (at // rows % 7), 12.0 * (at % rows)) for at in range(2000)]
    start = time.process_time()
    assert sum(len(line.words) for line in ordered(words)) == 2000
    assert time.process_time() - start < 1.0  # a fifth of it here; the margin is for slow machines
