"""What all tests share."""

import os
from pathlib import Path

import pytest

pytest_plugins = ["testbed.fixtures"]


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder with the real material, or skip."""
    folder = Path(os.environ.get("SOHOA_SHARED", Path(__file__).parents[2] / "shared"))
    if not folder.is_dir():
        pytest.skip("the real material is not here")
    return folder
