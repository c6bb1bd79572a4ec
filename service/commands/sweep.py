"""``sohoa sweep``: remove contents that no document names and that nobody has handed in for a day."""

import argparse
from typing import TYPE_CHECKING

from service.commands.exit_status import DONE
from service.commands.keeping import with_settings

if TYPE_CHECKING:
    from service.settings import Settings


def add(parser: argparse.ArgumentParser) -> None:
    """Add the words of the command."""
    parser.description = (
        "Xóa nội dung không thuộc tài liệu nào (do nộp dở dang) đã quá một ngày; không xóa gì khác. "
        "| Removes contents of no document (left by an intake that died), a day old or more, and nothing else."
    )
    parser.set_defaults(run=run)


def run(_options: argparse.Namespace) -> int:
    """Sweep and return the exit status."""
    return with_settings(_sweep)


def _sweep(settings: "Settings") -> int:
    from contextlib import closing
    from datetime import UTC, datetime

    from service.keeping_report import show_sweep
    from service.wiring import open_blobs, open_database
    from storage.sweep import sweep

    with open_database(settings) as database, closing(open_blobs(settings)) as blobs:
        show_sweep(sweep(database, blobs, lambda: datetime.now(UTC)))
    return DONE
