"""``sohoa migrate``: bring the tables of the database up to date."""

import argparse
from typing import TYPE_CHECKING

from service.commands.exit_status import DONE
from service.commands.keeping import with_settings

if TYPE_CHECKING:
    from service.settings import Settings


def add(parser: argparse.ArgumentParser) -> None:
    """Add the words of the command."""
    parser.description = (
        "Tạo hoặc nâng cấp các bảng, trong một giao dịch. Chạy sau mỗi lần cập nhật chương trình. "
        "| Makes the tables or brings them up to date, in one transaction. Run it after every update of the program."
    )
    parser.set_defaults(run=run)


def run(_options: argparse.Namespace) -> int:
    """Migrate and return the exit status."""
    return with_settings(_migrate)


def _migrate(settings: "Settings") -> int:
    from service.wiring import migrate_database

    before, now = migrate_database(settings)
    if before == now:
        print(f"Cơ sở dữ liệu đã ở bản mới nhất. | The database is up to date. ({now})")
    else:
        print(f"Đã nâng cấp cơ sở dữ liệu. | The database was brought up to date. ({before or '–'} → {now})")
    return DONE
