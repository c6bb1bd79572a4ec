"""Waiting out the outages of the stores."""

import logging
import random
import time
from collections.abc import Callable
from typing import TypeVar

from storage.errors import DatabaseUnavailableError, StoreFullError, StoreUnavailableError

OUTAGES = (StoreUnavailableError, StoreFullError, DatabaseUnavailableError)
"""What may pass by itself, and says nothing about the paper that was worked on."""
_FIRST_PAUSE_SECONDS, _LONGEST_PAUSE_SECONDS = 1.0, 30.0
_STEP_SECONDS = 0.25
_T = TypeVar("_T")
_log = logging.getLogger(__name__)


def outlast(step: Callable[[], _T], is_stopping: Callable[[], bool]) -> _T:
    """Run a step; again, after longer and longer pauses, as long as a store does not answer and nobody says to stop.

    :raises StoreUnavailableError, StoreFullError, DatabaseUnavailableError: when told to stop in an outage.
    """
    pause = _FIRST_PAUSE_SECONDS
    while True:
        try:
            return step()
        except OUTAGES as error:
            if is_stopping():
                raise
            _log.warning("%s: %s; waiting", error.code, error)
        _rest(pause * random.uniform(0.5, 1.0), is_stopping)  # noqa: S311 - spreads those who wait together
        pause = min(2 * pause, _LONGEST_PAUSE_SECONDS)


def _rest(seconds: float, is_stopping: Callable[[], bool]) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until and not is_stopping():
        time.sleep(_STEP_SECONDS)
