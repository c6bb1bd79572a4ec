"""A page of a form with the labels found on it: what belongs to which label by its place."""

from dataclasses import dataclass
from functools import cached_property

from extract.labels import Hit, has_colon
from extract.page_rows import PageRows
from extract.rows import NUMBERED, Row

_REACH = 1.6  # white space between a label and the value below it, in heights of the line
_INDENT = 3.0  # heights of a line: so much farther right than its label may a value below it begin


@dataclass(frozen=True)
class FormPage:
    """The rows of a page and the labels that mean something there."""

    rows: PageRows
    hits: tuple[Hit, ...]

    @cached_property
    def closed(self) -> "FormPage":
        """Return the page with only those labels that nothing else can be: with a colon, or a line of their own."""
        return FormPage(self.rows, tuple(hit for hit in self.hits if self._is_plain(hit)))

    @cached_property
    def taken(self) -> frozenset[int]:
        """Return the rows that labels begin, or that a label has its value in, to its right."""
        begun = {hit.row for hit in self.hits if begins_row(self.rows.rows[hit.row], hit)}
        above = {hit.above for hit in self.hits if hit.above is not None}
        return frozenset(begun | above)

    @cached_property
    def claimed(self) -> dict[int, int]:
        """Return for the rows that stand beside a label with nothing behind it the row of that label."""
        if self.value_below:
            return {}
        beside = ((self.rows.neighbours[hit.row], hit.row) for hit in self.hits if self._is_bare(hit))
        return {value: label for value, label in beside if value is not None and value not in self.taken}

    @cached_property
    def value_below(self) -> bool:
        """Tell whether this form has its values below the labels rather than to their right."""
        bare = [hit for hit in self.hits if self._is_bare(hit)]
        right = sum(
            self.rows.neighbours[hit.row] is not None and self.rows.neighbours[hit.row] not in self.taken
            for hit in bare
        )
        return sum(self.below(hit) is not None for hit in bare) > right

    def labels_in(self, row: int, start: int) -> list[int]:
        """Return where labels begin in a row, from the word ``start`` on."""
        return [hit.first for hit in self.hits if hit.row == row and hit.first >= start]

    def below(self, hit: Hit) -> int | None:
        """Return the row right below a label, unless another label begins it or it is far off to the right."""
        row = self.rows.rows[hit.row]
        place = row.box_of(hit.first, hit.last)
        under = self.rows.below(place, _REACH * row.box.height)
        if under is None or under in self.taken:
            return None
        return under if self.rows.rows[under].box.x0 < place.x1 + _INDENT * row.box.height else None

    def is_heading(self, hit: Hit) -> bool:
        """Tell whether a label begins a line in capitals: the name of a body, which is part of its value."""
        row = self.rows.rows[hit.row]
        return hit.first == 0 and all(word.text.isupper() or not word.text.isalpha() for word in row.words)

    def _is_bare(self, hit: Hit) -> bool:
        return hit.last == len(self.rows.rows[hit.row].words)

    def _is_plain(self, hit: Hit) -> bool:
        row = self.rows.rows[hit.row]
        within = row.words[hit.first].text[:1].islower() and not begins_row(row, hit)  # đất trồng cây lâu năm: …
        return (has_colon(row, hit.last) and not within) or (begins_row(row, hit) and self._is_bare(hit))


def begins_row(row: Row, hit: Hit) -> bool:
    """Tell whether a label begins its row, but for the number of a paragraph before it."""
    return all(is_number(word.text) for word in row.words[: hit.first])


def is_number(text: str) -> bool:
    """Tell whether a word is the number of a paragraph, or the mark before it."""
    return NUMBERED.fullmatch(text) is not None
