"""Runs a batch and looks at it from outside: time, memory of all its processes, and what it leaves behind.

Memory is the sum of the proportional set sizes (PSS) of the command, its fork server and its readers: shared pages are
counted once. It is sampled; what comes and goes between two samples is not seen.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import psutil
import pymupdf
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

_EVERY_SECONDS = 0.05
_LAST_BREATH_SECONDS = 2.0
_LONGEST_SECONDS = 3600.0
_PROPER_EXITS = (0, 3)


@dataclass(frozen=True, slots=True)
class Run:
    """What a batch did: exit status, seconds, peak bytes, the JSON of every file, and what it did wrong."""

    status: int
    seconds: float
    peak: int
    results: tuple[dict[str, Any], ...]
    breaches: tuple[str, ...]


def watched_run(inputs: tuple[Path, ...], jobs: int) -> Run:
    """Digitise inputs into a fresh folder and check everything that every batch promises."""
    with tempfile.TemporaryDirectory(prefix="bench-") as scratch:
        out, temporary = Path(scratch, "out"), Path(scratch, "tmp")
        temporary.mkdir()
        shared_before = _shared_memory()
        began = time.perf_counter()
        status, peak, seen = _sampled(_command(inputs, out, jobs), temporary)
        seconds = time.perf_counter() - began
        left = [f"process left: {told}" for told in _survivors(seen)]
        left += [f"{path.name} left in TMPDIR" for path in temporary.iterdir()]
        left += [f"{name} left in /dev/shm" for name in _shared_memory() - shared_before]
        left += [f"{path.name} left in the output folder" for path in out.glob(".*")]
        if status not in _PROPER_EXITS:
            left.append(f"exit status {status}")
        results = tuple(json.loads(path.read_text("utf-8")) for path in sorted(out.glob("*.json")))
        return Run(status, seconds, peak, results, (*left, *_false_results(out)))


def _command(inputs: tuple[Path, ...], out: Path, jobs: int) -> list[str]:
    return [
        sys.executable,
        "-m",
        "service",
        "digitise",
        "--out",
        str(out),
        "--jobs",
        str(jobs),
        "--",
        *map(str, inputs),
    ]


def _sampled(command: list[str], temporary: Path) -> tuple[int, int, set[psutil.Process]]:
    """Run a command and return its status, the peak of its tree, and all processes that it had."""
    environment = {**os.environ, "TMPDIR": str(temporary)}
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:
        tree = psutil.Process(running.pid)
        seen: set[psutil.Process] = set()
        peak, until = 0, time.monotonic() + _LONGEST_SECONDS
        while running.poll() is None and time.monotonic() < until:
            now = _family(tree)
            seen.update(now)
            peak = max(peak, sum(_pss(one) for one in now))
            time.sleep(_EVERY_SECONDS)
        if running.poll() is None:
            running.kill()
    seen.discard(tree)
    return running.returncode, peak, seen


def _survivors(seen: set[psutil.Process]) -> list[str]:
    """Return what still runs a moment later; the dead whom nobody has buried yet (zombies) do not count."""
    until = time.monotonic() + _LAST_BREATH_SECONDS
    while (alive := [told for one in seen if (told := _told(one))]) and time.monotonic() < until:
        time.sleep(_EVERY_SECONDS)
    return alive


def _told(process: psutil.Process) -> str:
    try:
        if not process.is_running() or process.status() == psutil.STATUS_ZOMBIE:
            return ""
        return f"{process.pid} {process.status()} {' '.join(process.cmdline())[-60:]}"
    except psutil.NoSuchProcess:
        return ""


def _family(tree: psutil.Process) -> list[psutil.Process]:
    try:
        return [tree, *tree.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def _pss(process: psutil.Process) -> int:
    try:
        return int(process.memory_full_info().pss)
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return 0


def _shared_memory() -> set[str]:
    return set(os.listdir("/dev/shm"))  # noqa: S108, PTH208 - looked at, not written


def _false_results(out: Path) -> list[str]:
    """Return what is wrong with the results: JSON against its schema, pages in against pages out, codes."""
    schema = json.loads(files("service").joinpath("schemas", "digitised.schema.json").read_text("utf-8"))
    validator = Draft202012Validator(schema)
    wrong = []
    for path in sorted(out.glob("*.json")):
        result = json.loads(path.read_text("utf-8"))
        wrong += [f"{path.name}: {error.message[:80]}" for error in validator.iter_errors(result)]
        if result["state"] != "done" and not result["problems"]:
            wrong.append(f"{path.name}: {result['state']} without a code")
        wrong += [f"{path.name}: code {one['code']}" for one in result["problems"] if one["code"] == "internal"]
        wrong += _false_pages(out / f"{path.stem}.searchable.pdf", result)
    return wrong


def _false_pages(pdf: Path, result: dict[str, Any]) -> list[str]:
    if not pdf.exists():
        refused = result["state"] == "failed" and not result["pages"]
        return [] if refused else [f"{pdf.name}: no searchable PDF"]
    with pymupdf.open(pdf) as document:
        shown = document.page_count
    read = len(result["pages"])
    return [] if shown == read == result["file"]["pages"] else [f"{pdf.name}: {shown} pages shown, {read} read"]
