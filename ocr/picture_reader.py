"""Reading a picture: blank or not, which way up, clean, recognise, put in order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import fmean
from typing import Literal

import cv2
import numpy as np

from ingest.geometry import POINTS_PER_INCH, Box, Turn
from ingest.page import Picture, Pixels
from ocr.cleanup.clean import Cleaned, clean
from ocr.cleanup.colour import without_colour
from ocr.cleanup.illumination import divide_background
from ocr.cleanup.rulings import ruled_tables
from ocr.cleanup.straighten import Matrix, moved, resized
from ocr.cleanup.survey import Survey, survey
from ocr.confidence import confidences
from ocr.correction import Judged
from ocr.coverage_gate import unread_share
from ocr.engine import OcrEngine, SeenWord
from ocr.layout import ordered
from ocr.machine_codes import codes_on, page_codes, without_codes
from ocr.page_text import Line, MachineCode, Word
from ocr.recognition import recognised
from ocr.region import Region

_LYING = 1.0  # below it, the lines run downwards rather than across: ask for the orientation before reading
_CERTAIN = 2.0  # least certainty of the orientation; right answers had 3-28, wrong ones less than 1.4
_GOOD = 0.75  # mean confidence above which a reading needs no second try
_POOR = 0.6  # mean confidence below which a page is reported
_MOST_UNREAD = 0.25  # share of the letter ink
_SPECKS = 3  # fewer pieces of ink than this are dust
_FEW = 25  # pieces of dark ink: with fewer, a page without a sure word is blank
_SURE = 0.7
_LONG = 4  # letters of a word that is wider than tall in every typeface
_ORIENTATION_SIDE = 2400

_CLOCKWISE = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}

Problem = Literal["nothing_read", "low_confidence", "unread_ink", "covered"]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a picture says: lines in points of the upright page, the turn that makes it upright, the slope of its lines.

    ``confidence`` is the mean over the words; ``unread`` the share of letter ink without words; ``blank`` pages have
    no lines; ``sideways`` readings are of lines that run up or down, which Tesseract reads well but in no order.
    ``codes`` may stand on blank pages too.
    """

    lines: tuple[Line, ...]
    turn: Turn
    angle: float
    confidence: float
    unread: float
    blank: bool = False
    sideways: bool = False
    regions: tuple[Region, ...] = ()
    codes: tuple[MachineCode, ...] = ()

    @property
    def problem(self) -> Problem | None:
        """Return why the reading cannot be relied on, or None."""
        if self.blank:
            return None
        if not self.lines:
            return "nothing_read"
        if self.confidence < _POOR:
            return "low_confidence"
        kinds = {region.kind for region in self.regions}
        if self.unread > _MOST_UNREAD or "unread" in kinds:
            return "unread_ink"
        return "covered" if "covered" in kinds else None


def read_picture(picture: Picture, engine: OcrEngine) -> Reading:
    """Read the picture of a page in whatever way up it lies."""
    seen = codes_on(picture)
    reading = _read_print(without_codes(picture, seen), engine)
    if not seen:
        return reading
    height, width = (side * POINTS_PER_INCH / picture.dpi for side in picture.pixels.shape[:2])
    codes = page_codes(seen, picture.dpi).turned(reading.turn, width, height)
    return replace(reading, codes=codes.read, regions=(*reading.regions, *codes.regions))


def _read_print(picture: Picture, engine: OcrEngine) -> Reading:
    """Read the words of a picture that holds no code."""
    seen = survey(picture.pixels)
    if max(seen.letters, seen.faint) < _SPECKS:
        return Reading((), 0, 0.0, 0.0, 0.0, blank=True)
    best = Reading((), 0, 0.0, 0.0, 0.0)
    for turn in _turns_to_try(picture, seen, engine):
        reading = _read_turned(picture, turn, seen, engine)
        if _worth(reading) > _worth(best):
            best = reading
        if reading.confidence >= _GOOD and not reading.sideways:
            break
    return Reading((), 0, 0.0, 0.0, 0.0, blank=True) if _is_blank(best, seen) else best


def _turns_to_try(picture: Picture, seen: Survey, engine: OcrEngine) -> Iterator[Turn]:
    """Yield turns, the likeliest first; the next one is asked for only where the last reading was not good."""
    tried: list[Turn] = []
    if seen.lying >= _LYING:
        tried.append(0)
        yield 0
    found = engine.orientation(*_for_orientation(picture))
    more: tuple[Turn, ...] = (found.turn,) if found.certainty >= _CERTAIN else (0, 180, 90, 270)
    yield from (turn for turn in more if turn not in tried)


def _for_orientation(picture: Picture) -> tuple[Pixels, float]:
    """Return a smaller cleaned picture: at 1,800 pixels tables were turned wrongly, at 2,400 none was."""
    factor = min(1.0, _ORIENTATION_SIDE / max(picture.pixels.shape))
    small = resized(without_colour(picture.pixels), factor)
    return divide_background(small), picture.dpi * factor


def _read_turned(picture: Picture, turn: Turn, seen: Survey, engine: OcrEngine) -> Reading:
    if turn:
        upright = np.asarray(cv2.rotate(picture.pixels, _CLOCKWISE[turn]), dtype=np.uint8)
        picture = Picture(upright, picture.dpi)
        seen = survey(upright)
    cleaned = clean(picture, seen)
    found = recognised(picture, cleaned, engine, coloured=seen.coloured)
    words = tuple(word.seen for line in found.lines for word in line)
    return Reading(
        lines=_placed(found.lines, cleaned),
        turn=turn,
        angle=cleaned.angle,
        confidence=fmean(word.confidence for word in words) if words else 0.0,
        unread=unread_share(cleaned, words),
        sideways=_run_sideways(words),
        regions=found.regions,
    )


def _run_sideways(words: tuple[SeenWord, ...]) -> bool:
    """Tell whether most words of some length are taller than wide."""
    long = [word.box for word in words if len(word.text) >= _LONG]
    return sum(y1 - y0 > x1 - x0 for x0, y0, x1, y1 in long) > len(long) / 2


def _placed(lines: Sequence[Sequence[Judged]], cleaned: Cleaned) -> tuple[Line, ...]:
    """Put words in reading order while their lines are level, then move them to their place on the page."""
    scale = POINTS_PER_INCH / cleaned.dpi
    level = [
        Word(word.text, word.seen.text, Box(*(edge * scale for edge in word.seen.box)), sure)
        for line in lines
        for word, sure in zip(line, confidences(line), strict=True)
    ]
    undo = cleaned.to_page / scale
    undo[:, 2] *= scale
    placed = ordered(level, ruled_tables(cleaned.gray, cleaned.dpi))
    return placed if cleaned.angle == 0.0 else tuple(_moved_line(line, undo) for line in placed)


def _moved_line(line: Line, undo: Matrix) -> Line:
    words = tuple(
        replace(word, box=moved((word.box.x0, word.box.y0, word.box.x1, word.box.y1), undo)) for word in line.words
    )
    box = line.box
    return Line(words, moved((box.x0, box.y0, box.x1, box.y1), undo))


def _worth(reading: Reading) -> float:
    seen = sum(len(word.text) * word.confidence for line in reading.lines for word in line.words)
    return seen / 2 if reading.sideways else seen


def _is_blank(reading: Reading, seen: Survey) -> bool:
    """Tell a page with next to no ink and no sure word: dust, show-through, traces of a seal that came through."""
    sure = any(
        word.confidence >= _SURE and sum(map(str.isalnum, word.text)) > 1
        for line in reading.lines
        for word in line.words
    )
    return seen.letters < _FEW and not sure
