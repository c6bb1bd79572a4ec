"""Which files to digitise, and under which names their results are kept."""

import os
import secrets
import shutil
import unicodedata
from collections.abc import Iterable
from itertools import count
from pathlib import Path

JSON_NAME, TEXT_NAME, PDF_NAME = "{}.json", "{}.txt", "{}.searchable.pdf"
_LONGEST_STEM = 230
"""Bytes; file systems take names of 255, and the longest ending and a number are added."""
_UNPRINTABLE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Unicode categories that would act on a terminal, a table or the reading direction instead of being seen."""
_STAND_IN = "\ufffd"


def files_of(inputs: Iterable[Path], out: Path) -> tuple[Path, ...]:
    """Return the named files and those in the named folders, deep and by name.

    Hidden files and ``out`` are left out; links to folders are followed, each folder once.
    A file that was named stays in the list even when it does not exist: that is told later, as its state.
    """
    found: dict[Path, None] = {}
    for named in inputs:
        if os.path.isdir(named):  # noqa: PTH112 - unlike Path's it also answers to names that no file can have
            found.update(dict.fromkeys(_inside(named, out.resolve())))
        else:
            found[named] = None
    return tuple(found)


def _inside(folder: Path, out: Path) -> Iterable[Path]:
    closed: list[Path] = []  # folders that cannot be looked into are told like files that cannot be read
    seen = {out, folder.resolve()}  # real paths: a link may lead back to a folder above it
    walk = os.walk(folder, onerror=lambda error: closed.append(Path(error.filename)), followlinks=True)
    for place, folders, names in walk:
        folders[:] = [name for name in sorted(folders) if not name.startswith(".") and _is_new(Path(place, name), seen)]
        yield from (Path(place, name) for name in sorted(names) if not name.startswith("."))
    yield from closed


def _is_new(folder: Path, seen: set[Path]) -> bool:
    real = folder.resolve()
    if real in seen:
        return False
    seen.add(real)
    return True


def shown_name(path: Path) -> str:
    """Return the name of a file as it can be printed and written as JSON; what cannot becomes U+FFFD."""
    name = os.fsencode(path.name).decode("utf-8", "replace")
    return "".join(_STAND_IN if unicodedata.category(letter) in _UNPRINTABLE else letter for letter in name)


def result_stem(path: Path) -> str:
    """Return the stem under which the results of a file are kept: its own, where every system and program takes it."""
    stem = Path(shown_name(path)).stem.replace(_STAND_IN, "_")
    return stem.encode()[:_LONGEST_STEM].decode("utf-8", "ignore")


def publish(results: dict[str, Path], out: Path, stem: str) -> tuple[str, ...]:
    """Put finished files into the output folder under one free stem, and return their names.

    ``results`` maps a name pattern to a file on the same file system; the JSON comes last, so that where it stands
    all stand. Nothing is ever overwritten: where a name is taken, even by another program at this moment, ``stem-2``
    and so on are tried.

    :raises OSError: when the folder cannot be written.
    """
    ordered = sorted(results.items(), key=lambda item: item[0] == JSON_NAME)
    for attempt in count(1):
        base = stem if attempt == 1 else f"{stem}-{attempt}"
        if any(os.path.lexists(out / pattern.format(base)) for pattern in (JSON_NAME, TEXT_NAME, PDF_NAME)):
            continue
        placed = _place_all([(source, out / pattern.format(base)) for pattern, source in ordered])
        if placed:
            return tuple(pattern.format(base) for pattern, _ in ordered)
    message = "unreachable: names never run out"
    raise AssertionError(message)


def _place_all(pairs: list[tuple[Path, Path]]) -> bool:
    """Place every file at its target, or none of them; False where a target came into being meanwhile.

    :raises OSError: when the folder cannot be written.
    """
    done: list[Path] = []
    for source, target in pairs:
        try:
            _place(source, target)
        except OSError as error:
            for path in done:
                path.unlink()
            if isinstance(error, FileExistsError):
                return False
            raise
        done.append(target)
    return True


def _place(source: Path, target: Path) -> None:
    """Let the target come into being with all its bytes; the source stays, so that another name can be tried.

    :raises FileExistsError: when the target exists.
    """
    try:
        target.hardlink_to(source)
    except FileExistsError:
        raise
    except OSError:  # no hard links on this file system (FAT, some network shares)
        _place_copy(source, target)


def _place_copy(source: Path, target: Path) -> None:
    copy = target.with_name(f".sohoa-{secrets.token_hex(8)}")
    try:
        with source.open("rb") as whole, copy.open("xb") as out:
            shutil.copyfileobj(whole, out)
            out.flush()
            os.fsync(out.fileno())
        target.touch(exist_ok=False)  # takes the name, which a mere replacement would take from its owner
        try:
            copy.replace(target)
        except BaseException:  # a stop by the user too leaves no empty file behind
            target.unlink()
            raise
    finally:
        copy.unlink(missing_ok=True)
