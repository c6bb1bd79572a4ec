"""Finding documents, on SQLite and on PostgreSQL with the same expectations."""

import hashlib
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine, insert

from storage.database import open_engine
from storage.errors import InvalidCursorError, UnknownDocumentError
from storage.migration import migrate
from storage.schema import documents, papers, submissions
from storage.search import search
from storage.search_index import FieldValue, drop, index_fields, index_pages
from storage.search_request import DayCondition, FieldCondition, Found, Query
from testbed.postgres import Postgres

NOON = datetime(2024, 3, 12, 5, tzinfo=UTC)

DECISION = """ỦY BAN NHÂN DÂN TỈNH QUẢNG NGÃI
Số: 138/QĐ-UBND Quảng Ngãi, ngày 12 tháng 03 năm 2024
QUYẾT ĐỊNH về việc cấp giấy phép xây dựng cho ông Nguyễn Văn Hòa, số định danh 051089012345"""
BIRTH = """Uỷ ban nhân dân xã Bình Chương
GIẤY KHAI SINH Số: 45/2020 ngày 12/03/2020
Họ, chữ đệm, tên: Nguyễn Thị Hoà; mẹ: Trần Thị Đông; cha: Nguyễn Văn Định"""


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """Yield an empty database with all tables, for the tests of this module."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path_factory.mktemp('search') / 'sohoa.sqlite'}"
    else:
        postgres: Postgres = request.getfixturevalue("postgres")
        url = postgres.url(postgres.create_database())
    migrate(url)
    opened = open_engine(url)
    yield opened
    opened.dispose()


@pytest.fixture
def connection(engine: Engine) -> Iterator[Connection]:
    """Yield a connection whose transaction leaves nothing behind."""
    with engine.connect() as opened:
        yield opened
        opened.rollback()


@pytest.fixture(params=[0, 1500], ids=["looked-up", "read"])
def few(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let all pages be looked up in the index, then let few be read."""
    monkeypatch.setattr("storage.search_narrow.FEW", request.param)


def keep(connection: Connection, name: str, *pages: str, unit: str = "ubnd-a", after: timedelta = timedelta()) -> str:
    """Keep a document with these pages and return its id."""
    sha256 = hashlib.sha256(name.encode()).hexdigest()
    document_id = sha256[:32]
    row = {
        "id": document_id,
        "sha256": sha256,
        "size": 1,
        "format": "pdf",
        "page_count": len(pages),
        "name": f"{name}.pdf",
        "unit": unit,
        "lane": "normal",
        "submitted_by": "an",
        "state": "done",
        "received_at": NOON + after,
    }
    connection.execute(insert(documents), row)
    handed_in = {name: row[name] for name in ("id", "name", "unit", "submitted_by", "received_at")}
    connection.execute(insert(submissions), {**handed_in, "document_id": document_id, "dossier": "", "component": ""})
    index_pages(connection, document_id, dict(enumerate(pages, 1)))
    return document_id


def add_paper(connection: Connection, document_id: str, kind: str, dossier: str | None = None) -> None:
    """Add a paper of a type to a document."""
    row = {"id": document_id[::-1], "document_id": document_id, "ordinal": 1, "first_page": 1, "last_page": 1}
    connection.execute(insert(papers), {**row, "document_type": kind, "certainty": 1.0, "dossier": dossier})


def names(found: Found) -> list[str]:
    """Return the names of the documents found, in their order."""
    return [hit.name.removesuffix(".pdf") for hit in found.hits]


