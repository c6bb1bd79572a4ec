"""What the survey tells, what the plan does with it, and that cleaning loses no word."""

from collections import Counter

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.geometry import Box
from ingest.page import Picture, Pixels
from ocr.cleanup.clean import clean
from ocr.cleanup.colour import in_gray, without_colour
from ocr.cleanup.illumination import divide_background
from ocr.cleanup.straighten import levelled, moved, plan, resized
from ocr.cleanup.survey import Survey, survey
from ocr.tesseract_api import TesserocrEngine
from samples.degrade import blank_verso
from samples.papers import quyet_dinh
from samples.truth import Sheet

RED, BLUE, BLACK, WHITE = (40, 30, 200), (200, 60, 30), (20, 20, 20), (255, 255, 255)
"""Blue, green, red."""


def sloped(pixels: Pixels, angle: float) -> Pixels:
    """Return the picture turned so that its level lines fall to the right by so many degrees."""
    height, width = pixels.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -angle, 1.0)
    return np.asarray(cv2.warpAffine(pixels, matrix, (width, height), borderValue=WHITE), dtype=np.uint8)


@pytest.mark.parametrize("angle", [-4.0, -1.1, -0.4, 0.0, 0.6, 2.2, 4.5])
def test_the_slope_of_the_lines_is_told(letter_scan: Picture, angle: float) -> None:
    """Within 0.3 degrees, positive where lines fall to the right."""
    assert survey(sloped(letter_scan.pixels, angle)).angle == pytest.approx(angle, abs=0.3)


def test_the_height_of_letters_is_told(letter: Sheet, letter_scan: Picture) -> None:
    """It is that of capitals and letters with marks, and grows with the resolution."""
    tall = [word.box.height * letter_scan.dpi / 72 for word in letter.words if word.text[0].isupper()]
    seen = survey(letter_scan.pixels).letter_height
    assert 0.6 * np.median(tall) < seen <= 1.1 * np.median(tall)
    assert survey(resized(letter_scan.pixels, 2.0)).letter_height == pytest.approx(2 * seen, rel=0.15)


def test_lying_lines_are_told(letter_scan: Picture, table_scan: Picture) -> None:
    """Text that runs across is far from text that runs down, tables with their upright rulings included."""
    for scan in (letter_scan, table_scan):
        assert survey(scan.pixels).lying > 1.3
        assert survey(np.asarray(cv2.rotate(scan.pixels, cv2.ROTATE_90_CLOCKWISE), dtype=np.uint8)).lying < 1


def test_there_is_no_letter_on_a_blank_page(letter: Sheet) -> None:
    """Neither on white paper nor on a verso with the seal of its front shining through."""
    verso = np.ascontiguousarray(blank_verso(letter.picture, 1)[..., ::-1])
    for pixels in (np.full((800, 600, 3), 255, dtype=np.uint8), verso):
        seen = survey(pixels)
        assert (seen.letters, seen.letter_height, seen.angle) == (0, 0.0, 0.0)


@given(
    height=st.floats(1, 200),
    angle=st.floats(-5, 5),
)
def test_the_plan_brings_letters_to_a_height_the_engine_likes(height: float, angle: float) -> None:
    """Small ones grow, tall ones shrink, the rest is left alone; small slopes are left to the engine."""
    made = plan(Survey(1000, 1000, height, angle, 5.0))
    assert made.factor <= 2.5
    assert made.factor == 2.5 or 14 <= height * made.factor <= 32
    assert made.angle in (0.0, angle)
    assert abs(angle - made.angle) < 0.5


@given(
    angle=st.floats(-5, 5),
    corner=st.tuples(st.floats(150, 400), st.floats(150, 250)),
    size=st.tuples(st.floats(1, 60), st.floats(1, 20)),
)
def test_boxes_find_back_to_the_picture(angle: float, corner: tuple[float, float], size: tuple[float, float]) -> None:
    """A box on the levelled picture, moved by the matrix that undoes it, holds the place that was levelled to it."""
    level, undo = levelled(np.full((500, 700), 255, dtype=np.uint8), angle)
    assert level.shape == (500, 700)
    box = (corner[0], corner[1], corner[0] + size[0], corner[1] + size[1])
    there = moved(box, undo)
    again = moved((there.x0, there.y0, there.x1, there.y1), np.asarray(cv2.invertAffineTransform(undo)))
    assert Box(*box).meet(again).area == pytest.approx(Box(*box).area, rel=1e-6)
    assert there.middle[0] - 350 == pytest.approx(again.middle[0] - 350, abs=40)
    swollen = size[0] * abs(np.sin(np.radians(angle))) + size[1]
    assert there.height == pytest.approx(swollen, rel=0.01)


def test_a_sloping_line_becomes_level() -> None:
    """Ink drawn along a slope lies in one row afterwards, and the matrix leads back to where it was drawn."""
    gray = np.full((400, 600), 255, dtype=np.uint8)
    fall = np.tan(np.radians(3.0))
    cv2.line(gray, (100, round(200 - 200 * fall)), (500, round(200 + 200 * fall)), (0,), 2)
    level, undo = levelled(gray, 3.0)
    rows, _ = np.nonzero(level < 128)
    assert np.ptp(rows) <= 4
    left = moved((100, 199, 102, 201), undo).middle
    assert left[1] == pytest.approx(200 - 199 * fall, abs=2)


def test_coloured_ink_becomes_paper() -> None:
    """Black stays black; in gray every ink stays dark."""
    pixels = np.array([[BLACK, RED, BLUE, WHITE]], dtype=np.uint8)
    black, red, blue, white = without_colour(pixels)[0]
    assert black < 50
    assert min(red, blue, white) > 180
    assert max(in_gray(pixels)[0][:3]) < 130
    assert np.array_equal(without_colour(without_colour(pixels)), without_colour(pixels))


def test_shade_becomes_white_paper() -> None:
    """Paper that darkens to a third across the page is even afterwards, and the letters stay dark."""
    paper = np.tile(np.linspace(250, 90, 800), (600, 1)).astype(np.uint8)
    for x in range(40, 780, 40):
        cv2.putText(paper, "a", (x, 300), cv2.FONT_HERSHEY_SIMPLEX, 0.8, (20,), 2)
    even = divide_background(paper)
    assert np.percentile(even, 5) > 235
    assert even[280:302, 760:790].min() < 120


def test_words_under_a_red_seal_are_read(engine: TesserocrEngine) -> None:
    """The signer's name and office lie under the seal of a decision and are not lost with it."""
    sheet = quyet_dinh(2).sheets[1]
    seal = next(mark.box for mark in sheet.marks if mark.kind == "seal")
    under = [word.text for word in sheet.words if word.box.meet(seal).area > 0.3 * word.box.area]
    x0, y0, x1, y1 = (round(edge * 300 / 72) for edge in (300, seal.y0 - 80, sheet.width, seal.y1 + 60))
    pixels = np.ascontiguousarray(sheet.picture[y0:y1, x0:x1, ::-1])
    cleaned = clean(Picture(pixels, 300.0), survey(pixels))
    read = Counter(word.text for line in engine.recognise(cleaned.gray, cleaned.dpi) for word in line.words)
    assert under
    assert not Counter(under) - read
