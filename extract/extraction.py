"""One document: its pages in, its type and its fields out. The stages are named in ``extract``, in order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from extract.administrative import read_administrative
from extract.candidate import Candidate
from extract.checks import check
from extract.classify import Verdict, as_expected, classify
from extract.codes import read_codes
from extract.confidence import ACCEPTED, confidence
from extract.document import Extraction
from extract.field import Field, FieldProblem, Value
from extract.folding import fold
from extract.form import read_form
from extract.form_zones import zones_of_form
from extract.reuse_key import reuse_key
from extract.rule_files import document_types
from extract.rules import DocumentType
from extract.separator import Separator
from extract.signing import corroborated
from extract.weighing import Weighed, weigh
from ingest.signatures import Signature
from ocr.page_text import PageText

_T = TypeVar("_T")
_STAMP = "chung_thuc"
_UNDER, _ASIDE = 200.0, 90.0  # points between a stamp and the name of who signed it
_BY_PEN = 0.6  # of the smaller of a pen's place and a word
_ROOM = "phong"
_ZONE = 0.9  # how a place of the layout counts beside a label
_FIRST, _LAST = 6, 4  # pages of a long document that are looked at for fields


@dataclass(frozen=True, slots=True)
class Examined:
    """A document of a known type with the best candidate of each of its fields, before any of them is judged."""

    kind: DocumentType
    verdict: Verdict
    weighed: tuple[Weighed, ...]


def extract(
    pages: Sequence[PageText], separator: Separator | None = None, signatures: Sequence[Signature] = ()
) -> Extraction:
    """Return what one document is and says; never raises for what stands on its pages (at least one).

    ``separator`` is what the sheet before it or the label on it says, ``signatures`` are the digital ones of its file.
    """
    found = examined(pages, separator.document_type if separator else None)
    done = replace(finished(pages, found), separator=separator)
    return corroborated(done, signatures) if found.kind.layout == "administrative" else done


def examined(pages: Sequence[PageText], expected: str | None = None) -> Examined:
    """Return the type of a document, and for each of its fields what was chosen and what is known of it.

    ``expected`` is the type that somebody has named.
    """
    looked_at = telling(pages)
    zones = read_administrative(looked_at)
    coded = read_codes(looked_at)
    told = classify(looked_at, document_types(), (*zones, *coded))
    verdict = as_expected(told, expected, document_types())
    kind = document_types()[verdict.code]
    found = candidates(looked_at, kind, (*zones, *_titled(verdict)), coded)
    return Examined(kind, verdict, checked(kind, chosen(kind, found)))


def telling(pages: Sequence[_T]) -> tuple[_T, ...]:
    """Return the pages that fields stand on: all of a short document, the first and last of a long one."""
    if len(pages) <= _FIRST + _LAST:
        return tuple(pages)
    return (*pages[:_FIRST], *pages[-_LAST:])


def candidates(
    pages: Sequence[PageText],
    kind: DocumentType,
    zones: Sequence[Candidate],
    coded: Sequence[Candidate],
) -> tuple[Candidate, ...]:
    """Return everything that may be the value of a field of the type."""
    found = list(read_form(pages, kind)) if kind.layout != "none" else []
    if kind.layout == "form":
        zones = _with_whole_issuer(zones_of_form(pages, kind, zones, found))
    zones = [zone for zone in zones if not _is_certifier(zone, found)]
    for rule in kind.fields:
        for zone in zones:
            if rule.zone == zone.name:
                fit = zone.fit if kind.layout == "administrative" else _ZONE * zone.fit
                found.append(replace(zone, name=rule.name, fit=fit))
    by_number = {page.number: page for page in pages}
    return (*(_as_written(one, kind, by_number.get(one.page)) for one in found), *coded)


def _as_written(one: Candidate, kind: DocumentType, page: PageText | None) -> Candidate:
    """Return a candidate, told to be handwritten where a pen wrote half of its words, or a part of a number or day."""
    if one.handwritten or page is None or not one.words:
        return one
    pens = [region.box for region in page.regions if region.kind == "handwriting"]
    written = sum(any(pen.meet(word.box).area > _BY_PEN * min(pen.area, word.box.area) for pen in pens)
                  for word in one.words)  # fmt: skip
    rule = kind.field(one.name)
    enough = 1 if rule is not None and rule.kind in {"docno", "date"} else (len(one.words) + 1) // 2
    return replace(one, handwritten=True) if written >= enough else one


def _is_certifier(zone: Candidate, found: Sequence[Candidate]) -> bool:
    """Tell whether a signer stands under the stamp that certifies the copy: not who signed the paper."""
    if zone.name != "nguoi_ky" or zone.box is None:
        return False
    stamps = [one.box for one in found if one.name.startswith(_STAMP) and one.page == zone.page and one.box]
    return any(
        0 < zone.box.y0 - stamp.y1 < _UNDER and abs(zone.box.middle[0] - stamp.middle[0]) < _ASIDE for stamp in stamps
    )


def _with_whole_issuer(zones: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Return the zones, a room of an agency (``PHÒNG …``) with the agency: every province has a room of that name."""
    above = next((zone for zone in zones if zone.name == "co_quan_chu_quan"), None)
    return tuple(
        replace(
            zone, words=(*above.words, *zone.words), stated=f"{above.text} {zone.text}", fit=min(above.fit, zone.fit)
        )
        if above is not None and zone.name == "co_quan_ban_hanh" and fold(zone.text).startswith(_ROOM)
        else zone
        for zone in zones
    )


