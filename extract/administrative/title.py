"""The line that names the kind of a document (box 5a): ``QUYẾT ĐỊNH``, in capitals, centred below the heading."""

from collections.abc import Sequence
from dataclasses import dataclass

from extract.administrative.heading import Heading, heading_of
from extract.administrative.runs import Run
from extract.administrative.urgency import is_mark
from extract.administrative.wording import begins_body, is_e_signature, letters_of, office_in, title_in
from ingest.geometry import Box
from ocr.page_text import Line, PageText

_CAPITALS = 0.7
_AXIS = 0.52  # of the width: the text stands a little to the right (margins of 30 and 15-20 mm)
_OFF_AXIS = 0.17
_OPERATIVE = 0.5  # fit of a title that was only read again within the text (``QUYẾT ĐỊNH:``)
_UNHEADED = 0.75  # likeness counts so much where no heading stands above
_OTHER = 0.6  # fit of a line in capitals that names no kind we know


@dataclass(frozen=True, slots=True)
class Title:
    """The type line of a document: as printed, the kind it names (None: one that NĐ 30/2020 does not know).

    ``page`` counts from 1 within the file; ``lines`` are the printed lines; ``fit`` (0-1) is how sure it is.
    """

    text: str
    kind: str | None
    page: int
    lines: tuple[Line, ...]
    box: Box
    fit: float


def title_of(pages: Sequence[PageText]) -> Title | None:
    """Return the type line of a document; None for an official letter, which has none, and where none was read."""
    heading = heading_of(pages)
    run = title_run(heading) if heading else None
    if heading is None or run is None:
        return None
    named = title_in(run.text)
    fit = _OTHER if named is None else named[1] if heading.anchor else _UNHEADED * named[1]
    if run.box.y0 > heading.bottom:
        fit = _OPERATIVE
    text = run.text.strip(" .,:;-–'\"")
    return Title(text, named[0] if named else None, heading.page.number, (Line(run.words, run.box),), run.box, fit)


def title_run(heading: Heading) -> Run | None:
    """Return the run that names the kind of the document, None where there is none."""
    least = max((run.box.y1 for run in (heading.national, heading.motto) if run), default=0.0)
    below = [run for run in heading.runs if run.box.middle[1] > least]
    lines = [run for run in below if run.capital_share > _CAPITALS and _is_centred(run, heading.page.width)]
    named = [run for run in lines if title_in(run.text) is not None]
    above = [run for run in named if run.box.y0 < heading.bottom]
    if above:
        return above[0]
    return _unknown(lines, heading) or next(iter(named), None)


def _unknown(lines: Sequence[Run], heading: Heading) -> Run | None:
    """Return a line in capitals that can only be a title: above the text, no body, no office, no mark."""
    if heading.anchor is None or _is_letter(heading):
        return None
    for run in lines:
        if run.box.y0 >= heading.bottom or len(letters_of(run.text)) < 4:
            continue
        if not (begins_body(run.text) or office_in(run.text) or is_mark(run.text) or is_e_signature(run.text)):
            return run
    return None


def _is_letter(heading: Heading) -> bool:
    return any(
        letters_of(run.text).startswith(("vv", "veviec")) and heading.is_left(run) for run in heading.above_text()
    )


def _is_centred(run: Run, width: float) -> bool:
    return abs(run.box.middle[0] / width - _AXIS) < _OFF_AXIS