def ask(connection: Connection, words: str) -> list[str]:
    """Return the names of what a query finds, exact hits as they are and folded ones behind a sign."""
    found = search(connection, Query(words)).hits
    return [("" if hit.form == "exact" else "~") + hit.name.removesuffix(".pdf") for hit in found]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("quyết định", ["decision"]),
        ("QUYẾT  định", ["decision"]),
        ("quyet dinh", ["~decision"]),
        ("xây dựng nguyễn", ["decision"]),
        ("xây dựng khai sinh", []),
        ('"giấy phép xây dựng"', ["decision"]),
        ('"xây giấy"', []),
        ('"giay phep" hoa', ["~decision"]),
        ("138/QĐ-UBND", ["decision"]),
        ("138/qd-ubnd", ["~decision"]),
        ("QĐ-UBND", ["decision"]),
        ("QĐ/138", []),
        ("138", ["decision"]),
        ("12/03/2020", ["birth"]),
        ("12/03", ["birth"]),
        ("03/2020", ["birth"]),
        ("051089012345", ["decision"]),
        ("12345", ["~decision"]),
        ("*2345", ["decision"]),
        ("0510*", ["decision"]),
        ("89012", ["~decision"]),
        ("2345", []),
        ("quy*", ["decision"]),
        ("q*", []),
        ("qu*", []),
        ('"khai sin*"', ["birth"]),
        ("đông", ["birth"]),
        ("dong", ["~birth"]),
        ("định", ["birth", "decision"]),
        ("dinh", ["~birth", "~decision"]),
        ("trấn", ["~birth"]),
        ("Ð̣", []),
    ],
)
def test_words(connection: Connection, words: str, expected: list[str]) -> None:
    """Words, phrases, numbers and their parts are found as typed or without marks, and nothing else is."""
    keep(connection, "decision", DECISION)
    keep(connection, "birth", BIRTH)
    assert sorted(ask(connection, words)) == sorted(expected)


@pytest.mark.parametrize("words", ["ủy ban", "uỷ ban", "uỷ BAN".replace("ỷ", "y\u0309")])
def test_both_places_of_the_tone_mark_are_one_spelling(connection: Connection, words: str) -> None:
    """``uỷ`` and ``ủy``, also typed with loose marks, are the same word."""
    keep(connection, "decision", DECISION)
    keep(connection, "birth", BIRTH)
    assert sorted(ask(connection, words)) == ["birth", "decision"]


def test_exact_before_folded_and_together_before_apart(connection: Connection) -> None:
    """The order: as typed and together, as typed, without marks and together, without marks."""
    keep(connection, "together", "ông Hồ Văn Sơn ký")
    keep(connection, "apart", "Sơn La, ông Văn Cao, nhà ở Hồ Tây")
    keep(connection, "folded", "HO VAN SON")
    keep(connection, "foldedapart", "SON VAN HO")
    keep(connection, "other", "hộ văn hóa")
    assert ask(connection, "hồ văn sơn") == ["together", "apart", "~folded", "~foldedapart"]


def test_more_of_a_word_ranks_higher(connection: Connection) -> None:
    """Within a tier the page that speaks more of the word comes first, though it is older."""
    keep(connection, "often", "đất ở, đất vườn, đất rừng")
    keep(connection, "once", "thửa đất số bốn và nhà")
    assert ask(connection, "đất") == ["often", "once"]


def test_pages_and_snippet(connection: Connection) -> None:
    """A hit names its pages, the best first, and shows the piece with the places of the words found."""
    keep(connection, "three", "trang bìa", f"{'chữ ' * 200}thửa đất số 5", "thửa đất, thửa đất:\nthửa  đất")
    (hit,) = search(connection, Query("thửa dat")).hits
    assert (hit.page, hit.pages, hit.form) == (3, (2, 3), "folded")
    assert hit.snippet is not None
    marked = [hit.snippet.text[begin:end] for begin, end in hit.snippet.marks]
    assert marked == ["thửa", "đất"] * 3
    (hit,) = search(connection, Query('"đất số"')).hits
    assert hit.page == 2
    assert hit.snippet is not None
    assert [hit.snippet.text[begin:end] for begin, end in hit.snippet.marks] == ["đất", "số"]
    assert len(hit.snippet.text) <= 220


def test_pages_indexed_again_are_found_by_their_new_text_only(connection: Connection) -> None:
    """Update and removal leave nothing behind, and the other pages stay."""
    document_id = keep(connection, "paper", "cũ một", "hai")
    index_pages(connection, document_id, {1: "mới một"})
    assert [ask(connection, words) for words in ("cũ", "mới", "hai", "một")] == [[], ["paper"], ["paper"], ["paper"]]
    index_fields(connection, document_id, [FieldValue("ho_ten", "Lê Lợi", 1)])
    index_fields(connection, document_id, [FieldValue("ho_ten", "Lê Lai", 1)])
    fields = [Query(fields=(FieldCondition("ho_ten", words),)) for words in ("lê lợi", "lê lai")]
    assert [names(search(connection, query)) for query in fields] == [[], ["paper"]]
    drop(connection, document_id)
    assert [ask(connection, words) for words in ("mới", "hai")] == [[], []]
    assert names(search(connection, fields[1])) == []


