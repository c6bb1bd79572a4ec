"""How long originals may not be deleted."""

from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import ValidationError

from service.retention import Retention
from service.settings import Settings
from service.wiring import retention_of

YEAR = timedelta(days=365)


def test_the_longest_of_the_types_counts_and_never_less_than_the_usual() -> None:
    """A file of several papers is kept as long as the one that is kept longest."""
    kept = Retention(YEAR, {"giay_khai_sinh": 70 * YEAR, "bao_cao": timedelta(days=1)})
    assert kept.of([]) == YEAR
    assert kept.of(["bao_cao", "khac"]) == YEAR
    assert kept.of(["bao_cao", "giay_khai_sinh"]) == 70 * YEAR


def test_types_are_named_in_the_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the file as a table, in the environment as JSON."""
    file = tmp_path / "settings.toml"
    file.write_text("retention_days = 30\n[retention_days_of]\ngiay_khai_sinh = 25550\n", "utf-8")
    monkeypatch.setenv("SOHOA_SETTINGS", str(file))
    assert retention_of(Settings()).of(["giay_khai_sinh"]) == timedelta(days=25550)
    monkeypatch.setenv("SOHOA_RETENTION_DAYS_OF", '{"quyet_dinh": 3650}')
    assert retention_of(Settings()).of(["quyet_dinh"]) == timedelta(days=3650)


@pytest.mark.parametrize("days", ['{"giay_khai_sinhh": 100}', '{"giay_khai_sinh": -1}', '{"giay_khai_sinh": 99999999}'])
def test_times_that_mean_nothing_are_refused(days: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A misspelled type would be kept too short a time, and nobody would notice."""
    monkeypatch.setenv("SOHOA_RETENTION_DAYS_OF", days)
    with pytest.raises(ValidationError):
        Settings()
