"""What the tests of taking in share."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from ingest.options import IngestOptions
from ingest.pdf import PdfSource

_OPTIONS = IngestOptions()


@pytest.fixture
def opened() -> Iterator[Callable[..., PdfSource]]:
    """Return a function that opens a PDF; what it opened is closed after the test."""
    with ExitStack() as stack:

        def open_pdf(path: Path, options: IngestOptions = _OPTIONS) -> PdfSource:
            source = PdfSource.open(path, options)
            stack.callback(source.close)
            return source

        yield open_pdf
