"""Memory of all processes together while scans of 30 and of 300 pages are digitised with two jobs."""

import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path

import psutil

from bench.material import shared_folder, transcribed_pages
from bench.speed import scan_of

MOST_BYTES = 1 << 30
MOST_GROWTH = 1.15
SHORT, LONG = 30, 300


def main(arguments: Sequence[str]) -> int:
    """Print the peaks; return 1 when a target is missed."""
    scans = [page.picture for page in transcribed_pages(shared_folder(arguments)) if page.picture.suffix == ".jpg"]
    peaks = {}
    with tempfile.TemporaryDirectory() as folder:
        for pages in (SHORT, LONG):
            scan = Path(folder, f"scan{pages}.pdf")
            scan_of(scans, pages, scan)
            began = time.perf_counter()
            command = [sys.executable, "-m", "service", "digitise", str(scan), "--jobs", "2", "--out", f"{folder}/out"]
            peaks[pages] = peak_memory(command)
            seconds = time.perf_counter() - began
            print(f"{pages} pages, {scan.stat().st_size >> 20} MB: peak {peaks[pages] >> 20} MB, {seconds:.0f} s")
    growth = peaks[LONG] / peaks[SHORT]
    print(f"growth {growth:.2f} (asked at most {MOST_GROWTH}), peak asked at most {MOST_BYTES >> 20} MB")
    return int(peaks[LONG] > MOST_BYTES or growth > MOST_GROWTH)


def peak_memory(command: list[str]) -> int:
    """Run a command; return the largest sum of the proportional set sizes (PSS) of all its processes, in bytes.

    PSS divides pages that processes share among them, so that a sum counts each page once.
    """
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    peak = 0
    done = threading.Event()

    def sample() -> None:
        nonlocal peak
        while not done.wait(0.2):
            peak = max(peak, tree_memory(process.pid))

    sampler = threading.Thread(target=sample)
    sampler.start()
    status = process.wait()
    done.set()
    sampler.join()
    if status != 0:
        message = f"{' '.join(command)} ended with {status}"
        raise SystemExit(message)
    return peak


def tree_memory(pid: int) -> int:
    """Return the memory of a process and all below it, in bytes."""
    total = 0
    try:
        root = psutil.Process(pid)
        for process in (root, *root.children(recursive=True)):
            total += _pss(process)
    except psutil.NoSuchProcess:
        return total
    return total


def _pss(process: psutil.Process) -> int:
    try:
        return int(process.memory_full_info().pss)
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return 0
