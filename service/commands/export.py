"""``sohoa export``: write the documents of a dossier as a bag (BagIt), for archives and for other systems."""

import argparse
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from service.commands.exit_status import DONE, SOME_FAILED, USAGE
from service.commands.keeping import with_settings

if TYPE_CHECKING:
    from service.settings import Settings


def add(parser: argparse.ArgumentParser) -> None:
    """Add the words of the command."""
    parser.description = (
        "Xuất hồ sơ thành gói BagIt: bản gốc, PDF tìm kiếm được, dữ liệu, mã băm của từng tệp. "
        "| Writes a dossier as a BagIt bag: originals, searchable PDFs, data, and the hash of every file."
    )
    parser.add_argument("dossier", metavar="CODE", help="mã hồ sơ | dossier code")
    parser.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help="thư mục mới | a folder that is not there"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the bag and return the exit status."""
    return with_settings(partial(_export, options))


def _export(options: argparse.Namespace, settings: "Settings") -> int:
    from contextlib import closing
    from datetime import UTC, datetime

    from service.wiring import open_blobs, open_database
    from storage.bag import write_bag

    if options.out.exists():
        print(f"{options.out}: đã có; hãy chọn tên khác. | is there; choose another name.", file=sys.stderr)
        return USAGE
    with open_database(settings) as database, closing(open_blobs(settings)) as blobs, database.read() as connection:
        written = write_bag(connection, blobs, options.dossier, options.out, datetime.now(UTC))
    print(f"{options.out}: {written} tài liệu (documents)")
    if not written:
        print("Không có tài liệu nào của hồ sơ này. | No document was handed in for this dossier.", file=sys.stderr)
    return DONE if written else SOME_FAILED
