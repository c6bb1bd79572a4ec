"""One running server: started, stopped, killed, paused and started again, on the same port and data."""

import os
import pwd
import random
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from testbed.errors import ServerFailedError
from testbed.guard import IDENTITY, is_alive, signal_each, tree_of, wait_for_end

HOST = "127.0.0.1"

_PORTS = range(20_000, 32_000)  # below what Linux gives to outgoing connections: free again when a killed one returns
_START_SECONDS = 60.0
_KILL_SECONDS = 15.0
_EVERY_SECONDS = 0.02
_LOG_CHARACTERS = 2_000
_INTRODUCTION = f'read -r line </proc/$$/stat && printf "%s\\n" "$line" >{IDENTITY} && exec "$@"'


@dataclass(frozen=True, slots=True)
class Launch:
    """How a server is started. ``is_ready`` tells whether it answers; a user is named where root is refused.

    After ``patience_seconds`` one that does not follow the request to end is killed.
    """

    name: str
    command: tuple[str, ...]
    folder: Path
    is_ready: Callable[[], bool]
    environment: dict[str, str] = field(default_factory=dict)
    user: str | None = None
    patience_seconds: float = 15.0

    @property
    def log(self) -> Path:
        """The file with what it says."""
        return self.folder / "log"


class Server:
    """A server as a tree of processes, which all calls treat as one. Not for use by several threads at once."""

    def __init__(self, launch: Launch) -> None:
        self._launch = launch
        self._process: subprocess.Popen[bytes] | None = None
        self._paused: tuple[int, ...] = ()

    @property
    def name(self) -> str:
        """The server's name."""
        return self._launch.name

    @property
    def log(self) -> Path:
        """The file with what it says."""
        return self._launch.log

    def is_running(self) -> bool:
        """Tell whether its first process is there, paused or not."""
        return self._process is not None and self._process.poll() is None

    def processes(self) -> tuple[int, ...]:
        """Return the ids of its processes, the first one first; none when that one has ended."""
        # The number of a process that has ended is not asked for: it may belong to another by now.
        return tree_of(self._process.pid) if self._process is not None and self._process.poll() is None else ()

    def start(self) -> None:
        """Start it and wait until it answers. One that runs is left as it is.

        :raises ServerFailedError: when it ends or does not answer within a minute.
        """
        if self.is_running():
            return
        self._process = spawn(self._launch)
        until = time.monotonic() + _START_SECONDS
        while not self._launch.is_ready():
            if not self.is_running() or time.monotonic() > until:
                self.kill()
                raise ServerFailedError(_last_words(self._launch))
            time.sleep(_EVERY_SECONDS)

    def stop(self) -> None:
        """End it the orderly way; it is killed when it does not follow."""
        self.resume()
        running = self.processes()
        signal_each(running[:1], signal.SIGINT)
        if not wait_for_end(running, self._launch.patience_seconds):
            self._kill(running)
        self._collect()

    def kill(self) -> None:
        """End all its processes at once with SIGKILL; returns when they are gone."""
        self._kill(self._halted())
        self._paused = ()
        self._collect()

    def pause(self) -> None:
        """Make it fall silent: connections stay open and nothing answers."""
        self._paused = self._halted()

    def resume(self) -> None:
        """Let it go on after a pause."""
        signal_each(self._paused, signal.SIGCONT)
        self._paused = ()

    def _halted(self) -> tuple[int, ...]:
        """Stop all processes and return them; looks again until no child was born meanwhile."""
        halted: tuple[int, ...] = ()
        while (running := self.processes()) != halted:
            signal_each(running, signal.SIGSTOP)
            halted = running
        return halted

    def _kill(self, running: tuple[int, ...]) -> None:
        signal_each(running, signal.SIGKILL)
        wait_for_end(running, _KILL_SECONDS)

    def _collect(self) -> None:
        if self._process is not None and not is_alive(self._process.pid):
            self._process.wait()


def spawn(launch: Launch) -> subprocess.Popen[bytes]:
    """Start the command in its folder, under its user, away from our terminal, with a small environment.

    It writes down who it is before it becomes the program: so there is no moment in which the guard does not know it.
    """
    environment = {"PATH": os.defpath, "HOME": str(launch.folder), "LC_ALL": "C.UTF-8"} | launch.environment
    with launch.log.open("ab") as log:
        return subprocess.Popen(
            ("/bin/sh", "-c", _INTRODUCTION, "sh", *launch.command),
            cwd=launch.folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            user=launch.user,
            group=None if launch.user is None else pwd.getpwnam(launch.user).pw_gid,
            extra_groups=None if launch.user is None else [],
        )


def run(launch: Launch) -> None:
    """Run a command that ends by itself, such as one that prepares a server's data.

    :raises ServerFailedError: when it fails.
    """
    if spawn(launch).wait(_START_SECONDS) != 0:
        raise ServerFailedError(_last_words(launch))


def free_port() -> int:
    """Return a port on which nobody listens; nobody else is asked for it, but anybody may take it."""
    for port in random.SystemRandom().sample(_PORTS, 100):
        with socket.socket() as tried:
            try:
                tried.bind((HOST, port))
            except OSError:
                continue
            return port
    message = "no free port"
    raise ServerFailedError(message)


def _last_words(launch: Launch) -> str:
    said = launch.log.read_text(encoding="utf-8", errors="replace")[-_LOG_CHARACTERS:]
    return f"{launch.name} did not start; it said:\n{said}"
