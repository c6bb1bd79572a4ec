"""Makes the files that no collection holds: cut off, misnamed, empty, enormous, not files at all, or changing."""

import os
import random
import threading
import time
from collections.abc import Callable
from pathlib import Path

from PIL import Image

SEED = 3
_WRONG_ENDINGS = {".jpg": ".pdf", ".pdf": ".tif", ".tif": ".jpg", ".png": ".heic"}
_HUGE = ((20_000, 20_000), (20_000, 300))


def cut_off(corpus: Path, folder: Path, cuts: int) -> None:
    """Write each PDF and JPEG of the corpus ``cuts`` times, each time cut at another random place."""
    chance = random.Random(SEED)  # noqa: S311 - the same files every time
    for path in sorted((*corpus.rglob("*.pdf"), *corpus.rglob("*.jpg"))):
        content = path.read_bytes()
        for number in range(cuts):
            end = chance.randrange(1, len(content))
            (folder / f"{path.stem}-cut{number:02d}{path.suffix}").write_bytes(content[:end])


def misnamed(corpus: Path, folder: Path) -> None:
    """Write one file of each kind under another kind's ending, and an empty file under each ending."""
    for ending, wrong in _WRONG_ENDINGS.items():
        found = sorted(corpus.rglob(f"*{ending}"))
        (folder / f"really{ending[1:]}{wrong}").write_bytes(found[0].read_bytes())
        (folder / f"empty{ending}").write_bytes(b"")
    (folder / "noending").write_bytes(min(corpus.rglob("*.jpg")).read_bytes())


def enormous(folder: Path) -> None:
    """Write white pictures of up to 400 million pixels, which are small as files."""
    for width, height in _HUGE:
        for mode in ("1", "L"):
            image = Image.new(mode, (width, height), 255)
            for ending, options in ((".png", {}), (".tif", {"compression": "tiff_deflate"}), (".jpg", {})):
                if ending != ".jpg" or mode == "L":
                    image.save(folder / f"white-{width}x{height}-{mode}{ending}", **options)


def oddly_named(corpus: Path, folder: Path) -> None:
    """Write a small page under names that trip programs up."""
    content = min(corpus.rglob("*.jpg"), key=lambda path: path.stat().st_size).read_bytes()
    names = (
        b"line\nbreak.jpg",
        b"not-utf8-\xe1\xba.jpg",
        b"escape-\x1b[31m.jpg",
        b"-rf.jpg",
        "tiếng Việt có dấu.jpg".encode(),
        b"x" * 246 + b".jpg",
        "ế".encode() * 80 + b".jpg",
        b"{0}%s.jpg",
    )
    for name in names:
        Path(os.fsdecode(os.fsencode(folder) + b"/" + name)).write_bytes(content)
    born_digital = sorted(corpus.rglob("05-word-signed*.pdf"))
    for path in born_digital:
        Path(os.fsdecode(os.fsencode(folder) + b"/pdf-\xff.pdf")).write_bytes(path.read_bytes())


def no_files(folder: Path) -> tuple[Path, ...]:
    """Make what looks like files and is none; return them, to be named one by one."""
    (folder / "folder.pdf").mkdir()
    (folder / "folder.pdf" / "empty.pdf").write_bytes(b"")
    os.mkfifo(folder / "pipe.pdf")
    (folder / "loop.pdf").symlink_to(folder / "loop.pdf")
    (folder / "nowhere.pdf").symlink_to(folder / "missing.pdf")
    locked = folder / "locked.pdf"
    locked.write_bytes(b"%PDF-1.7")
    locked.chmod(0)
    return (*sorted(folder.iterdir()), folder / "absent.pdf", folder / ("n" * 300 + ".pdf"), Path("/dev/zero"))


def changing(corpus: Path, folder: Path) -> Callable[[], None]:
    """Write a file that goes on changing in the background; return what stops that."""
    path = folder / "changing.pdf"
    content = max(corpus.rglob("*.pdf"), key=lambda found: found.stat().st_size).read_bytes()
    path.write_bytes(content)
    stopped = threading.Event()

    def change() -> None:
        chance = random.Random(SEED)  # noqa: S311 - the same changes every time
        while not stopped.is_set():
            path.write_bytes(content[: chance.randrange(1, len(content))])
            time.sleep(0.05)

    thread = threading.Thread(target=change)
    thread.start()

    def stop() -> None:
        stopped.set()
        thread.join()

    return stop
