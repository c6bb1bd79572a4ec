"""How pages are read."""

from dataclasses import dataclass
from typing import Literal

EngineName = Literal["tesserocr", "pytesseract"]


@dataclass(frozen=True, slots=True)
class OcrOptions:
    """Choice of engine and its language, and whether the file's own text layer may be believed at all.

    ``page_seconds`` is how long one page may take before its reader is ended.
    """

    engine: EngineName = "tesserocr"
    language: str = "vie"
    believe_text_layer: bool = True
    page_seconds: float = 60.0
