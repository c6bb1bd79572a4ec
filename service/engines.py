"""Which recognition engine this machine has."""

import shutil
from importlib.util import find_spec

from ocr.errors import EngineMissingError
from ocr.options import EngineName
from ocr.tessdata import tessdata_folder


def best_engine(wanted: EngineName | None) -> EngineName | None:
    """Return the wanted engine, or else the fastest there is; None where it, or Tesseract's data, is missing."""
    try:
        tessdata_folder()
    except EngineMissingError:
        return None
    present: list[EngineName] = []
    if find_spec("tesserocr"):
        present.append("tesserocr")
    if find_spec("pytesseract") and shutil.which("tesseract"):
        present.append("pytesseract")
    if wanted is not None:
        return wanted if wanted in present else None
    return present[0] if present else None
