"""A sheet being drawn: every word that is set is also written down, with its place, in the order of reading."""

import unicodedata
from dataclasses import dataclass
from typing import Literal

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from ingest.geometry import Box
from samples.fonts import BLACK, Face, font_file
from samples.truth import PIXELS_PER_POINT, Mark, Picture, PlacedLine, PlacedWord, Ruling, Sheet

A4 = (595.28, 841.89)

Align = Literal["left", "center", "right", "justify"]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one face."""

    text: str
    face: Face


@dataclass(frozen=True, slots=True)
class Column:
    """Where lines may stand: edges in points, how they are set, leading in letter sizes."""

    x0: float
    x1: float
    align: Align = "left"
    indent: float = 0.0
    leading: float = 1.28


@dataclass(frozen=True, slots=True)
class _Piece:
    """A word waiting for its place; widths in points."""

    text: str
    face: Face
    width: float
    space: float


class Canvas:
    """A page to draw on; coordinates are points from the top left, ``y`` of text is its baseline."""

    def __init__(self, size: tuple[float, float] = A4) -> None:
        self.width, self.height = size
        pixels = (round(self.width * PIXELS_PER_POINT), round(self.height * PIXELS_PER_POINT))
        self._image = Image.new("RGB", pixels, (255, 255, 255))
        self._pen = ImageDraw.Draw(self._image)
        self._fonts: dict[Face, ImageFont.FreeTypeFont] = {}
        self._lines: list[PlacedLine] = []
        self._rulings: list[Ruling] = []
        self._marks: list[Mark] = []

    def text(self, runs: str | tuple[Run, ...], face: Face, column: Column, y: float) -> float:
        """Set text in the column, broken into as many lines as it needs; return the next free baseline.

        Plain text takes ``face``; runs bring their own, and ``face`` gives the leading. A newline begins a new line.
        """
        whole = (Run(runs, face),) if isinstance(runs, str) else runs
        for rows in self._broken(whole, column):
            self._set(rows, column, y)
            y += face.size * column.leading
            column = Column(column.x0, column.x1, column.align, 0.0, column.leading)
        return y

    def text_width(self, text: str, face: Face) -> float:
        """Return how far the pen moves over the text, in points."""
        return self._font(face).getlength(unicodedata.normalize("NFC", text)) / PIXELS_PER_POINT

    def row_count(self, text: str, face: Face, column: Column) -> int:
        """Return how many lines the text will take in the column."""
        return len(self._broken((Run(text, face),), column))

    def rule(self, start: tuple[float, float], end: tuple[float, float], thickness: float = 0.6) -> None:
        """Draw a black horizontal or vertical rule."""
        ruling = Ruling(*start, *end, thickness)
        half = thickness / 2
        box = Box(ruling.x0 - half, ruling.y0 - half, ruling.x1 + half, ruling.y1 + half)
        self._pen.rectangle([round(value * PIXELS_PER_POINT) for value in (box.x0, box.y0, box.x1, box.y1)], fill=BLACK)
        self._rulings.append(ruling)

    def leader(self, x0: float, x1: float, y: float) -> None:
        """Draw a dotted line to be filled in by hand; it is no word of the text."""
        radius, step = 0.45 * PIXELS_PER_POINT, 3.4
        for place in range(int(max(0.0, x1 - x0) / step)):
            x = (x0 + place * step) * PIXELS_PER_POINT
            self._pen.ellipse(
                [x - radius, y * PIXELS_PER_POINT - radius, x + radius, y * PIXELS_PER_POINT + radius], BLACK
            )

    def ink(self, layer: Picture, mark: Mark) -> None:
        """Lay transparent ink (white where there is none, 300 dpi); its top left corner is that of the mark's box."""
        left, top = (round(edge * PIXELS_PER_POINT) for edge in (mark.box.x0, mark.box.y0))
        under = np.asarray(self._image.crop((left, top, left + layer.shape[1], top + layer.shape[0])), dtype=np.uint16)
        over = layer.astype(np.uint16)
        mixed = (under * over // 255).astype(np.uint8)
        self._image.paste(Image.fromarray(mixed), (left, top))
        self._marks.append(mark)

    @property
    def pen(self) -> tuple[float, float]:
        """Return where the last word set ends and its baseline; (0, 0) on an empty page."""
        if not self._lines:
            return 0.0, 0.0
        word = self._lines[-1].words[-1]
        return word.x + self.text_width(word.text, word.face), word.y

    def sheet(self) -> Sheet:
        """Return the page as it stands now."""
        picture = np.array(self._image, dtype=np.uint8)
        return Sheet(picture, self.width, self.height, tuple(self._lines), tuple(self._rulings), tuple(self._marks))

    def _font(self, face: Face) -> ImageFont.FreeTypeFont:
        plain = Face(face.size, face.bold, face.italic, family=face.family)
        if plain not in self._fonts:
            size = face.size * PIXELS_PER_POINT
            self._fonts[plain] = ImageFont.truetype(font_file(plain), size, layout_engine=ImageFont.Layout.BASIC)
        return self._fonts[plain]

    def _pieces(self, run: Run) -> list[_Piece]:
        space = self.text_width(" ", run.face)
        words = unicodedata.normalize("NFC", run.text).split()
        return [_Piece(word, run.face, self.text_width(word, run.face), space) for word in words]

    def _broken(self, runs: tuple[Run, ...], column: Column) -> list[list[_Piece]]:
        """Break the runs into lines that fit; a word wider than the column stands alone."""
        rows: list[list[_Piece]] = [[]]
        used = column.indent
        room = column.x1 - column.x0
        for run in runs:
            for number, part in enumerate(run.text.split("\n")):
                if number:
                    rows.append([])
                    used = 0.0
                for piece in self._pieces(Run(part, run.face)):
                    if rows[-1] and used + piece.width > room:
                        rows.append([])
                        used = 0.0
                    rows[-1].append(piece)
                    used += piece.width + piece.space
        last = len(rows) - 1
        return [row for number, row in enumerate(rows) if row or number < last]

    def _set(self, row: list[_Piece], column: Column, y: float) -> None:
        if not row:
            return
        natural = sum(piece.width + piece.space for piece in row) - row[-1].space
        spare = column.x1 - column.x0 - column.indent - natural
        x = column.x0 + column.indent + {"center": spare / 2, "right": spare}.get(column.align, 0.0)
        # a full line is stretched, a short one (the last of a paragraph) is not
        stretched = column.align == "justify" and len(row) > 1 and spare < 0.12 * (column.x1 - column.x0)
        extra = spare / (len(row) - 1) if stretched else 0.0
        words = []
        for piece in row:
            words.append(self._word(piece, x, y))
            x += piece.width + piece.space + extra
        self._lines.append(PlacedLine(tuple(words)))

    def _word(self, piece: _Piece, x: float, y: float) -> PlacedWord:
        """Draw one word; the box is measured on its own ink, not taken from the font."""
        font = self._font(piece.face)
        # the thin strokes of FreeMono are those of no ribbon: thicken them by a pixel on each side
        extra = 1 if piece.face.family == "mono" else 0
        left, top, right, bottom = (int(value) for value in font.getbbox(piece.text, anchor="ls", stroke_width=extra))
        margin = 6
        mask = Image.new("L", (right - left + 2 * margin, bottom - top + 2 * margin))
        start = (margin - left, margin - top)
        ImageDraw.Draw(mask).text(start, piece.text, fill=255, font=font, anchor="ls", stroke_width=extra)
        corner = (round(x * PIXELS_PER_POINT) + left - margin, round(y * PIXELS_PER_POINT) + top - margin)
        self._image.paste(
            piece.face.colour, (corner[0], corner[1], corner[0] + mask.width, corner[1] + mask.height), mask
        )
        ink = mask.getbbox() or (0, 0, mask.width, mask.height)
        edges = (corner[0] + ink[0], corner[1] + ink[1], corner[0] + ink[2], corner[1] + ink[3])
        return PlacedWord(piece.text, Box(*(edge / PIXELS_PER_POINT for edge in edges)), x, y, piece.face)
