"""What is never changed: the journal, the consent ledger and the suppressions."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
TRIGGERS = (
    "CREATE TRIGGER journal_never_update BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'journal is append-only'); END",
    "CREATE TRIGGER journal_never_delete BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'journal is append-only'); END",
    "CREATE TRIGGER journal_never_replace BEFORE INSERT ON journal WHEN EXISTS (SELECT 1 FROM journal WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'journal is append-only'); END",
    "CREATE TRIGGER consents_never_update BEFORE UPDATE ON consents BEGIN SELECT RAISE(ABORT, 'consents is append-only'); END",
    "CREATE TRIGGER consents_never_delete BEFORE DELETE ON consents BEGIN SELECT RAISE(ABORT, 'consents is append-only'); END",
    "CREATE TRIGGER consents_never_replace BEFORE INSERT ON consents WHEN EXISTS (SELECT 1 FROM consents WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'consents is append-only'); END",
    "CREATE TRIGGER suppressions_never_update BEFORE UPDATE ON suppressions BEGIN SELECT RAISE(ABORT, 'suppressions is append-only'); END",
    "CREATE TRIGGER suppressions_never_delete BEFORE DELETE ON suppressions BEGIN SELECT RAISE(ABORT, 'suppressions is append-only'); END",
    "CREATE TRIGGER suppressions_never_replace BEFORE INSERT ON suppressions WHEN EXISTS (SELECT 1 FROM suppressions WHERE id = NEW.id OR digest = NEW.digest AND reason = NEW.reason) BEGIN SELECT RAISE(ABORT, 'suppressions is append-only'); END",
    "CREATE TRIGGER drafts_insert_said_no BEFORE INSERT ON drafts WHEN NEW.state IN ('approved', 'handed_over') AND NEW.purpose <> 'answer' AND EXISTS (SELECT 1 FROM contacts WHERE id = NEW.contact_id AND no_contact IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'this person is not to be messaged'); END",
    "CREATE TRIGGER drafts_update_said_no BEFORE UPDATE OF state, contact_id, purpose ON drafts WHEN NEW.state IN ('approved', 'handed_over') AND NEW.purpose <> 'answer' AND EXISTS (SELECT 1 FROM contacts WHERE id = NEW.contact_id AND no_contact IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'this person is not to be messaged'); END",
    "CREATE TRIGGER contacts_no_stays_no BEFORE UPDATE OF no_contact ON contacts WHEN OLD.no_contact IS NOT NULL AND NEW.no_contact IS NULL BEGIN SELECT RAISE(ABORT, 'an opt-out is never cleared'); END",
)


def upgrade() -> None:
    """Make the tables."""
    _evidence()
    _consents()
    _suppressions()
    _journal()
    _images()
    for trigger in TRIGGERS:
        op.execute(trigger)


def _evidence() -> None:
    op.create_table(
        "evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("handle_seen", sa.Text(), server_default="", nullable=False),
        sa.Column("words", sa.Text(), server_default="", nullable=False),
        sa.Column("shown", sa.Text(), server_default="", nullable=False),
        sa.Column("seen_where", sa.Text(), server_default="", nullable=False),
        sa.Column("salt", sa.Text(), server_default="", nullable=False),
        sa.Column("erased_at", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )


def _consents() -> None:
    op.create_table(
        "consents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("purposes", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("event_at", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.Integer(), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("evidence_id", sa.Integer(), nullable=False),
        sa.Column("evidence_digest", sa.Text(), nullable=False),
        sa.Column("comment_id", sa.Integer(), nullable=True),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.Column("prev_hash", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('explicit', 'keyword', 'wrote_first', 'purchase', 'collaboration', 'withdrawn', 'refused')",
            name="kind_known",
        ),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("consents_by_contact", "consents", ["contact_id"], unique=False)


def _suppressions() -> None:
    op.create_table(
        "suppressions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('handle', 'user_id')", name="kind_known"),
        sa.CheckConstraint(
            "reason IN ('opt_out', 'erased', 'refused', 'under_age', 'no_dm_notice', 'complaint', 'blocked')",
            name="reason_known",
        ),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("suppressions_by_digest", "suppressions", ["digest", "reason"], unique=True)


def _journal() -> None:
    op.create_table(
        "journal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.Integer(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("front_end", sa.Text(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("policy", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.Column("prev_hash", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )


def _images() -> None:
    op.create_table(
        "images",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("act_id", sa.Integer(), nullable=False),
        sa.Column("table_name", sa.Text(), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("before", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("images_by_act", "images", ["act_id"], unique=False)
