"""People, their comments and the imports they came from."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    _meta()
    _accounts()
    _imports()
    _import_changes()
    _mappings()
    _contacts()
    _handles()
    _tags()
    _posts()
    _comments()


def _meta() -> None:
    op.create_table(
        "meta",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
        sqlite_strict=True,
    )


def _accounts() -> None:
    op.create_table(
        "accounts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("handle", sa.Text(), server_default="", nullable=False),
        sa.Column("key", sa.Text(), server_default="", nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("timezone", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("limited_at", sa.Integer(), nullable=True),
        sa.CheckConstraint("platform IN ('tiktok', 'instagram')", name="platform_known"),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("accounts_by_key", "accounts", ["platform", "key"], unique=True)


def _imports() -> None:
    op.create_table(
        "imports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("format", sa.Text(), nullable=False),
        sa.Column("at", sa.Integer(), nullable=False),
        sa.Column("counts", sa.Text(), server_default="", nullable=False),
        sa.Column("undone_at", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )


def _import_changes() -> None:
    op.create_table(
        "import_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("table_name", sa.Text(), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"],
            ["imports.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("import_changes_by_batch", "import_changes", ["batch_id"], unique=False)


def _mappings() -> None:
    op.create_table(
        "mappings",
        sa.Column("header_key", sa.Text(), nullable=False),
        sa.Column("columns", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("header_key"),
        sqlite_strict=True,
    )


def _contacts() -> None:
    op.create_table(
        "contacts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("language", sa.Text(), server_default="", nullable=False),
        sa.Column("timezone", sa.Text(), server_default="", nullable=False),
        sa.Column("country", sa.Text(), server_default="", nullable=False),
        sa.Column("relation", sa.Text(), server_default="fan", nullable=False),
        sa.Column("follow_state", sa.Text(), server_default="unknown", nullable=False),
        sa.Column("follow_learned_at", sa.Integer(), nullable=True),
        sa.Column("followers", sa.Integer(), nullable=True),
        sa.Column("notes", sa.Text(), server_default="", nullable=False),
        sa.Column("own", sa.Integer(), server_default="0", nullable=False),
        sa.Column("birth_age", sa.Integer(), nullable=True),
        sa.Column("no_contact", sa.Text(), nullable=True),
        sa.Column("no_contact_at", sa.Integer(), nullable=True),
        sa.Column("erased_at", sa.Integer(), nullable=True),
        sa.Column("facts_changed_at", sa.Integer(), nullable=True),
        sa.Column("snoozed_until", sa.Integer(), nullable=True),
        sa.Column("search", sa.Text(), server_default="", nullable=False),
        sa.Column("activity", sa.REAL(), server_default="0", nullable=False),
        sa.Column("factor", sa.REAL(), server_default="1", nullable=False),
        sa.Column("comments", sa.Integer(), server_default="0", nullable=False),
        sa.Column("posts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("questions", sa.Integer(), server_default="0", nullable=False),
        sa.Column("likes", sa.Integer(), server_default="0", nullable=False),
        sa.Column("copies", sa.Integer(), server_default="0", nullable=False),
        sa.Column("giveaways", sa.Integer(), server_default="0", nullable=False),
        sa.Column("promotions", sa.Integer(), server_default="0", nullable=False),
        sa.Column("ring", sa.Integer(), server_default="0", nullable=False),
        sa.Column("capped", sa.Integer(), server_default="0", nullable=False),
        sa.Column("first_comment_at", sa.Integer(), nullable=True),
        sa.Column("last_comment_at", sa.Integer(), nullable=True),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "follow_state IN ('mutual', 'follows_me', 'i_follow', 'none', 'unknown')",
            name="follow_state_known",
        ),
        sa.CheckConstraint(
            "no_contact IS NULL OR no_contact IN ('opt_out', 'erased', 'refused', 'under_age', 'no_dm_notice', 'complaint', 'blocked')",
            name="no_contact_known",
        ),
        sa.CheckConstraint(
            "relation IN ('fan', 'collaborator', 'brand', 'customer')", name="relation_known"
        ),
        sa.CheckConstraint("followers IS NULL OR followers >= 0", name="followers_known"),
        sa.ForeignKeyConstraint(
            ["batch_id"],
            ["imports.id"],
        ),
        sa.CheckConstraint("own IN (0, 1)", name="own_flag"),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )


def _handles() -> None:
    op.create_table(
        "handles",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("handle", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("look_alike", sa.Text(), server_default="", nullable=False),
        sa.Column("user_id", sa.Text(), server_default="", nullable=False),
        sa.Column("current", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint("platform IN ('tiktok', 'instagram')", name="platform_known"),
        sa.ForeignKeyConstraint(
            ["contact_id"],
            ["contacts.id"],
        ),
        sa.CheckConstraint("current IN (0, 1)", name="current_flag"),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("handles_by_contact", "handles", ["contact_id"], unique=False)
    op.create_index("handles_by_key", "handles", ["platform", "key"], unique=True)
    op.create_index("handles_by_look", "handles", ["platform", "look_alike"], unique=False)


def _tags() -> None:
    op.create_table(
        "tags",
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("tag", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"],
            ["contacts.id"],
        ),
        sa.PrimaryKeyConstraint("contact_id", "tag"),
        sqlite_strict=True,
    )


def _posts() -> None:
    op.create_table(
        "posts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("platform_id", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), server_default="", nullable=False),
        sa.Column("title", sa.Text(), server_default="", nullable=False),
        sa.Column("giveaway", sa.Integer(), server_default="0", nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("platform IN ('tiktok', 'instagram')", name="platform_known"),
        sa.ForeignKeyConstraint(
            ["batch_id"],
            ["imports.id"],
        ),
        sa.CheckConstraint("giveaway IN (0, 1)", name="giveaway_flag"),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("posts_by_key", "posts", ["platform", "platform_id"], unique=True)


def _comments() -> None:
    op.create_table(
        "comments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("platform_id", sa.Text(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), server_default="", nullable=False),
        sa.Column("likes", sa.Integer(), server_default="0", nullable=False),
        sa.Column("parent_id", sa.Text(), server_default="", nullable=False),
        sa.Column("text_key", sa.Integer(), nullable=True),
        sa.Column("ring", sa.Integer(), server_default="0", nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"],
            ["imports.id"],
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"],
            ["contacts.id"],
        ),
        sa.ForeignKeyConstraint(
            ["post_id"],
            ["posts.id"],
        ),
        sa.CheckConstraint("ring IN (0, 1)", name="ring_flag"),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("comments_by_batch", "comments", ["batch_id"], unique=False)
    op.create_index("comments_by_contact", "comments", ["contact_id", "at"], unique=False)
    op.create_index("comments_by_key", "comments", ["platform", "platform_id"], unique=True)
    op.create_index("comments_by_text", "comments", ["text_key"], unique=False)
