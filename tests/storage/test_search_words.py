"""The words of a text, and the piece of it that is shown: whatever the text."""

import re

from hypothesis import given
from hypothesis import strategies as st

from storage.search_query import MOST_WORDS, parsed
from storage.search_ranking import snippet
from storage.search_words import exact_form, exact_words, folded_form, forms, plain, terms, words_in

TEXTS = st.one_of(st.text(max_size=300), st.text(alphabet="aAđĐếễọ̣̃uỷỷ 12345/\n-İﬁ²\u200b", max_size=300))


@given(TEXTS)
def test_words_stand_where_they_are_said_to(text: str) -> None:
    """The places of the words are in order, apart, and hold the words; every letter and digit is in one of them."""
    found = words_in(text)
    assert [exact_form(text[word.begin : word.end]) for word in found] == [word.exact for word in found]
    ends = [place for word in found for place in (word.begin, word.end)]
    assert ends == sorted(ends)
    inside = {place for word in found for place in range(word.begin, word.end)}
    assert all(place in inside for place, sign in enumerate(text) if sign.isalnum())


@given(TEXTS)
def test_forms_are_words_that_both_databases_part_alike(text: str) -> None:
    """Words hold letters, digits and marks only, as many exact as folded, and none is empty."""
    exact, folded = forms(plain(text))
    words = folded.split()
    assert len(exact.split()) == len([word for word in words if word[0] != "#"])
    assert exact == " ".join(exact.split())
    assert folded == " ".join(words)
    assert not re.search(r"[\"'*:()&|!<>_\\\x00-\x1f]", exact + folded)
    assert all(folded_form(word) == fold for word, fold in zip(exact.split(), words, strict=False))


@given(TEXTS)
def test_a_text_is_found_by_itself_in_capitals(text: str) -> None:
    """Capitals and composition of letters make no difference to the exact words."""
    sharp = "".join(sign for sign in text if len(sign.upper()) == 1 and sign.upper().lower() == sign.lower())
    assert exact_words(sharp.upper()) == exact_words(sharp)


def test_a_hostile_page_stays_small() -> None:
    """All that is indexed of one page fits into a vector of PostgreSQL, a million bytes."""
    hostile = (
        " ".join(f"{number:020d}" for number in range(50_000)),
        " ".join(f"{chr(0x4E00 + number % 20_000) * 64}" for number in range(20_000)),
        " ".join(chr(0x4E00 + number % 20_000) for number in range(200_000)),
    )
    for text in hostile:
        for form in forms(text):
            assert sum(len(lexeme.encode()) for lexeme in terms(form)) < 1_000_000


@given(text=TEXTS, typed=TEXTS)
def test_marks_of_a_snippet_are_words_that_were_sought(text: str, typed: str) -> None:
    """A snippet is a piece of the page on one line, and its marks are in order and hold sought words."""
    for matches in (parsed(typed).matches("exact"), parsed(typed).matches("folded")):
        shown = snippet(text, matches)
        assert shown.text in re.sub(r"\s", " ", text)
        places = [place for mark in shown.marks for place in mark]
        assert places == sorted(places)
        sought = {word.removeprefix("#") for match in matches for word in match.words}
        for begin, end in shown.marks:
            word = exact_form(shown.text[begin:end])
            assert any(part in word or part in folded_form(word) for part in sought)


@given(st.text(max_size=2000))
def test_a_query_has_an_end(typed: str) -> None:
    """Never more words are looked for than promised."""
    assert sum(len(term.words) for term in parsed(typed).terms) <= MOST_WORDS
