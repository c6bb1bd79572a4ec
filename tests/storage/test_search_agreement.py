"""SQLite, PostgreSQL and a plain reading of the rules find the same in corpora made by chance."""

import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, insert

from storage.database import open_engine
from storage.migration import migrate
from storage.schema import documents
from storage.search import search
from storage.search_index import FieldValue, index_fields, index_pages
from storage.search_request import FieldCondition, Found, Query
from testbed.postgres import Postgres

WORDS = ("đất", "dat", "đạt", "nhà", "nha", "số", "138", "QĐ", "0510890123", "10890", "hoà", "hòa", "HOA")
MARKS = (" ", " ", " ", "\n", "/", "-", ", ")


@pytest.fixture(scope="module")
def both(postgres: Postgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Connection, Connection]]:
    """Yield a connection to each database, with the same empty tables."""
    urls = (
        f"sqlite:///{tmp_path_factory.mktemp('agreement') / 'sohoa.sqlite'}",
        postgres.url(postgres.create_database()),
    )
    for url in urls:
        migrate(url)
    engines = tuple(map(open_engine, urls))
    with engines[0].connect() as sqlite, engines[1].connect() as other:
        yield sqlite, other
    for engine in engines:
        engine.dispose()


def texts() -> st.SearchStrategy[str]:
    """Return texts of few words, so that they meet each other often."""
    pieces = st.tuples(st.sampled_from(WORDS), st.sampled_from(MARKS))
    return st.lists(pieces, max_size=7).map(lambda pairs: "".join(word + mark for word, mark in pairs))


def typed() -> st.SearchStrategy[str]:
    """Return what is typed: words, phrases, beginnings, parts."""
    term = st.one_of(
        st.sampled_from(WORDS),
        texts().map(lambda text: f'"{text.strip()}"'),
        st.sampled_from(WORDS).map(lambda word: f"{word[:2]}*"),
        st.sampled_from(("*0890", "*10890", "*138", "138/QĐ", "51089")),
    )
    return st.lists(term, min_size=1, max_size=3).map(" ".join)


def fill(connection: Connection, corpus: list[list[str]]) -> None:
    """Keep the documents; the first page of each is a field of it as well."""
    for number, pages in enumerate(corpus):
        row = {
            "id": f"{number:032d}",
            "sha256": f"{number:064d}",
            "size": 1,
            "format": "pdf",
            "page_count": len(pages),
            "name": f"{number}",
            "unit": "a",
            "lane": "normal",
            "submitted_by": "an",
            "state": "done",
            "received_at": datetime(2024, 1, 1, tzinfo=UTC) + timedelta(days=number),
        }
        connection.execute(insert(documents), row)
        index_pages(connection, row["id"], dict(enumerate(pages, 1)))  # type: ignore[arg-type]
        index_fields(connection, row["id"], [FieldValue("ho_ten", pages[0], 1)])  # type: ignore[arg-type]


def told(found: Found) -> list[tuple[str, str, int | None, tuple[int, ...]]]:
    """Return all of an answer but what is shown."""
    return [(hit.name, hit.form, hit.page, hit.pages) for hit in found.hits]


def simple_words(text: str, *, marks: bool) -> list[str]:
    """Return the words of a text by the plain rule: letters or digits, in lower case; the test's own way."""
    low = unicodedata.normalize("NFC", text.lower()).replace("hoà", "hòa")
    if not marks:
        apart = unicodedata.normalize("NFD", low.replace("đ", "d"))
        low = "".join(sign for sign in apart if not unicodedata.combining(sign))
    return "".join(sign if sign.isalnum() else " " for sign in low).split()


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(corpus=st.lists(st.lists(texts(), min_size=1, max_size=3), min_size=1, max_size=6), words=typed())
@example(corpus=[["đất nhà đất"], ["dat nha"]], words="đất nhà")
@example(corpus=[["a b x b c"], ["a b c"]], words='"a b c"')
@example(corpus=[["a b x b c"], ["a b c"]], words="a b c")
def test_both_databases_answer_alike(both: tuple[Connection, Connection], corpus: list[list[str]], words: str) -> None:
    """The same documents, pages, grouping and order, by words, by field and by both; read or looked up."""
    queries = [
        Query(words),
        Query(fields=(FieldCondition("ho_ten", words),)),
        Query(words, fields=(FieldCondition("", words.split(" ", maxsplit=1)[0]),)),
    ]
    answers = []
    for connection in both:
        with connection.begin() as transaction, pytest.MonkeyPatch.context() as patch:
            fill(connection, corpus)
            for few in (0, 1500):  # looked up in the index, or read
                patch.setattr("storage.search_narrow.FEW", few)
                answers.append([(told(one), one.total) for one in (search(connection, query) for query in queries)])
            transaction.rollback()
    assert answers == answers[:1] * 4
    for answer, total in answers[0]:
        assert len(answer) == len({name for name, *_ in answer}) == total


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    corpus=st.lists(st.lists(texts(), min_size=1, max_size=3), min_size=1, max_size=6),
    words=st.lists(st.sampled_from([word for word in WORDS if len(word) < 5]), min_size=1, max_size=3),
)
def test_the_answer_is_that_of_the_rule(
    both: tuple[Connection, Connection], corpus: list[list[str]], words: list[str]
) -> None:
    """Exact: a page holds every word with its marks; folded: no page does, but one does without marks."""
    expected = {}
    for number, pages in enumerate(corpus):
        for form, marks in (("folded", False), ("exact", True)):
            asked = simple_words(" ".join(words), marks=marks)
            if any(set(asked) <= set(simple_words(page, marks=marks)) for page in pages):
                expected[str(number)] = form
    connection = both[0]
    with connection.begin() as transaction:
        fill(connection, corpus)
        found = search(connection, Query(" ".join(words)))
        transaction.rollback()
    assert {hit.name: hit.form for hit in found.hits} == expected
