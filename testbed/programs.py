"""Finds the servers' programs. What is missing is installed or built by ``./sohoa test``, never here."""

import os
import shutil
from pathlib import Path

from testbed.errors import ServerMissingError

_GO_PROGRAMS = Path(__file__).with_name("go_programs.txt")  # the launcher builds from the same lines
_DEBIAN_POSTGRES = Path("/usr/lib/postgresql")


def find_postgres() -> Path:
    """Return the folder with ``initdb`` and ``postgres``: Debian's newest version, else the one on the PATH.

    :raises ServerMissingError: when there is none.
    """
    versions = [path for path in _DEBIAN_POSTGRES.glob("*/bin") if path.parent.name.isdecimal()]
    folders = sorted(versions, key=lambda path: int(path.parent.name), reverse=True)
    on_path = shutil.which("postgres")
    if on_path is not None:
        folders.append(Path(on_path).resolve().parent)
    for folder in folders:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    message = "PostgreSQL is not on this machine"
    raise ServerMissingError(message)


def find_redis() -> Path:
    """Return ``redis-server``.

    :raises ServerMissingError: when there is none.
    """
    found = shutil.which("redis-server")
    if found is None:
        message = "Redis is not on this machine"
        raise ServerMissingError(message)
    return Path(found)


def find_go_program(name: str) -> Path:
    """Return ``minio`` or ``versitygw``: named by SOHOA_MINIO or SOHOA_VERSITYGW, else on the PATH, else built by us.

    :raises ServerMissingError: when there is none, or the variable names no program.
    """
    named = os.environ.get(f"SOHOA_{name.upper()}")
    found = named or shutil.which(name) or str(_built(name))
    if not os.access(found, os.X_OK):
        message = f"{name} is not on this machine (looked for {found})"
        raise ServerMissingError(message)
    return Path(found).absolute()


def _built(name: str) -> Path:
    """Return where the launcher puts what it builds: in the cache folder of the user, under the version."""
    cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    lines = (line.split() for line in _GO_PROGRAMS.read_text(encoding="utf-8").splitlines())
    versions = {name: version for name, _module, version in lines}
    return Path(cache) / "sohoa" / "servers" / name / versions[name] / name
