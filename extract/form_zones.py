"""Zones on a form: what no label took. The day and the signer stand among labelled lines like them."""

from collections.abc import Sequence
from dataclasses import replace

from extract.administrative import read_administrative
from extract.candidate import Candidate
from extract.rules import DocumentType
from ocr.page_text import PageText

_AMONG_LABELS = frozenset({"ngay_ban_hanh", "dia_danh", "nguoi_ky"})
"""The zones that are looked for anew where labelled lines were taken for them."""
_LABELLED = 0.8  # least fit of a value whose label is beyond doubt


def zones_of_form(
    pages: Sequence[PageText], kind: DocumentType, zones: Sequence[Candidate], labelled: Sequence[Candidate]
) -> tuple[Candidate, ...]:
    """Return the zones of a form without those that rest on labelled lines; these are looked for in what is left."""
    taken = [one for one in labelled if _holds(one, kind)]
    left = [_without(page, taken) for page in pages]
    at = {page.number: page for page in left}
    kept = tuple(zone for zone in zones if zone.name not in _AMONG_LABELS or _stands_in(zone, at.get(zone.page)))
    lost = {zone.name for zone in zones} - {zone.name for zone in kept}
    if not lost:
        return kept
    return (*kept, *(zone for zone in read_administrative(left) if zone.name in lost))


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
