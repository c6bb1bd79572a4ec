"""Small papers that are read in a fraction of a second, and what looks at processes from outside."""

import os
import secrets
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from PIL import Image, ImageDraw, ImageFont

from samples.fonts import Face, font_file
from service.intake import Intake
from service.settings import Settings
from service.stores import Stores
from service.wiring import migrate_database, open_intake, open_stores
from testbed.s3 import S3Store
from testbed.scene import Scene

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
def slips_file(slip: Image.Image) -> Callable[[Path, int], Path]:
    """Return what writes a file of so many slips."""

    def write(path: Path, pages: int) -> Path:
        more = [slip] * (pages - 1)
        slip.save(path, "TIFF", save_all=True, append_images=more, dpi=(DPI, DPI), compression="tiff_deflate")
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


@pytest.fixture(params=["embedded", "production"])
def settings(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Return the settings of a service of this test's own, also in the environment for the processes that it starts.

    Each test runs on SQLite, a folder and child processes, then on PostgreSQL, MinIO and Redis.
    """
    monkeypatch.setenv("SOHOA_SETTINGS", str(tmp_path / "settings.toml"))
    monkeypatch.setenv("SOHOA_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("SOHOA_LEASE_SECONDS", "2")
    if request.param == "production":
        store: S3Store = request.getfixturevalue("minio_server")
        name = f"test-{secrets.token_hex(6)}"
        address = f"s3://{store.access_key}:{store.secret_key}@{store.endpoint}/{name}?tls=no"
        monkeypatch.setenv("SOHOA_CONTENTS", address)
        monkeypatch.setenv("SOHOA_ROWS", request.getfixturevalue("postgres_url"))
        monkeypatch.setenv("SOHOA_QUEUE", request.getfixturevalue("redis_url"))
        monkeypatch.setenv("SOHOA_RETENTION_DAYS", "0")  # the store stops with the session
    migrate_database(Settings())
    return Settings()


@pytest.fixture
def stores(settings: Settings) -> Iterator[Stores]:
    """Return what the service keeps things in."""
    opened = open_stores(settings)
    yield opened
    opened.close()


@pytest.fixture
def intake(settings: Settings) -> Iterator[Intake]:
    """Return what takes files in."""
    with open_intake(settings) as opened:
        yield opened


@pytest.fixture
def scene(intake: Intake, stores: Stores) -> Iterator[Scene]:
    """Return a service without workers; those that a test starts are killed at its end."""
    scene = Scene(intake, stores)
    yield scene
    scene.end()


@pytest.fixture
def readers_of() -> Callable[[int], list[psutil.Process]]:
    """Return what finds the reader processes below a process: the children of its fork server."""

    def find(pid: int) -> list[psutil.Process]:
        servers = [one for one in psutil.Process(pid).children() if "forkserver" in " ".join(one.cmdline())]
        return [one for server in servers for one in server.children()]

    return find
