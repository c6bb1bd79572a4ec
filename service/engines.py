"""Which recognition engine this machine has."""

from importlib.util import find_spec

from ocr.errors import EngineMissingError
from ocr.options import EngineName
from ocr.tessdata import is_refused, tessdata_folder
from service import machine


def best_engine(wanted: EngineName | None) -> EngineName | None:
    """Return the wanted engine, or else the fastest there is; None where it, or Tesseract's data, is missing.

    An engine with a refused release of Tesseract counts as missing.
    """
    try:
        tessdata_folder()
    except EngineMissingError:
        return None
    candidates: tuple[EngineName, ...] = ("tesserocr", "pytesseract") if wanted is None else (wanted,)
    return next((engine for engine in candidates if _usable(engine)), None)


def _usable(engine: EngineName) -> bool:
    if find_spec(engine) is None:
        return False
    version = machine.library_version() if engine == "tesserocr" else machine.command_version()
    return version is not None and not is_refused(version)
