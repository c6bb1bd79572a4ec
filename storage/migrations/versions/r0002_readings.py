"""Several readings of a document side by side; failures counted apart from claims; corrections in their fields."""

from alembic import op
from sqlalchemy import Column, Integer, String, Text, text

revision = "0002"
down_revision = "0001"

_OF_A_READING = (("pages", ["number"]), ("derivatives", ["kind", "page"]))


def upgrade() -> None:
    """Add what is new; finished documents show the reading that they have."""
    op.add_column("documents", Column("result_generation", Integer, nullable=False, server_default="0"))
    op.execute("UPDATE documents SET result_generation = generation WHERE state IN ('done', 'needs_review')")
    unprotected = text("protected_until IS NULL")
    op.create_index(
        "ix_documents_unprotected",
        "documents",
        ["received_at"],
        sqlite_where=unprotected,
        postgresql_where=unprotected,
    )
    op.add_column("jobs", Column("failures", Integer, nullable=False, server_default="0"))
    op.drop_index("ix_jobs_state_lane_unit_not_before", "jobs")
    op.create_index("ix_jobs_state_lane_unit_not_before_page", "jobs", ["state", "lane", "unit", "not_before", "page"])
    served = text("started_at IS NOT NULL")
    columns = ["lane", "unit", "started_at"]
    op.create_index("ix_jobs_served", "jobs", columns, sqlite_where=served, postgresql_where=served)
    for table, rest in _OF_A_READING:
        _key(table, ["document_id", "generation", *rest])
    with op.batch_alter_table("fields") as fields:
        fields.add_column(Column("as_read", Text))
        fields.add_column(Column("correction_id", String(32)))
        fields.create_foreign_key("fk_fields_correction_id", "corrections", ["correction_id"], ["id"])


def downgrade() -> None:
    """Take it away again: of every document the reading that was shown stays, of every field its value."""
    with op.batch_alter_table("fields") as fields:
        fields.drop_constraint("fk_fields_correction_id", type_="foreignkey")
        fields.drop_column("correction_id")
        fields.drop_column("as_read")
    for table, rest in _OF_A_READING:
        op.execute(
            f"DELETE FROM {table} WHERE generation <> ("  # noqa: S608 - the names are ours
            f"SELECT result_generation FROM documents WHERE documents.id = {table}.document_id)"
        )
        _key(table, ["document_id", *rest])
    op.drop_index("ix_jobs_served", "jobs")
    op.drop_index("ix_jobs_state_lane_unit_not_before_page", "jobs")
    op.create_index("ix_jobs_state_lane_unit_not_before", "jobs", ["state", "lane", "unit", "not_before"])
    with op.batch_alter_table("jobs") as jobs:
        jobs.drop_column("failures")
    op.drop_index("ix_documents_unprotected", "documents")
    with op.batch_alter_table("documents") as documents:
        documents.drop_column("result_generation")


def _key(table: str, columns: list[str]) -> None:
    with op.batch_alter_table(table) as changed:
        changed.drop_constraint(f"pk_{table}", type_="primary")
        changed.create_primary_key(f"pk_{table}", columns)
