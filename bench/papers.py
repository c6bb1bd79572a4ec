"""Types and fields of papers that somebody else made: ``./sohoa bench papers FOLDER [--show] [--levels L]``.

Beside each file stands ``NAME.fields.json``: ``{"type", "fields", "level", "handwritten"?}``.
"""

import json
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import perf_counter

from bench.extract import Judged, judge, print_tables
from bench.read_files import read_file
from bench.typed_papers import ReadPaper
from extract.extraction import extract
from ocr.tesseract_api import TesserocrEngine

_SUFFIX = ".fields.json"
_BESIDE = frozenset({"so_cmnd"})
"""Fields that stand in a code only: some makers count them as printed."""


def main(arguments: Sequence[str]) -> int:
    """Print the tables; return 1 when a target is missed."""
    parser = ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--levels", default="clean,office,hard")
    parser.add_argument("--show", action="store_true")
    options = parser.parse_known_args(arguments)[0]
    levels = options.levels.split(",")
    judged: list[Judged] = []
    types: list[tuple[str, str, str]] = []
    spent = pages = 0.0
    for paper in papers_in(options.folder, levels):
        began = perf_counter()
        found = extract(paper.pages)
        spent += perf_counter() - began
        pages += len(paper.pages)
        types.append((paper.level, paper.document_type, found.document_type))
        judged += [one for one in judge(paper, found) if one.name not in _BESIDE]
        if options.show and found.document_type != paper.document_type:
            print(f"TYPE {paper.name}: {found.document_type} ({found.certainty:.2f})")
    return print_tables(judged, types, levels, show=options.show, milliseconds=1000 * spent / max(1, pages))


def papers_in(folder: Path, levels: Sequence[str]) -> Iterator[ReadPaper]:
    """Yield the papers of a folder, recognised."""
    engine = TesserocrEngine()
    for facts in sorted(folder.glob(f"*{_SUFFIX}")):
        stem = facts.name.removesuffix(_SUFFIX)
        said = json.loads(facts.read_text("utf-8"))
        level = said.get("level") or stem.rpartition("-")[2]
        if level not in levels:
            continue
        path = next(one for one in sorted(folder.glob(f"{stem}.*")) if not one.name.endswith(".json"))
        handwritten = frozenset(said.get("handwritten", ()))
        fields = {name: value for name, value in said["fields"].items() if name not in _BESIDE}
        yield ReadPaper(said["type"], stem, fields, handwritten, 0, level, read_file(path, engine))
    engine.close()
