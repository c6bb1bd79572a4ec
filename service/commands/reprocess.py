"""``sohoa reprocess``: have documents read anew; what people corrected is kept."""

import argparse
import sys
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from service.commands.exit_status import DONE, SOME_FAILED, USAGE
from service.commands.keeping import with_settings

if TYPE_CHECKING:
    from service.settings import Settings
    from storage.database import Database


def add(parser: argparse.ArgumentParser) -> None:
    """Add the words of the command."""
    parser.description = (
        "Đọc lại từ bản gốc; kết quả cũ còn dùng đến khi có kết quả mới, phần người đã sửa được giữ. "
        "| Reads from the original anew; old results are shown until then, what people corrected is kept."
    )
    parser.add_argument("documents", nargs="*", metavar="ID", help="mã trên biên nhận | ids from the receipts")
    parser.add_argument("--failed", action="store_true", help="mọi tài liệu bị lỗi | all documents that failed")
    parser.add_argument("--by", default="", metavar="NAME", help="người yêu cầu | who asks for it")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Have documents read anew and return the exit status."""
    if not options.documents and not options.failed:
        print("Hãy nêu mã tài liệu hoặc --failed. | Name documents or --failed.", file=sys.stderr)
        return USAGE
    return with_settings(partial(_reprocess, options))


def _reprocess(options: argparse.Namespace, settings: "Settings") -> int:
    from datetime import UTC, datetime

    from service.announcement import announce
    from service.commands.keeping import account
    from service.messages import sentence
    from service.wiring import open_stores
    from storage.admission import reprocess
    from storage.errors import UnknownDocumentError

    stores, status = open_stores(settings), DONE
    by, pages = options.by or account(), settings.whole_up_to_pages
    try:
        for document_id in (*options.documents, *(_failed(stores.database) if options.failed else ())):
            again = partial(reprocess, document_id=document_id, by=by, now=datetime.now(UTC), fan_out_above=pages)
            try:
                document = stores.database.retried(again)
            except UnknownDocumentError:
                print(f"✗ {document_id}: {sentence('unknown_document')}")
                status = SOME_FAILED
            else:
                announce(stores, [document])
                print(f"✓ {document.name}: sẽ đọc lại (read anew) · {document.id}")
    finally:
        stores.close()
    return status


def _failed(database: "Database") -> Iterator[str]:
    """Yield the ids of all documents that have failed, as of now."""
    from storage.documents import Wanted, after, listed

    place = None
    while True:
        with database.read() as connection:
            found = listed(connection, Wanted(state="failed"), place)
        if not found:
            return
        place = after(found[-1])
        yield from (document.id for document in found)
