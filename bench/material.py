"""The real files: where they lie, and what is known of them."""

import json
import os
import unicodedata
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

DEFAULT = Path(__file__).resolve().parent.parent.parent / "shared"


@dataclass(frozen=True, slots=True)
class Transcribed:
    """A picture of a page and its transcript."""

    picture: Path
    transcript: str


def shared_folder(arguments: Sequence[str]) -> Path:
    """Return the folder of real files: ``--shared``, ``SOHOA_SHARED``, or the folder beside the checkout."""
    parser = ArgumentParser()
    parser.add_argument("--shared", type=Path, default=Path(os.environ.get("SOHOA_SHARED", DEFAULT)))
    folder: Path = parser.parse_known_args(arguments)[0].shared
    if not (folder / "corpus").is_dir():
        message = f"{folder} holds no corpus; name the folder with --shared"
        raise SystemExit(message)
    return folder


def transcribed_pages(shared: Path) -> Iterator[Transcribed]:
    """Yield the transcribed pages by name."""
    folder = shared / "corpus" / "pages"
    for transcript in sorted(folder.glob("*.gt.txt")):
        stem = transcript.name.removesuffix(".gt.txt")
        picture = next(path for path in sorted(folder.glob(f"{stem}.*")) if path.suffix in {".jpg", ".png", ".tif"})
        yield Transcribed(picture, transcript.read_text("utf-8"))


def orientation_labels(shared: Path) -> dict[Path, int | None]:
    """Return the clockwise turn that makes each lying page upright; None for a blank page."""
    folder = shared / "corpus" / "orientation"
    labels = json.loads((folder / "labels.json").read_text("utf-8"))
    return {folder / name: label["rotate_cw_to_upright"] for name, label in sorted(labels.items())}


def score(transcript: str, recognised: str) -> tuple[float, float]:
    """Return (recall, precision) of words, order-free, exact in letters, case and tone marks."""
    truth, read = words_of(transcript), words_of(recognised)
    common = (truth & read).total()
    return common / max(1, truth.total()), common / max(1, read.total())


def words_of(text: str) -> Counter[str]:
    """Count the words of a text, without the signs around them."""
    inner = (trimmed(token) for token in unicodedata.normalize("NFC", text).split())
    return Counter(word for word in inner if word)


def trimmed(token: str) -> str:
    """Return a token from its first to its last letter or digit."""
    inner = [index for index, letter in enumerate(token) if letter.isalnum()]
    return token[inner[0] : inner[-1] + 1] if inner else ""
