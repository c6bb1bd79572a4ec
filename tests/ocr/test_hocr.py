"""hOCR with the choices of the network: words, their boxes, and what was seen in the place of each letter."""

import unicodedata
from typing import Any

import cv2
import numpy as np
import pytest
import tesserocr

from ingest.page import Pixels
from ocr.engine import SeenWord
from ocr.hocr import lines_of, pages_of
from ocr.tessdata import tessdata_folder
from ocr.tesseract_api import VARIABLES, TesserocrEngine
from samples.canvas import Canvas, Column
from samples.fonts import Face

PRINTED = "Ủy ban nhân dân tỉnh & 1.250.000 đồng <b> “tổ chức”, QĐ-UBND"
DPI = 150


def choice(share: int, letter: str = "") -> str:
    """Return what the network saw at one step; no letter is a blank."""
    return f"<span class='ocrx_cinfo' id='choice_1' title='x_confs {share}'>{letter}</span>"


def symbol(*choices: str) -> str:
    """Return the steps of one letter."""
    steps = f"<span class='ocrx_cinfo' id='timestep1'>{''.join(choices)}</span>"
    return f"\n<span class='ocr_symbol' id='symbol_1'>{steps}</span>"


def word(text: str, *symbols: str, box: str = "10 20 50 40", confidence: int = 96) -> str:
    """Return one word."""
    title = f"bbox {box}; x_wconf {confidence}"
    return f"\n<span class='ocrx_word' id='word_1_1' title='{title}'>{text}{''.join(symbols)}\n</span>"


def line(*words: str, kind: str = "ocr_line") -> str:
    """Return one line."""
    return f"\n<span class='{kind}' id='line_1_1' title=\"bbox 0 0 99 99; baseline 0 -6\">{''.join(words)}\n</span>"


def page(*lines: str) -> str:
    """Return one page."""
    head = "<div class='ocr_page' id='page_1' title='image \"unknown\"; bbox 0 0 834 166'>"
    return f"{head}<div class='ocr_carea'><p class='ocr_par' lang='vie'>{''.join(lines)}</p></div></div>"


def only(text: str) -> SeenWord:
    """Return the only word of a page."""
    ((found,),) = (one.words for one in lines_of(text))
    return found


def test_a_word_has_its_box_and_confidence() -> None:
    """Pixels from the top left, and a share of one."""
    found = only(page(line(word("dân", box="129 64 181 84", confidence=93))))
    assert (found.text, found.box, found.confidence) == ("dân", (129, 64, 181, 84), 0.93)


def test_pages_lines_and_words_stand_in_their_order() -> None:
    """One entry for each page, though nothing is on it; headings and captions are lines too."""
    text = page(line(word("Ủy"), word("ban")), line(word("QUYẾT"), kind="ocr_header")) + page() + page(line(word("2")))
    found = pages_of(f"<?xml version='1.0'?><html><body>{text}</body></html>")
    assert [[[one.text for one in row.words] for row in lines] for lines in found] == [
        [["Ủy", "ban"], ["QUYẾT"]],
        [],
        [["2"]],
    ]
    assert pages_of("<html></html>") == ()


def test_entities_are_letters() -> None:
    """In the text and in what was seen; an entity is one letter."""
    found = only(
        page(line(word("&lt;A&amp;&#39;", *(symbol(choice(99, one)) for one in ("&lt;", "A", "&amp;", "&#39;")))))
    )
    assert found.text == "<A&'"
    assert found.letters == ((("<", 1.0),), (("A", 1.0),), (("&", 1.0),), (("'", 1.0),))


def test_text_is_composed() -> None:
    """Tesseract's own NFD or NFC: words and letters come out in NFC, so that their lengths agree."""
    apart = unicodedata.normalize("NFD", "ổ")
    found = only(page(line(word(f"t{apart}", symbol(choice(99, "t")), symbol(choice(80, apart), choice(20, "ô"))))))
    assert found.text == "tổ"
    assert found.letters[1] == (("ổ", 0.8), ("ô", 0.2))


def test_shares_are_of_all_that_is_no_blank() -> None:
    """Steps are added up, blanks are left out, the likeliest comes first, traces are dropped."""
    steps = (choice(99), choice(30, "ô"), choice(60, "ổ"), choice(10), choice(110, "ổ"), choice(1, "ố"), choice(97))
    found = only(page(line(word("ổ", symbol(*steps)))))
    assert found.letters == ((("ổ", 170 / 201), ("ô", 30 / 201)),)
    assert only(page(line(word("ổ", symbol(choice(3, "ổ"), choice(97)))))).letters == ((("ổ", 1.0),),)


def test_the_space_before_a_word_is_no_letter_of_it() -> None:
    """How far a space was seen is the word's gap; without the space it is certain."""
    space = symbol(choice(81, " "), choice(19, "i"))
    found = only(page(line(word("bà", space, symbol(choice(99, "b")), symbol(choice(99, "à"))))))
    assert found.gap == pytest.approx(0.81)
    assert [letter[0][0] for letter in found.letters] == ["b", "à"]
    assert only(page(line(word("bà", symbol(choice(99, "b")), symbol(choice(99, "à")))))).gap == 1.0


def test_letters_that_do_not_fit_the_text_are_not_told() -> None:
    """Where their number differs no letter could be put in its place."""
    assert only(page(line(word("bà", symbol(choice(99, "b")))))).letters == ()
    assert only(page(line(word("bà")))).letters == ()


def test_words_without_text_are_left_out() -> None:
    """And lines of such words; pictures and rules are no words either."""
    assert lines_of(page(line(word("  "), word("")), line())) == ()
    kept = lines_of(page(line(word(" "), word("ban")), line("<span class='ocr_photo'></span>")))
    assert [[one.text for one in row.words] for row in kept] == [["ban"]]


@pytest.fixture(scope="module")
def rendered() -> Pixels:
    """Return a printed line in gray."""
    canvas = Canvas((500.0, 60.0))
    canvas.text(PRINTED, Face(13.5), Column(20.0, 490.0), 36.0)
    gray = cv2.cvtColor(canvas.sheet().picture, cv2.COLOR_RGB2GRAY)
    size = (round(500 * DPI / 72), round(60 * DPI / 72))
    return np.asarray(cv2.resize(gray, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def test_what_tesseract_gives_is_understood(rendered: Pixels, engine: TesserocrEngine) -> None:
    """The words are those of its plain text, and every letter's likeliest choice is the letter of the text."""
    tess: Any = tesserocr
    with tess.PyTessBaseAPI(path=f"{tessdata_folder()}/", lang="vie", variables=dict(VARIABLES)) as api:
        api.SetImageBytes(rendered.tobytes(), rendered.shape[1], rendered.shape[0], 1, rendered.shape[1])
        api.SetSourceResolution(DPI)
        plain = unicodedata.normalize("NFC", str(api.GetUTF8Text())).split()
    words = [one for row in engine.recognise(rendered, DPI) for one in row.words]
    assert [one.text for one in words] == plain == PRINTED.split()
    assert ["".join(letter[0][0] for letter in one.letters) for one in words] == plain
    assert all(sum(share for _, share in letter) <= 1 + 1e-9 for one in words for letter in one.letters)
    assert all(0.5 < one.gap <= 1 and 0.5 < one.confidence <= 1 for one in words)
