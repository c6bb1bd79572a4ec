"""What a clerk reads at the end of a batch, and on the doctor's visit."""

import pytest

from service.doctor import Finding
from service.outcome import FileFacts, FileOutcome, PageOutcome, Problem, State
from service.report import show, show_findings


def _outcome(name: str, state: State, problems: tuple[Problem, ...] = (), words: tuple[int, ...] = ()) -> FileOutcome:
    pages = tuple(PageOutcome(n, "recognised", w, w / 100, 1.0, None, shown=True) for n, w in enumerate(words, 1))
    return FileOutcome(FileFacts(name, pages=len(pages)), state, problems, pages, (), 2.5)


def test_the_table_tells_each_file_and_the_total(capsys: pytest.CaptureFixture[str]) -> None:
    """Name, pages, words, mean confidence over the words, seconds and state; below them how many ended how."""
    show((_outcome("a.pdf", "done", words=(90, 10)), _outcome("b.pdf", "failed", (Problem("damaged"),))), "/out")
    shown = capsys.readouterr().out
    (row,) = [line.split() for line in shown.splitlines() if "a.pdf" in line]
    assert row == ["a.pdf", "2", "100", "82", "%", "2.5", "xong", "(done)"]
    assert "[damaged]" in shown
    assert "2 tệp (files): 1 xong (done) · 1 không xử lý được (failed)" in shown
    assert "Kết quả ở (results in): /out" in shown


def test_the_pages_of_a_problem_are_drawn_together(capsys: pytest.CaptureFixture[str]) -> None:
    """One sentence a code, however many pages it concerns."""
    problems = tuple(Problem("low_confidence", page) for page in (3, 1, 2, 7))
    show((_outcome("a.pdf", "needs_review", problems),), "/out")
    shown = capsys.readouterr().out
    assert "Trang 1–3, 7: " in shown
    assert shown.count("[low_confidence]") == 1


def test_a_problem_of_a_page_is_told_apart_from_that_of_the_file(capsys: pytest.CaptureFixture[str]) -> None:
    """The same code gets the words for a page with its number, and the words for a file without one."""
    problems = (Problem("reader_timeout"), Problem("reader_timeout", 2))
    show((_outcome("a.pdf", "failed", problems),), "/out")
    shown = capsys.readouterr().out
    assert "Trang 2: Đọc trang này quá lâu" in shown
    assert "Xử lý tệp này quá lâu" in shown


def test_names_and_folders_are_shown_as_they_are(capsys: pytest.CaptureFixture[str]) -> None:
    """Square brackets are letters, not colours; a long folder stays in one piece, to be copied."""
    folder = "/a" * 120
    show((_outcome("[red]a.pdf", "done"),), folder)
    shown = capsys.readouterr().out
    assert "[red]a.pdf" in shown
    assert folder in shown


def test_a_finding_is_one_line_and_its_remedy_another(capsys: pytest.CaptureFixture[str]) -> None:
    """The remedy can be copied: nothing wraps it."""
    remedy = "sudo apt-get install " + " ".join(["a-long-name"] * 20)
    show_findings((Finding("x", "missing", "Thiếu", "Missing", remedy), Finding("y", "ok", "Đủ", "Enough")))
    assert capsys.readouterr().out.splitlines() == ["✗ Thiếu | Missing", f"  → {remedy}", "✓ Đủ | Enough"]
