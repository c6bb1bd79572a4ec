"""The files of rules into values; what they say wrongly is found when they are read, with the file and the place."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, get_args, get_type_hints

from extract.checks import RULES
from extract.errors import RuleError
from extract.field import Kind
from extract.rules import DocumentType, FieldRule, Identity, Layout, Section, Validity, Zone
from extract.values.lists import ListName

SHARED = "_shared.toml"
"""The file that holds what types have in common: groups of fields that a type takes by name."""

EVERYWHERE = "chung_thuc"
"""The group that every type with fields has after its own: the stamp of a certified copy, the words ``bản sao``."""

Table = Mapping[str, Any]
_LISTS = ("labels", "begins", "values")


@cache
def document_types() -> Mapping[str, DocumentType]:
    """Return all types by their code, in the order of their files and within them.

    :raises extract.errors.RuleError: when a file cannot be.
    """
    folder = files("extract").joinpath("types")
    groups = _table(folder.joinpath(SHARED).read_text("utf-8"), SHARED)
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
    tables = _table(text, name).get("type")
    if not isinstance(tables, list):
        raise RuleError(name, "no [[type]]")
    return tuple(_type_at(table, groups, name, number) for number, table in enumerate(tables, 1))


def _type_at(table: Table, groups: Table, name: str, number: int) -> DocumentType:
    try:
        return _type(table, groups, name)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        place = f"{name}, type {number}"
        raise RuleError(place, repr(error)) from error


def _table(text: str, name: str) -> Table:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RuleError(name, str(error)) from error


def _type(table: Table, groups: Table, name: str) -> DocumentType:
    place = f"{name}, {table['code']}"
    _refuse_unknown(table, {*DocumentType.__slots__, "groups"}, place)
    layout: Layout = table.get("layout", "form")
    _refuse_other(layout, get_args(Layout), f"{place}: layout")
    taken = [groups[group] for group in table.get("groups", ())]
    common = [] if layout == "none" else [groups[EVERYWHERE]]
    made = DocumentType(
        code=table["code"],
        name=table["name"],
        family=table["family"],
        source=table["source"],
        layout=layout,
        titles=_texts(table, "titles", place),
        prefixes=_texts(table, "prefixes", place),
        wording=_texts(table, "wording", place),
        symbols=_texts(table, "symbols", place),
        fields=tuple(_fields(table, taken, common, place)),
        sections=tuple(_section(part, place) for part in _listed("sections", (*taken, table, *common))),
        stops=tuple(dict.fromkeys(_listed("stops", (*taken, table, *common)))),
        checks=tuple(tuple(check) for check in _listed("checks", (*taken, table, *common))),
        validity=_validity(table.get("validity", {}), place),
        identity=_identity(table.get("identity", {}), place),
    )
    _refuse_dangling(made, place)
    return made


def _section(part: Table, place: str) -> Section:
    place = f"{place}, section {part['name']}"
    _refuse_unknown(part, set(Section.__slots__), place)
    return Section(**{**part, "opens": _texts(part, "opens", place)})


def _validity(table: Table, place: str) -> Validity:
    place = f"{place}, validity"
    _refuse_unknown(table, set(Validity.__slots__), place)
    kinds = get_args(get_type_hints(Validity)["kind"])
    _refuse_other(table.get("kind", "unknown"), kinds, f"{place}: kind")
    return Validity(**table)


def _identity(table: Table, place: str) -> Identity:
    _refuse_unknown(table, set(Identity.__slots__), f"{place}, identity")
    return Identity(**table)


def _listed(key: str, sources: Iterable[Table]) -> Iterator[Any]:
    return (entry for source in sources for entry in source.get(key, ()))


def _texts(table: Table, key: str, place: str) -> tuple[str, ...]:
    """Return a list of texts; a text where a list must be would be taken for its letters."""
    found = table.get(key, [])
    if not isinstance(found, list) or not all(isinstance(entry, str) for entry in found):
        raise RuleError(place, f"{key} is no list of texts: {found!r}")
    return tuple(found)


def _fields(table: Table, taken: Iterable[Table], common: Iterable[Table], place: str) -> Iterator[FieldRule]:
    """Yield the fields of the groups that a type takes, changed by what the type says itself, then its own."""
    own = {entry["name"]: entry for entry in table.get("fields", ())}
    if len(own) < len(table.get("fields", ())):
        raise RuleError(place, "a field stands twice")
    for entry in _listed("fields", taken):
        yield _field({**entry, **own.pop(entry["name"], {})}, place)
    last = [{**entry, **own.pop(entry["name"], {})} for entry in _listed("fields", common)]
    yield from (_field(entry, place) for entry in (*own.values(), *last))


def _field(entry: Table, place: str) -> FieldRule:
    place = f"{place}, {entry['name']}"
    _refuse_unknown(entry, set(FieldRule.__slots__), place)
    _refuse_other(entry["kind"], get_args(Kind), f"{place}: kind")
    _refuse_other(entry.get("zone", ""), ("", *get_args(Zone)), f"{place}: zone")
    _refuse_other(entry.get("listed"), (None, *get_args(ListName)), f"{place}: listed")
    for key, plain in (("required", bool), ("free", bool), ("several", bool), ("lines", int)):
        if type(entry.get(key, plain())) is not plain:
            raise RuleError(place, f"{key} = {entry[key]!r} is no {plain.__name__}")
    try:
        re.compile(entry.get("pattern", ""))
    except re.error as error:
        raise RuleError(place, f"pattern: {error}") from error
    return FieldRule(**{**entry, **{key: _texts(entry, key, place) for key in _LISTS}})


def _refuse_unknown(table: Table, known: set[str], place: str) -> None:
    unknown = set(table) - known
    if unknown:
        raise RuleError(place, f"unknown {sorted(unknown)}")


def _refuse_other(value: object, known: tuple[str | None, ...], place: str) -> None:
    if value not in known:
        raise RuleError(place, f"{value!r} is none of {', '.join(filter(None, known))}")


def _refuse_dangling(made: DocumentType, place: str) -> None:
    """Refuse names that lead nowhere: doubled fields, sections that nothing opens, fields that there are not."""
    names = [rule.name for rule in made.fields]
    if len(set(names)) < len(names):
        raise RuleError(place, f"a field stands twice: {names}")
    sections = {"", *(section.name for section in made.sections)}
    lost = {rule.section for rule in made.fields} - sections
    if lost:
        raise RuleError(place, f"nothing opens the sections {sorted(lost)}")
    for code, *_ in made.checks:
        _refuse_other(code, tuple(RULES), f"{place}: check")
    told = {made.validity.field, *(getattr(made.identity, key) for key in Identity.__slots__)}
    missing = {*told, *(name for check in made.checks for name in check[1:])} - {"", *names}
    if missing:
        raise RuleError(place, f"no fields {sorted(missing)}")
