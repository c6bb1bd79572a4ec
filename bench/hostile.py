"""Chaos bench: ``python -m bench.hostile [--shared DIR] [--cuts N] [--only NAME]``.

Every hostile file as its own batch and all of them as one, then files that were broken on purpose. Prints a table of
wall seconds, peak memory (PSS of all processes, sampled) and states; exits 1 when a file takes more than 30 s or 1 GB,
ends without a code, or anything is left behind.
"""

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench import broken_files
from bench.watched_run import Run, watched_run

MOST_SECONDS = 30.0
MOST_BYTES = 10**9


@dataclass(frozen=True, slots=True)
class Row:
    """One batch in the table; ``single`` batches hold one file, whose time and memory are limited."""

    name: str
    run: Run
    files: int
    single: bool

    @property
    def breaches(self) -> tuple[str, ...]:
        """Return what the batch did wrong."""
        found = list(self.run.breaches)
        if len(self.run.results) != self.files:
            found.append(f"{len(self.run.results)} results of {self.files} files")
        if self.run.peak > MOST_BYTES:
            found.append(f"{self.run.peak / 1e6:.0f} MB")
        if self.slowest > MOST_SECONDS:
            found.append(f"{self.slowest:.0f} s")
        return tuple(found)

    @property
    def slowest(self) -> float:
        """Return the wall seconds of the slowest file: of the whole command where it had one file only."""
        if self.single:
            return self.run.seconds
        return max((float(result["seconds"]["total"]) for result in self.run.results), default=0.0)

    @property
    def states(self) -> str:
        """Return how many files ended how, with the codes of a single one."""
        counted = Counter(result["state"] for result in self.run.results)
        codes = sorted({problem["code"] for result in self.run.results for problem in result["problems"]})
        told = ", ".join(f"{count} {state}" if self.files > 1 else state for state, count in sorted(counted.items()))
        return f"{told} [{' '.join(codes)}]" if codes else told


def main(arguments: list[str] | None = None) -> int:
    """Run the bench and return 1 on any breach."""
    parser = argparse.ArgumentParser(prog="python -m bench.hostile")
    parser.add_argument("--shared", type=Path, default=Path(__file__).parents[2] / "shared")
    parser.add_argument("--cuts", type=int, default=20, help="random cuts of each real file (%(default)s)")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only", choices=("single", "together", "made"), default=None)
    options = parser.parse_args(arguments)
    rows = []
    for row in _rows(options):
        rows.append(row)
        print(_line(row), flush=True)
    _summarise(rows)
    return 1 if any(row.breaches for row in rows) else 0


def _rows(options: argparse.Namespace) -> Iterator[Row]:
    hostile = tuple(sorted(path for path in (options.shared / "hostile").iterdir() if path.name != "INDEX.tsv"))
    if options.only in {None, "single"}:
        for path in hostile:
            yield Row(path.name, watched_run((path,), options.jobs), 1, single=True)
    if options.only in {None, "together"}:
        yield Row("(hostile, one batch)", watched_run(hostile, options.jobs), len(hostile), single=False)
    if options.only in {None, "made"}:
        yield from _made(options)


def _made(options: argparse.Namespace) -> Iterator[Row]:
    """Yield a row for each way of breaking files; each is one batch."""
    corpus: Path = options.shared / "corpus"
    with tempfile.TemporaryDirectory(prefix="broken-") as scratch:
        folders = {name: Path(scratch, name) for name in ("misnamed", "named", "none", "changing", "huge", "cut")}
        for folder in folders.values():
            folder.mkdir()
        broken_files.misnamed(corpus, folders["misnamed"])
        broken_files.oddly_named(corpus, folders["named"])
        broken_files.enormous(folders["huge"])
        broken_files.cut_off(corpus, folders["cut"], options.cuts)
        for name in ("misnamed", "named"):
            yield _folder_row(name, folders[name], options.jobs)
        odd = broken_files.no_files(folders["none"])
        yield Row("(no files)", watched_run(odd, options.jobs), len(odd), single=False)
        stop = broken_files.changing(corpus, folders["changing"])
        try:
            yield _folder_row("changing", folders["changing"], options.jobs)
        finally:
            stop()
        for path in sorted(folders["huge"].iterdir()):
            yield Row(path.name, watched_run((path,), options.jobs), 1, single=True)
        if options.cuts:
            yield _folder_row("cut", folders["cut"], options.jobs)


def _folder_row(name: str, folder: Path, jobs: int) -> Row:
    return Row(f"({name})", watched_run((folder,), jobs), sum(1 for _ in folder.iterdir()), single=False)


def _line(row: Row) -> str:
    told = f"{row.name[:52]:52} {row.run.seconds:6.1f} s {row.run.peak / 1e6:5.0f} MB  {row.states}"
    return told + "".join(f"\n    BREACH: {breach}" for breach in row.breaches)


def _summarise(rows: list[Row]) -> None:
    states = Counter(result["state"] for row in rows for result in row.run.results)
    print(f"\nfiles: {sum(row.files for row in rows)}; " + ", ".join(f"{n} {state}" for state, n in states.items()))
    print(f"slowest file: {max(row.slowest for row in rows):.1f} s; most memory: {max(_peaks(rows)):.0f} MB (PSS)")
    print(f"breaches: {sum(len(row.breaches) for row in rows)}")


def _peaks(rows: list[Row]) -> Iterator[float]:
    return (row.run.peak / 1e6 for row in rows)


if __name__ == "__main__":
    sys.exit(main())
