"""Documents as collections of law print them: agency, number, day and subject in the lines of the title.

``QUYẾT ĐỊNH / CỦA THỦ TƯỚNG CHÍNH PHỦ SỐ 115/2004/QĐ-TTG / NGÀY 25 THÁNG 6 NĂM 2004 VỀ VIỆC …``; no heading above.
"""

import re

from extract.administrative.heading import Heading
from extract.administrative.runs import Run
from extract.administrative.wording import letters_of
from extract.candidate import Candidate
from ocr.page_text import Word

_CAPITALS = 0.85
_GAPS = (2.2, 0.8)  # letter heights between the title and the block, and between its lines
_FIT = 0.85
_CODE = re.compile(r"\d+[a-z]?/\S*[^\W\d]\S*", re.IGNORECASE)
_OPENINGS = {"of": ("cua",), "number": ("so",), "day": ("ngay",), "subject": ("ve", "vv")}
_NAMES = {"of": "co_quan_ban_hanh", "number": "so_ky_hieu", "day": "ngay_ban_hanh", "subject": "trich_yeu"}


def in_title_block(heading: Heading, title: Run | None) -> tuple[Candidate, ...]:
    """Return the fields that stand in the lines of the title; none where these hold no number."""
    words = _block(heading, title) if title else []
    parts = _parts(words)
    number = parts.get("number", [])
    if "of" not in parts or not number or not _CODE.fullmatch(number[0].text):
        return ()
    return tuple(
        Candidate(_NAMES[part], heading.page.number, tuple(held), _FIT, stated=_stated(part, held))
        for part, held in parts.items()
    )


def _stated(part: str, words: list[Word]) -> str:
    text = " ".join(word.text for word in words)
    return words[0].text if part == "number" else text.strip(" ,.;:")


def _block(heading: Heading, title: Run) -> list[Word]:
    """Return the words of the lines in capitals below the title."""
    words: list[Word] = list(title.words)
    last, first = title.box.y1, True
    for run in heading.runs:
        if run.box.middle[1] <= title.box.y1:
            continue
        if run.box.y0 - last > _GAPS[not first] * run.height or run.capital_share < _CAPITALS:
            break
        words += run.words
        last, first = run.box.y1, False
    return words


def _parts(words: list[Word]) -> dict[str, list[Word]]:
    """Cut the words at ``CỦA``, ``SỐ``, ``NGÀY`` and ``VỀ``, in this order; the subject goes to the end."""
    cuts: list[tuple[str, int]] = []
    wanted = list(_OPENINGS)
    for at, word in enumerate(words):
        part = next((part for part in wanted if letters_of(word.text) in _OPENINGS[part]), None)
        if part is not None:
            cuts.append((part, at))
            wanted = wanted[wanted.index(part) + 1 :]
    ends = [at for _, at in (*cuts[1:], ("", len(words)))]
    keep = {"day", "subject"}  # their first word belongs to the value
    return {
        part: words[at + (part not in keep) : end] for (part, at), end in zip(cuts, ends, strict=False) if end - at > 1
    }
