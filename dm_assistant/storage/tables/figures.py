"""What the platform's analytics say of the creator's accounts and posts, day by day.

Every file's word is a row of its own batch. ``on_day`` is a local day of the account, as
``2026-02-28``. ``said_on`` is the last day of the file: of two files, the one that ends later
knows better.
"""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Index, Integer
from sqlalchemy.dialects.sqlite import REAL
from sqlmodel import Field, SQLModel

from dm_assistant.domain.figures import AudienceKind, DailyFigure
from dm_assistant.storage.tables.columns import (
    OPTIONS,
    blank,
    identity,
    needed,
    number,
    one_of,
    ref,
    when,
)

_DAY = "GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'"


def _day(column: str) -> CheckConstraint:
    return CheckConstraint(f"{column} {_DAY}", name=f"{column}_is_day")


def _count(column: str) -> CheckConstraint:
    return CheckConstraint(f"{column} >= 0", name=f"{column}_counted")


class DailyFigureRow(SQLModel, table=True):
    """One figure of one day; it may be negative, as when more likes go than come."""

    __tablename__ = "daily_figures"
    __table_args__ = (
        one_of("name", DailyFigure),
        _day("on_day"),
        _day("said_on"),
        Index("daily_figures_by_key", "account_id", "on_day", "name", "batch_id", unique=True),
        Index("daily_figures_by_batch", "batch_id"),
        OPTIONS,
    )
    id: int | None = identity()
    account_id: int = Field(sa_column=ref("account_id", "accounts.id"))
    on_day: str = Field(sa_column=needed("on_day"))
    name: str = Field(sa_column=needed("name"))
    value: int = Field(sa_column=Column("value", Integer, nullable=False))
    said_on: str = Field(sa_column=needed("said_on"))
    batch_id: int = Field(sa_column=ref("batch_id", "imports.id"))


class HourlyActivityRow(SQLModel, table=True):
    """How many followers were active in one hour of a day."""

    __tablename__ = "hourly_activity"
    __table_args__ = (
        _day("on_day"),
        _day("said_on"),
        CheckConstraint("hour BETWEEN 0 AND 23", name="hour_of_day"),
        _count("active"),
        Index("hourly_activity_by_key", "account_id", "on_day", "hour", "batch_id", unique=True),
        Index("hourly_activity_by_batch", "batch_id"),
        OPTIONS,
    )
    id: int | None = identity()
    account_id: int = Field(sa_column=ref("account_id", "accounts.id"))
    on_day: str = Field(sa_column=needed("on_day"))
    hour: int = Field(sa_column=Column("hour", Integer, nullable=False))
    active: int = Field(sa_column=number("active"))
    said_on: str = Field(sa_column=needed("said_on"))
    batch_id: int = Field(sa_column=ref("batch_id", "imports.id"))


class AudienceShareRow(SQLModel, table=True):
    """Which share of the followers, 0 to 1, a group had on a day."""

    __tablename__ = "audience_shares"
    __table_args__ = (
        one_of("kind", AudienceKind),
        _day("on_day"),
        _day("said_on"),
        CheckConstraint("share BETWEEN 0 AND 1", name="share_is_fraction"),
        Index(
            "audience_shares_by_key",
            "account_id",
            "on_day",
            "kind",
            "label",
            "batch_id",
            unique=True,
        ),
        Index("audience_shares_by_batch", "batch_id"),
        OPTIONS,
    )
    id: int | None = identity()
    account_id: int = Field(sa_column=ref("account_id", "accounts.id"))
    on_day: str = Field(sa_column=needed("on_day"))
    kind: str = Field(sa_column=needed("kind"))
    label: str = Field(sa_column=needed("label"))
    share: float = Field(sa_column=Column("share", REAL, nullable=False))
    said_on: str = Field(sa_column=needed("said_on"))
    batch_id: int = Field(sa_column=ref("batch_id", "imports.id"))


class PostFigureRow(SQLModel, table=True):
    """What a post had gathered by a day; ``platform_id`` is the platform's id of the post."""

    __tablename__ = "post_figures"
    __table_args__ = (
        _day("on_day"),
        _day("posted_on"),
        _day("said_on"),
        *map(_count, ("views", "likes", "comments", "shares")),
        Index(
            "post_figures_by_key", "account_id", "platform_id", "on_day", "batch_id", unique=True
        ),
        Index("post_figures_by_batch", "batch_id"),
        OPTIONS,
    )
    id: int | None = identity()
    account_id: int = Field(sa_column=ref("account_id", "accounts.id"))
    platform_id: str = Field(sa_column=needed("platform_id"))
    on_day: str = Field(sa_column=needed("on_day"))
    posted_on: str = Field(sa_column=needed("posted_on"))
    title: str = Field(sa_column=blank("title"))
    views: int = Field(sa_column=number("views"))
    likes: int = Field(sa_column=number("likes"))
    comments: int = Field(sa_column=number("comments"))
    shares: int = Field(sa_column=number("shares"))
    said_on: str = Field(sa_column=needed("said_on"))
    batch_id: int = Field(sa_column=ref("batch_id", "imports.id"))


class OwnPostRow(SQLModel, table=True):
    """One post of the creator's own as their export has it; its likes may not be known."""

    __tablename__ = "own_posts"
    __table_args__ = (
        _day("said_on"),
        _count("likes"),
        Index("own_posts_by_key", "account_id", "posted_at", "title", "batch_id", unique=True),
        Index("own_posts_by_batch", "batch_id"),
        OPTIONS,
    )
    id: int | None = identity()
    account_id: int = Field(sa_column=ref("account_id", "accounts.id"))
    posted_at: int = Field(sa_column=when("posted_at", needed=True))
    title: str = Field(sa_column=blank("title"))
    url: str = Field(sa_column=blank("url"))
    likes: int | None = Field(default=None, sa_column=Column("likes", Integer, nullable=True))
    said_on: str = Field(sa_column=needed("said_on"))
    batch_id: int = Field(sa_column=ref("batch_id", "imports.id"))
