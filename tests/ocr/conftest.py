"""What the tests of reading share: one engine, and pictures of the generator's papers as a scanner gives them."""

from collections.abc import Iterator

import cv2
import numpy as np
import pytest

from ingest.page import Picture
from ocr.tesseract_api import TesserocrEngine
from samples.papers import bang, cong_van
from samples.truth import Sheet

SCAN_DPI = 150


def scanned(sheet: Sheet, dpi: int = SCAN_DPI) -> Picture:
    """Return a sheet as a clean scan in OpenCV's order of colours."""
    pixels = np.ascontiguousarray(sheet.picture[..., ::-1])
    size = (round(sheet.width * dpi / 72), round(sheet.height * dpi / 72))
    return Picture(np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), dtype=np.uint8), float(dpi))


@pytest.fixture(scope="session")
def engine() -> Iterator[TesserocrEngine]:
    """Return the engine that runs in this process."""
    opened = TesserocrEngine()
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def letter() -> Sheet:
    """Return an official letter of one page."""
    return cong_van(3).sheets[0]


@pytest.fixture(scope="session")
def table_page() -> Sheet:
    """Return a page with a ruled table of six columns."""
    return bang(3).sheets[0]


@pytest.fixture(scope="session")
def letter_scan(letter: Sheet) -> Picture:
    """Return the letter as a clean scan."""
    return scanned(letter)


@pytest.fixture(scope="session")
def table_scan(table_page: Sheet) -> Picture:
    """Return the table as a clean scan."""
    return scanned(table_page)
