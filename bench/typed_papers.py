"""Typed papers as extraction gets them: drawn, degraded, recognised once, and kept for the next run.

What is kept is named by what was drawn and by the code that read it, so that a change of either is read anew.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from extract.field import Value
from ingest.page import Page, Picture
from ocr.engine import OcrEngine
from ocr.options import OcrOptions
from ocr.page_text import PageText
from ocr.reader import read_page
from ocr.tesseract_api import TesserocrEngine
from samples.degrade import LEVELS
from samples.truth import Picture as Drawn
from samples.typed import TypedPaper, typed_paper
from service.record import page_record, page_text

ROOT = Path(__file__).resolve().parent.parent
CACHE = Path.home() / ".cache" / "sohoa" / "typed"


@dataclass(frozen=True, slots=True)
class ReadPaper:
    """A typed paper's truth and what was recognised on its pages."""

    document_type: str
    layout: str
    fields: dict[str, Value]
    handwritten: frozenset[str]
    seed: int
    level: str
    pages: tuple[PageText, ...]

    @property
    def name(self) -> str:
        """Return type, seed and level in one word."""
        return f"{self.document_type}-{self.seed}-{self.level}"


def read_papers(codes: Sequence[str], seeds: Sequence[int], levels: Sequence[str]) -> Iterator[ReadPaper]:
    """Yield the papers of these types, seeds and levels, recognised."""
    CACHE.mkdir(parents=True, exist_ok=True)
    engine = TesserocrEngine()
    for code in codes:
        for seed in seeds:
            for level in levels:
                yield _kept(engine, code, seed, level)
    engine.close()


def _kept(engine: OcrEngine, code: str, seed: int, level: str) -> ReadPaper:
    key = f"{code}-{seed}-{level}-{code_digest('samples', 'ocr')}"
    kept = CACHE / f"{key}.json"
    if not kept.exists():
        paper = typed_paper(code, seed)
        records = [json.loads(_read(engine, paper, at, seed, level)) for at in range(len(paper.paper.sheets))]
        kept.write_text(json.dumps(_truth(paper) | {"pages": records}), "utf-8")
    found: dict[str, Any] = json.loads(kept.read_text("utf-8"))
    pages = tuple(map(page_text, found["pages"]))
    handwritten = frozenset(found["handwritten"])
    return ReadPaper(found["type"], found["layout"], found["fields"], handwritten, seed, level, pages)


def _truth(paper: TypedPaper) -> dict[str, Any]:
    return {
        "type": paper.document_type,
        "layout": paper.layout,
        "fields": dict(paper.fields),
        "handwritten": sorted(paper.handwritten),
    }


def _read(engine: OcrEngine, paper: TypedPaper, at: int, seed: int, level: str) -> str:
    """Return the record of a page; the same picture is not read twice by the same code."""
    sheet = paper.paper.sheets[at]
    drawn = f"{hashlib.sha256(sheet.picture.tobytes()).hexdigest()[:32]}-{seed + at}-{level}-{code_digest('ocr')}"
    kept = CACHE / f"page-{at + 1}-{drawn}.json"
    if not kept.exists():
        done = LEVELS[level](sheet.picture, seed + at)
        kept.write_text(page_record(recognised(engine, done.picture, done.dpi, at + 1)), "utf-8")
    return kept.read_text("utf-8")


def recognised(engine: OcrEngine, picture: Drawn, dpi: int, number: int) -> PageText:
    """Return what is read on a drawn picture (RGB)."""
    pixels = Picture(np.ascontiguousarray(picture[..., ::-1]), float(dpi))
    height, width = picture.shape[:2]
    return read_page(Page(number, width * 72 / dpi, height * 72 / dpi), lambda: pixels, engine, OcrOptions())


@cache
def code_digest(*folders: str) -> str:
    """Return a digest of the code in these folders."""
    digest = hashlib.sha256()
    for file in sorted(file for folder in folders for file in ROOT.glob(f"{folder}/**/*.py")):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]
