"""The reading of one cleaned, upright picture, step by step, from what the engine sees to words that are judged."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ingest.page import Picture
from ocr.capitals import recapitalised
from ocr.cleanup.clean import Cleaned
from ocr.cleanup.colour import in_gray
from ocr.cleanup.illumination import softened
from ocr.cleanup.straighten import moved
from ocr.coloured_print import coloured_print, without_doubles, without_print
from ocr.correction import Judged, judged
from ocr.coverage_gate import Unseen
from ocr.digit_loops import with_looped_figures
from ocr.engine import OcrEngine, SeenLine, SeenWord
from ocr.left_out import completed
from ocr.machine_zone import zone_words
from ocr.mending import mended, regrouped
from ocr.not_print import Sorted, sort_out
from ocr.pen_words import pen_words
from ocr.region import Region
from ocr.second_look import second_look
from ocr.vietnamese.ngrams import Ngrams, ngrams

_MARK = 0.6  # a mark without letter or digit counts as printed from this confidence on
_STROKES = "|_"
_GUESS = 0.1  # below it a word is a guess: of 40 such on the real pages 2 were right; its ink counts as unread


@dataclass(frozen=True, slots=True)
class Steps:
    """Which steps are taken: all, but where the gain of one is measured (``bench/accuracy.py``)."""

    soften: bool = True
    sort_out: bool = True
    coloured: bool = True
    complete: bool = True
    mend: bool = True
    language: bool = True
    look_again: bool = True
    figures: bool = True
    capitals: bool = True


ALL_STEPS = Steps()
_PAPER = 200  # level above which a cleaned picture shows no print


@dataclass(frozen=True, slots=True)
class Recognised:
    """What stands on the picture: words judged, line by line as the engine gave them, boxes in pixels of the picture.

    ``regions`` are places that were not read or are no print, in points of the upright page.
    """

    lines: tuple[tuple[Judged, ...], ...]
    regions: tuple[Region, ...]


def recognised(
    picture: Picture, cleaned: Cleaned, engine: OcrEngine, *, coloured: bool = False, steps: Steps = ALL_STEPS
) -> Recognised:
    """Read a cleaned picture; ``picture`` is the upright one that it was made of, ``coloured`` when printed in colour.

    :raises ocr.errors.EngineFailedError: when the engine gives up.
    """
    told = tuple(map(_without_strokes, _told(cleaned, engine, soften=steps.soften)))
    words = [word for line in told for word in line.words]
    inked = Picture(in_gray(picture.pixels), picture.dpi) if coloured else picture
    zone = zone_words(told)
    found = sort_out(words, inked, cleaned, zone) if steps.sort_out else Sorted(tuple(words), ())
    lines = regrouped([word for word in found.words if word in zone or _is_printed(word)], told)
    regions = found.regions
    if steps.coloured and not coloured:
        more = coloured_print(picture, cleaned, found, engine)
        lines = (*without_doubles(lines, more), *more)
        regions = without_print(regions, more, cleaned)
    unseen = Unseen((), ())
    if steps.complete:
        lines, unseen = completed(picture, cleaned, lines, regions, engine)
    written = pen_words([word for line in lines for word in line.words], found.ink)
    pens = (Region("handwriting", moved(box, cleaned.to_page)) for box in written)
    return Recognised(_judged(lines, cleaned, engine, steps), (*regions, *pens, *unseen.regions))


def _told(cleaned: Cleaned, engine: OcrEngine, *, soften: bool) -> Sequence[SeenLine]:
    """Return what the engine tells of the page; where it finds nothing, of the print on paper made white.

    Tesseract takes the whole page for a picture where the dark ground of a photograph runs around grained paper.
    """
    gray = softened(cleaned.gray) if soften else cleaned.gray
    told = engine.recognise(gray, cleaned.dpi)
    if told:
        return told
    return engine.recognise(np.where(gray > _PAPER, np.uint8(255), gray), cleaned.dpi)


def _without_strokes(line: SeenLine) -> SeenLine:
    """Return a line without the strokes that Tesseract makes of rulings beside words: one in eight of a table."""
    return SeenLine(tuple(stripped for word in line.words if (stripped := word.stripped(_STROKES)).text))


def _is_printed(word: SeenWord) -> bool:
    """Tell words from guesses, and from the marks that Tesseract makes of rulings and dust."""
    return word.confidence >= (_GUESS if any(map(str.isalnum, word.text)) else _MARK)


def _judged(
    lines: tuple[SeenLine, ...], cleaned: Cleaned, engine: OcrEngine, steps: Steps
) -> tuple[tuple[Judged, ...], ...]:
    model: Ngrams = ngrams()

    def look(words: Sequence[SeenWord]) -> tuple[tuple[SeenWord, ...], ...]:
        return second_look(cleaned.gray, cleaned.dpi, engine, words)

    whole = mended(lines, model) if steps.mend else lines
    found = judged(whole, model, look if steps.look_again else None, correct=steps.language)
    found = with_looped_figures(found, cleaned.gray) if steps.figures else found
    return recapitalised(found) if steps.capitals else found
