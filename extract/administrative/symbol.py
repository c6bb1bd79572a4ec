"""What is known of the symbol of a document from the rest of its heading (Nghị định 30/2020/NĐ-CP, annex III).

The abbreviation of its kind is fixed by its title, the one of its body by the body's name; nothing is added that was
not there to be read, and what is added is said to be doubtful.
"""

import re
from dataclasses import replace

from extract.administrative.heading import Heading
from extract.administrative.wording import letters_of
from extract.candidate import Candidate
from ingest.geometry import Box

_KINDS = {
    "QUYẾT ĐỊNH": "QĐ",
    "NGHỊ QUYẾT": "NQ",
    "CHỈ THỊ": "CT",
    "TỜ TRÌNH": "TTr",
    "THÔNG BÁO": "TB",
    "BÁO CÁO": "BC",
    "KẾ HOẠCH": "KH",
    "HƯỚNG DẪN": "HD",
    "BIÊN BẢN": "BB",
    "GIẤY MỜI": "GM",
    "NGHỊ ĐỊNH": "NĐ",
    "THÔNG TƯ": "TT",
}
_BODIES = {"uybannhandan": "UBND", "ubnd": "UBND", "hoidongnhandan": "HĐND"}
_KIND = re.compile(r"(?<=/)[A-Za-zĐđÐ0]{2,3}(?=-)")
_LOOKALIKES = str.maketrans("O0GDĐÐ", "QQQQQQ")
_ADDED = 0.5  # of the fit
_HEIGHTS = 8.0  # letter heights before the symbol where the rest of it stands


def of_kind(number: Candidate, kind: str | None) -> Candidate:
    """Return the number with the abbreviation of its kind where one letter was misread: ``NO`` for ``NQ``."""
    said = _KIND.search(number.text)
    wanted = _KINDS.get(kind or "")
    if said is None or wanted is None or said[0] == wanted or not _is_like(said[0], wanted):
        return number
    text = number.text[: said.start()] + wanted + number.text[said.end() :]
    return replace(number, stated=text, notes=(*number.notes, "repaired"))


def _is_like(said: str, wanted: str) -> bool:
    one, other = said.upper().translate(_LOOKALIKES), wanted.upper().translate(_LOOKALIKES)
    return one == other and said.upper() not in map(str.upper, _KINDS.values())


def of_body(number: Candidate, body: str, heading: Heading) -> Candidate:
    """Return the number with the abbreviation of its body where that stands before the rest of it, unread."""
    short = next((sign for name, sign in _BODIES.items() if letters_of(body).startswith(name)), None)
    if short is None or not number.handwritten or "/" in number.text or not number.words:
        return number
    first = number.words[0].box
    place = Box(first.x0 - _HEIGHTS * first.height, first.y0, first.x0, first.y1)
    unread = any(region.kind == "unread" and region.box.meet(place).area > 0 for region in heading.page.regions)
    if not unread or short in number.text:
        return number
    notes = (*number.notes, "doubtful")
    return replace(number, stated=f"/{short}-{number.text}", fit=_ADDED * number.fit, notes=notes)
