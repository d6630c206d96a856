"""Alembic's entry: runs on the connection it is handed, never on one of its own."""

from alembic import context

from dm_assistant.storage.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    transactional_ddl=True,
    transaction_per_migration=False,
)
context.run_migrations()
