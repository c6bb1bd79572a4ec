"""One contract for both engines, and where their data are looked for."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest

from ingest.page import Picture, Pixels
from ocr.engine import OcrEngine, SeenLine
from ocr.errors import EngineFailedError, EngineMissingError
from ocr.tessdata import LANGUAGES, tessdata_folder
from ocr.tesseract_api import VARIABLES, TesserocrEngine
from ocr.tesseract_cli import PytesseractEngine
from samples.papers import van_xuoi

ENGINES = (TesserocrEngine, PytesseractEngine)
TURNS = {0: None, 90: cv2.ROTATE_90_COUNTERCLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_CLOCKWISE}
"""Turn that makes the picture upright, and what was done to it."""
DPI = 150


@pytest.fixture(scope="module", params=ENGINES)
def either(request: pytest.FixtureRequest) -> Iterator[OcrEngine]:
    """Return each engine in turn."""
    opened: OcrEngine = request.param()
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def prose() -> tuple[Pixels, list[str]]:
    """Return the upper third of a clean page of prose in gray, and the words on it."""
    sheet = van_xuoi(1).sheets[0]
    cut = next(line.words[0].y + 5 for line in sheet.lines if line.words[0].y > sheet.height / 3)
    size = (round(sheet.width * DPI / 72), round(sheet.height * DPI / 72))
    gray = cv2.resize(cv2.cvtColor(sheet.picture, cv2.COLOR_RGB2GRAY), size, interpolation=cv2.INTER_AREA)
    words = [word.text for line in sheet.lines for word in line.words if word.y < cut]
    return np.asarray(gray[: round(cut * DPI / 72)], dtype=np.uint8), words


@pytest.fixture(scope="module")
def seen(either: OcrEngine, prose: tuple[Pixels, list[str]]) -> tuple[SeenLine, ...]:
    """Return what an engine sees on the prose."""
    return either.recognise(prose[0], DPI)


def texts(lines: tuple[SeenLine, ...]) -> Counter[str]:
    """Return the words without regard to their order."""
    return Counter(word.text for line in lines for word in line.words)


def test_clean_print_is_read(seen: tuple[SeenLine, ...], prose: tuple[Pixels, list[str]]) -> None:
    """All but a few words in a hundred are exact, in NFC, and their lines run from left to right."""
    expected = Counter(prose[1])
    assert (texts(seen) & expected).total() >= 0.97 * expected.total()
    assert all(a.box[0] <= b.box[0] for line in seen for a, b in zip(line.words, line.words[1:], strict=False))


def test_boxes_lie_on_ink(seen: tuple[SeenLine, ...], prose: tuple[Pixels, list[str]]) -> None:
    """Every box lies inside the picture and holds dark pixels; confidences are shares."""
    height, width = prose[0].shape
    for word in (word for line in seen for word in line.words):
        left, top, right, bottom = word.box
        assert 0 <= left < right <= width
        assert 0 <= top < bottom <= height
        assert prose[0][top:bottom, left:right].min() < 128
        assert 0 <= word.confidence <= 1


def test_the_name_tells_the_version(either: OcrEngine) -> None:
    """A reading can be traced to the program that made it."""
    program, version = either.name.split(" ", 1)
    assert program in {"tesserocr", "pytesseract"}
    assert version.startswith("5.")


def test_white_paper_has_no_lines(either: OcrEngine) -> None:
    """Nothing is read where nothing stands, and nothing is told about its orientation."""
    white = np.full((600, 800), 255, dtype=np.uint8)
    assert either.recognise(white, DPI) == ()
    assert either.orientation(white, DPI).certainty == 0


@pytest.mark.parametrize("turn", TURNS)
def test_orientation_is_the_turn_that_helps(either: OcrEngine, letter_scan: Picture, turn: int) -> None:
    """A letter lying in any of four ways is told, with a certainty that wrong answers do not reach."""
    how = TURNS[turn]
    gray = cv2.cvtColor(letter_scan.pixels, cv2.COLOR_BGR2GRAY)
    lying = gray if how is None else cv2.rotate(gray, how)
    found = either.orientation(np.asarray(lying, dtype=np.uint8), letter_scan.dpi)
    assert found.turn == turn
    assert found.certainty > 2


def test_both_engines_see_the_same_words(prose: tuple[Pixels, list[str]]) -> None:
    """One bundles its own Tesseract, the other takes the machine's: two words in a hundred may differ, not more."""
    engines: tuple[OcrEngine, ...] = (TesserocrEngine(), PytesseractEngine())
    one, other = (texts(engine.recognise(prose[0], DPI)) for engine in engines)
    for engine in engines:
        engine.close()
    assert one.total() > 100
    assert (one & other).total() >= 0.98 * max(one.total(), other.total())


def test_further_searches_would_tell_nothing_new(
    monkeypatch: pytest.MonkeyPatch, prose: tuple[Pixels, list[str]]
) -> None:
    """Words, boxes, confidences and the choices for every letter are the same with Tesseract's five costly rounds."""
    engines = [TesserocrEngine()]
    costly = tuple(pair for pair in VARIABLES if pair[0] != "lstm_choice_iterations")
    assert costly != VARIABLES
    monkeypatch.setattr("ocr.tesseract_api.VARIABLES", costly)
    engines.append(TesserocrEngine())
    ours, theirs = (engine.recognise(prose[0], DPI) for engine in engines)
    for engine in engines:
        engine.close()
    assert ours == theirs
    assert any(len(letter) > 1 for line in ours for word in line.words for letter in word.letters)


def test_a_language_without_data_is_missing() -> None:
    """The engine says so when it is made, or at the first picture."""
    with pytest.raises(EngineMissingError):
        TesserocrEngine("tlh")
    with pytest.raises(EngineFailedError):
        PytesseractEngine("tlh").recognise(np.full((50, 50), 255, dtype=np.uint8), DPI)


def test_a_program_that_takes_too_long_is_ended(prose: tuple[Pixels, list[str]]) -> None:
    """The time limit of the program holds."""
    with pytest.raises(EngineFailedError):
        PytesseractEngine(seconds=0.05).recognise(prose[0], DPI)


def test_a_missing_program_is_missing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Without ``tesseract`` on the PATH the engine is not made."""
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(EngineMissingError):
        PytesseractEngine()


def test_the_named_folder_of_data_comes_first(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """``TESSDATA_PREFIX`` may name the folder of the data or the one above it, as Tesseract's own versions did."""
    (tmp_path / "tessdata").mkdir()
    for language in LANGUAGES:
        (tmp_path / "tessdata" / f"{language}.traineddata").touch()
    for named in (tmp_path, tmp_path / "tessdata"):
        monkeypatch.setenv("TESSDATA_PREFIX", str(named))
        assert tessdata_folder() == tmp_path / "tessdata"


def test_a_named_folder_without_the_data_is_passed_over(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A stale setting does not stop a machine whose system folders hold everything."""
    monkeypatch.delenv("TESSDATA_PREFIX", raising=False)
    system = tessdata_folder()
    (tmp_path / "vie.traineddata").touch()  # but no osd
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    assert tessdata_folder() == system
