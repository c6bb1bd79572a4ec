"""Lines of a machine-readable zone (ICAO 9303) among the lines that an engine read.

They are no language, so that the engine doubts them, and their letters hang together at a low resolution as strokes of
a pen do: what tells them is their fillers. Their check digits judge them later.
"""

from collections.abc import Sequence

from ocr.engine import SeenLine, SeenWord

_FILLERS, _SHORTEST = "<<", 8  # letters of the shortest piece of a zone that tells its line


def zone_words(lines: Sequence[SeenLine]) -> tuple[SeenWord, ...]:
    """Return all words of the lines that belong to a machine-readable zone."""
    return tuple(word for line in lines if any(map(_is_of_zone, line.words)) for word in line.words)


def _is_of_zone(word: SeenWord) -> bool:
    return _FILLERS in word.text and len(word.text) >= _SHORTEST
