"""What became of a file: small values that travel between the readers and the process that leads them."""

from dataclasses import dataclass
from typing import Literal

from ingest.signatures import Signature

State = Literal["done", "needs_review", "failed"]

READ_BADLY = frozenset({"nothing_read", "low_confidence", "unread_ink", "covered", "letters_missing"})
"""Codes of pages that were read, if badly; any other problem of a page means that reading itself failed."""


@dataclass(frozen=True, slots=True)
class FileFacts:
    """The facts of an input as they stand in its JSON; zero and empty where it was refused too early to know."""

    name: str
    sha256: str = ""
    size: int = 0
    format: str = ""
    pages: int = 0
    signed: bool = False
    signatures: tuple[Signature, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """Something a person must know: a code of ``service.messages``, and its page (None: the whole file)."""

    code: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class PageOutcome:
    """The reading of one page in numbers; the words themselves lie in its record in the work folder.

    ``confidence`` is the mean over the words, 0 where there are none; ``shown`` tells that its piece of the searchable
    PDF was made: at once for pages that were read, only when it is needed for pages that carry their own text.
    """

    number: int
    source: str
    words: int
    confidence: float
    seconds: float
    problem: str | None
    shown: bool


@dataclass(frozen=True, slots=True)
class DocumentOutcome:
    """A document found in a file, in numbers: its pages, its type, how many fields it has and how many need no look.

    ``problems`` are codes of what a person must do about it.
    """

    pages: tuple[int, ...]
    document_type: str
    fields: int
    accepted: int
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """What became of one input; ``outputs`` are the names of the files written into the output folder."""

    facts: FileFacts
    state: State
    problems: tuple[Problem, ...]
    pages: tuple[PageOutcome, ...]
    outputs: tuple[str, ...]
    seconds: float
    documents: tuple[DocumentOutcome, ...] = ()


def state_of(pages: tuple[PageOutcome, ...], problems: tuple[Problem, ...]) -> State:
    """Decide the state of an inspected file: failed when no page was read, done when nobody needs to look at it."""
    if all(page.problem is not None and page.problem not in READ_BADLY for page in pages):
        return "failed"
    return "needs_review" if problems else "done"


def problems_of(
    pages: tuple[PageOutcome, ...], documents: tuple[DocumentOutcome, ...] | None, *, repaired: bool
) -> tuple[Problem, ...]:
    """Gather what a person must know of an inspected file: the file's own problems, its pages', its documents'.

    ``documents`` is None where they could not be found.
    """
    whole = [Problem("repaired")] if repaired else []
    if pages and all(page.source == "blank" for page in pages):
        whole.append(Problem("all_blank"))
    if documents is None:
        whole.append(Problem("extract_failed"))
    return (
        *whole,
        *(Problem(page.problem, page.number) for page in pages if page.problem),
        *(Problem(code, found.pages[0]) for found in documents or () for code in found.problems),
    )


def passes_through(pages: tuple[PageOutcome, ...], file_format: str) -> bool:
    """Tell whether a file is its own searchable PDF: a PDF with text of its own, and no page that had to be read."""
    sources = {page.source for page in pages}
    return file_format == "pdf" and "embedded" in sources and "recognised" not in sources
