"""All that codes and machine-readable zones say about the holder of a card."""

from collections.abc import Sequence

from extract.candidate import Candidate
from extract.codes.citizen_code import citizen_candidates
from extract.codes.mrz_zone import mrz_candidates
from ocr.page_text import PageText


def read_codes(pages: Sequence[PageText]) -> tuple[Candidate, ...]:
    """Return the facts of citizen codes and machine-readable zones on the pages of one document."""
    found: list[Candidate] = []
    for page in pages:
        for code in page.codes:
            found += citizen_candidates(code, page.number)
        found += mrz_candidates(page)
    return tuple(found)
