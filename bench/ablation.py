"""What each step of the reading gains and costs on the real pages, and what all do to pages unlike laws."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from statistics import mean, median
from time import process_time

import numpy as np

from bench.material import score, transcribed_pages, words_of
from ingest.file_info import inspect
from ingest.options import IngestOptions
from ingest.page import Picture
from ingest.source import open_source
from ocr.cleanup.clean import clean
from ocr.cleanup.colour import in_gray
from ocr.cleanup.survey import survey
from ocr.correction import Judged
from ocr.recognition import ALL_STEPS, Steps, recognised
from ocr.tesseract_api import TesserocrEngine
from samples.degrade import LEVELS
from samples.papers import VARIED

UNREAD = "275-p2"
MOST_LOST = 0.002
"""Recall that a kind of generated page may lose against bare Tesseract."""
SEEDS = range(501, 506)
NO_STEPS = replace(ALL_STEPS, **{field.name: False for field in fields(Steps)})
_FIGURES = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a setting made of a page: recall, precision, processor seconds."""

    recall: float
    precision: float
    seconds: float


def ablation(shared: Path) -> None:
    """Print a table: bare Tesseract, the cleanup, each step added to the ones before, and all but one step."""
    engine = TesserocrEngine()
    pages = list(_pages(shared))
    rows = [("Tesseract on the picture", [_bare(*page, engine) for page in pages])]
    steps = NO_STEPS
    rows.append(("+ cleanup", [_with(*page, engine, steps) for page in pages]))
    for field in fields(Steps):
        steps = replace(steps, **{field.name: True})
        rows.append((f"+ {field.name}", [_with(*page, engine, steps) for page in pages]))
    for field in fields(Steps):
        without = replace(ALL_STEPS, **{field.name: False})
        rows.append((f"all but {field.name}", [_with(*page, engine, without) for page in pages]))
    engine.close()
    print("| step | mean recall | median | mean precision | processor seconds a page |\n|---|---|---|---|---|")
    for name, readings in rows:
        recalls = [reading.recall for reading in readings]
        precision, seconds = mean(one.precision for one in readings), mean(one.seconds for one in readings)
        print(f"| {name} | {mean(recalls):.2%} | {median(recalls):.2%} | {precision:.2%} | {seconds:.2f} |")
    print()


def varied() -> bool:
    """Compare with bare Tesseract on verse, stories, names, addresses and numbers; digits stay as they were seen."""
    engine = TesserocrEngine()
    right = True
    print("generated pages: recall of bare Tesseract, ours, digits changed wrongly")
    for kind, draw in VARIED.items():
        for level, degrade in LEVELS.items():
            pairs, changed = [], 0
            for seed in SEEDS:
                sheet = draw(seed).sheets[0]
                page = degrade(sheet.picture, seed)
                picture = Picture(np.ascontiguousarray(page.picture[..., ::-1]), float(page.dpi))
                lines = _judged(picture, engine, ALL_STEPS)
                pairs.append((_bare(picture, sheet.text, engine).recall, score(sheet.text, _text(lines))[0]))
                drawn = words_of(sheet.text)
                changed += sum(_digits_changed(word) and word.text not in drawn for line in lines for word in line)
            bare, ours = (mean(pair[side] for pair in pairs) for side in (0, 1))
            fine = ours >= bare - MOST_LOST and changed == 0
            right &= fine
            print(f"  {kind:8} {level:7} {bare:7.2%} {ours:7.2%} {changed:3}{'' if fine else '  MISSED'}")
    engine.close()
    print()
    return right


def _pages(shared: Path) -> Iterator[tuple[Picture, str]]:
    options = IngestOptions()
    for page in transcribed_pages(shared):
        if page.picture.stem != UNREAD:
            source = open_source(page.picture, inspect(page.picture, options).format, options)
            yield source.picture(1), page.transcript
            source.close()


def _bare(picture: Picture, transcript: str, engine: TesserocrEngine) -> Reading:
    began = process_time()
    lines = engine.recognise(in_gray(picture.pixels), picture.dpi)
    seconds = process_time() - began
    return Reading(*score(transcript, "\n".join(word.text for line in lines for word in line.words)), seconds)


def _with(picture: Picture, transcript: str, engine: TesserocrEngine, steps: Steps) -> Reading:
    began = process_time()
    lines = _judged(picture, engine, steps)
    seconds = process_time() - began
    return Reading(*score(transcript, _text(lines)), seconds)


def _judged(picture: Picture, engine: TesserocrEngine, steps: Steps) -> Sequence[Sequence[Judged]]:
    seen = survey(picture.pixels)
    return recognised(picture, clean(picture, seen), engine, coloured=seen.coloured, steps=steps).lines


def _text(lines: Sequence[Sequence[Judged]]) -> str:
    return "\n".join(" ".join(word.text for word in line) for line in lines)


def _digits_changed(word: Judged) -> bool:
    """Tell whether the digits of a word are not those that were seen, though no date proves them: by their loops."""
    seen, told = (Counter(_FIGURES.findall(text)) for text in (word.seen.text, word.text))
    return word.token.number is None and seen != told
