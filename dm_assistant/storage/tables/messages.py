"""Messages, what became of them, what came back, and the codes they carry."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, Text, text
from sqlalchemy.dialects.sqlite import REAL
from sqlmodel import Field, SQLModel

from dm_assistant.domain.model import (
    CodeState,
    DraftState,
    InboundClass,
    Purpose,
    ReadState,
    TouchState,
)
from dm_assistant.storage.tables.columns import (
    KEYED,
    OPTIONS,
    blank,
    flag,
    identity,
    needed,
    number,
    one_of,
    ref,
    when,
)


class CodePoolRow(SQLModel, table=True):
    """A named set of exclusive codes, and what they give."""

    __tablename__ = "code_pools"
    __table_args__ = (Index("code_pools_by_name", "name", unique=True), OPTIONS)
    id: int | None = identity()
    name: str = Field(sa_column=needed("name"))
    ends_at: int | None = Field(default=None, sa_column=when("ends_at"))
    perk: str = Field(sa_column=blank("perk"))


class CodeRow(SQLModel, table=True):
    """One exclusive code; ``key`` is how shops match it, without case."""

    __tablename__ = "codes"
    __table_args__ = (
        one_of("state", CodeState),
        Index("codes_by_key", "key", unique=True),
        Index("codes_by_pool", "pool_id", "state"),
        OPTIONS,
    )
    id: int | None = identity()
    pool_id: int = Field(sa_column=ref("pool_id", "code_pools.id"))
    code: str = Field(sa_column=needed("code"))
    key: str = Field(sa_column=needed("key"))
    state: str = Field(sa_column=needed("state"))
    contact_id: int | None = Field(
        default=None, sa_column=ref("contact_id", "contacts.id", needed=False)
    )
    given_at: int | None = Field(default=None, sa_column=when("given_at"))
    redeemed_at: int | None = Field(default=None, sa_column=when("redeemed_at"))


class RedemptionRow(SQLModel, table=True):
    """What one file says of a code in an order; without an order, that it was used at all.

    Of an order that several files name, the earliest time counts, and a refund is final. Without
    a batch it is what a restored copy was told.
    """

    __tablename__ = "redemptions"
    __table_args__ = (
        Index("redemptions_by_order", "code_id", "order_id", "batch_id", unique=True),
        Index("redemptions_by_batch", "batch_id"),
        OPTIONS,
    )
    id: int | None = identity()
    code_id: int = Field(sa_column=ref("code_id", "codes.id"))
    order_id: str = Field(sa_column=blank("order_id"))
    redeemed_at: int = Field(sa_column=when("redeemed_at", needed=True))
    refunded: int = Field(default=0, sa_column=flag("refunded"))
    batch_id: int | None = Field(
        default=None, sa_column=ref("batch_id", "imports.id", needed=False)
    )


class DraftRow(SQLModel, table=True):
    """One message through its life."""

    __tablename__ = "drafts"
    __table_args__ = (
        one_of("purpose", Purpose),
        one_of("state", DraftState),
        one_of("read_state", ReadState),
        Index("drafts_by_contact", "contact_id", "state"),
        Index("drafts_by_state", "state"),
        Index("drafts_by_sent", "sent_at"),
        # One binding message per person at a time, whatever path wrote it.
        Index(
            "drafts_one_slot",
            "contact_id",
            unique=True,
            sqlite_where=Column("state", Text).in_(("approved", "handed_over")),
        ),
        # No code waits for two people, whatever path wrote it.
        Index(
            "drafts_one_code",
            "code_id",
            unique=True,
            sqlite_where=Column("code_id", Integer).is_not(None)
            & Column("state", Text).in_(("drafted", "snoozed", "approved")),
        ),
        # Nobody gets the same step of a campaign twice.
        Index(
            "drafts_one_per_campaign",
            "contact_id",
            "campaign",
            "step",
            unique=True,
            sqlite_where=(Column("campaign", Text) != "")
            & Column("state", Text).not_in(("skipped", "cancelled", "could_not_send")),
        ),
        OPTIONS,
    )
    id: int | None = identity()
    contact_id: int = Field(sa_column=ref("contact_id", "contacts.id"))
    account_id: int = Field(sa_column=ref("account_id", "accounts.id"))
    platform: str = Field(sa_column=needed("platform"))
    purpose: str = Field(sa_column=needed("purpose"))
    template: str = Field(sa_column=blank("template"))
    version: str = Field(sa_column=blank("version"))
    language: str = Field(sa_column=blank("language"))
    campaign: str = Field(sa_column=blank("campaign"))
    step: int = Field(default=0, sa_column=number("step"))
    text: str = Field(sa_column=blank("text"))
    sources: str = Field(sa_column=blank("sources"))
    edited: int = Field(default=0, sa_column=flag("edited"))
    state: str = Field(sa_column=needed("state"))
    created_at: int = Field(sa_column=when("created_at", needed=True))
    approved_at: int | None = Field(default=None, sa_column=when("approved_at"))
    approved_hash: str = Field(sa_column=blank("approved_hash"))
    handed_over_at: int | None = Field(default=None, sa_column=when("handed_over_at"))
    sent_at: int | None = Field(default=None, sa_column=when("sent_at"))
    seen_at: int | None = Field(default=None, sa_column=when("seen_at"))
    replied_at: int | None = Field(default=None, sa_column=when("replied_at"))
    snoozed_until: int | None = Field(default=None, sa_column=when("snoozed_until"))
    read_state: str = Field(sa_column=needed("read_state", server_default="unknown"))
    read_visible: int = Field(default=0, sa_column=flag("read_visible"))
    could_not: str = Field(sa_column=blank("could_not"))
    answers_inbound_id: int | None = Field(
        default=None, sa_column=Column("answers_inbound_id", Integer)
    )
    tier: str = Field(sa_column=blank("tier"))
    warm: int = Field(default=0, sa_column=flag("warm"))
    kind: str = Field(sa_column=needed("kind", server_default="opener"))
    code_id: int | None = Field(default=None, sa_column=ref("code_id", "codes.id", needed=False))
    sent_text: str = Field(sa_column=blank("sent_text"))
    found_at: int | None = Field(default=None, sa_column=when("found_at"))


class TouchRow(SQLModel, table=True):
    """An outbound message that counts under the frequency rules.

    ``text`` are the words of one that an import brought; the others have theirs in the draft.
    """

    __tablename__ = "touches"
    __table_args__ = (
        one_of("purpose", Purpose),
        one_of("state", TouchState),
        Index("touches_by_contact", "contact_id", "at"),
        Index("touches_by_account", "account_id", "at"),
        Index("touches_by_draft", "draft_id", unique=True),
        Index("touches_by_batch", "batch_id"),
        Index("touches_by_time", "at", "version", "contact_id", "state"),
        OPTIONS,
    )
    id: int | None = identity()
    contact_id: int = Field(sa_column=ref("contact_id", "contacts.id"))
    account_id: int = Field(sa_column=ref("account_id", "accounts.id"))
    draft_id: int | None = Field(default=None, sa_column=ref("draft_id", "drafts.id", needed=False))
    at: int = Field(sa_column=when("at", needed=True))
    purpose: str = Field(sa_column=needed("purpose"))
    state: str = Field(sa_column=needed("state"))
    first: int = Field(default=0, sa_column=flag("first"))
    version: str = Field(sa_column=blank("version"))
    batch_id: int | None = Field(
        default=None, sa_column=ref("batch_id", "imports.id", needed=False)
    )
    text: str = Field(sa_column=blank("text"))


class InboundRow(SQLModel, table=True):
    """A message a contact wrote to the creator, or a comment that asks to stop."""

    __tablename__ = "inbounds"
    __table_args__ = (
        one_of("preselected", InboundClass),
        one_of("confirmed", InboundClass, optional=True),
        CheckConstraint("channel IN ('dm', 'comment')", name="channel_known"),
        Index("inbounds_by_contact", "contact_id", "at"),
        Index("inbounds_open", "answered_at", "archived_at", "snoozed_until"),
        Index(
            "inbounds_doubtful",
            "at",
            sqlite_where=text("confirmed IS NULL AND channel = 'dm' AND preselected = 'review'"),
        ),
        Index("inbounds_by_answered", "answers_draft_id"),
        Index("inbounds_by_comment", "comment_id"),
        Index("inbounds_by_batch", "batch_id"),
        OPTIONS,
    )
    id: int | None = identity()
    contact_id: int = Field(sa_column=ref("contact_id", "contacts.id"))
    platform: str = Field(sa_column=needed("platform"))
    channel: str = Field(sa_column=needed("channel", server_default="dm"))
    at: int = Field(sa_column=when("at", needed=True))
    text: str = Field(sa_column=blank("text"))
    preselected: str = Field(sa_column=needed("preselected"))
    confirmed: str | None = Field(default=None, sa_column=Column("confirmed", Text))
    confirmed_at: int | None = Field(default=None, sa_column=when("confirmed_at"))
    answers_draft_id: int | None = Field(
        default=None, sa_column=ref("answers_draft_id", "drafts.id", needed=False)
    )
    answered_at: int | None = Field(default=None, sa_column=when("answered_at"))
    archived_at: int | None = Field(default=None, sa_column=when("archived_at"))
    snoozed_until: int | None = Field(default=None, sa_column=when("snoozed_until"))
    comment_id: int | None = Field(
        default=None, sa_column=ref("comment_id", "comments.id", needed=False)
    )
    batch_id: int | None = Field(
        default=None, sa_column=ref("batch_id", "imports.id", needed=False)
    )


class LiftRow(SQLModel, table=True):
    """A consent that quotes a message written after an opt-out: for its purposes that is lifted."""

    __tablename__ = "lifts"
    __table_args__ = (Index("lifts_by_entry", "entry_id", unique=True), OPTIONS)
    id: int | None = identity()
    entry_id: int = Field(sa_column=ref("entry_id", "consents.id"))
    inbound_id: int = Field(sa_column=ref("inbound_id", "inbounds.id"))


class OverrideRow(SQLModel, table=True):
    """One rule set aside for one message; it holds for the approval of ``approved_at`` only."""

    __tablename__ = "overrides"
    __table_args__ = (
        Index("overrides_by_draft", "draft_id", unique=True),
        Index("overrides_by_contact", "contact_id", "at"),
        OPTIONS,
    )
    id: int | None = identity()
    draft_id: int = Field(sa_column=ref("draft_id", "drafts.id"))
    contact_id: int = Field(sa_column=ref("contact_id", "contacts.id"))
    rule: str = Field(sa_column=needed("rule"))
    reason: str = Field(sa_column=blank("reason"))
    at: int = Field(sa_column=when("at", needed=True))
    approved_at: int = Field(sa_column=when("approved_at", needed=True))


class KeywordRow(SQLModel, table=True):
    """A word the creator announced, and for what; ``key`` is how texts are searched for it."""

    __tablename__ = "keywords"
    __table_args__ = (
        one_of("purpose", Purpose),
        CheckConstraint("purpose NOT IN ('answer', 'invite')", name="purpose_needs_a_word"),
        CheckConstraint("until_at IS NULL OR until_at >= from_at", name="until_after_from"),
        Index("keywords_by_key", "key", "from_at"),
        OPTIONS,
    )
    id: int | None = identity()
    word: str = Field(sa_column=needed("word"))
    key: str = Field(sa_column=needed("key"))
    purpose: str = Field(sa_column=needed("purpose"))
    from_at: int = Field(sa_column=when("from_at", needed=True))
    until_at: int | None = Field(default=None, sa_column=when("until_at"))


STANDING_KIND = ("account_id", "lane", "timed", "first", "hours_key")
"""What decides, besides a hold of its own, in which lane a standing is now."""


class StandingRow(SQLModel, table=True):
    """The time-free part of a draft's verdict: a cache the gate can always rebuild.

    ``priority`` is the score when it was last built, so that a lane's order never flickers.
    """

    __tablename__ = "standings"
    __table_args__ = (
        Index(
            "standings_lanes",
            "lane",
            "priority",
            "draft_id",
            "hold_until",
            "hours_key",
            "account_id",
            "timed",
            "first",
        ),
        Index("standings_due", "recheck_at"),
        Index("standings_ending", "ends_at"),
        Index(
            "standings_held",
            "hold_until",
            *STANDING_KIND,
            sqlite_where=text("hold_until IS NOT NULL"),
        ),
        KEYED,
    )
    draft_id: int = Field(
        sa_column=Column("draft_id", Integer, ForeignKey("drafts.id"), primary_key=True)
    )
    account_id: int = Field(sa_column=Column("account_id", Integer, nullable=False))
    lane: str = Field(sa_column=needed("lane"))
    priority: float = Field(sa_column=Column("priority", REAL, nullable=False))
    hold_until: int | None = Field(default=None, sa_column=when("hold_until"))
    hours_key: str = Field(sa_column=blank("hours_key"))
    timed: int = Field(default=0, sa_column=flag("timed"))
    first: int = Field(default=0, sa_column=flag("first"))
    recheck_at: int | None = Field(default=None, sa_column=when("recheck_at"))
    ends_at: int | None = Field(default=None, sa_column=when("ends_at"))


class StandingCountRow(SQLModel, table=True):
    """How many standings of a kind there are, kept by triggers: the lanes are counted from it."""

    __tablename__ = "standing_counts"
    __table_args__ = KEYED
    account_id: int = Field(
        sa_column=Column("account_id", Integer, primary_key=True, autoincrement=False)
    )
    lane: str = Field(sa_column=Column("lane", Text, primary_key=True))
    timed: int = Field(sa_column=Column("timed", Integer, primary_key=True))
    first: int = Field(sa_column=Column("first", Integer, primary_key=True))
    hours_key: str = Field(sa_column=Column("hours_key", Text, primary_key=True))
    drafts: int = Field(sa_column=number("drafts"))
