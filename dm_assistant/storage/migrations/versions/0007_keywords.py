"""The words a creator announced."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
TRIGGERS = (
    "CREATE TRIGGER keywords_insert_one_meaning BEFORE INSERT ON keywords WHEN EXISTS (SELECT 1 FROM keywords WHERE key = NEW.key AND id IS NOT NEW.id AND (until_at IS NULL OR max(from_at, NEW.from_at) < until_at) AND (NEW.until_at IS NULL OR max(from_at, NEW.from_at) < NEW.until_at)) BEGIN SELECT RAISE(ABORT, 'this word is announced already'); END",
    "CREATE TRIGGER keywords_update_one_meaning BEFORE UPDATE ON keywords WHEN EXISTS (SELECT 1 FROM keywords WHERE key = NEW.key AND id IS NOT NEW.id AND (until_at IS NULL OR max(from_at, NEW.from_at) < until_at) AND (NEW.until_at IS NULL OR max(from_at, NEW.from_at) < NEW.until_at)) BEGIN SELECT RAISE(ABORT, 'this word is announced already'); END",
    "CREATE TRIGGER keywords_said_stays_said BEFORE UPDATE OF word, key, purpose, from_at ON keywords WHEN (OLD.word, OLD.key, OLD.purpose, OLD.from_at) IS NOT (NEW.word, NEW.key, NEW.purpose, NEW.from_at) BEGIN SELECT RAISE(ABORT, 'what was announced is not changed, only ended'); END",
    "CREATE TRIGGER keywords_never_replace BEFORE INSERT ON keywords WHEN EXISTS (SELECT 1 FROM keywords WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'what was announced is not changed, only ended'); END",
)


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "keywords",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("word", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("from_at", sa.Integer(), nullable=False),
        sa.Column("until_at", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "purpose IN ('thanks', 'offer', 'collab', 'feedback', 'challenge', 'answer', 'invite')",
            name="purpose_known",
        ),
        sa.CheckConstraint("purpose NOT IN ('answer', 'invite')", name="purpose_needs_a_word"),
        sa.CheckConstraint("until_at IS NULL OR until_at >= from_at", name="until_after_from"),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("keywords_by_key", "keywords", ["key", "from_at"], unique=False)
    for trigger in TRIGGERS:
        op.execute(trigger)
