"""The first tables, as they were then: what is here never changes, whatever becomes of ``storage.schema``."""

from alembic import op
from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

revision = "0001"
down_revision = None

_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}

ID, SHA256, CODE = String(32), String(64), String(64)
MOMENT = DateTime(timezone=True)
SERIAL = BigInteger().with_variant(Integer, "sqlite")

_metadata = MetaData(naming_convention=_NAMES)

Table(
    "documents",
    _metadata,
    Column("id", ID, primary_key=True),
    Column("sha256", SHA256, nullable=False, unique=True),
    Column("size", BigInteger, nullable=False),
    Column("format", String(16), nullable=False),
    Column("page_count", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("unit", String(64), nullable=False),
    Column("lane", String(16), nullable=False),
    Column("submitted_by", String(128), nullable=False),
    Column("state", String(16), nullable=False),
    Column("problem", CODE),
    Column("generation", Integer, nullable=False, default=1),
    Column("received_at", MOMENT, nullable=False),
    Column("finished_at", MOMENT),
    Column("protected_until", MOMENT),
    CheckConstraint("state IN ('received', 'running', 'done', 'needs_review', 'failed')", "state"),
    CheckConstraint("lane IN ('counter', 'normal', 'backfile')", "lane"),
    Index(None, "state", "received_at"),
    Index(None, "unit", "received_at"),
)

Table(
    "submissions",
    _metadata,
    Column("id", ID, primary_key=True),
    Column("document_id", ID, ForeignKey("documents.id"), nullable=False, index=True),
    Column("dossier", String(64), nullable=False),
    Column("component", String(64), nullable=False),
    Column("unit", String(64), nullable=False),
    Column("name", Text, nullable=False),
    Column("submitted_by", String(128), nullable=False),
    Column("received_at", MOMENT, nullable=False),
    UniqueConstraint("document_id", "dossier", "component", "unit"),
    Index(None, "dossier"),
)

Table(
    "jobs",
    _metadata,
    Column("id", ID, primary_key=True),
    Column("document_id", ID, ForeignKey("documents.id"), nullable=False),
    Column("generation", Integer, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("page", Integer, nullable=False, default=0),
    Column("lane", Integer, nullable=False),
    Column("unit", String(64), nullable=False),
    Column("state", String(16), nullable=False),
    Column("attempts", Integer, nullable=False, default=0),
    Column("not_before", MOMENT, nullable=False),
    Column("worker", String(128)),
    Column("lease_until", MOMENT),
    Column("problem", CODE),
    Column("created_at", MOMENT, nullable=False),
    Column("started_at", MOMENT),
    Column("finished_at", MOMENT),
    UniqueConstraint("document_id", "generation", "kind", "page"),
    CheckConstraint("kind IN ('whole', 'page', 'finish')", "kind"),
    CheckConstraint("state IN ('waiting', 'running', 'done', 'failed')", "state"),
    Index(None, "state", "lane", "unit", "not_before"),
    Index(None, "state", "lease_until"),
)

Table(
    "pages",
    _metadata,
    Column("document_id", ID, ForeignKey("documents.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("generation", Integer, nullable=False),
    Column("source", String(16), nullable=False),
    Column("words", Integer, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("seconds", Float, nullable=False),
    Column("problem", CODE),
)

Table(
    "derivatives",
    _metadata,
    Column("document_id", ID, ForeignKey("documents.id"), primary_key=True),
    Column("kind", String(16), primary_key=True),
    Column("page", Integer, primary_key=True),
    Column("generation", Integer, nullable=False),
    Column("sha256", SHA256, nullable=False, index=True),
    Column("size", BigInteger, nullable=False),
    Column("made_at", MOMENT, nullable=False),
)

Table(
    "papers",
    _metadata,
    Column("id", ID, primary_key=True),
    Column("document_id", ID, ForeignKey("documents.id"), nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("first_page", Integer, nullable=False),
    Column("last_page", Integer, nullable=False),
    Column("document_type", String(64), nullable=False),
    Column("certainty", Float, nullable=False),
    Column("dossier", String(64)),
    Column("component", String(64)),
    Column("key_issuer", Text),
    Column("key_number", Text),
    Column("key_issued_on", String(32)),
    Column("key_holder", Text),
    UniqueConstraint("document_id", "ordinal"),
    Index(None, "document_type"),
)

Table(
    "fields",
    _metadata,
    Column("paper_id", ID, ForeignKey("papers.id"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("name", String(64), nullable=False),
    Column("value", Text),
    Column("folded", Text),
    Column("printed", Text, nullable=False),
    Column("page", Integer),
    Column("box", String(64)),
    Column("confidence", Float, nullable=False),
    Column("problem", CODE),
    Column("origin", String(16), nullable=False),
    Column("notes", Text, nullable=False),
    Index(None, "name", "folded"),
)

Table(
    "corrections",
    _metadata,
    Column("id", ID, primary_key=True),
    Column("document_id", ID, ForeignKey("documents.id"), nullable=False),
    Column("first_page", Integer, nullable=False),
    Column("field", String(64), nullable=False),
    Column("value", Text),
    Column("printed", Text, nullable=False),
    Column("made_by", String(128), nullable=False),
    Column("made_at", MOMENT, nullable=False),
    Index(None, "document_id", "first_page", "field", "made_at"),
)

Table(
    "events",
    _metadata,
    Column("id", SERIAL, primary_key=True, autoincrement=True),
    Column("at", MOMENT, nullable=False, index=True),
    Column("kind", CODE, nullable=False),
    Column("document_id", ID, ForeignKey("documents.id"), index=True),
    Column("actor", String(128), nullable=False),
    Column("detail", Text, nullable=False),
)

Table(
    "fixity_checks",
    _metadata,
    Column("id", SERIAL, primary_key=True, autoincrement=True),
    Column("shelf", String(16), nullable=False),
    Column("sha256", SHA256, nullable=False),
    Column("begun_at", MOMENT, nullable=False),
    Column("ended_at", MOMENT),
    Column("outcome", CODE),
    Index(None, "shelf", "sha256", "begun_at"),
)

Table(
    "condemned",
    _metadata,
    Column("shelf", String(16), primary_key=True),
    Column("sha256", SHA256, primary_key=True),
    Column("at", MOMENT, nullable=False),
)


def upgrade() -> None:
    """Make the tables."""
    _metadata.create_all(op.get_bind(), checkfirst=False)


def downgrade() -> None:
    """Drop the tables, with all that is in them."""
    _metadata.drop_all(op.get_bind(), checkfirst=False)
