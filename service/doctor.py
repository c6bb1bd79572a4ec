"""Tells whether this machine is fit for the work.

Each ``judge_*`` turns a reading of ``service.machine`` into a finding, without I/O; ``examine`` brings both together.
"""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ocr.tessdata import LANGUAGES, is_refused
from service import machine
from service.limits import Limits

Level = Literal["ok", "warning", "missing"]


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found on one point, in Vietnamese and English.

    "warning" means that the work goes on but slower or at some risk, "missing" that it cannot be done.
    ``remedy`` is what to do, a command where one helps; empty exactly for "ok".
    """

    code: str
    level: Level
    vi: str
    en: str
    remedy: str = ""


OLDEST_PYTHON = (3, 11)
UNTESTED_PYMUPDF = 2
LIBRARIES = (
    "alembic",
    "minio",
    "numpy",
    "opencv-python-headless",
    "pdfplumber",
    "pikepdf",
    "pillow",
    "pillow-heif",
    "psycopg",
    "pydantic-settings",
    "pymupdf",
    "pytesseract",
    "redis",
    "rich",
    "rq",
    "sqlalchemy",
)
MEMORY_PER_JOB = Limits().memory_bytes
LEAST_SPACE = 2 << 30
LEAST_OPEN_FILES = 256


def examine() -> tuple[Finding, ...]:
    """Look at the machine and return one finding a point, always the same points in the same order; under a second."""
    return (
        judge_python(sys.version_info[:3]),
        judge_libraries({name: machine.installed_version(name) for name in LIBRARIES}),
        *judge_engines(machine.library_version(), machine.command_version()),
        judge_languages(machine.languages_folder()),
        judge_threads(os.environ.get("OMP_THREAD_LIMIT")),
        judge_fonts(found=machine.has_sample_font()),
        judge_memory(machine.memory_free(), machine.cores()),
        judge_temporary(found=machine.has_temporary_folder()),
        judge_space(machine.space_here()),
        judge_cores(machine.cores()),
        judge_open_files(machine.open_files()),
    )


def judge_python(version: tuple[int, ...]) -> Finding:
    """Judge the running Python."""
    shown = ".".join(map(str, version))
    if version < OLDEST_PYTHON:
        text = f"Python {shown}: cần từ 3.11", f"Python {shown}: 3.11 or later is needed"
        return Finding("python", "missing", *text, "sudo apt-get install python3 python3-venv")
    return Finding("python", "ok", f"Python {shown}", f"Python {shown}")


def judge_libraries(versions: Mapping[str, str | None]) -> Finding:
    """Judge the Python libraries by the versions that their installation declares (None: not installed)."""
    absent = ", ".join(name for name, version in versions.items() if version is None)
    if absent:
        vi, en = f"Thiếu thư viện Python: {absent}", f"Python libraries are missing: {absent}"
        return Finding("libraries", "missing", vi, en, "rm -r .venv; ./sohoa doctor")
    pymupdf = versions.get("pymupdf") or ""
    if int(pymupdf.partition(".")[0] or 0) >= UNTESTED_PYMUPDF:
        vi, en = f"PyMuPDF {pymupdf} chưa được thử; cần dưới 2", f"PyMuPDF {pymupdf} is untested; it has to be below 2"
        return Finding("libraries", "warning", vi, en, "rm -r .venv; ./sohoa doctor")
    return Finding("libraries", "ok", f"{len(versions)} thư viện Python", f"{len(versions)} Python libraries")


def judge_engines(library: str | None, command: str | None) -> tuple[Finding, Finding]:
    """Judge Tesseract inside tesserocr, which reads where it can, and the ``tesseract`` command, its stand-in.

    One of the two is enough to work; with neither, or with only a refused release, reading is impossible.
    """
    usable = tuple(version for version in (library, command) if version and not is_refused(version))
    lost: Level = "warning" if usable else "missing"
    return (
        _judge_engine("engine_library", "tesserocr", library, lost, ".venv/bin/pip install tesserocr"),
        _judge_engine("engine_command", "tesseract", command, lost, "sudo apt-get install tesseract-ocr"),
    )


def _judge_engine(code: str, name: str, version: str | None, lost: Level, remedy: str) -> Finding:
    if version is None:
        return Finding(code, lost, f"Không tìm thấy {name}", f"{name} is not there", remedy)
    if is_refused(version):
        vi = f"{name}: Tesseract {version} đọc sai, không được dùng"
        en = f"{name}: Tesseract {version} reads wrongly and is refused"
        return Finding(code, lost, vi, en, f"{remedy}  (5.3 / 5.5)")
    return Finding(code, "ok", f"{name}: Tesseract {version}", f"{name}: Tesseract {version}")


def judge_languages(folder: Path | None) -> Finding:
    """Judge the folder of the trained data: Vietnamese, and what tells which way a page stands (None: nowhere)."""
    named = ", ".join(LANGUAGES)
    if folder is None:
        vi = f"Không có thư mục nào chứa đủ dữ liệu Tesseract: {named}"
        en = f"No folder holds all of Tesseract's trained data: {named}"
        remedy = "sudo apt-get install " + " ".join(f"tesseract-ocr-{name}" for name in LANGUAGES)
        return Finding("languages", "missing", vi, en, remedy)
    return Finding("languages", "ok", f"Dữ liệu {named}: {folder}", f"Trained data {named}: {folder}")


def judge_threads(limit: str | None) -> Finding:
    """Judge ``OMP_THREAD_LIMIT``: readers set it to 1 for themselves, so only another value is worth a word."""
    if limit in {None, "", "1"}:
        return Finding("threads", "ok", "Tesseract chạy một luồng", "Tesseract runs one thread")
    vi = f"OMP_THREAD_LIMIT={limit}: nhiều luồng làm Tesseract chậm nhiều lần"
    en = f"OMP_THREAD_LIMIT={limit}: threads make Tesseract many times slower"
    return Finding("threads", "warning", vi, en, "export OMP_THREAD_LIMIT=1")


def judge_fonts(*, found: bool) -> Finding:
    """Judge the font of the demo's sample papers; digitising needs none."""
    if found:
        return Finding("fonts", "ok", "Phông chữ FreeSerif cho hồ sơ mẫu", "FreeSerif fonts for the samples")
    vi, en = "Thiếu phông chữ FreeSerif cho hồ sơ mẫu", "FreeSerif fonts for the samples are missing"
    return Finding("fonts", "warning", vi, en, "sudo apt-get install fonts-freefont-ttf")


