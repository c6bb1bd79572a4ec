"""What the project knows of each type of paper: titles, labels, fields, checks. The knowledge is in ``types/*.toml``.

``docs/document-types.md`` explains every key and is made from these files, so that adding a type needs no Python.
"""

from dataclasses import dataclass
from typing import Literal

from extract.field import Kind

Layout = Literal["administrative", "form", "none"]


@dataclass(frozen=True, slots=True)
class FieldRule:
    """How a field is found: printed labels (variants), or a zone of the administrative layout, or both.

    ``section`` is the part of the form (mother, husband ...) in which the labels count; empty: the paper itself.
    ``values`` is a closed list, where there is one. ``lines`` is how many printed lines the value may take, 0: as
    many as its kind may. ``several``: all that is found counts, joined with ``; ``. ``title`` is what people call it.
    """

    name: str
    kind: Kind
    required: bool = False
    labels: tuple[str, ...] = ()
    zone: str = ""
    section: str = ""
    values: tuple[str, ...] = ()
    lines: int = 0
    several: bool = False
    title: str = ""

    @property
    def caption(self) -> str:
        """Return what the field is called before people: its title, else its first label, else its name."""
        return self.title or (self.labels[0].rstrip(":") if self.labels else self.name)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a form that speaks of somebody else; it begins with one of its labels."""

    name: str
    opens: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Validity:
    """How long a paper of the type counts: for ever, for months from a date field, or until the date in a field."""

    kind: Literal["permanent", "months", "until", "unknown"] = "unknown"
    months: int = 0
    field: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Identity:
    """Which fields tell two papers apart: issuer, number, day, holder; empty where the type has none."""

    issuer: str = ""
    number: str = ""
    issued_on: str = ""
    holder: str = ""


@dataclass(frozen=True, slots=True)
class DocumentType:
    """All rules of one type. ``titles`` are whole title lines, ``prefixes`` beginnings of them.

    ``symbols`` are the abbreviations that stand for the type in document numbers (``QĐ``).
    """

    code: str
    name: str
    family: str
    source: str
    layout: Layout
    titles: tuple[str, ...]
    prefixes: tuple[str, ...]
    wording: tuple[str, ...]
    symbols: tuple[str, ...]
    fields: tuple[FieldRule, ...]
    sections: tuple[Section, ...]
    stops: tuple[str, ...]
    checks: tuple[tuple[str, ...], ...]
    validity: Validity
    identity: Identity

    def field(self, name: str) -> FieldRule | None:
        """Return the rule of a field, None where the type has no such field."""
        return next((rule for rule in self.fields if rule.name == name), None)
