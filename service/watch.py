"""A folder into which scanners write over the network: files are taken in once they are whole, and moved away.

It is polled, which also works on SMB and NFS. A file is moved to ``done`` only after its receipt; after a crash in
between it is taken in once more, and recognised. A refused one goes to ``refused`` with a file that says why.
"""

import contextlib
import errno
import os
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Literal

from ingest.completeness import is_complete
from service.inputs import shown_name
from service.intake import Incoming, Intake, Refusal, file_at
from service.messages import in_both_languages
from storage.admission import HandedIn, Receipt

DONE, REFUSED = "done", "refused"
_TEMPORARY_ENDINGS = (".part", ".partial", ".filepart", ".crdownload", ".download", ".tmp", ".temp", ".swp", "~")
_TEMPORARY_STARTS = (".", "~$", "~")
_OF_THE_SYSTEM = frozenset({"thumbs.db", "desktop.ini"})
_TRY_AGAIN = frozenset({"changed", "not_found"})
"""Refusals that say nothing about the file: it is left where it is and tried again."""
_DEEPEST = 2

_State = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class WatchRules:
    """How a folder is watched.

    ``handed_in`` is said of every file. What the first level of sub-folders names is ``folders``, a dossier or a unit;
    the second level then names a component or a dossier. A file is whole when it has not changed for
    ``settle_seconds`` and has its end, or has not changed for ``patience_seconds``.
    """

    handed_in: HandedIn
    folders: Literal["dossier", "unit"] = "dossier"
    settle_seconds: float = 3.0
    patience_seconds: float = 120.0


@dataclass(slots=True)
class _Seen:
    state: _State
    since: float = field(default_factory=time.monotonic)


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a file: its name below the folder, and the receipt or the refusal."""

    name: str
    answer: Receipt | Refusal


class WatchedFolder:
    """Remembers which files it has seen, and since when they have not changed."""

    def __init__(self, folder: Path, rules: WatchRules) -> None:
        self._folder, self._rules = folder, rules
        self._seen: dict[Path, _Seen] = {}

    def ready(self) -> tuple[Path, ...]:
        """Look once and return the files that are whole, by name.

        :raises OSError: when the folder cannot be listed.
        """
        found = {path: state for path in _files(self._folder) if (state := _state(path)) is not None}
        self._seen = {path: self._still(path, state) for path, state in found.items()}
        now = time.monotonic()
        return tuple(path for path in sorted(found) if self._is_whole(path, now - self._seen[path].since))

    def take(self, paths: Sequence[Path], intake: Intake) -> Iterator[Taken]:
        """Take whole files in, move each away as its answer comes, and yield what became of it.

        :raises storage.errors.StorageError: when files cannot be kept now; they stay where they are.
        """
        files: dict[Path, Incoming] = {}
        for path in paths:
            try:
                files[path] = file_at(path, self._handed_in(path))
            except ValueError:  # a folder whose name is no code
                yield self._taken(path, Refusal("bad_words"))
        for path, answer in zip(files, intake.take_all(files.values()), strict=True):
            yield self._taken(path, answer)

    def _taken(self, path: Path, answer: Receipt | Refusal) -> Taken:
        if self._is_unchanged(path):
            self._move_away(path, answer)
        return Taken(str(path.relative_to(self._folder)), answer)

    def _still(self, path: Path, state: _State) -> _Seen:
        before = self._seen.get(path)
        return before if before is not None and before.state == state else _Seen(state)

    def _is_whole(self, path: Path, unchanged_seconds: float) -> bool:
        if unchanged_seconds < self._rules.settle_seconds:
            return False
        if unchanged_seconds >= self._rules.patience_seconds:
            return True
        try:
            with path.open("rb") as file:
                return is_complete(file)
        except OSError:
            return False

    def _is_unchanged(self, path: Path) -> bool:
        return path in self._seen and _state(path) == self._seen[path].state

    def _handed_in(self, path: Path) -> HandedIn:
        """Return what is said of a file, by its name and the folders it lies in.

        :raises ValueError: when a folder's name is no code.
        """
        said = replace(self._rules.handed_in, name=shown_name(path))
        folders = [shown_name(Path(part)) for part in path.relative_to(self._folder).parts[:-1]]
        first, second = (*folders, "", "")[:2]
        if self._rules.folders == "dossier":
            return replace(said, dossier=first or said.dossier, component=second or said.component)
        return replace(said, unit=first or said.unit, dossier=second or said.dossier)

    def _move_away(self, path: Path, answer: Receipt | Refusal) -> None:
        """Move a file to where the answer says; one that another watcher has moved is no matter."""
        if isinstance(answer, Refusal) and answer.code in _TRY_AGAIN:
            self._seen[path].since = time.monotonic()
            return
        kind = REFUSED if isinstance(answer, Refusal) else DONE
        target = _free_name(self._folder / kind / path.relative_to(self._folder))
        target.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(answer, Refusal):
            _write_reason(target.with_name(f"{target.name}.txt"), path, answer.code)
        with contextlib.suppress(FileNotFoundError):
            path.rename(target)
        self._seen.pop(path, None)


def prepare(folder: Path) -> None:
    """Make the folders into which files are moved.

    :raises OSError: when that cannot be done: then nothing may be taken in, since it could not be moved away.
    """
    for name in (DONE, REFUSED):
        (folder / name).mkdir(exist_ok=True)
        if not os.access(folder / name, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(folder / name))


def _files(folder: Path, depth: int = 0) -> Iterator[Path]:
    """Yield the files in a folder and its sub-folders that may be meant for us."""
    for entry in sorted(folder.iterdir()):
        if _is_not_meant(entry.name):
            continue
        if entry.is_symlink():
            continue
        if entry.is_file():
            yield entry
        elif entry.is_dir() and depth < _DEEPEST and not (depth == 0 and entry.name in {DONE, REFUSED}):
            with contextlib.suppress(OSError):  # a folder that is closed to us does not close the others
                yield from _files(entry, depth + 1)


def _is_not_meant(name: str) -> bool:
    lower = name.lower()
    return lower.startswith(_TEMPORARY_STARTS) or lower.endswith(_TEMPORARY_ENDINGS) or lower in _OF_THE_SYSTEM


def _state(path: Path) -> _State | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns, found.st_ino


def _free_name(path: Path) -> Path:
    """Return a path that is not taken: this one, else with a number before its ending."""
    candidate, number = path, 1
    while os.path.lexists(candidate):
        number += 1
        candidate = path.with_name(f"{path.stem}-{number}{path.suffix}")
    return candidate


def _write_reason(path: Path, refused: Path, code: str) -> None:
    vietnamese, english = in_both_languages(code)
    moment = datetime.now().astimezone().isoformat(timespec="seconds")
    text = f"{shown_name(refused)}\n{vietnamese}\n{english}\n[{code}] {moment}\n"
    part = path.with_name(f".{path.name}.part")
    part.write_text(text, "utf-8")
    part.replace(path)
