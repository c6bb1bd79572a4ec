"""What has to be true once the dust has settled, found out without the code that is on trial."""

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pymupdf

from bench.chaos.papers import FAN_OUT_PAGES, Paper
from bench.chaos.place import ATTEMPTS
from bench.chaos.staff import Answer
from bench.chaos.witness import Blobs, Row, Rows

_FINAL = ("done", "needs_review", "failed")
_CHILDREN = ("submissions", "jobs", "pages", "derivatives", "papers", "events")
_FLAWS: dict[str, str] = {
    "a document that has not ended": "SELECT COUNT(*) FROM documents "
    "WHERE state NOT IN ('done', 'needs_review', 'failed')",
    "a document that failed without a reason": "SELECT COUNT(*) FROM documents "
    "WHERE state = 'failed' AND problem IS NULL",
    "a document without jobs": "SELECT COUNT(*) FROM documents WHERE NOT EXISTS "
    "(SELECT 1 FROM jobs WHERE document_id = documents.id AND jobs.generation = documents.generation)",
    "a document that nobody handed in": "SELECT COUNT(*) FROM documents WHERE NOT EXISTS "
    "(SELECT 1 FROM submissions WHERE document_id = documents.id)",
    "a job that has not ended": "SELECT COUNT(*) FROM jobs WHERE state NOT IN ('done', 'failed')",
    "an original without retention": "SELECT COUNT(*) FROM documents WHERE protected_until IS NULL",
    "a field without paper": "SELECT COUNT(*) FROM fields WHERE paper_id NOT IN (SELECT id FROM papers)",
    "a page of a reading that is not shown": "SELECT COUNT(*) FROM pages JOIN documents ON documents.id = document_id "
    "WHERE pages.generation <> documents.result_generation AND documents.state <> 'failed'",
    "a blob of a reading that is not shown": "SELECT COUNT(*) FROM derivatives JOIN documents "
    "ON documents.id = document_id WHERE derivatives.generation <> documents.result_generation "
    "AND documents.state <> 'failed'",
    "a piece of a page that was not dropped": "SELECT COUNT(*) FROM derivatives WHERE kind = 'fragment'",
    "a name condemned": "SELECT COUNT(*) FROM condemned",
    "the same bytes twice": "SELECT COUNT(*) - COUNT(DISTINCT sha256) FROM documents",
} | {
    f"{table}: a row without document": f"SELECT COUNT(*) FROM {table} WHERE document_id IS NOT NULL "  # noqa: S608 - our own names
    "AND document_id NOT IN (SELECT id FROM documents)"
    for table in _CHILDREN
}


