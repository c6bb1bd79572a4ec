"""The files of rules into values; what they say wrongly is found when they are read, with the file and the place."""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, get_args

from extract.errors import RuleError
from extract.field import Kind
from extract.rules import DocumentType, FieldRule, Identity, Layout, Section, Validity

SHARED = "_shared.toml"
"""The file that holds what types have in common: groups of fields that a type takes by name."""

Table = Mapping[str, Any]


@cache
def document_types() -> Mapping[str, DocumentType]:
    """Return all types by their code, in the order of their files and within them.

    :raises extract.errors.RuleError: when a file cannot be.
    """
    folder = files("extract").joinpath("types")
    groups = tomllib.loads(folder.joinpath(SHARED).read_text("utf-8"))
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".toml") and entry.name != SHARED)
    found: dict[str, DocumentType] = {}
    for name in names:
        for kind in parse_types(folder.joinpath(name).read_text("utf-8"), name, groups):
            if kind.code in found:
                raise RuleError(name, f"{kind.code} stands twice")
            found[kind.code] = kind
    return MappingProxyType(found)


def parse_types(text: str, name: str, groups: Table) -> tuple[DocumentType, ...]:
    """Return the types of one file; ``groups`` are the shared fields.

    :raises extract.errors.RuleError: when the text is no TOML, or a rule is not as it must be.
    """
    try:
        return tuple(_type(table, groups) for table in tomllib.loads(text)["type"])
    except (KeyError, TypeError, ValueError) as error:
        raise RuleError(name, repr(error)) from error


def _type(table: Table, groups: Table) -> DocumentType:
    known = {*DocumentType.__slots__, "groups"}
    _refuse_unknown(table, known, table["code"])
    rules = tuple(_fields(table, groups))
    names = [rule.name for rule in rules]
    if len(set(names)) < len(names):
        raise RuleError(table["code"], f"a field stands twice: {sorted(names)}")
    layout: Layout = table.get("layout", "form")
    if layout not in get_args(Layout):
        raise RuleError(table["code"], f"layout {layout}")
    taken = [groups[group] for group in table.get("groups", ())]
    return DocumentType(
        code=table["code"],
        name=table["name"],
        family=table["family"],
        source=table["source"],
        layout=layout,
        titles=tuple(table.get("titles", ())),
        prefixes=tuple(table.get("prefixes", ())),
        wording=tuple(table.get("wording", ())),
        symbols=tuple(table.get("symbols", ())),
        fields=rules,
        sections=tuple(
            Section(part["name"], tuple(part["opens"]))
            for source in (*taken, table)
            for part in source.get("sections", ())
        ),
        stops=tuple(stop for source in (*taken, table) for stop in source.get("stops", ())),
        checks=tuple(tuple(check) for source in (*taken, table) for check in source.get("checks", ())),
        validity=Validity(**table.get("validity", {})),
        identity=Identity(**table.get("identity", {})),
    )


def _fields(table: Table, groups: Table) -> Iterator[FieldRule]:
    """Yield the fields of the groups that a type takes, changed by what the type says itself, then its own."""
    own = {entry["name"]: entry for entry in table.get("fields", ())}
    for group in table.get("groups", ()):
        for entry in groups[group].get("fields", ()):
            yield _field({**entry, **own.pop(entry["name"], {})})
    yield from (_field(entry) for entry in own.values())


def _field(entry: Table) -> FieldRule:
    _refuse_unknown(entry, set(FieldRule.__slots__), entry["name"])
    if entry["kind"] not in get_args(Kind):
        raise RuleError(entry["name"], f"kind {entry['kind']}")
    lists = {key: tuple(entry[key]) for key in ("labels", "values") if key in entry}
    return FieldRule(**{**entry, **lists})


def _refuse_unknown(table: Table, known: set[str], place: str) -> None:
    unknown = set(table) - known
    if unknown:
        raise RuleError(place, f"unknown {sorted(unknown)}")
