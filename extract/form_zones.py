"""Zones on a form: what no label took. The day and the signer stand among labelled lines like them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from statistics import median

from extract.administrative import read_administrative
from extract.administrative.signature import signers
from extract.candidate import Candidate
from extract.form_pen import is_by_pen
from extract.rules import DocumentType
from extract.values.name import is_listed
from ocr.page_text import PageText

_AMONG_LABELS = frozenset({"ngay_ban_hanh", "dia_danh", "nguoi_ky"})
"""The zones that are looked for anew where labelled lines were taken for them."""
_SIGNER = "nguoi_ky"
_TITLES = ("ông", "bà")  # family names too, and nobody signs as a Mr.
_SPREAD = 1.2  # widths of an upright sheet to its height: two pages side by side
_LABELLED = 0.8  # least fit of a value whose label is beyond doubt


def zones_of_form(
    pages: Sequence[PageText], kind: DocumentType, zones: Sequence[Candidate], labelled: Sequence[Candidate]
) -> tuple[Candidate, ...]:
    """Return the zones of a form without those that rest on labelled lines; these are looked for in what is left."""
    taken = [one for one in labelled if _holds(one, kind)]
    left = [_without(page, taken) for page in pages]
    low = [_lower(page, taken) for page in left]
    at = {page.number: page for page in left}
    low_at = {page.number: page for page in low}
    kept = tuple(
        zone
        for zone in zones
        if zone.name not in _AMONG_LABELS or _stands_in(zone, (low_at if zone.name == _SIGNER else at).get(zone.page))
    )
    wanted = _AMONG_LABELS & {rule.zone for rule in kind.fields} - {zone.name for zone in kept}
    anew = list(_anew(left, low, wanted))
    wanted -= {zone.name for zone in anew}
    folded = [_left_half(page) for page in left if page.width > _SPREAD * page.height]
    anew += _anew(folded, [_lower(page, taken) for page in folded], wanted)
    whole = {page.number: page for page in pages}
    return tuple(_judged(zone, whole.get(zone.page)) for zone in (*kept, *anew))


def _anew(left: Sequence[PageText], low: Sequence[PageText], wanted: frozenset[str]) -> Iterator[Candidate]:
    """Yield the zones that are wanted: signers from the lower part of the pages, the others from all that is left."""
    if left and wanted - {_SIGNER}:
        yield from (zone for zone in read_administrative(left) if zone.name in wanted - {_SIGNER})
    if low and _SIGNER in wanted:
        yield from (zone for zone in signers(low) if zone.name == _SIGNER)


def _left_half(page: PageText) -> PageText:
    """Return the left page of an open book: zones lie within one of its pages."""
    middle = page.width / 2
    lines = tuple(line for line in page.lines if line.box.x1 < middle)
    return replace(page, width=middle, lines=lines)


def _judged(zone: Candidate, page: PageText | None) -> Candidate:
    """Return a zone with what is known of forms: numbers that a pen wrote, signers whose names are no whole names."""
    if zone.name == "so_ky_hieu" and page is not None and is_by_pen(page, zone.words, ()):
        return replace(zone, handwritten=True)
    if zone.name == _SIGNER and (not is_listed(zone.text) or zone.text.split()[0].casefold() in _TITLES):
        return replace(zone, notes=(*zone.notes, "doubtful"))
    return zone


def _lower(page: PageText, taken: Sequence[Candidate]) -> PageText:
    """Return the part of a page below the middle of its labelled lines: above it nobody signs."""
    levels = [one.words[0].box.y0 for one in taken if one.page == page.number]
    if not levels:
        return page
    return replace(page, lines=tuple(line for line in page.lines if line.box.y0 > median(levels)))


def _holds(one: Candidate, kind: DocumentType) -> bool:
    """Tell whether a candidate is the value of a label, and no name of a body, which zones share with labels."""
    rule = kind.field(one.name)
    if rule is None or rule.zone or one.fit < _LABELLED or not one.words:
        return False
    return not (rule.begins and one.words[0].text.isupper())


def _without(page: PageText, taken: Sequence[Candidate]) -> PageText:
    """Return a page without the lines of labels and of their values."""
    ends = [word.box.middle for one in taken if one.page == page.number for word in (one.words[0], one.words[-1])]
    kept = tuple(
        line
        for line in page.lines
        if not (line.words and line.words[-1].text.endswith(":")) and not any(line.box.holds(*end) for end in ends)
    )
    return replace(page, lines=kept)


def _stands_in(zone: Candidate, page: PageText | None) -> bool:
    if page is None or not zone.words:
        return True
    return any(line.box.holds(*zone.words[0].box.middle) for line in page.lines)
