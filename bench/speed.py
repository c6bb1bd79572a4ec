"""Seconds a page against bare Tesseract on one core, and pages a second against OCRmyPDF, side by side in one run.

OCRmyPDF is a program of its own (``pip install ocrmypdf`` into another environment); name it with ``--ocrmypdf
PATH``, else it is looked for on the PATH, and the comparison is left out with a word where it is missing.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
import tesserocr

from bench.material import shared_folder, transcribed_pages
from ingest.file_info import inspect
from ingest.options import IngestOptions
from ingest.source import open_source
from ocr.cleanup.clean import Cleaned, clean
from ocr.cleanup.survey import survey
from ocr.options import OcrOptions
from ocr.pdfa import join
from ocr.tessdata import tessdata_folder
from ocr.tesseract_api import VARIABLES
from service.job import Job
from service.limits import ONE_THREAD
from service.record import Summary
from service.stages import finish_file, inspect_file, read_one_page

MOST_TIMES_BARE, LEAST_TIMES_PEER = 1.6, 1.7
ROUNDS = 3
PAGES = 20


def main(arguments: Sequence[str]) -> int:
    """Print both comparisons; return 1 when a target is missed."""
    os.environ.update(ONE_THREAD)
    shared = shared_folder(arguments)
    parser = ArgumentParser()
    parser.add_argument("--ocrmypdf", default=shutil.which("ocrmypdf"))
    peer: str | None = parser.parse_known_args(arguments)[0].ocrmypdf
    with tempfile.TemporaryDirectory() as folder:
        bare = _against_bare(shared, Path(folder))
        if peer is None:
            print("OCRmyPDF is not installed: no comparison with it (see --ocrmypdf)")
            return int(not bare)
        return int(not all([bare, _against_peer(shared, Path(folder), peer)]))


def scan_of(pictures: Sequence[Path], pages: int, target: Path) -> None:
    """Write a PDF scan of that many pages: the pictures in turn, each page with its own copy as it came, no text."""
    options = IngestOptions()
    with tempfile.TemporaryDirectory() as folder:
        sheets = [Path(folder, f"{index}.pdf") for index in range(pages)]
        for index, sheet in enumerate(sheets):
            picture = pictures[index % len(pictures)]
            source = open_source(picture, inspect(picture, options).format, options)
            sheet.write_bytes(source.sheet(1))
            source.close()
        join(sheets, target, target.stem, datetime.now(UTC))


def _against_bare(shared: Path, folder: Path) -> bool:
    """Compare the whole job of a page (inspect, open, clean, read, judge, order, lay, write) with recognition alone."""
    engine = _bare_engine()
    ratios = []
    print(f"{'job s':>7} {'bare s':>7} {'ratio':>6}  (processor seconds, medians of {ROUNDS} rounds, in turn)")
    for page in transcribed_pages(shared):
        job = Job(page.picture, page.picture.name, folder / "job", IngestOptions(), OcrOptions())
        pairs = []
        for _ in range(ROUNDS):
            whole = _processor_seconds(lambda job=job: _whole_job(job))  # type: ignore[misc]
            pairs.append((whole, _bare(page.picture, engine)))
        ratios.append(median(whole / bare for whole, bare in pairs))
        whole, bare = (median(pair[side] for pair in pairs) for side in (0, 1))
        print(f"{whole:7.2f} {bare:7.2f} {ratios[-1]:6.2f}  {page.picture.name}")
    print(f"median ratio {median(ratios):.2f} (asked at most {MOST_TIMES_BARE})\n")
    return median(ratios) <= MOST_TIMES_BARE


def _whole_job(job: Job) -> None:
    facts, _, _ = inspect_file(job)
    job = replace(job, format=facts.format)
    page = read_one_page(job, 1)
    finish_file(job, Summary(facts, "done", (), (page,), ()))


def _bare_engine() -> Any:
    """Return Tesseract as anybody would open it: it tells nothing but words."""
    api: Any = tesserocr
    plain = tuple(pair for pair in VARIABLES if not pair[0].startswith("lstm_choice_"))
    return api.PyTessBaseAPI(
        path=f"{tessdata_folder()}/", lang="vie", psm=api.PSM.AUTO, oem=api.OEM.DEFAULT, variables=dict(plain)
    )


def _bare(picture: Path, engine: Any) -> float:
    options = IngestOptions()
    source = open_source(picture, inspect(picture, options).format, options)
    pixels = source.picture(1)
    cleaned = clean(pixels, survey(pixels.pixels))
    return _processor_seconds(lambda: _recognised(engine, cleaned))


def _recognised(engine: Any, cleaned: Cleaned) -> str:
    height, width = cleaned.gray.shape
    engine.SetImageBytes(np.ascontiguousarray(cleaned.gray).tobytes(), width, height, 1, width)
    engine.SetSourceResolution(round(cleaned.dpi))
    return str(engine.GetUTF8Text())


def _processor_seconds(work: Callable[[], object]) -> float:
    """Return the seconds that this process computed: on one core the time that passes, but for what others do to it."""
    began = time.process_time()
    work()
    return time.process_time() - began


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _against_peer(shared: Path, folder: Path, peer: str) -> bool:
    """Compare whole commands, two jobs each, on one scan of 20 real pages."""
    scans = [page.picture for page in transcribed_pages(shared) if page.picture.suffix == ".jpg"]
    scan = folder / "scan.pdf"
    scan_of(scans, PAGES, scan)
    ours = [sys.executable, "-m", "service", "digitise", str(scan), "--jobs", "2", "--out"]
    theirs = [peer, "-l", "vie", "--jobs", "2", "--quiet", str(scan)]
    ratios = []
    for index in range(ROUNDS):
        mine = _seconds(lambda index=index: _run([*ours, str(folder / f"out{index}")]))  # type: ignore[misc]
        other = _seconds(lambda index=index: _run([*theirs, str(folder / f"peer{index}.pdf")]))  # type: ignore[misc]
        ratios.append(other / mine)
        print(
            f"{PAGES} pages, 2 jobs: {PAGES / mine:.2f} pages/s, OCRmyPDF {PAGES / other:.2f}, ratio {ratios[-1]:.2f}"
        )
    print(f"median ratio {median(ratios):.2f} (asked at least {LEAST_TIMES_PEER})\n")
    return median(ratios) >= LEAST_TIMES_PEER


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
