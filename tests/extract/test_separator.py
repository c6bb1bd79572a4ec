"""Separator sheets and labels: what their codes say, and which pages are sheets."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.classify import Verdict, as_expected
from extract.documents import documents, said_of
from extract.page_signs import signs_of
from extract.rows import rows_of
from extract.rule_files import document_types
from extract.separator import (
    SHEET_WORDS,
    Separator,
    is_code,
    is_usual_dossier_code,
    label_of,
    parsed,
    payload,
    separator_of,
)
from extract.splitting import Span, spans
from ingest.geometry import Box
from ocr.page_text import Line, MachineCode, PageText, Word

CODE = Separator("H42.12-240115-0001", "TP-H36.000013", "giay_khai_sinh")
LARGE, SMALL = Box(190, 180, 405, 395), Box(500, 20, 557, 77)

codes = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=64)


def page(text: str, code: str, box: Box) -> PageText:
    """Return an A4 page with lines of text and one code."""
    lines = []
    for number, line in enumerate(text.splitlines()):
        y = 100.0 + 16 * number
        words = tuple(
            Word(word, word, Box(60 + 40 * n, y, 95 + 40 * n, y + 11), 0.9) for n, word in enumerate(line.split())
        )
        lines.append(Line(words, Box(60, y, 500, y + 11)))
    return PageText(1, 595, 842, 0, 0.0, tuple(lines), "recognised", "", codes=(MachineCode(code, box),))


SHEET = page("\n".join(SHEET_WORDS), payload(CODE), LARGE)
PAPER = page(
    "\n".join(f"một tờ đơn có nhiều chữ khác, dòng thứ {number}" for number in range(20)), payload(CODE), SMALL
)


@given(codes, st.none() | codes, st.none() | codes)
def test_what_is_printed_is_what_is_read(dossier: str, component: str | None, kind: str | None) -> None:
    """Any codes survive the way through the payload, also signs that it is made of."""
    said = Separator(dossier, component, kind)
    assert parsed(payload(said)) == said


@given(st.text() | st.text(alphabet="SOHA1|HS=TPLI%0.-").map(lambda text: f"SOHOA1|{text}"))
def test_any_text_of_a_code_is_told(text: str) -> None:
    """Codes of others are none of ours, and nothing that is taken over is empty, long or unprintable."""
    found = parsed(text)
    assert found is None or all(is_code(one) for one in (found.dossier, found.component, found.document_type) if one)


def test_the_payload_is_small_and_plain() -> None:
    """The usual codes stand as they are; a part that is unknown is left out, one that is new is skipped."""
    assert payload(CODE) == "SOHOA1|HS=H42.12-240115-0001|TP=TP-H36.000013|LOAI=giay_khai_sinh"
    assert payload(Separator("HS 1|2")) == "SOHOA1|HS=HS%201%7C2"
    assert parsed("SOHOA1|NEW=1|HS=A") == Separator("A")
    assert parsed("SOHOA2|HS=A") is parsed("SOHOA1|TP=A") is parsed("SOHOA1|HS=%0A") is None
    assert parsed("SOHOA1|HS=" + "x" * 65) is None


@pytest.mark.parametrize(
    "code", ["000.00.01.H29-240115-0001", "H42.12-240115-0001", "G09.20-20260609-0092637", "000.00.01.H29-240115-00012"]
)
def test_the_known_forms_of_dossier_codes_are_known(code: str) -> None:
    """Of 2018, of 2020, of the central form; with a day that exists."""
    assert is_usual_dossier_code(code)
    assert not is_usual_dossier_code(code.replace("240115", "241315").replace("0609", "0631"))
    assert not is_usual_dossier_code(code + "\n")


def test_a_sheet_is_no_paper_and_a_paper_with_a_label_no_sheet() -> None:
    """A sheet has a large code and few other words; where either lacks, no paper is lost."""
    assert (separator_of(SHEET), label_of(SHEET)) == (CODE, None)
    assert (separator_of(PAPER), label_of(PAPER)) == (None, CODE)
    large = replace(PAPER, codes=(MachineCode(payload(CODE), LARGE),))
    assert (separator_of(large), label_of(large)) == (None, CODE)
    small = replace(SHEET, codes=(MachineCode(payload(CODE), SMALL),))
    assert (separator_of(small), label_of(small)) == (None, CODE)
    other = replace(SHEET, codes=(MachineCode("https://example.vn", LARGE),))
    assert separator_of(other) is label_of(other) is None


def test_a_label_begins_a_document() -> None:
    """Whatever the page before it was, and whatever page number it bears."""
    signs = signs_of(PAPER, document_types())
    plain = replace(signs, labelled=False)
    assert signs.labelled
    assert spans([plain, plain, signs, plain]) == (Span(0, 2), Span(2, 4))
    assert spans([plain, replace(signs, folio=2)]) == (Span(0, 1), Span(1, 2))


def test_a_sheet_names_the_dossier_of_all_and_the_component_of_the_next_paper() -> None:
    """A label outweighs the sheet; before the first sheet nothing is said."""
    sheets = {1: CODE}
    assert said_of(Span(0, 1), sheets, {}) is None
    assert said_of(Span(2, 3), sheets, {}) == CODE
    assert said_of(Span(3, 5), sheets, {}) == Separator(CODE.dossier)
    assert said_of(Span(3, 5), sheets, {3: Separator("B")}) == Separator("B")


def test_the_blank_back_of_a_sheet_belongs_to_it() -> None:
    """A batch scanned on both sides: no paper begins with a blank page."""
    back = replace(PAPER, lines=(), codes=(), source="blank")
    plain = replace(PAPER, codes=())
    pages = [replace(one, number=number) for number, one in enumerate((SHEET, back, plain, back, SHEET, plain), 1)]
    found = list(documents(pages))
    assert [(one.pages, one.separator) for one in found] == [((3, 4), CODE), ((6,), CODE)]


def test_a_type_that_was_named_is_taken_unless_a_sure_title_says_otherwise() -> None:
    """Then both stand in the result, and a person decides."""
    types, title = document_types(), rows_of(PAPER)[:1]
    assert as_expected(Verdict("khac", 0.5), "giay_khai_sinh", types) == Verdict("giay_khai_sinh", 0.97)
    assert as_expected(Verdict("quyet_dinh", 0.99, title), "giay_khai_sinh", types).code == "quyet_dinh"
    assert as_expected(Verdict("quyet_dinh", 0.6, title), "giay_khai_sinh", types).code == "giay_khai_sinh"
    for nothing in (None, "khac", "no_such_type"):
        assert as_expected(Verdict("quyet_dinh", 0.6), nothing, types) == Verdict("quyet_dinh", 0.6)
    (found,) = documents([replace(PAPER, number=1)])
    assert (found.document_type, found.expected_type) == ("giay_khai_sinh", "giay_khai_sinh")
