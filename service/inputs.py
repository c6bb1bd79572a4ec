"""Which files to digitise, and under which names their results are kept."""

import os
from collections.abc import Iterable
from itertools import count
from pathlib import Path

JSON_NAME, TEXT_NAME, PDF_NAME = "{}.json", "{}.txt", "{}.searchable.pdf"


def files_of(inputs: Iterable[Path], out: Path) -> tuple[Path, ...]:
    """Return the named files and those in the named folders, deep and by name.

    Hidden files and ``out`` are left out.
    A file that was named stays in the list even when it does not exist: that is told later, as its state.
    """
    found: dict[Path, None] = {}
    for named in inputs:
        if named.is_dir():
            found.update(dict.fromkeys(_inside(named, out.resolve())))
        else:
            found[named] = None
    return tuple(found)


def _inside(folder: Path, out: Path) -> Iterable[Path]:
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and Path(place, name).resolve() != out)
        yield from (Path(place, name) for name in sorted(names) if not name.startswith("."))


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
        if any((out / pattern.format(base)).exists() for pattern in (JSON_NAME, TEXT_NAME, PDF_NAME)):
            continue
        linked = _link_all([(source, out / pattern.format(base)) for pattern, source in ordered])
        if linked:
            return tuple(pattern.format(base) for pattern, _ in ordered)
    message = "unreachable: names never run out"
    raise AssertionError(message)


def _link_all(pairs: list[tuple[Path, Path]]) -> bool:
    """Link every file to its target, or none of them where a target came into being meanwhile."""
    done: list[Path] = []
    for source, target in pairs:
        try:
            _place(source, target)
        except FileExistsError:
            for path in done:
                path.unlink()
            return False
        done.append(target)
    return True


def _place(source: Path, target: Path) -> None:
    try:
        target.hardlink_to(source)
    except FileExistsError:
        raise
    except OSError:  # no hard links on this file system (FAT, some network shares)
        target.touch(exist_ok=False)
        source.replace(target)
