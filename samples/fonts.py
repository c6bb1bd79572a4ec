"""The letters of the papers: FreeSerif, cut like Times New Roman, with every precomposed Vietnamese letter.

Liberation Serif, the usual stand-in for Times New Roman, lacks ơ, ư and every letter with two marks.
"""

from dataclasses import dataclass
from pathlib import Path

FOLDER = Path("/usr/share/fonts/truetype/freefont")
PACKAGE = "fonts-freefont-ttf"

Colour = tuple[int, int, int]

BLACK: Colour = (18, 18, 22)


@dataclass(frozen=True, slots=True)
class Face:
    """How letters look: size in points, weight, slope, colour (RGB)."""

    size: float
    bold: bool = False
    italic: bool = False
    colour: Colour = BLACK


class MissingFontError(Exception):
    """A font file is not on this machine; the message names the package that brings it."""


def font_file(face: Face) -> Path:
    """Return the file that holds the letters of the face; MissingFontError where it is not installed."""
    name = "FreeSerif" + ("Bold" if face.bold else "") + ("Italic" if face.italic else "") + ".ttf"
    path = FOLDER / name
    if not path.is_file():
        message = f"Thiếu phông chữ {path}: cài gói {PACKAGE} / font missing: install the package {PACKAGE}"
        raise MissingFontError(message)
    return path
