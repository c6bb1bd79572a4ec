"""Fits what a word's confidence is made of, and tells how far it can be believed.

``--write`` stores the weights. Every page is judged by weights fitted without its source (leave one source out): scans
of one agency's papers count as one source.
"""

import json
import re
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from bench.material import shared_folder, transcribed_pages, trimmed
from ingest.file_info import inspect
from ingest.options import IngestOptions
from ingest.page import Picture, Pixels
from ingest.source import open_source
from ocr.cleanup.clean import clean
from ocr.cleanup.survey import survey
from ocr.confidence import FEATURES, cautious, features
from ocr.correction import Judged
from ocr.recognition import recognised
from ocr.tesseract_api import TesserocrEngine
from samples.degrade import LEVELS
from samples.papers import PAPERS, VARIED

WEIGHTS = Path(__file__).resolve().parent.parent / "ocr" / "data" / "confidence.json"
SEEDS = (2001, 2002)
GENERATED_WEIGHT = 0.1
"""What a generated word counts beside a real one."""
UNREAD = frozenset({"275-p2"})  # a crumpled page: most of it is not read, and told to be so
MOST_DOUBTFUL, LEAST_HELD, DOUBT = 0.12, 0.9, 0.9
EDGES = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1.0001)
_RIDGE = 1.0

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """A word that was read: what is known of it, whether it is right, its page and the source of the page."""

    values: tuple[float, ...]
    right: bool
    page: str
    source: str


def main(arguments: Sequence[str]) -> int:
    """Print the tables; return 1 when a target is missed."""
    parser = ArgumentParser()
    parser.add_argument("--write", action="store_true")
    write = parser.parse_known_args(arguments)[0].write
    engine = TesserocrEngine()
    examples = [*_real(shared_folder(arguments), engine), *_generated(engine)]
    engine.close()
    chances = _left_out(examples)
    if write:
        fitted = _fitted(examples)
        rounded = {name: round(float(value), 4) for name, value in zip(FEATURES, fitted, strict=True)}
        WEIGHTS.write_text(json.dumps(rounded, indent=1) + "\n", "utf-8")
    for kind in ("worse", "generated"):
        _table(examples, chances, kind)
    return int(not _table(examples, chances, "real"))


def _real(shared: Path, engine: TesserocrEngine) -> Iterator[Example]:
    """Yield the words of the real pages, as they are and made worse."""
    options = IngestOptions()
    for page in transcribed_pages(shared):
        if page.picture.stem in UNREAD:
            continue
        source = open_source(page.picture, inspect(page.picture, options).format, options)
        picture = source.picture(1)
        source.close()
        origin = _source(page.picture.stem)
        for kind, one in (("real", picture), *(("worse", worse) for worse in _worse(picture))):
            for values, right in _examples(one, page.transcript, engine):
                yield Example(values, right, kind, origin)


def _source(name: str) -> str:
    """Return the source of a page: signed papers of one province come from one scanner and one typing pool."""
    return "quang-ngai" if re.match(r"01-|01CT|04-|574|2352|page_37", name) else name


def _worse(picture: Picture) -> Iterator[Picture]:
    """Yield the picture smaller, pressed hard, faded and soft, and noisy."""
    pixels, dpi = picture.pixels, picture.dpi
    yield Picture(_pixels(cv2.resize(pixels, None, fx=0.75, fy=0.75, interpolation=cv2.INTER_AREA)), dpi * 0.75)
    packed = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, 25])[1]
    yield Picture(_pixels(cv2.imdecode(packed, cv2.IMREAD_COLOR)), dpi)
    faded = 255 - (255 - pixels.astype(np.float32)) * 0.45
    yield Picture(_pixels(cv2.GaussianBlur(faded, (0, 0), max(0.8, pixels.shape[1] / 1850))), dpi)
    noise = np.random.default_rng(3).normal(0, 22, pixels.shape)
    yield Picture(_pixels(np.clip(pixels + noise, 0, 255)), dpi)


def _pixels(array: Any) -> Pixels:
    return np.asarray(array).astype(np.uint8)


def _generated(engine: TesserocrEngine) -> Iterator[Example]:
    for seed in SEEDS:
        for kind, draw in (PAPERS | VARIED).items():
            sheet = draw(seed).sheets[0]
            for degrade in LEVELS.values():
                page = degrade(sheet.picture, seed)
                picture = Picture(np.ascontiguousarray(page.picture[..., ::-1]), float(page.dpi))
                for values, right in _examples(picture, sheet.text, engine):
                    yield Example(values, right, "generated", kind)


