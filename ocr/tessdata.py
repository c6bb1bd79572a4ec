"""Where Tesseract's language data lie on this machine."""

import os
from pathlib import Path

from ocr.errors import EngineMissingError

LANGUAGES = ("vie", "osd")
REFUSED_VERSIONS = ("5.4.0",)
"""Releases of Tesseract whose LSTM recogniser returns wrong boxes and confidences."""
_FOLDERS = (
    Path("/usr/share/tesseract-ocr/5/tessdata"),  # Debian and Ubuntu
    Path("/usr/share/tesseract-ocr/4.00/tessdata"),  # older Ubuntu
    Path("/usr/share/tessdata"),  # Fedora, Arch
    Path("/usr/local/share/tessdata"),
)


def is_refused(version: str) -> bool:
    """Tell whether a release of Tesseract, such as "5.3.0" or "5.4.0-rc1", must not be used."""
    return version.startswith(REFUSED_VERSIONS)


def tessdata_folder() -> Path:
    """Return the first folder that holds all of ``LANGUAGES``; ``TESSDATA_PREFIX`` is looked at first.

    :raises EngineMissingError: when there is none.
    """
    named = os.environ.get("TESSDATA_PREFIX")
    folders = ((Path(named), Path(named) / "tessdata") if named else ()) + _FOLDERS
    for folder in folders:
        if all((folder / f"{language}.traineddata").is_file() for language in LANGUAGES):
            return folder
    message = f"no folder holds the Tesseract data {', '.join(LANGUAGES)}"
    raise EngineMissingError(message)
