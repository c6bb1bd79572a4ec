"""Everything recognised as a searchable PDF: PDF/A-2b by veraPDF, text, size, and the place of the words."""

import json
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import mean

import pikepdf
import pymupdf

from bench.accuracy import EMBEDDED
from bench.material import score, shared_folder
from ingest.geometry import POINTS_PER_INCH, Box
from samples.degrade import LEVELS, mapped
from samples.papers import PAPERS
from samples.truth import Sheet
from samples.write import write_jpeg
from service.digitise import BatchOptions, digitise

MOST_TIMES_PICTURES = 1.2
LEAST_OVERLAP = 0.7
LEAST_TEXT, MEAN_TEXT = 0.97, 0.99


def main(arguments: Sequence[str]) -> int:
    """Print the tables; return 1 when a target is missed."""
    shared = shared_folder(arguments)
    return int(not all([_valid(shared), _overlap("clean"), _overlap("office")]))


def _valid(shared: Path) -> bool:
    corpus = shared / "corpus"
    paths = [path for path in sorted((corpus / "pages").iterdir()) if path.suffix in {".jpg", ".png", ".tif"}]
    paths += [path for path in sorted((corpus / "pdf").glob("*.pdf")) if path.name not in EMBEDDED]
    paths += sorted((corpus / "orientation").glob("*.jpg"))
    with tempfile.TemporaryDirectory() as folder:
        outcomes = digitise(paths, Path(folder), BatchOptions(), lambda *_: None)
        made = [Path(folder, name) for one in outcomes for name in one.outputs if name.endswith(".pdf")]
        told = subprocess.run(
            [shared / "tools" / "pdfa" / "validate", "2b", *made], capture_output=True, text=True, check=False
        ).stdout.splitlines()
        passed = sum(line.startswith("PASS") for line in told)
        print("\n".join(line for line in told if not line.startswith("PASS")), end="")
        print(f"PDF/A-2b: {passed} of {len(paths)} pass")
        sizes = [(path.stat().st_size / max(1, _picture_bytes(path)), path.name) for path in made]
        print(
            f"size against the pictures: largest {max(sizes)[0]:.3f} ({max(sizes)[1]}), at most {MOST_TIMES_PICTURES}"
        )
        texts = [(_laid_text(path), path.name) for path in made]
        usual = mean(share for share, _ in texts)
        print(f"recognised words that pdftotext gives: mean {usual:.1%}, least {min(texts)[0]:.1%} ({min(texts)[1]})\n")
    found = min(texts)[0] >= LEAST_TEXT and usual >= MEAN_TEXT
    return passed == len(paths) == len(made) and max(sizes)[0] <= MOST_TIMES_PICTURES and found


def _picture_bytes(path: Path) -> int:
    with pikepdf.open(path) as pdf:
        streams = [item for item in pdf.objects if isinstance(item, pikepdf.Stream)]
        return sum(len(item.read_raw_bytes()) for item in streams if item.get("/Subtype") == "/Image")


def _laid_text(path: Path) -> float:
    """Return the share of the recognised words that poppler finds in the PDF."""
    recognised = path.with_name(path.name.replace(".searchable.pdf", ".txt")).read_text("utf-8")
    laid = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True).stdout
    return score(recognised, laid)[0] if recognised.strip("\f\n ") else 1.0


def _overlap(level: str) -> bool:
    """Compare the boxes of words, in the JSON and as a viewer finds them in the PDF, with the ink that was drawn."""
    pairs = [pair for kind, make in sorted(PAPERS.items()) for pair in _overlaps(kind, make(7).sheets[0], level)]
    in_json, in_pdf = (mean(pair[side] for pair in pairs) for side in (0, 1))
    print(f"{level} generated pages: {len(pairs)} words, mean overlap of box and ink", end=" ")
    print(f"{in_json:.2f} in the JSON, {in_pdf:.2f} in the PDF (at least {LEAST_OVERLAP})")
    return min(in_json, in_pdf) >= LEAST_OVERLAP


def _overlaps(kind: str, sheet: Sheet, level: str) -> Iterator[tuple[float, float]]:
    """Yield (overlap in the JSON, in the PDF) for every word of a page that was read right."""
    done = LEVELS[level](sheet.picture, 7)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"{kind}.jpg")
        write_jpeg(path, done.picture, done.dpi)
        digitise([path], Path(folder, "out"), BatchOptions(), lambda *_: None)
        page = json.loads(Path(folder, "out", f"{kind}.json").read_text("utf-8"))["pages"][0]
        with pymupdf.open(Path(folder, "out", f"{kind}.searchable.pdf")) as pdf:
            laid = [(word[4], Box(*word[:4])) for word in pdf[0].get_text("words")]
    told = [(word["text"], Box(*word["box"])) for line in page["lines"] for word in line["words"]]
    for word in sheet.words:
        box = mapped(word.box, done.homography)
        truth = Box(*(edge * POINTS_PER_INCH / done.dpi for edge in (box.x0, box.y0, box.x1, box.y1)))
        json_best, pdf_best = (_best(word.text, truth, words) for words in (told, laid))
        if json_best > 0 and pdf_best > 0:
            yield json_best, pdf_best


def _best(text: str, truth: Box, words: Sequence[tuple[str, Box]]) -> float:
    """Return the largest intersection over union of the truth with a box of the same text."""
    return max((_shared(truth, box) for other, box in words if other == text), default=0.0)


def _shared(one: Box, other: Box) -> float:
    both = one.meet(other)
    common = both.area if both.width > 0 and both.height > 0 else 0.0
    return common / (one.area + other.area - common)
