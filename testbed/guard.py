"""Waits for the end of the process that started servers, then ends what that process left and removes its folder.

Usage: python guard.py FOLDER PID

A process killed outright cannot stop its servers. Linux can send a child a signal at its parent's death, but at the
death of the *thread* that started it, and a server's own children are not told. So this small process watches instead.
It imports nothing of the project, since it runs without its paths. A server is known by a variable in its environment.
"""

import os
import select
import shutil
import signal
import sys
import time
from pathlib import Path

MARK = "SOHOA_TESTBED"
"""The environment variable that says to which folder a server belongs."""

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
    return _stat_of(pid)[:1] not in {b"", b"Z", b"X"}


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
    """Return the processes that carry the mark of the folder, and their descendants, which may have lost it."""
    mark = f"{MARK}={folder}".encode()
    found: list[int] = []
    for pid in _pids():
        try:
            environment = Path(f"/proc/{pid}/environ").read_bytes()
        except OSError:  # ended, or another user's: not ours
            continue
        if mark in environment.split(b"\0"):
            found.extend(tree_of(pid))
    return tuple(dict.fromkeys(found))


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


def _stat_of(pid: int) -> bytes:
    """Return what ``/proc/PID/stat`` says behind the program's name, which may hold blanks and brackets itself."""
    try:
        return Path(f"/proc/{pid}/stat").read_bytes().rpartition(b") ")[2]
    except OSError:
        return b""


def _parent_of(pid: int) -> int:
    fields = _stat_of(pid).split()
    return int(fields[1]) if len(fields) > 1 else 0


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
