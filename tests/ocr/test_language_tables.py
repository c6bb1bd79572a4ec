"""Counting the language model: the same text gives the same tables, and they say what the text said.

``bench.make_language`` writes beside the package it is run with: so it is run with a copy of the package.
"""

import json
import lzma
import os
import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

pytestmark = pytest.mark.checkout

ROOT = Path(__file__).parents[2]
TEXT = """Ủy ban nhân dân tỉnh quyết định: giao Sở Nội vụ 15 biên chế năm 2015.
Ủy ban nhân dân huyện báo cáo Ủy ban nhân dân tỉnh; Sở Nội vụ tổng hợp.
Đàn bò của nhân dân xã có 1.250 con. Abc xyz abc xyz abc xyz.
"""
ASKED = """
import json
import numpy as np
from ocr.vietnamese.ngrams import ngrams
model = ngrams()
def cost(*words):
    return float(model.costs(*(np.array([model.id_of(word)]) for word in words))[0])
print(json.dumps({"words": model.words, "dân": cost("ban", "nhân", "dân"), "đàn": cost("ban", "nhân", "đàn"),
                  "alone": cost("<unk>", "<unk>", "dân"),
                  "sở after a break": [cost(word, "<s>", "sở") for word in ("tỉnh", "huyện", "<unk>")]}))
"""


def counted(folder: Path, text: str, seed: int) -> dict[str, bytes]:
    """Count a text in a copy of the program; return the tables by name."""
    for name in ("bench", "ocr"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("data", "__pycache__"))
    (folder / "shared" / "corpus").mkdir(parents=True)
    (folder / "shared" / "text").mkdir()
    (folder / "shared" / "text" / "legal.txt.xz").write_bytes(lzma.compress(text.encode()))
    run(folder, seed, "-m", "bench.make_language", "--shared", str(folder / "shared"))
    return {path.name: path.read_bytes() for path in (folder / "ocr" / "data" / "language").iterdir()}


def run(folder: Path, seed: int, *arguments: str) -> str:
    """Run Python in the copy, its sets and dictionaries in an order of its own."""
    settings = os.environ | {"PYTHONHASHSEED": str(seed), "PYTHONPATH": str(folder)}
    done = subprocess.run(
        [sys.executable, *arguments], cwd=folder, env=settings, check=True, capture_output=True, text=True
    )
    return done.stdout


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes]]:
    """Return a copy of the program that has counted the text, and its tables."""
    folder = tmp_path_factory.mktemp("first")
    return folder, counted(folder, TEXT * 3, 1)


def test_the_same_text_gives_the_same_bytes(first: tuple[Path, dict[str, bytes]], tmp_path: Path) -> None:
    """Whatever order sets take, however letters are composed, in any case."""
    other = unicodedata.normalize("NFD", TEXT * 3).upper()
    assert counted(tmp_path, other, 2) == first[1]
    assert len(first[1]) == 8


def test_another_text_gives_other_tables(first: tuple[Path, dict[str, bytes]], tmp_path: Path) -> None:
    """One sentence more is counted."""
    more = counted(tmp_path, TEXT * 3 + "Nhân dân tỉnh. " * 3, 1)
    assert more["bigrams.npy"] != first[1]["bigrams.npy"]
    assert more.keys() == first[1].keys()


def test_the_tables_say_what_the_text_said(first: tuple[Path, dict[str, bytes]]) -> None:
    """Words by their number, syllables before other words; what followed in the text is likely, the rest is not."""
    model = json.loads(run(first[0], 1, "-c", ASKED))
    assert model["words"][:5] == ["<s>", "<num>", "<unk>", "dân", "nhân"]
    assert {"ủy", "ban", "đàn", "bò"} <= set(model["words"])
    assert not {"abc", "xyz", "15"} & set(model["words"])  # no syllables, and seldom; numbers are one word
    assert model["dân"] < 0.5
    assert model["dân"] < model["alone"] < model["đàn"]
    assert len(set(model["sở after a break"])) == 1  # no sentence goes on through a break
