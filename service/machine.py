"""What this machine is and has: small readings for ``service.doctor``, each quick and free of judgement."""

import contextlib
import importlib.metadata
import os
import re
import resource
import shutil
import subprocess
import tempfile
from pathlib import Path

from ocr.errors import EngineMissingError
from ocr.tessdata import tessdata_folder

SAMPLE_FONT = Path("/usr/share/fonts/truetype/freefont/FreeSerif.ttf")
_VERSION = re.compile(r"tesseract v?(\d+(?:\.\d+)*)")
_COMMAND_SECONDS = 10.0


def library_version() -> str | None:
    """Return the version of Tesseract inside tesserocr, such as "5.5.4"; None where tesserocr is not installed."""
    try:
        import tesserocr  # noqa: PLC0415 - the other readings must work on a machine without it
    except ImportError:
        return None
    return _version_in(tesserocr.tesseract_version())


def command_version() -> str | None:
    """Return the version of the ``tesseract`` command; None where there is none or it does not start."""
    command = shutil.which("tesseract")
    if command is None:
        return None
    try:
        # S603: the program is the user's own installation, and takes no word of ours
        done = subprocess.run(  # noqa: S603 - see above
            [command, "--version"], capture_output=True, text=True, timeout=_COMMAND_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return _version_in(done.stdout or done.stderr)


def _version_in(announcement: str) -> str | None:
    found = _VERSION.search(announcement)
    return found[1] if found else None


def languages_folder() -> Path | None:
    """Return the folder of Tesseract's trained data, or None."""
    try:
        return tessdata_folder()
    except EngineMissingError:
        return None


def installed_version(distribution: str) -> str | None:
    """Return the version of an installed Python distribution without importing it."""
    try:
        return importlib.metadata.version(distribution)
    except importlib.metadata.PackageNotFoundError:
        return None


def has_sample_font() -> bool:
    """Tell whether the font that the sample papers are set in is installed, where their generator looks for it."""
    return SAMPLE_FONT.is_file()


def memory_free(cgroup: Path = Path("/sys/fs/cgroup"), meminfo: Path = Path("/proc/meminfo")) -> int | None:
    """Return the bytes that a new process can use, the limit of a container (cgroup v2) counted; None if unknown."""
    known = [free for free in (_memory_of_machine(meminfo), _memory_of_container(cgroup)) if free is not None]
    return min(known, default=None)


def _memory_of_machine(meminfo: Path) -> int | None:
    with contextlib.suppress(OSError):
        for line in meminfo.read_text("ascii").splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) * 1024
    return None


def _memory_of_container(cgroup: Path) -> int | None:
    """Count pages of inactive files as free: the kernel gives them up first."""
    with contextlib.suppress(OSError, ValueError, KeyError):
        limit = int((cgroup / "memory.max").read_text("ascii"))
        used = int((cgroup / "memory.current").read_text("ascii"))
        statistics = dict(line.split() for line in (cgroup / "memory.stat").read_text("ascii").splitlines())
        return max(0, limit - used + int(statistics["inactive_file"]))
    return None


def has_temporary_folder() -> bool:
    """Tell whether a folder for temporary files can be written; the processes meet there."""
    try:
        tempfile.gettempdir()
    except OSError:
        return False
    return True


def space_here() -> int | None:
    """Return the free bytes of the disk that holds the current folder; None where it cannot be told."""
    try:
        return shutil.disk_usage(Path.cwd()).free
    except OSError:
        return None


def cores() -> int:
    """Return the number of processor cores that this process may use."""
    return len(os.sched_getaffinity(0))


def open_files() -> int:
    """Return how many files one process may have open; a missing limit is a very large number."""
    limit, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return limit if limit != resource.RLIM_INFINITY else 1 << 62
