"""``Nam`` or ``Nữ``."""

import re

from extract.values.parsed import Parsed, noted
from extract.values.written import folded, nfc

_SEEN = {
    **dict.fromkeys(("nam", "narn", "male", "nain"), "Nam"),
    **dict.fromkeys(("nu", "nir", "nur", "female"), "Nữ"),
}
_EXACT = {"nam": "Nam", "nữ": "Nữ", "male": "Nam", "female": "Nữ"}
_COUNTRY = re.compile(r"viet\s*nam")
_CODE = {"M": "Nam", "F": "Nữ"}


def parse_sex(text: str) -> Parsed | None:
    """Return the sex that a text names; None where it names none, or both (a form with two boxes)."""
    text = nfc(text)
    if text.strip() in _CODE:
        return Parsed(_CODE[text.strip()], ("known",), len(text))
    bare = _COUNTRY.sub(lambda match: "-" * len(match[0]), folded(text))
    words = [match for match in re.finditer(r"[^\W\d_]+", bare) if match[0] in _SEEN]
    named = {_SEEN[word[0]] for word in words}
    if len(named) != 1:
        return None
    first = words[0]
    seen = text[first.start() : first.end()].lower()
    exact = _EXACT.get(seen) == _SEEN[first[0]]
    return Parsed(_SEEN[first[0]], noted(known=exact, repaired=not exact), first.end())
