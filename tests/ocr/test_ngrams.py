"""The model of word sequences that is shipped: its tables, its speed, its costs."""

import subprocess
import sys
import unicodedata

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr.vietnamese.letters import bare
from ocr.vietnamese.ngrams import FOLDER, NUMBER, SPECIAL, START, UNKNOWN, ngrams

MODEL = ngrams()
IDS = st.integers(0, len(MODEL.words) - 1)
MOST_BYTES = 8_000_000
LOADING = """
from time import perf_counter
import numpy
from ocr.vietnamese.ngrams import ngrams
begun = perf_counter()
ngrams()
print(perf_counter() - begun)
"""


def cost(first: str, second: str, third: str) -> float:
    """Return what the third word costs after the other two."""
    one, two, three = (np.array([MODEL.id_of(word)]) for word in (first, second, third))
    return float(MODEL.costs(one, two, three)[0])


def test_the_tables_are_small() -> None:
    """Words and tables together weigh eight megabytes at most."""
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) <= MOST_BYTES


def test_the_tables_fit_together() -> None:
    """Keys are sorted, so that they can be searched; every table has an entry for each of its keys or words."""
    for keys in (MODEL.bigram_keys, MODEL.trigram_keys):
        assert len(keys) > 10_000
        assert np.all(keys[:-1] <= keys[1:])
    assert len(MODEL.words) == len(MODEL.ids) == len(MODEL.unigrams) == len(MODEL.single_backoffs)
    assert len(MODEL.bigram_keys) == len(MODEL.bigrams) == len(MODEL.backoffs)
    assert len(MODEL.trigram_keys) == len(MODEL.trigrams)


def test_words_are_in_lower_case_and_composed() -> None:
    """As they are looked up; the three that are no words come first."""
    assert MODEL.words[:3] == SPECIAL
    assert all(word == unicodedata.normalize("NFC", word.lower()) and word.isalpha() for word in MODEL.words[3:])


def test_a_fresh_process_has_the_model_at_once() -> None:
    """Every reader process pays this: less than 0.3 s (the best of three, for the machine may be busy)."""
    done = [
        subprocess.run([sys.executable, "-c", LOADING], check=True, capture_output=True, text=True) for _ in range(3)
    ]
    assert min(float(run.stdout) for run in done) < 0.3


def test_words_of_one_shape_are_together() -> None:
    """Each word stands once, under its bare letters; what differs in marks alone stands beside it."""
    assert {"tô", "tổ", "tố"} <= set(MODEL.shapes["to"])
    assert {"dân", "đàn"} <= set(MODEL.shapes["dan"])
    assert all(bare(word) == shape for shape, words in MODEL.shapes.items() for word in words)
    listed = [word for words in MODEL.shapes.values() for word in words]
    assert sorted(listed) == sorted(MODEL.words[3:])


def test_every_word_has_an_id() -> None:
    """Its own, or that of all numbers, or that of all unknown words."""
    assert MODEL.words[MODEL.id_of("quyết")] == "quyết"
    assert {MODEL.id_of(number) for number in ("7", "2015", "1.250.000", "19/6/2015", "15/qđ")} == {NUMBER}
    assert {MODEL.id_of(word) for word in ("ngúng", "xyzzy", "", "–", "Quyết")} == {UNKNOWN}
    assert MODEL.id_of("<s>") == START


@pytest.mark.parametrize(
    ("first", "second", "usual", "strange"),
    [
        ("ban", "nhân", "dân", "đàn"),
        ("ủy", "ban", "nhân", "nhãn"),
        ("luật", "tổ", "chức", "chúc"),
        ("<s>", "căn", "cứ", "cự"),
        ("xã", "hội", "chủ", "chú"),
        ("chủ", "nghĩa", "việt", "viết"),
        ("có", "hiệu", "lực", "lục"),
        ("năm", "<num>", "của", "cửa"),
    ],
)
def test_what_was_counted_is_cheap(first: str, second: str, usual: str, strange: str) -> None:
    """The usual word costs little, one that differs in its marks at least as much as one in twenty does more."""
    assert cost(first, second, usual) < 3.5
    assert cost(first, second, strange) > cost(first, second, usual) + 3


def test_a_word_is_dearer_without_its_context() -> None:
    """Two words before say more than none: falling back costs."""
    assert cost("ban", "nhân", "dân") < cost("<unk>", "nhân", "dân") + 0.5
    assert cost("<unk>", "nhân", "dân") < cost("<unk>", "<unk>", "dân")
    assert cost("<unk>", "<unk>", "dân") < cost("<unk>", "<unk>", MODEL.words[-1])


@given(IDS, IDS, IDS)
def test_costs_are_costs(first: int, second: int, third: int) -> None:
    """Whatever the words, and however strange: finite, not below 0, and at most 3 tables' worth."""
    found = float(MODEL.costs(np.array([first]), np.array([second]), np.array([third]))[0])
    assert np.isfinite(found)
    assert 0 <= found <= 48


@given(st.lists(IDS, min_size=1, max_size=4), st.lists(IDS, min_size=1, max_size=4), st.lists(IDS, min_size=1))
def test_many_at_once_cost_the_same_as_one_by_one(first: list[int], second: list[int], third: list[int]) -> None:
    """Arrays that broadcast give, place by place, what single look-ups give."""
    one, two, three = np.array(first), np.array(second), np.array(third)
    together = MODEL.costs(one[:, None, None], two[None, :, None], three[None, None, :])
    assert together.shape == (len(first), len(second), len(third))
    for place in np.ndindex(together.shape):
        single = MODEL.costs(one[place[0], None], two[place[1], None], three[place[2], None])
        assert together[place] == single[0]


@given(st.sampled_from(("ủy ban nhân", "hội đồng nhân", "xã hội chủ", "cộng hòa xã")), st.lists(IDS, max_size=12))
def test_what_is_asked_beside_does_not_matter(pair: str, others: list[int]) -> None:
    """A counted triple costs the same among strangers."""
    ids = [MODEL.id_of(word) for word in pair.split()]
    many = MODEL.costs(np.array(ids[:1]), np.array(ids[1:2]), np.array([*others, ids[2]]))
    assert many[-1] == np.float32(cost(*pair.split()))
