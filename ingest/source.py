"""The one way to open a file for reading its pages."""

from pathlib import Path

from ingest.formats import Format
from ingest.options import IngestOptions
from ingest.page import Source
from ingest.pdf import PdfSource
from ingest.picture import PictureSource


def open_source(path: Path, info_format: Format, options: IngestOptions) -> Source:
    """Open a file of a known format (from ``inspect``).

    :raises ingest.errors.IngestError: when it cannot be opened or goes beyond a cap.
    """
    if info_format is Format.PDF:
        return PdfSource.open(path, options)
    return PictureSource.open(path, info_format, options)
