"""Tesseract as a program of its own, through pytesseract.

For machines without the wheel of tesserocr, or where isolation is wanted.
"""

import re
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import cv2
from pytesseract.pytesseract import (
    TesseractError,
    TesseractNotFoundError,
    get_tesseract_version,
    image_to_osd,
    image_to_pdf_or_hocr,
)

from ingest.geometry import Turn
from ingest.page import Pixels
from ocr.engine import Orientation, SeenLine, SeenWord
from ocr.errors import EngineFailedError, EngineMissingError
from ocr.hocr import pages_of
from ocr.tessdata import is_refused, tessdata_folder

_CONFIG = (
    "--oem 3 --psm {mode} --dpi {dpi} --tessdata-dir {folder} "
    "-c tessedit_do_invert=0 -c lstm_choice_mode=1 -c lstm_choice_iterations=0"
)
_WHOLE_PAGE, _ONE_LINE = 3, 7


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
        with _as_files((gray,)) as (path,):
            (lines,) = self._seen(path, _WHOLE_PAGE, dpi)
        return lines

    def reread(self, pictures: Sequence[Pixels], dpi: float) -> tuple[tuple[SeenWord, ...], ...]:
        """Return the words of pictures of one line each (see ``OcrEngine``); the program is started once for all."""
        if not pictures:
            return ()
        with _as_files(pictures) as paths:
            listed = paths[0].with_name("pictures.txt")
            listed.write_text("\n".join(map(str, paths)), "utf-8")
            pages = self._seen(listed, _ONE_LINE, dpi)
        if len(pages) != len(pictures):
            message = f"{len(pictures)} pictures went in, {len(pages)} came out"
            raise EngineFailedError(message)
        return tuple(tuple(word for line in page for word in line.words) for page in pages)

    def _seen(self, path: Path, mode: int, dpi: float) -> tuple[tuple[SeenLine, ...], ...]:
        with _translated():
            told = image_to_pdf_or_hocr(  # type: ignore[no-untyped-call]
                str(path),
                lang=self._language,
                config=self._config(mode, dpi),
                extension="hocr",
                timeout=self._seconds,
            )
        return pages_of(bytes(told).decode("utf-8"))

    def orientation(self, gray: Pixels, dpi: float) -> Orientation:
        """Return the turn that makes the picture upright (see ``OcrEngine``)."""
        with _as_files((gray,)) as (path,):
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
def _as_files(pictures: Sequence[Pixels]) -> Iterator[tuple[Path, ...]]:
    """Yield the pictures as PGM files: handed an array, pytesseract would encode a PNG, longer than reading it."""
    with tempfile.TemporaryDirectory(prefix="sohoa-") as folder:
        paths = tuple(Path(folder, f"{number}.pgm") for number in range(len(pictures)))
        for path, gray in zip(paths, pictures, strict=True):
            if not cv2.imwrite(str(path), gray):
                message = "the picture could not be handed to Tesseract"
                raise EngineFailedError(message)
        yield paths


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except (TesseractError, RuntimeError) as error:
        message = "Tesseract failed or took too long"
        raise EngineFailedError(message) from error
