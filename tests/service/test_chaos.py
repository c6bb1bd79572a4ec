"""Chaos in short: work during which workers, servers and disks fail; ``./sohoa bench chaos`` is the long run."""

import subprocess
import sys
from pathlib import Path

import pytest

ROUNDS = 3


@pytest.mark.checkout
@pytest.mark.slow
@pytest.mark.parametrize("mode", ["embedded", "production"])
def test_nothing_is_lost_whatever_dies(mode: str, request: pytest.FixtureRequest) -> None:
    """Each receipt's bytes are there, each document has ended with a reason, no page is missing, nothing is double."""
    if mode == "production":  # says what is not tested where a server is missing
        for server in ("postgres", "redis_server", "minio_server"):
            request.getfixturevalue(server)
    root = Path(__file__).parents[2]
    command = [sys.executable, "-m", "bench", "chaos", "--rounds", str(ROUNDS), "--mode", mode, "--seed", "11"]
    done = subprocess.run(command, cwd=root, check=False, capture_output=True, text=True, timeout=280)
    assert (done.returncode, f"{ROUNDS} rounds" in done.stdout) == (0, True), done.stdout + done.stderr
    assert "violated invariants: 0" in done.stdout