def _titled(verdict: Verdict) -> tuple[Candidate, ...]:
    words = tuple(word for row in verdict.title for word in row.words)
    return (Candidate("tieu_de", verdict.title[0].page, words),) if words else ()


def chosen(kind: DocumentType, found: Sequence[Candidate]) -> tuple[Weighed, ...]:
    """Return the best candidate of each field of the type that has any, in the order of the rules."""
    weighed = (weigh(rule, [one for one in found if one.name == rule.name]) for rule in kind.fields)
    return tuple(one for one in weighed if one is not None)


def checked(kind: DocumentType, weighed: Sequence[Weighed]) -> tuple[Weighed, ...]:
    """Return the values with what the checks of the type say of each."""
    values = {one.rule.name: one.value for one in weighed if one.value is not None}
    passed: dict[str, list[str]] = {}
    failed: dict[str, list[str]] = {}
    for finding in check(values, kind.checks):
        for name in finding.fields:
            (passed if finding.passed else failed).setdefault(name, []).append(finding.code)
    return tuple(
        replace(one, passed=tuple(passed.get(one.rule.name, ())), failed=tuple(failed.get(one.rule.name, ())))
        for one in weighed
    )


def finished(pages: Sequence[PageText], found: Examined) -> Extraction:
    """Return the document with its fields, those that are required and missing among them."""
    kind = found.kind
    by_number = {page.number: page for page in telling(pages)}
    fields = [field_of(one, by_number.get(one.candidate.page)) for one in found.weighed]
    there = {field.name for field in fields}
    fields += [
        Field(rule.name, None, "", None, None, 0.0, "missing")
        for rule in kind.fields
        if rule.required and rule.name not in there
    ]
    missing = tuple(
        rule.name
        for rule in kind.fields
        if rule.required and any(field.name == rule.name and field.value is None for field in fields)
    )
    trusted: Mapping[str, Value] = {
        field.name: field.value
        for field in fields
        if field.value is not None and field.problem in {None, "low_confidence"}
    }
    return Extraction(
        pages=tuple(page.number for page in pages),
        document_type=kind.code,
        certainty=found.verdict.certainty,
        fields=tuple(fields),
        missing=missing,
        reuse_key=reuse_key(kind, trusted),
        codes=tuple(code.text for page in telling(pages) for code in page.codes),
    )


def field_of(weighed: Weighed, page: PageText | None) -> Field:
    """Return the field that a chosen candidate makes, with how sure it is and what is wrong with it."""
    sure = confidence(weighed, page)
    candidate = weighed.candidate
    return Field(
        name=weighed.rule.name,
        value=weighed.value,
        printed=candidate.printed,
        page=candidate.page,
        box=candidate.box,
        confidence=sure,
        problem=_problem(weighed, sure),
        origin=candidate.origin,
        notes=weighed.notes,
    )


def _problem(weighed: Weighed, sure: float) -> FieldProblem | None:
    if weighed.candidate.handwritten:
        return "handwritten"
    if any(origin != weighed.candidate.origin for _, origin in weighed.rivals):
        return "conflict"
    if weighed.failed:
        return "check_failed"
    return "low_confidence" if sure < ACCEPTED else None
