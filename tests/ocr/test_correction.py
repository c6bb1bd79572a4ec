"""What the words of a page are taken for: prose is put right, everything else is left as it was seen."""

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocr.correction import Judged, judged
from ocr.engine import Letter, SeenLine, SeenWord
from ocr.vietnamese.ngrams import ngrams
from samples.papers.varied import TALES, VERSES

MODEL = ngrams()
LAW = (
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;",
    "Theo đề nghị của Giám đốc Sở Nội vụ,",
    "Điều 2. Quyết định này có hiệu lực thi hành kể từ ngày ký.",
)


class Looker:
    """Stands for the second look at the picture: shows what it was told to, else the same again; records its calls."""

    def __init__(self, shows: Mapping[str, str] | None = None) -> None:
        self._shows = shows or {}
        self.calls: list[list[str]] = []

    def __call__(self, words: Sequence[SeenWord]) -> tuple[tuple[SeenWord, ...], ...]:
        """Return what is seen at the place of each word."""
        self.calls.append([word.text for word in words])
        shown = (self._shows.get(word.text, word.text) for word in words)
        return tuple(tuple(seen(text) for text in again.split()) for again in shown)

    @property
    def asked(self) -> list[str]:
        """Return all words that were looked at again."""
        return [word for call in self.calls for word in call]


def seen(text: str, confidence: float = 0.96, letters: tuple[Letter, ...] = ()) -> SeenWord:
    """Return a word whose letters the engine was sure of, unless it is told otherwise."""
    sure = tuple(((letter, 1.0),) for letter in text)
    return SeenWord(text, (0, 0, 12 * len(text), 20), confidence, letters or sure)


def page(*lines: str) -> list[SeenLine]:
    """Return lines of sure words."""
    return [SeenLine(tuple(map(seen, line.split()))) for line in lines]


def taken(lines: Sequence[SeenLine], looker: Looker | None = None) -> list[tuple[Judged, ...]]:
    """Return the judged lines."""
    return list(judged(lines, MODEL, looker or Looker()))


def texts(lines: Sequence[Sequence[Judged]]) -> list[str]:
    """Return what the lines are taken for."""
    return [" ".join(word.text for word in line) for line in lines]


def last(line: str, looker: Looker | None = None) -> str:
    """Return what a line is taken for that stands below sentences of a law."""
    return texts(taken(page(*LAW, line), looker))[-1]


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("về việc tô chức thực hiện", "về việc tổ chức thực hiện"),
        ("do ủy ban nhân dàn tỉnh ban hành", "do ủy ban nhân dân tỉnh ban hành"),
        ("chịu trách nhiêm thi hành", "chịu trách nhiệm thi hành"),
        ("theo quy đinh của pháp luât.", "theo quy định của pháp luật."),
        ("Chủ tich Ủy ban nhân dân", "Chủ tịch Ủy ban nhân dân"),
        ("QUYÉT ĐỊNH:", "QUYẾT ĐỊNH:"),
        ("các hành vi phạm tọội", "các hành vi phạm tội"),
        ("Muc đích của việc này", "Mục đích của việc này"),
        ("đã ban hành. Muc đích của việc này", "đã ban hành. Mục đích của việc này"),
        ("(sau đây gọi là “đơn vi”)", "(sau đây gọi là “đơn vị”)"),
    ],
)
def test_prose_is_put_right(printed: str, meant: str) -> None:
    """A lost or wrong mark, a letter seen twice; capitals, quotes and stops stay."""
    assert last(printed) == meant


def test_what_was_seen_is_kept_beside_it() -> None:
    """A changed word can be traced: what was seen, where, and how sure the engine was of it."""
    lines = page(*LAW, "về việc tô chức thực hiện")
    word = taken(lines)[-1][2]
    assert (word.text, word.seen) == ("tổ", lines[-1].words[2])
    assert word.known
    assert 0.7 < word.chance <= 1
    assert max(word.fits) < 5


def test_right_words_are_left_alone() -> None:
    """A page without mistakes comes back as it is, line by line."""
    assert texts(taken(page(*LAW))) == list(LAW)


@pytest.mark.parametrize("poem", [VERSES, TALES])
def test_verse_and_tales_are_left_alone(poem: Sequence[str]) -> None:
    """What laws never say is not made into what they say."""
    lines = [line for text in poem for line in text.split("\n")]
    found = taken(page(*lines))
    assert texts(found) == lines
    assert found[0][0].strangeness > 0.7
    assert taken(page(*LAW))[0][0].strangeness < 0.3


@pytest.mark.parametrize(
    "line",
    [
        "giao ông Trần Văn Hân và bà Lê Thị Khuê phối hợp thực hiện",
        "giao ông Quách Trọng Hạn và bà Nghiêm Thục Nghi chịu trách nhiệm",
        "tại thôn Đông Ban, xã Tô Múa, huyện Vân Hồ",
        "giao bà Lò Nhật Kiên thực hiện nhiệm vụ",
        "đã ban hành Muc đích của việc này",
        "bà Lò Thị Xoan, sinh năm 1975, trú tại đường Tô Hiến Thành",
    ],
)
def test_names_inside_sentences_are_left_alone(line: str) -> None:
    """A capital inside a sentence may begin a name, and names follow no rule."""
    assert last(line) == line


