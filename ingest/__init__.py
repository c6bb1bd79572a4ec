"""Files in, pages out: recognises a file by its bytes, inspects it, refuses what is hostile, and opens its pages."""

from ingest.errors import (
    DamagedFileError,
    EmptyFileError,
    IngestError,
    PageDamagedError,
    PasswordRequiredError,
    TooLargeError,
    TooManyPagesError,
    TooManyPixelsError,
    UnsupportedFormatError,
)
from ingest.file_info import FileInfo, inspect
from ingest.formats import Format, recognise
from ingest.geometry import POINTS_PER_INCH, Box, Turn, joined, turned_size
from ingest.options import IngestOptions
from ingest.page import OVERVIEW_DPI, CarriedWord, Page, Picture, Pixels, Source, Table
from ingest.source import open_source

__all__ = [
    "OVERVIEW_DPI",
    "POINTS_PER_INCH",
    "Box",
    "CarriedWord",
    "DamagedFileError",
    "EmptyFileError",
    "FileInfo",
    "Format",
    "IngestError",
    "IngestOptions",
    "Page",
    "PageDamagedError",
    "PasswordRequiredError",
    "Picture",
    "Pixels",
    "Source",
    "Table",
    "TooLargeError",
    "TooManyPagesError",
    "TooManyPixelsError",
    "Turn",
    "UnsupportedFormatError",
    "inspect",
    "joined",
    "open_source",
    "recognise",
    "turned_size",
]
