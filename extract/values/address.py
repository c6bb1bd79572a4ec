"""Addresses: kept as they are printed, and resolved to the units before July 2025 and since.

A printed address is never changed. What it is resolved to is said beside it: several new communes where the old one was
split and a person has to choose, none where the tables do not know the names.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from extract.values import units
from extract.values.parsed import Parsed, noted
from extract.values.text import parse_text
from extract.values.units import Hit
from extract.values.written import folded, nfc

Certainty = Literal["exact", "folded", "near"]

_CERTAINTIES: tuple[Certainty, ...] = ("exact", "folded", "near")
_KIND = re.compile(
    r"(?<![^\W\d_])(?:(?P<word>tỉnh|thành\s*phố|thị\s*xã|thị\s*trấn|quận|huyện|phường|đặc\s*khu|xã)\b"
    r"|(?P<short>tp|tx|tt|t|q|h|p|x)\.\s?|(?P<city>tp|tx|tt)\s|(?P<number>[qp])(?=\s?\d))\s*",
    re.IGNORECASE,
)
_BARE_KIND = re.compile(r"(?:tinh|thanh\s*pho|thi\s*xa|thi\s*tran|quan|huyen|phuong|dac\s*khu|xa)\s+(?=\S)")
_SHORT = {"tp": "thanh pho", "tx": "thi xa", "tt": "thi tran", "t": "tinh", "q": "quan", "h": "huyen", "p": "phuong",
          "x": "xa"}  # fmt: skip
_DASH = re.compile(r"\s+[-\u2010-\u2015]\s+")
_BREAK = re.compile(r"\s*[,;\n|]\s*|(?<=[^\W\d_]{3})\.\s+(?=[A-ZĐ][a-zà-ỹ])")  # no stop of ``X. Yên Sơn``
_OF_PROVINCE = ("tinh", "thanh pho", None)
_OF_DISTRICT = ("quan", "huyen", "thi xa", "thanh pho", None)
_OF_COMMUNE = ("xa", "phuong", "thi tran", "dac khu", None)
_COUNTRY = ("vietnam", "chxhcnvietnam")
_LAST = 4  # mentions from the end among which the province stands


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit with what it lies in, as the tables name it, types included; ``code`` is of the smallest that is told."""

    province: str
    district: str | None
    commune: str | None
    code: str

    @property
    def name(self) -> str:
        """Return the unit in one line, the smallest first."""
        return ", ".join(part for part in (self.commune, self.district, self.province) if part)


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a printed address means: its unit before July 2025 (None: it names new ones), its new unit or candidates.

    ``certainty`` is of the worst of the names: tone for tone, without marks, or with letters that differ.
    """

    printed: str
    old: Unit | None
    new: tuple[Unit, ...]
    certainty: Certainty
    table_version: str

    @property
    def complete(self) -> bool:
        """Return whether the commune is known."""
        return any(unit.commune for unit in (self.old, *self.new) if unit is not None)


@dataclass(frozen=True, slots=True)
class _Mention:
    kind: str | None
    name: str


def parse_address(text: str) -> Parsed | None:
    """Return the address as printed; ``known`` where province and commune are units, tone for tone."""
    kept = parse_text(text)
    if kept is None or not isinstance(kept.value, str):
        return None
    found = resolve(kept.value)
    known = found is not None and found.complete and found.certainty == "exact"
    return Parsed(kept.value, noted(known=known), kept.used)


@lru_cache(maxsize=1 << 10)
def resolve(text: str) -> Resolved | None:
    """Return the units that an address, or the name of an agency, tells; None where no province is found in it."""
    mentions = _mentions(nfc(text))
    old = _old(mentions) or _former(mentions)
    new = None if old is not None and len(old) > 1 else _new(mentions)
    if old is not None and (new is None or len(new) == 1 or new[-1].distance == units.NEAR):
        old = _without_district(mentions, old) if len(old) == 1 else old
        new = new if new is not None and len(new) > len(old) else None
    if new is not None:
        return _resolved(text, None, (_new_unit(new),), new)
    return None if old is None else _resolved(text, _old_unit(old), _since(old), old)


def _resolved(text: str, old: Unit | None, new: tuple[Unit, ...], hits: tuple[Hit, ...]) -> Resolved:
    worst = max(hit.distance for hit in hits)
    return Resolved(text, old, new, _CERTAINTIES[worst], units.table_version())


def _mentions(text: str) -> tuple[_Mention, ...]:
    """Return the names of an address from left to right, with their types where they are printed."""
    found = []
    if "," not in text:  # elsewhere a dash belongs to a name: Phường Văn Miếu - Quốc Tử Giám
        text = _DASH.sub(", ", text)
    for segment in _BREAK.split(text):
        begins = [match for match in _KIND.finditer(segment) if segment[match.end() :].strip(" .")]
        starts = [0, *(match.start() for match in begins)]
        for start, end in zip(starts, [*starts[1:], len(segment)], strict=True):
            mention = _mention(segment[start:end].strip(" .:()"))
            if mention is not None:
                found.append(mention)
    return tuple(found)


def _mention(piece: str) -> _Mention | None:
    match = _KIND.match(piece)
    if match is not None and (match["word"] or len(piece) > match.end()):
        seen = match["word"] or match["short"] or match["city"] or match["number"]
        kind = " ".join(folded(seen).split())
        kind = {"thanhpho": "thanh pho", "thixa": "thi xa", "thitran": "thi tran", "dackhu": "dac khu"}.get(kind, kind)
        return _Mention(_SHORT.get(kind, kind), piece[match.end() :])
    bare = _BARE_KIND.match(folded(piece))
    if bare is not None:
        return _Mention(" ".join(bare[0].split()), piece[bare.end() :])
    return _Mention(None, piece) if piece and units.key(piece) not in _COUNTRY else None


def _old(mentions: tuple[_Mention, ...]) -> tuple[Hit, ...] | None:
    """Return province, district and commune before July 2025, as far as they are found one inside the other."""
    for at in range(len(mentions) - 1, max(-1, len(mentions) - 1 - _LAST), -1):
        mention = mentions[at]
        hit = units.old_provinces().find(mention.kind, mention.name) if mention.kind in _OF_PROVINCE else None
        if hit is not None and (hit.distance < units.NEAR or at == len(mentions) - 1):
            return (hit, *_inside(mentions[:at], hit))
    return None


def _former(mentions: tuple[_Mention, ...]) -> tuple[Hit, ...] | None:
    """Return the path of an address that tells no province but a district whose name is the only one of its kind."""
    for at in range(len(mentions) - 1, -1, -1):
        mention = mentions[at]
        if mention.kind is None or mention.kind not in _OF_DISTRICT:
            continue
        province = units.province_of_district().get(units.key(f"{mention.kind} {mention.name}"))
        hit = units.old_provinces().find(None, province) if province is not None else None
        if hit is not None:
            hit = Hit(hit.place, units.FOLDED)
            return (hit, *_inside(mentions[: at + 1], hit))
    return None


def _inside(mentions: tuple[_Mention, ...], province: Hit) -> tuple[Hit, ...]:
    names, former = units.districts(province.place.key), units.former_districts(province.place.key)
    for at in range(len(mentions) - 1, -1, -1):
        mention = mentions[at]
        if mention.kind not in _OF_DISTRICT:
            continue
        hit = names.find(mention.kind, mention.name)
        others = former.get(units.key(mention.name), ()) or former.get(units.key(f"{mention.kind} {mention.name}"), ())
        if hit is None and not others:
            continue
        own = () if hit is None else (hit,)
        moved = (_district(province, key) for key in others if hit is None or key != hit.place.key)
        path = _commune(mentions[:at], province, (*own, *filter(None, moved)))
        return path or own
    return ()


def _commune(mentions: tuple[_Mention, ...], province: Hit, among: tuple[Hit, ...]) -> tuple[Hit, ...]:
    """Return district and commune: the last mention that is a commune of one of the districts."""
    for mention in _possible_communes(mentions):
        found = ((district, units.communes(province.place.key, district.place.key).find(mention.kind, mention.name))
                 for district in among)  # fmt: skip
        # in a district that is not the printed one, only a commune of that very name
        paths = [
            (district, hit)
            for district, hit in found
            if hit is not None and (hit.distance < units.NEAR or district is among[0])
        ]
        best = min((hit.distance for _, hit in paths), default=0)
        paths = [path for path in paths if path[1].distance == best]
        if len(paths) == 1:
            return paths[0]
    return ()


def _district(province: Hit, key: str) -> Hit | None:
    """Return a district by its key; it is not the one that is printed, but took over a part of it."""
    places = (place for same in units.districts(province.place.key).by_key.values() for place in same)
    return next((Hit(place, units.FOLDED) for place in places if place.key == key), None)


def _possible_communes(mentions: tuple[_Mention, ...]) -> tuple[_Mention, ...]:
    """Return what may be communes, the last first; of those without a type only the last: others are streets."""
    last = len(mentions) - 1
    named = (mention for at, mention in enumerate(mentions) if mention.kind is not None or at == last)
    return tuple(mention for mention in named if mention.kind in _OF_COMMUNE)[::-1]


def _without_district(mentions: tuple[_Mention, ...], old: tuple[Hit, ...]) -> tuple[Hit, ...]:
    """Return the path of an old commune whose district is not printed, where only one of the province has the name."""
    province = old[0]
    all_districts = {place.key for same in units.districts(province.place.key).by_key.values() for place in same}
    for mention in _possible_communes(mentions):
        if mention.kind is None:
            continue
        seen = [(district, units.communes(province.place.key, district).find(mention.kind, mention.name))
                for district in sorted(all_districts)]  # fmt: skip
        hits = [(district, hit) for district, hit in seen if hit is not None and hit.distance == units.EXACT]
        district = _district(province, hits[0][0]) if len(hits) == 1 else None
        if district is not None:
            return province, district, hits[0][1]
    return old


def _new(mentions: tuple[_Mention, ...]) -> tuple[Hit, ...] | None:
    """Return province and commune since July 2025, as far as they are found."""
    for at in range(len(mentions) - 1, max(-1, len(mentions) - 1 - _LAST), -1):
        mention = mentions[at]
        hit = units.new_provinces().find(mention.kind, mention.name) if mention.kind in _OF_PROVINCE else None
        if hit is None or (hit.distance == units.NEAR and at < len(mentions) - 1):
            continue
        names = units.new_communes(hit.place.key)
        found = (names.find(mention.kind, mention.name) for mention in _possible_communes(mentions[:at]))
        commune = next((one for one in found if one is not None), None)
        return (hit, commune) if commune is not None else (hit,)
    return None


def _full(hit: Hit) -> str:
    place = hit.place  # a numbered one has its type in its name
    return place.name if place.name.startswith(f"{place.kind} ") else f"{place.kind} {place.name}"


def _old_unit(path: tuple[Hit, ...]) -> Unit:
    province, *inner = path
    district = _full(inner[0]) if inner else None
    commune = _full(inner[1]) if len(inner) > 1 else None
    return Unit(_full(province), district, commune, path[-1].place.code)


def _new_unit(path: tuple[Hit, ...]) -> Unit:
    commune = _full(path[1]) if len(path) > 1 else None
    return Unit(_full(path[0]), None, commune, path[-1].place.code)


def _since(path: tuple[Hit, ...]) -> tuple[Unit, ...]:
    """Return the new communes that an old one went to, the new province of an old one, the zone of an island."""
    province = units.province_since(path[0].place.key)
    place = units.new_provinces().find(None, province) if province else None
    if place is None:
        return ()
    if len(path) == 1:
        return (_new_unit((place,)),)
    keys = "_".join(hit.place.key for hit in path) if len(path) == 3 else f"{path[0].place.key}_{path[-1].place.key}_"
    since = (units.new_commune(province, commune) for commune in units.communes_since(province).get(keys, ()))
    return tuple(_new_unit((place, Hit(commune, units.EXACT))) for commune in since if commune is not None)
