"""``sohoa show``: what was extracted, from result files."""

import argparse
import sys
from pathlib import Path

from service.commands.exit_status import DONE, USAGE


def add(parser: argparse.ArgumentParser) -> None:
    """Add the words of the command."""
    parser.description = "In các mục của mỗi giấy tờ. | Prints the fields of every document of result files."
    parser.add_argument("results", nargs="+", type=Path, metavar="JSON", help="tệp kết quả | result files (NAME.json)")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the fields and return the exit status."""
    from service.fields_report import NotAResultError, show_fields

    try:
        show_fields(tuple(options.results))
    except NotAResultError as error:
        print(f"{error}: không phải tệp kết quả (NAME.json). | not a result file (NAME.json).", file=sys.stderr)
        return USAGE
    return DONE