def _examples(picture: Picture, transcript: str, engine: TesserocrEngine) -> Iterator[tuple[tuple[float, ...], bool]]:
    seen = survey(picture.pixels)
    lines = recognised(picture, clean(picture, seen), engine, coloured=seen.coloured).lines
    words = [(line, at) for line in lines for at, word in enumerate(line) if trimmed(word.text)]
    rights = _rights([line[at] for line, at in words], transcript)
    for (line, at), right in zip(words, rights, strict=True):
        yield features(line, at), right


def _rights(words: Sequence[Judged], transcript: str) -> list[bool]:
    """Tell which words stand in the transcript: those in the same order first, then any that are left over."""
    read = [trimmed(word.text) for word in words]
    truth = [word for token in transcript.split() if (word := trimmed(token))]
    rights, left = [False] * len(read), Counter(truth)
    for start, _, count in SequenceMatcher(None, read, truth, autojunk=False).get_matching_blocks():
        rights[start : start + count] = [True] * count
        left.subtract(read[start : start + count])
    for at, text in enumerate(read):
        if not rights[at] and left[text] > 0:
            rights[at] = True
            left[text] -= 1
    return rights


def _left_out(examples: Sequence[Example]) -> Numbers:
    """Return for each word the chance by weights that were fitted without its source."""
    values = np.array([example.values for example in examples])
    chances = np.zeros(len(examples))
    sources = np.array([example.source for example in examples])
    for source in sorted(set(sources)):
        rest = [example for example in examples if example.source != source]
        chances[sources == source] = 1 / (1 + np.exp(-values[sources == source] @ _fitted(rest)))
    return chances


def _fitted(examples: Sequence[Example]) -> Numbers:
    """Return the weights (penalised logistic regression, Newton's method)."""
    values = np.array([example.values for example in examples])
    right = np.array([example.right for example in examples], dtype=np.float64)
    counts = np.array([GENERATED_WEIGHT if example.page == "generated" else 1.0 for example in examples])
    ridge = _RIDGE * np.eye(values.shape[1])
    ridge[0, 0] = 1e-6
    weights = np.zeros(values.shape[1])
    for _ in range(50):
        chances = 1 / (1 + np.exp(-values @ weights))
        slope = values.T @ (counts * (right - chances)) - ridge @ weights
        curve = (values * (counts * chances * (1 - chances))[:, None]).T @ values + ridge
        weights = weights + np.linalg.solve(curve, slope)
    return weights


def _table(examples: Sequence[Example], chances: Numbers, kind: str) -> bool:
    """Print how often words of each confidence are right; tell whether the doubtful ones hold the wrong ones."""
    chosen = np.array([example.page == kind for example in examples])
    right = np.array([example.right for example in examples])[chosen]
    plain = chances[chosen]
    told = np.array([cautious(chance) for chance in plain])
    print(f"{kind} pages, each judged without its source: {len(right)} words, {int((~right).sum())} wrong")
    head = f"{'words':>6} {'mean':>6} {'right':>6}"
    print(f"  {'reported':>12} {head}     {'chance':>12} {head}")
    for low, high in pairwise(EDGES):
        print(f"  {_row(told, right, low, high)}     {_row(plain, right, low, high)}")
    doubtful = told < DOUBT
    held = (~right[doubtful]).sum() / max(1, (~right).sum())
    print(f"  below {DOUBT}: {doubtful.mean():.1%} of the words (asked at most {MOST_DOUBTFUL:.0%}),", end=" ")
    print(f"holding {held:.1%} of the wrong ones (asked {LEAST_HELD:.0%})\n")
    return bool(doubtful.mean() <= MOST_DOUBTFUL and held >= LEAST_HELD)


def _row(values: Numbers, right: NDArray[np.bool_], low: float, high: float) -> str:
    there = (values >= low) & (values < high)
    if not there.any():
        return f"{low:5.2f}-{min(high, 1.0):.2f}      0      -      -"
    return f"{low:5.2f}-{min(high, 1.0):.2f} {there.sum():7} {values[there].mean():6.3f} {right[there].mean():6.3f}"
