"""Seals, signatures and handwriting on the real pages: whether they are told, and what was invented from them.

``--generated`` adds the papers of the generator, whose seals and signatures are known and whose slots are all printed.
"""

import json
import re
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

import numpy as np

from bench.material import score, shared_folder, transcribed_pages, trimmed, words_of
from ingest.formats import HEAD_BYTES, recognise
from ingest.geometry import Box
from ingest.options import IngestOptions
from ingest.page import Picture
from ingest.source import open_source
from ocr.cleanup.clean import clean
from ocr.cleanup.straighten import moved
from ocr.cleanup.survey import survey
from ocr.engine import OcrEngine, SeenWord
from ocr.not_print import sort_out
from ocr.region import Region, RegionKind
from ocr.tesseract_api import TesserocrEngine
from samples.degrade import LEVELS, mapped
from samples.papers import PAPERS
from samples.truth import Sheet

MOST_INVENTED = 1.0  # words a page
MOST_FALSE = 0.05  # regions on a page beyond its marks
SHOWN = 0.1  # confidence below which the reader shows no word
BESIDE = 16.0  # points between a written number or day and the print beside it


@dataclass(frozen=True, slots=True)
class Placed:
    """A word and its box in points of the page."""

    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class Read:
    """A page as the engine gave it, after sorting out, and what was sorted out."""

    before: tuple[Placed, ...]
    after: tuple[Placed, ...]
    regions: tuple[Region, ...]


def main(arguments: Sequence[str]) -> int:
    """Print the tables; return 1 when too much is invented, a written number is missed or print taken for writing."""
    parser = ArgumentParser()
    parser.add_argument("--generated", action="store_true")
    wanted, others = parser.parse_known_args(arguments)
    engine = TesserocrEngine()
    try:
        right = _real(shared_folder(others), engine)
        return int(not (right and (not wanted.generated or _generated(engine))))
    finally:
        engine.close()


def read(picture: Picture, engine: OcrEngine) -> Read:
    """Read an upright page and sort out what is no print."""
    cleaned = clean(picture, survey(picture.pixels))
    words = [word for line in engine.recognise(cleaned.gray, cleaned.dpi) for word in line.words]
    found = sort_out(words, picture, cleaned)

    def placed(seen: Sequence[SeenWord]) -> tuple[Placed, ...]:
        return tuple(Placed(word.text, moved(word.box, cleaned.to_page)) for word in seen if word.confidence >= SHOWN)

    return Read(placed(words), placed(found.words), found.regions)


