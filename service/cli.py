"""The command line.

Exit status: 0 all done, 2 wrong usage, 3 some inputs refused or failed, 4 the machine lacks something,
130 stopped.
"""

import argparse
import os
import signal
import sys
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from ingest.options import IngestOptions
from service.limits import Limits

if TYPE_CHECKING:
    from ocr.options import EngineName
    from service.digitise import BatchOptions

DONE, USAGE, SOME_FAILED, MACHINE = 0, 2, 3, 4
STOPPED = 130
_STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_MEBIBYTE, _MEGAPIXEL = 1 << 20, 1_000_000
_LONGEST_SECONDS = 3600.0


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return the exit status."""
    options = _parser().parse_args(arguments)
    # what `nohup` or a shell's background has switched off stays off
    heeded = [number for number in _STOPPING if signal.getsignal(number) is not signal.SIG_IGN]
    before = {number: signal.signal(number, _stop) for number in heeded}
    try:
        return _run(options)
    except KeyboardInterrupt:
        print("Đã dừng; các tệp đã xong vẫn còn. | Stopped; finished files are kept.", file=sys.stderr)
        return STOPPED
    except OSError as error:
        print(f"sohoa: {error}", file=sys.stderr)
        return MACHINE
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _run(options: argparse.Namespace) -> int:
    match options.command:
        case "digitise":
            return _digitise(options)
        case "show":
            return _show(options.results)
        case "separator":
            return _separator(options)
        case _:
            return _doctor()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="sohoa", description="Số hóa hồ sơ: đọc bản quét tiếng Việt. | Digitises Vietnamese papers."
    )
    parser.add_argument("--version", action="version", version=f"sohoa {version('sohoa')}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="LỆNH (COMMAND)")
    digitise = commands.add_parser(
        "digitise",
        help="số hóa tệp và thư mục | digitise files and folders",
        description="Mỗi tệp cho một PDF/A tìm kiếm được, một JSON, một tệp chữ. | Makes searchable PDF/A, JSON, text.",
    )
    digitise.add_argument("inputs", nargs="+", type=Path, metavar="INPUT", help="tệp hoặc thư mục | files or folders")
    digitise.add_argument(
        "--out", required=True, type=Path, metavar="DIR", help="thư mục kết quả | folder for the results"
    )
    digitise.add_argument(
        "--jobs",
        type=_count,
        default=_cores(),
        metavar="N",
        help="số trang đọc cùng lúc | pages read at once (%(default)s)",
    )
    digitise.add_argument(
        "--engine", choices=("tesserocr", "pytesseract"), default=None, help="bộ nhận dạng | recognition engine"
    )
    _add_caps(digitise)
    shown = commands.add_parser(
        "show",
        help="xem dữ liệu đã bóc tách | show what was extracted",
        description="In các mục của mỗi giấy tờ. | Prints the fields of every document of result files.",
    )
    shown.add_argument("results", nargs="+", type=Path, metavar="JSON", help="tệp kết quả | result files (NAME.json)")
    _add_separator(commands.add_parser("separator", help="in tờ phân cách, nhãn dán | print separator sheets, labels"))
    commands.add_parser("doctor", help="máy này còn thiếu gì | what this machine lacks")
    return parser


def _add_separator(separator: argparse.ArgumentParser) -> None:
    separator.description = (
        "Tạo PDF A4 để in: tờ đặt trước giấy tờ cần quét, hoặc nhãn dán lên trang đầu. "
        "| Makes an A4 PDF for the printer: a sheet to lay before a paper, or labels for its first page."
    )
    wanted = (
        ("--dossier", True, "CODE", "mã hồ sơ | dossier code, as H42.12-240115-0001"),
        ("--component", False, "CODE", "mã thành phần hồ sơ | component code"),
        ("--type", False, "TYPE", "mã loại giấy tờ | code of the type of paper, as giay_khai_sinh"),
    )
    for name, required, word, meaning in wanted:
        separator.add_argument(name, required=required, metavar=word, help=meaning)
    separator.add_argument("--labels", action="store_true", help="in 44 nhãn 48,5 × 25,4 mm | print 44 labels instead")
    separator.add_argument(
        "--out", type=Path, metavar="FILE.pdf", help="tệp PDF (mặc định đặt theo mã hồ sơ) | default: named by the code"
    )


def _add_caps(digitise: argparse.ArgumentParser) -> None:
    taken = IngestOptions()
    caps = (
        ("--max-mb", _count, taken.max_bytes // _MEBIBYTE, "cỡ tệp lớn nhất, MiB | largest file in MiB"),
        ("--max-pages", _count, taken.max_pages, "số trang nhiều nhất của một tệp | most pages of a file"),
        ("--max-megapixels", _count, taken.max_pixels // _MEGAPIXEL, "ảnh lớn nhất, triệu điểm | largest picture"),
        ("--page-seconds", _seconds, Limits().page_seconds, "giây nhiều nhất cho một trang | most seconds for a page"),
    )
    for name, kind, default, meaning in caps:
        digitise.add_argument(name, type=kind, default=default, metavar="N", help=f"{meaning} (%(default)s)")


def _digitise(options: argparse.Namespace) -> int:
    # Imported here so that `doctor` and `--help` start at once.
    from service.digitise import digitise
    from service.engines import best_engine
    from service.errors import OutputFolderError
    from service.inputs import files_of
    from service.messages import sentence
    from service.report import progress, show

    engine = best_engine(options.engine)
    if engine is None:
        _doctor()
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


def _show(results: Sequence[Path]) -> int:
    from service.fields_report import NotAResultError, show_fields

    try:
        show_fields(tuple(results))
    except NotAResultError as error:
        print(f"{error}: không phải tệp kết quả (NAME.json). | not a result file (NAME.json).", file=sys.stderr)
        return USAGE
    return DONE


def _separator(options: argparse.Namespace) -> int:
    from extract.separator import Separator, is_usual_dossier_code
    from service.separator_sheet import default_name, labels_pdf, sheet_pdf, what_is_wrong

    said = Separator(options.dossier.strip(), options.component, options.type)
    if wrong := what_is_wrong(said):
        print(wrong, file=sys.stderr)
        return USAGE
    if not is_usual_dossier_code(said.dossier):
        print(
            "Lưu ý: mã hồ sơ không theo mẫu quen thuộc (H42.12-240115-0001); vẫn in. | "
            "Note: the dossier code has none of the usual forms; it is printed as it is.",
            file=sys.stderr,
        )
    path = options.out or Path(default_name(said, labels=options.labels))
    made = labels_pdf(said) if options.labels else sheet_pdf(said)
    try:
        with path.open("xb") as out:
            out.write(made)
    except FileExistsError:
        print(f"{path}: tệp đã có; hãy chọn tên khác với --out. | exists; choose another --out.", file=sys.stderr)
        return USAGE
    print(path)
    return DONE


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


def _doctor() -> int:
    from service.doctor import examine
    from service.report import show_findings

    findings = examine()
    show_findings(findings)
    return MACHINE if any(finding.level == "missing" for finding in findings) else DONE


def _cores() -> int:
    return len(os.sched_getaffinity(0))


def _count(text: str) -> int:
    count = int(text)
    if count < 1:
        message = "ít nhất 1 | at least 1"
        raise argparse.ArgumentTypeError(message)
    return count


def _seconds(text: str) -> float:
    seconds = float(text)
    if not 0 < seconds <= _LONGEST_SECONDS:  # also refuses "nan"
        message = f"trên 0, nhiều nhất {_LONGEST_SECONDS:.0f} | above 0, at most {_LONGEST_SECONDS:.0f}"
        raise argparse.ArgumentTypeError(message)
    return seconds


def _stop(_signal: int, _frame: FrameType | None) -> None:
    for number in _STOPPING:  # a second Ctrl-C would cut the cleaning up short and leave things behind
        signal.signal(number, signal.SIG_IGN)
    raise KeyboardInterrupt
