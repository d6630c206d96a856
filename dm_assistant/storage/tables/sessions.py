"""Sessions: how long one was to be, and which cards were planned."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Integer
from sqlmodel import Field, SQLModel

from dm_assistant.storage.tables.columns import OPTIONS, blank, identity, when


class SessionRow(SQLModel, table=True):
    """One session; ``plan`` lists ``[kind, id, seconds]`` in their order."""

    __tablename__ = "sessions"
    __table_args__ = (
        CheckConstraint("minutes > 0", name="minutes_given"),
        OPTIONS,
    )
    id: int | None = identity()
    minutes: int = Field(sa_column=Column("minutes", Integer, nullable=False))
    plan: str = Field(sa_column=blank("plan", server_default="[]"))
    began_at: int = Field(sa_column=when("began_at", needed=True))
    ended_at: int | None = Field(default=None, sa_column=when("ended_at"))