def test_what_cannot_be_indexed_is_refused(connection: Connection) -> None:
    """A page that the document has not, and a document that is not there."""
    document_id = keep(connection, "paper", "một")
    with pytest.raises(ValueError, match="beyond"):
        index_pages(connection, document_id, {2: "hai"})
    with pytest.raises(UnknownDocumentError):
        index_pages(connection, "none", {1: "một"})


@pytest.mark.parametrize(
    ("name", "words", "expected"),
    [
        ("ho_ten", "Nguyễn Văn Hòa", ["decision", "~marks"]),
        ("ho_ten", "nguyen van hoa", ["~decision", "~marks"]),
        ("ho_ten", '"van nguyen"', []),
        ("nguoi_ky", "hòa", []),
        ("", "hòa", ["decision", "~marks"]),
        ("so_ky_hieu", "138", ["decision"]),
        ("so_ky_hieu", "138/QĐ", ["decision"]),
        ("so_dinh_danh", "*9012", ["decision"]),
        ("so_dinh_danh", "89012", ["~decision"]),
        ("ngay_ban_hanh", "12/03/2024", ["decision"]),
        ("ngay_ban_hanh", "2024-03-12", ["decision"]),
        ("so_thua", "5", ["marks"]),
        ("ban_sao", "true", ["marks"]),
        ("ho_ten", "", ["decision", "marks"]),
        ("\0 ' OR 1=1 --", "x", []),
        ("", "?!", ["decision", "marks"]),
    ],
)
@pytest.mark.usefixtures("few")
def test_fields(connection: Connection, name: str, words: str, expected: list[str]) -> None:
    """A document is found by the name and the value of a field, whole or by part, exact before folded."""
    first, second = keep(connection, "decision", DECISION), keep(connection, "marks", BIRTH)
    values = (("ho_ten", "Nguyễn Văn Hòa"), ("so_ky_hieu", "138/QĐ-UBND"), ("so_dinh_danh", "051089012345"))
    day = FieldValue("ngay_ban_hanh", "2024-03-12")
    index_fields(connection, first, [*(FieldValue(field, value, 1) for field, value in values), day])
    others = (FieldValue("so_thua", 5), FieldValue("ban_sao", value=True), FieldValue("ho_ten", "Nguyên Văn Hoa"))
    index_fields(connection, second, others)
    for query in (Query(fields=(FieldCondition(name, words),)), Query("nguyễn", fields=(FieldCondition(name, words),))):
        found = search(connection, query)
        told = [("" if hit.form == "exact" else "~") + hit.name.removesuffix(".pdf") for hit in found.hits]
        assert sorted(told) == sorted(expected)
        assert (found.total, found.more) == (len(expected), False)


@pytest.mark.usefixtures("few")
def test_filters(connection: Connection) -> None:
    """Type, unit, time of arrival, dossier, dates and what may be seen narrow a list and a search alike."""
    first = keep(connection, "first", "một tờ", unit="a")
    second = keep(connection, "second", "hai tờ", unit="b", after=timedelta(days=2))
    keep(connection, "third", "ba tờ", unit="c", after=timedelta(days=4))
    add_paper(connection, first, "quyet_dinh")
    add_paper(connection, second, "giay_khai_sinh", dossier="H2")
    row = {"id": "s" * 32, "document_id": first, "dossier": "H1", "component": "", "unit": "c", "name": "x"}
    connection.execute(insert(submissions), {**row, "submitted_by": "an", "received_at": NOON})
    index_fields(connection, first, [FieldValue("ngay_cap", "2020-05")])
    index_fields(connection, second, [FieldValue("ngay_sinh", "2020-05-31")])
    expected = {
        Query(types=("quyet_dinh", "x")): ["first"],
        Query(units=("b",)): ["second"],
        Query(units=("c",)): ["third", "first"],
        Query(received_since=NOON + timedelta(days=2)): ["third", "second"],
        Query(received_before=NOON + timedelta(days=2)): ["first"],
        Query(dossier="H1"): ["first"],
        Query(dossier="H2"): ["second"],
        Query(dossier="\0"): [],
        Query(days=(DayCondition(("ngay_cap",), date(2020, 5, 31), date(2020, 6, 1)),)): ["first"],
        Query(days=(DayCondition((), date(2020, 5, 31)),)): ["second", "first"],
        Query(days=(DayCondition(("ngay_cap",), until=date(2020, 4, 30)),)): [],
        Query(): ["third", "second", "first"],
    }
    for query, answer in expected.items():
        assert names(search(connection, query)) == answer
        by_words = Query("tờ", *(getattr(query, name) for name in list(Query.__slots__)[1:]))
        assert sorted(names(search(connection, by_words))) == sorted(answer)
    assert names(search(connection, Query(), visible=("a", "b"))) == ["second", "first"]
    assert names(search(connection, Query("tờ"), visible=("c",))) == ["third", "first"]
    assert names(search(connection, Query("tờ"), visible=())) == []


