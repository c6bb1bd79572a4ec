"""A file on its way, and the names of the stages that it passes.

Stages travel to the readers by name: the process that leads them never loads a parser, and stays small and safe.
"""

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, Literal

from ingest.options import IngestOptions
from ocr.options import OcrOptions

Stage = Literal["inspect_file", "read_one_page", "show_page", "give_up_page", "finish_file"]


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


def run(stage: Stage, *arguments: Any) -> Any:
    """Run a stage of ``service.stages`` in this process."""
    return getattr(import_module("service.stages"), stage)(*arguments)
