"""The check digits of a machine-readable zone (ICAO 9303-3 §4.9), and what they say about figures that were misread."""

from collections.abc import Callable, Iterator, Sequence

_WEIGHTS = (7, 3, 1)
_ALIKE = {
    "0": "689", "1": "74", "2": "7", "3": "89", "4": "19", "5": "68", "6": "058", "7": "12", "8": "0356", "9": "034",
}  # fmt: skip
_FIGURES = "0123456789"
_LIKELY, _UNLIKELY = 1, 2


def check_digit(text: str) -> str:
    """Return the check digit over digits, letters and fillers; what is none of them counts as a filler."""
    total = sum(_value(letter) * _WEIGHTS[place % 3] for place, letter in enumerate(text))
    return str(total % 10)


def _value(letter: str) -> int:
    if letter.isascii() and letter.isdigit():
        return int(letter)
    return ord(letter) - ord("A") + 10 if "A" <= letter <= "Z" else 0


def misreading(seen: str | None, figure: str) -> int:
    """Return how unlikely it is that a figure was seen as another: 0 as itself, 1 as one that looks like it, else 2."""
    if seen == figure:
        return 0
    return _LIKELY if seen is None or figure in _ALIKE.get(seen, "") else _UNLIKELY


def readings(seen: Sequence[tuple[str | None, ...]], most: int) -> Iterator[tuple[int, str]]:
    """Yield (cost, figures) of all that may have been printed where each place was seen so (once or twice).

    The cost adds up the misreadings and stays within ``most``. A filler stays one.
    """
    yield from _extended(0, "", seen, most)


def _extended(cost: int, figures: str, seen: Sequence[tuple[str | None, ...]], most: int) -> Iterator[tuple[int, str]]:
    if len(figures) == len(seen):
        yield cost, figures
        return
    place = seen[len(figures)]
    for figure in "<" if "<" in place else _FIGURES:
        more = cost + sum(misreading(one, figure) for one in place)
        if more <= most:
            yield from _extended(more, figures + figure, seen, most)


def cheapest(
    seen: Sequence[tuple[str | None, ...]], most: int, check: Callable[[str], int | None], keep: int
) -> list[tuple[int, str]]:
    """Return the likeliest readings, cheapest first; ``check`` adds what check digits cost, or refuses one (None)."""
    found = []
    for cost, figures in readings(seen, most):
        added = check(figures)
        if added is not None and cost + added <= most:
            found.append((cost + added, figures))
    return sorted(found)[:keep]
