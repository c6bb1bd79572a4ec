"""What a job has made, as the rows and the blob store take it."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from service.document_record import paper_of_record
from service.file_course import Ending, PagesBefore
from service.outcome import PageOutcome
from service.record import DOCUMENTS, FRAGMENT, JSON_RESULT, PAGE_TEXT, PDF_RESULT, RECORD, TEXT_RESULT
from storage.jobs import PageProblem
from storage.results import Derivative, DerivativeKind, PageResult, WholeResult

_KINDS: dict[str, DerivativeKind] = {JSON_RESULT: "json", TEXT_RESULT: "text", PDF_RESULT: "pdf"}


@dataclass(frozen=True, slots=True)
class Made:
    """A file that is to become a blob."""

    derivative: Derivative
    path: Path


def made_of_page(folder: Path, number: int) -> tuple[Made, ...]:
    """Return what a page job has left: the page's record, and its piece of the searchable PDF where it was drawn."""
    kinds: tuple[tuple[DerivativeKind, str], ...] = (("record", RECORD), ("fragment", FRAGMENT))
    pieces = [(kind, folder / name.format(number)) for kind, name in kinds]
    return tuple(_made(kind, number, path) for kind, path in pieces if path.exists())


def made_of_whole(folder: Path, ending: Ending) -> tuple[Made, ...]:
    """Return the finished files of a whole document."""
    return tuple(_made(_KINDS[name], 0, folder / name) for name in ending.results)


def page_result(outcome: PageOutcome) -> PageResult:
    """Return the reading of a page as the rows take it."""
    return PageResult(
        outcome.number, outcome.source, outcome.words, outcome.confidence, outcome.seconds, outcome.problem
    )


def whole_result(folder: Path, ending: Ending, made: tuple[Made, ...]) -> WholeResult:
    """Return what became of a document as the rows take it; why it failed is the first problem of the whole file."""
    summary = ending.summary
    failed = summary.state == "failed"
    codes = [problem.code for problem in sorted(summary.problems, key=lambda problem: problem.page or 0)]
    found = folder / DOCUMENTS
    records = json.loads(found.read_text("utf-8")) if ending.results and found.exists() else []
    return WholeResult(
        summary.state,
        (codes[0] if codes else "internal") if failed else None,
        tuple(map(page_result, summary.pages)),
        tuple(one.derivative for one in made),
        tuple(map(paper_of_record, records)),
        {page.number: _text(folder, page.number) for page in summary.pages},
    )


def _text(folder: Path, number: int) -> str:
    """Return what a page says; a page that was not read says nothing."""
    path = folder / PAGE_TEXT.format(number)
    return path.read_text("utf-8") if path.exists() else ""


def pages_before(
    read: tuple[PageResult, ...], pieces: tuple[Derivative, ...], lost: tuple[PageProblem, ...]
) -> PagesBefore:
    """Return the pages that page jobs have read, from their rows."""
    shown = {piece.page for piece in pieces if piece.kind == "fragment"}
    return PagesBefore(
        tuple(
            PageOutcome(
                page.number,
                page.source,
                page.words,
                page.confidence,
                page.seconds,
                page.problem,
                shown=page.number in shown,
            )
            for page in read
        ),
        tuple((page.page, page.problem) for page in lost),
    )


def _made(kind: DerivativeKind, page: int, path: Path) -> Made:
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    return Made(Derivative(kind, page, sha256, path.stat().st_size), path)
