"""Names of people: every letter as it is printed, without what stands around a name on a form."""

import re
from functools import cache
from pathlib import Path

from extract.values.parsed import Parsed, noted
from extract.values.written import folded, nfc, spelling, tidy

FILE = Path(__file__).resolve().parent.parent / "data" / "names.txt"
"""Family names in the first line, the words of given and middle names in the second, the most frequent first."""

_TITLE = re.compile(
    r"\(?(?:hộ(?:\s+gia\s+đình)?\s+)?\(?(?P<title>ông|bà|anh|chị|ong|ba)\)?(?:\s*[/(,]\s*(?:ông|bà|ong|ba)\)?)?"
    r"(?:\s*[:.]|(?=\s|$))",
    re.IGNORECASE,
)
_AND = re.compile(
    r"\s*;\s*|\s*,?\s+(?:và|cùng)\s+(?:(?:vợ|chồng)(?:\s+là)?\s*:?\s*)?(?=(?:ông|bà)\b)|\s*,\s*(?=(?:ông|bà)\s)",
    re.IGNORECASE,
)
_AROUND = " .:,;…_·•*~\"`ˆ|/\\-–—()[]'"
_TITLES = ("ông", "bà", "anh", "chị")
_ALLOWED = re.compile(r"[^\W\d_]+(?:['\-.][^\W\d_]*)*")


def parse_name(text: str) -> Parsed | None:
    """Return the name or names (joined by ``; ``) of a text; None where no letters are.

    ``known`` where the family name and all the rest of each name stand, tone for tone, in the list of names;
    ``doubtful`` where figures or other signs stand inside. No letter is ever changed.
    """
    text = nfc(text)
    names = tuple(filter(None, map(_one, _apart(tidy(text)))))
    if not names:
        return None
    known, odd = all(map(is_listed, names)), any(map(_is_odd, names))
    return Parsed("; ".join(names), noted(known=known, doubtful=odd), len(text))


def is_listed(name: str) -> bool:
    """Tell whether a name begins with a known family name and goes on with known names, tone for tone."""
    words = spelling(name)
    families, given = _lists()
    return (
        2 <= len(words) <= 6 and words[0] in families and all(word in given or word in families for word in words[1:])
    )


def is_perhaps_misread(name: str) -> bool:
    """Tell whether a name is no listed one but would be with other marks on its letters: ``Chỉ`` for ``Chi``."""
    words = spelling(name)
    families, given = _lists()
    return not is_listed(name) and all(
        word in given or word in families or _unmarked(word) in _unmarked_words() for word in words
    )


def _apart(text: str) -> tuple[str, ...]:
    pieces, at = [], 0
    for match in _AND.finditer(text):
        pieces.append(text[at : match.start()])
        at = match.end()
    return (*pieces, text[at:])


def _one(text: str) -> str:
    """Return a name without the titles before it and the signs around it."""
    text = tidy(text).strip(_AROUND)
    while (title := _TITLE.match(text)) is not None:
        rest = text[title.end() :].strip(_AROUND)
        if not rest or not _is_title(title, text, rest):
            break
        text = rest
    return " ".join(text.split()) if any(map(str.isalpha, text)) else ""


def _is_title(title: re.Match[str], text: str, rest: str) -> bool:
    """Tell a title from a name: ``Ông`` and ``Anh`` are family names too, and then no family name follows them."""
    words, printed = re.findall(r"[^\W_]+", title[0]), text[: title.end()]
    if len(words) > 1 or ":" in printed or "(" in printed:
        return True
    if title["title"].lower() not in _TITLES:
        return False
    families, _ = _lists()
    after = spelling(rest)
    return len(after) > 1 and (printed.isupper() != rest.isupper() or after[0] in families)


def _is_odd(name: str) -> bool:
    return any(_ALLOWED.fullmatch(word) is None for word in name.split())


@cache
def _lists() -> tuple[frozenset[str], frozenset[str]]:
    """Return the known family names, and all words of the other names, as ``spelling`` gives them."""
    family, given = FILE.read_text("utf-8").splitlines()
    return frozenset(spelling(family)), frozenset(spelling(given))


@cache
def _unmarked_words() -> frozenset[str]:
    return frozenset(_unmarked(word) for words in _lists() for word in words)


def _unmarked(word: str) -> str:
    """Return the letters of a word as ``spelling`` gives it, without any mark."""
    return "".join(sign for sign in folded(word) if sign.isalpha())
