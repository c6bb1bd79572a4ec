"""A process that takes files in, as the web or the command line does: a path a line comes in, a line of JSON goes out.

An answer is written once the receipt is given, so that whatever the bench has read of it was promised to somebody.
"""

import json
import logging
import sys
from pathlib import Path
from typing import Any

from service.errors import RefusedError, ServiceError
from service.intake import Intake, file_at
from service.receipts import record_of
from service.settings import Settings
from service.wiring import open_intake
from storage.admission import HandedIn
from storage.errors import StorageError


def main() -> None:
    """Answer until the input ends."""
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(asctime)s %(process)d %(message)s")
    with open_intake(Settings()) as intake:
        _say({"ready": True})
        for line in sys.stdin:
            _say(_answer(intake, json.loads(line)))


def _answer(intake: Intake, asked: dict[str, Any]) -> dict[str, Any]:
    path = Path(asked["path"])
    said = HandedIn(path.name, asked["unit"], "chaos", asked["dossier"], lane=asked["lane"])
    try:
        return record_of(path.name, intake.take(file_at(path, said)))
    except RefusedError as error:
        return {"refused": error.code}
    except (StorageError, ServiceError) as error:
        return {"trouble": f"{error.code}: {error}"}
    except OSError as error:
        return {"trouble": f"{type(error).__name__}: {error}"}


def _say(answer: dict[str, Any]) -> None:
    print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
