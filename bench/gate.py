"""The gate on seeded defects: it has to fire where print is hidden or faded, and be silent on pages as they are.

``--pages N`` seeds N pages per defect (50), half of them before they are scanned, half after; ``--first SEED`` says
where the seeds begin (1).
"""

from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from time import process_time

import numpy as np

from bench.material import orientation_labels, shared_folder, transcribed_pages
from ingest.file_info import inspect
from ingest.options import IngestOptions
from ingest.page import Picture
from ingest.source import open_source
from ocr.cleanup.clean import clean
from ocr.cleanup.survey import survey
from ocr.coverage_gate import unseen_print
from ocr.picture_reader import Reading, read_picture
from ocr.region import UNSEEN
from ocr.tesseract_api import TesserocrEngine
from samples import degrade
from samples.defects import DEFECTS, Defect, place_over_print, seeded
from samples.degrade import Degraded
from samples.papers import PAPERS
from samples.truth import Sheet

LEAST_FOUND, MOST_FALSE = 0.95, 0.03
MOST_SECONDS = 0.03
PLAIN = frozenset({"01CT-p1", "hop-dong-3", "van_ban_hanh_chinh_3", "04-QD-138-p1"})
"""Real pages with nothing hidden and nothing that the engine misses."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A generated page: its truth, its level, the seed of both."""

    sheet: Sheet
    level: str
    seed: int


def main(arguments: Sequence[str]) -> int:
    """Print the tables; return 1 when a target is missed."""
    parser = ArgumentParser()
    parser.add_argument("--pages", type=int, default=50)
    parser.add_argument("--first", type=int, default=1)
    asked, _ = parser.parse_known_args(arguments)
    engine = TesserocrEngine()
    trials = list(_trials(asked.first, asked.pages))
    passed = [_untouched(trials, engine), _hidden(trials, engine), _real(shared_folder(arguments), engine)]
    engine.close()
    return int(not all(passed))


