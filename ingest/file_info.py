"""What is known about a file before any page of it is read."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import DamagedFileError, EmptyFileError, TooLargeError, TooManyPagesError
from ingest.formats import HEAD_BYTES, Format, recognise
from ingest.options import IngestOptions
from ingest.pdf_file import is_encrypted, is_repaired, is_signed, open_pdf
from ingest.pillow_file import count_frames, open_picture
from ingest.translation import translated


@dataclass(frozen=True, slots=True)
class FileInfo:
    """The facts of one file.

    ``sha256`` is in lower-case hexadecimal, ``size`` in bytes. ``encrypted`` files open without a password;
    ``signed`` ones hold a digital signature, valid or not; ``repaired`` ones were broken or cut off, so that
    pages may be missing.
    """

    sha256: str
    size: int
    format: Format
    page_count: int
    signed: bool
    encrypted: bool
    repaired: bool


def inspect(path: Path, options: IngestOptions) -> FileInfo:
    """Hash a file, recognise it, and open it far enough to count its pages; no page is decoded.

    :raises ingest.errors.IngestError: when it is refused: empty, of no known format, beyond a cap, locked, damaged.
    :raises FileNotFoundError: when there is no such file.
    :raises PermissionError: when it may not be read.
    """
    with translated(DamagedFileError):
        size = path.stat().st_size
        if size > options.max_bytes:
            message = f"{size} bytes"
            raise TooLargeError(message)
        if size == 0:
            message = "no bytes"
            raise EmptyFileError(message)
        with path.open("rb") as file:
            found = recognise(file.read(HEAD_BYTES))
            file.seek(0)
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        if found is Format.PDF:
            return _inspect_pdf(path, options, sha256, size)
        with path.open("rb") as file, open_picture(file, found) as image:
            pages = count_frames(image, options.max_pages, options.max_pixels)
    return FileInfo(sha256, size, found, pages, signed=False, encrypted=False, repaired=False)


def _inspect_pdf(path: Path, options: IngestOptions, sha256: str, size: int) -> FileInfo:
    document = open_pdf(path)
    try:
        pages = int(document.page_count)
        if pages > options.max_pages:
            message = f"{pages} pages"
            raise TooManyPagesError(message)
        return FileInfo(
            sha256,
            size,
            Format.PDF,
            pages,
            signed=is_signed(document),
            encrypted=is_encrypted(document),
            repaired=is_repaired(document, path),
        )
    finally:
        document.close()
