"""``sohoa watch``: take files from a folder into which scanners write."""

import argparse
import sys
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from service.commands import numbers
from service.commands.exit_status import DONE, SOME_FAILED, USAGE
from service.commands.keeping import add_words, with_settings, words_of

if TYPE_CHECKING:
    from service.intake import Intake
    from service.settings import Settings
    from service.watch import WatchedFolder


def add(parser: argparse.ArgumentParser) -> None:
    """Add the words of the command."""
    parser.description = (
        "Nhận tệp khi máy quét đã ghi xong; tệp đã nhận chuyển vào done/, tệp bị từ chối vào refused/ kèm lý do. "
        "Thư mục con cấp 1 là mã hồ sơ, cấp 2 là mã thành phần. Tờ phân cách có mã QR tách tệp thành từng giấy tờ và "
        "ghi mã hồ sơ cho từng giấy tờ. | Takes files once they are whole; they move to done/ or refused/. "
        "Sub-folders name the dossier, then the component. Separator sheets split a file and name the dossiers."
    )
    parser.add_argument("folder", type=Path, metavar="DIR", help="thư mục của máy quét | the scanner's folder")
    add_words(parser)
    parser.add_argument(
        "--folders",
        choices=("dossier", "unit"),
        default="dossier",
        help="thư mục con: hồ sơ/thành phần, hoặc đơn vị/hồ sơ | sub-folders: dossier/component, or unit/dossier",
    )
    parser.add_argument(
        "--every", type=numbers.seconds, default=2.0, metavar="S", help="giây giữa hai lần xem | seconds between looks"
    )
    parser.add_argument(
        "--settle",
        type=numbers.seconds,
        default=3.0,
        metavar="S",
        help="giây tệp không đổi thì coi là ghi xong | seconds without change after which a file is whole",
    )
    parser.add_argument("--once", action="store_true", help="nhận những tệp đang có rồi dừng | take what is there, end")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Watch until stopped and return the exit status."""
    if not options.folder.is_dir():
        print(f"{options.folder}: không phải thư mục. | not a folder.", file=sys.stderr)
        return USAGE
    return with_settings(partial(_watch, options))


def _watch(options: argparse.Namespace, settings: "Settings") -> int:
    from service.watch import WatchedFolder, WatchRules, prepare
    from service.wiring import open_intake

    prepare(options.folder)
    rules = WatchRules(words_of(options, settings), options.folders, settle_seconds=options.settle)
    watched = WatchedFolder(options.folder, rules)
    with open_intake(settings) as intake:
        if not options.once:
            print(f"Đang xem (watching): {options.folder}", flush=True)
            _watch_for_ever(watched, intake, options.every)
        watched.ready()
        time.sleep(options.settle)
        return SOME_FAILED if _look(watched, intake) else DONE


def _watch_for_ever(watched: "WatchedFolder", intake: "Intake", seconds: float) -> None:
    """Look again and again; a folder or a store that is away for a while is waited for."""
    from service.patience import outlast

    while True:
        try:
            outlast(lambda: _look(watched, intake), lambda: False)
        except OSError as error:
            print(f"sohoa: {error}", file=sys.stderr, flush=True)
            time.sleep(10 * seconds)
        time.sleep(seconds)


def _look(watched: "WatchedFolder", intake: "Intake") -> int:
    """Take what is whole and return how many files were refused."""
    from service.intake import Refusal
    from service.receipts import line_of

    refused = 0
    for taken in watched.take(watched.ready(), intake):
        print(line_of(taken.name, taken.answer), flush=True)
        refused += isinstance(taken.answer, Refusal)
    return refused
