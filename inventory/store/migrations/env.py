"""Alembic's entry: always on the connection that `inventory.store.migrate` opened."""

from alembic import context

from inventory.store.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,  # SQLite cannot alter a column; Alembic then copies the table
)
with context.begin_transaction():
    context.run_migrations()
