"""What the codes of a pool give; no code waits for two people."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    """Add the column and the index."""
    op.add_column("code_pools", sa.Column("perk", sa.Text(), server_default="", nullable=False))
    op.create_index(
        "drafts_one_code",
        "drafts",
        ["code_id"],
        unique=True,
        sqlite_where=sa.text("code_id IS NOT NULL AND state IN ('drafted', 'snoozed', 'approved')"),
    )
