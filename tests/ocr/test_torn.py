"""Lines that are torn name the bare place beside them; the same lines whole name none."""

import numpy as np
import pytest

from ocr.cleanup.clean import Cleaned
from ocr.print_gaps import Print
from ocr.rows import in_rows
from ocr.small_view import Rectangle, SmallView
from ocr.torn import torn_places

USUAL = Print(height=12.0, darkness=200.0, paper=250.0)
LEFT, TOP, LEADING, LETTER = 60, 60, 20, 6

FORM = (
    "Họ, chữ đệm, tên: Nguyễn Thị Minh An",
    "Giới tính: Nam",
    "Ngày sinh: 01/01/1990",
    "Dân tộc: Kinh",
    "Quốc tịch: Việt Nam",
)
PROSE = ("Việc đánh giá mức độ hài lòng được thực hiện hằng quý và được công khai trên",) * 3


def places(*lines: tuple[int, str]) -> list[Rectangle]:
    """Return the holes of a bare page with such lines, each at so many pixels from the left; ``_`` is empty."""
    boxes: list[Rectangle] = []
    texts: list[str] = []
    for number, (left, line) in enumerate(lines):
        x, y = LEFT + left, TOP + number * LEADING
        for word in line.split(" "):
            if word.strip("_"):
                boxes.append((x, y, x + LETTER * len(word), y + 12))
                texts.append(word)
            x += LETTER * (len(word) + 1)
    paper = np.full((900, 620), 250, np.uint8)
    cleaned = Cleaned(paper, paper, 72.0, 0.0, np.eye(2, 3))
    view = SmallView(paper, paper, paper, np.ones(paper.shape, np.bool_), 1.0, tuple(boxes), cleaned)
    return torn_places(in_rows(tuple(boxes), tuple(texts)), view, USUAL)


def at_left(*lines: str) -> list[tuple[int, str]]:
    """Return lines that all begin at the left edge."""
    return [(0, line) for line in lines]


@pytest.mark.parametrize(
    ("whole", "torn"),
    [
        (PROSE[0], "Việc đánh giá mức độ __________ được thực hiện hằng quý và được công khai trên"),
        (PROSE[0], "Việc đánh giá mức độ hài lòng được th"),
        (PROSE[0], "Việc đánh giá mức độ hài lòng (được"),
        ("trên trang thông tin điện tử của tỉnh (kèm theo)", "___________________ của tỉnh kèm theo)"),
        ("Độc lập - Tự do - Hạnh phúc", "Độc lập - Tự do"),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "___________ HỘI CHỦ NGHĨA VIỆT NAM"),
    ],
)
def test_a_torn_line_is_named(whole: str, torn: str) -> None:
    """A gap in a sentence, a piece of a word, half a pair of brackets, half a motto."""
    assert places(*at_left(*PROSE, whole)) == []
    assert len(places(*at_left(*PROSE, torn))) > 0


def test_a_label_without_its_answer_is_named_in_a_filled_form() -> None:
    """In a form that is not filled in, it is nothing strange."""
    assert places(*at_left(*FORM, *PROSE)) == []
    answerless = [line if number != 2 else "Ngày sinh:" for number, line in enumerate(FORM)]
    assert len(places(*at_left(*answerless, *PROSE))) == 1
    assert places(*at_left(*(line.split(":")[0] + ":" for line in FORM), *PROSE)) == []


def test_a_cut_label_is_named() -> None:
    """A line in a column of labels is one or goes on with a full line."""
    cut = [line if number != 2 else "Ngày" for number, line in enumerate(FORM)]
    assert len(places(*at_left(*cut), *((40, line) for line in PROSE))) == 1


