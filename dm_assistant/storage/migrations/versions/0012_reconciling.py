"""What the account's own export says was really sent, what it leaves open, and who follows."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

PLATFORM = "platform IN ('tiktok', 'instagram')"
KIND = "kind IN ('follows_me', 'i_follow', 'blocked')"


def upgrade() -> None:
    """Add the columns and make the tables."""
    op.add_column("drafts", sa.Column("sent_text", sa.Text(), server_default="", nullable=False))
    op.add_column("drafts", sa.Column("found_at", sa.Integer(), nullable=True))
    op.add_column("touches", sa.Column("text", sa.Text(), server_default="", nullable=False))
    _questions()
    _ties()


def _questions() -> None:
    op.create_table(
        "questions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("covered", sa.Integer(), server_default="0", nullable=False),
        sa.Column("asked_at", sa.Integer(), nullable=False),
        sa.Column("answer", sa.Text(), server_default="", nullable=False),
        sa.Column("answered_at", sa.Integer(), nullable=True),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('ambiguous', 'not_found')", name="kind_known"),
        sa.CheckConstraint("answer IN ('', 'is', 'none', 'sent', 'settled')", name="answer_known"),
        sa.CheckConstraint("covered IN (0, 1)", name="covered_flag"),
        sa.ForeignKeyConstraint(["draft_id"], ["drafts.id"]),
        sa.ForeignKeyConstraint(["batch_id"], ["imports.id"]),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("questions_by_draft", "questions", ["draft_id", "kind"], unique=False)
    op.create_index("questions_by_answer", "questions", ["answer"], unique=False)
    op.create_index("questions_by_batch", "questions", ["batch_id"], unique=False)
    op.create_table(
        "candidates",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("touch_id", sa.Integer(), nullable=False),
        sa.Column("likeness", sa.REAL(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["question_id"], ["questions.id"]),
        sa.ForeignKeyConstraint(["touch_id"], ["touches.id"]),
        sa.ForeignKeyConstraint(["batch_id"], ["imports.id"]),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(
        "candidates_by_question", "candidates", ["question_id", "touch_id"], unique=True
    )
    op.create_index("candidates_by_touch", "candidates", ["touch_id"], unique=False)


def _ties() -> None:
    op.create_table(
        "ties",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("handle", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("at", sa.Integer(), nullable=True),
        sa.Column("gone_at", sa.Integer(), nullable=True),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(PLATFORM, name="platform_known"),
        sa.CheckConstraint(KIND, name="kind_known"),
        sa.ForeignKeyConstraint(["batch_id"], ["imports.id"]),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ties_by_key", "ties", ["platform", "key", "kind"], unique=True)
    op.create_index("ties_by_batch", "ties", ["batch_id"], unique=False)
    op.create_table(
        "tie_lists",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("as_of", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(PLATFORM, name="platform_known"),
        sa.CheckConstraint(KIND, name="kind_known"),
        sa.ForeignKeyConstraint(["batch_id"], ["imports.id"]),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("tie_lists_by_kind", "tie_lists", ["platform", "kind"], unique=True)
    op.create_index("tie_lists_by_batch", "tie_lists", ["batch_id"], unique=False)