def invented(words: Sequence[Placed], transcript: str) -> Iterator[str]:
    """Yield the words shown that no transcript has, nor any word like them, nor, cut or joined, the text as a whole."""
    left = Counter(words_of(transcript))
    known, whole = set(left), "".join(transcript.split())
    for word in words:
        text = trimmed(word.text)
        if left[text] > 0:
            left[text] -= 1
        elif (
            text
            and not (len(text) > 2 and text in whole)
            and not any(distance(text, other) <= min(2, len(text) // 2) for other in known)
        ):
            yield word.text


def distance(one: str, other: str) -> int:
    """Return the least number of letters to change, add or leave out."""
    row = list(range(len(other) + 1))
    for place, letter in enumerate(one, 1):
        before, row[0] = row[0], place
        for at, against in enumerate(other, 1):
            before, row[at] = row[at], min(row[at] + 1, row[at - 1] + 1, before + (letter != against))
    return row[-1]


def _real(shared: Path, engine: OcrEngine) -> bool:
    counts, slots, at_first = [], [], []
    print("recall, precision before -> after; seals, signatures, handwriting; number and day found")
    for page in transcribed_pages(shared):
        done = read(_picture(page.picture), engine)
        made = list(invented(done.after, page.transcript))
        counts.append(len(made))
        at_first.append(len(list(invented(done.before, page.transcript))))
        before, after = (
            score(page.transcript, " ".join(word.text for word in words)) for words in (done.before, done.after)
        )
        facts = page.picture.with_suffix("").with_suffix("").parent / f"{page.picture.stem}.fields.json"
        found = list(_slots_found(facts, done))
        slots += found
        print(
            f"{before[0]:6.1%} {before[1]:6.1%} -> {after[0]:6.1%} {after[1]:6.1%}  {_kinds(done.regions)}"
            f"  {sum(found)} of {len(found)}  {page.picture.name}: {' '.join(made)}"
        )
    print(f"invented words a page: {mean(at_first):.2f} -> {mean(counts):.2f} (at most {MOST_INVENTED});", end=" ")
    print(f"written numbers and days told: {sum(slots)} of {len(slots)}\n")
    return mean(counts) <= MOST_INVENTED and all(slots)


def _picture(path: Path) -> Picture:
    with path.open("rb") as file:
        found = recognise(file.read(HEAD_BYTES))
    source = open_source(path, found, IngestOptions())
    try:
        return source.picture(1)
    finally:
        source.close()


def _kinds(regions: Sequence[Region]) -> str:
    kinds = Counter(region.kind for region in regions)
    return f"{kinds['seal']} {kinds['signature']} {kinds['handwriting']}"


def _slots_found(facts: Path, page: Read) -> Iterator[bool]:
    """Yield for each handwritten number, day and month of the facts whether a region lies at its place."""
    known = json.loads(facts.read_text("utf-8")) if facts.is_file() else {}
    written = [region.box for region in page.regions if region.kind == "handwriting"]
    if known.get("so_viet_tay"):
        code = known["so_ky_hieu"].partition("/")[2][:2]
        yield _any_between(written, page.after, r"S.{1,2}:", "/" + code)
    if known.get("ngay_viet_tay"):
        yield _any_between(written, page.after, "ngày", "tháng")
        if "tháng" in known["ngay_viet_tay"]:
            yield _any_between(written, page.after, "tháng", "năm")


def _any_between(written: Sequence[Box], words: Sequence[Placed], left: str, right: str) -> bool:
    """Tell whether a region lies just behind a word like the left one or just before one like the right."""

    def beside(box: Box, word: Placed) -> bool:
        level = word.box.y0 <= box.middle[1] <= word.box.y1
        gap = box.x0 - word.box.x1 if re.match(left, word.text) else word.box.x0 - box.x1
        return level and -2.0 < gap < BESIDE

    sides = [word for word in words if re.match(left, word.text) or word.text.startswith(right)]
    return any(beside(box, word) for box in written for word in sides)


# --- generated papers --------------------------------------------------------------------------------------------


def _generated(engine: OcrEngine) -> bool:
    marks: list[bool] = []
    false = pages = 0
    for name, make in PAPERS.items():
        for level in LEVELS:
            sheet = make(1).sheets[0]
            done, known = _read_sheet(sheet, level, engine)
            hits = [
                any(region.kind == kind and region.box.meet(box).area > 0.2 * box.area for region in done.regions)
                for kind, box in known
            ]
            pages, false, marks = pages + 1, false + len(done.regions) - len(known), marks + hits
            scores = [score(sheet.text, " ".join(word.text for word in words)) for words in (done.before, done.after)]
            print(
                f"{scores[0][0]:6.1%} {scores[0][1]:6.1%} -> {scores[1][0]:6.1%} {scores[1][1]:6.1%}  "
                f"{_kinds(done.regions)}  {sum(hits)} of {len(hits)}  {name} {level}"
            )
    print(f"seals and signatures found: {sum(marks)} of {len(marks)}; regions beyond them: {false} on {pages} pages\n")
    return all(marks) and false <= MOST_FALSE * pages


def _read_sheet(sheet: Sheet, level: str, engine: OcrEngine) -> tuple[Read, list[tuple[RegionKind, Box]]]:
    """Return the sheet as read, and its marks in points of the degraded page."""
    done = LEVELS[level](sheet.picture, 1)
    picture = Picture(np.ascontiguousarray(done.picture[..., ::-1]), float(done.dpi))
    scale = 72 / done.dpi
    marks: list[tuple[RegionKind, Box]] = [
        (mark.kind, Box(*(edge * scale for edge in (box.x0, box.y0, box.x1, box.y1))))
        for mark in sheet.marks
        if mark.kind in ("seal", "signature")
        for box in [mapped(mark.box, done.homography)]
    ]
    return read(picture, engine), marks
