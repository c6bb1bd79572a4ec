"""The tables. Times are UTC; ids are 32 hexadecimal digits; a row that names a blob is written after the blob.

``migrations`` brings a database to this state; a test compares the two.
"""

from datetime import UTC, datetime
from functools import cache

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    text,
)

REVISION = "0003"
"""The newest of ``migrations``: the one whose tables these are."""

_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


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

metadata = MetaData(naming_convention=_NAMES)

documents = Table(
    "documents",
    metadata,
    Column("id", ID, primary_key=True),
    Column("sha256", SHA256, nullable=False, unique=True),  # also the key of the original
    Column("size", BigInteger, nullable=False),
    Column("format", String(16), nullable=False),
    Column("page_count", Integer, nullable=False),
    Column("name", KeptText, nullable=False),  # as first handed in
    Column("unit", String(64), nullable=False),
    Column("lane", String(16), nullable=False),  # counter, normal, backfile
    Column("submitted_by", String(128), nullable=False),
    Column("state", String(16), nullable=False),
    Column("problem", CODE),  # why it failed
    Column("generation", Integer, nullable=False, default=1),  # 1 more with every reprocessing
    Column("result_generation", Integer, nullable=False, server_default="0"),  # whose results are shown; 0: none yet
    Column("received_at", UtcTime, nullable=False),
    Column("finished_at", UtcTime),
    Column("protected_until", UtcTime),  # none: retention is still to be set
    CheckConstraint("state IN ('received', 'running', 'done', 'needs_review', 'failed')", "state"),
    CheckConstraint("lane IN ('counter', 'normal', 'backfile')", "lane"),
    Index(None, "state", "received_at"),
    Index(None, "unit", "received_at"),
    Index(None, "received_at", "id"),
    Index(
        "ix_documents_unprotected",
        "received_at",
        sqlite_where=text("protected_until IS NULL"),
        postgresql_where=text("protected_until IS NULL"),
    ),
)

submissions = Table(  # each handing-in of a document; the same bytes may serve several dossiers
    "submissions",
    metadata,
    Column("id", ID, primary_key=True),
    Column("document_id", ID, ForeignKey("documents.id"), nullable=False, index=True),
    Column("dossier", String(64), nullable=False),  # empty where none was named
    Column("component", String(64), nullable=False),
    Column("unit", String(64), nullable=False),
    Column("name", KeptText, nullable=False),
    Column("submitted_by", String(128), nullable=False),
    Column("received_at", UtcTime, nullable=False),
    UniqueConstraint("document_id", "dossier", "component", "unit"),
    Index(None, "dossier"),
    Index(None, "unit", "document_id"),
)

jobs = Table(  # units of work; a claim is one conditional UPDATE
    "jobs",
    metadata,
    Column("id", ID, primary_key=True),
    Column("document_id", ID, ForeignKey("documents.id"), nullable=False),
    Column("generation", Integer, nullable=False),
    Column("kind", String(16), nullable=False),  # whole, page, finish
    Column("page", Integer, nullable=False, default=0),  # of a page job, else 0
    Column("lane", Integer, nullable=False),  # 0 counter, 1 normal, 2 backfile
    Column("unit", String(64), nullable=False),
    Column("state", String(16), nullable=False),
    Column("attempts", Integer, nullable=False, default=0),  # claims so far
    Column("failures", Integer, nullable=False, server_default="0"),  # claims that came to nothing; too many: poison
    Column("not_before", UtcTime, nullable=False),  # back-off; also the order within a unit
    Column("worker", String(128)),
    Column("lease_until", UtcTime),
    Column("problem", CODE),  # of the last attempt that failed
    Column("created_at", UtcTime, nullable=False),
    Column("started_at", UtcTime),
    Column("finished_at", UtcTime),
    UniqueConstraint("document_id", "generation", "kind", "page"),
    CheckConstraint("kind IN ('whole', 'page', 'finish')", "kind"),
    CheckConstraint("state IN ('waiting', 'running', 'done', 'failed')", "state"),
    Index(None, "state", "lane", "unit", "not_before", "page"),
    Index(None, "state", "lease_until"),
    Index(  # when a unit was served last; without waiting jobs, for no planner to look for these here
        "ix_jobs_served",
        "lane",
        "unit",
        "started_at",
        sqlite_where=text("started_at IS NOT NULL"),
        postgresql_where=text("started_at IS NOT NULL"),
    ),
)

