"""Defects seeded over print: where they are put, and the pictures that they make, before a page is scanned or after.

Every place lies over words of the sheet, so that something that was there to read cannot be read any more.
"""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from types import MappingProxyType

from ingest.geometry import Box
from samples import degrade
from samples.degrade import Degraded, mapped
from samples.truth import PIXELS_PER_POINT, Picture, PlacedWord, Sheet

DEFECTS: MappingProxyType[str, Callable[[Picture, Box], Picture]] = MappingProxyType(
    {
        "black_bar": degrade.black_bar,
        "white_patch": degrade.white_patch,
        "faded_block": degrade.faded_block,
        "opaque_stamp": degrade.opaque_stamp,
    }
)
_LEAST_LOST = 45.0  # points of words across that a place hides at least
_TRIES = 300


def place_over_print(sheet: Sheet, rng: Random) -> Box:
    """Return a box (points of the clean page) over one to three lines: 60-200 points wide, 12-40 high.

    Half of the places fit words of one line closely, as somebody does who hides them; half begin anywhere.
    """
    placed = [(line.words, first) for line in sheet.lines for first in range(len(line.words))]
    for _ in range(_TRIES):
        words, first = rng.choice(placed)
        box = _snug(words[first:], rng) if rng.random() < 0.5 else _loose(words[first], rng)
        lost = sum(_common(word, box) for word in sheet.words)
        if lost >= _LEAST_LOST and box.width >= 60.0 and box.height >= 12.0 and box.x1 < sheet.width - 20.0:
            return box
    message = "the sheet has no line that is long enough"
    raise ValueError(message)


@dataclass(frozen=True, slots=True)
class Defect:
    """What hides print, where (points of the clean page), and whether it came after the page was scanned."""

    name: str
    box: Box
    after: bool


def seeded(picture: Picture, defect: Defect, scan: Callable[[Picture, int], Degraded], seed: int) -> Degraded:
    """Return the page as it arrives with the defect."""
    spoil = DEFECTS[defect.name]
    if not defect.after:
        return scan(spoil(picture, defect.box), seed)
    arrived = scan(picture, seed)
    there = mapped(defect.box, arrived.homography)
    pixels = Box(*(edge / PIXELS_PER_POINT for edge in (there.x0, there.y0, there.x1, there.y1)))
    return Degraded(spoil(arrived.picture, pixels), arrived.homography, arrived.dpi)


def _snug(words: tuple[PlacedWord, ...], rng: Random) -> Box:
    wide, margin = rng.uniform(60.0, 200.0), rng.uniform(0.5, 3.0)
    chosen = [word for word in words if word.box.x1 - words[0].box.x0 <= wide] or [words[0]]
    return Box(
        chosen[0].box.x0 - margin,
        min(word.box.y0 for word in chosen) - margin,
        chosen[-1].box.x1 + margin,
        max(word.box.y1 for word in chosen) + margin,
    )


def _loose(word: PlacedWord, rng: Random) -> Box:
    wide, high = rng.uniform(60.0, 200.0), rng.uniform(12.0, 40.0)
    x0, y0 = word.box.x0 + rng.uniform(-15.0, 15.0), word.box.y0 - rng.uniform(0.0, 0.5) * (high - 6.0)
    return Box(x0, y0, x0 + wide, y0 + high)


def _common(word: PlacedWord, box: Box) -> float:
    """Return how much of a word's width lies under the box, where at least half of its height does."""
    down = min(word.box.y1, box.y1) - max(word.box.y0, box.y0)
    across = min(word.box.x1, box.x1) - max(word.box.x0, box.x0)
    return max(0.0, across) if down > word.box.height / 2 else 0.0
