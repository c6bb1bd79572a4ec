"""Search: the words of pages and fields, and the index over them, of each database in its own way."""

from alembic import op
from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, MetaData, String, Table, Text

revision = "0003"
down_revision = "0002"

_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}

ID = String(32)
SERIAL = BigInteger().with_variant(Integer, "sqlite")

_metadata = MetaData(naming_convention=_NAMES)

Table("documents", _metadata, Column("id", ID, primary_key=True))  # only named here
_TABLES = (
    Table(
        "search_documents",
        _metadata,
        Column("document_id", ID, ForeignKey("documents.id"), primary_key=True),
        Column("first_row", BigInteger, nullable=False, unique=True),
        Column("page_count", Integer, nullable=False),
    ),
    Table(
        "search_pages",
        _metadata,
        Column("id", SERIAL, primary_key=True, autoincrement=False),
        Column("document_id", ID, ForeignKey("documents.id"), nullable=False, index=True),
        Column("page", Integer, nullable=False),
        Column("text", Text, nullable=False),
        Column("exact", Text, nullable=False),
        Column("folded", Text, nullable=False),
    ),
    Table(
        "search_fields",
        _metadata,
        Column("id", SERIAL, primary_key=True, autoincrement=True),
        Column("document_id", ID, ForeignKey("documents.id"), nullable=False, index=True),
        Column("name", String(64), nullable=False),
        Column("page", Integer),
        Column("first_day", String(10)),
        Column("last_day", String(10)),
        Column("exact", Text, nullable=False),
        Column("folded", Text, nullable=False),
        Index(None, "name", "first_day"),
    ),
)
_INDEXED = ("search_pages", "search_fields")

_SQLITE = (
    """
    CREATE VIRTUAL TABLE {name}_index USING fts5(
        exact, folded, content='{name}', content_rowid='id', tokenize="ascii tokenchars '#'")
    """,
    """
    CREATE TRIGGER {name}_added AFTER INSERT ON {name} BEGIN
        INSERT INTO {name}_index(rowid, exact, folded) VALUES (new.id, new.exact, new.folded);
    END
    """,
    """
    CREATE TRIGGER {name}_removed AFTER DELETE ON {name} BEGIN
        INSERT INTO {name}_index({name}_index, rowid, exact, folded)
            VALUES ('delete', old.id, old.exact, old.folded);
    END
    """,
    """
    CREATE TRIGGER {name}_changed AFTER UPDATE ON {name} BEGIN
        INSERT INTO {name}_index({name}_index, rowid, exact, folded)
            VALUES ('delete', old.id, old.exact, old.folded);
        INSERT INTO {name}_index(rowid, exact, folded) VALUES (new.id, new.exact, new.folded);
    END
    """,
)
_POSTGRESQL = (
    """
    CREATE TABLE {name}_index (
        id bigint NOT NULL CONSTRAINT pk_{name}_index PRIMARY KEY
            CONSTRAINT fk_{name}_index_id REFERENCES {name} (id) ON DELETE CASCADE,
        document_id varchar(32) NOT NULL,
        name varchar(64),
        exact tsvector NOT NULL,
        folded tsvector NOT NULL)
    """,
    "CREATE INDEX ix_{name}_index_exact ON {name}_index USING gin (exact) WITH (fastupdate = off)",
    "CREATE INDEX ix_{name}_index_folded ON {name}_index USING gin (folded) WITH (fastupdate = off)",
)


def upgrade() -> None:
    """Make the tables, empty: a document is found once it is read, or indexed, anew."""
    connection = op.get_bind()
    _metadata.create_all(connection, tables=_TABLES)
    for statement in _SQLITE if connection.dialect.name == "sqlite" else _POSTGRESQL:
        for name in _INDEXED:
            connection.exec_driver_sql(statement.format(name=name))
    op.create_index("ix_documents_received_at_id", "documents", ["received_at", "id"])
    op.create_index("ix_papers_dossier", "papers", ["dossier"])
    op.create_index("ix_submissions_unit_document_id", "submissions", ["unit", "document_id"])
    op.drop_index("ix_fields_name_folded", "fields")  # PostgreSQL indexes no value of more than 2,700 bytes


def downgrade() -> None:
    """Take it away again; what is searched can be made again from the pages."""
    op.create_index("ix_fields_name_folded", "fields", ["name", "folded"])
    op.drop_index("ix_submissions_unit_document_id", "submissions")
    op.drop_index("ix_papers_dossier", "papers")
    op.drop_index("ix_documents_received_at_id", "documents")
    for name in _INDEXED:
        op.execute(f"DROP TABLE {name}_index")
    for table in reversed(_TABLES):
        table.drop(op.get_bind())
