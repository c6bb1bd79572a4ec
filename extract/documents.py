"""A file: all its pages in, its documents out, each with its pages, type and fields."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.document import Extraction
from extract.extraction import extract, telling
from extract.page_signs import signs_of
from extract.rule_files import document_types
from extract.separator import Separator, label_of, separator_of
from extract.splitting import Span, spans
from ingest.signatures import Signature
from ocr.page_text import PageText


def documents(pages: Sequence[PageText], signatures: Sequence[Signature] = ()) -> Iterator[Extraction]:
    """Yield the documents of a file in order.

    ``pages`` may be read anew at every access: each page is asked for at most twice, and only those pages of one
    document are held at a time that its fields are looked for on. Separator sheets, and their blank backs, belong to no
    document; what they say goes with the papers behind them. ``signatures`` are the digital ones of the file.
    """
    types = document_types()
    signs, sheets, labels = [], dict[int, Separator](), dict[int, Separator]()
    for index in range(len(pages)):
        page = pages[index]
        signs.append(signs_of(page, types))
        sheet, label = separator_of(page), label_of(page)
        if page.source == "blank" and not page.codes and index - 1 in sheets:
            sheet = sheets[index - 1]
        if sheet is not None:
            sheets[index] = sheet
        if label is not None:
            labels[index] = label
    for span in spans(signs, frozenset(sheets)):
        said = said_of(span, sheets, labels)
        told = extract([pages[index] for index in telling(range(span.first, span.last))], said, signatures)
        yield replace(told, pages=tuple(page.number for page in signs[span.first : span.last]))


def said_of(span: Span, sheets: dict[int, Separator], labels: dict[int, Separator]) -> Separator | None:
    """Return what is said of a document: by a label on it, else by the last sheet before it.

    A sheet names the dossier of all papers up to the next one, component and type only of the paper right behind it.
    """
    labelled = next((labels[index] for index in range(span.first, span.last) if index in labels), None)
    before = max((index for index in sheets if index < span.first), default=None)
    if labelled is not None or before is None:
        return labelled
    sheet = sheets[before]
    return sheet if before == span.first - 1 else Separator(sheet.dossier)
