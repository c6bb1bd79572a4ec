"""The letters of the papers: families with every precomposed Vietnamese letter.

FreeSerif is cut like Times New Roman, FreeSans like Arial, FreeMono like a typewriter; DejaVu brings a second serif
and a second sans. Liberation Serif, the usual stand-in for Times New Roman, lacks ơ, ư and every letter with two marks.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

FOLDER = Path("/usr/share/fonts/truetype/freefont")
PACKAGE = "fonts-freefont-ttf"
OTHER_FOLDER = Path("/usr/share/fonts/truetype/dejavu")
OTHER_PACKAGE = "fonts-dejavu-extra"

Colour = tuple[int, int, int]
Family = Literal["serif", "sans", "mono", "book", "plain"]

BLACK: Colour = (18, 18, 22)


@dataclass(frozen=True, slots=True)
class Face:
    """How letters look: size in points, weight, slope, colour (RGB), family."""

    size: float
    bold: bool = False
    italic: bool = False
    colour: Colour = BLACK
    family: Family = "serif"


class MissingFontError(Exception):
    """A font file is not on this machine; the message names the package that brings it."""


def font_file(face: Face) -> Path:
    """Return the file that holds the letters of the face; MissingFontError where it is not installed."""
    path, package = _place(face)
    if not path.is_file():
        message = f"Thiếu phông chữ {path}: cài gói {package} / font missing: install the package {package}"
        raise MissingFontError(message)
    return path


def _place(face: Face) -> tuple[Path, str]:
    """Return where the cut lies and the package that brings it."""
    bold, italic = "Bold" if face.bold else "", "Italic" if face.italic else ""
    match face.family:
        case "serif":
            return FOLDER / f"FreeSerif{bold}{italic}.ttf", PACKAGE
        case "sans" | "mono":
            cut = f"{bold}{'Oblique' if face.italic else ''}"
            return FOLDER / f"Free{face.family.capitalize()}{cut}.ttf", PACKAGE
        case "book":
            cut = f"{bold}{italic}"
            return OTHER_FOLDER / f"DejaVuSerifCondensed{'-' if cut else ''}{cut}.ttf", OTHER_PACKAGE
        case "plain":
            cut = f"{bold}{'Oblique' if face.italic else ''}"
            return OTHER_FOLDER / f"DejaVuSansCondensed{'-' if cut else ''}{cut}.ttf", OTHER_PACKAGE
