"""Messages, their life, their answers and the codes they carry."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables."""
    _code_pools()
    _codes()
    _drafts()
    _touches()
    _inbounds()
    _standings()


def _code_pools() -> None:
    op.create_table(
        "code_pools",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("ends_at", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("code_pools_by_name", "code_pools", ["name"], unique=True)


def _codes() -> None:
    op.create_table(
        "codes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pool_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("given_at", sa.Integer(), nullable=True),
        sa.Column("redeemed_at", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "state IN ('free', 'reserved', 'given', 'redeemed')", name="state_known"
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"],
            ["contacts.id"],
        ),
        sa.ForeignKeyConstraint(
            ["pool_id"],
            ["code_pools.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("codes_by_key", "codes", ["key"], unique=True)
    op.create_index("codes_by_pool", "codes", ["pool_id", "state"], unique=False)


def _drafts() -> None:
    op.create_table(
        "drafts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("template", sa.Text(), server_default="", nullable=False),
        sa.Column("version", sa.Text(), server_default="", nullable=False),
        sa.Column("language", sa.Text(), server_default="", nullable=False),
        sa.Column("campaign", sa.Text(), server_default="", nullable=False),
        sa.Column("step", sa.Integer(), server_default="0", nullable=False),
        sa.Column("text", sa.Text(), server_default="", nullable=False),
        sa.Column("sources", sa.Text(), server_default="", nullable=False),
        sa.Column("edited", sa.Integer(), server_default="0", nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Integer(), nullable=False),
        sa.Column("approved_at", sa.Integer(), nullable=True),
        sa.Column("approved_hash", sa.Text(), server_default="", nullable=False),
        sa.Column("handed_over_at", sa.Integer(), nullable=True),
        sa.Column("sent_at", sa.Integer(), nullable=True),
        sa.Column("seen_at", sa.Integer(), nullable=True),
        sa.Column("replied_at", sa.Integer(), nullable=True),
        sa.Column("snoozed_until", sa.Integer(), nullable=True),
        sa.Column("read_state", sa.Text(), server_default="unknown", nullable=False),
        sa.Column("read_visible", sa.Integer(), server_default="0", nullable=False),
        sa.Column("could_not", sa.Text(), server_default="", nullable=False),
        sa.Column("answers_inbound_id", sa.Integer(), nullable=True),
        sa.Column("tier", sa.Text(), server_default="", nullable=False),
        sa.Column("warm", sa.Integer(), server_default="0", nullable=False),
        sa.Column("kind", sa.Text(), server_default="opener", nullable=False),
        sa.Column("code_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "purpose IN ('thanks', 'offer', 'collab', 'feedback', 'challenge', 'answer', 'invite')",
            name="purpose_known",
        ),
        sa.CheckConstraint("read_state IN ('read', 'unread', 'unknown')", name="read_state_known"),
        sa.CheckConstraint(
            "state IN ('drafted', 'approved', 'handed_over', 'sent', 'in_requests', 'seen', 'replied', 'skipped', 'snoozed', 'cancelled', 'could_not_send')",
            name="state_known",
        ),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["accounts.id"],
        ),
        sa.ForeignKeyConstraint(
            ["code_id"],
            ["codes.id"],
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"],
            ["contacts.id"],
        ),
        sa.CheckConstraint("edited IN (0, 1)", name="edited_flag"),
        sa.CheckConstraint("read_visible IN (0, 1)", name="read_visible_flag"),
        sa.CheckConstraint("warm IN (0, 1)", name="warm_flag"),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("drafts_by_contact", "drafts", ["contact_id", "state"], unique=False)
    op.create_index("drafts_by_sent", "drafts", ["sent_at"], unique=False)
    op.create_index("drafts_by_state", "drafts", ["state"], unique=False)
    op.create_index(
        "drafts_one_per_campaign",
        "drafts",
        ["contact_id", "campaign", "step"],
        unique=True,
        sqlite_where=sa.text(
            "campaign != '' AND (state NOT IN ('skipped', 'cancelled', 'could_not_send'))"
        ),
    )
    op.create_index(
        "drafts_one_slot",
        "drafts",
        ["contact_id"],
        unique=True,
        sqlite_where=sa.text("state IN ('approved', 'handed_over')"),
    )


def _touches() -> None:
    op.create_table(
        "touches",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("first", sa.Integer(), server_default="0", nullable=False),
        sa.Column("version", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint(
            "purpose IN ('thanks', 'offer', 'collab', 'feedback', 'challenge', 'answer', 'invite')",
            name="purpose_known",
        ),
        sa.CheckConstraint(
            "state IN ('reserved', 'handed_over', 'sent', 'imported', 'withdrawn')",
            name="state_known",
        ),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["accounts.id"],
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"],
            ["contacts.id"],
        ),
        sa.ForeignKeyConstraint(
            ["draft_id"],
            ["drafts.id"],
        ),
        sa.CheckConstraint("first IN (0, 1)", name="first_flag"),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("touches_by_account", "touches", ["account_id", "at"], unique=False)
    op.create_index("touches_by_contact", "touches", ["contact_id", "at"], unique=False)
    op.create_index("touches_by_draft", "touches", ["draft_id"], unique=True)


def _inbounds() -> None:
    op.create_table(
        "inbounds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), server_default="dm", nullable=False),
        sa.Column("at", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), server_default="", nullable=False),
        sa.Column("preselected", sa.Text(), nullable=False),
        sa.Column("confirmed", sa.Text(), nullable=True),
        sa.Column("confirmed_at", sa.Integer(), nullable=True),
        sa.Column("answers_draft_id", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.Integer(), nullable=True),
        sa.Column("archived_at", sa.Integer(), nullable=True),
        sa.Column("snoozed_until", sa.Integer(), nullable=True),
        sa.Column("comment_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("channel IN ('dm', 'comment')", name="channel_known"),
        sa.CheckConstraint(
            "confirmed IS NULL OR confirmed IN ('opt_out', 'erasure', 'age', 'soft_no', 'later', 'who', 'review', 'question', 'positive', 'thanks', 'neutral')",
            name="confirmed_known",
        ),
        sa.CheckConstraint(
            "preselected IN ('opt_out', 'erasure', 'age', 'soft_no', 'later', 'who', 'review', 'question', 'positive', 'thanks', 'neutral')",
            name="preselected_known",
        ),
        sa.ForeignKeyConstraint(
            ["answers_draft_id"],
            ["drafts.id"],
        ),
        sa.ForeignKeyConstraint(
            ["comment_id"],
            ["comments.id"],
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"],
            ["contacts.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("inbounds_by_contact", "inbounds", ["contact_id", "at"], unique=False)
    op.create_index("inbounds_open", "inbounds", ["answered_at", "archived_at"], unique=False)


def _standings() -> None:
    op.create_table(
        "standings",
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("lane", sa.Text(), nullable=False),
        sa.Column("priority", sa.REAL(), nullable=False),
        sa.Column("hold_until", sa.Integer(), nullable=True),
        sa.Column("hours_key", sa.Text(), server_default="", nullable=False),
        sa.Column("timed", sa.Integer(), server_default="0", nullable=False),
        sa.Column("first", sa.Integer(), server_default="0", nullable=False),
        sa.Column("recheck_at", sa.Integer(), nullable=True),
        sa.Column("ends_at", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["draft_id"],
            ["drafts.id"],
        ),
        sa.CheckConstraint("timed IN (0, 1)", name="timed_flag"),
        sa.CheckConstraint("first IN (0, 1)", name="first_flag"),
        sa.PrimaryKeyConstraint("draft_id"),
        sqlite_strict=True,
    )
    op.create_index("standings_due", "standings", ["recheck_at"], unique=False)
    op.create_index("standings_ending", "standings", ["ends_at"], unique=False)
    op.create_index(
        "standings_lanes",
        "standings",
        ["lane", "priority", "draft_id", "hold_until", "hours_key", "account_id", "timed", "first"],
        unique=False,
    )
