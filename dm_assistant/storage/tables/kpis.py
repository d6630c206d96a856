"""What a creator notes beside the platform's figures: figures, goals, other accounts, changes.

``taken_at`` is when a line was taken back; it counts no more. Days are local days of the account.
"""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Index, Integer, Text
from sqlalchemy.dialects.sqlite import REAL
from sqlmodel import Field, SQLModel

from dm_assistant.domain.measures import Measure, Paid, TrafficSource
from dm_assistant.domain.model import Platform
from dm_assistant.storage.tables.columns import OPTIONS, blank, identity, needed, one_of, ref, when

_DAY = "GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'"


def _day(column: str) -> CheckConstraint:
    return CheckConstraint(f"{column} {_DAY}", name=f"{column}_is_day")


class NotedFigureRow(SQLModel, table=True):
    """A figure noted by hand, of one day or of several together."""

    __tablename__ = "noted_figures"
    __table_args__ = (
        one_of("name", Measure),
        one_of("source", TrafficSource, optional=True),
        one_of("paid", Paid),
        _day("first_on"),
        _day("last_on"),
        CheckConstraint("value >= 0", name="value_counted"),
        CheckConstraint("first_on <= last_on", name="days_in_order"),
        Index("noted_figures_by_name", "account_id", "name", "first_on"),
        OPTIONS,
    )
    id: int | None = identity()
    account_id: int = Field(sa_column=ref("account_id", "accounts.id"))
    name: str = Field(sa_column=needed("name"))
    first_on: str = Field(sa_column=needed("first_on"))
    last_on: str = Field(sa_column=needed("last_on"))
    value: float = Field(sa_column=Column("value", REAL, nullable=False))
    source: str | None = Field(default=None, sa_column=Column("source", Text))
    paid: str = Field(sa_column=needed("paid"))
    post: str = Field(sa_column=blank("post"))
    noted_at: int = Field(sa_column=when("noted_at", needed=True))
    taken_at: int | None = Field(default=None, sa_column=when("taken_at"))


class GoalRow(SQLModel, table=True):
    """A number of one figure to be reached by a day."""

    __tablename__ = "goals"
    __table_args__ = (
        one_of("name", Measure),
        _day("begun_on"),
        _day("by_on"),
        CheckConstraint("target > 0", name="target_given"),
        CheckConstraint("begun_on <= by_on", name="days_in_order"),
        OPTIONS,
    )
    id: int | None = identity()
    account_id: int = Field(sa_column=ref("account_id", "accounts.id"))
    name: str = Field(sa_column=needed("name"))
    target: int = Field(sa_column=Column("target", Integer, nullable=False))
    begun_on: str = Field(sa_column=needed("begun_on"))
    by_on: str = Field(sa_column=needed("by_on"))
    noted_at: int = Field(sa_column=when("noted_at", needed=True))
    taken_at: int | None = Field(default=None, sa_column=when("taken_at"))


class CompetitorLookRow(SQLModel, table=True):
    """What another account showed on a day; an empty number is not known."""

    __tablename__ = "competitor_looks"
    __table_args__ = (
        one_of("platform", Platform),
        _day("on_day"),
        *(
            CheckConstraint(f"{each} >= 0", name=f"{each}_counted")
            for each in ("followers", "posts", "views")
        ),
        OPTIONS,
    )
    id: int | None = identity()
    platform: str = Field(sa_column=needed("platform"))
    handle: str = Field(sa_column=needed("handle"))
    on_day: str = Field(sa_column=needed("on_day"))
    followers: int | None = Field(default=None, sa_column=Column("followers", Integer))
    posts: int | None = Field(default=None, sa_column=Column("posts", Integer))
    views: int | None = Field(default=None, sa_column=Column("views", Integer))
    note: str = Field(sa_column=blank("note"))
    noted_at: int = Field(sa_column=when("noted_at", needed=True))
    taken_at: int | None = Field(default=None, sa_column=when("taken_at"))


class OwnChangeRow(SQLModel, table=True):
    """What the creator changed on a day, in their own words."""

    __tablename__ = "own_changes"
    __table_args__ = (_day("on_day"), OPTIONS)
    id: int | None = identity()
    on_day: str = Field(sa_column=needed("on_day"))
    words: str = Field(sa_column=needed("words"))
    noted_at: int = Field(sa_column=when("noted_at", needed=True))
    taken_at: int | None = Field(default=None, sa_column=when("taken_at"))
