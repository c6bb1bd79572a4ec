"""How long originals may not be deleted: a usual time from intake on, a longer one once the papers' types are known.

The times are settings and no law of ours: schedules differ by sector and authority (Thông tư 10/2022/TT-BNV, others).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Retention:
    """The usual time, and those of types of papers."""

    usual: timedelta
    by_type: Mapping[str, timedelta] = field(default_factory=dict)

    def of(self, types: Iterable[str]) -> timedelta:
        """Return the longest time of the papers of a file, never less than the usual one: it is set already."""
        return max((self.usual, *(self.by_type[one] for one in types if one in self.by_type)))
