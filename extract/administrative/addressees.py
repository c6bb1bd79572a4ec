"""To whom a document is sent (box 9a): ``Kính gửi:``, one body or a list."""

from collections.abc import Sequence

from extract.administrative.heading import Heading
from extract.administrative.runs import Run, row_around
from extract.administrative.wording import begins_body, is_address, letters_of, plain
from extract.candidate import Candidate
from ocr.page_text import Word

_WORD_GAP = 3.0
_LINE_GAP = 1.0  # letter heights
_MOST_LINES = 14
_DASHES = "-–—~•+*"
_SPACE = 0.35  # letter heights
_OPEN = frozenset({"va", "cua", "ve", "cac", "voi", "thuoc"})


def addressees(heading: Heading) -> Candidate | None:
    """Return the addressees joined by ``; ``, None where there is no such line."""
    label = next((run for run in heading.runs if is_address(run.text)), None)
    if label is None or label.box.y0 > 0.6 * heading.page.height:
        return None
    rows = _rows(heading, label)
    items = _items(rows, max(run.box.x1 for run in heading.runs))
    text = "; ".join(item for item in (_cleaned(item) for item in items) if item)
    words = tuple(word for row in rows for word in row)
    fit = 1.0 if letters_of(label.text).startswith("kinhgui") else 0.8
    return Candidate("kinh_gui", heading.page.number, words, fit, stated=text) if text else None


def _rows(heading: Heading, label: Run) -> list[tuple[Word, ...]]:
    """Return the words of each line, those of the first without the label."""
    below = [run for run in heading.runs if run.box.middle[1] > label.box.y0]
    first = row_around(label, below, _WORD_GAP)
    start = next((at for at, word in enumerate(first.words) if word.box.x0 >= label.box.x0 - 1), 0)
    rest = _behind_label(first.words[start:])
    rows = [rest] if rest else []
    last = label.box
    indent = label.box.x0 - label.height if not rest else label.box.x0 + 0.5 * label.height
    for run in _following(below, first):
        if run.box.middle[1] < last.y1:
            continue
        if run.box.x0 < indent:
            if run.box.x1 < label.box.x0:  # a stamp beside the list
                continue
            break
        gap = run.box.y0 - last.y1
        if gap > _LINE_GAP * run.height * (1 if rows else 2) or len(rows) > _MOST_LINES:
            break
        row = row_around(run, [other for other in below if other.box.x0 > indent], _WORD_GAP)
        rows.append(row.words)
        last = row.box
    return rows


def _following(below: Sequence[Run], first: Run) -> list[Run]:
    held = set(map(id, first.words))
    return [run for run in below if not any(id(word) in held for word in run.words)]


def _behind_label(words: Sequence[Word]) -> tuple[Word, ...]:
    letters = ""
    for at, word in enumerate(words):
        letters += letters_of(word.text)
        if is_address(letters):
            rest = tuple(words[at + 1 :])
            while rest and not any(map(str.isalnum, rest[0].text)) and rest[0].text not in _DASHES:
                rest = rest[1:]
            return rest
    return ()


def _items(rows: Sequence[tuple[Word, ...]], margin: float) -> list[str]:
    items: list[str] = []
    listed = sum(_is_dashed(row) for row in rows) > 1
    for at, row in enumerate(rows):
        text = " ".join(word.text for word in row)
        if not items or _begins_item(rows[at - 1], row, margin, listed=listed):
            items.append(text)
        else:
            items[-1] += f" {text}"
    return items


def _begins_item(above: Sequence[Word], row: Sequence[Word], margin: float, *, listed: bool) -> bool:
    if _is_dashed(row):
        return True
    last = above[-1].text
    first = next((word for word in row if any(map(str.isalpha, word.text))), row[0])
    if listed or not first.text[:1].isupper() or last.endswith((",", "-")) or letters_of(last) in _OPEN:
        return last.endswith(";") and first.text[:1].isupper()
    if last.endswith((";", ".")):
        return True
    room = margin - above[-1].box.x1
    fits = room > row[0].box.width + 3 * _SPACE * row[0].box.height
    same = letters_of(above[0].text) == letters_of(first.text)
    return fits and (
        same or begins_body(" ".join(word.text for word in row)) or plain(first.text) in {"ong", "ba", "cac"}
    )


def _is_dashed(row: Sequence[Word]) -> bool:
    return row[0].text[:1] in _DASHES


def _cleaned(item: str) -> str:
    return item.strip(f" .;:,…{_DASHES}'\"|_")