def judge_memory(free: int | None, jobs: int) -> Finding:
    """Judge the memory that is available, in bytes (None: unknown), against what so many jobs may use."""
    if free is None:
        vi, en = "Không biết bộ nhớ còn trống", "The free memory is unknown"
        return Finding("memory", "warning", vi, en, "free -m")
    each = MEMORY_PER_JOB >> 20
    vi = f"Bộ nhớ còn trống {_gibibytes(free)}; --jobs {jobs} cần tới {jobs} × {each} MiB"
    en = f"{_gibibytes(free)} of memory free; --jobs {jobs} may need {jobs} × {each} MiB"
    if free < jobs * MEMORY_PER_JOB:
        fitting = max(1, free // MEMORY_PER_JOB)
        remedy = f"Đóng bớt chương trình, hoặc --jobs {fitting} / close programs, or --jobs {fitting}"
        return Finding("memory", "warning", vi, en, remedy)
    return Finding("memory", "ok", vi, en)


def judge_temporary(*, found: bool) -> Finding:
    """Judge the folder for temporary files: the processes cannot meet without one."""
    if not found:
        vi, en = "Không ghi được thư mục tạm", "No folder for temporary files can be written"
        return Finding("temporary_folder", "missing", vi, en, "export TMPDIR=…")
    return Finding("temporary_folder", "ok", "Ghi được thư mục tạm", "The folder for temporary files can be written")


def judge_space(free: int | None) -> Finding:
    """Judge the space of the current folder's disk, in bytes (None: unknown); work files lie beside the results."""
    remedy = "--out …  (ổ đĩa còn từ 2 GB / on a disk with 2 GB free)"
    if free is None:
        vi, en = "Không biết chỗ trống của thư mục hiện tại", "The free space of the current folder is unknown"
        return Finding("space", "warning", vi, en, remedy)
    vi = f"Thư mục hiện tại còn {_gibibytes(free)} cho kết quả và tệp tạm"
    en = f"{_gibibytes(free)} in the current folder for results and work files"
    return Finding("space", "warning", vi, en, remedy) if free < LEAST_SPACE else Finding("space", "ok", vi, en)


def judge_cores(count: int) -> Finding:
    """Judge the processor cores that may be used."""
    if count == 1:
        remedy = "Thêm lõi xử lý cho máy / give the machine another core"
        return Finding("cores", "warning", "Chỉ có 1 lõi: đọc từng trang một", "One core: one page at a time", remedy)
    return Finding("cores", "ok", f"{count} lõi xử lý", f"{count} cores")


def judge_open_files(limit: int) -> Finding:
    """Judge how many files a process may have open."""
    if limit < LEAST_OPEN_FILES:
        vi, en = f"Chỉ được mở {limit} tệp cùng lúc", f"Only {limit} files may be open at once"
        return Finding("open_files", "warning", vi, en, "ulimit -n 1024")
    return Finding("open_files", "ok", "Số tệp được mở cùng lúc: đủ", "Enough files may be open at once")


def _gibibytes(count: int) -> str:
    return f"{count / (1 << 30):.1f} GiB"