@dataclass(slots=True)
class Tables:
    """The rows that hang on documents, by document."""

    documents: dict[str, Row]
    of: dict[str, dict[str, list[Row]]] = field(default_factory=dict)

    def rows(self, table: str, document_id: str) -> list[Row]:
        """Return the rows of a document."""
        return self.of[table].get(document_id, [])


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found wrong, and how many sound papers were given up after too many accidents."""

    violations: tuple[str, ...]
    given_up: int
    ended: Counter[str]


def judge(rows: Rows, blobs: Blobs, answers: Iterable[Answer]) -> Verdict:
    """Look at everything that the answers promised, and at all rows."""
    found = [f"{count} × {flaw}" for flaw, query in _FLAWS.items() if (count := rows.number(query))]
    tables = _tables(rows)
    by_sha = {row["sha256"]: row for row in tables.documents.values()}
    promised: dict[str, list[Answer]] = defaultdict(list)
    given_up, ended = 0, Counter[str]()
    for answer in answers:
        found += _answer_flaws(answer)
        promised[answer.paper.sha256].append(answer)
    for sha256, same in promised.items():
        receipts = [answer for answer in same if answer.is_receipt]
        document = by_sha.get(sha256)
        if document is None:
            found += [f"{receipts[0].paper.path.name}: a receipt and no document"] if receipts else []
            continue
        view = _Document(same[0].paper, document, tables, blobs)
        found += [f"{same[0].paper.path.name} {document['id']}: {flaw}" for flaw in view.flaws(receipts)]
        given_up += view.is_given_up
        ended[document["state"]] += 1
    return Verdict(tuple(found), given_up, ended)


def _answer_flaws(answer: Answer) -> list[str]:
    name, said = answer.paper.path.name, answer.said
    if answer.is_receipt:
        wrong = said["sha256"] != answer.paper.sha256 or (answer.paper.is_sound and said["pages"] != answer.paper.pages)
        return [f"{name}: the receipt tells another hash or other pages: {said}"] if wrong else []
    if not said.get("refused"):
        return [f"{name}: neither receipt nor reason: {said}"]
    return [f"{name}: sound, and refused as {said['refused']}"] if answer.paper.is_sound else []


def _tables(rows: Rows) -> Tables:
    columns = {
        "submissions": "document_id, dossier, component, unit",
        "jobs": "document_id, generation, kind, page, state, failures, problem",
        "pages": "document_id, generation, number, problem",
        "derivatives": "document_id, generation, kind, page, sha256, size",
        "papers": "document_id, ordinal, first_page, last_page",
        "events": "document_id, kind, detail",
    }
    documents = rows.all(
        "SELECT id, sha256, size, page_count, state, problem, generation, result_generation FROM documents"
    )
    tables = Tables({row["id"]: row for row in documents})
    for table, names in columns.items():
        of: dict[str, list[Row]] = defaultdict(list)
        for row in rows.all(f"SELECT {names} FROM {table} ORDER BY 1, 2, 3"):  # noqa: S608 - our own names
            of[row["document_id"]].append(row)
        tables.of[table] = of
    return tables


@dataclass(slots=True)
class _Document:
    """A document under judgement."""

    paper: Paper
    row: Row
    tables: Tables
    blobs: Blobs

    def flaws(self, receipts: list[Answer]) -> Iterator[str]:
        """Yield what is wrong with it."""
        yield from self._original(receipts)
        yield from self._jobs()
        yield from self._told()
        if self.row["state"] in {"done", "needs_review"}:
            yield from self._pages()
            yield from self._contents()
            yield from self._papers()
        elif self.paper.is_sound and not self.is_given_up:
            yield f"sound, and failed as {self.row['problem']} without {ATTEMPTS} accidents"

    @property
    def is_given_up(self) -> bool:
        """Tell whether accidents took all attempts of a job, for which no accident can be blamed but their number."""
        return self.paper.is_sound and any(
            job["state"] == "failed" and job["failures"] >= ATTEMPTS for job in self._of("jobs")
        )

    def _of(self, table: str) -> list[Row]:
        return self.tables.rows(table, self.row["id"])

    def _shown(self, table: str) -> list[Row]:
        return [row for row in self._of(table) if row["generation"] == self.row["result_generation"]]

    def _original(self, receipts: list[Answer]) -> Iterator[str]:
        if any(answer.said["id"] != self.row["id"] for answer in receipts):
            yield "receipts tell several documents for the same bytes"
        content = self.blobs.read("originals", self.paper.sha256)
        if content is None:
            yield "the original is not there"
        elif hashlib.sha256(content).hexdigest() != self.paper.sha256 or len(content) != self.row["size"]:
            yield "the original is damaged"

    def _jobs(self) -> Iterator[str]:
        now = [job for job in self._of("jobs") if job["generation"] == self.row["generation"]]
        kinds = Counter(job["kind"] for job in now)
        pages = self.row["page_count"]
        expected = {"page": pages, "finish": 1} if pages >= FAN_OUT_PAGES else {"whole": 1}
        if kinds != expected:
            yield f"jobs {dict(kinds)} instead of {expected}"
        ends = Counter((job["kind"], job["page"]) for job in now)
        if any(count > 1 for count in ends.values()):
            yield "a job twice"
        if self.row["state"] != "failed" and any(
            job["state"] != "done" for job in now if job["kind"] in {"whole", "finish"}
        ):
            yield "it has ended and its last job has not"

    def _told(self) -> Iterator[str]:
        """Every reading ends once in the events; handing in is told as often as it happened at least."""
        ends: Counter[int] = Counter()
        for event in self._of("events"):
            detail = json.loads(event["detail"])
            if event["kind"] == "state" and detail["to"] in _FINAL:
                ends[detail["generation"]] += 1
        expected = dict.fromkeys(range(1, self.row["generation"] + 1), 1)
        if dict(ends) != expected:
            yield f"told to have ended {dict(ends)} times by reading"
        places = [(one["dossier"], one["component"], one["unit"]) for one in self._of("submissions")]
        if len(places) != len(set(places)):
            yield "the same handing-in twice"

    def _pages(self) -> Iterator[str]:
        numbers = sorted(page["number"] for page in self._shown("pages"))
        if numbers != list(range(1, self.row["page_count"] + 1)):
            yield f"pages {numbers} of {self.row['page_count']}"
        if self.paper.is_sound and self.row["page_count"] != self.paper.pages:
            yield f"{self.row['page_count']} pages of {self.paper.pages}"

    def _contents(self) -> Iterator[str]:
        kinds = Counter(one["kind"] for one in self._shown("derivatives"))
        count = self.row["page_count"]
        expected = {"json": 1, "text": 1, "pdf": 1} | ({"record": count} if count >= FAN_OUT_PAGES else {})
        lost = sum(job["kind"] == "page" and job["state"] == "failed" for job in self._of("jobs"))
        if kinds != expected and not lost:
            yield f"blobs {dict(kinds)} instead of {expected}"
        for one in self._of("derivatives"):
            content = self.blobs.read("derivatives", one["sha256"])
            if content is None:
                yield f"a row names a blob that is not there: {one['kind']} {one['page']}"
            elif hashlib.sha256(content).hexdigest() != one["sha256"] or len(content) != one["size"]:
                yield f"a damaged blob: {one['kind']} {one['page']}"
            elif one["generation"] == self.row["result_generation"]:
                yield from _inside(one["kind"], content, self)

    def _papers(self) -> Iterator[str]:
        found = sorted(self._of("papers"), key=lambda paper: paper["ordinal"])
        if [paper["ordinal"] for paper in found] != list(range(1, len(found) + 1)):
            yield "papers are there twice"
        covered = [page for paper in found for page in range(paper["first_page"], paper["last_page"] + 1)]
        if found and covered != list(range(1, self.row["page_count"] + 1)):
            yield f"papers cover pages {covered}"

    @property
    def pages(self) -> int:
        """Return how many pages it has."""
        return int(self.row["page_count"])

    def unread(self) -> set[int]:
        """Return the pages of which it is said that they could not be read."""
        return {page["number"] for page in self._shown("pages") if page["problem"]}

    def mark_flaws(self, text: str) -> Iterator[str]:
        """Yield what is wrong with the marks of the pages in the text."""
        unread = self.unread()
        sheets = text.split("\f")
        for number, mark in enumerate(self.paper.marks, 1):
            seen = [at for at, sheet in enumerate(sheets, 1) if mark in sheet]
            if seen != [number] and number not in unread:
                yield f"the words of page {number} stand on pages {seen}"


def _json_flaws(content: bytes, document: _Document) -> Iterator[str]:
    numbers = [page["number"] for page in json.loads(content)["pages"]]
    if numbers != list(range(1, document.pages + 1)):
        yield f"the JSON tells pages {numbers}"


def _text_flaws(content: bytes, document: _Document) -> Iterator[str]:
    yield from document.mark_flaws(content.decode("utf-8"))


def _pdf_flaws(content: bytes, document: _Document) -> Iterator[str]:
    with pymupdf.open(stream=content, filetype="pdf") as pdf:
        if pdf.page_count != document.pages:
            yield f"the PDF has {pdf.page_count} pages of {document.pages}"


def _inside(kind: str, content: bytes, document: _Document) -> Iterator[str]:
    look: dict[str, Callable[[bytes, _Document], Iterator[str]]] = {
        "json": _json_flaws,
        "text": _text_flaws,
        "pdf": _pdf_flaws,
    }
    return look[kind](content, document) if kind in look else iter(())


def is_settled(rows: Rows) -> bool:
    """Tell whether every document has ended, no job is open and every original is protected."""
    open_jobs: Any = rows.number("SELECT COUNT(*) FROM jobs WHERE state NOT IN ('done', 'failed')")
    pending = rows.number(
        "SELECT COUNT(*) FROM documents "
        "WHERE state NOT IN ('done', 'needs_review', 'failed') OR protected_until IS NULL"
    )
    return not open_jobs and not pending
