"""The reading of one page, stage by stage: believe the file's own text, or read the picture."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from ingest.geometry import turned_size
from ingest.page import Page, Picture
from ocr.engine import OcrEngine
from ocr.layout import ordered
from ocr.machine_codes import PageCodes, drawn_codes
from ocr.options import OcrOptions
from ocr.page_text import PageText, Word
from ocr.picture_reader import read_picture
from ocr.text_layer import has_squares, verdict
from ocr.vietnamese.syllable import toneless

_AGREEING = 0.5  # least share of the carried words that the picture confirms


def read_page(page: Page, picture: Callable[[], Picture], engine: OcrEngine, options: OcrOptions) -> PageText:
    """Return the words of a page in reading order.

    ``picture`` is called only where the text layer is not simply believed.

    :raises ocr.errors.EngineFailedError: when the engine gives up on the picture.
    :raises ingest.errors.PageDamagedError: when there is no picture to read.
    """
    codes = drawn_codes(page)
    judged = verdict(page, codes.boxes) if page.words and options.believe_text_layer else "refused"
    if judged == "believed":
        return _embedded(page, codes)
    recognised = _recognised(page, picture(), engine)
    if judged == "doubtful" and agreement(page, recognised) >= _AGREEING:
        return _embedded(page, codes)
    if recognised.problem is None and has_squares(page):
        return replace(recognised, problem="letters_missing")
    return recognised


def embedded(page: Page) -> PageText:
    """Return the visible words that the page carries, and the codes that are drawn on it."""
    return _embedded(page, drawn_codes(page))


def _embedded(page: Page, codes: PageCodes) -> PageText:
    words = [Word(word.text, word.text, word.box, 1.0) for word in page.words if word.visible]
    lines = ordered(words, page.tables)
    return PageText(
        number=page.number,
        width=page.width,
        height=page.height,
        rotation=0,
        angle=0.0,
        lines=lines,
        source="embedded",
        engine="embedded",
        regions=codes.regions,
        codes=codes.read,
    )


def agreement(page: Page, recognised: PageText) -> float:
    """Return the share of the carried words (0-1) that were also seen on the picture, without regard to tone marks."""
    carried = Counter(toneless(word.text) for word in page.words if word.visible)
    seen = Counter(toneless(word.text) for line in recognised.lines for word in line.words)
    return sum((carried & seen).values()) / max(1, sum(carried.values()))


def _recognised(page: Page, picture: Picture, engine: OcrEngine) -> PageText:
    reading = read_picture(picture, engine)
    width, height = turned_size(reading.turn, page.width, page.height)
    return PageText(
        number=page.number,
        width=width,
        height=height,
        rotation=reading.turn,
        angle=reading.angle,
        lines=reading.lines,
        source="blank" if reading.blank else "recognised",
        engine=engine.name,
        problem=reading.problem,
        regions=reading.regions,
        codes=reading.codes,
    )
