"""The documents of a file as they stand in its JSON, and what a person must do about each."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from extract.classify import UNKNOWN
from extract.confidence import ACCEPTED
from extract.document import Extraction
from extract.field import Field
from extract.reuse_key import ReuseKey
from extract.rule_files import document_types
from ingest.geometry import Box
from ocr.page_text import PageText
from service.outcome import DocumentOutcome
from service.record import RECORD, page_text
from storage.papers import Paper

_SURE = 0.9
"""Certainty below which a person chooses the type."""
_KNOWN_TO_NONE = 0.7
"""The same of a paper of no known type: a phrase or two of some type stand in any letter."""
_ALWAYS = frozenset({"conflict", "check_failed"})
"""Problems that count in any field: they may mean a forged paper, or pages of two."""

Json = dict[str, Any]


class RecordedPages(Sequence[PageText]):
    """The pages of a file, read from their records when they are asked for; none is held."""

    def __init__(self, folder: Path, count: int) -> None:
        self._folder, self._count = folder, count

    def __len__(self) -> int:
        """Return how many pages there are."""
        return self._count

    def __getitem__(self, index: Any) -> Any:
        """Return a page by its index from 0, or a list of pages for a slice."""
        if isinstance(index, slice):
            return [self[place] for place in range(*index.indices(self._count))]
        if not -self._count <= index < self._count:
            raise IndexError(index)
        record = self._folder / RECORD.format(index % self._count + 1)
        return page_text(json.loads(record.read_text("utf-8")))


def document_record(found: Extraction) -> Json:
    """Return the JSON of one document."""
    key, said = found.reuse_key, found.separator
    return {
        "pages": list(found.pages),
        "type": found.document_type,
        "certainty": round(found.certainty, 3),
        "expected_type": found.expected_type,
        "dossier": said.dossier if said else None,
        "component": said.component if said else None,
        "fields": [_field(field) for field in found.fields],
        "missing": list(found.missing),
        "reuse_key": None
        if key is None
        else {
            "type": key.document_type,
            "issuer": key.issuer,
            "number": key.number,
            "issued_on": key.issued_on,
            "holder": key.holder,
        },
        "codes": list(found.codes),
    }


def paper_of_record(record: Json) -> Paper:
    """Return the paper that the JSON of a document tells of."""
    key = record["reuse_key"]
    return Paper(
        record["pages"][0],
        record["pages"][-1],
        record["type"],
        record["certainty"],
        tuple(_field_of(field) for field in record["fields"]),
        None if key is None else ReuseKey(key["type"], key["issuer"], key["number"], key["issued_on"], key["holder"]),
        record["dossier"],
        record["component"],
    )


def document_outcome(found: Extraction) -> DocumentOutcome:
    """Return a document in numbers."""
    there = [field for field in found.fields if field.value is not None]
    accepted = sum(is_accepted(field) for field in there)
    return DocumentOutcome(found.pages, found.document_type, len(there), accepted, tuple(_problems(found)))


def is_accepted(field: Field) -> bool:
    """Tell whether a field may be used as it is."""
    return field.value is not None and field.problem is None and field.confidence >= ACCEPTED


def _problems(found: Extraction) -> Iterator[str]:
    required = {rule.name for rule in document_types()[found.document_type].fields if rule.required}
    sure = _KNOWN_TO_NONE if found.document_type == UNKNOWN else _SURE
    if found.certainty < sure or found.expected_type not in {None, found.document_type}:
        yield "type_uncertain"
    if found.missing:
        yield "field_missing"
    if any(_is_doubtful(field, field.name in required) for field in found.fields):
        yield "field_doubtful"


def _is_doubtful(field: Field, required: bool) -> bool:  # noqa: FBT001 - one caller, one meaning
    return field.value is not None and (field.problem in _ALWAYS or (required and field.problem is not None))


def _field(field: Field) -> Json:
    return {
        "name": field.name,
        "value": field.value,
        "printed": field.printed,
        "page": field.page,
        "box": None if field.box is None else _box(field.box),
        "confidence": round(field.confidence, 3),
        "problem": field.problem,
        "origin": field.origin,
        "notes": list(field.notes),
    }


def _field_of(record: Json) -> Field:
    box = record["box"]
    values = record | {"box": None if box is None else Box(*box), "notes": tuple(record["notes"])}
    return Field(**values)


def _box(box: Box) -> list[float]:
    return [round(edge, 2) for edge in (box.x0, box.y0, box.x1, box.y1)]
