"""A temporary folder with servers in it, all of which end with it."""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Self

from testbed import guard
from testbed.server import Launch, Server


class ServerFolder:
    """Starts servers in a folder of its own; use it in a ``with`` statement.

    At the end the servers are stopped and the folder is removed. When this process ends in any other way, the guard
    beside it does that within some seconds.
    """

    def __init__(self) -> None:
        self._servers: list[Server] = []
        # The servers may run as another user, who has to pass through; only the owner can list what is in it.
        self.path = Path(tempfile.mkdtemp(prefix="sohoa-servers-")).resolve()
        self.path.chmod(0o711)
        self._guard = subprocess.Popen(
            [sys.executable, "-I", "-S", guard.__file__, self.path, str(os.getpid())],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,  # a pipe of ours ends with us
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def make_folder(self, name: str, user: str | None = None) -> Path:
        """Make a folder that only its user may enter."""
        folder = Path(tempfile.mkdtemp(prefix=f"{name}-", dir=self.path))
        if user is not None:
            os.chown(folder, pwd.getpwnam(user).pw_uid, pwd.getpwnam(user).pw_gid)
        return folder

    def start(self, launch: Launch) -> Server:
        """Start a server that ends with this folder, and return it when it answers.

        :raises ServerFailedError: when it does not start.
        """
        server = Server(launch)
        self._servers.append(server)
        server.start()
        return server

    def close(self) -> None:
        """Stop all servers, the last one first, and remove the folder."""
        for server in reversed(self._servers):
            server.stop()
        self._servers.clear()
        self._guard.send_signal(signal.SIGKILL)
        self._guard.wait()
        guard.end_servers(self.path)
        shutil.rmtree(self.path)
