"""How the state of a file follows from its pages."""

import pytest

from extract.errors import ExtractError
from ingest.errors import IngestError
from ocr.errors import OcrError
from service.messages import OF_A_PAGE, SENTENCES, sentence
from service.outcome import READ_BADLY, DocumentOutcome, PageOutcome, Problem, problems_of, state_of


def _page(number: int, problem: str | None = None, source: str = "recognised") -> PageOutcome:
    return PageOutcome(number, source, 0, 0.0, 0.0, problem, shown=True)


@pytest.mark.parametrize(
    ("problems", "state"),
    [
        ((None, None), "done"),
        ((None, "low_confidence"), "needs_review"),
        (("unread_ink",), "needs_review"),
        (("covered",), "needs_review"),
        (("nothing_read",), "needs_review"),
        ((None, "reader_died"), "needs_review"),
        (("reader_timeout", "page_damaged"), "failed"),
        (("too_many_pixels",), "failed"),
        ((), "failed"),
    ],
)
def test_a_file_failed_when_no_page_could_be_read(problems: tuple[str | None, ...], state: str) -> None:
    """One page that was read, however badly, is worth looking at."""
    pages = tuple(_page(number, problem) for number, problem in enumerate(problems, 1))
    assert state_of(pages, problems_of(pages, (), repaired=False)) == state


def test_a_repaired_file_and_blank_pages_are_never_simply_done() -> None:
    """Somebody compares them with the paper; the file's own problems come first."""
    pages = (_page(1, source="blank"), _page(2, source="blank"))
    problems = problems_of(pages, (), repaired=True)
    assert problems == (Problem("repaired"), Problem("all_blank"))
    assert state_of(pages, problems) == "needs_review"


def test_one_blank_page_among_others_is_no_problem() -> None:
    """Versos are blank every day."""
    pages = (_page(1), _page(2, source="blank"))
    assert state_of(pages, problems_of(pages, (), repaired=False)) == "done"


def test_a_document_to_look_at_makes_its_file_one() -> None:
    """What is to be done is told with the document's first page; a file without documents was not extracted."""
    found = (DocumentOutcome((1,), "quyet_dinh", 8, 8, ()), DocumentOutcome((2, 3), "khac", 0, 0, ("type_uncertain",)))
    problems = problems_of((_page(1), _page(2), _page(3)), found, repaired=False)
    assert problems == (Problem("type_uncertain", 2),)
    assert state_of((_page(1),), problems) == "needs_review"
    assert problems_of((_page(1),), None, repaired=False) == (Problem("extract_failed"),)


def test_every_code_has_its_sentence() -> None:
    """Whatever the rooms below raise, the clerk reads what to do."""
    raised = {kind.code for base in (IngestError, OcrError) for kind in (base, *base.__subclasses__())}
    raised |= {ExtractError.code, "type_uncertain", "field_missing", "field_doubtful"}
    own = {"reader_died", "reader_timeout", "out_of_memory", "not_found", "not_written", "changed", "internal"}
    assert (raised | own | READ_BADLY) - set(SENTENCES) == set()


def test_a_sentence_speaks_of_what_it_concerns() -> None:
    """A file is not called a page, nor a page a file; a code with one wording has it for both."""
    for code in OF_A_PAGE:
        assert "trang này" in sentence(code, 3).lower()
        assert "trang này" not in sentence(code).lower()
        assert "this file" not in sentence(code, 3)
    assert sentence("internal", 3) == sentence("internal")


def test_an_unknown_code_is_named_in_both_languages() -> None:
    """A newer room does not make an older command line fall over."""
    assert sentence("quite_new") == "Mã lỗi quite_new. | Code quite_new."