@pytest.mark.parametrize("words", ["", "đơn", "don", "đơn xin"])
def test_portions_hold_everything_once(connection: Connection, words: str) -> None:
    """Going on by cursors tells the same in the same order as one long answer, though others arrive meanwhile."""
    for number in range(230):
        keep(connection, f"d{number}", ("đơn xin", "đơn, không xin", "don xin", "ĐON XIN")[number % 4], "đơn phụ")
    whole = search(connection, Query(words), limit=1000)
    assert len({hit.document_id for hit in whole.hits}) == len(whole.hits) == whole.total == 230
    assert whole.cursor is None
    told: list[str] = []
    cursor: str | None = None
    for number in range(100):
        portion = search(connection, Query(words), limit=33, cursor=cursor)
        told.extend(names(portion))
        cursor = portion.cursor
        if cursor is None:
            break
        keep(connection, f"later{number}", "đơn xin", after=timedelta(days=1))
    assert len(set(told)) == len(told)
    assert [name for name in told if not name.startswith("later")] == names(whole)


def test_a_document_of_many_pages_is_one_hit(connection: Connection) -> None:
    """More pages than are ranked at once do not fill the answer, nor hide what comes after."""
    keep(connection, "before", "đất")
    keep(connection, "long", *["đất"] * 450)
    keep(connection, "after", "đất")
    assert sorted(ask(connection, "đất")) == ["after", "before", "long"]


def test_totals_end_somewhere(connection: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond a number of pages the total says that there are more."""
    monkeypatch.setattr("storage.search.COUNTED", 3)
    for number in range(4):
        keep(connection, f"d{number}", "đất")
    assert search(connection, Query("đất")).more
    assert not search(connection, Query("nhà")).more


def test_a_cursor_of_another_query_is_refused(connection: Connection) -> None:
    """Neither nonsense nor a stranger's cursor continues a search."""
    for number in range(3):
        keep(connection, f"d{number}", "đất")
    cursor = search(connection, Query("đất"), limit=1).cursor
    assert cursor is not None
    for bad in ("x", "é", "bnVsbA", "W10", cursor[:-3]):
        with pytest.raises(InvalidCursorError):
            search(connection, Query("đất"), cursor=bad)
    with pytest.raises(InvalidCursorError):
        search(connection, Query("nhà"), cursor=cursor)


def test_a_pasted_page_is_cut(connection: Connection) -> None:
    """A query of more words than are looked for says so, and still finds."""
    keep(connection, "long", " ".join(f"chữ{number}" for number in range(300)))
    found = search(connection, Query(" ".join(f"chữ{number}" for number in range(200))))
    assert found.cut
    assert names(found) == ["long"]
    assert search(connection, Query(f'"{"a " * 100}"')).cut


def test_a_hostile_page_is_indexed(connection: Connection) -> None:
    """A page of a million different words, bytes that no database keeps, words without end: kept and found."""
    many = " ".join(f"{number:012d}" for number in range(100_000))
    keep(connection, "many", f"đầu {many}", "x\0y \ud800 z", "w" * 100_000)
    assert ask(connection, "đầu 000000000001") == ["many"]
    assert ask(connection, "x y z") == ["many"]
    assert ask(connection, "w" * 70) == ["many"]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.one_of(st.text(max_size=40), st.text(alphabet="aăđ\"'*:&|!()<>-^#_%\\ 1\0~{}[]", max_size=30)))
def test_nothing_typed_is_an_error(connection: Connection, words: str) -> None:
    """Any characters whatever, as words, in a field, as dossier or unit."""
    query = Query(words, types=(words,), units=(words,), dossier=words, fields=(FieldCondition(words, words),))
    for asked in (Query(words), query, Query(fields=(FieldCondition("", words),))):
        search(connection, asked, visible=(words,))
        search(connection, asked)
