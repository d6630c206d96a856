"""Campaigns with their people: who got a message, which variant, and who was held out."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0018"


def upgrade() -> None:
    """Make both tables; campaigns that were only names stay names."""
    op.create_table(
        "campaigns",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("segment", sa.Text(), server_default="", nullable=False),
        sa.Column("variants", sa.Text(), server_default="[]", nullable=False),
        sa.Column("extra", sa.Text(), server_default="{}", nullable=False),
        sa.Column("pool", sa.Text(), server_default="", nullable=False),
        sa.Column("starts_on", sa.Text(), nullable=True),
        sa.Column("ends_on", sa.Text(), nullable=True),
        sa.Column("holdout", sa.Integer(), server_default="0", nullable=False),
        sa.Column("seed", sa.Text(), nullable=False),
        sa.Column("notes", sa.Text(), server_default="", nullable=False),
        sa.Column("made_at", sa.Integer(), nullable=False),
        sa.Column("ended_at", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "purpose IN ('thanks', 'offer', 'collab', 'feedback', 'challenge', 'answer', 'invite')",
            name="purpose_known",
        ),
        sa.CheckConstraint("purpose NOT IN ('answer', 'invite')", name="purpose_opens"),
        sa.CheckConstraint("holdout BETWEEN 0 AND 50", name="holdout_percent"),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("campaigns_by_key", "campaigns", ["key"], unique=True)
    op.create_table(
        "arms",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("arm", sa.Text(), nullable=False),
        sa.Column("eligible_at", sa.Integer(), nullable=False),
        sa.Column("variant", sa.Text(), server_default="", nullable=False),
        sa.Column("assigned", sa.Text(), nullable=False),
        sa.Column("probability", sa.REAL(), server_default="1", nullable=False),
        sa.Column("block_id", sa.Integer(), nullable=True),
        sa.Column("by_hand", sa.Integer(), server_default="0", nullable=False),
        sa.CheckConstraint("arm IN ('message', 'holdout')", name="arm_known"),
        sa.CheckConstraint("assigned IN ('random', 'manual')", name="assigned_known"),
        sa.CheckConstraint("probability > 0 AND probability <= 1", name="probability_of_one"),
        sa.CheckConstraint("by_hand IN (0, 1)", name="by_hand_flag"),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"]),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"]),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("arms_by_campaign", "arms", ["campaign_id", "contact_id"], unique=True)
    op.create_index("arms_by_contact", "arms", ["contact_id"], unique=False)
