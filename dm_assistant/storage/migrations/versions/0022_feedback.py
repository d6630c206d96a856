"""What people ask for, what is made of it, and challenges with what people made for them."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"

DAY = "GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'"


def upgrade() -> None:
    """Make the tables."""
    _themes()
    _codings()
    _challenges()


def _themes() -> None:
    op.create_table(
        "themes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), server_default="", nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("idea", sa.Text(), server_default="", nullable=False),
        sa.Column("made_title", sa.Text(), server_default="", nullable=False),
        sa.Column("made_link", sa.Text(), server_default="", nullable=False),
        sa.Column("made_on", sa.Text(), server_default="", nullable=False),
        sa.Column("opened_at", sa.Integer(), nullable=False),
        sa.Column("merged_into", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "state IN ('open', 'idea', 'making', 'made', 'dropped')", name="state_known"
        ),
        sa.CheckConstraint(f"made_on = '' OR made_on {DAY}", name="made_on_is_day"),
        sa.ForeignKeyConstraint(["merged_into"], ["themes.id"]),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(
        "themes_by_name",
        "themes",
        ["name_key"],
        unique=True,
        sqlite_where=sa.text("merged_into IS NULL"),
    )
    op.create_index(
        "themes_by_key",
        "themes",
        ["key"],
        unique=True,
        sqlite_where=sa.text("merged_into IS NULL AND key <> ''"),
    )


def _codings() -> None:
    op.create_table(
        "codings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=True),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("inbound_id", sa.Integer(), nullable=True),
        sa.Column("comment_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.Integer(), nullable=False),
        sa.Column("ended_at", sa.Integer(), nullable=True),
        sa.CheckConstraint("(inbound_id IS NULL) <> (comment_id IS NULL)", name="about_one"),
        sa.ForeignKeyConstraint(["theme_id"], ["themes.id"]),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"]),
        sa.ForeignKeyConstraint(["inbound_id"], ["inbounds.id"]),
        sa.ForeignKeyConstraint(["comment_id"], ["comments.id"]),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    for about in ("inbound", "comment"):
        op.create_index(
            f"codings_by_{about}",
            "codings",
            [f"{about}_id", "theme_id"],
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
        )
        op.create_index(f"codings_of_{about}", "codings", [f"{about}_id"], unique=False)
    op.create_index("codings_by_contact", "codings", ["contact_id"], unique=False)


def _challenges() -> None:
    op.create_table(
        "challenges",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("task", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Text(), server_default="", nullable=False),
        sa.Column("ends_on", sa.Text(), server_default="", nullable=False),
        sa.Column("tag", sa.Text(), server_default="", nullable=False),
        sa.Column("made_at", sa.Integer(), nullable=False),
        sa.Column("ended_at", sa.Integer(), nullable=True),
        sa.CheckConstraint(f"starts_on = '' OR starts_on {DAY}", name="starts_on_is_day"),
        sa.CheckConstraint(f"ends_on = '' OR ends_on {DAY}", name="ends_on_is_day"),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("challenges_by_name", "challenges", ["name_key"], unique=True)
    op.create_table(
        "challenge_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("challenge_id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.Integer(), nullable=False),
        sa.Column("link", sa.Text(), server_default="", nullable=False),
        sa.Column("views", sa.Integer(), nullable=True),
        sa.Column("views_at", sa.Integer(), nullable=True),
        sa.CheckConstraint("views >= 0", name="views_counted"),
        sa.ForeignKeyConstraint(["challenge_id"], ["challenges.id"]),
        sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"]),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(
        "challenge_entries_by_challenge",
        "challenge_entries",
        ["challenge_id", "contact_id"],
        unique=False,
    )
    op.create_index(
        "challenge_entries_by_contact", "challenge_entries", ["contact_id"], unique=False
    )
