"""Small papers that are read in a fraction of a second, and what looks at processes from outside."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
from PIL import Image, ImageDraw, ImageFont

from samples.fonts import Face, font_file

WORDS = "Ủy ban nhân dân phường Hòa Bình"
DPI = 200
_PROGRAM = """
import signal, sys
from service.cli import main
for number in (signal.SIGINT, signal.SIGHUP):  # whoever runs the tests may have switched them off
    signal.signal(number, signal.default_int_handler)
sys.exit(main())
"""


@pytest.fixture(scope="session")
def slip() -> Image.Image:
    """Return a slip of paper with two lines on it."""
    picture = Image.new("L", (1200, 500), 250)
    font = ImageFont.truetype(str(font_file(Face(44))), 44)
    draw = ImageDraw.Draw(picture)
    draw.text((80, 120), WORDS, fill=20, font=font)
    draw.text((80, 240), "kính gửi các cơ quan, đơn vị", fill=20, font=font)
    return picture


@pytest.fixture(scope="session")
def large_slip(slip: Image.Image, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a picture of 100 million pixels, which no small reader can hold."""
    path = tmp_path_factory.mktemp("large") / "large.png"
    slip.resize((12_500, 8_000), Image.Resampling.NEAREST).save(path, dpi=(600, 600))
    return path


@pytest.fixture
def slip_file(slip: Image.Image) -> Callable[[Path], Path]:
    """Return what writes the slip under a name."""

    def write(path: Path) -> Path:
        path.parent.mkdir(parents=True, exist_ok=True)
        slip.save(path, format="PNG", dpi=(DPI, DPI))
        return path

    return write


@pytest.fixture
def command() -> Callable[..., "subprocess.Popen[str]"]:
    """Return what starts the command line with the given words, its output piped."""

    def start(*words: str | Path, **environment: str) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [sys.executable, "-c", _PROGRAM, *map(str, words)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, **environment},
        )

    return start


@pytest.fixture
def readers_of() -> Callable[[int], list[psutil.Process]]:
    """Return what finds the reader processes below a process: the children of its fork server."""

    def find(pid: int) -> list[psutil.Process]:
        return [one for child in psutil.Process(pid).children() for one in child.children()]

    return find
