"""What people ask for and what they make: themes, codings, challenges and their entries."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Index, Integer, text
from sqlmodel import Field, SQLModel

from dm_assistant.domain.feedback import ThemeState
from dm_assistant.storage.tables.columns import (
    OPTIONS,
    blank,
    identity,
    needed,
    one_of,
    ref,
    when,
)

_IS_DAY = "GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'"


def _day(column: str) -> CheckConstraint:
    return CheckConstraint(f"{column} = '' OR {column} {_IS_DAY}", name=f"{column}_is_day")


class ThemeRow(SQLModel, table=True):
    """Something people ask for; one that became part of another keeps its row and says whose."""

    __tablename__ = "themes"
    __table_args__ = (
        one_of("state", ThemeState),
        _day("made_on"),
        Index("themes_by_name", "name_key", unique=True, sqlite_where=text("merged_into IS NULL")),
        Index(
            "themes_by_key",
            "key",
            unique=True,
            sqlite_where=text("merged_into IS NULL AND key <> ''"),
        ),
        OPTIONS,
    )
    id: int | None = identity()
    name: str = Field(sa_column=needed("name"))
    name_key: str = Field(sa_column=needed("name_key"))
    key: str = Field(sa_column=blank("key"))
    state: str = Field(sa_column=needed("state"))
    idea: str = Field(sa_column=blank("idea"))
    made_title: str = Field(sa_column=blank("made_title"))
    made_link: str = Field(sa_column=blank("made_link"))
    made_on: str = Field(sa_column=blank("made_on"))
    opened_at: int = Field(sa_column=when("opened_at", needed=True))
    merged_into: int | None = Field(
        default=None, sa_column=ref("merged_into", "themes.id", needed=False)
    )


class CodingRow(SQLModel, table=True):
    """A message or a comment of somebody, read for what it asks; no theme means for nothing.

    One that was taken back keeps its row, with ``ended_at``.
    """

    __tablename__ = "codings"
    __table_args__ = (
        CheckConstraint("(inbound_id IS NULL) <> (comment_id IS NULL)", name="about_one"),
        Index(
            "codings_by_inbound",
            "inbound_id",
            "theme_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
        ),
        Index(
            "codings_by_comment",
            "comment_id",
            "theme_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
        ),
        Index("codings_of_inbound", "inbound_id"),
        Index("codings_of_comment", "comment_id"),
        Index("codings_by_contact", "contact_id"),
        OPTIONS,
    )
    id: int | None = identity()
    theme_id: int | None = Field(default=None, sa_column=ref("theme_id", "themes.id", needed=False))
    contact_id: int = Field(sa_column=ref("contact_id", "contacts.id"))
    inbound_id: int | None = Field(
        default=None, sa_column=ref("inbound_id", "inbounds.id", needed=False)
    )
    comment_id: int | None = Field(
        default=None, sa_column=ref("comment_id", "comments.id", needed=False)
    )
    at: int = Field(sa_column=when("at", needed=True))
    ended_at: int | None = Field(default=None, sa_column=when("ended_at"))


class ChallengeRow(SQLModel, table=True):
    """A challenge: what there is to do, from when until when, under which tag."""

    __tablename__ = "challenges"
    __table_args__ = (
        _day("starts_on"),
        _day("ends_on"),
        Index("challenges_by_name", "name_key", unique=True),
        OPTIONS,
    )
    id: int | None = identity()
    name: str = Field(sa_column=needed("name"))
    name_key: str = Field(sa_column=needed("name_key"))
    task: str = Field(sa_column=needed("task"))
    starts_on: str = Field(sa_column=blank("starts_on"))
    ends_on: str = Field(sa_column=blank("ends_on"))
    tag: str = Field(sa_column=blank("tag"))
    made_at: int = Field(sa_column=when("made_at", needed=True))
    ended_at: int | None = Field(default=None, sa_column=when("ended_at"))


class EntryRow(SQLModel, table=True):
    """What somebody made for a challenge, and how often it was watched when last looked at."""

    __tablename__ = "challenge_entries"
    __table_args__ = (
        CheckConstraint("views >= 0", name="views_counted"),
        Index("challenge_entries_by_challenge", "challenge_id", "contact_id"),
        Index("challenge_entries_by_contact", "contact_id"),
        OPTIONS,
    )
    id: int | None = identity()
    challenge_id: int = Field(sa_column=ref("challenge_id", "challenges.id"))
    contact_id: int = Field(sa_column=ref("contact_id", "contacts.id"))
    at: int = Field(sa_column=when("at", needed=True))
    link: str = Field(sa_column=blank("link"))
    views: int | None = Field(default=None, sa_column=Column("views", Integer, nullable=True))
    views_at: int | None = Field(default=None, sa_column=when("views_at"))
