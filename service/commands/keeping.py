"""What the commands that keep things share: the settings, what is said of files, failures told in a sentence."""

import argparse
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from service.commands.exit_status import MACHINE, USAGE

if TYPE_CHECKING:
    from service.settings import Settings
    from storage.admission import HandedIn


def with_settings(step: Callable[["Settings"], int]) -> int:
    """Run a step with the settings and return its exit status; what stops it is told in a sentence."""
    import tomllib

    from pydantic import ValidationError

    from service.errors import RefusedError, ServiceError
    from service.messages import sentence
    from service.settings import Settings, settings_file
    from storage.errors import StorageError

    try:
        settings = Settings()
    except ValidationError as error:
        for wrong in error.errors(include_url=False, include_input=False, include_context=False):
            print(f"{'.'.join(map(str, wrong['loc'])) or 'settings'}: {wrong['msg']}", file=sys.stderr)
        print(f"{sentence('bad_settings')} ({settings_file()})", file=sys.stderr)
        return USAGE
    except tomllib.TOMLDecodeError as error:
        print(f"{sentence('bad_settings')} ({settings_file()}: {error})", file=sys.stderr)
        return USAGE
    try:
        return step(settings)
    except RefusedError as error:
        print(sentence(error.code), file=sys.stderr)
        return USAGE
    except (StorageError, ServiceError) as error:
        print(f"{sentence(error.code)}\n({error})", file=sys.stderr)
        return MACHINE


def add_words(parser: argparse.ArgumentParser) -> None:
    """Add what can be said of the files that are handed in."""
    said = (
        ("--dossier", "CODE", "mã hồ sơ | dossier code"),
        ("--component", "CODE", "mã thành phần hồ sơ | component code"),
        ("--unit", "CODE", "mã đơn vị (mặc định: SOHOA_UNIT) | code of the unit (default: SOHOA_UNIT)"),
        ("--by", "NAME", "người nộp (mặc định: tài khoản máy) | who hands in (default: the account)"),
    )
    for name, word, meaning in said:
        parser.add_argument(name, default="", metavar=word, help=meaning)
    parser.add_argument(
        "--lane",
        choices=("counter", "normal", "backfile"),
        default="normal",
        help="làn: quầy, thường, hồ sơ cũ (%(default)s) | lane (%(default)s)",
    )


def words_of(options: argparse.Namespace, settings: "Settings") -> "HandedIn":
    """Return what is said of every file; the name is still to be told.

    :raises service.errors.RefusedError: when a word is no code.
    """
    from service.spool import refuse
    from storage.admission import HandedIn

    try:
        return HandedIn(
            name="",
            unit=options.unit or settings.unit,
            submitted_by=options.by or account(),
            dossier=options.dossier.strip(),
            component=options.component.strip(),
            lane=options.lane,
        )
    except ValueError as error:
        refuse("bad_words", error)


def account() -> str:
    """Return the name of the account that runs the command."""
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a container's user without a name
        import os

        return f"uid {os.getuid()}"
