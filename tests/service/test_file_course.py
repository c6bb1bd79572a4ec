"""The course of a file: which task follows which result. No reader runs here; results are handed in."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.options import IngestOptions
from ingest.signatures import Signature
from ocr.options import OcrOptions
from service.file_course import FileCourse
from service.job import Job
from service.outcome import DocumentOutcome, FileFacts, PageOutcome, Problem, passes_through
from service.task import Task


def page(number: int, source: str = "recognised", problem: str | None = None, *, shown: bool = True) -> PageOutcome:
    """Return the outcome of a page."""
    return PageOutcome(number, source, 10, 0.9, 0.1, problem, shown)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a file that exists."""
    path = tmp_path / "file.pdf"
    path.write_bytes(b"%PDF-")
    return path


def course_of(path: Path, pages: int, file_format: str = "pdf", *, signed: bool = False) -> FileCourse:
    """Return the course of a file after its inspection."""
    course = FileCourse(Job(path, path.name, path.parent / "work", IngestOptions(), OcrOptions()))
    task = course.next_task()
    assert task is not None
    assert task.stage == "inspect_file"
    course.take(task, (FileFacts(path.name, "0" * 64, 5, file_format, pages, signed), False, 0.0), None)
    return course


def waiting(course: FileCourse) -> Iterator[Task]:
    """Yield the tasks that wait."""
    while (task := course.next_task()) is not None:
        yield task


def test_pages_with_their_own_text_are_laid_one_by_one_once_another_had_to_be_read(path: Path) -> None:
    """Each in a task of its own, so that no number of pages exceeds the time of one."""
    course = course_of(path, 40)
    for task in waiting(course):
        mixed = page(task.page) if task.page == 7 else page(task.page, "embedded", shown=False)
        course.take(task, mixed, None)
        if task.page == 40:
            break
    laid = list(waiting(course))
    assert [task.stage for task in laid] == ["lay_own_words"] * 39
    assert 7 not in [task.page for task in laid]
    for task in laid:
        course.take(task, page(task.page, "embedded"), None)
    assert [task.stage for task in waiting(course)] == ["find_documents"]


def test_documents_are_found_before_the_file_is_finished(path: Path) -> None:
    """What a person must do about them is in the summary that the finish writes."""
    course = course_of(path, 1)
    (read,) = waiting(course)
    course.take(read, page(1), None)
    (find,) = waiting(course)
    assert find.stage == "find_documents"
    course.take(find, ((DocumentOutcome((1,), "quyet_dinh", 9, 8, ("field_doubtful",)),), 0.1), None)
    (finish,) = waiting(course)
    assert finish.stage == "finish_file"
    summary = finish.arguments[2]
    assert summary.state == "needs_review"
    assert summary.problems == (Problem("field_doubtful", 1),)


def test_a_file_whose_documents_cannot_be_found_keeps_its_text(path: Path) -> None:
    """A reader that dies over the fields costs the fields, with a code, and nothing else."""
    course = course_of(path, 1)
    (read,) = waiting(course)
    course.take(read, page(1), None)
    (find,) = waiting(course)
    course.take(find, None, "reader_died")
    (finish,) = waiting(course)
    assert finish.stage == "finish_file"
    assert finish.arguments[2].problems == (Problem("extract_failed"),)


@pytest.mark.parametrize("read", [True, False])
def test_signatures_are_read_in_a_task_of_their_own(path: Path, read: bool) -> None:  # noqa: FBT001 - a parameter
    """Before the documents, which they bear on; where reading them fails, the file loses nothing else."""
    course = course_of(path, 1, signed=True)
    (reading,) = waiting(course)
    course.take(reading, page(1), None)
    (task,) = waiting(course)
    assert task.stage == "read_signatures"
    found = Signature("Nguyễn Thị Mẫu", None, None, from_timestamp=False, intact=True, covers_whole=True)
    course.take(task, (found,) if read else None, None if read else "reader_timeout")
    (find,) = waiting(course)
    assert (find.stage, find.arguments[3]) == ("find_documents", (found,) if read else ())
    course.take(find, ((), 0.1), None)
    (finish,) = waiting(course)
    assert finish.arguments[2].facts.signatures == ((found,) if read else ())


def test_a_blank_page_does_not_turn_a_born_digital_file_into_pictures() -> None:
    """It passes through; a page that had to be read, or could not be, does not let it."""
    own = page(1, "embedded", shown=False)
    assert passes_through((own, page(2, "blank")), "pdf")
    assert not passes_through((page(1, "blank"), page(2, "blank")), "pdf")
    assert not passes_through((own, page(2)), "pdf")
    assert not passes_through((own, page(2, problem="reader_died")), "pdf")
    assert not passes_through((page(1, "blank"),), "tiff")


def test_a_page_goes_the_next_worse_way(path: Path) -> None:
    """Read, else shown without words, else a blank page; the first reason is kept."""
    course = course_of(path, 1)
    (read,) = waiting(course)
    course.take(read, None, "reader_died")
    (show,) = waiting(course)
    assert (show.stage, show.problem) == ("show_page", "reader_died")
    course.take(show, None, "reader_timeout")
    (give_up,) = waiting(course)
    assert (give_up.stage, give_up.problem) == ("give_up_page", "reader_died")


def test_a_file_whose_pages_hang_is_not_tried_to_its_end(path: Path) -> None:
    """After three time-outs in a row the rest is given up; a few among many good pages change nothing."""
    course = course_of(path, 500)
    for _ in range(3):
        task = course.next_task()
        assert task is not None
        course.take(task, None, "reader_timeout")
        show = course.next_task()
        assert show is not None
        if show.stage == "show_page":
            course.take(show, page(show.page, problem="reader_timeout"), None)
    assert "read_one_page" not in [task.stage for task in waiting(course)]


def test_some_slow_pages_among_many_are_only_their_own_loss(path: Path) -> None:
    """Pages that were read weigh more than those that hung."""
    course = course_of(path, 12)
    for number in range(1, 12):
        task = course.next_task()
        assert task is not None
        if number % 3:
            course.take(task, page(task.page), None)
            continue
        course.take(task, None, "reader_timeout")
        show = course.next_task()
        assert show is not None
        assert show.stage == "show_page"
        course.take(show, page(show.page, problem="reader_timeout"), None)
    assert [task.stage for task in waiting(course)] == ["read_one_page"]
