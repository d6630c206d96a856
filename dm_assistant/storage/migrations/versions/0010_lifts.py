"""What lifts an opt-out: the ledger's quotation of a message they wrote afterwards."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
CHANGED = (
    (
        "drafts_insert_said_no",
        "CREATE TRIGGER drafts_insert_said_no BEFORE INSERT ON drafts WHEN NEW.state IN ('approved', 'handed_over') AND NEW.purpose <> 'answer' AND EXISTS (SELECT 1 FROM contacts WHERE id = NEW.contact_id AND no_contact IS NOT NULL AND NOT (no_contact = 'opt_out' AND EXISTS (SELECT 1 FROM lifts JOIN consents ON consents.id = lifts.entry_id WHERE consents.event_at > contacts.no_contact_at AND consents.contact_id IN (SELECT id FROM contacts AS own WHERE own.id = NEW.contact_id OR own.merged_into = NEW.contact_id)))) BEGIN SELECT RAISE(ABORT, 'this person is not to be messaged'); END",
    ),
    (
        "drafts_update_said_no",
        "CREATE TRIGGER drafts_update_said_no BEFORE UPDATE OF state, contact_id, purpose ON drafts WHEN NEW.state IN ('approved', 'handed_over') AND NEW.purpose <> 'answer' AND EXISTS (SELECT 1 FROM contacts WHERE id = NEW.contact_id AND no_contact IS NOT NULL AND NOT (no_contact = 'opt_out' AND EXISTS (SELECT 1 FROM lifts JOIN consents ON consents.id = lifts.entry_id WHERE consents.event_at > contacts.no_contact_at AND consents.contact_id IN (SELECT id FROM contacts AS own WHERE own.id = NEW.contact_id OR own.merged_into = NEW.contact_id)))) BEGIN SELECT RAISE(ABORT, 'this person is not to be messaged'); END",
    ),
)


def upgrade() -> None:
    """Make the table, and let the triggers know of it."""
    op.create_table(
        "lifts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("inbound_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["consents.id"]),
        sa.ForeignKeyConstraint(["inbound_id"], ["inbounds.id"]),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("lifts_by_entry", "lifts", ["entry_id"], unique=True)
    for name, trigger in CHANGED:
        op.execute(f"DROP TRIGGER {name}")
        op.execute(trigger)
