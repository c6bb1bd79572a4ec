"""Where Tesseract's language data lie on this machine."""

import os
from pathlib import Path

from ocr.errors import EngineMissingError

LANGUAGES = ("vie", "osd")
_FOLDERS = (
    Path("/usr/share/tesseract-ocr/5/tessdata"),  # Debian and Ubuntu
    Path("/usr/share/tesseract-ocr/4.00/tessdata"),  # older Ubuntu
    Path("/usr/share/tessdata"),  # Fedora, Arch
    Path("/usr/local/share/tessdata"),
)


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
