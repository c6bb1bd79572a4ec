"""The units of the country, before July 2025 and since: provinces, districts, communes, by what print leaves of a name.

The tables are those of the package ``vietnamadminunits``; only its data files are read, never its code (which asks a
server on the internet where a street lies). Each table is read when it is first asked for.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from extract.values.written import folded, spelling

PACKAGE = "vietnamadminunits"
EXACT, FOLDED, NEAR = range(3)
_LONG = 9  # letters from which on a name may differ in two
_FEWEST = 5  # letters from which on a name may differ in one
_OTHER_NAMES = {"thuathienhue": "thanhphohue", "tphcm": "thanhphohochiminh", "saigon": "thanhphohochiminh"}


@dataclass(frozen=True, slots=True)
class Place:
    """A unit as the tables have it: its key there, its type (``Xã``), its name without it, its code."""

    key: str
    kind: str
    name: str
    code: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A place that a printed name means, and how far the print is from it: not at all, in marks, in letters."""

    place: Place
    distance: int


@dataclass(frozen=True, slots=True)
class Names:
    """Places of one unit by what is left of their names in small letters without marks and spaces."""

    by_key: Mapping[str, tuple[Place, ...]]

    def find(self, kind: str | None, name: str) -> Hit | None:
        """Return the one place that a name with its type (small, without marks; None: not printed) means."""
        seen = key(name)
        if not seen:
            return None
        same = self.by_key.get(seen, ()) or (self.by_key.get(key(f"{kind} {name}"), ()) if kind else ())
        if same:
            return _chosen(same, kind, name)
        if len(seen) < _FEWEST or any(map(str.isdigit, seen)):
            return None
        return self._near(seen, kind)

    def _near(self, seen: str, kind: str | None) -> Hit | None:
        most = 2 if len(seen) >= _LONG else 1
        near = process.extract(seen, self.by_key.keys(), scorer=Levenshtein.distance, score_cutoff=most, limit=6)
        best = min((distance for _, distance, _ in near), default=0)
        places = {place for name, distance, _ in near if distance == best for place in self.by_key[name]}
        fitting = {place for place in places if kind is None or folded(place.kind) == kind} or places
        return Hit(fitting.pop(), NEAR) if len(fitting) == 1 else None


def _chosen(places: tuple[Place, ...], kind: str | None, name: str) -> Hit | None:
    printed = spelling(name.lstrip("0") if name.isdigit() else name)
    of_kind = [place for place in places if kind is not None and folded(place.kind) == kind] or list(places)
    spelled = [place for place in of_kind if spelling(place.name) in {printed, (*spelling(place.kind), *printed)}]
    left = spelled or of_kind
    if len(left) != 1:
        return None
    right_kind = kind is None or folded(left[0].kind) == kind
    return Hit(left[0], EXACT if spelled and right_kind else FOLDED)


def key(name: str) -> str:
    """Return what is compared of a name: ``Đắk Lắk`` -> ``daklak``, ``Mỹ`` and ``Mĩ`` the same, ``01`` is ``1``."""
    letters = "".join(filter(str.isalnum, folded(name))).replace("y", "i")
    return letters.lstrip("0") if letters.isdigit() else letters


@cache
def table_version() -> str:
    """Return which tables answer: package and version."""
    return f"{PACKAGE} {version(PACKAGE)}"


@cache
def old_provinces() -> Names:
    """Return the 63 provinces before July 2025."""
    return _names(_provinces("parser_legacy"))


@cache
def new_provinces() -> Names:
    """Return the 34 provinces since July 2025."""
    return _names(_provinces("parser_from_2025"))


@cache
def districts(province: str) -> Names:
    """Return the districts of an old province."""
    table = _table("parser_legacy")["DICT_PROVINCE_DISTRICT"][province]
    return _names((_place(name, entry, "district"), entry["districtKeywords"]) for name, entry in table.items())


@cache
def communes(province: str, district: str) -> Names:
    """Return the communes of a district, those merged into them before 2025 by their former names too."""
    return _names(_wards("parser_legacy", "DICT_PROVINCE_DISTRICT_WARD", (province, district)))


