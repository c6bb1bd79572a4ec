"""A PDF file as a source of pages."""

import math
from pathlib import Path
from typing import Self

import pikepdf
import pymupdf
from pikepdf import AccessMode

from ingest import pdf_sheet
from ingest.errors import PageDamagedError
from ingest.options import IngestOptions
from ingest.page import OVERVIEW_DPI, Page, Picture
from ingest.pdf_drawing import drawn, drawn_block, is_sharp, refuse_bombs, refuse_long_content, taken
from ingest.pdf_file import open_pdf
from ingest.pdf_picture import PagePicture, page_picture
from ingest.pdf_tables import TableFinder, has_rulings
from ingest.pdf_text import carried_words
from ingest.pixels import gray_when_colourless, reduced
from ingest.square_ink import square_places
from ingest.translation import translated

_STORE_PERCENT = 100
_MOST_COPIED = 16 << 20
"""Bytes of sheets after which the file is opened anew: what was copied from it stays in memory until it is closed."""


class PdfSource:
    """An opened PDF. MuPDF's caches are emptied between pages, so that memory does not grow with their number."""

    __slots__ = ("_copied", "_current", "_document", "_finder", "_found", "_options", "_original", "_path")

    def __init__(self, path: Path, document: pymupdf.Document, options: IngestOptions) -> None:
        self._path = path
        self._document = document
        self._options = options
        self._finder = TableFinder(path)
        self._original: pikepdf.Pdf | None = None
        self._copied = 0
        self._current = 0
        self._found: tuple[int, PagePicture | None] | None = None

    @classmethod
    def open(cls, path: Path, options: IngestOptions) -> Self:
        """Open a PDF.

        :raises ingest.errors.IngestError: when it is locked, damaged or empty.
        """
        return cls(path, open_pdf(path), options)

    @property
    def page_count(self) -> int:
        """Return the number of pages."""
        return int(self._document.page_count)

    def page(self, number: int) -> Page:
        """Return size, words, tables and, where the words may be the page's text, the overview of a page.

        :raises ingest.errors.PageDamagedError: when it cannot be parsed.
        """
        with translated(PageDamagedError):
            page = self._load(number)
            width, height = float(page.rect.width), float(page.rect.height)
            words, fonts = carried_words(page)
            if not words:
                return Page(number, width, height)
            found = self._picture_of(page)
            if found is not None and is_sharp(found):
                return Page(number, width, height, words, fonts=fonts)
            overview = drawn(page, OVERVIEW_DPI, self._options.max_pixels, gray=True).pixels
            squares = square_places(overview, width, words)
            ruled = any(word.visible for word in words) and has_rulings(page, squares)
            tables = self._finder.tables(number, page) if ruled else ()
            tables = tuple(table for table in tables if not any(square.holds(*table.box.middle) for square in squares))
            blocks = tuple(drawn_block(page, place, self._options.draw_dpi) for place in squares)
            return Page(number, width, height, words, tables, fonts, overview, blocks)

    def picture(self, number: int) -> Picture:
        """Return the page's own picture where it is made of one, else the page drawn.

        :raises ingest.errors.IngestError: when it cannot be decoded or drawn, or goes beyond a cap.
        """
        with translated(PageDamagedError):
            page = self._load(number)
            found = self._picture_of(page)
            if found is not None and is_sharp(found):
                return reduced(taken(page, found, self._options), self._options.max_read_dpi)
            picture = drawn(page, self._options.draw_dpi, self._options.max_pixels)
            return Picture(gray_when_colourless(picture.pixels), picture.dpi)

    def sheet(self, number: int) -> bytes:
        """Return a one-page PDF that shows the page as pictures and holds no text.

        :raises ingest.errors.IngestError: when the picture cannot be copied.
        """
        with translated(PageDamagedError):
            page = self._load(number)
            found = self._picture_of(page)
            if self._copied > _MOST_COPIED:
                self._close_original()
            if self._original is None:
                self._original = pikepdf.open(self._path, access_mode=AccessMode.stream)
            sheet = pdf_sheet.sheet_of_pdf_page(self._original, page, found, self._options)
            self._copied += len(sheet)
            return sheet

    def close(self) -> None:
        """Release the file."""
        self._finder.close()
        self._close_original()
        if not self._document.is_closed:
            self._document.close()

    def _close_original(self) -> None:
        if self._original is not None:
            self._original.close()
        self._original, self._copied = None, 0

    def _picture_of(self, page: pymupdf.Page) -> PagePicture | None:
        """Return the one picture of a page that is no bomb; the answer for the last page asked for is kept."""
        if self._found is None or self._found[0] != page.number:
            refuse_bombs(page, self._options)
            self._found = (page.number, page_picture(page))
        return self._found[1]

    def _load(self, number: int) -> pymupdf.Page:
        if not 1 <= number <= self.page_count:
            message = f"no page {number}"
            raise PageDamagedError(message)
        if number != self._current:
            pymupdf.TOOLS.store_shrink(_STORE_PERCENT)
            self._current = number
        page: pymupdf.Page = self._document.load_page(number - 1)
        sides = (float(page.rect.width), float(page.rect.height))
        if not all(math.isfinite(side) and side > 0 for side in sides):
            message = f"a page of {sides[0]} x {sides[1]} points"
            raise PageDamagedError(message)
        refuse_long_content(page, self._options.max_content)
        return page
