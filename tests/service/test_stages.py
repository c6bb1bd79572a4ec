"""What a reader keeps open between its tasks."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from ingest.options import IngestOptions
from ocr.options import OcrOptions
from service.job import Job
from service.stages import Desk


@pytest.fixture
def job(tmp_path: Path) -> Job:
    """Return a job for a small picture."""
    Image.fromarray(np.full((60, 40), 255, dtype=np.uint8)).save(tmp_path / "a.png")
    return Job(tmp_path / "a.png", "a.png", tmp_path, IngestOptions(), OcrOptions(), "png")


def test_each_engine_is_the_one_that_was_asked_for() -> None:
    """Asking for another one changes it, asking again does not open it twice."""
    desk = Desk()
    first = desk.engine(OcrOptions(engine="tesserocr"))
    assert desk.engine(OcrOptions(engine="tesserocr")) is first
    assert desk.engine(OcrOptions(engine="pytesseract")).name.startswith("pytesseract")
    assert desk.engine(OcrOptions(engine="tesserocr")).name.startswith("tesserocr")


def test_a_file_is_opened_once_until_it_or_its_options_change(job: Job) -> None:
    """A file that was replaced under the same name is opened anew."""
    desk = Desk()
    first = desk.source(job)
    assert desk.source(job) is first
    assert first.picture(1).pixels.shape == (60, 40)
    assert desk.source(replace(job, ingest=IngestOptions(max_pages=3))) is not first
    Image.fromarray(np.full((80, 50), 255, dtype=np.uint8)).save(job.path)
    assert desk.source(job).picture(1).pixels.shape == (80, 50)
