"""Names of people: every letter as it is printed, without what stands around a name on a form."""

import re
from functools import cache
from pathlib import Path

from extract.values.parsed import Parsed, noted
from extract.values.written import folded, nfc, spelling, tidy

FILE = Path(__file__).resolve().parent.parent / "data" / "names.txt"
"""Family names in the first line, the words of given and middle names in the second, the most frequent first."""

_TITLE = re.compile(
    r"(?:và\s+(?:vợ|chồng)(?:\s+là)?\s*:?\s*(?=ông|bà))?\(?(?:hộ(?:\s+gia\s+đình)?\s+)?\(?(?P<title>ông|bà|anh|chị|ong|ba)\)?(?:\s*[/(,]\s*(?:ông|bà|ong|ba)\)?)?"
    r"(?:\s*[:.]|(?=\s|$))",
    re.IGNORECASE,
)
_AND = re.compile(
    r"\s*;\s*|\s*,?\s+(?:và|cùng)\s+(?:(?:vợ|chồng)(?:\s+là)?\s*:?\s*)?(?=(?:ông|bà)\b)|\s*,\s*(?=(?:ông|bà)\s)",
    re.IGNORECASE,
)
_FACTS = re.compile(
    r",?\s+(?:căn cước|CCCD|CMND|chứng minh|số định danh|sinh (?:năm|ngày)|năm sinh)\b.*", re.IGNORECASE
)
_AROUND = " .:,;…_·•*~\"`ˆ|/\\-–—()[]'"
_TITLES = ("ông", "bà", "anh", "chị")
_USUAL = 38  # families that nine in ten people bear
_ALLOWED = re.compile(r"[^\W\d_]+(?:['\-.][^\W\d_]*)*")


def parse_name(text: str) -> Parsed | None:
    """Return the name or names (joined by ``; ``) of a text; None where no letters are.

    ``known`` where the family name and all the rest of each name stand, tone for tone, in the list of names;
    ``doubtful`` where figures or other signs stand inside, or where what was taken for a title before the name
    (``Ông``) may be its family name. No letter is ever changed.
    """
    text = nfc(text)
    apart = _apart(tidy(text))
    names = tuple(filter(None, map(_one, apart)))
    if not names:
        return None
    known, odd = all(map(is_listed, names)), any(map(_is_odd, names)) or any(map(_lost_a_name, apart))
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


def likely_spelling(name: str) -> str:
    """Return a name with what the engine is known to misread in it put as the lists have it: a guess, to be looked at.

    A family name that is none, with the marks of the usual one of its letters; ``ỉ`` where the lists
    know the word only with ``i``: a dot is read as a hook.
    """
    words = name.split()
    if len(words) < 2 or len(spelling(name)) != len(words):
        return name
    return " ".join((_as_family(words[0]), *map(_without_hook, words[1:])))


def _as_family(word: str) -> str:
    families, _ = _lists()
    if _is_spelled(word, families) or not word.isalpha():
        return word
    same = (family for family in _families()[:_USUAL] if _unmarked(family) == _unmarked(word))
    likely = next((family for family in same if (family[0] == "Đ") == (word[0] in "Đđ")), None)
    if likely is None:
        return word
    return likely.upper() if word.isupper() else likely.capitalize()


def _without_hook(word: str) -> str:
    dotted = nfc(word).replace("ỉ", "i").replace("Ỉ", "I")
    families, given = _lists()
    return dotted if _is_spelled(dotted, given) and not _is_spelled(word, given | families) else word


def _is_spelled(word: str, among: frozenset[str]) -> bool:
    return all(part in among for part in spelling(word))


def _apart(text: str) -> tuple[str, ...]:
    pieces, at = [], 0
    for match in _AND.finditer(text):
        pieces.append(text[at : match.start()])
        at = match.end()
    return (*pieces, text[at:])


def _one(text: str) -> str:
    """Return a name without the titles before it and the signs around it."""
    text = _FACTS.sub("", tidy(text)).strip(_AROUND)
    while (title := _TITLE.match(text)) is not None:
        rest = text[title.end() :].strip(_AROUND)
        if not rest or not _is_title(title, text, rest):
            break
        text = rest
        if ":" in title[0] or ")" in title[0]:
            break  # what follows is the name, also where it begins like a title
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


def _lost_a_name(text: str) -> bool:
    """Tell whether ``Ông`` or ``Anh`` went as a title although hardly anybody is called like what follows it."""
    text = tidy(text).strip(_AROUND)
    title, name = _TITLE.match(text), _one(text)
    if title is None or text == name or ":" in title[0] or "(" in title[0]:
        return False
    return not _is_spelled(name.split()[0], frozenset(spelling(" ".join(_families()[:_USUAL]))))


def _is_odd(name: str) -> bool:
    return any(_ALLOWED.fullmatch(word) is None for word in name.split())


@cache
def _lists() -> tuple[frozenset[str], frozenset[str]]:
    """Return the known family names, and all words of the other names, as ``spelling`` gives them."""
    family, given = FILE.read_text("utf-8").splitlines()
    return frozenset(spelling(family)), frozenset(spelling(given))


@cache
def _families() -> tuple[str, ...]:
    """Return the family names as they are written, the most frequent first."""
    return tuple(FILE.read_text("utf-8").splitlines()[0].split())


@cache
def _unmarked_words() -> frozenset[str]:
    return frozenset(_unmarked(word) for words in _lists() for word in words)


def _unmarked(word: str) -> str:
    """Return the letters of a word as ``spelling`` gives it, without any mark."""
    return "".join(sign for sign in folded(word) if sign.isalpha())
