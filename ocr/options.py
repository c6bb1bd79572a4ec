"""How pages are read."""

from dataclasses import dataclass
from typing import Literal

EngineName = Literal["tesserocr", "pytesseract"]


@dataclass(frozen=True, slots=True)
class OcrOptions:
    """Choice of engine and its language, and whether the file's own text layer may be believed at all."""

    engine: EngineName = "tesserocr"
    language: str = "vie"
    believe_text_layer: bool = True
