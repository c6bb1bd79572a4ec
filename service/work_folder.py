"""The hidden folder in which a batch works, inside the output folder so that results are moved in one file system.

Its owner holds a lock on it for as long as it lives. What a killed batch left behind is known by the missing lock and
removed by the next batch; process numbers would not tell, between containers and over network shares.
"""

import contextlib
import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from service.errors import OutputFolderError

_PREFIX = ".sohoa-"


@contextmanager
def work_folder(out: Path) -> Iterator[Path]:
    """Make ``out`` where it is missing and a folder in it for this batch, which is always removed.

    :raises OutputFolderError: when ``out`` cannot be written.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
        with _locked(out, wait=True):  # a batch that starts at the same moment must not take our folder for abandoned
            _sweep(out)
            folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=out.absolute()))
            lock = contextlib.ExitStack()
            lock.enter_context(_locked(folder, wait=False))
    except OSError as error:
        raise OutputFolderError(str(error)) from error
    try:
        with lock:
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _sweep(out: Path) -> None:
    """Remove the folders of batches that are no more."""
    for folder in out.glob(f"{_PREFIX}*"):
        if folder.is_dir() and not folder.is_symlink():
            with _locked(folder, wait=False) as ours:
                if ours:
                    shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _locked(folder: Path, *, wait: bool) -> Iterator[bool]:
    """Lock a folder and yield whether that worked; where file systems know no locks it never does."""
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except OSError:
        yield False
        return
    try:
        yield _lock(handle, wait=wait)
    finally:
        os.close(handle)


def _lock(handle: int, *, wait: bool) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except OSError:
        return False
    return True
