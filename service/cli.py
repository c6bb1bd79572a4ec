"""The command line.

Exit status: 0 all done, 2 wrong usage, 3 some inputs refused or failed, 4 the machine or a server lacks something,
130 stopped.
"""

import argparse
import signal
import sys
from collections.abc import Sequence
from importlib.metadata import version
from types import FrameType

from service.commands import (
    digitise,
    doctor,
    export,
    fixity,
    ingest,
    migrate,
    reprocess,
    search,
    separator,
    show,
    status,
    sweep,
    watch,
    work,
)
from service.commands.exit_status import MACHINE, STOPPED

_STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_COMMANDS = (
    ("digitise", digitise, "số hóa tệp và thư mục | digitise files and folders"),
    ("show", show, "xem dữ liệu đã bóc tách | show what was extracted"),
    ("separator", separator, "in tờ phân cách, nhãn dán | print separator sheets, labels"),
    ("ingest", ingest, "nộp tệp vào kho lưu | hand files in to be kept and read"),
    ("watch", watch, "nhận tệp từ thư mục máy quét | take files from a scanner's folder"),
    ("work", work, "đọc các tệp đang chờ | read what waits"),
    ("status", status, "việc đang chờ, đang chạy, bị lỗi | what waits, runs, has failed"),
    ("search", search, "tìm tài liệu | search documents"),
    ("reprocess", reprocess, "đọc lại tài liệu | read documents anew"),
    ("fixity", fixity, "kiểm tra tính toàn vẹn | check what is kept"),
    ("sweep", sweep, "dọn nội dung mồ côi | remove orphan contents"),
    ("export", export, "xuất hồ sơ dạng BagIt | export a dossier as a bag"),
    ("migrate", migrate, "nâng cấp cơ sở dữ liệu | bring the database up to date"),
    ("doctor", doctor, "máy này còn thiếu gì | what this machine lacks"),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return the exit status."""
    options = _parser().parse_args(arguments)
    # what `nohup` or a shell's background has switched off stays off
    heeded = [number for number in _STOPPING if signal.getsignal(number) is not signal.SIG_IGN]
    before = {number: signal.signal(number, _stop) for number in heeded}
    try:
        status_of_it: int = options.run(options)
    except KeyboardInterrupt:
        print("Đã dừng; các tệp đã xong vẫn còn. | Stopped; finished files are kept.", file=sys.stderr)
        return STOPPED
    except OSError as error:
        print(f"sohoa: {error}", file=sys.stderr)
        return MACHINE
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    return status_of_it


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="sohoa", description="Số hóa hồ sơ: đọc bản quét tiếng Việt. | Digitises Vietnamese papers."
    )
    parser.add_argument("--version", action="version", version=f"sohoa {version('sohoa')}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="LỆNH (COMMAND)")
    for name, module, meaning in _COMMANDS:
        module.add(commands.add_parser(name, help=meaning))
    return parser


def _stop(_signal: int, _frame: FrameType | None) -> None:
    for number in _STOPPING:  # a second Ctrl-C would cut the cleaning up short and leave things behind
        signal.signal(number, signal.SIG_IGN)
    raise KeyboardInterrupt
