"""Events: appended in order, read on from where one stopped."""

from storage.events import Event, append, of_document, since
from testbed.keeping import Keeping


def test_events_are_read_on(keeping: Keeping) -> None:
    """They come in the order of their numbers, from a number on, of one kind or of all, each once."""
    for number in range(5):
        with keeping.database.write() as connection:
            append(connection, Event("even" if number % 2 == 0 else "odd", "me", detail={"tên": number}), keeping.now)
        keeping.later(1)
    with keeping.database.read() as connection:
        everything = since(connection)
        assert [one.event.detail["tên"] for one in everything] == list(range(5))
        assert since(connection, after=everything[1].id) == everything[2:]
        assert since(connection, kind="odd") == everything[1::2]
        assert since(connection, after=everything[1].id, limit=1) == everything[2:3]


def test_events_of_a_document(keeping: Keeping) -> None:
    """A document has its own events and no others."""
    one, other = keeping.admit("a").document, keeping.admit("b").document
    keeping.write_whole(keeping.claimed("w9"))
    with keeping.database.read() as connection:
        told = [(past.event.kind, past.event.actor) for past in of_document(connection, one.id)]
        assert told == [("handed_in", "can_bo"), ("state", "w9"), ("state", "w9")]
        assert [past.event.kind for past in of_document(connection, other.id)] == ["handed_in"]
