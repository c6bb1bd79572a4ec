"""Tesseract inside this process, through tesserocr: no picture is encoded, no process started."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import tesserocr

from ingest.geometry import Turn
from ingest.page import Pixels
from ocr.engine import Orientation, SeenLine, SeenWord
from ocr.errors import EngineFailedError, EngineMissingError
from ocr.hocr import lines_of
from ocr.tessdata import is_refused, tessdata_folder

_tesserocr: Any = tesserocr  # its enumerations are not typed

# Both engines run with these, so that they see the same words. Inverted text is rare in administrative papers, and
# looking for it doubles the cost of every noisy line. The choices of the network cost next to nothing without the five
# further searches of each line, which Tesseract only needs for another kind of choices (mode 2): an eighth of a page.
VARIABLES = (
    ("tessedit_do_invert", "0"),
    ("lstm_choice_mode", "1"),
    ("lstm_choice_iterations", "0"),
    ("debug_file", "/dev/null"),
)


class TesserocrEngine:
    """One Tesseract instance for recognition; a second one for orientation is opened when first asked for."""

    def __init__(self, language: str = "vie") -> None:
        self._folder = f"{tessdata_folder()}/"
        self._version = str(_tesserocr.PyTessBaseAPI.Version())
        if is_refused(self._version):
            message = f"Tesseract {self._version} is refused: it returns wrong boxes"
            raise EngineMissingError(message)
        self._reader = self._open(language, _tesserocr.PSM.AUTO)
        self._orienter: Any = None

    def _open(self, language: str, mode: Any) -> Any:
        try:
            return _tesserocr.PyTessBaseAPI(
                path=self._folder, lang=language, psm=mode, oem=_tesserocr.OEM.DEFAULT, variables=dict(VARIABLES)
            )
        except RuntimeError as error:
            message = f"Tesseract does not start with {language!r} from {self._folder}"
            raise EngineMissingError(message) from error

    @property
    def name(self) -> str:
        """Return the engine and the version of Tesseract inside it."""
        return f"tesserocr {self._version}"

    def recognise(self, gray: Pixels, dpi: float) -> tuple[SeenLine, ...]:
        """Return the lines of a gray picture (see ``OcrEngine``)."""
        return self._seen(gray, dpi)

    def reread(self, pictures: Sequence[Pixels], dpi: float) -> tuple[tuple[SeenWord, ...], ...]:
        """Return the words of pictures of one line each (see ``OcrEngine``)."""
        self._reader.SetPageSegMode(_tesserocr.PSM.SINGLE_LINE)
        try:
            return tuple(
                tuple(word for line in self._seen(picture, dpi) for word in line.words) for picture in pictures
            )
        finally:
            self._reader.SetPageSegMode(_tesserocr.PSM.AUTO)

    def _seen(self, gray: Pixels, dpi: float) -> tuple[SeenLine, ...]:
        _show(self._reader, gray, dpi)
        try:
            if not self._reader.Recognize():
                message = "Tesseract gave up on the picture"
                raise EngineFailedError(message)
            return lines_of(str(self._reader.GetHOCRText(0)))
        finally:
            self._reader.Clear()

    def orientation(self, gray: Pixels, dpi: float) -> Orientation:
        """Return the turn that makes the picture upright (see ``OcrEngine``)."""
        if self._orienter is None:
            self._orienter = self._open("osd", _tesserocr.PSM.OSD_ONLY)
        _show(self._orienter, gray, dpi)
        try:
            found = self._orienter.DetectOrientationScript()
        finally:
            self._orienter.Clear()
        if not found:
            return Orientation(0, 0.0)
        # Tesseract names the turn that the page has; ours is the turn that undoes it.
        undo: dict[int, Turn] = {0: 0, 90: 270, 180: 180, 270: 90}
        return Orientation(undo[int(found["orient_deg"])], float(found["orient_conf"]))

    def close(self) -> None:
        """End both instances."""
        self._reader.End()
        if self._orienter is not None:
            self._orienter.End()


def _show(api: Any, gray: Pixels, dpi: float) -> None:
    height, width = gray.shape
    api.SetImageBytes(np.ascontiguousarray(gray).tobytes(), width, height, 1, width)
    api.SetSourceResolution(round(dpi))
