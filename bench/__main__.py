"""The long runs, outside the tests: ``./sohoa bench NAME``.

Each prints its table and exits 1 where a target is missed.
"""

import sys
from importlib import import_module

BENCHES = {
    "accuracy": "words, rotations, blanks and sources on the real files",
    "calibrate": "how far the confidence of words can be believed; --write fits it anew",
    "regions": "seals, signatures and handwriting on the real pages: told, and no words invented from them",
    "extract": "types and fields of generated papers of every type; --write fits the confidence anew",
    "papers": "the same of a folder of papers that somebody else made",
    "split": "where documents begin in batches of 40 papers",
    "real_fields": "types and fields of the real papers",
    "types": "docs/document-types.md as the rules are; --write makes it so",
    "fuzz_extract": "words without order through the whole extraction: no exception",
    "speed": "seconds a page against bare Tesseract, pages a second against OCRmyPDF",
    "memory": "memory of all processes on a file of 300 pages",
    "pdfa": "PDF/A-2b by veraPDF, size and word boxes of everything recognised",
    "gate": "alarms on pages with hidden or faded print, and on pages without",
    "search": "p50 and p95 of 37 kinds of questions among 50,000 invented documents, on SQLite and PostgreSQL",
    "chaos": "rounds of work while workers, servers and disks fail: nothing lost, nothing twice",
    "throughput": "intake and workers: two against one, overhead, a counter document beside a long file, small files",
    "hostile": "broken, cut, huge and odd files; killed readers",
}


def main() -> int:
    """Run the named bench with the other words as its arguments."""
    if len(sys.argv) < 2 or sys.argv[1] not in BENCHES:
        print("usage: ./sohoa bench NAME [OPTION ...]")
        for name, about in BENCHES.items():
            print(f"  {name:12} {about}")
        return 2
    status: int = import_module(f"bench.{sys.argv[1]}").main(sys.argv[2:])
    return status


if __name__ == "__main__":
    raise SystemExit(main())
