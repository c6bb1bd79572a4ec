"""Lines of a machine-readable zone as an engine read them, put letter by letter on the places of ICAO 9303 TD1.

A place says what may stand there: a digit, a filler, a certain letter. What the engine saw is taken for what looks like
it and may stand there; letters too many or too few are found by the cheapest alignment.
"""

import unicodedata
from dataclasses import dataclass

FILLER = "<"
UPPER_LINE = "IDVNM" + "#" * 9 + "#" + "#" * 12 + "<<" + "#"
MIDDLE_LINE = "##~~~~" + "#" + "x" + "~~~~~~" + "#" + "VNM" + "<" * 11 + "#"
"""``#`` a digit, ``~`` a digit or a filler, ``x`` the sex, anything else itself (domain: căn cước, 3 x 30)."""

_DIGITS = {letter: digit for digit, letters in {
    "0": "OQDUC", "1": "ILTJ|!]", "2": "Z", "4": "A", "5": "S$", "6": "G", "7": "Y”", "8": "B&", "9": "P",
}.items() for letter in letters}  # fmt: skip
_LETTERS = {"0": "O", "1": "I", "2": "Z", "4": "A", "5": "S", "6": "G", "8": "B", "|": "I", "!": "I", "$": "S"}
_LIKE_LETTERS = {"I": "TJL", "D": "O0<", "N": "H", "M": "W", "V": "YU"}
_LIKE_FILLER = frozenset("KCELSXT([{€£¢‹")
_SEXES = {"M": "M", "F": "F", "<": "<", "P": "F", "E": "F", "H": "M", "N": "M"}

_ALIKE, _FORCED, _UNKNOWN = 0.2, 0.7, 1.0
_EXTRA, _EXTRA_MARK, _EXTRA_TWIN = 0.9, 0.3, 0.5
_MOST_TWINS, _MOST_EXCESS = 2, 4
_MISSING, _MISSING_FILLER = 1.2, 0.3

Reading = tuple[float, str | None]
"""What it costs to take a letter for what may stand in a place, and for what it is taken (None: not known)."""


@dataclass(frozen=True, slots=True)
class Aligned:
    """A line on its places: the letter of each (None: not known), and how much had to be bent for it (0: nothing)."""

    letters: tuple[str | None, ...]
    cost: float


def plain(text: str) -> str:
    """Return what was read in the alphabet of the zone, other marks as they are: no white space, no tone marks."""
    spread = unicodedata.normalize("NFD", text.upper().replace("Đ", "D").replace("«", "<<").replace("≤", "<"))
    return "".join(letter for letter in spread if not letter.isspace() and not unicodedata.combining(letter))


def letters_only(text: str) -> str:
    """Return the lowest line of a zone: letters and fillers."""
    taken = "".join(_LETTERS.get(letter, letter) for letter in text.replace("KK", "<<").replace("CC", "<<"))
    return "".join(letter if letter.isascii() and letter.isalpha() else FILLER for letter in taken)


def alignments(text: str, template: str) -> tuple[Aligned, ...]:
    """Return the ways to put a line (``plain``) on a template; lines of quite another length have none.

    There are several where equal digits stand side by side: which of them is one too many cannot be seen.
    """
    if not len(template) // 2 < len(text) < 2 * len(template):
        return ()
    ways, shorter = [aligned(text, template)], {text}
    excess = len(text) - len(template)
    for count in range(1, min(_MOST_TWINS, excess if excess <= _MOST_EXCESS else 0) + 1):
        shorter = {fewer for longer in sorted(shorter) for fewer in _without_a_twin(longer)}
        for fewer in sorted(shorter):
            way = aligned(fewer, template)
            ways.append(Aligned(way.letters, way.cost + count * _EXTRA_TWIN))
    least = min(way.cost for way in ways)
    return tuple({way.letters: way for way in ways if way.cost < least + _ALIKE}.values())


def _without_a_twin(text: str) -> set[str]:
    """Return the text with one figure left out, for each that stands beside its equal."""
    twins = (place for place in range(1, len(text)) if text[place] == text[place - 1] and text[place].isdigit())
    return {text[:place] + text[place + 1 :] for place in twins}


def aligned(text: str, template: str) -> Aligned:
    """Put a line (``plain``) on the places of a template at the least cost."""
    count = len(template)
    best: list[tuple[float, tuple[str | None, ...]]] = [(0.0, ())]
    for place in range(count):
        cost, letters = best[-1]
        best.append((cost + _missing(template[place]), (*letters, _if_missing(template[place]))))
    for index, letter in enumerate(text):
        twin = index > 0 and text[index - 1] == letter
        extra = _extra(letter, twin=twin)
        row = [(best[0][0] + extra, best[0][1])]
        for place in range(count):
            taken, value = _reading(template[place], letter)
            ways = (
                (best[place][0] + taken, (*best[place][1], value)),
                (best[place + 1][0] + extra, best[place + 1][1]),
                (row[place][0] + _missing(template[place]), (*row[place][1], _if_missing(template[place]))),
            )
            row.append(min(ways, key=lambda way: way[0]))
        best = row
    return Aligned(best[-1][1], best[-1][0])


def _reading(place: str, letter: str) -> Reading:
    match place:
        case "#" | "~":
            return _as_digit(letter, filler=place == "~")
        case "x":
            cost = 0.0 if letter in "MF<" else _ALIKE
            return (cost, _SEXES[letter]) if letter in _SEXES else (_UNKNOWN, None)
        case "<":
            return (0.0 if letter == FILLER else _ALIKE if letter in _LIKE_FILLER else _FORCED), FILLER
        case _:
            alike = _LETTERS.get(letter) == place or letter in _LIKE_LETTERS.get(place, "")
            return (0.0 if letter == place else _ALIKE if alike else _FORCED), place


def _as_digit(letter: str, *, filler: bool) -> Reading:
    if letter.isascii() and letter.isdigit():
        return 0.0, letter
    if filler and letter == FILLER:
        return _ALIKE / 2, FILLER
    digit = _DIGITS.get(letter)
    return (_UNKNOWN, None) if digit is None else (_ALIKE, digit)


def _missing(place: str) -> float:
    return _MISSING_FILLER if place == "<" else _MISSING if place in "#~x" else _FORCED


def _if_missing(place: str) -> str | None:
    return None if place in "#~x" else place


def _extra(letter: str, *, twin: bool) -> float:
    if letter == FILLER or not letter.isalnum():
        return _EXTRA_MARK
    return _EXTRA_TWIN if twin else _EXTRA
