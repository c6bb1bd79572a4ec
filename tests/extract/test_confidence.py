"""What makes a value less sure than its words are."""

from collections.abc import Callable

import pytest

from extract.candidate import Candidate
from extract.confidence import FEATURES, confidence, features
from extract.rules import FieldRule
from extract.weighing import Weighed, weigh
from ingest.geometry import Box
from ocr.page_text import Line, PageText, Word
from ocr.region import Region

Setter = Callable[..., Weighed]


def _words(text: str, left: float = 70.0) -> tuple[Word, ...]:
    made = []
    for part in text.split():
        made.append(Word(part, part, Box(left, 100.0, left + 6.0 * len(part), 111.0), 0.97))
        left += 6.0 * len(part) + 4.0
    return tuple(made)


def chosen(kind: str, text: str, name: str = "x") -> Weighed:
    """Return a value that was read well."""
    found = weigh(FieldRule(name, kind), [Candidate(name, 1, _words(text))])  # type: ignore[arg-type]
    assert found is not None
    return found


def page(*lines: Line, regions: tuple[Region, ...] = ()) -> PageText:
    """Return an A4 page."""
    return PageText(1, 595.0, 842.0, 0, 0.0, lines, "recognised", "", None, regions)


def line(words: tuple[Word, ...]) -> Line:
    """Return words as a line."""
    return Line(words, Box(words[0].box.x0, 100.0, words[-1].box.x1, 111.0))


def feature(name: str, weighed: Weighed, sheet: PageText | None = None) -> float:
    """Return one of the numbers that the chance rests on."""
    return features(weighed, sheet)[FEATURES.index(name)]


@pytest.mark.parametrize(
    ("kind", "name", "text"),
    [
        ("text", "so_tang", "I"),
        ("text", "so_vao_so", "cấp"),
        ("text", "chuc_danh", "15/10/1980"),
        ("text", "giay_to", "Căn cước số (0371"),
        ("text", "noi_cap", "UBND QUẢNG PH"),
        ("addr", "noi_o", "ấp Š, xã Đoàn Đào, tỉnh Hưng Yên"),
        ("addr", "dia_chi", "285 đường Huỳnh Thúc Kháng, tỉnh Ninh Bình"),
    ],
)
def test_odd_values_are_not_taken_as_they_are(kind: str, name: str, text: str) -> None:
    """However sure the engine is of the letters, such a value is for a person to look at."""
    weighed = chosen(kind, text, name)
    assert feature("odd_text", weighed) == 1.0
    assert confidence(weighed, None) < 0.9


def test_an_address_of_known_units_is_surer_than_its_worst_word() -> None:
    """The tables confirm the names of the units, so that only house and street count."""
    good = chosen("addr", "12 Lê Lợi, xã Nghi Quang, huyện Nghi Lộc, tỉnh Nghệ An")
    weak = tuple(
        Word(one.text, one.printed, one.box, 0.5 if one.text == "Quang," else one.confidence)
        for one in good.candidate.words
    )
    same = weigh(good.rule, [Candidate("x", 1, weak)])
    assert same is not None
    assert confidence(same, None) == confidence(good, None) >= 0.9


def test_print_close_behind_a_value_is_seen() -> None:
    """A line that fell apart leaves a part of the value behind it."""
    weighed = chosen("text", "riêng: 530,1")
    behind = _words("chung: Không", weighed.candidate.words[-1].box.x1 + 12.0)
    assert feature("cut_line", weighed, page(line(weighed.candidate.words), line(behind))) == 1.0
    assert feature("cut_line", weighed, page(line(weighed.candidate.words))) == 0.0


def test_what_was_not_read_below_a_value_is_seen() -> None:
    """The next line of a value may lie where nothing was read."""
    weighed = chosen("text", "Phân công nhiệm vụ")
    below = Region("unread", Box(70.0, 114.0, 160.0, 124.0))
    assert feature("beside_unread", weighed, page(line(weighed.candidate.words), regions=(below,))) == 1.0
    assert feature("beside_unread", weighed, page(line(weighed.candidate.words))) == 0.0
