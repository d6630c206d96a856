"""Figures noted by hand, goals, other accounts, and what was changed."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"

DAY = "GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'"
MEASURES = (
    "'views', 'profile_views', 'likes', 'comments', 'shares', 'saves', 'followers', 'viewers', "
    "'reach', 'impressions', 'link_clicks', 'full_watches', 'conversions', 'view_share'"
)
SOURCES = (
    "'for_you', 'following', 'profile', 'search', 'hashtag', 'sound', 'external', 'share', "
    "'message'"
)


def upgrade() -> None:
    """Make the tables."""
    _figures()
    _goals()
    _competitors()
    _changes()


def _day(column: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(f"{column} {DAY}", name=f"{column}_is_day")


def _figures() -> None:
    op.create_table(
        "noted_figures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("first_on", sa.Text(), nullable=False),
        sa.Column("last_on", sa.Text(), nullable=False),
        sa.Column("value", sa.REAL(), nullable=False),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("paid", sa.Text(), nullable=False),
        sa.Column("post", sa.Text(), server_default="", nullable=False),
        sa.Column("noted_at", sa.Integer(), nullable=False),
        sa.Column("taken_at", sa.Integer(), nullable=True),
        sa.CheckConstraint(f"name IN ({MEASURES})", name="name_known"),
        sa.CheckConstraint(f"source IS NULL OR source IN ({SOURCES})", name="source_known"),
        sa.CheckConstraint("paid IN ('organic', 'paid', 'unknown')", name="paid_known"),
        _day("first_on"),
        _day("last_on"),
        sa.CheckConstraint("value >= 0", name="value_counted"),
        sa.CheckConstraint("first_on <= last_on", name="days_in_order"),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"]),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(
        "noted_figures_by_name", "noted_figures", ["account_id", "name", "first_on"], unique=False
    )


def _goals() -> None:
    op.create_table(
        "goals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("target", sa.Integer(), nullable=False),
        sa.Column("begun_on", sa.Text(), nullable=False),
        sa.Column("by_on", sa.Text(), nullable=False),
        sa.Column("noted_at", sa.Integer(), nullable=False),
        sa.Column("taken_at", sa.Integer(), nullable=True),
        sa.CheckConstraint(f"name IN ({MEASURES})", name="name_known"),
        _day("begun_on"),
        _day("by_on"),
        sa.CheckConstraint("target > 0", name="target_given"),
        sa.CheckConstraint("begun_on <= by_on", name="days_in_order"),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"]),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )


def _competitors() -> None:
    op.create_table(
        "competitor_looks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("handle", sa.Text(), nullable=False),
        sa.Column("on_day", sa.Text(), nullable=False),
        sa.Column("followers", sa.Integer(), nullable=True),
        sa.Column("posts", sa.Integer(), nullable=True),
        sa.Column("views", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("noted_at", sa.Integer(), nullable=False),
        sa.Column("taken_at", sa.Integer(), nullable=True),
        sa.CheckConstraint("platform IN ('tiktok', 'instagram')", name="platform_known"),
        _day("on_day"),
        *(
            sa.CheckConstraint(f"{each} >= 0", name=f"{each}_counted")
            for each in ("followers", "posts", "views")
        ),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )


def _changes() -> None:
    op.create_table(
        "own_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("on_day", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("noted_at", sa.Integer(), nullable=False),
        sa.Column("taken_at", sa.Integer(), nullable=True),
        _day("on_day"),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
