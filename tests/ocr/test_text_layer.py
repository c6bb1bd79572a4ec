"""Which text layers are believed: those that explain the page's ink and read as text."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from ingest.formats import Format
from ingest.options import IngestOptions
from ingest.page import Page
from ingest.source import open_source
from ocr.text_layer import explains_ink, has_squares, reads_as_text, verdict
from samples import born_digital
from samples.papers import bang, van_xuoi

VIETNAMESE = "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015, Ủy ban nhân dân tỉnh quyết định:"


def first_page(path: Path, data: bytes) -> Page:
    """Return the first page of a PDF."""
    path.write_bytes(data)
    source = open_source(path, Format.PDF, IngestOptions())
    try:
        return source.page(1)
    finally:
        source.close()


@pytest.fixture(scope="module")
def born(tmp_path_factory: pytest.TempPathFactory) -> Page:
    """Return a letter with a table as a word processor makes it."""
    return first_page(tmp_path_factory.mktemp("pdf") / "a.pdf", born_digital.pdf(born_digital.letter_with_table(1)))


@pytest.mark.parametrize("paper", [van_xuoi, bang])
def test_a_born_digital_page_is_believed(paper: object, tmp_path: Path) -> None:
    """Prose, and a page of numbers and names in a table."""
    assert callable(paper)
    assert verdict(first_page(tmp_path / "a.pdf", born_digital.pdf(paper(1)))) == "believed"


def test_a_letter_with_a_table_is_believed(born: Page) -> None:
    """Rulings are no ink that words would have to explain."""
    assert verdict(born) == "believed"


def test_tcvn3_is_refused_by_its_fonts_and_by_its_letters(tmp_path: Path) -> None:
    """The page shows Vietnamese, the layer reads as garbage; so it does under a font of another name."""
    page = first_page(tmp_path / "a.pdf", born_digital.tcvn3_pdf(van_xuoi(1)))
    assert verdict(page) == "refused"
    assert verdict(replace(page, fonts=("TimesNewRoman",))) == "refused"
    assert reads_as_text(" ".join(word.text for word in page.words)) == "refused"


def test_a_signature_laid_over_a_scan_is_refused(born: Page) -> None:
    """Sixty characters of a visible signature explain little of a page's ink."""
    overlay = replace(born, words=born.words[-20:])
    assert verdict(overlay) == "refused"
    assert born.overview is not None
    assert not explains_ink(born.overview, born.width, overlay.words)


def test_words_without_ink_are_refused(born: Page) -> None:
    """Text that stands where the page is white is not what the page shows."""
    white = replace(born, overview=np.full((1170, 827), 255, dtype=np.uint8))
    assert verdict(white) == "refused"


def test_invisible_words_over_a_picture_are_refused(born: Page) -> None:
    """They were made by another machine's recognition."""
    assert verdict(replace(born, words=tuple(replace(word, visible=False) for word in born.words))) == "refused"


def test_a_page_without_words_is_refused(born: Page) -> None:
    """There is nothing to believe."""
    assert verdict(replace(born, words=(), overview=None)) == "refused"


@pytest.mark.parametrize("garbage", ["(cid:87)", "quy\ufffdt", "qu\u25a1nh", "\u25a0nh", "\ue04a\ue04b"])
def test_unreadable_signs_are_refused(garbage: str) -> None:
    """Glyph numbers, replacement signs, squares, private codes; one word in a hundred may be."""
    assert reads_as_text(f"{VIETNAMESE} {garbage}") == "refused"
    assert reads_as_text(f"{VIETNAMESE} " * 10 + garbage) == "believed"


def test_squares_are_told(born: Page) -> None:
    """A page whose font lacks letters shows squares in their place."""
    assert not has_squares(born)
    assert has_squares(replace(born, words=tuple(replace(word, text="\u25a0\u25a0i") for word in born.words)))


def test_other_languages_are_doubtful() -> None:
    """English may be right: the page has to be read to tell."""
    assert reads_as_text("The Government of Vietnam issued this decree on the first day of the month.") == "doubtful"


@pytest.mark.parametrize(
    "text", [VIETNAMESE, "QUYẾT ĐỊNH", "1 2 3 4.500.000 15/03/2024", "Hoà Bình, ngày 3 tháng 2", ""]
)
def test_vietnamese_and_numbers_are_believed(text: str) -> None:
    """Short and plain texts are no reason for doubt."""
    assert reads_as_text(text) == "believed"


@pytest.mark.shared
def test_real_text_layers(shared: Path) -> None:
    """The signed scans are refused, so is TCVN3; papers made by word processors are believed, signed or not."""
    expected = {
        "574-UB-signed": "refused",
        "01-TTr-signed": "refused",
        "tcvn3-QD115-2004": "refused",
        "broken-unicode": "refused",
        "05-word-signed": "believed",
        "congbao-54-2014-QH13-signed": "believed",
    }
    found = {}
    for name in expected:
        source = open_source(shared / "corpus" / "pdf" / f"{name}.pdf", Format.PDF, IngestOptions())
        found[name] = verdict(source.page(1))
        source.close()
    assert found == expected