def test_overwhelming_evidence_moves_a_name() -> None:
    """Between ``Nguyễn`` and a given name ``Van`` is ``Văn``."""
    assert last("giao ông Nguyễn Van Hùng thực hiện").split()[3] == "Văn"


@pytest.mark.parametrize(
    "line",
    [
        "số tiền 1.250.000 đồng tại lô 12B",
        "giấy chứng minh 012345678 cấp 19/6/2015",
        "số 15/QĐ-UBND và 123/2015/NĐ-CP",
        "thửa đất 4l tờ bản đồ O7",
        "mức I2,5% của 8O triệu",
        "tại địa chỉ http://www.chinhphu.vn",
    ],
)
def test_numbers_and_codes_are_never_changed(line: str) -> None:
    """Not even where they look mistaken, nor by what a second look shows."""
    looker = Looker({word: "9" * len(word) for word in line.split() if any(map(str.isdigit, word))})
    assert last(line, looker) == line


def test_only_a_date_makes_digits() -> None:
    """In a date the letter was a digit; the text is the number then, with its marks."""
    line = taken(page("Quảng Ngãi, ngày l6 tháng 02 năm T999."))[0]
    assert texts([line]) == ["Quảng Ngãi, ngày 16 tháng 02 năm 1999."]
    assert [word.seen.text for word in line if word.text != word.seen.text] == ["l6", "T999."]


@pytest.mark.parametrize(
    ("printed", "meant"),
    [("QUYẾT ÐỊNH", "QUYẾT ĐỊNH"), ("ĐÐảng ủy", "Đảng ủy"), ("15/QÐ-UBND", "15/QĐ-UBND"), ("12/NĐÐ-CP", "12/NĐ-CP")],
)
def test_the_icelandic_letter_is_repaired_everywhere(printed: str, meant: str) -> None:
    """In words and in codes: it is no letter of Vietnamese."""
    assert last(printed) == meant


def test_a_page_of_sure_words_is_not_looked_at_again() -> None:
    """Nor is an empty one."""
    looker = Looker()
    assert texts(taken(page(*LAW), looker)) == list(LAW)
    assert taken([], looker) == []
    assert looker.calls == []


def test_only_doubtful_words_are_looked_at_again() -> None:
    """All in one call, in the order of the page: the unsure, the unlikely, unsure numbers; no stranger seen surely."""
    half = ((("v", 1.0),), (("ề", 0.55), ("ê", 0.45)))
    doubted = SeenLine((seen("về", letters=half), seen("việc"), seen("thực", 0.5), seen("hiện"), seen("1.250", 0.5)))
    looker = Looker()
    taken([*page(*LAW), doubted, *page("chính quyền địa phưong và tô chức – ngúng")], looker)
    assert looker.calls == [["về", "thực", "1.250", "phưong", "tô"]]


def test_marks_are_not_looked_at_again() -> None:
    """However unsure: there is nothing to find."""
    looker = Looker()
    taken([*page(*LAW), SeenLine((seen("–", 0.2), seen("./.", 0.3)))], looker)
    assert looker.calls == []


def test_what_a_second_look_shows_counts() -> None:
    """The same unsure word stays where the look agrees, and moves where it shows another; what was seen is kept."""

    def with_look(shown: str) -> Judged:
        sold = SeenLine((seen("bán"), seen("hai"), seen("tô", 0.5), seen("cơm")))
        return taken([*page(*LAW), sold], Looker({"tô": shown}))[-1][2]

    same, other, nothing = with_look("tô"), with_look("tổ"), with_look("")
    assert (same.text, same.token.agreed) == ("tô", True)
    assert (other.text, other.token.agreed, other.seen.text) == ("tổ", False, "tô")
    assert (nothing.text, nothing.token.agreed) == ("tô", False)


def test_a_look_changes_no_other_word() -> None:
    """What was sure and was not looked at keeps its text."""
    line = "bán hai tô cơm và chịu trách nhiệm"
    looker = Looker({"tô": "tổ", "cơm": "cờm"})
    assert last(line, looker).replace("tổ", "tô") == line


@given(st.lists(st.sampled_from([*" ".join((*LAW, *TALES)).split(), "15/QĐ", "–", "ÐỊNH", "tọội", "l6"]), max_size=25))
@settings(deadline=None)  # the first page opens the tables
def test_every_word_comes_back_in_its_place(words: list[str]) -> None:
    """Whatever the page: as many words as went in, in their lines, with the digits and marks that were seen."""
    lines = [SeenLine(tuple(map(seen, words[:9]))), SeenLine(tuple(map(seen, words[9:])))]
    found = taken(lines)
    assert [[word.seen for word in line] for line in found] == [list(line.words) for line in lines]
    for word in (word for line in found for word in line):
        assert word.text
        assert 0 <= word.chance <= 1
        assert min(word.fits) >= 0
        if word.token.number is None:
            assert [sign for sign in word.text if not sign.isalpha()] == [
                sign for sign in word.seen.text if not sign.isalpha()
            ]


def test_the_first_of_several_capitalised_words_is_a_name() -> None:
    """A place at the beginning of its line is left as it was seen, though another word is likelier before the next."""
    doubted = seen("Tân", letters=((("T", 1.0),), (("â", 0.99), ("á", 0.01)), (("n", 1.0),)))
    lines = [SeenLine((doubted, *map(seen, ["Thành,", "Tân", "Thạnh,", "Long", "An"])))]
    assert texts(taken(lines)) == ["Tân Thành, Tân Thạnh, Long An"]
