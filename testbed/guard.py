"""Waits for the end of the process that started servers, then ends what that process left and removes its folder.

Usage: python guard.py FOLDER PID

A process killed outright cannot stop its servers. Linux can send a child a signal at its parent's death, but at the
death of the *thread* that started it, and a server's own children are not told. So this small process watches instead.
It imports nothing of the project, since it runs without its paths. Each server wrote down who it is before it began.
"""

import os
import select
import shutil
import signal
import sys
import time
from pathlib import Path

IDENTITY = "process"
"""The file in a server's folder with its line of ``/proc/PID/stat``."""

_GENTLE_SECONDS = 3.0
_EVERY_SECONDS = 0.02


def tree_of(pid: int) -> tuple[int, ...]:
    """Return a process and all its descendants, parents before children; empty when it has ended."""
    children: dict[int, list[int]] = {}
    for child in _pids():
        children.setdefault(_parent_of(child), []).append(child)
    found = [pid] if is_alive(pid) else []
    for parent in found:
        found.extend(children.get(parent, ()))
    return tuple(found)


def is_alive(pid: int) -> bool:
    """Tell whether a process is there and not merely waiting to be collected by its parent."""
    return _state_of(pid) not in {b"", b"Z", b"X"}


def signal_each(pids: tuple[int, ...], number: signal.Signals) -> None:
    """Send a signal to each process that still is."""
    for pid in pids:
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            continue


def wait_for_end(pids: tuple[int, ...], seconds: float) -> bool:
    """Wait until all processes have ended; tell whether they have."""
    until = time.monotonic() + seconds
    while any(is_alive(pid) for pid in pids):
        if time.monotonic() > until:
            return False
        time.sleep(_EVERY_SECONDS)
    return True


def servers_of(folder: Path) -> tuple[int, ...]:
    """Return the processes of all servers of a folder."""
    found: list[int] = []
    for identity in folder.glob(f"*/{IDENTITY}"):
        then = identity.read_bytes()
        pid = int(then.partition(b" ")[0] or 0)
        began = _began(then)
        if began is not None and began == _began(_line_of(pid)):  # else it has ended, and the number is another's
            found.extend(tree_of(pid))
    return tuple(found)


def end_servers(folder: Path) -> None:
    """End all servers of a folder: asked first, since PostgreSQL then gives back its shared memory; then killed."""
    running = servers_of(folder)
    signal_each(running, signal.SIGINT)
    if not wait_for_end(running, _GENTLE_SECONDS):
        signal_each(running, signal.SIGKILL)
        signal_each(servers_of(folder), signal.SIGKILL)
        wait_for_end(running, _GENTLE_SECONDS)


def _pids() -> list[int]:
    return [int(path.name) for path in Path("/proc").iterdir() if path.name.isdecimal()]


def _line_of(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/stat").read_bytes()
    except OSError:
        return b""


def _fields(line: bytes) -> list[bytes]:
    """Return what stands behind the program's name, which may hold blanks and brackets itself."""
    return line.rpartition(b") ")[2].split()


def _state_of(pid: int) -> bytes:
    return next(iter(_fields(_line_of(pid))), b"")


def _parent_of(pid: int) -> int:
    fields = _fields(_line_of(pid))
    return int(fields[1]) if fields else 0


def _began(line: bytes) -> bytes | None:
    """Return when the process began, in ticks since the machine did."""
    fields = _fields(line)
    return fields[19] if fields else None


def _wait_for(parent: int) -> None:
    try:
        watched = os.pidfd_open(parent)
    except ProcessLookupError:
        return
    if os.getppid() == parent:  # otherwise it had ended before we looked, and the number may be another's
        select.select([watched], [], [])


def main() -> None:
    """Do what the module says."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    folder = Path(sys.argv[1])
    _wait_for(int(sys.argv[2]))
    end_servers(folder)
    shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
