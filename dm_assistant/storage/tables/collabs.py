"""Collaborations, the stages they went through, and how much of two audiences is one."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Index, Integer
from sqlmodel import Field, SQLModel

from dm_assistant.domain.collabs import Stage, Whose
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

DAY = "GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'"


def _day(name: str) -> CheckConstraint:
    """Constrain a text column to a day in the creator's zone, or nothing."""
    return CheckConstraint(f"{name} = '' OR {name} {DAY}", name=f"{name}_is_day")


class CollabRow(SQLModel, table=True):
    """A collaboration with a contact, as far as the creator moved it.

    What follows from messages is read from them: ``pitch_id`` is the one that pitches it, answers
    up to ``heard_id`` are behind it.
    """

    __tablename__ = "collabs"
    __table_args__ = (
        one_of("stage", Stage),
        _day("due_on"),
        _day("made_on"),
        CheckConstraint(
            "closed_by IN ('', {})".format(", ".join(f"'{each}'" for each in Whose)),
            name="closed_by_known",
        ),
        CheckConstraint("(stage = 'no') = (closed_by <> '')", name="no_is_somebodys"),
        CheckConstraint(
            "stage IN ('idea', 'talking', 'no') "
            "OR (idea <> '' AND i_give <> '' AND they_give <> '')",
            name="pitch_is_concrete",
        ),
        Index("collabs_by_contact", "contact_id"),
        Index("collabs_by_pitch", "pitch_id"),
        OPTIONS,
    )
    id: int | None = identity()
    contact_id: int = Field(sa_column=ref("contact_id", "contacts.id"))
    stage: str = Field(sa_column=needed("stage"))
    idea: str = Field(sa_column=blank("idea"))
    i_give: str = Field(sa_column=blank("i_give"))
    they_give: str = Field(sa_column=blank("they_give"))
    terms: str = Field(sa_column=blank("terms"))
    next_step: str = Field(sa_column=blank("next_step"))
    due_on: str = Field(sa_column=blank("due_on"))
    made: str = Field(sa_column=blank("made"))
    made_on: str = Field(sa_column=blank("made_on"))
    review: str = Field(sa_column=blank("review"))
    closed_by: str = Field(sa_column=blank("closed_by"))
    closed_why: str = Field(sa_column=blank("closed_why"))
    opened_at: int = Field(sa_column=when("opened_at", needed=True))
    moved_at: int = Field(sa_column=when("moved_at", needed=True))
    pitch_id: int | None = Field(default=None, sa_column=ref("pitch_id", "drafts.id", needed=False))
    heard_id: int = Field(default=0, sa_column=number("heard_id"))


class CollabMoveRow(SQLModel, table=True):
    """A stage that a collaboration reached, and when."""

    __tablename__ = "collab_moves"
    __table_args__ = (
        one_of("stage", Stage),
        Index("collab_moves_by_collab", "collab_id", "at"),
        OPTIONS,
    )
    id: int | None = identity()
    collab_id: int = Field(sa_column=ref("collab_id", "collabs.id"))
    stage: str = Field(sa_column=needed("stage"))
    at: int = Field(sa_column=when("at", needed=True))


class CollabOverlapRow(SQLModel, table=True):
    """What a partner's file of public comments said, in numbers; of the people in it nothing.

    ``ours`` are our commenters of the file's time, or of all time where ``same_time`` is 0;
    ``newcomers`` are ours whose first comment came within four weeks of what was made.
    """

    __tablename__ = "collab_overlaps"
    __table_args__ = (
        CheckConstraint("same_time IN (0, 1)", name="same_time_flag"),
        CheckConstraint(
            "shared >= 0 AND shared <= theirs AND shared <= ours", name="shared_is_part"
        ),
        Index("collab_overlaps_by_collab", "collab_id", "at"),
        OPTIONS,
    )
    id: int | None = identity()
    collab_id: int = Field(sa_column=ref("collab_id", "collabs.id"))
    at: int = Field(sa_column=when("at", needed=True))
    name: str = Field(sa_column=blank("name"))
    from_at: int = Field(sa_column=when("from_at", needed=True))
    until_at: int = Field(sa_column=when("until_at", needed=True))
    same_time: int = Field(sa_column=number("same_time"))
    shared: int = Field(sa_column=number("shared"))
    theirs: int = Field(sa_column=number("theirs"))
    ours: int = Field(sa_column=number("ours"))
    newcomers: int | None = Field(default=None, sa_column=Column("newcomers", Integer))
    newcomers_shared: int | None = Field(
        default=None, sa_column=Column("newcomers_shared", Integer)
    )
