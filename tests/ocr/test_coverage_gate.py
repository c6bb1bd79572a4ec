"""Ink against words: a reading that misses half the page is told by the ink it leaves."""

import cv2
import numpy as np

from ingest.page import Picture
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
    gray = np.asarray(cv2.cvtColor(table_scan.pixels, cv2.COLOR_BGR2GRAY), dtype=np.uint8)
    words = placed(table_page, table_scan.dpi)
    assert unread_share(gray, words) < 0.02
    assert unread_share(gray, words[::2]) > 0.35
    assert unread_share(gray, []) == 1


def test_white_paper_leaves_nothing_unread() -> None:
    """Where no ink is, none can be missed."""
    assert unread_share(np.full((300, 200), 255, dtype=np.uint8), []) == 0
