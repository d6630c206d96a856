"""Campaigns, who of those that could get a message got one, and which words are paused."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Index, Integer, Text
from sqlalchemy.dialects.sqlite import REAL
from sqlmodel import Field, SQLModel

from dm_assistant.domain.campaigns import Arm, Assigned
from dm_assistant.domain.model import Purpose
from dm_assistant.storage.tables.columns import (
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


class CampaignRow(SQLModel, table=True):
    """A named run of drafts over one segment; ``key`` is its name without case.

    ``variants`` and ``extra`` are JSON: names with shares, and words for variables of templates.
    """

    __tablename__ = "campaigns"
    __table_args__ = (
        one_of("purpose", Purpose),
        CheckConstraint("purpose NOT IN ('answer', 'invite')", name="purpose_opens"),
        CheckConstraint("holdout BETWEEN 0 AND 50", name="holdout_percent"),
        Index("campaigns_by_key", "key", unique=True),
        OPTIONS,
    )
    id: int | None = identity()
    name: str = Field(sa_column=needed("name"))
    key: str = Field(sa_column=needed("key"))
    purpose: str = Field(sa_column=needed("purpose"))
    segment: str = Field(sa_column=blank("segment"))
    variants: str = Field(sa_column=needed("variants", server_default="[]"))
    extra: str = Field(sa_column=needed("extra", server_default="{}"))
    pool: str = Field(sa_column=blank("pool"))
    starts_on: str | None = Field(default=None, sa_column=Column("starts_on", Text))
    ends_on: str | None = Field(default=None, sa_column=Column("ends_on", Text))
    holdout: int = Field(sa_column=number("holdout"))
    seed: str = Field(sa_column=needed("seed"))
    notes: str = Field(sa_column=blank("notes"))
    made_at: int = Field(sa_column=when("made_at", needed=True))
    ended_at: int | None = Field(default=None, sa_column=when("ended_at"))
    plan: int | None = Field(default=None, sa_column=Column("plan", Integer))
    adopted: str = Field(sa_column=blank("adopted"))
    adopted_from: int = Field(sa_column=number("adopted_from"))


class ArmRow(SQLModel, table=True):
    """One person of a campaign: who could get a message at ``eligible_at``, and what they drew.

    Of two people who became one both rows stay; who reads them asks who that is by now.
    """

    __tablename__ = "arms"
    __table_args__ = (
        one_of("arm", Arm),
        one_of("assigned", Assigned),
        CheckConstraint("probability > 0 AND probability <= 1", name="probability_of_one"),
        Index("arms_by_campaign", "campaign_id", "contact_id", unique=True),
        Index("arms_by_contact", "contact_id"),
        OPTIONS,
    )
    id: int | None = identity()
    campaign_id: int = Field(sa_column=ref("campaign_id", "campaigns.id"))
    contact_id: int = Field(sa_column=ref("contact_id", "contacts.id"))
    arm: str = Field(sa_column=needed("arm"))
    eligible_at: int = Field(sa_column=when("eligible_at", needed=True))
    variant: str = Field(sa_column=blank("variant"))
    assigned: str = Field(sa_column=needed("assigned"))
    probability: float = Field(
        sa_column=Column("probability", REAL, nullable=False, server_default="1")
    )
    block_id: int | None = Field(default=None, sa_column=Column("block_id", Integer))
    by_hand: int = Field(default=0, sa_column=flag("by_hand"))


class PauseRow(SQLModel, table=True):
    """Words that too many people answered by asking to stop, until the creator says otherwise.

    Without a ``campaign`` they are paused everywhere. ``ended_with`` is how many had asked to stop
    when the creator let them go on; one more pauses them anew.
    """

    __tablename__ = "pauses"
    __table_args__ = (
        one_of("purpose", Purpose),
        Index(
            "pauses_open",
            "purpose",
            "template",
            "campaign",
            unique=True,
            sqlite_where=Column("ended_at").is_(None),
        ),
        OPTIONS,
    )
    id: int | None = identity()
    purpose: str = Field(sa_column=needed("purpose"))
    template: str = Field(sa_column=needed("template"))
    campaign: str = Field(sa_column=blank("campaign"))
    at: int = Field(sa_column=when("at", needed=True))
    opt_outs: int = Field(sa_column=number("opt_outs"))
    contacts: int = Field(sa_column=number("contacts"))
    percent: int = Field(sa_column=number("percent"))
    ended_at: int | None = Field(default=None, sa_column=when("ended_at"))
    ended_with: int = Field(sa_column=number("ended_with"))
    reason: str = Field(sa_column=blank("reason"))
