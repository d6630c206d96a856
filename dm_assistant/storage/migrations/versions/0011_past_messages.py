"""Which import brought a message of theirs or one of ours, so that it can be taken back."""

from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Add the columns; written out, since what they refer to would be left out else."""
    for table in ("inbounds", "touches"):
        op.execute(f"ALTER TABLE {table} ADD COLUMN batch_id INTEGER REFERENCES imports (id)")
        op.create_index(f"{table}_by_batch", table, ["batch_id"], unique=False)
