"""Where documents begin in batches of papers: generated ones of 40, or ``--batches FOLDER`` of somebody else's.

Beside each batch stands ``NAME.batch.json`` or ``NAME.json``: a list of ``{"type", "pages"}``.
"""

import json
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.material import shared_folder
from bench.read_files import read_file
from extract.documents import documents
from ocr.tesseract_api import TesserocrEngine
from samples.typed.write import write_batch

LEAST = 0.98


def main(arguments: Sequence[str]) -> int:
    """Print the table; return 1 when the target is missed."""
    parser = ArgumentParser()
    parser.add_argument("--batches", type=Path)
    parser.add_argument("--seeds", default="3001-3002")
    parser.add_argument("--levels", default="clean,office")
    options = parser.parse_known_args(arguments)[0]
    engine = TesserocrEngine()
    right = wanted = found = 0
    with TemporaryDirectory() as folder:
        made = _given(options.batches) if options.batches else _made(Path(folder), options.seeds, options.levels)
        for path, truth in made:
            starts = {paper["pages"][0] for paper in truth}
            told = list(documents(read_file(path, engine)))
            seen = {document.pages[0] for document in told if _is_written(document.pages[0], truth)}
            right, wanted, found = right + len(starts & seen), wanted + len(starts), found + len(seen)
            kinds = {paper["pages"][0]: paper["type"] for paper in truth}
            print(f"{path.name}: {len(starts & seen)} of {len(starts)} beginnings, {len(seen - starts)} too many")
            for page in sorted(starts ^ seen):
                kind = kinds.get(page) or next(document.document_type for document in told if document.pages[0] == page)
                print(f"    page {page}: {'missed' if page in starts else 'too many'} ({kind})")
    two = shared_folder(arguments) / "corpus" / "pdf" / "KSTTHC-two-documents.pdf"
    letters = [document.pages for document in documents(read_file(two, engine))]
    engine.close()
    print(f"KSTTHC-two-documents.pdf: {letters}")
    share, sure = right / max(1, wanted), right / max(1, found)
    print(f"beginnings found {share:.1%}, of those told {sure:.1%} right (asked {LEAST:.0%})")
    return int(not (share >= LEAST and sure >= LEAST and letters == [(1,), (2,)]))


def _is_written(page: int, truth: Sequence[dict[str, list[int]]]) -> bool:
    """Tell whether a page belongs to a paper: blank sheets between papers belong to none, wherever they are put."""
    return any(page in paper["pages"] for paper in truth)


def _made(folder: Path, seeds: str, levels: str) -> Iterator[tuple[Path, list[dict[str, list[int]]]]]:
    first, _, last = seeds.partition("-")
    for seed in range(int(first), int(last or first) + 1):
        for level in levels.split(","):
            path = write_batch(folder, 40, seed, level)
            yield path, json.loads(path.with_suffix(".batch.json").read_text("utf-8"))


def _given(folder: Path) -> Iterator[tuple[Path, list[dict[str, list[int]]]]]:
    for path in sorted(folder.glob("batch*.pdf")):
        beside = path.with_suffix(".batch.json")
        yield path, json.loads((beside if beside.exists() else path.with_suffix(".json")).read_text("utf-8"))
