"""What the project knows of each type of paper: titles, labels, fields, checks. The knowledge is in ``types/*.toml``.

``docs/document-types.md`` explains every key and is made from these files, so that adding a type needs no Python.
"""

from dataclasses import dataclass
from typing import Literal

from extract.field import Kind
from extract.values.lists import ListName

Layout = Literal["administrative", "form", "none"]
"""Papers read by their zones; forms read by their labels; papers without fields."""

Zone = Literal[
    "co_quan_chu_quan", "co_quan_ban_hanh", "so_ky_hieu", "dia_danh", "ngay_ban_hanh", "trich_yeu", "kinh_gui",
    "chuc_vu_nguoi_ky", "nguoi_ky", "tieu_de", "do_khan", "do_mat",
]  # fmt: skip
"""The places of the administrative layout (Nghị định 30/2020/NĐ-CP, Phụ lục I) and the line of the title."""


@dataclass(frozen=True, slots=True)
class FieldRule:
    """How a field is found: printed labels (variants), the words it begins with, a pattern, or a zone of the layout.

    ``begins`` are labels that belong to the value itself (``ỦY BAN NHÂN DÂN``). ``pattern`` is a regular expression
    for what stands alone, without any label. ``zone`` is the place of the administrative layout that may fill the
    field when no label does. ``section`` is the part of the form (mother, husband ...) in which labels and beginnings
    count; empty: the paper itself. ``values`` is a closed list of a text; of another kind, words that may stand
    instead. ``listed`` names a longer list that the project holds. ``lines`` is how many printed lines the value may
    take (0: as its kind usually does). ``free``: the value may hold words with colons that are no labels.
    ``several``: what stands at all its labels, joined. ``title`` is what people call it.
    """

    name: str
    kind: Kind
    required: bool = False
    labels: tuple[str, ...] = ()
    begins: tuple[str, ...] = ()
    pattern: str = ""
    zone: str = ""
    section: str = ""
    values: tuple[str, ...] = ()
    listed: ListName | None = None
    lines: int = 0
    free: bool = False
    several: bool = False
    title: str = ""

    @property
    def caption(self) -> str:
        """Return what the field is called before people: its title, else its first label, else its name."""
        return self.title or (self.labels[0].rstrip(":") if self.labels else self.name)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a form that speaks of somebody else; it begins with one of its labels.

    In a ``closed`` one no label serves the paper itself: a table of others has the same heads as the form.
    """

    name: str
    opens: tuple[str, ...]
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Validity:
    """How long a paper of the type counts: for ever, for months from a date field, or until the date in a field.

    ``source`` says what law or custom this rests on.
    """

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
