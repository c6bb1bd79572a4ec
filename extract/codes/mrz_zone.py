"""Machine-readable zones among the words of a page."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.candidate import Candidate
from extract.codes.mrz import Mrz, read_mrz
from extract.codes.mrz_lines import plain
from ingest.geometry import Box, joined
from ocr.page_text import PageText, Word

_FEWEST = 18  # letters of a line that may belong to a zone, of 30
_FEWEST_FIGURES = 6  # of either line; some are read as letters
_CAPITALS = 0.85  # part of a line that is capitals, digits, fillers
_NEAR = 3.5  # line heights between the tops of two lines of a zone
_CERTAIN, _MENDED, _DOUBTFUL, _NAMES = 1.0, 0.8, 0.5, 0.7


@dataclass(frozen=True, slots=True)
class Row:
    """Words that stand in one row of the page, left to right."""

    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """Return the words as the engine saw them: the zone is no language, nothing in it may be corrected."""
        return "".join(word.printed for word in self.words)

    @property
    def box(self) -> Box:
        """Return the smallest box around the words."""
        return joined(tuple(word.box for word in self.words))


def mrz_candidates(page: PageText) -> tuple[Candidate, ...]:
    """Return the facts of the zones on a page; ``fit`` is below 0.9 wherever a figure is not proved as it was read.

    Names are ``folded``: without tone marks. Facts of a zone whose check digits disagree carry the note
    ``mrz_check_failed``, such as were mended so that they agree ``mrz_mended``.
    """
    rows = sorted(_rows(page), key=lambda row: row.box.y0)
    found: list[Candidate] = []
    for upper, middle in pairwise(rows):
        if not _follows(upper, middle) or min(_figures(upper), _figures(middle)) < _FEWEST_FIGURES:
            continue
        lower = next((row for row in rows if _follows(middle, row)), None)
        zone = read_mrz(upper.text, middle.text, lower.text if lower else "")
        if zone is not None:
            found += _facts(zone, page.number, (upper, middle, lower or Row(())))
    return tuple(found)


def _rows(page: PageText) -> list[Row]:
    """Return rows that may be lines of a zone; pieces of a line that were taken for several are put together."""
    rows: list[Row] = []
    for line in page.lines:
        words = tuple(word for word in line.words if _may_belong(word.printed))
        if not words:
            continue
        beside = next((row for row in rows if _beside(row.box, joined(tuple(word.box for word in words)))), None)
        if beside is not None:
            rows.remove(beside)
            words = (*beside.words, *words)
        rows.append(Row(tuple(sorted(words, key=lambda word: word.box.x0))))
    return [row for row in rows if len(plain(row.text)) >= _FEWEST]


def _figures(row: Row) -> int:
    """Return how many figures a row has: the upper line of a zone has 24, the middle one 15."""
    return sum(map(str.isdigit, row.text))


def _may_belong(text: str) -> bool:
    letters = text.strip()
    fitting = sum((letter.isascii() and letter.isdigit()) or letter.isupper() or letter in "<«(" for letter in letters)
    return fitting >= _CAPITALS * len(letters) > 0


def _beside(one: Box, other: Box) -> bool:
    return min(one.y1, other.y1) - max(one.y0, other.y0) > 0.5 * min(one.height, other.height)


def _follows(upper: Row, lower: Row) -> bool:
    """Tell whether a row stands close below another."""
    height = max(upper.box.height, 1.0)
    across = min(upper.box.x1, lower.box.x1) - max(upper.box.x0, lower.box.x0)
    return 0 < lower.box.y0 - upper.box.y0 < _NEAR * height and across > 0.5 * min(upper.box.width, lower.box.width)


def _facts(zone: Mrz, page: int, rows: Sequence[Row]) -> list[Candidate]:
    upper, middle, lower = (row.words for row in rows)
    number = zone.proves("number") or zone.proves("identity")
    facts = (
        ("so_dinh_danh", zone.so_dinh_danh, upper, number),
        ("ngay_sinh", zone.ngay_sinh, middle, zone.proves("birth")),
        ("gioi_tinh", zone.gioi_tinh, middle, number and zone.sex_agrees),
        ("ngay_het_han", zone.ngay_het_han, middle, zone.proves("expiry")),
    )
    found = []
    for name, value, words, proved in facts:
        fit = _CERTAIN if zone.certain else _MENDED if proved else _DOUBTFUL
        notes = () if zone.certain else ("mrz_mended",) if proved else ("mrz_check_failed",)
        if value:
            found.append(Candidate(name, page, words, fit=fit, origin="mrz", stated=value, notes=notes))
    if zone.ho_ten:
        found.append(Candidate("ho_ten", page, lower, fit=_NAMES, origin="mrz", stated=zone.ho_ten, folded=True))
    return found
