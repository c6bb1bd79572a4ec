"""Joining pages into one valid PDF/A-2b file."""

import importlib.util
import io
import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pymupdf
import pytest
from pikepdf import Dictionary, Name

from ingest.geometry import Box, Turn
from ocr import glyphless_font
from ocr.errors import OcrError
from ocr.page_text import Line, PageText, Word
from ocr.pdfa import join
from ocr.searchable_pdf import lay_words

CREATED = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)


def sheet() -> bytes:
    """Return a sheet that shows one gray pixel on a small page."""
    with pikepdf.new() as pdf:
        picture = pdf.make_stream(
            b"\x80", Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1, BitsPerComponent=8,
            ColorSpace=Name.DeviceGray,
        )  # fmt: skip
        page = pdf.add_blank_page(page_size=(192, 192))
        page.obj.Resources = Dictionary(XObject=Dictionary(P0=picture))
        page.obj.Contents = pdf.make_stream(b"q 192 0 0 192 0 0 cm /P0 Do Q")
        written = io.BytesIO()
        pdf.save(written)
    return written.getvalue()


def page_text(words: str, turn: Turn = 0, angle: float = 0.0) -> PageText:
    """Return a page with these words, one below the other."""
    lines = []
    for row, word in enumerate(words.split()):
        box = Box(20, 20 + 20 * row, 100, 35 + 20 * row)
        lines.append(Line((Word(word, word, box, 0.9),), box))
    return PageText(1, 192, 192, turn, angle, tuple(lines), "recognised", "test")


def fragments(folder: Path, count: int) -> list[Path]:
    """Write pages that differ in their text."""
    paths = []
    for number in range(count):
        path = folder / f"{number:04}.fragment"
        path.write_bytes(lay_words(sheet(), page_text(f"trang{number}")))
        paths.append(path)
    return paths


@pytest.mark.parametrize("count", [1, 3, 150])
def test_pages_are_joined_in_order_with_one_font(tmp_path: Path, count: int) -> None:
    """Pages in are pages out, in order, whatever their number; what they share is stored once."""
    target = tmp_path / "done.pdf"
    join(fragments(tmp_path, count), target, "Hồ sơ", CREATED)
    with pymupdf.open(target) as document:
        assert [page.get_text().strip() for page in document] == [f"trang{number}" for number in range(count)]
    with pikepdf.open(target) as pdf:
        assert len({page.resources.Font["/Words"].objgen for page in pdf.pages}) == 1


def test_the_file_says_what_it_is(tmp_path: Path) -> None:
    """Title, language and conformance are there, in XMP and in the information dictionary alike."""
    target = tmp_path / "done.pdf"
    join(fragments(tmp_path, 1), target, "Tờ trình <số> 574 & phụ lục\x00", CREATED)
    with pikepdf.open(target) as pdf:
        assert pdf.pdf_version == "1.7"
        assert str(pdf.Root.Lang) == "vi"
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        assert len(pdf.Root.OutputIntents) == 1
        assert "/ID" in pdf.trailer
        assert str(pdf.trailer.Info.Title) == "Tờ trình <số> 574 & phụ lục"
        assert str(pdf.trailer.Info.CreationDate) == "D:20260304050607+00'00'"
        with pdf.open_metadata(update_docinfo=False) as metadata:
            assert metadata["dc:title"] == "Tờ trình <số> 574 & phụ lục"
            assert metadata["xmp:CreateDate"] == "2026-03-04T05:06:07+00:00"
            assert metadata.pdfa_status == "2B"


def test_the_same_pages_give_the_same_bytes(tmp_path: Path) -> None:
    """Running twice writes the same file."""
    parts = fragments(tmp_path, 3)
    join(parts, tmp_path / "one.pdf", "Hồ sơ", CREATED)
    join(parts, tmp_path / "two.pdf", "Hồ sơ", CREATED)
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()


def test_a_failed_join_leaves_nothing_behind(tmp_path: Path) -> None:
    """A damaged page keeps the older file as it was, and no half-written file lies beside it."""
    parts, target = fragments(tmp_path, 2), tmp_path / "out" / "done.pdf"
    target.parent.mkdir()
    target.write_bytes(b"older")
    parts[1].write_bytes(b"%PDF-1.7 no more than that")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(OcrError):
        join(parts, target, "Hồ sơ", CREATED)
    assert target.read_bytes() == b"older"
    assert sorted(tmp_path.rglob("*")) == before


def test_a_file_needs_a_page(tmp_path: Path) -> None:
    """A PDF of no pages is not written."""
    with pytest.raises(OcrError):
        join([], tmp_path / "done.pdf", "Hồ sơ", CREATED)
    assert list(tmp_path.iterdir()) == []


def test_the_resources_can_be_made_again() -> None:
    """The committed font and profile are what their script makes, byte for byte."""
    script = Path(glyphless_font.__file__).parent.parent / "bench" / "make_glyphless_font.py"
    if not script.is_file():
        pytest.skip("the scripts are not part of an installation")
    pytest.importorskip("fontTools")
    spec = importlib.util.spec_from_file_location("make_glyphless_font", script)
    assert spec is not None
    assert spec.loader is not None
    maker = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(maker)
    data = Path(glyphless_font.__file__).with_name("data")
    assert maker.font_program() == (data / "glyphless.ttf").read_bytes()
    assert maker.srgb_profile() == (data / "srgb.icc").read_bytes()


@pytest.fixture
def validate(shared: Path) -> Callable[..., str]:
    """Return the run of the PDF/A validator."""
    if shutil.which("java") is None or shutil.which("mvn") is None:
        pytest.skip("the validator needs a JDK and Maven")

    def run(*paths: Path) -> str:
        command = [str(shared / "tools" / "pdfa" / "validate"), "2b", *map(str, paths)]
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout

    return run


@pytest.mark.shared
def test_the_file_is_valid_pdfa(tmp_path: Path, validate: Callable[..., str]) -> None:
    """An independent validator finds nothing: with words, turned and crooked, without words, of many pages."""
    readings = (page_text("Quyết định số (574)"), page_text("Tờ trình", 90, 1.5), page_text(""))
    paths = []
    for number, reading in enumerate(readings):
        fragment, path = tmp_path / "page.fragment", tmp_path / f"{number}.pdf"
        fragment.write_bytes(lay_words(sheet(), reading))
        join([fragment], path, "Hồ sơ", CREATED)
        paths.append(path)
    many = tmp_path / "many.pdf"
    join(fragments(tmp_path, 70), many, "Hồ sơ", CREATED)
    assert validate(*paths, many).splitlines() == [f"PASS 2b {path}" for path in (*paths, many)]
