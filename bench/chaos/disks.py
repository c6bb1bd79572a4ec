"""Disks that fill up. As root each is a small file system in memory, in a mount namespace that ends with the run.

Elsewhere a full disk is played by a limit on the size of files (RLIMIT_FSIZE) of the processes that write to it.
"""

import errno
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

PRIVATE = "SOHOA_BENCH_PRIVATE_MOUNTS"
_FILLER = "filler"
_SIZE = "size=192m,mode=0700"


def enter_private_mounts() -> None:
    """Begin this program anew where what it mounts is seen by nobody else and ends with it; root only."""
    if os.geteuid() != 0 or os.environ.get(PRIVATE) or shutil.which("unshare") is None:
        return
    if subprocess.run(["unshare", "--mount", "true"], check=False, capture_output=True).returncode != 0:
        return
    os.environ[PRIVATE] = "1"
    program = ["unshare", "--mount", "--propagation", "private", sys.executable, "-m", "bench", *sys.argv[1:]]
    os.execvp("unshare", program)  # noqa: S606 - it is this program again


@dataclass(slots=True)
class Disk:
    """A folder that can be full. ``writers`` tells the processes that write to it."""

    folder: Path
    writers: Callable[[], Iterable[int]]
    mounted: bool = False
    _limited: list[int] = field(default_factory=list)

    def mount(self) -> None:
        """Make the folder, as a file system of its own where that is allowed."""
        self.folder.mkdir(parents=True, exist_ok=True)
        if os.environ.get(PRIVATE):
            command = ["mount", "-t", "tmpfs", "-o", _SIZE, "none", str(self.folder)]
            self.mounted = subprocess.run(command, check=False, capture_output=True).returncode == 0

    def fill(self) -> None:
        """Leave no room."""
        if self.mounted:
            _fill(self.folder / _FILLER)
            return
        for pid in self.writers():
            if _limit(pid, 0):
                self._limited.append(pid)

    def free(self) -> None:
        """Make room again."""
        if self.mounted:
            (self.folder / _FILLER).unlink(missing_ok=True)
        while self._limited:
            _limit(self._limited.pop(), resource.RLIM_INFINITY)


def _fill(path: Path) -> None:
    descriptor = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600)
    try:
        room = os.statvfs(path.parent)
        os.posix_fallocate(descriptor, 0, max(1, room.f_bavail * room.f_frsize))
        while True:
            os.write(descriptor, bytes(4096))
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
    finally:
        os.close(descriptor)


def _limit(pid: int, size: int) -> bool:
    try:
        _, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, hard))
    except (ProcessLookupError, PermissionError):
        return False
    return True
