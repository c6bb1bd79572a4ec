"""The command line.

Exit status: 0 all done, 2 wrong usage, 3 some inputs refused or failed, 4 the machine lacks something.
"""

import argparse
import os
import signal
import sys
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from types import FrameType

DONE, USAGE, SOME_FAILED, MACHINE = 0, 2, 3, 4
STOPPED = 130
_STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return the exit status."""
    options = _parser().parse_args(arguments)
    # what `nohup` or a shell's background has switched off stays off
    heeded = [number for number in _STOPPING if signal.getsignal(number) is not signal.SIG_IGN]
    before = {number: signal.signal(number, _stop) for number in heeded}
    try:
        return _digitise(options) if options.command == "digitise" else _doctor()
    except KeyboardInterrupt:
        print("Đã dừng; các tệp đã xong vẫn còn. | Stopped; finished files are kept.", file=sys.stderr)
        return STOPPED
    except OSError as error:
        print(f"sohoa: {error}", file=sys.stderr)
        return MACHINE
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="sohoa", description="Số hóa hồ sơ: đọc bản quét tiếng Việt. | Digitises Vietnamese papers."
    )
    parser.add_argument("--version", action="version", version=f"sohoa {version('sohoa')}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="LỆNH (COMMAND)")
    digitise = commands.add_parser(
        "digitise",
        help="số hóa tệp và thư mục | digitise files and folders",
        description="Mỗi tệp cho một PDF/A tìm được, một JSON, một tệp chữ. | Makes a searchable PDF/A, JSON and text.",
    )
    digitise.add_argument("inputs", nargs="+", type=Path, metavar="INPUT", help="tệp hoặc thư mục | files or folders")
    digitise.add_argument(
        "--out", required=True, type=Path, metavar="DIR", help="thư mục kết quả | folder for the results"
    )
    digitise.add_argument(
        "--jobs",
        type=_jobs,
        default=_cores(),
        metavar="N",
        help="số trang đọc cùng lúc | pages read at once (%(default)s)",
    )
    digitise.add_argument(
        "--engine", choices=("tesserocr", "pytesseract"), default=None, help="bộ nhận dạng | recognition engine"
    )
    commands.add_parser("doctor", help="máy này còn thiếu gì | what this machine lacks")
    return parser


def _digitise(options: argparse.Namespace) -> int:
    # Imported here so that `doctor` and `--help` start at once.
    from ocr.options import OcrOptions
    from service.digitise import BatchOptions, digitise
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
    if not paths:
        print("Không có tệp nào. | There is no file in what you named.", file=sys.stderr)
        return USAGE
    if _same_folder(options.inputs, options.out):
        print(
            "Hãy chọn thư mục kết quả khác thư mục đầu vào. | Choose another folder for the results.", file=sys.stderr
        )
        return USAGE
    batch = BatchOptions(jobs=options.jobs, ocr=OcrOptions(engine=engine))
    try:
        with progress(len(paths)) as watcher:
            outcomes = digitise(paths, options.out, batch, watcher)
    except OutputFolderError as error:
        print(f"{sentence(error.code)}\n({error})", file=sys.stderr)
        return MACHINE
    show(outcomes, str(options.out))
    return SOME_FAILED if any(outcome.state == "failed" for outcome in outcomes) else DONE


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


def _jobs(text: str) -> int:
    jobs = int(text)
    if jobs < 1:
        message = "ít nhất 1 | at least 1"
        raise argparse.ArgumentTypeError(message)
    return jobs


def _stop(_signal: int, _frame: FrameType | None) -> None:
    for number in _STOPPING:  # a second Ctrl-C would cut the cleaning up short and leave things behind
        signal.signal(number, signal.SIG_IGN)
    raise KeyboardInterrupt
