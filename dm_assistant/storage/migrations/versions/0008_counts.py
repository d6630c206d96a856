"""Counting the lanes without reading every standing, and finding what waits without a scan."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
TRIGGERS = (
    "CREATE TRIGGER standings_counted_insert AFTER INSERT ON standings BEGIN INSERT INTO standing_counts (account_id, lane, timed, first, hours_key, drafts) VALUES (NEW.account_id, NEW.lane, NEW.timed, NEW.first, NEW.hours_key, 1) ON CONFLICT DO UPDATE SET drafts = drafts + 1; END",
    "CREATE TRIGGER standings_counted_delete AFTER DELETE ON standings BEGIN INSERT INTO standing_counts (account_id, lane, timed, first, hours_key, drafts) VALUES (OLD.account_id, OLD.lane, OLD.timed, OLD.first, OLD.hours_key, -1) ON CONFLICT DO UPDATE SET drafts = drafts + -1; DELETE FROM standing_counts WHERE account_id = OLD.account_id AND lane = OLD.lane AND timed = OLD.timed AND first = OLD.first AND hours_key = OLD.hours_key AND drafts = 0; END",
    "CREATE TRIGGER standings_counted_update AFTER UPDATE OF account_id, lane, timed, first, hours_key ON standings BEGIN INSERT INTO standing_counts (account_id, lane, timed, first, hours_key, drafts) VALUES (OLD.account_id, OLD.lane, OLD.timed, OLD.first, OLD.hours_key, -1) ON CONFLICT DO UPDATE SET drafts = drafts + -1; INSERT INTO standing_counts (account_id, lane, timed, first, hours_key, drafts) VALUES (NEW.account_id, NEW.lane, NEW.timed, NEW.first, NEW.hours_key, 1) ON CONFLICT DO UPDATE SET drafts = drafts + 1; DELETE FROM standing_counts WHERE account_id = OLD.account_id AND lane = OLD.lane AND timed = OLD.timed AND first = OLD.first AND hours_key = OLD.hours_key AND drafts = 0; END",
)


def upgrade() -> None:
    """Make the counts and the indexes."""
    op.create_table(
        "standing_counts",
        sa.Column("account_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("lane", sa.Text(), nullable=False),
        sa.Column("timed", sa.Integer(), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("hours_key", sa.Text(), nullable=False),
        sa.Column("drafts", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("account_id", "lane", "timed", "first", "hours_key"),
        sqlite_strict=True,
    )
    op.execute(
        "INSERT INTO standing_counts (account_id, lane, timed, first, hours_key, drafts) "
        "SELECT account_id, lane, timed, first, hours_key, count(*) FROM standings "
        "GROUP BY account_id, lane, timed, first, hours_key"
    )
    for trigger in TRIGGERS:
        op.execute(trigger)
    op.create_index(
        "standings_held",
        "standings",
        ["hold_until", "account_id", "lane", "timed", "first", "hours_key"],
        unique=False,
        sqlite_where=sa.text("hold_until IS NOT NULL"),
    )
    op.drop_index("inbounds_open", table_name="inbounds")
    op.create_index(
        "inbounds_open", "inbounds", ["answered_at", "archived_at", "snoozed_until"], unique=False
    )
    op.create_index(
        "inbounds_doubtful",
        "inbounds",
        ["at"],
        unique=False,
        sqlite_where=sa.text("confirmed IS NULL AND channel = 'dm' AND preselected = 'review'"),
    )
