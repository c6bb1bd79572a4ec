"""Choosing among candidates: the context decides as far as the page is of the kind of text that the model knows."""

from itertools import product
from math import exp, log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocr.vietnamese.candidates import MOST, Candidate, candidates
from ocr.vietnamese.decoder import BREAK, CODE, FIGURE, Decoding, Slot, decoded
from ocr.vietnamese.ngrams import START, ngrams
from samples.papers.varied import TALES, VERSES

MODEL = ngrams()
EQUAL = 8.9  # cost of each of about 7,000 equally likely syllables
LEAST_OF_NAMES = 0.3
LAW = (
    "căn cứ luật tổ chức chính quyền địa phương",
    "theo đề nghị của giám đốc sở nội vụ",
    "ủy ban nhân dân tỉnh quyết định ban hành quy chế",
    "các cơ quan đơn vị chịu trách nhiệm thi hành quyết định này",
    "cộng hòa xã hội chủ nghĩa việt nam",
)
ONES = st.builds(Candidate, st.just("x"), st.integers(0, len(MODEL.words) - 1), st.floats(0, 40))
SLOTS = st.one_of(
    st.sampled_from((BREAK, FIGURE, CODE)),
    st.builds(
        Slot,
        st.lists(ONES, min_size=1, max_size=MOST).map(tuple),
        told=st.just(0),
        sure=st.booleans(),
        name=st.booleans(),
    ),
)


def slot(word: str, *, name: bool = False) -> Slot:
    """Return what a word may be that the engine was sure of."""
    looks = [tuple(((letter, 1.0),) for letter in word)]
    found = candidates(word, looks, MODEL)
    return Slot(found, [one.word for one in found].index(word), sure=len(word) > 1, name=name)


def sentences(*texts: str) -> list[Slot]:
    """Return the slots of sentences, each after a break."""
    plain = ("".join(sign for sign in text.lower() if sign.isalpha() or sign.isspace()) for text in texts)
    return [one for text in plain for one in (BREAK, *map(slot, text.split()))]


def weight(slots: list[Slot], way: tuple[int, ...], strangeness: float) -> float:
    """Return the logarithm of how likely one choice of candidates is, on a page with that share of strange words."""
    chosen = [one.candidates[choice] for one, choice in zip(slots, way, strict=True)]
    ids = np.array([START, START, *(one.identity for one in chosen)])
    costs = MODEL.costs(ids[:-2], ids[1:-1], ids[2:])
    total = 0.0
    for one, word, cost in zip(slots, chosen, costs.tolist(), strict=True):
        share = max(strangeness, LEAST_OF_NAMES) if one.name else strangeness
        total += log((1 - share) * exp(-cost) + share * exp(-EQUAL)) - word.cost
    return total


def chances(decoding: Decoding, slots: list[Slot], at: int) -> dict[str, float]:
    """Return the chances of one slot by its words."""
    return {one.word: chance for one, chance in zip(slots[at].candidates, decoding.chances[at], strict=True)}


@given(st.lists(SLOTS, max_size=12))
def test_the_chances_of_a_slot_are_shares_of_one(slots: list[Slot]) -> None:
    """Whatever stands on the page: one chance for each candidate, and together they are certain."""
    found = decoded(slots, MODEL)
    assert len(found.chances) == len(slots)
    for one, shares in zip(slots, found.chances, strict=True):
        assert len(shares) == len(one.candidates)
        assert all(0 <= share <= 1 for share in shares)
        assert sum(shares) == pytest.approx(1.0)
    assert 0 < found.strangeness < 1


@given(st.lists(SLOTS, min_size=1, max_size=4))
@settings(max_examples=40, deadline=None)  # every combination is counted out
def test_the_chances_are_those_of_all_possible_texts(slots: list[Slot]) -> None:
    """The sums over pairs of words give what counting out every combination of candidates gives."""
    found = decoded(slots, MODEL)
    expected = [[0.0] * len(one.candidates) for one in slots]
    ways = list(product(*(range(len(one.candidates)) for one in slots)))
    weights = [weight(slots, way, found.strangeness) for way in ways]
    most = max(weights)
    for way, one in zip(ways, weights, strict=True):
        for at, choice in enumerate(way):
            expected[at][choice] += exp(one - most)
    for shares, sums in zip(found.chances, expected, strict=True):
        assert shares == pytest.approx([one / sum(sums) for one in sums], abs=1e-6)


def test_an_empty_page_has_no_chances() -> None:
    """Nothing is nothing."""
    assert decoded((), MODEL).chances == ()


