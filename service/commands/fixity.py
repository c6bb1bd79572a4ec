"""``sohoa fixity``: read what is kept again, hash it, mend it from a replica, tell how far the checks have come."""

import argparse
import time
from functools import partial
from typing import TYPE_CHECKING

from service.commands.exit_status import DONE, MACHINE, SOME_FAILED
from service.commands.keeping import with_settings
from service.commands.numbers import count

if TYPE_CHECKING:
    from service.settings import Settings
    from storage.fixity import FixityReport

_WITHIN_DAYS = 90


def add(parser: argparse.ArgumentParser) -> None:
    """Add the words of the command."""
    parser.description = (
        "Đọc lại và băm lại bản gốc, kết quả; mỗi lần kiểm tra đều được ghi lại; sửa từ bản sao nếu có "
        "(SOHOA_REPLICA). | Reads and hashes what is kept; every check is recorded; mends from the replica, if any. "
        "Exit status 3: something is damaged or lost; 4: the store does not answer."
    )
    parser.add_argument("--minutes", type=count, metavar="N", help="nhiều nhất N phút | at most N minutes")
    parser.add_argument(
        "--again-after-days",
        type=count,
        default=30,
        metavar="N",
        help="kiểm tra lại sau N ngày (30) | due after N days",
    )
    parser.add_argument("--every-hours", type=count, metavar="N", help="lặp lại mỗi N giờ | again every N hours")
    parser.add_argument("--report", action="store_true", help="chỉ báo cáo, không kiểm tra | only report")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Check, report, and return the exit status."""
    return with_settings(partial(_repeated, options))


def _repeated(options: argparse.Namespace, settings: "Settings") -> int:
    while True:
        status = _fixity(options, settings)
        if not options.every_hours:
            return status
        time.sleep(3600 * options.every_hours)


def _fixity(options: argparse.Namespace, settings: "Settings") -> int:
    from contextlib import ExitStack
    from datetime import UTC, datetime, timedelta

    from service.keeping_report import show_coverage, show_fixity
    from service.wiring import open_blobs, open_database, open_replica
    from storage.fixity import FixityOptions, Stores, check_blobs
    from storage.fixity_coverage import coverage

    with ExitStack() as opened:
        database = opened.enter_context(open_database(settings))
        main, replica = open_blobs(settings), open_replica(settings)
        for store in filter(None, (main, replica)):
            opened.callback(store.close)
        status = DONE
        if not options.report:
            seconds = 60.0 * options.minutes if options.minutes else None
            wanted = FixityOptions(seconds=seconds, again_after=timedelta(days=options.again_after_days))
            report = check_blobs(database, Stores(main, replica), wanted, lambda: datetime.now(UTC))
            show_fixity(report)
            status = _status(report)
        with database.read() as connection:
            found = coverage(connection, datetime.now(UTC), timedelta(days=_WITHIN_DAYS))
        show_coverage(found, _WITHIN_DAYS)
    return status if status != DONE else SOME_FAILED if found.failing else DONE


def _status(report: "FixityReport") -> int:
    if report.ended_by == "outage":
        return MACHINE
    return SOME_FAILED if report.failures or report.died else DONE
