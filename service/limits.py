"""What a reader process may use, set before anything hostile is parsed."""

import contextlib
import ctypes
import os
import resource
import signal
import tempfile
from dataclasses import dataclass
from pathlib import Path

ONE_THREAD = {"OMP_THREAD_LIMIT": "1", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
"""With OpenMP's own choice a page takes 10 s instead of 1.5 s as soon as two readers run."""
_SET_PARENT_DEATH_SIGNAL = 1
_FIRST_TO_GO = "500"  # of -1000 to 1000


@dataclass(frozen=True, slots=True)
class Limits:
    """Caps on one reader: private memory in bytes, seconds to start and for each kind of task, tasks in its life."""

    memory_bytes: int = 850 << 20
    start_seconds: float = 30.0
    inspect_seconds: float = 10.0
    page_seconds: float = 20.0
    show_seconds: float = 5.0
    finish_seconds: float = 10.0
    finish_seconds_per_page: float = 0.5
    tasks_per_reader: int = 300


def confine(limits: Limits, work: str) -> None:
    """Confine this process: its memory, its temporary files (to ``work``), its output; it dies with its parent."""
    resource.setrlimit(resource.RLIMIT_DATA, (limits.memory_bytes, limits.memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    hear_of_parents_death(signal.SIGKILL)
    # Whoever leads the readers decides when they end, and ends with them what they have started: their group.
    os.setpgid(0, 0)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with contextlib.suppress(OSError):
        # When the machine runs out of memory, one page is lost and not the batch.
        Path("/proc/self/oom_score_adj").write_text(_FIRST_TO_GO, "ascii")
    os.environ["TMPDIR"] = work
    tempfile.tempdir = work
    # The C libraries write what they think of broken files; what matters comes back as a code.
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    os.close(silence)


def hear_of_parents_death(number: signal.Signals) -> None:
    """Let this process get a signal when the thread that has started it ends, by whatever cause."""
    ctypes.CDLL(None).prctl(_SET_PARENT_DEATH_SIGNAL, number)


def give_back_memory() -> None:
    """Return freed memory to the system.

    Large pictures leave holes between small objects that glibc keeps; after one of 24 million pixels that was 70 MB for
    the rest of the reader's life. Costs about a millisecond. Other C libraries see to it themselves.
    """
    with contextlib.suppress(AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
