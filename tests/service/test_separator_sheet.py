"""Separator sheets and labels, from the command line to the documents of a scanned stack."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pikepdf
import pymupdf
import pytest

from extract.separator import Separator, label_of, separator_of
from ingest.page import Page, Picture
from ocr.options import OcrOptions
from ocr.page_text import PageText
from ocr.reader import read_page
from ocr.tesseract_api import TesserocrEngine
from samples import truth
from samples.degrade import LEVELS
from samples.papers import cong_van
from samples.write import write_scan_pdf
from service.digitise import BatchOptions, digitise
from service.fields_report import document_table
from service.separator_sheet import default_name, labels_pdf, sheet_pdf

Command = Callable[..., "subprocess.Popen[str]"]

FULL = Separator("H42.12-240115-0001", "TP-H36.000013", "giay_khai_sinh")
PLAIN = Separator("000.00.01.H29-240115-0002")


def drawn(pdf: bytes) -> truth.Picture:
    """Return the first page as a printer prints it, 300 dpi, RGB."""
    with pymupdf.open(stream=pdf, filetype="pdf") as document:
        shown = document[0].get_pixmap(dpi=truth.DPI)
        return np.frombuffer(shown.samples, dtype=np.uint8).reshape(shown.height, shown.width, 3).copy()


def read(picture: truth.Picture, level: str, seed: int) -> PageText:
    """Return the reading of a printed page that was scanned."""
    scan = LEVELS[level](picture, seed)
    seen = Picture(np.ascontiguousarray(scan.picture[..., ::-1]), float(scan.dpi))
    width, height = (side * 72 / scan.dpi for side in (seen.pixels.shape[1], seen.pixels.shape[0]))
    engine = TesserocrEngine("vie")
    try:
        return read_page(Page(1, width, height), lambda: seen, engine, OcrOptions())
    finally:
        engine.close()


def with_label(picture: truth.Picture, said: Separator) -> truth.Picture:
    """Return a page with a label stuck in the upper margin."""
    across, down = round(8 / 25.4 * 300), round(8.8 / 25.4 * 300)
    label = drawn(labels_pdf(said))[down : down + 300, across : across + round(48.5 / 25.4 * 300)]
    done = picture.copy()
    done[8 : 8 + label.shape[0], -120 - label.shape[1] : -120] = label
    return done


@pytest.mark.parametrize("said", [FULL, PLAIN], ids=["full", "plain"])
@pytest.mark.parametrize(("level", "seed"), [("office", 1), ("hard", 2), ("hard", 3)])
def test_a_printed_sheet_is_known_on_any_scan(said: Separator, level: str, seed: int) -> None:
    """Office scan, bad scan, photograph: the codes are those that were printed, and the page is a sheet."""
    page = read(drawn(sheet_pdf(said)), level, seed)
    assert separator_of(page) == said
    assert label_of(page) is None


@pytest.mark.parametrize(("level", "seed"), [("office", 1), ("hard", 2), ("hard", 3)])
def test_a_label_is_read_and_its_paper_stays_a_paper(level: str, seed: int) -> None:
    """The page of a letter with a label on it is no separator sheet."""
    page = read(with_label(cong_van(3).sheets[0].picture, FULL), level, seed)
    assert label_of(page) == FULL
    assert separator_of(page) is None


def test_a_sheet_says_in_words_what_its_code_says() -> None:
    """Vietnamese with all its letters, English beside; nothing is left over the edge of the paper, even 64 letters."""
    with pymupdf.open(stream=sheet_pdf(FULL), filetype="pdf") as document:
        text = " ".join(document[0].get_text().split())
    for words in (
        "TỜ PHÂN CÁCH HỒ SƠ", "Đặt tờ này trước giấy tờ cần quét.", "H42.12-240115-0001", "TP-H36.000013",
        "Giấy khai sinh", "giay_khai_sinh",
    ):  # fmt: skip
        assert words in text
    long = Separator("W" * 64, "Ễ" * 64)
    for made in (sheet_pdf(long), labels_pdf(long)):
        with pymupdf.open(stream=made, filetype="pdf") as document:
            assert document.page_count == 1
            assert all(word[0] > 0 and word[2] < document[0].rect.width for word in document[0].get_text("words"))


def test_a_stack_with_sheets_becomes_documents_with_their_dossiers(tmp_path: Path) -> None:
    """Sheet, paper, sheet, paper in one scan: two documents, each with the codes of the sheet before it."""
    papers = [cong_van(seed).sheets[0].picture for seed in (3, 4)]
    stack = [drawn(sheet_pdf(FULL)), papers[0], drawn(sheet_pdf(PLAIN)), papers[1]]
    scans = tuple(LEVELS["office"](picture, seed).picture for seed, picture in enumerate(stack))
    write_scan_pdf(tmp_path / "stack.pdf", scans, 200)
    (outcome,) = digitise([tmp_path / "stack.pdf"], tmp_path / "out", BatchOptions(jobs=1), lambda *_: None)
    result = json.loads((tmp_path / "out/stack.json").read_text("utf-8"))
    told = [(one["pages"], one["dossier"], one["component"], one["expected_type"]) for one in result["documents"]]
    assert told == [
        ([2], FULL.dossier, FULL.component, "giay_khai_sinh"),
        ([4], PLAIN.dossier, None, None),
    ]
    assert [one["type"] for one in result["documents"]] == ["cong_van", "cong_van"]
    assert "type_uncertain" in outcome.documents[0].problems
    assert "type_uncertain" not in outcome.documents[1].problems
    assert not [problem for problem in outcome.problems if problem.page in {1, 3}]
    first, second = (str(document_table(one, "stack.pdf").title) for one in result["documents"])
    for words in (FULL.dossier, "TP-H36.000013", "giay_khai_sinh"):
        assert words in first
        assert words not in second
    assert PLAIN.dossier in second


def _made(command: Command, *words: str | Path) -> tuple[int, str, str]:
    with command("separator", *words) as running:
        shown, told = running.communicate(timeout=60)
        return running.returncode, shown, told


def test_the_command_prints_sheets_and_labels(tmp_path: Path, command: Command) -> None:
    """Each a PDF of one page; an unusual code is printed with a note; what exists is not overwritten."""
    for words in ((), ("--labels",)):
        out = tmp_path / f"a{len(words)}.pdf"
        known = ("--dossier", FULL.dossier, "--component", "TP-1", "--type", "quyet_dinh", "--out", out)
        assert _made(command, *known, *words) == (0, f"{out}\n", "")
        with pikepdf.open(out) as pdf:
            assert len(pdf.pages) == 1
    before = out.read_bytes()
    status, _, told = _made(command, "--dossier", "HS 1/2026", "--out", out)
    assert (status, "Lưu ý" in told, "tệp đã có" in told) == (2, True, True)
    assert out.read_bytes() == before


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--dossier", "  "), "Hãy nhập lại"),
        (("--dossier", "x" * 65), "Hãy nhập lại"),
        (("--dossier", "A", "--component", "a\nb"), "Hãy nhập lại"),
        (("--dossier", "A", "--type", "giay_la"), "giay_khai_sinh"),
        ((), "--dossier"),
    ],
)
def test_bad_codes_are_told_in_a_sentence(
    tmp_path: Path, command: Command, words: tuple[str, ...], sentence: str
) -> None:
    """Status 2, what to do, and no file."""
    status, _, told = _made(command, *words, "--out", tmp_path / "a.pdf")
    assert (status, sentence in told) == (2, True)
    assert not list(tmp_path.iterdir())


def test_the_usual_name_is_safe() -> None:
    """A code with a slash names a file, not a folder."""
    assert default_name(Separator("../A/1", "B"), labels=False) == "to-phan-cach-.._A_1-B.pdf"
    assert default_name(PLAIN, labels=True) == "nhan-000.00.01.H29-240115-0002.pdf"
