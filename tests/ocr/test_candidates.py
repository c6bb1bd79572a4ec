"""What a word may be: what was seen, what fits the evidence, what lost a mark."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr.engine import Letter
from ocr.vietnamese.candidates import MOST, candidates
from ocr.vietnamese.letters import bare, folded
from ocr.vietnamese.ngrams import UNKNOWN, ngrams

MODEL = ngrams()
LISTED = st.sampled_from(MODEL.words[3:])
TYPED = st.text("aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấầẩẫậếềểễệốồổỗộướờởỡợQUYẾTĐỊNHÐ", min_size=1, max_size=9)
SHARE = st.floats(0.05, 1.0)
LOOK = st.lists(st.tuples(st.sampled_from("aáàạâấnhgctuưđdo"), SHARE).map(lambda one: (one,)), max_size=9)


def plain(text: str) -> tuple[Letter, ...]:
    """Return letters that nothing else was seen beside."""
    return tuple(((letter, 1.0),) for letter in text)


def offered(text: str, *looks: tuple[Letter, ...]) -> dict[str, float]:
    """Return the words that a seen word may be, with their costs."""
    return {one.word: one.cost for one in candidates(text, looks or (plain(text),), MODEL)}


@given(st.one_of(LISTED, TYPED), st.lists(LOOK, min_size=1, max_size=3))
def test_what_the_engine_told_is_always_among_them(text: str, looks: list[list[Letter]]) -> None:
    """In lower case, whatever was seen at later looks; few are kept, each once, the likeliest first."""
    found = candidates(text, (plain(text), *looks), MODEL)
    words = [one.word for one in found]
    assert "".join(map(folded, text)) in words
    assert 1 <= len(words) == len(set(words)) <= MOST
    assert [one.cost for one in found] == sorted(one.cost for one in found)
    assert all(one.cost >= 0 for one in found)


@given(st.one_of(LISTED, TYPED))
def test_candidates_carry_their_ids(text: str) -> None:
    """All but the told word are of the list; a word from outside has the id of the unknown."""
    for one in candidates(text, (plain(text),), MODEL):
        assert one.identity == MODEL.ids.get(one.word, UNKNOWN)
        assert one.identity != UNKNOWN or one.word == "".join(map(folded, text))


@given(LISTED)
def test_a_sure_word_of_the_list_is_the_likeliest(word: str) -> None:
    """Without the context nothing is better than what was seen with certainty."""
    found = candidates(word, (plain(word),), MODEL)
    assert found[0].word == word
    assert found[0].cost == pytest.approx(0.0)


@pytest.mark.parametrize(
    ("seen", "meant"),
    [
        ("tô", "tổ"),
        ("quyêt", "quyết"),
        ("quyết", "quyệt"),
        ("ban", "bản"),
        ("phương", "phường"),
        ("dịnh", "định"),
        ("QUYÊT", "quyết"),
        ("ÐỊNH", "đình"),
    ],
)
def test_a_lost_or_other_mark_is_thought_of(seen: str, meant: str) -> None:
    """Though the engine was sure of every letter."""
    assert meant in offered(seen)


def test_losing_one_of_two_marks_is_the_commonest_mistake() -> None:
    """A lost second mark is cheaper than a lost only one, and that than a mark seen where none is."""
    lost_of_two = offered("quyêt")["quyết"]
    lost = offered("chuc")["chúc"]
    added = offered("dịnh")["định"]
    assert 0 < lost_of_two < lost
    assert lost_of_two < added
    assert offered("đinh")["định"] < offered("định")["đinh"]


@given(SHARE, SHARE)
def test_the_more_was_seen_of_a_letter_the_cheaper(one: float, other: float) -> None:
    """The share that the engine gave to ``ổ`` decides what ``tổ`` costs where it chose ``ô``."""
    low, high = sorted((one, other))

    def cost(share: float) -> float:
        return offered("tô", ((("t", 1.0),), (("ô", 1.0 - share / 2), ("ổ", share / 2))))["tổ"]

    assert cost(high) <= cost(low)
    assert cost(high) < cost(low) or high - low < 1e-9


def test_another_base_letter_needs_to_have_been_seen() -> None:
    """``nhân`` and ``nhám`` differ in more than marks: only the engine's own doubt makes one of the other."""
    assert "nhám" not in offered("nhán")
    doubt = ((("n", 1.0),), (("h", 1.0),), (("á", 1.0),), (("n", 0.7), ("m", 0.3)))
    assert "nhám" in offered("nhán", doubt)
    trace = ((("n", 1.0),), (("h", 1.0),), (("á", 1.0),), (("n", 0.99), ("m", 0.01)))
    assert "nhám" not in offered("nhán", trace)


@pytest.mark.parametrize(
    ("seen", "meant"), [("tọội", "tội"), ("ngườoi", "người"), ("quyếtt", "quyết"), ("đđịnh", "định")]
)
def test_a_letter_seen_twice_is_thought_of(seen: str, meant: str) -> None:
    """Where what was seen is no word of the list, one letter less may be one."""
    assert meant in offered(seen)


def test_two_letters_are_not_taken_away() -> None:
    """What was seen is not cut down until something fits."""
    assert "tội" not in offered("tọọội")


def test_a_word_of_the_list_loses_no_letter() -> None:
    """``toàn`` is not tried as ``toà``: only strangers are shortened."""
    assert all(len(word) == 4 for word in offered("toàn"))


def test_no_syllable_is_dearer_than_a_syllable() -> None:
    """Of two unknown words, one that Vietnamese could have is believed sooner."""
    assert "ngúng" not in MODEL.ids
    assert offered("ngúng")["ngúng"] < offered("xbcd")["xbcd"]


def test_looks_count_alike() -> None:
    """A second look that shows another mark makes that word cheaper and the first one dearer, in whatever order."""
    once, twice = offered("tô"), offered("tô", plain("tô"), plain("tổ"))
    assert twice["tổ"] < once["tổ"]
    assert twice["tô"] > once["tô"]
    assert twice == offered("tô", plain("tổ"), plain("tô"))


def test_words_of_one_shape_alone_are_offered_for_a_sure_word() -> None:
    """What differs in more than its marks has not been seen."""
    assert {bare(word) for word in offered("hạn")} == {"han"}
