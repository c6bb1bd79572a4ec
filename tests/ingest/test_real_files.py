"""Real scans and hostile files."""

import subprocess
import sys
from pathlib import Path

import cv2
import numpy as np
import pymupdf
import pytest

from ingest.file_info import inspect
from ingest.options import IngestOptions
from ingest.pdf_picture import page_picture
from ingest.source import open_source

pytestmark = pytest.mark.shared
OPTIONS = IngestOptions()

_READ_ALL = """
import resource, sys
from pathlib import Path
from ingest.errors import IngestError
from ingest.file_info import inspect
from ingest.options import IngestOptions
from ingest.source import open_source
resource.setrlimit(resource.RLIMIT_DATA, (900 << 20, 900 << 20))
options = IngestOptions()
for name in sys.argv[1:]:
    try:
        source = open_source(Path(name), inspect(Path(name), options).format, options)
    except IngestError:
        continue
    for number in range(1, source.page_count + 1):
        for read in (source.page, source.picture):
            try:
                read(number)
            except IngestError:
                pass
    source.close()
    print("opened", name)
"""


def test_one_picture_pages_are_their_jpeg(shared: Path) -> None:
    """Every scanned page without a signature on it comes out pixel by pixel."""
    seen = 0
    for path in sorted((shared / "corpus" / "pdf").glob("*.pdf")):
        document = pymupdf.open(path)
        source = open_source(path, inspect(path, OPTIONS).format, OPTIONS)
        for index in range(document.page_count):
            page = document[index]
            found = page_picture(page)
            if found is None or found.overlays or page.get_images()[0][8] != "DCTDecode":
                continue
            data = document.extract_image(found.xref)["image"]
            stored = np.asarray(cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR))
            pixels = source.picture(index + 1).pixels
            assert np.array_equal(pixels[: stored.shape[0], : stored.shape[1]], stored), path.name
            seen += 1
        source.close()
    assert seen >= 6


def test_signed_scans_are_one_picture_with_their_signature_as_words(shared: Path) -> None:
    """The visible signature is an overlay; its words are carried and lie within it."""
    path = shared / "corpus" / "pdf" / "01-TTr-signed.pdf"
    assert inspect(path, OPTIONS).signed
    found = page_picture(pymupdf.open(path)[0])
    assert found is not None
    source = open_source(path, inspect(path, OPTIONS).format, OPTIONS)
    page = source.page(1)
    source.close()
    assert 20 < len(page.words) < 60
    assert all(any(box.holds(*word.box.middle) for box in found.overlays) for word in page.words)


@pytest.mark.slow
def test_hostile_files_neither_crash_nor_hang(shared: Path) -> None:
    """All of them go through one child, which ends well within its memory and says nothing but our own line."""
    files = [str(path) for path in sorted((shared / "hostile").iterdir())]
    # C libraries write complaints of their own to the error stream
    done = subprocess.run(
        [sys.executable, "-c", _READ_ALL, *files], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    lines = done.stdout.splitlines()
    assert len(lines) > 60
    assert all(line.startswith("opened ") for line in lines)
