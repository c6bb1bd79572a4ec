"""Run by Alembic for every migration: the connection is open, and its transaction belongs to ``storage.migration``."""

from alembic import context

from storage.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite changes a table by writing it anew
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
