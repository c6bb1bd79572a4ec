"""Ink against words: a reading that misses half the page is told by the ink it leaves."""

from dataclasses import replace

import numpy as np

from ingest.page import Picture
from ocr.cleanup.clean import clean
from ocr.cleanup.survey import survey
from ocr.coverage_gate import unread_share
from ocr.engine import SeenWord
from samples.truth import Sheet


def placed(sheet: Sheet, dpi: float) -> list[SeenWord]:
    """Return the sheet's words where they are on its scan."""
    scale = dpi / 72
    boxes = [(word.text, word.box) for word in sheet.words]
    return [
        SeenWord(text, (int(box.x0 * scale), int(box.y0 * scale), round(box.x1 * scale), round(box.y1 * scale)), 1.0)
        for text, box in boxes
    ]


def test_unread_ink_is_the_share_of_the_words_left_out(table_scan: Picture, table_page: Sheet) -> None:
    """All words leave nothing, none leave everything, and half of them about half."""
    cleaned = clean(table_scan, survey(table_scan.pixels))
    words = placed(table_page, cleaned.dpi)
    assert unread_share(cleaned, words) < 0.02
    assert unread_share(cleaned, words[::2]) > 0.35
    assert unread_share(cleaned, []) == 1


def test_coloured_writing_that_was_not_read_counts(table_page: Sheet) -> None:
    """Blue print is taken out of the picture for the engine; it is missed all the same."""
    pixels = np.ascontiguousarray(table_page.picture[..., ::-1])
    half = pixels[pixels.shape[0] // 4 :]
    half[half.max(axis=2) < 128] = (200, 60, 20)
    cleaned = clean(Picture(pixels, 300.0), replace(survey(pixels), coloured=False))
    assert unread_share(cleaned, placed(table_page, cleaned.dpi)) < 0.05
    above = [word for word in placed(table_page, cleaned.dpi) if word.box[3] < cleaned.gray.shape[0] // 4]
    assert unread_share(cleaned, above) > 0.5


def test_white_paper_leaves_nothing_unread() -> None:
    """Where no ink is, none can be missed."""
    white = Picture(np.full((300, 200), 255, dtype=np.uint8), 100.0)
    assert unread_share(clean(white, survey(white.pixels)), []) == 0
