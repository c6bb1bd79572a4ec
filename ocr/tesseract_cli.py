"""Tesseract as a program of its own, through pytesseract.

For machines without the wheel of tesserocr, or where isolation is wanted.
"""

import re
import tempfile
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path

import cv2
from pytesseract.pytesseract import (
    TesseractError,
    TesseractNotFoundError,
    get_tesseract_version,
    image_to_data,
    image_to_osd,
)

from ingest.geometry import Turn
from ingest.page import Pixels
from ocr.engine import Orientation, SeenLine, SeenWord
from ocr.errors import EngineFailedError, EngineMissingError
from ocr.tessdata import is_refused, tessdata_folder

_CONFIG = "--oem 3 --psm {mode} --dpi {dpi} --tessdata-dir {folder} -c tessedit_do_invert=0"
_WORD_LEVEL = "5"


class PytesseractEngine:
    """Starts ``tesseract`` once for every picture; ``seconds`` is its time limit."""

    def __init__(self, language: str = "vie", seconds: float = 60.0) -> None:
        self._language = language
        self._seconds = seconds
        self._folder = tessdata_folder()
        try:
            version = str(get_tesseract_version())
        except TesseractNotFoundError as error:
            message = "the program tesseract is not installed"
            raise EngineMissingError(message) from error
        if is_refused(version):
            message = f"Tesseract {version} is refused: it returns wrong boxes"
            raise EngineMissingError(message)
        self.name = f"pytesseract {version}"

    def recognise(self, gray: Pixels, dpi: float) -> tuple[SeenLine, ...]:
        """Return the lines of a gray picture (see ``OcrEngine``)."""
        with _as_file(gray) as path, _translated():
            table = image_to_data(  # type: ignore[no-untyped-call]
                str(path), lang=self._language, config=self._config(3, dpi), timeout=self._seconds
            )
        return _lines(str(table))

    def orientation(self, gray: Pixels, dpi: float) -> Orientation:
        """Return the turn that makes the picture upright (see ``OcrEngine``)."""
        with _as_file(gray) as path:
            try:
                told = image_to_osd(  # type: ignore[no-untyped-call]
                    str(path), config=self._config(0, dpi), timeout=self._seconds
                )
            except TesseractError:  # "Too few characters": nothing to tell by
                return Orientation(0, 0.0)
            except RuntimeError as error:
                message = "Tesseract took too long"
                raise EngineFailedError(message) from error
        turn = re.search(r"Rotate: (0|90|180|270)\b", str(told))
        certainty = re.search(r"Orientation confidence: ([\d.]+)", str(told))
        if turn is None or certainty is None:
            return Orientation(0, 0.0)
        turns: dict[str, Turn] = {"0": 0, "90": 90, "180": 180, "270": 270}
        return Orientation(turns[turn[1]], float(certainty[1]))

    def close(self) -> None:
        """Nothing is held open."""

    def _config(self, mode: int, dpi: float) -> str:
        return _CONFIG.format(mode=mode, dpi=round(dpi), folder=self._folder)


@contextmanager
def _as_file(gray: Pixels) -> Iterator[Path]:
    """Yield the picture as a PGM file: handed an array, pytesseract would encode a PNG, longer than reading it."""
    with tempfile.TemporaryDirectory(prefix="sohoa-") as folder:
        path = Path(folder, "page.pgm")
        if not cv2.imwrite(str(path), gray):
            message = "the picture could not be handed to Tesseract"
            raise EngineFailedError(message)
        yield path


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except (TesseractError, RuntimeError) as error:
        message = "Tesseract failed or took too long"
        raise EngineFailedError(message) from error


def _lines(table: str) -> tuple[SeenLine, ...]:
    rows = [row.split("\t") for row in table.splitlines()[1:]]
    words = [row for row in rows if len(row) == 12 and row[0] == _WORD_LEVEL and row[11].strip()]
    return tuple(
        SeenLine(tuple(_word(row) for row in line)) for _, line in groupby(words, key=lambda row: tuple(row[1:5]))
    )


def _word(row: list[str]) -> SeenWord:
    left, top, width, height = (int(cell) for cell in row[6:10])
    text = unicodedata.normalize("NFC", row[11]).strip()
    return SeenWord(text, (left, top, left + width, top + height), max(0.0, float(row[10])) / 100)
