"""A demonstration dossier: five papers as a counter would get them, with their exact text beside them."""

from pathlib import Path

from samples import born_digital, write
from samples.degrade import LEVELS
from samples.papers import bang, cong_van, quyet_dinh, trich_luc_khai_sinh
from samples.truth import Paper, Picture

TRUTH = "truth"


def write_dossier(folder: Path, seed: int, level: str) -> tuple[Path, ...]:
    """Write the dossier into the folder (made where missing) and its truth below it; return the papers' paths.

    Truth is named after the paper: ``truth/NAME.gt.txt``, UTF-8, one printed line a line.
    """
    (folder / TRUTH).mkdir(parents=True, exist_ok=True)
    decision, letter, birth = quyet_dinh(seed), cong_van(seed, stamped=seed % 2 == 1), trich_luc_khai_sinh(seed)
    ledger, digital = bang(seed), born_digital.letter_with_table(seed)
    made = (
        (_decision(folder / "01-quyet-dinh.pdf", decision, seed, level), decision),
        (_letter(folder / "02-cong-van.jpg", letter, seed, level), letter),
        (_birth(folder / "03-trich-luc-khai-sinh.png", birth, seed, level), birth),
        (_ledger(folder / "04-danh-sach.tif", ledger, seed, level), ledger),
        (_digital(folder / "05-cong-van-ban-goc-so.pdf", digital), digital),
    )
    for path, paper in made:
        (folder / TRUTH / f"{path.stem}.gt.txt").write_text(paper.text + "\n", encoding="utf-8")
    return tuple(path for path, _ in made)


def _arrived(paper: Paper, seed: int, level: str) -> tuple[tuple[Picture, ...], int]:
    done = [LEVELS[level](sheet.picture, seed + number) for number, sheet in enumerate(paper.sheets)]
    return tuple(page.picture for page in done), done[0].dpi


def _decision(path: Path, paper: Paper, seed: int, level: str) -> Path:
    write.write_scan_pdf(path, *_arrived(paper, seed, level))
    return path


def _letter(path: Path, paper: Paper, seed: int, level: str) -> Path:
    pictures, dpi = _arrived(paper, seed, level)
    write.write_jpeg(path, pictures[0], dpi)
    return path


def _birth(path: Path, paper: Paper, seed: int, level: str) -> Path:
    pictures, dpi = _arrived(paper, seed, level)
    write.write_png(path, pictures[0], dpi)
    return path


def _ledger(path: Path, paper: Paper, seed: int, level: str) -> Path:
    write.write_tiff_g4(path, *_arrived(paper, seed, level))
    return path


def _digital(path: Path, paper: Paper) -> Path:
    path.write_bytes(born_digital.pdf(paper))
    return path
