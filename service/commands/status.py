"""``sohoa status``: what waits, runs and has failed."""

import argparse
from typing import TYPE_CHECKING

from service.commands.exit_status import DONE
from service.commands.keeping import with_settings

if TYPE_CHECKING:
    from service.settings import Settings

_MOST_FAILURES = 20


def add(parser: argparse.ArgumentParser) -> None:
    """Add the words of the command."""
    parser.description = "Việc theo làn, đơn vị; tài liệu theo trạng thái. | Work by lane and unit, documents by state."
    parser.set_defaults(run=run)


def run(_options: argparse.Namespace) -> int:
    """Show the state of the work and return the exit status."""
    return with_settings(_status)


def _status(settings: "Settings") -> int:
    from datetime import UTC, datetime

    from service.wiring import open_database
    from service.work_report import show_work
    from storage.documents import Wanted, listed
    from storage.status import documents_by_state, work_of_units

    database = open_database(settings)
    try:
        with database.read() as connection:
            work = work_of_units(connection, datetime.now(UTC))
            states = documents_by_state(connection)
            failed = listed(connection, Wanted(state="failed"), limit=_MOST_FAILURES)
    finally:
        database.close()
    show_work(work, states, failed)
    return DONE
