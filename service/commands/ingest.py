"""``sohoa ingest``: hand files in; each gets a receipt once nothing of it can be lost any more."""

import argparse
import json
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from service.commands.exit_status import DONE, SOME_FAILED, USAGE
from service.commands.keeping import add_words, with_settings, words_of

if TYPE_CHECKING:
    from service.settings import Settings


def add(parser: argparse.ArgumentParser) -> None:
    """Add the words of the command."""
    parser.description = (
        "Lưu bản gốc, cấp biên nhận, xếp hàng chờ đọc (sohoa work). Tệp đã có thì báo là đã có. "
        "| Keeps the originals, gives receipts, queues them for sohoa work. The same bytes again are recognised."
    )
    parser.add_argument("inputs", nargs="+", type=Path, metavar="INPUT", help="tệp hoặc thư mục | files or folders")
    add_words(parser)
    parser.add_argument("--json", action="store_true", help="biên nhận dạng JSON, mỗi dòng một tệp | receipts as JSON")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Hand files in and return the exit status."""
    return with_settings(partial(_ingest, options))


def _ingest(options: argparse.Namespace, settings: "Settings") -> int:
    from service.inputs import files_of, shown_name
    from service.intake import Refusal, file_at
    from service.receipts import line_of, record_of, tally
    from service.wiring import open_intake

    paths = files_of(options.inputs, settings.data)
    if not paths:
        print("Không có tệp nào. | There is no file in what you named.", file=sys.stderr)
        return USAGE
    said = words_of(options, settings)
    answers: list[str] = []
    with open_intake(settings) as intake:
        files = (file_at(path, replace(said, name=shown_name(path))) for path in paths)
        for path, answer in zip(paths, intake.take_all(files), strict=True):
            name = shown_name(path)
            print(json.dumps(record_of(name, answer), ensure_ascii=False) if options.json else line_of(name, answer))
            answers.append("refused" if isinstance(answer, Refusal) else answer.admitted)
    if not options.json:
        print(tally(answers))
    return SOME_FAILED if "refused" in answers else DONE
