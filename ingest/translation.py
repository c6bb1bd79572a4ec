"""Turns whatever a parser throws at hostile bytes into this room's errors."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from ingest.errors import IngestError


@contextmanager
def translated(kind: type[IngestError]) -> Iterator[None]:
    """Raise ``kind`` for every foreign exception in the block; warnings of parsers are dropped.

    :raises IngestError: those raised in the block pass unchanged.
    :raises FileNotFoundError: passes unchanged, as does PermissionError: the file is at fault only when it was read.
    """
    try:
        with warnings.catch_warnings():
            # a warning about odd metadata is of no use to anybody: the page is either read or refused
            warnings.simplefilter("ignore")
            yield
    except (IngestError, FileNotFoundError, PermissionError):
        raise
    except Exception as error:
        # decoders of damaged files were seen to raise everything from SyntaxError to MemoryError
        raise kind(f"{type(error).__name__}: {error}"[:500]) from error