pages = Table(  # shown are those of the document's result_generation
    "pages",
    metadata,
    Column("document_id", ID, ForeignKey("documents.id"), primary_key=True),
    Column("generation", Integer, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("source", String(16), nullable=False),
    Column("words", Integer, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("seconds", Float, nullable=False),
    Column("problem", CODE),
)

derivatives = Table(  # blobs that can be made again; shown as pages are
    "derivatives",
    metadata,
    Column("document_id", ID, ForeignKey("documents.id"), primary_key=True),
    Column("generation", Integer, primary_key=True),
    Column("kind", String(16), primary_key=True),  # record, fragment (of a page); json, text, pdf (of the whole)
    Column("page", Integer, primary_key=True),  # 0: of the whole
    Column("sha256", SHA256, nullable=False, index=True),
    Column("size", BigInteger, nullable=False),
    Column("made_at", UtcTime, nullable=False),
)

papers = Table(  # the documents found inside a submitted file
    "papers",
    metadata,
    Column("id", ID, primary_key=True),
    Column("document_id", ID, ForeignKey("documents.id"), nullable=False),
    Column("ordinal", Integer, nullable=False),  # from 1
    Column("first_page", Integer, nullable=False),
    Column("last_page", Integer, nullable=False),
    Column("document_type", String(64), nullable=False),
    Column("certainty", Float, nullable=False),
    Column("dossier", String(64)),  # what a separator sheet says
    Column("component", String(64)),
    Column("key_issuer", Text),
    Column("key_number", Text),
    Column("key_issued_on", String(32)),
    Column("key_holder", Text),
    UniqueConstraint("document_id", "ordinal"),
    Index(None, "document_type"),
    Index(None, "dossier"),
)

fields = Table(
    "fields",
    metadata,
    Column("paper_id", ID, ForeignKey("papers.id"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("name", String(64), nullable=False),
    Column("value", KeptText),  # as JSON, as a person corrected it; none where nothing was found
    Column("as_read", KeptText),  # the value that was read, where a correction stands in its place
    Column("correction_id", ID, ForeignKey("corrections.id")),
    Column("folded", Text),  # of the value, for search: lower case, without marks
    Column("printed", KeptText, nullable=False),
    Column("page", Integer),
    Column("box", String(64)),  # JSON: left, top, right, bottom in points
    Column("confidence", Float, nullable=False),
    Column("problem", CODE),
    Column("origin", String(16), nullable=False),
    Column("notes", Text, nullable=False),  # JSON list of codes
)

corrections = Table(  # what people said; kept through every reprocessing
    "corrections",
    metadata,
    Column("id", ID, primary_key=True),
    Column("document_id", ID, ForeignKey("documents.id"), nullable=False),
    Column("first_page", Integer, nullable=False),  # of the paper as it was then
    Column("field", String(64), nullable=False),
    Column("value", KeptText),  # as JSON
    Column("printed", KeptText, nullable=False),  # what had been read
    Column("made_by", String(128), nullable=False),
    Column("made_at", UtcTime, nullable=False),
    Index(None, "document_id", "first_page", "field", "made_at"),
)

events = Table(  # what happened, appended only
    "events",
    metadata,
    Column("id", SERIAL, primary_key=True, autoincrement=True),
    Column("at", UtcTime, nullable=False, index=True),
    Column("kind", CODE, nullable=False),
    Column("document_id", ID, ForeignKey("documents.id"), index=True),
    Column("actor", String(128), nullable=False),
    Column("detail", KeptText, nullable=False),  # JSON
)

fixity_checks = Table(  # begun before the bytes are read, so that a check that died is seen
    "fixity_checks",
    metadata,
    Column("id", SERIAL, primary_key=True, autoincrement=True),
    Column("shelf", String(16), nullable=False),
    Column("sha256", SHA256, nullable=False),
    Column("begun_at", UtcTime, nullable=False),
    Column("ended_at", UtcTime),
    Column("outcome", CODE),  # intact, damaged, missing, unreadable, repaired, died
    Index(None, "shelf", "sha256", "begun_at"),
)

condemned = Table(  # orphan blobs that the sweep is about to delete; an intake that meets one waits
    "condemned",
    metadata,
    Column("shelf", String(16), primary_key=True),
    Column("sha256", SHA256, primary_key=True),
    Column("at", UtcTime, nullable=False),
)

search_documents = Table(  # which numbers the pages of a document have in search: neighbours, in order of arrival
    "search_documents",
    metadata,
    Column("document_id", ID, ForeignKey("documents.id"), primary_key=True),
    Column("first_row", BigInteger, nullable=False, unique=True),
    Column("page_count", Integer, nullable=False),
)

search_pages = Table(  # what is searched; the index over it is the database's own: search_sqlite, search_postgres
    "search_pages",
    metadata,
    Column("id", SERIAL, primary_key=True, autoincrement=False),
    Column("document_id", ID, ForeignKey("documents.id"), nullable=False, index=True),
    Column("page", Integer, nullable=False),
    Column("text", Text, nullable=False),  # for the piece that is shown
    Column("exact", Text, nullable=False),  # its words: storage.search_words
    Column("folded", Text, nullable=False),
)

search_fields = Table(  # values as people see them, corrections included
    "search_fields",
    metadata,
    Column("id", SERIAL, primary_key=True, autoincrement=True),
    Column("document_id", ID, ForeignKey("documents.id"), nullable=False, index=True),
    Column("name", String(64), nullable=False),
    Column("page", Integer),
    Column("first_day", String(10)),  # of a date: the first and the last day that it can mean, ISO 8601
    Column("last_day", String(10)),
    Column("exact", Text, nullable=False),
    Column("folded", Text, nullable=False),
    Index(None, "name", "first_day"),
)
