"""Files as the service reads them, kept for the next run by their bytes and by the code that read them."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from bench.typed_papers import CACHE, code_digest
from ingest.file_info import inspect
from ingest.options import IngestOptions
from ingest.source import open_source
from ocr.engine import OcrEngine
from ocr.options import OcrOptions
from ocr.page_text import PageText
from ocr.reader import read_page
from service.record import page_record, page_text


def read_file(path: Path, engine: OcrEngine) -> tuple[PageText, ...]:
    """Return the pages of a file, recognised."""
    CACHE.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()[:32]
    kept = CACHE / f"file-{digest}-{code_digest('ingest', 'ocr')}.json"
    if not kept.exists():
        kept.write_text(f"[{','.join(_records(path, engine))}]", "utf-8")
    return tuple(page_text(record) for record in json.loads(kept.read_text("utf-8")))


def _records(path: Path, engine: OcrEngine) -> Iterator[str]:
    options = IngestOptions()
    source = open_source(path, inspect(path, options).format, options)
    for number in range(1, source.page_count + 1):
        yield page_record(read_page(source.page(number), lambda at=number: source.picture(at), engine, OcrOptions()))  # type: ignore[misc]
    source.close()
