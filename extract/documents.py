"""A file: all its pages in, its documents out, each with its pages, type and fields."""

from collections.abc import Iterator, Sequence

from extract.document import Extraction
from extract.extraction import extract
from extract.page_signs import signs_of
from extract.rule_files import document_types
from extract.separator import separator_of
from extract.splitting import spans
from ocr.page_text import PageText


def documents(pages: Sequence[PageText]) -> Iterator[Extraction]:
    """Yield the documents of a file in order.

    ``pages`` may be read anew at every access: each page is asked for twice, and only those of one document are held
    at a time. Separator sheets belong to no document; what they say goes with the pages behind them.
    """
    types = document_types()
    signs, separators = [], {}
    for index in range(len(pages)):
        page = pages[index]
        signs.append(signs_of(page, types))
        sheet = separator_of(page)
        if sheet is not None:
            separators[index] = sheet
    for span in spans(signs, frozenset(separators)):
        yield extract([pages[index] for index in range(span.first, span.last)])