@cache
def new_communes(province: str) -> Names:
    """Return the communes of a new province."""
    return _names(_wards("parser_from_2025", "DICT_PROVINCE_WARD", (province,)))


@cache
def province_of_district() -> Mapping[str, str]:
    """Return the old province of each district whose name is the only one of its kind."""
    table = _table("parser_legacy")["DICT_UNIQUE_DISTRICT_PROVINCE"]
    return {key(word): entry["provinceKey"] for entry in table.values() for word in entry["districtKeywords"]}


@cache
def former_districts(province: str) -> Mapping[str, tuple[str, ...]]:
    """Return the districts among which a former district was divided, by its key."""
    table = _table("parser_legacy")["DICT_PROVINCE_DISTRICT_DIVIDED"].get(province, {})
    return {
        key(word): tuple(entry["districts"]) for entry in table.values() for word in entry["dividedDistrictKeywords"]
    }


@cache
def province_since(province: str) -> str:
    """Return the key of the new province that an old one belongs to."""
    table = _table("converter_2025")["DICT_PROVINCE"]
    return next((new for new, old in table.items() if province in old), "")


@cache
def communes_since(province: str) -> Mapping[str, tuple[str, ...]]:
    """Return which new communes each old one (``province_district_commune``) of a new province went to."""
    tables = _table("converter_2025")
    whole = tables["DICT_PROVINCE_WARD_NO_DIVIDED"].get(province, {})
    split = tables["DICT_PROVINCE_WARD_DIVIDED"].get(province, {})
    return {old: (new,) for new, olds in whole.items() for old in olds} | {
        old: tuple(str(part["newWardKey"]) for part in parts) for old, parts in split.items()
    }


@cache
def new_commune(province: str, commune: str) -> Place | None:
    """Return a new commune by its key."""
    return next((place for place, _ in _wards("parser_from_2025", "DICT_PROVINCE_WARD", (province,))
                 if place.key == commune), None)  # fmt: skip


def _provinces(file: str) -> Iterable[tuple[Place, list[str]]]:
    table = _table(file)["DICT_PROVINCE"]
    for name, entry in table.items():
        others = [other for other, province in _OTHER_NAMES.items() if province == name]
        kind, _, _ = entry["province"].rpartition(entry["provinceShort"])
        yield (
            Place(name, kind.strip(), entry["provinceShort"], entry["provinceCode"]),
            entry["provinceKeywords"] + others,
        )


def _wards(file: str, table: str, path: tuple[str, ...]) -> Iterable[tuple[Place, list[str]]]:
    for marks in ("NO_ACCENTED", "ACCENTED"):
        entries = _table(file)[f"{table}_{marks}"]
        for step in path:
            entries = entries.get(step, {})
        for name, entry in entries.items():
            if entry["wardKeywords"]:
                yield _place(name, entry, "ward"), entry["wardKeywords"]


def _place(name: str, entry: Mapping[str, Any], level: str) -> Place:
    short = entry[f"{level}Short"]
    kind = entry[level].removesuffix(short).strip() or entry[f"{level}Type"]  # the type beside it is not always right
    return Place(name, kind, short, entry[f"{level}Code"])


def _names(entries: Iterable[tuple[Place, list[str]]]) -> Names:
    by_key: defaultdict[str, dict[Place, None]] = defaultdict(dict)
    for place, words in entries:
        for word in (place.name, *words):
            by_key[key(word)][place] = None
    own = {name: [place for place in places if key(place.name) == name] for name, places in by_key.items()}
    return Names({name: tuple(own[name] or places) for name, places in by_key.items()})


@cache
def _table(name: str) -> Mapping[str, Any]:
    spec = find_spec(PACKAGE)
    folder = Path(spec.submodule_search_locations[0]) if spec and spec.submodule_search_locations else Path()
    tables: Mapping[str, Any] = json.loads((folder / "data" / f"{name}.json").read_bytes())
    return tables
