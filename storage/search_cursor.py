"""Where the next portion of an answer begins, as one word that a client hands back unread."""

import base64
import hashlib
import json
from dataclasses import astuple, dataclass

from storage.errors import InvalidCursorError
from storage.search_request import Query


@dataclass(frozen=True, slots=True)
class Cursor:
    """The last hit given, and the block of rows (``low`` to before ``high``) that it was ranked in.

    ``tier`` is how strictly the words are taken; ``score`` and ``row`` belong to the last hit, both 0 before the first.
    In a list without words ``moment`` and ``document`` are those of the last one.
    """

    tier: int = 0
    high: int | None = None
    low: int | None = None
    score: int = 0
    row: int = 0
    moment: str = ""
    document: str = ""
    total: int = 0
    more: bool = False


def written(cursor: Cursor, query: Query) -> str:
    """Return the cursor as a word of URL-safe letters."""
    content = json.dumps([_digest(query), *astuple(cursor)], separators=(",", ":"))
    return base64.urlsafe_b64encode(content.encode()).decode().rstrip("=")


def read(word: str, query: Query) -> Cursor:
    """Return the cursor that a word says.

    :raises InvalidCursorError: when it says none, or one of another query.
    """
    try:
        digest, *values = json.loads(base64.urlsafe_b64decode(word + "=" * (-len(word) % 4)))
        cursor = Cursor(*values)
    except (ValueError, TypeError) as error:
        raise InvalidCursorError from error
    if digest != _digest(query) or not _is_sound(cursor):
        raise InvalidCursorError
    return cursor


def _is_sound(cursor: Cursor) -> bool:
    whole = (cursor.tier, cursor.score, cursor.row, cursor.total)
    ends = [end for end in (cursor.low, cursor.high) if end is not None]
    numbers = all(type(number) is int and 0 <= number < 1 << 62 for number in (*whole, *ends))
    return numbers and all(type(text) is str for text in (cursor.moment, cursor.document))


def _digest(query: Query) -> str:
    return hashlib.sha256(repr(query).encode("utf-8", "replace")).hexdigest()[:12]