def test_columns_side_by_side_are_whole() -> None:
    """What stands in columns has gaps."""
    header = ["UBND TỈNH AN GIANG ______________ CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]
    pairs = ["Năm sinh: 1990 _____________ Dân tộc: Kinh", "Quốc tịch: Lào _____________ Dân tộc: Thái"]
    assert places(*at_left(*header, *pairs, *PROSE)) == []


def test_a_title_out_of_the_middle_is_named() -> None:
    """Half a line of a title stands beside the middle."""
    title = [(220, "QUYẾT"), (190, "Về việc lập tổ")]
    assert places(*at_left(PROSE[0]), *title) == []
    assert len(places(*at_left(PROSE[0]), title[0], (260, "lập tổ nọ"))) == 1


def test_a_broken_date_is_named_in_a_column_of_dates() -> None:
    """Three dates that end at one place make a column."""
    dates = ["01/02/1990 ______________ Một", "11/12/1987 ______________ Hai", "09/09/1955 ______________ Ba"]
    assert places(*at_left(*dates)) == []
    assert len(places(*at_left(*dates), (6 * LETTER, "1967"))) == 1


def test_half_a_label_is_named_where_the_label_stands_whole_elsewhere() -> None:
    """The first words of a label ask for the others."""
    assert places(*at_left("Họ, chữ đệm, tên người mẹ: Lan", "Năm sinh: 1990", *PROSE)) == []
    assert len(places(*at_left("Họ, chữ đệm, tên người mẹ: Lan", "Họ, chữ đệm, tên", *PROSE))) == 1


def test_a_cell_that_alone_is_empty_is_named() -> None:
    """A cell is missed where all rows that look like its own have something there."""
    rows = [f"{number} ____ Lan ____________ 01/02/199{number}" for number in range(1, 7)]
    assert places(*at_left(*rows)) == []
    rows[3] = rows[3].replace("Lan", "___")
    assert len(places(*at_left(*rows))) == 1


def test_a_line_that_ends_early_in_its_sentence_is_named() -> None:
    """The next line's first word would have had room."""
    torn = "Việc đánh giá mức độ hài lòng của"
    below = "trang thông tin điện tử."
    assert len(places(*at_left(*PROSE, PROSE[0], torn, below))) == 1
    assert places(*at_left(*PROSE, PROSE[0], f"{torn[:-4]}.", below)) == []


def test_a_paragraph_that_ends_with_an_open_word_is_named() -> None:
    """Its last line goes on from a full one; after a stop it is a line of its own."""
    lines = (*PROSE, PROSE[0])
    assert places(*at_left(*lines, "trước pháp luật về lời cam đoan.")) == []
    assert len(places(*at_left(*lines, "trước pháp luật về cam"))) == 1
    assert places(*at_left(*PROSE, f"{PROSE[0]}.", "trước pháp luật về cam")) == []


@pytest.mark.parametrize(
    "line", ["Quốc tịch __________ Việt Nam", "Nơi sinh ___________ Ở Việt Nam", "Quê ________ Vĩnh Phúc"]
)
def test_names_that_a_motto_ends_with_are_no_torn_mottos(line: str) -> None:
    """A country and a province stand in many forms, behind a gap too."""
    assert places(*at_left(PROSE[0] + ".", line)) == []


def test_the_first_line_of_a_text_that_ends_early_is_named() -> None:
    """The line below shows how wide the text is."""
    first = "Việc đánh giá mức độ hài lòng"
    below = [line.replace("Việc", "việc") for line in (*PROSE, PROSE[0])]
    assert len(places((200, "QUY CHẾ"), (30, first), *at_left(*below))) == 1
    assert places((200, "QUY CHẾ"), (30, f"{first}."), *at_left(*below)) == []


def test_a_line_across_two_columns_tells_nothing_of_their_width() -> None:
    """Where the engine took two columns for one, the answer above a wrapped line in the left one may still be whole."""
    form = [f"{line} {'_' * (55 - len(line))} {line}" for line in FORM]
    answer = "Nơi cư trú: phường Phổ Thạnh, thị xã"
    wrapped = f"Đức Phổ, tỉnh Quảng Ngãi {'_' * 31} {FORM[3]}"
    merged = f"Giấy tờ tùy thân: Căn cước công dân số {'_' * 4} tỉnh Vĩnh Phúc"
    assert places(*at_left(*form, answer, wrapped, merged)) == []


def test_a_last_word_below_the_only_full_line_is_whole() -> None:
    """Numbers in words look torn to the language model: what a line is full of is told by others of its width."""
    spelt = "Ghi bằng chữ: ngày hai mươi bốn tháng mười hai năm hai nghìn không trăm mười"
    assert places(*at_left(*FORM[:3], spelt, "bảy", *FORM[3:])) == []
