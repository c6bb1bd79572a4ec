"""What `sohoa doctor` promises: the same points each time, each judged by its reading, with a remedy where due."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from service import doctor, machine
from service.doctor import Finding
from service.engines import best_engine

GIBIBYTE = 1 << 30


def test_this_machine_is_examined_point_by_point() -> None:
    """Every point has its own code, is worded in both languages, and offers a remedy exactly where it is not well."""
    findings = doctor.examine()
    codes = [finding.code for finding in findings]
    assert len(codes) == len(set(codes)) == 12
    assert all(finding.vi and finding.en for finding in findings)
    assert [finding for finding in findings if (finding.level == "ok") == bool(finding.remedy)] == []


def test_a_machine_that_runs_these_tests_lacks_nothing() -> None:
    """Where pages are read in the other tests, the doctor finds nothing missing."""
    assert [finding for finding in doctor.examine() if finding.level == "missing"] == []


def test_examining_imports_nothing_heavy() -> None:
    """The start stays quick: picture and PDF libraries are looked up, not loaded."""
    program = (
        "import sys; from service.doctor import examine; examine();"
        "print(*sorted({'cv2', 'numpy', 'pymupdf', 'pikepdf', 'pdfplumber'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


@pytest.mark.parametrize(
    ("library", "command", "levels"),
    [
        ("5.5.4", "5.3.0", ("ok", "ok")),
        (None, "5.3.0", ("warning", "ok")),
        ("5.5.4", None, ("ok", "warning")),
        (None, None, ("missing", "missing")),
        ("5.4.0", "5.3.0", ("warning", "ok")),
        (None, "5.4.0", ("missing", "missing")),
        ("5.4.0", "5.4.0", ("missing", "missing")),
    ],
)
def test_one_good_engine_is_enough(library: str | None, command: str | None, levels: tuple[str, str]) -> None:
    """Losing one of two engines is a warning; Tesseract 5.4.0 does not count as an engine."""
    assert tuple(finding.level for finding in doctor.judge_engines(library, command)) == levels


def test_missing_trained_data_are_named_with_their_packages() -> None:
    """The remedy can be copied into a shell as it stands."""
    finding = doctor.judge_languages(None)
    assert finding.level == "missing"
    assert finding.remedy == "sudo apt-get install tesseract-ocr-vie tesseract-ocr-osd"
    assert doctor.judge_languages(Path("/somewhere")).level == "ok"


@pytest.mark.parametrize(
    ("finding", "level"),
    [
        (doctor.judge_python((3, 10, 13)), "missing"),
        (doctor.judge_python((3, 11, 0)), "ok"),
        (doctor.judge_libraries({"numpy": "2.4", "pymupdf": None}), "missing"),
        (doctor.judge_libraries({"numpy": "2.4", "pymupdf": "2.0.1"}), "warning"),
        (doctor.judge_libraries({"numpy": "2.4", "pymupdf": "1.28.2"}), "ok"),
        (doctor.judge_threads(None), "ok"),
        (doctor.judge_threads("1"), "ok"),
        (doctor.judge_threads("4"), "warning"),
        (doctor.judge_fonts(found=True), "ok"),
        (doctor.judge_fonts(found=False), "warning"),
        (doctor.judge_memory(None, 1), "warning"),
        (doctor.judge_memory(4 * doctor.MEMORY_PER_JOB - 1, 4), "warning"),
        (doctor.judge_memory(4 * doctor.MEMORY_PER_JOB, 4), "ok"),
        (doctor.judge_temporary(found=False), "missing"),
        (doctor.judge_temporary(found=True), "ok"),
        (doctor.judge_space(None), "warning"),
        (doctor.judge_space(2 * GIBIBYTE - 1), "warning"),
        (doctor.judge_space(2 * GIBIBYTE), "ok"),
        (doctor.judge_cores(1), "warning"),
        (doctor.judge_cores(2), "ok"),
        (doctor.judge_open_files(255), "warning"),
        (doctor.judge_open_files(1024), "ok"),
    ],
)
def test_each_point_has_its_limits(finding: Finding, level: str) -> None:
    """What stops the work is missing, what slows or endangers it is a warning."""
    assert finding.level == level
    assert bool(finding.remedy) == (level != "ok")


def test_too_little_memory_names_the_jobs_that_fit() -> None:
    """The remedy is a number of jobs for which the memory suffices, at least one."""
    assert "--jobs 3" in doctor.judge_memory(4 * doctor.MEMORY_PER_JOB - 1, 4).remedy
    assert "--jobs 1" in doctor.judge_memory(0, 4).remedy


def test_the_space_is_that_of_the_current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Results usually go there; a folder that is gone has no known space."""
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    assert machine.space_here() is not None
    gone.rmdir()
    assert machine.space_here() is None


@pytest.mark.parametrize(("version", "engine"), [("5.3.0", "pytesseract"), ("5.4.0", None), ("5.4.0-rc2", None)])
def test_a_refused_release_is_never_chosen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: str, engine: str | None
) -> None:
    """A Tesseract that reads wrongly counts as missing, even when it is the engine asked for."""
    (tmp_path / "tesseract").write_text(f"#!/bin/sh\necho tesseract {version}\n", encoding="utf-8")
    (tmp_path / "tesseract").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert best_engine("pytesseract") == engine
    assert best_engine("tesserocr") == "tesserocr"


def test_a_missing_library_is_named() -> None:
    """The sentence says which of the libraries is absent, and only that."""
    finding = doctor.judge_libraries({"numpy": "2.4", "pikepdf": None})
    assert "pikepdf" in finding.vi
    assert "numpy" not in finding.vi


def test_the_memory_limit_of_a_container_counts(tmp_path: Path) -> None:
    """A container's limit less what it uses, with its cached files given back, is what is free."""
    (tmp_path / "memory.max").write_text(f"{2 * GIBIBYTE}\n")
    (tmp_path / "memory.current").write_text(f"{GIBIBYTE}\n")
    (tmp_path / "memory.stat").write_text("anon 5\ninactive_file 4096\n")
    (tmp_path / "meminfo").write_text("MemTotal: 99999999 kB\nMemAvailable:   9000000 kB\n")
    assert machine.memory_free(tmp_path, tmp_path / "meminfo") == GIBIBYTE + 4096


def test_without_a_container_the_machine_counts(tmp_path: Path) -> None:
    """An unlimited container ("max") says nothing; a machine that tells nothing is unknown, not empty."""
    (tmp_path / "memory.max").write_text("max\n")
    (tmp_path / "meminfo").write_text("MemAvailable:   9000000 kB\n")
    assert machine.memory_free(tmp_path, tmp_path / "meminfo") == 9_000_000 * 1024
    assert machine.memory_free(tmp_path, tmp_path / "nothing") is None


def test_the_command_tells_its_version() -> None:
    """The version is that of the command on the PATH, and a number."""
    assert shutil.which("tesseract") is not None
    version = machine.command_version()
    assert version is not None
    assert [part.isdigit() for part in version.split(".")] == [True, True, True]


def test_a_command_that_cannot_start_is_no_engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A broken installation is reported like a missing one."""
    (tmp_path / "tesseract").write_text("not a program", encoding="utf-8")
    (tmp_path / "tesseract").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert machine.command_version() is None


def test_a_distribution_that_is_not_installed_has_no_version() -> None:
    """An absent library is None, a present one has a version."""
    assert machine.installed_version("no-such-distribution") is None
    assert machine.installed_version("pillow") is not None
