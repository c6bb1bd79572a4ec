"""Cards on a sheet: small print of several sizes on coloured grounds, red titles, lines that are no language."""

import numpy as np
import pytest

from ingest.page import Picture
from ocr.cleanup.straighten import plan
from ocr.cleanup.survey import Survey, survey
from ocr.engine import SeenLine, SeenWord
from ocr.machine_zone import zone_words
from ocr.picture_reader import Reading, read_picture
from ocr.tesseract_api import TesserocrEngine
from samples.papers import quyet_dinh
from samples.typed import typed_paper
from samples.typed.cards import can_cuoc
from samples.typed.paper import TypedPaper


def shown(paper: TypedPaper) -> Picture:
    """Return the first sheet as a colour picture, 300 dpi."""
    return Picture(np.ascontiguousarray(paper.paper.sheets[0].picture[..., ::-1]), 300.0)


def lines(reading: Reading) -> list[str]:
    """Return what was read, as it was seen."""
    return [" ".join(word.printed for word in line.words) for line in reading.lines]


@pytest.fixture(scope="module")
def engine() -> TesserocrEngine:
    """Return an engine."""
    return TesserocrEngine()


def seen(text: str, confidence: float = 0.4) -> SeenWord:
    """Return a word."""
    return SeenWord(text, (0, 0, 10 * len(text), 20), confidence)


def test_all_of_a_line_with_fillers_belongs_to_a_zone() -> None:
    """Also a piece that was read apart; words with a quotation mark or two do not."""
    zone = SeenLine((seen("9609196F36091"), seen("94VNM<<<<<<<<<<<6")))
    prose = SeenLine((seen("Điều"), seen("<<1>>")))
    assert zone_words((prose, zone)) == zone.words
    assert zone_words((prose,)) == ()


def test_the_zone_of_a_card_is_read_whole(engine: TesserocrEngine) -> None:
    """Its letters hang together like a pen's strokes and are no words, yet nothing of them is dropped."""
    paper = next(paper for seed in range(40) if (paper := can_cuoc(seed)).layout == "2021_mat_sau")
    found = [line.replace(" ", "") for line in lines(read_picture(shown(paper), engine))]
    zone = [line for line in found if "<<" in line]
    assert len(zone) == 3
    assert all(28 <= len(line) <= 32 for line in zone)


def test_red_print_on_a_card_is_read(engine: TesserocrEngine) -> None:
    """Title and number of a licence: paler than the rest, close to the lines above and below, and no seal."""
    paper = typed_paper("giay_phep_lai_xe", 1)
    reading = read_picture(shown(paper), engine)
    found = lines(reading)
    assert any("GIẤY PHÉP LÁI XE" in line for line in found)
    assert any(str(dict(paper.fields)["so"]) in line for line in found)


def test_only_a_card_is_narrow() -> None:
    """A page of text fills the width of its sheet."""
    assert survey(shown(can_cuoc(1)).pixels).narrow
    assert not survey(np.ascontiguousarray(quyet_dinh(1).sheets[0].picture[..., ::-1])).narrow


def test_the_print_of_a_card_is_made_larger_than_other_print() -> None:
    """Most of it is smaller than the letters that the height is taken from."""
    card, page = (Survey(300, 300, 16.0, 0.0, 5.0, narrow=narrow) for narrow in (True, False))
    assert plan(page).factor == 1.0
    assert plan(card).factor * 16.0 > 20.0