def _trials(first: int, count: int) -> Iterator[Trial]:
    """Yield pages of all kinds at all levels, each kind at each level as often."""
    kinds, levels = list(PAPERS), list(degrade.LEVELS)
    for number in range(count):
        seed = first + number
        sheets = PAPERS[kinds[number % len(kinds)]](seed).sheets
        yield Trial(sheets[seed % len(sheets)], levels[(number // len(kinds) + number) % len(levels)], seed)


def _picture(page: Degraded) -> Picture:
    return Picture(np.ascontiguousarray(page.picture[..., ::-1]), float(page.dpi))


def _fires(reading: Reading) -> bool:
    return any(region.kind in UNSEEN for region in reading.regions)


def _untouched(trials: Sequence[Trial], engine: TesserocrEngine) -> bool:
    """Read the pages as they are: a false alarm names a place where everything was read."""
    fired, false, seconds = Counter[str](), Counter[str](), []
    for trial in trials:
        page = degrade.LEVELS[trial.level](trial.sheet.picture, trial.seed)
        reading = read_picture(_picture(page), engine)
        fired[trial.level] += _fires(reading)
        false[trial.level] += _fires(reading) and not _missed_words(trial, page, reading)
        seconds.append(_seconds(_picture(page), reading))
    many = Counter(trial.level for trial in trials)
    print("untouched pages: false alarms, and alarms where the engine did miss print")
    for level in many:
        print(f"  {level:7} {false[level]:3} + {fired[level] - false[level]:2} of {many[level]}")
    share = false.total() / len(trials)
    print(f"false alarms {share:.1%} (asked at most {MOST_FALSE:.0%}); {np.mean(seconds):.3f} s a page\n")
    return share <= MOST_FALSE and float(np.mean(seconds)) <= MOST_SECONDS


def _missed_words(trial: Trial, page: Degraded, reading: Reading) -> bool:
    """Tell whether every place that the gate named holds a word of the sheet that was not read."""
    read = Counter(word.text.strip(".,;:") for line in reading.lines for word in line.words)
    scale = 72 / page.dpi
    missed = []
    for word in trial.sheet.words:
        bare = word.text.strip(".,;:")
        if read[bare] > 0:
            read[bare] -= 1
        else:
            there = degrade.mapped(word.box, page.homography)
            missed.append((there.middle[0] * scale, there.middle[1] * scale))
    boxes = [region.box for region in reading.regions if region.kind in UNSEEN]
    return all(any(b.x0 - 4 <= x <= b.x1 + 4 and b.y0 - 4 <= y <= b.y1 + 4 for x, y in missed) for b in boxes)


def _seconds(picture: Picture, reading: Reading) -> float:
    """Return the processor seconds of the gate alone, on words where the reading has them."""
    cleaned = clean(picture, survey(picture.pixels))
    scale = cleaned.dpi / 72
    words = [
        _Box(word.text, (int(b.x0 * scale), int(b.y0 * scale), int(b.x1 * scale), int(b.y1 * scale)))
        for line in reading.lines
        for word in line.words
        for b in (word.box,)
    ]
    began = process_time()
    unseen_print(picture, cleaned, words)
    return process_time() - began


@dataclass(frozen=True, slots=True)
class _Box:
    text: str
    box: tuple[int, int, int, int]


def _hidden(trials: Sequence[Trial], engine: TesserocrEngine) -> bool:
    """Hide print on every page in each way: a hit names a place that meets the hidden one."""
    right = True
    print(f"{'hidden print':22} " + " ".join(f"{level:>8}" for level in degrade.LEVELS) + "      all")
    for name in DEFECTS:
        hits, many = Counter[tuple[str, bool]](), Counter[tuple[str, bool]]()
        for number, trial in enumerate(trials):
            chance = Random(f"place {trial.seed}")  # noqa: S311  a page to try, no secret
            defect = Defect(name, place_over_print(trial.sheet, chance), number % 2 == 1)
            page = seeded(trial.sheet.picture, defect, degrade.LEVELS[trial.level], trial.seed)
            many[trial.level, defect.after] += 1
            hits[trial.level, defect.after] += _is_found(defect, page, read_picture(_picture(page), engine))
        for after in (False, True):
            cells = [f"{hits[level, after]:3}/{many[level, after]:<4}" for level in degrade.LEVELS]
            print(f"{name:12} {'after' if after else 'before':9} " + " ".join(cells))
        share = hits.total() / many.total()
        print(f"{name:22} {share:.1%} of {many.total()} (asked {LEAST_FOUND:.0%})")
        right &= share >= LEAST_FOUND
    print()
    return right


def _is_found(defect: Defect, page: Degraded, reading: Reading) -> bool:
    scale = 72 / page.dpi
    there = degrade.mapped(defect.box, page.homography)
    x0, y0, x1, y1 = (edge * scale for edge in (there.x0, there.y0, there.x1, there.y1))
    boxes = [region.box for region in reading.regions if region.kind in UNSEEN]
    return any(b.x0 < x1 and x0 < b.x1 and b.y0 < y1 and y0 < b.y1 for b in boxes)


def _real(shared: Path, engine: TesserocrEngine) -> bool:
    """Print what the gate says of the real pages; the plain ones must be silent."""
    wrong = 0
    pages = [page.picture for page in transcribed_pages(shared)]
    for path in [*pages, *orientation_labels(shared)]:
        options = IngestOptions()
        source = open_source(path, inspect(path, options).format, options)
        reading = read_picture(source.picture(1), engine)
        source.close()
        kinds = Counter(region.kind for region in reading.regions if region.kind in UNSEEN)
        wrong += path.stem in PLAIN and bool(kinds)
        print(f"{path.name:36} {reading.problem or '-':14} {dict(kinds) if kinds else ''}")
    print(f"plain pages with an alarm: {wrong} of {len(PLAIN)}")
    return wrong == 0
