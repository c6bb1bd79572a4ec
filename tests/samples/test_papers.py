"""Every paper is drawn from its truth: words on their ink, lines in reading order, the same for the same seed."""

import unicodedata

import numpy as np
import pytest

from ingest.geometry import Box
from samples import fonts
from samples.papers import PAPERS, cong_van
from samples.truth import PIXELS_PER_POINT, Paper, Sheet


@pytest.fixture(scope="module", params=sorted(PAPERS))
def paper(request: pytest.FixtureRequest) -> Paper:
    """Return one paper of every kind."""
    return PAPERS[request.param](7)


def darkness(sheet: Sheet, box: Box, grow: int) -> int:
    """Return how many dark pixels lie in the box, grown by so many pixels on every side."""
    x0, y0, x1, y1 = (round(edge * PIXELS_PER_POINT) for edge in (box.x0, box.y0, box.x1, box.y1))
    window = sheet.picture[y0 - grow : y1 + grow, x0 - grow : x1 + grow]
    return int(np.count_nonzero(window.min(axis=2) < 200))


def test_word_boxes_hold_all_the_ink_and_nothing_around(paper: Paper) -> None:
    """Inside each box there is ink, and a ring of two pixels around it is white, unless a seal or stamp lies there."""
    for sheet in paper.sheets:
        free = [word for word in sheet.words if not any(word.box.meet(mark.box).area for mark in sheet.marks)]
        assert len(free) > 20
        for word in free:
            inside = darkness(sheet, word.box, 0)
            assert inside > 0, word.text
            assert darkness(sheet, word.box, 2) == inside, word.text


def test_all_dark_ink_is_explained(paper: Paper) -> None:
    """Outside words, rulings, marks and dotted leaders the paper is white."""
    for sheet in paper.sheets:
        rest = sheet.picture.min(axis=2) < 200
        rules = (Box(rule.x0 - 1, rule.y0 - 1, rule.x1 + 1, rule.y1 + 1) for rule in sheet.rulings)
        for box in (*(word.box for word in sheet.words), *rules, *(mark.box for mark in sheet.marks)):
            x0, y0, x1, y1 = (round(edge * PIXELS_PER_POINT) for edge in (box.x0, box.y0, box.x1, box.y1))
            rest[y0 - 1 : y1 + 1, x0 - 1 : x1 + 1] = False
        share = np.count_nonzero(rest) / rest.size
        assert share < (0.004 if paper.kind == "to_khai" else 0.00001)


def test_words_stay_on_the_page(paper: Paper) -> None:
    """No word leaves the margins of ten points, and the picture is the page at 300 dpi."""
    for sheet in paper.sheets:
        assert all(10 < word.box.x0 < word.box.x1 < sheet.width - 10 for word in sheet.words)
        assert all(10 < word.box.y0 < word.box.y1 < sheet.height - 10 for word in sheet.words)
        expected = (round(sheet.height * PIXELS_PER_POINT), round(sheet.width * PIXELS_PER_POINT), 3)
        assert sheet.picture.shape == expected


def test_words_do_not_overlap(paper: Paper) -> None:
    """No two words of a page share a tenth of the smaller one's box."""
    for sheet in paper.sheets:
        words = sheet.words
        for place, word in enumerate(words):
            for other in words[place + 1 :]:
                assert word.box.meet(other.box).area <= 0.1 * min(word.box.area, other.box.area), (word, other)


def test_text_is_nfc_without_stray_spaces(paper: Paper) -> None:
    """The truth is composed Unicode, and splits into exactly the placed words."""
    assert unicodedata.is_normalized("NFC", paper.text)
    assert paper.text.split() == [word.text for sheet in paper.sheets for word in sheet.words]


@pytest.mark.parametrize("kind", sorted(PAPERS))
def test_same_seed_same_paper(kind: str) -> None:
    """A seed decides every pixel and word; another seed gives another paper."""
    first, again, other = PAPERS[kind](3), PAPERS[kind](3), PAPERS[kind](4)
    assert first.text == again.text
    assert first.sheets[0].lines == again.sheets[0].lines
    assert all(np.array_equal(one.picture, two.picture) for one, two in zip(first.sheets, again.sheets, strict=True))
    assert first.text != other.text


def test_heading_is_read_left_before_right_and_recipients_before_signer() -> None:
    """The number comes before the national name, the last recipient before the office that signs."""
    lines = cong_van(2).text.split("\n")
    place = {start: next(n for n, line in enumerate(lines) if line.startswith(start)) for start in (
        "Số:", "V/v", "CỘNG HÒA", "Kính gửi:", "Nơi nhận:", "- Lưu:", "KT. GIÁM ĐỐC")}  # fmt: skip
    assert list(place.values()) == sorted(place.values())


def test_table_is_read_row_by_row() -> None:
    """Each row gives its number, then the name, the birthday and the identity number."""
    lines = PAPERS["bang"](5).text.split("\n")
    rows = [place for place, line in enumerate(lines) if len(line) == 12 and line.isdigit()]
    assert 6 <= len(rows) <= 12
    for number, place in enumerate(rows, start=1):
        assert lines[place - 3] == str(number)
        assert lines[place - 1][2] == lines[place - 1][5] == "/"


def test_wife_is_read_before_husband() -> None:
    """The left column ends before the right one begins, though they stand side by side."""
    sheet = PAPERS["giay_chung_nhan_ket_hon"](5).sheets[0]
    wife = next(line for line in sheet.lines if "tên vợ:" in line.text)
    husband = next(line for line in sheet.lines if "tên chồng:" in line.text)
    assert wife.words[0].y == husband.words[0].y
    between = sheet.text.split("tên vợ:")[1].split("tên chồng:")[0]
    assert "Giấy tờ tùy thân:" in between


def test_stamp_and_seal_are_marks_and_no_text() -> None:
    """What lies over the print is listed apart from the text."""
    sheet = cong_van(1, stamped=True).sheets[0]
    assert [mark.kind for mark in sheet.marks] == ["seal", "signature", "stamp"]
    assert "CÔNG VĂN ĐẾN" in sheet.marks[2].text
    assert "CÔNG VĂN ĐẾN" not in sheet.text
    assert cong_van(1).text == sheet.text


def test_every_face_has_its_font() -> None:
    """All four cuts are installed."""
    cuts = {fonts.font_file(fonts.Face(12, bold, italic)) for bold in (False, True) for italic in (False, True)}
    assert len(cuts) == 4


def test_missing_font_names_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the font the error says which package brings it."""
    monkeypatch.setattr(fonts, "FOLDER", fonts.FOLDER / "absent")
    with pytest.raises(fonts.MissingFontError, match="fonts-freefont-ttf"):
        fonts.font_file(fonts.Face(12))
