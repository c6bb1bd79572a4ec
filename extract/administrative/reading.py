"""The fields of an administrative document, zone by zone."""

from collections.abc import Sequence
from dataclasses import replace

from extract.administrative.addressees import addressees
from extract.administrative.agency import agencies
from extract.administrative.attested import attested
from extract.administrative.heading import Heading, heading_of
from extract.administrative.number import number_of
from extract.administrative.place_and_day import closing_day, opening_day, place_and_day
from extract.administrative.runs import Run
from extract.administrative.signature import signers
from extract.administrative.subject import subject
from extract.administrative.symbol import of_body, of_kind
from extract.administrative.title import title_run
from extract.administrative.title_block import in_title_block
from extract.administrative.urgency import marks
from extract.administrative.wording import title_in
from extract.candidate import Candidate
from ocr.page_text import PageText

_RESPELLED = 0.9  # of the fit of a name whose marks were taken from the text


def read_administrative(pages: Sequence[PageText]) -> tuple[Candidate, ...]:
    """Return what may be the fields of one document (Nghị định 30/2020/NĐ-CP, annex I), by place and fixed phrases.

    ``pages`` are those of one document in their order. Where a pen may have written the number or the day, the
    candidate says so and states what was printed.
    """
    heading = heading_of(pages)
    if heading is None:
        return ()
    number = number_of(heading)
    row = number.row if number else None
    title = title_run(heading)
    if heading.anchor is None and number is None:
        return (*in_title_block(heading, title), *signers(pages))
    named = title if title is not None and title_in(title.text) is not None else None
    day = place_and_day(heading, row) or opening_day(heading) or closing_day(pages)
    issued = (*agencies(heading, row, named), *day)
    coded = None if number is None else _coded(number.candidate, issued, title, heading)
    single = (coded, subject(heading, title, row), addressees(heading))
    found = tuple(candidate for candidate in single if candidate is not None)
    spelled = (_as_spelled_elsewhere(candidate, pages) for candidate in issued)
    return (*spelled, *found, *marks(heading), *signers(pages))


def _coded(number: Candidate, issued: Sequence[Candidate], title: Run | None, heading: Heading) -> Candidate:
    """Return the number with what title and body tell of its symbol."""
    named = title_in(title.text) if title is not None else None
    body = next((one.text for one in issued if one.name == "co_quan_ban_hanh"), "")
    return of_body(of_kind(number, named[0] if named else None), body, heading)


def _as_spelled_elsewhere(candidate: Candidate, pages: Sequence[PageText]) -> Candidate:
    """Return the name of a body or place as the rest of the document spells it, less sure where that differs."""
    if candidate.name not in {"co_quan_ban_hanh", "co_quan_chu_quan", "dia_danh"}:
        return candidate
    text = attested(candidate.words, pages)
    if text is None:
        return candidate
    return replace(candidate, stated=text.strip(" .,:;-–_*'\"“”‘’|"), fit=round(_RESPELLED * candidate.fit, 3))
