"""What is kept is found, from the moment at which it is kept."""

import dataclasses

from extract.field import Field
from storage import corrections
from storage.corrections import Said
from storage.papers import Paper
from storage.results import WholeResult
from storage.search import search
from storage.search_request import FieldCondition, Query
from testbed.keeping import Keeping, page

NAMED = Query(fields=(FieldCondition("ho_ten", "Lê Lai"),))


def result(text: str, name: str) -> WholeResult:
    """Return the reading of one page, with a name in it."""
    field = Field("ho_ten", name, name, 1, None, 0.9)
    paper = Paper(1, 1, "giay_khai_sinh", 0.9, (field,))
    return WholeResult("done", None, (page(1),), papers=(paper,), texts={1: text})


def found(keeping: Keeping, query: Query) -> list[str]:
    """Return the ids of the documents that answer."""
    with keeping.database.read() as connection:
        return [hit.document_id for hit in search(connection, query).hits]


def test_results_and_corrections_are_found_as_they_stand(keeping: Keeping) -> None:
    """A document is found by its last reading that went well, and by what people said of its fields."""
    document = keeping.admit("a").document
    assert found(keeping, Query("khai sinh")) == []
    assert found(keeping, Query()) == [document.id]
    keeping.write_whole(keeping.claimed(), result("Giấy khai sinh", "Lê Lợi"))
    assert found(keeping, Query("khai sinh")) == [document.id]
    assert found(keeping, Query("khai sinh", types=("giay_khai_sinh",))) == [document.id]
    assert found(keeping, NAMED) == []
    with keeping.database.write() as connection:
        corrections.correct(connection, Said(document.id, 1, "ho_ten", "Lê Lai", "an"), keeping.now)
    assert found(keeping, NAMED) == [document.id]
    assert found(keeping, dataclasses.replace(NAMED, fields=(FieldCondition("ho_ten", "Lê Lợi"),))) == []
