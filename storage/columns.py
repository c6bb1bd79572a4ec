"""Kinds of columns: moments in UTC, texts that every database keeps, ids and hashes."""

from datetime import UTC, datetime
from functools import cache

from sqlalchemy import BigInteger, DateTime, Dialect, Integer, String, Text, TypeDecorator


class UtcTime(TypeDecorator[datetime]):
    """A moment: goes in with a time zone, comes out in UTC, also where the database keeps no zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the moment in UTC.

        :raises ValueError: when it has no zone.
        """
        if value is None:
            return None
        if value.tzinfo is None:
            message = f"a moment without a zone: {value}"
            raise ValueError(message)
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Return the moment in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class KeptText(TypeDecorator[str]):
    """A text from outside: what no database keeps in it (a zero byte, half of a character) becomes ``\ufffd``."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Return the text as it can be kept."""
        return None if value is None else value.translate(_unkept())


@cache
def _unkept() -> dict[int, str]:
    return dict.fromkeys((0, *range(0xD800, 0xE000)), "\ufffd")


ID = String(32)
SHA256 = String(64)
CODE = String(64)
SERIAL = BigInteger().with_variant(Integer, "sqlite")  # SQLite numbers rows only in plain integers
