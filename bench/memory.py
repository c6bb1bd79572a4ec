"""Memory of all processes together while scans of 30 and of 300 pages are digitised with two jobs."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench.material import shared_folder, transcribed_pages
from bench.speed import scan_of
from bench.watched_run import watched_run

MOST_BYTES = 10**9
MOST_GROWTH = 1.15
SHORT, LONG = 30, 300


def main(arguments: Sequence[str]) -> int:
    """Print the peaks; return 1 when a target is missed or anything is left behind."""
    scans = [page.picture for page in transcribed_pages(shared_folder(arguments)) if page.picture.suffix == ".jpg"]
    peaks, breaches = {}, 0
    with tempfile.TemporaryDirectory() as folder:
        for pages in (SHORT, LONG):
            scan = Path(folder, f"scan{pages}.pdf")
            scan_of(scans, pages, scan)
            run = watched_run((scan,), jobs=2)
            peaks[pages] = run.peak
            breaches += len(run.breaches)
            print(
                f"{pages} pages, {scan.stat().st_size / 1e6:.0f} MB: peak {run.peak / 1e6:.0f} MB, {run.seconds:.0f} s"
            )
            print("".join(f"  {breach}\n" for breach in run.breaches), end="")
    growth = peaks[LONG] / peaks[SHORT]
    print(f"growth {growth:.2f} (asked at most {MOST_GROWTH}), peak asked at most {MOST_BYTES / 1e6:.0f} MB")
    return int(peaks[LONG] > MOST_BYTES or growth > MOST_GROWTH or breaches > 0)
