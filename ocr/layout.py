"""The order in which a person reads the lines of a page.

Words are grouped into runs (words with no wide gap between them), runs that stand side by side into bands. Bands that
share a gutter form two columns, read one after the other: the agency beside the national heading, the recipients
beside the signature, wife beside husband. What stands side by side without being columns is read across: two fields
of a form on one line, the rows of a table without rulings. Ruled tables are read row by row, cell by cell.
"""

from collections.abc import Sequence
from math import inf

from ingest.geometry import Box
from ingest.page import Table
from ocr.bands import bands, runs
from ocr.columns import read
from ocr.page_text import Line, Word


def ordered(words: Sequence[Word], tables: Sequence[Table] = ()) -> tuple[Line, ...]:
    """Return the words of a page (any order, level lines) as lines in reading order; no word is lost or repeated."""
    frames = sorted(tables, key=lambda table: (table.box.middle[1], table.box.x0))
    *inside, free = _shared_out(words, [table.box for table in frames])
    found = runs(free)
    lines: list[Line] = []
    top = -inf
    for table, its_words in zip(frames, inside, strict=True):
        bottom = table.box.middle[1]
        lines += read(bands([run for run in found if top <= run.box.middle[1] < bottom]))
        lines += _table_lines(table, its_words)
        top = bottom
    return (*lines, *read(bands([run for run in found if run.box.middle[1] >= top])))


def _shared_out(words: Sequence[Word], boxes: Sequence[Box]) -> list[list[Word]]:
    """Return the words whose middle lies in each box (the first that holds it), and at the end those in none."""
    held: list[list[Word]] = [[] for _ in (*boxes, None)]
    for word in words:
        middle = word.box.middle
        held[next((index for index, box in enumerate(boxes) if box.holds(*middle)), -1)].append(word)
    return held


def _table_lines(table: Table, words: Sequence[Word]) -> list[Line]:
    """Read a ruled table row by row and cell by cell; words outside all cells stand in the row they are level with."""
    cells = [(index, cell) for index, row in enumerate(table.rows) for cell in row]
    *held, stray = _shared_out(words, [cell for _, cell in cells])
    tops = [min(cell.y0 for cell in row) for row in table.rows if row]
    parts = [(row, cell.x0, read(bands(runs(its)))) for (row, cell), its in zip(cells, held, strict=True)]
    for run in runs(stray):
        level = sum(top <= run.box.middle[1] for top in tops) - 1
        parts.append((level, run.box.x0, [run]))
    return [line for _, _, lines in sorted(parts, key=lambda part: part[:2]) for line in lines]
