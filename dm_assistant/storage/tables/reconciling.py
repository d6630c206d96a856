"""What the account's own export says besides messages: open questions, and lists of people."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Index
from sqlalchemy.dialects.sqlite import REAL
from sqlmodel import Field, SQLModel

from dm_assistant.domain.model import Platform, TieKind
from dm_assistant.domain.questions import Answer, QuestionKind
from dm_assistant.storage.tables.columns import (
    OPTIONS,
    blank,
    flag,
    identity,
    needed,
    one_of,
    ref,
    when,
)

_ANSWERS = ", ".join(f"'{each}'" for each in ("", *Answer))


class QuestionRow(SQLModel, table=True):
    """What an export leaves open about a draft; ``answer`` is empty while it is open.

    ``covered`` says that the export reached beyond the draft: what is none of its messages was
    not sent.
    """

    __tablename__ = "questions"
    __table_args__ = (
        one_of("kind", QuestionKind),
        CheckConstraint(f"answer IN ({_ANSWERS})", name="answer_known"),
        Index("questions_by_draft", "draft_id", "kind"),
        Index("questions_by_answer", "answer"),
        Index("questions_by_batch", "batch_id"),
        OPTIONS,
    )
    id: int | None = identity()
    kind: str = Field(sa_column=needed("kind"))
    draft_id: int = Field(sa_column=ref("draft_id", "drafts.id"))
    covered: int = Field(default=0, sa_column=flag("covered"))
    asked_at: int = Field(sa_column=when("asked_at", needed=True))
    answer: str = Field(sa_column=blank("answer"))
    answered_at: int | None = Field(default=None, sa_column=when("answered_at"))
    batch_id: int = Field(sa_column=ref("batch_id", "imports.id"))


class CandidateRow(SQLModel, table=True):
    """A message of ours that a question is about."""

    __tablename__ = "candidates"
    __table_args__ = (
        Index("candidates_by_question", "question_id", "touch_id", unique=True),
        Index("candidates_by_touch", "touch_id"),
        OPTIONS,
    )
    id: int | None = identity()
    question_id: int = Field(sa_column=ref("question_id", "questions.id"))
    touch_id: int = Field(sa_column=ref("touch_id", "touches.id"))
    likeness: float = Field(sa_column=Column("likeness", REAL, nullable=False))
    batch_id: int = Field(sa_column=ref("batch_id", "imports.id"))


class TieRow(SQLModel, table=True):
    """A person on one of the account's own lists, be they a contact or not.

    ``gone_at`` is the time of the export in whose list they were not any more.
    """

    __tablename__ = "ties"
    __table_args__ = (
        one_of("platform", Platform),
        one_of("kind", TieKind),
        Index("ties_by_key", "platform", "key", "kind", unique=True),
        Index("ties_by_batch", "batch_id"),
        OPTIONS,
    )
    id: int | None = identity()
    platform: str = Field(sa_column=needed("platform"))
    kind: str = Field(sa_column=needed("kind"))
    handle: str = Field(sa_column=needed("handle"))
    key: str = Field(sa_column=needed("key"))
    name: str = Field(sa_column=blank("name"))
    at: int | None = Field(default=None, sa_column=when("at"))
    gone_at: int | None = Field(default=None, sa_column=when("gone_at"))
    batch_id: int = Field(sa_column=ref("batch_id", "imports.id"))


class TieListRow(SQLModel, table=True):
    """How old the newest complete list of a kind is."""

    __tablename__ = "tie_lists"
    __table_args__ = (
        one_of("platform", Platform),
        one_of("kind", TieKind),
        Index("tie_lists_by_kind", "platform", "kind", unique=True),
        Index("tie_lists_by_batch", "batch_id"),
        OPTIONS,
    )
    id: int | None = identity()
    platform: str = Field(sa_column=needed("platform"))
    kind: str = Field(sa_column=needed("kind"))
    as_of: int = Field(sa_column=when("as_of", needed=True))
    batch_id: int = Field(sa_column=ref("batch_id", "imports.id"))
