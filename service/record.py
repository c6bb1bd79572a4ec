"""The JSON and the plain text of a file, put together from the records of its pages.

The shape is fixed by ``schemas/digitised.schema.json``. Records are written when a page is read and copied through
when the file is finished, so that a file of any length is put together in the memory of one page.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from typing import Any

from ingest.geometry import Box
from ingest.signatures import Signature
from ocr.page_text import Line, MachineCode, PageText, Word
from ocr.region import Region
from service.messages import sentence
from service.outcome import FileFacts, PageOutcome, Problem, State

SCHEMA_VERSION = 1
RECORD = "page-{:05d}.json"
PAGE_TEXT = "page-{:05d}.txt"
FRAGMENT = "page-{:05d}.pdf"
JSON_RESULT, TEXT_RESULT, PDF_RESULT = "result.json", "result.txt", "result.pdf"
DOCUMENTS = "documents.json"
PAGE_BREAK = "\f"

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Summary:
    """Everything in a file's JSON but its pages' words; ``seconds`` are (name, seconds) pairs."""

    facts: FileFacts
    state: State
    problems: tuple[Problem, ...]
    pages: tuple[PageOutcome, ...]
    seconds: tuple[tuple[str, float], ...]


def finished_in(summary: Summary, seconds: float) -> Summary:
    """Return the summary with the seconds of the last stage, which the total has to hold too."""
    before = dict(summary.seconds)
    total = before.pop("total", 0.0) + seconds
    return replace(summary, seconds=(*before.items(), ("finish", seconds), ("total", total)))


def schema() -> Json:
    """Return the JSON Schema that every result obeys."""
    loaded: Json = json.loads(files("service").joinpath("schemas", "digitised.schema.json").read_text("utf-8"))
    return loaded


def page_record(text: PageText) -> str:
    """Return the JSON of one page."""
    return _compact(
        {
            "number": text.number,
            "width": round(text.width, 2),
            "height": round(text.height, 2),
            "rotation": text.rotation,
            "source": text.source,
            "problem": text.problem,
            "lines": [_line(line) for line in text.lines],
            "regions": [{"kind": region.kind, "box": _box(region.box)} for region in text.regions],
            "codes": [{"text": code.text, "box": _box(code.box)} for code in text.codes],
        }
    )


def page_text(record: Json) -> PageText:
    """Return the page that a record holds; slope and engine are not kept in it."""
    return PageText(
        number=record["number"],
        width=record["width"],
        height=record["height"],
        rotation=record["rotation"],
        angle=0.0,
        lines=tuple(_line_of(line) for line in record["lines"]),
        source=record["source"],
        engine="",
        problem=record["problem"],
        regions=tuple(Region(region["kind"], Box(*region["box"])) for region in record["regions"]),
        codes=tuple(MachineCode(code["text"], Box(*code["box"])) for code in record["codes"]),
    )


def unread_page(number: int, size: tuple[float, float], problem: str) -> PageText:
    """Return the reading of a page that could not be read: no words, and the reason."""
    return PageText(number, size[0], size[1], 0, 0.0, (), "recognised", "", problem)


def write_json(folder: Path, summary: Summary) -> None:
    """Write the file's JSON into its folder, pages copied from their records; the file is flushed to the disk."""
    head = _compact(header(summary))
    seconds = _compact({name: round(value, 3) for name, value in summary.seconds})
    with (folder / JSON_RESULT).open("w", encoding="utf-8") as out:
        out.write(f'{head[:-1]},"pages":[')
        for index, page in enumerate(summary.pages):
            out.write(",\n" if index else "\n")
            out.write((folder / RECORD.format(page.number)).read_text("utf-8"))
        out.write('\n],"documents":')
        found = folder / DOCUMENTS
        out.write(found.read_text("utf-8") if found.exists() else "[]")
        out.write(f',"seconds":{seconds}}}\n')
        out.flush()
        os.fsync(out.fileno())


def header(summary: Summary) -> Json:
    """Return the part of the JSON that stands before the pages."""
    facts = summary.facts
    return {
        "schema_version": SCHEMA_VERSION,
        "file": {
            "name": facts.name,
            "sha256": facts.sha256,
            "size": facts.size,
            "format": facts.format,
            "pages": facts.pages,
            "signed": facts.signed,
            "signatures": [_signature(signature) for signature in facts.signatures],
        },
        "state": summary.state,
        "problems": [
            {"code": problem.code, "page": problem.page, "message": sentence(problem.code, problem.page)}
            for problem in summary.problems
        ],
    }


def write_page_text(folder: Path, text: PageText) -> None:
    """Leave the plain text of a page in a file's folder."""
    (folder / PAGE_TEXT.format(text.number)).write_text("".join(f"{line.text}\n" for line in text.lines), "utf-8")


def write_text(folder: Path, summary: Summary) -> None:
    """Write the plain text of all pages, copied from what was left when they were read, a form feed between pages."""
    with (folder / TEXT_RESULT).open("w", encoding="utf-8") as out:
        for index, page in enumerate(summary.pages):
            out.write(PAGE_BREAK if index else "")
            out.write((folder / PAGE_TEXT.format(page.number)).read_text("utf-8"))
        out.flush()
        os.fsync(out.fileno())


def _line(line: Line) -> Json:
    return {"text": line.text, "box": _box(line.box), "words": list(_words(line))}


def _line_of(line: Json) -> Line:
    words = (Word(word["text"], word["printed"], Box(*word["box"]), word["confidence"]) for word in line["words"])
    return Line(tuple(words), Box(*line["box"]))


def _words(line: Line) -> Iterator[Json]:
    for word in line.words:
        yield {
            "text": word.text,
            "printed": word.printed,
            "box": _box(word.box),
            "confidence": round(word.confidence, 3),
        }


def _signature(signature: Signature) -> Json:
    return {
        "signer": signature.signer,
        "organisation": signature.organisation,
        "signed_at": signature.signed_at.isoformat() if signature.signed_at else None,
        "from_timestamp": signature.from_timestamp,
        "intact": signature.intact,
        "covers_whole": signature.covers_whole,
        "page": signature.page,
        "box": None if signature.box is None else _box(signature.box),
    }


def _box(box: Box) -> list[float]:
    return [round(edge, 2) for edge in (box.x0, box.y0, box.x1, box.y1)]


def _compact(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
