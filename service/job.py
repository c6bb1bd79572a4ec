"""A file on its way, and the names of the stages that it passes."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ingest.options import IngestOptions
from ocr.options import OcrOptions

Stage = Literal[
    "inspect_file",
    "read_one_page",
    "show_page",
    "give_up_page",
    "lay_own_words",
    "read_signatures",
    "find_documents",
    "finish_file",
]


@dataclass(frozen=True, slots=True)
class Job:
    """One file: where it lies, its name for people, where its pieces are kept, how it is read.

    ``format`` is known after inspection.
    """

    path: Path
    name: str
    folder: Path
    ingest: IngestOptions
    ocr: OcrOptions
    format: str = ""
