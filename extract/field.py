"""A field of a document: a fact, where it stands, how sure it is, and what is wrong with it."""

from dataclasses import dataclass
from typing import Literal

from ingest.geometry import Box

Value = str | int | bool

Kind = Literal["name", "text", "addr", "date", "docno", "id12", "id9", "tax", "sex", "area", "money", "int", "bool"]
"""The kinds of ``document-types.md``; each has one written form, so that equal facts compare equal."""

Origin = Literal["print", "qr", "mrz", "signature"]
"""Where a value was taken from: read print, a two-dimensional code, a machine-readable zone, a digital signature."""

FieldProblem = Literal["handwritten", "check_failed", "conflict", "low_confidence", "missing"]


@dataclass(frozen=True, slots=True)
class Field:
    """A fact of a document.

    ``value`` is None where nothing was found or what was found is no value of the field's kind; ``printed`` is the text
    as recognised; ``page`` counts from 1 within the file; ``box`` is in points of the upright page, None where the
    value stands nowhere in print; ``confidence`` is 0-1 and means that so many of a hundred such values are right.
    ``notes`` are codes that say more: which check failed, what confirmed the value.
    """

    name: str
    value: Value | None
    printed: str
    page: int | None
    box: Box | None
    confidence: float
    problem: FieldProblem | None = None
    origin: Origin = "print"
    notes: tuple[str, ...] = ()
