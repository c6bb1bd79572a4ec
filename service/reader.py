"""What a reader process does: confine itself, then run one stage after another and answer with a result or a code."""

import errno
import os
from importlib import import_module
from multiprocessing.connection import Connection
from typing import Any

from service.job import Stage
from service.limits import Limits, confine, give_back_memory

READY = "ready"
"""The first message of a reader, once it is confined; answers are pairs (result, code), one of them None."""

_DISK_ERRORS = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EFBIG})
_DISK_FULL = os.strerror(errno.ENOSPC)
"""qpdf passes the system's words on, without the number."""
_NO_MEMORY = "Insufficient memory"
"""OpenCV's words for it, in an error of its own."""


def serve(connection: "Connection[Any, Any]", limits: Limits, work: str) -> None:
    """Answer tasks until the leading process closes the connection or dies."""
    confine(limits, work)
    try:
        connection.send(READY)
        while True:
            connection.send(_attempt(connection.recv()))
            give_back_memory()
    except (EOFError, OSError):
        return  # nobody is left to answer to


def _attempt(arguments: tuple[Any, ...]) -> tuple[Any, str | None]:
    """Run a stage. No exception leaves the process: some cannot be pickled, and their texts concern nobody outside."""
    try:
        return _run(*arguments), None
    except Exception as error:  # noqa: BLE001 - the edge of the job: whatever a parser raises becomes a code
        return None, code_of(error)


def _run(stage: Stage, *arguments: Any) -> Any:
    """Run a stage, which travels by name: the process that leads the readers never loads a parser."""
    return getattr(import_module("service.stages"), stage)(*arguments)


def code_of(error: BaseException) -> str:
    """Return the code of a stage's failure; a full disk and exhausted memory are found below other errors too."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, MemoryError) or _NO_MEMORY in str(cause):
            return "out_of_memory"
        if (isinstance(cause, OSError) and cause.errno in _DISK_ERRORS) or _DISK_FULL in str(cause):
            return "not_written"
        cause = cause.__cause__
    if isinstance(error, FileNotFoundError | PermissionError | IsADirectoryError):
        return "not_found"
    code = getattr(error, "code", None)
    return code if isinstance(code, str) else "internal"
