"""``sohoa search``: find documents by what stands in them."""

import argparse
import sys
from datetime import date, datetime, time, timedelta, timezone
from typing import TYPE_CHECKING

from service.commands.exit_status import DONE, USAGE
from service.commands.keeping import with_settings

if TYPE_CHECKING:
    from service.settings import Settings
    from storage.search_request import DayCondition, FieldCondition, Query

_VIETNAM = timezone(timedelta(hours=7))
_MOST = 200
_WORDS = """\
Chữ thường/hoa, có dấu/không dấu đều được; kết quả đúng dấu đứng trước.
"…" các chữ liền nhau · xây* chữ bắt đầu bằng · *6789 số có chứa
Capitals and marks do not matter; what has the same marks comes first.
"…" words that follow each other · xây* words that begin so · *6789 numbers that hold these digits"""


def add(parser: argparse.ArgumentParser) -> None:
    """Add the words of the command."""
    parser.description = "Tìm trong nội dung và các mục của tài liệu. | Searches the text and the fields of documents."
    parser.epilog = _WORDS
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("words", nargs="*", metavar="CHỮ", help="cần tìm; không có: liệt kê | sought; none: list")
    several = (
        ("--field", "NAME=VALUE", "mục, ví dụ so_ky_hieu=138 | a field"),
        ("--type", "CODE", "loại giấy tờ, ví dụ quyet_dinh | type of document"),
        ("--unit", "CODE", "đơn vị nộp | the unit that handed it in"),
    )
    for name, word, meaning in several:
        parser.add_argument(name, action="append", default=[], metavar=word, help=meaning)
    days = (
        ("--from", "received_from", "nhận từ ngày | received since"),
        ("--to", "received_to", "nhận đến hết ngày | received until"),
        ("--issued-from", "issued_from", "ban hành, cấp từ ngày | issued since"),
        ("--issued-to", "issued_to", "ban hành, cấp đến hết ngày | issued until"),
    )
    for name, target, meaning in days:
        parser.add_argument(name, dest=target, type=_day, metavar="DD/MM/YYYY", help=meaning)
    parser.add_argument("--dossier", default="", metavar="CODE", help="mã hồ sơ | dossier code")
    parser.add_argument("--limit", type=int, choices=range(1, _MOST + 1), default=20, metavar="N", help="(%(default)s)")
    parser.add_argument("--cursor", metavar="…", help="xem tiếp | go on where the last answer ended")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Search and return the exit status."""
    from extract.rule_files import document_types

    unknown = [code for code in options.type if code not in document_types()]
    unnamed = [said for said in options.field if "=" not in said]
    for wrong in unknown:
        print(f"--type {wrong}: {', '.join(document_types())}", file=sys.stderr)
    for wrong in unnamed:
        print(f"--field {wrong}: NAME=VALUE", file=sys.stderr)
    return USAGE if unknown or unnamed else with_settings(lambda settings: _search(settings, options))


def _search(settings: "Settings", options: argparse.Namespace) -> int:
    from service.search_report import show_found
    from service.wiring import open_database
    from storage.search import search

    database = open_database(settings)
    try:
        with database.read() as connection:
            found = search(connection, query_of(options), limit=options.limit, cursor=options.cursor)
    finally:
        database.close()
    show_found(found)
    return DONE


def query_of(options: argparse.Namespace) -> "Query":
    """Return what the options ask for; days are those of Vietnam, both included."""
    from storage.search_request import Query

    return Query(
        " ".join(options.words),
        tuple(options.type),
        tuple(options.unit),
        _midnight(options.received_from),
        _midnight(options.received_to and options.received_to + timedelta(days=1)),
        options.dossier,
        tuple(map(_field, options.field)),
        _issued(options),
    )


def _field(said: str) -> "FieldCondition":
    from storage.search_request import FieldCondition

    name, _, value = said.partition("=")
    return FieldCondition(name.strip(), value)


def _issued(options: argparse.Namespace) -> tuple["DayCondition", ...]:
    """Return the condition on the day of issue, by whichever field a type tells it."""
    from extract.rule_files import document_types
    from storage.search_request import DayCondition

    if options.issued_from is None and options.issued_to is None:
        return ()
    names = {kind.identity.issued_on for kind in document_types().values()} - {""}
    return (DayCondition(tuple(sorted(names)), options.issued_from, options.issued_to),)


def _midnight(day: date | None) -> datetime | None:
    return None if day is None else datetime.combine(day, time.min, _VIETNAM)


def _day(said: str) -> date:
    for pattern in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(said, pattern).replace(tzinfo=_VIETNAM).date()
        except ValueError:
            continue
    message = f"{said}: DD/MM/YYYY"
    raise argparse.ArgumentTypeError(message)
