"""Intake and workers against the clock, embedded: ratios of one run, so that a shared machine does not decide.

Two workers against one; what intake, queue and storage add to the seconds of reading; intake of many small files
against copying and fsyncing them; how long a counter document waits while a long file is read.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random

import psutil
from PIL import Image
from sqlalchemy import func, select

from samples.degrade import office
from samples.typed import typed_paper
from storage.database import Database
from storage.documents import Wanted, listed
from storage.results import pages_of
from storage.schema import jobs

LEAST_TIMES_ONE, MOST_OVERHEAD, MOST_TIMES_COPY = 1.8, 0.10, 3.0
_TYPES = ("quyet_dinh", "cong_van", "trich_luc_khai_sinh", "to_khai", "thong_bao", "giay_phep_xay_dung")
_LONG = 60  # pages of the long file


@dataclass(frozen=True, slots=True)
class _Place:
    """A service of its own in a folder."""

    folder: Path

    @property
    def environment(self) -> dict[str, str]:
        return os.environ | {"SOHOA_DATA": str(self.folder / "data"), "SOHOA_SETTINGS": str(self.folder / "none.toml")}

    def sohoa(self, *words: str | Path) -> float:
        """Run a command to its end and return its seconds."""
        began = time.monotonic()
        self.folder.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-m", "service", *map(str, words)]
        subprocess.run(command, env=self.environment, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return time.monotonic() - began

    @contextmanager
    def database(self) -> Iterator[Database]:
        with Database(f"sqlite:///{self.folder}/data/sohoa.sqlite") as database:
            yield database


def main(arguments: Sequence[str]) -> int:
    """Print the figures; return 1 when a target is missed."""
    parser = ArgumentParser()
    parser.add_argument("--papers", type=int, default=24)
    parser.add_argument("--small", type=int, default=10_000)
    options = parser.parse_args(arguments)
    print(f"load {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory(prefix="sohoa-throughput-") as folder:
        root = Path(folder)
        papers = _papers(root / "papers", options.papers)
        fine = [_workers(root, papers), _counter(root, papers), _small_files(root, options.small)]
    return int(not all(fine))


def _papers(folder: Path, count: int) -> list[Path]:
    """Draw papers as an office scanner gives them; each is a file of one page."""
    folder.mkdir()
    paths = []
    for seed in range(count):
        page = office(typed_paper(_TYPES[seed % len(_TYPES)], 500 + seed).paper.sheets[0].picture, seed)
        paths.append(folder / f"{seed:03}.jpg")
        Image.fromarray(page.picture).save(paths[-1], quality=90, dpi=(page.dpi, page.dpi))
    return paths


def _workers(root: Path, papers: Sequence[Path]) -> bool:
    """Measure one worker against two, and what a paper costs beside what ``digitise`` takes for it; no starts."""
    span: dict[int, float] = {}
    for turn, count in enumerate((1, 2, 1, 2)):
        place = _Place(root / f"workers{turn}")
        place.sohoa("ingest", *papers)
        place.sohoa("work", "--jobs", str(count), "--until-empty")
        span[count] = min(span.get(count, 1e9), _span(place))
    ratio = span[1] / span[2]
    alone = _each(root / "digitise", papers, lambda some, out: ("digitise", *some, "--out", out, "--jobs", "1"))
    intake = _each(root / "ingest", papers, lambda some, _: ("ingest", *some))
    overhead = (intake + span[1] / len(papers)) / alone - 1.0
    print(
        f"two workers {ratio:.2f} x one (asked {LEAST_TIMES_ONE}): {span[1]:.1f} s, {span[2]:.1f} s, the better of two"
    )
    print(
        f"intake, queue, storage: {overhead:+.1%} of the {1000 * alone:.0f} ms that digitise takes for a paper "
        f"(asked {MOST_OVERHEAD:.0%}); intake {1000 * intake:.0f} ms"
    )
    return ratio >= LEAST_TIMES_ONE and overhead <= MOST_OVERHEAD


def _span(place: _Place) -> float:
    """Return the seconds from the first claim to the last end."""
    with place.database() as database, database.read() as connection:
        first, last = connection.execute(select(func.min(jobs.c.started_at), func.max(jobs.c.finished_at))).one()
    return float((last - first).total_seconds())


def _each(folder: Path, papers: Sequence[Path], words: Callable[[Sequence[Path], Path], Sequence[str | Path]]) -> float:
    """Return the seconds that a command takes for each paper beyond the first, so that its start does not count."""
    seconds = []
    for number, some in enumerate((papers[:1], papers)):
        seconds.append(_Place(folder / str(number)).sohoa(*words(some, folder / f"out{number}")))
    return (seconds[1] - seconds[0]) / (len(papers) - 1)


def _counter(root: Path, papers: Sequence[Path]) -> bool:
    """Measure how long a counter document waits for the one worker that is reading a long file."""
    place = _Place(root / "counter")
    frames = [Image.open(path).convert("L") for path in papers]
    long = root / "long.tiff"
    frames[0].save(long, save_all=True, append_images=(frames * (_LONG // len(frames) + 1))[1:_LONG], dpi=(200, 200))
    place.sohoa("ingest", long, "--lane", "backfile")
    command = [sys.executable, "-m", "service", "work", "--jobs", "1"]
    worker = subprocess.Popen(command, env=place.environment, stdout=subprocess.DEVNULL)
    try:
        _until(place, lambda pages: pages >= 3)
        place.sohoa("ingest", papers[0], "--lane", "counter")
        with place.database() as database, database.read() as connection:
            handed_in = listed(connection, Wanted())[-1].received_at
        _until(place, lambda _: False, ended=papers[0].name)
        with place.database() as database, database.read() as connection:
            document = next(one for one in listed(connection, Wanted()) if one.name == papers[0].name)
            own = sum(page.seconds for page in pages_of(connection, document))
            longest = max(page.seconds for page in pages_of(connection, listed(connection, Wanted())[0], 1))
    finally:
        worker.terminate()
        worker.wait()
    waited = (document.finished_at or handed_in) - handed_in
    delay = waited.total_seconds() - own
    print(
        f"counter document beside {_LONG} pages: ready after {waited.total_seconds():.1f} s, {own:.1f} s its own; "
        f"delay {delay:.1f} s (asked: at most one page, {longest:.1f} s, and half a second of starts)"
    )
    return delay <= longest + 0.5


def _until(place: _Place, enough: Callable[[int], bool], ended: str = "") -> None:
    deadline = time.monotonic() + 300
    while time.monotonic() < deadline:
        with place.database() as database, database.read() as connection:
            found = listed(connection, Wanted())
            read = len(pages_of(connection, found[0], 1)) if found else 0
            if ended and any(one.name == ended and one.finished_at for one in found):
                return
            if enough(read):
                return
        time.sleep(0.2)
    message = "the workers do not come on"
    raise TimeoutError(message)


def _small_files(root: Path, count: int) -> bool:
    """Measure intake of many files of one small page against copying and fsyncing each, and the memory it takes."""
    folder, copies = root / "small", root / "copies"
    folder.mkdir()
    copies.mkdir()
    rng = Random(1)  # noqa: S311 - noise for pictures
    for number in range(count):
        noise = Image.frombytes("L", (240, 240), rng.randbytes(240 * 240))
        noise.save(folder / f"{number:05}.png", dpi=(72, 72))
    began = time.monotonic()
    for path in sorted(folder.iterdir()):
        with path.open("rb") as source, (copies / path.name).open("wb") as target:
            shutil.copyfileobj(source, target)
            target.flush()
            os.fsync(target.fileno())
    copied = time.monotonic() - began
    place = _Place(root / "intake")
    command = [sys.executable, "-m", "service", "ingest", str(folder)]
    began = time.monotonic()
    intake = subprocess.Popen(command, env=place.environment, stdout=subprocess.DEVNULL)
    memory = _memory(intake)
    seconds = time.monotonic() - began
    early, late = max(memory[: len(memory) // 3], default=0), max(memory, default=0)
    growth = late / max(1, early)
    print(f"{count} small files: intake {seconds:.1f} s = {seconds / copied:.2f} x copying ({copied:.1f} s; asked "
          f"{MOST_TIMES_COPY}); memory {early >> 20} to {late >> 20} MiB")  # fmt: skip
    return intake.returncode == 0 and seconds <= MOST_TIMES_COPY * copied and growth < 1.2


def _memory(process: "subprocess.Popen[bytes]") -> list[int]:
    """Return the memory of a process and its children, taken twice a second until it ends."""
    taken = []
    whole = psutil.Process(process.pid)
    while process.poll() is None:
        try:
            taken.append(sum(one.memory_info().rss for one in (whole, *whole.children(recursive=True))))
        except psutil.NoSuchProcess:
            continue
        time.sleep(0.5)
    return taken