@pytest.mark.parametrize(
    ("sentence", "seen", "meant"),
    [
        ("căn cứ luật tô chức chính quyền địa phương", "tô", "tổ"),
        ("ủy ban nhân dàn tỉnh", "dàn", "dân"),
        ("quyết đinh ban hành quy chế", "đinh", "định"),
        ("cộng hòa xã hối chủ nghĩa việt nam", "hối", "hội"),
    ],
)
def test_the_words_around_decide(sentence: str, seen: str, meant: str) -> None:
    """In a sentence of a law a lost mark is found again, though the engine was sure of what it saw."""
    slots = sentences(*LAW, sentence)
    at = len(slots) - len(sentence.split()) + sentence.split().index(seen)
    found = chances(decoded(slots, MODEL), slots, at)
    assert max(found, key=found.__getitem__) == meant
    assert found[meant] > 0.7


def test_the_same_letters_are_another_word_elsewhere() -> None:
    """``tô`` is ``tổ`` before ``chức``, and ``tô`` where nothing speaks against it."""
    organised = [*sentences(*LAW), BREAK, slot("luật"), slot("tô"), slot("chức")]
    served = [*sentences(*LAW), BREAK, slot("một"), slot("tô"), slot("phở")]
    before = chances(decoded(organised, MODEL), organised, -2)
    elsewhere = chances(decoded(served, MODEL), served, -2)
    assert before["tổ"] > before["tô"]
    assert elsewhere["tô"] > elsewhere["tổ"]


def test_what_comes_after_counts_too() -> None:
    """The sums run in both directions: the first word of a sentence is judged by those behind it."""
    slots = [*sentences(*LAW), BREAK, slot("tô"), slot("chức"), slot("thực"), slot("hiện")]
    found = chances(decoded(slots, MODEL), slots, -4)
    assert found["tổ"] > 0.7


def test_a_break_parts_sentences() -> None:
    """``tô`` at the end of a sentence has nothing to do with ``chức`` at the beginning of the next."""
    joined = [*sentences(*LAW), BREAK, slot("luật"), slot("tô"), slot("chức")]
    parted = [*sentences(*LAW), BREAK, slot("luật"), slot("tô"), BREAK, slot("chức")]
    assert chances(decoded(joined, MODEL), joined, -2)["tổ"] > chances(decoded(parted, MODEL), parted, -3)["tổ"]


def test_laws_are_familiar_and_verse_is_strange() -> None:
    """The page tells for itself how far the model may be believed."""
    familiar = decoded(sentences(*LAW), MODEL).strangeness
    verse = decoded(sentences(*VERSES), MODEL).strangeness
    tale = decoded(sentences(*TALES), MODEL).strangeness
    assert familiar < 0.2
    assert verse > 0.7
    assert tale > 0.7


def test_verse_is_left_as_it_was_seen() -> None:
    """On a page of verse no word that was seen with certainty is thought another with much confidence."""
    slots = sentences(*VERSES)
    found = decoded(slots, MODEL)
    others = [
        one.candidates[at].word
        for one, shares in zip(slots, found.chances, strict=True)
        for at, share in enumerate(shares)
        if at != one.told and share > 0.9
    ]
    assert others == []


def test_the_same_evidence_counts_more_on_a_strange_page() -> None:
    """``tô chức`` among verses is doubted less than ``tô chức`` among laws."""
    words = "luật tô chức"
    among_laws, among_verses = sentences(*LAW, words), sentences(*VERSES, words)
    laws = chances(decoded(among_laws, MODEL), among_laws, -2)
    verses = chances(decoded(among_verses, MODEL), among_verses, -2)
    assert verses["tô"] > laws["tô"]


def test_a_name_is_doubted_less() -> None:
    """Where a capital may begin a name, other words than the model's are likelier."""
    common = [*sentences(*LAW, "ủy ban nhân"), slot("dàn")]
    named = [*sentences(*LAW, "ủy ban nhân"), slot("dàn", name=True)]
    assert chances(decoded(named, MODEL), named, -1)["dàn"] > chances(decoded(common, MODEL), common, -1)["dàn"]


def test_only_sure_words_tell_the_kind_of_page() -> None:
    """A page whose words were all doubtful is taken for what is assumed at first, not for verse."""
    verse = sentences(*VERSES)
    doubtful = [Slot(one.candidates, one.told) if one is not BREAK else one for one in verse]
    assert decoded(doubtful, MODEL).strangeness == decoded([BREAK], MODEL).strangeness
    assert decoded(verse, MODEL).strangeness > decoded(doubtful, MODEL).strangeness
