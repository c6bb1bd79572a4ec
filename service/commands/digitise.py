"""``sohoa digitise``: files in, results into a folder, nothing kept elsewhere."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.options import IngestOptions
from service.commands import numbers
from service.commands.doctor import run as run_doctor
from service.commands.exit_status import DONE, MACHINE, SOME_FAILED, USAGE
from service.limits import Limits

if TYPE_CHECKING:
    from ocr.options import EngineName
    from service.digitise import BatchOptions

_MEBIBYTE, _MEGAPIXEL = 1 << 20, 1_000_000


def add(parser: argparse.ArgumentParser) -> None:
    """Add the words of the command."""
    parser.description = "Mỗi tệp cho một PDF/A tìm kiếm được, một JSON, một tệp chữ. | Makes PDF/A, JSON, text."
    parser.add_argument("inputs", nargs="+", type=Path, metavar="INPUT", help="tệp hoặc thư mục | files or folders")
    parser.add_argument(
        "--out", required=True, type=Path, metavar="DIR", help="thư mục kết quả | folder for the results"
    )
    parser.add_argument(
        "--jobs",
        type=numbers.count,
        default=len(os.sched_getaffinity(0)),
        metavar="N",
        help="số trang đọc cùng lúc | pages read at once (%(default)s)",
    )
    parser.add_argument(
        "--engine", choices=("tesserocr", "pytesseract"), default=None, help="bộ nhận dạng | recognition engine"
    )
    _add_caps(parser)
    parser.set_defaults(run=run)


def _add_caps(parser: argparse.ArgumentParser) -> None:
    taken = IngestOptions()
    count, seconds = numbers.count, numbers.seconds
    caps = (
        ("--max-mb", count, taken.max_bytes // _MEBIBYTE, "cỡ tệp lớn nhất, MiB | largest file in MiB"),
        ("--max-pages", count, taken.max_pages, "số trang nhiều nhất của một tệp | most pages of a file"),
        ("--max-megapixels", count, taken.max_pixels // _MEGAPIXEL, "ảnh lớn nhất, triệu điểm | largest picture"),
        ("--page-seconds", seconds, Limits().page_seconds, "giây nhiều nhất cho một trang | most seconds for a page"),
    )
    for name, kind, default, meaning in caps:
        parser.add_argument(name, type=kind, default=default, metavar="N", help=f"{meaning} (%(default)s)")


def run(options: argparse.Namespace) -> int:
    """Digitise, show the table, and return the exit status."""
    from service.digitise import digitise
    from service.engines import best_engine
    from service.errors import OutputFolderError
    from service.inputs import files_of
    from service.messages import sentence
    from service.report import progress, show

    engine = best_engine(options.engine)
    if engine is None:
        run_doctor(options)
        return MACHINE
    paths = files_of(options.inputs, options.out)
    if wrong := _what_is_wrong(paths, options):
        print(wrong, file=sys.stderr)
        return USAGE
    batch = _batch(options, engine)
    try:
        with progress(len(paths)) as watcher:
            outcomes = digitise(paths, options.out, batch, watcher)
    except OutputFolderError as error:
        print(f"{sentence(error.code)}\n({error})", file=sys.stderr)
        return MACHINE
    show(outcomes, str(options.out))
    return SOME_FAILED if any(outcome.state == "failed" for outcome in outcomes) else DONE


def _what_is_wrong(paths: Sequence[Path], options: argparse.Namespace) -> str | None:
    if not paths:
        return "Không có tệp nào. | There is no file in what you named."
    if _same_folder(options.inputs, options.out):
        return "Hãy chọn thư mục kết quả khác thư mục đầu vào. | Choose another folder for the results."
    try:
        os.fsencode(options.out.absolute()).decode("utf-8")
    except UnicodeDecodeError:  # the parsers that write the results take no such path
        return "Tên thư mục kết quả không phải UTF-8. Hãy chọn tên khác. | The output folder's path is not UTF-8."
    return None


def _batch(options: argparse.Namespace, engine: "EngineName") -> "BatchOptions":
    from ocr.options import OcrOptions
    from service.digitise import BatchOptions

    ingest = IngestOptions(
        max_bytes=options.max_mb * _MEBIBYTE,
        max_pages=options.max_pages,
        max_pixels=options.max_megapixels * _MEGAPIXEL,
    )
    return BatchOptions(options.jobs, Limits(page_seconds=options.page_seconds), ingest, OcrOptions(engine=engine))


def _same_folder(inputs: Sequence[Path], out: Path) -> bool:
    """Tell whether results would come to lie among the originals, where the next run would take them for originals."""
    return out.is_dir() and any(os.path.isdir(path) and out.samefile(path) for path in inputs)  # noqa: PTH112 - any name
