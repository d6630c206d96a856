"""What an experiment plans and adopts, and which words are paused."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"


def upgrade() -> None:
    """Add the columns and the table; campaigns of before have no plan."""
    op.add_column("campaigns", sa.Column("plan", sa.Integer(), nullable=True))
    op.add_column("campaigns", sa.Column("adopted", sa.Text(), server_default="", nullable=False))
    op.add_column(
        "campaigns", sa.Column("adopted_from", sa.Integer(), server_default="0", nullable=False)
    )
    op.create_table(
        "pauses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("template", sa.Text(), nullable=False),
        sa.Column("campaign", sa.Text(), server_default="", nullable=False),
        sa.Column("at", sa.Integer(), nullable=False),
        sa.Column("opt_outs", sa.Integer(), server_default="0", nullable=False),
        sa.Column("contacts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("percent", sa.Integer(), server_default="0", nullable=False),
        sa.Column("ended_at", sa.Integer(), nullable=True),
        sa.Column("ended_with", sa.Integer(), server_default="0", nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint(
            "purpose IN ('thanks', 'offer', 'collab', 'feedback', 'challenge', 'answer', 'invite')",
            name="purpose_known",
        ),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(
        "pauses_open",
        "pauses",
        ["purpose", "template", "campaign"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
    )
