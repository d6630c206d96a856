"""Collaborations, the stages they went through, and how much of two audiences is one."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"

STAGES = "('idea', 'pitched', 'talking', 'agreed', 'made', 'reviewed', 'no')"
DAY = "GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'"
TEXTS = ("idea", "i_give", "they_give", "terms", "next_step", "due_on", "made", "made_on")
LATER_TEXTS = ("review", "closed_by", "closed_why")


def upgrade() -> None:
    """Make the tables."""
    _collabs()
    _moves()
    _overlaps()


def _collabs() -> None:
    op.create_table(
        "collabs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        *(
            sa.Column(name, sa.Text(), server_default="", nullable=False)
            for name in (*TEXTS, *LATER_TEXTS)
        ),
        sa.Column("opened_at", sa.Integer(), nullable=False),
        sa.Column("moved_at", sa.Integer(), nullable=False),
        sa.Column("pitch_id", sa.Integer(), nullable=True),
        sa.Column("heard_id", sa.Integer(), server_default="0", nullable=False),
        sa.CheckConstraint(f"stage IN {STAGES}", name="stage_known"),
        sa.CheckConstraint(f"due_on = '' OR due_on {DAY}", name="due_on_is_day"),
        sa.CheckConstraint(f"made_on = '' OR made_on {DAY}", name="made_on_is_day"),
        sa.CheckConstraint("closed_by IN ('', 'ours', 'theirs')", name="closed_by_known"),
        sa.CheckConstraint("(stage = 'no') = (closed_by <> '')", name="no_is_somebodys"),
        sa.CheckConstraint(
            "stage IN ('idea', 'talking', 'no') "
            "OR (idea <> '' AND i_give <> '' AND they_give <> '')",
            name="pitch_is_concrete",
        ),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"]),
        sa.ForeignKeyConstraint(["pitch_id"], ["drafts.id"]),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("collabs_by_contact", "collabs", ["contact_id"], unique=False)
    op.create_index("collabs_by_pitch", "collabs", ["pitch_id"], unique=False)


def _moves() -> None:
    op.create_table(
        "collab_moves",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("collab_id", sa.Integer(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("at", sa.Integer(), nullable=False),
        sa.CheckConstraint(f"stage IN {STAGES}", name="stage_known"),
        sa.ForeignKeyConstraint(["collab_id"], ["collabs.id"]),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("collab_moves_by_collab", "collab_moves", ["collab_id", "at"], unique=False)


def _overlaps() -> None:
    op.create_table(
        "collab_overlaps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("collab_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("from_at", sa.Integer(), nullable=False),
        sa.Column("until_at", sa.Integer(), nullable=False),
        *(
            sa.Column(name, sa.Integer(), server_default="0", nullable=False)
            for name in ("same_time", "shared", "theirs", "ours")
        ),
        sa.Column("newcomers", sa.Integer(), nullable=True),
        sa.Column("newcomers_shared", sa.Integer(), nullable=True),
        sa.CheckConstraint("same_time IN (0, 1)", name="same_time_flag"),
        sa.CheckConstraint(
            "shared >= 0 AND shared <= theirs AND shared <= ours", name="shared_is_part"
        ),
        sa.ForeignKeyConstraint(["collab_id"], ["collabs.id"]),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(
        "collab_overlaps_by_collab", "collab_overlaps", ["collab_id", "at"], unique=False
    )
