"""What a worker does besides its work, at regular times: a thread that goes on whatever happens in a step."""

import logging
import threading
from collections.abc import Callable

from storage.errors import StorageError

_log = logging.getLogger(__name__)


class Beat:
    """Does a step at once and then every so many seconds, from ``start`` to ``stop``, also while stores are away."""

    def __init__(self, name: str, seconds: float, step: Callable[[], None]) -> None:
        self._seconds, self._step = seconds, step
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End; a step that is being done is not waited for."""
        self._stopping.set()

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                self._step()
            except StorageError as error:
                _log.warning("%s: %s: %s", self._thread.name, error.code, error)
            except Exception:  # noqa: BLE001 - the edge of the thread; the next step may fare better
                _log.exception(self._thread.name)
            self._stopping.wait(self._seconds)
