"""What must always be so in the rows, whatever happened: for tests, after every step or when the dust settles."""

from collections import Counter
from collections.abc import Iterator

from sqlalchemy import Connection, select

from storage.documents import FINAL, Document, document_of
from storage.jobs import Job, job_of
from storage.results import pages_of
from storage.schema import documents, jobs, submissions


def troubles(connection: Connection) -> tuple[str, ...]:
    """Return what is wrong with documents, jobs and pages, nothing where all makes sense."""
    work = [job_of(row) for row in connection.execute(select(jobs))]
    of_document: dict[str, list[Job]] = {}
    for job in work:
        of_document.setdefault(job.document_id, []).append(job)
    handed_in = set(connection.execute(select(submissions.c.document_id)).scalars())
    found = list(_of_jobs(work))
    for document in [document_of(row) for row in connection.execute(select(documents))]:
        mine = of_document.get(document.id, [])
        wrong = [*_of_document(document, mine), *_of_pages(connection, document)]
        if document.id not in handed_in:
            wrong.append("nobody handed it in")
        found += [f"document {document.id}, {document.state}: {what}" for what in wrong]
    return tuple(found)


def _of_jobs(work: list[Job]) -> Iterator[str]:
    for job in work:
        held = (job.state == "running", job.worker is not None, job.lease_until is not None)
        if len(set(held)) > 1:
            yield f"job {job.id}: {job.state}, worker {job.worker}, lease {job.lease_until}"
        if (job.finished_at is not None) != (job.state in {"done", "failed"}):
            yield f"job {job.id}: {job.state}, finished {job.finished_at}"
        if job.failures > job.attempts:
            yield f"job {job.id}: failed more often than it was tried"


def _of_document(document: Document, work: list[Job]) -> Iterator[str]:
    unfinished = [job for job in work if job.state in {"waiting", "running"}]
    current = [job for job in work if job.generation == document.generation]
    if {job.generation for job in unfinished} - {document.generation}:
        yield "work on an old reading"
    if (document.state in FINAL) == bool(unfinished):
        yield f"{len(unfinished)} jobs unfinished"
    if (document.state in FINAL) != (document.finished_at is not None):
        yield f"finished {document.finished_at}"
    if (document.state == "failed") != (document.problem is not None):
        yield f"problem {document.problem}"
    if document.state == "received" and any(job.state == "running" for job in current):
        yield "somebody works on it"
    kinds = Counter(job.kind for job in current)
    pages_open = any(job.kind == "page" for job in unfinished)
    fanned_out = {"page": document.page_count} if pages_open else {"page": document.page_count, "finish": 1}
    if kinds not in ({"whole": 1}, fanned_out):
        yield f"jobs {dict(kinds)}"


def _of_pages(connection: Connection, document: Document) -> Iterator[str]:
    if document.state not in {"done", "needs_review"}:
        return
    if document.result_generation != document.generation:
        yield f"shows reading {document.result_generation} of {document.generation}"
    numbers = [page.number for page in pages_of(connection, document)]
    if numbers != list(range(1, document.page_count + 1)):
        yield f"pages {numbers} of {document.page_count}"
