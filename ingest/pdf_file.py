"""Opens PDF files and tells what kind of file each is: encrypted, signed, repaired."""

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pymupdf

from ingest.errors import DamagedFileError, PasswordRequiredError
from ingest.translation import translated

_MAX_FIELDS = 20_000
_MAX_DEPTH = 16
_TAIL_BYTES = 2048


def open_pdf(path: Path) -> pymupdf.Document:
    """Open a PDF, with the empty password where it is encrypted.

    :raises PasswordRequiredError: when it opens only with another.
    :raises DamagedFileError: when it cannot be parsed or has no page.
    :raises FileNotFoundError: when there is no such file.
    :raises PermissionError: when it may not be read.
    """
    pymupdf.TOOLS.mupdf_display_errors(on=False)
    pymupdf.TOOLS.mupdf_display_warnings(on=False)
    with translated(DamagedFileError):
        path.open("rb").close()  # MuPDF has errors of its own for a file that it cannot open
        document = pymupdf.open(path, filetype="pdf")
        if document.needs_pass and not document.authenticate(""):
            document.close()
            message = "a password is needed to open it"
            raise PasswordRequiredError(message)
        if document.page_count < 1:
            document.close()
            message = "no page"
            raise DamagedFileError(message)
        return document


def is_encrypted(document: pymupdf.Document) -> bool:
    """Tell whether the contents are encrypted, be it with an empty password."""
    return bool(document.xref_get_key(-1, "Encrypt")[0] != "null")


def is_repaired(document: pymupdf.Document, path: Path) -> bool:
    """Tell whether the file had to be repaired, or lacks the mark that a PDF ends with: it may be cut off."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - _TAIL_BYTES))
        return bool(document.is_repaired) or b"%%EOF" not in file.read()


def is_signed(document: pymupdf.Document) -> bool:
    """Tell whether a signature field holds a signature (ISO 32000-1 §12.7.4.5), or the document is certified (§12.8.4).

    An empty field that waits for a signature does not count, nor does the flag that announces signatures.
    """
    pdf = pymupdf.mupdf.pdf_document_from_fz_document(document.this)
    root = _get(pymupdf.mupdf.pdf_trailer(pdf), "Root")
    if _is_dict(_get(_get(root, "Perms"), "DocMDP")):
        return True
    if any(
        kind == "Sig" and _is_dict(value) for kind, value in _fields(_items(_get(_get(root, "AcroForm"), "Fields")))
    ):
        return True
    # tools that cut pages out of a document keep the widgets and lose the form
    pages = (pymupdf.mupdf.pdf_lookup_page_obj(pdf, index) for index in range(document.page_count))
    shown = (annotation for page in pages for annotation in _items(_get(page, "Annots")))
    return any(kind == "Sig" and _is_dict(value) for kind, value in _fields(shown))


def _fields(roots: Iterable[Any]) -> Iterator[tuple[str, Any]]:
    """Yield (type, value) of all form fields, both inherited from the parent where a field has none of its own."""
    waiting = [(one, "", None, 0) for one in islice(roots, _MAX_FIELDS)]
    seen: set[int] = set()
    budget = _MAX_FIELDS
    while waiting and budget:
        budget -= 1
        field, kind, value, depth = waiting.pop()
        number = int(pymupdf.mupdf.pdf_to_num(field))
        if not _is_dict(field) or depth > _MAX_DEPTH or number in seen:
            continue
        if number:
            seen.add(number)
        kind = pymupdf.mupdf.pdf_to_name(_get(field, "FT")) or kind
        own = _get(field, "V")
        value = own if _is_dict(own) else value
        if value is not None:
            yield kind, value
        waiting += [(kid, kind, value, depth + 1) for kid in _items(_get(field, "Kids"))]


def _get(holder: Any, key: str) -> Any:
    """Return the entry of a dictionary; the null object for anything else (MuPDF resolves references itself)."""
    return pymupdf.mupdf.pdf_dict_gets(holder, key)


def _items(array: Any) -> list[Any]:
    count = min(int(pymupdf.mupdf.pdf_array_len(array)), _MAX_FIELDS)
    return [pymupdf.mupdf.pdf_array_get(array, index) for index in range(count)]


def _is_dict(found: Any) -> bool:
    return bool(pymupdf.mupdf.pdf_is_dict(found))
