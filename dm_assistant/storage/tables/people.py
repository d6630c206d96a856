"""People, what they said under posts, and the imports that brought it."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, Text, text
from sqlalchemy.dialects.sqlite import REAL
from sqlmodel import Field, SQLModel

from dm_assistant.domain.model import (
    FollowState,
    Platform,
    Relation,
    SuppressionReason,
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


class MetaRow(SQLModel, table=True):
    """One fact about the workspace itself, such as whether it is for practice."""

    __tablename__ = "meta"
    __table_args__ = KEYED
    key: str = Field(sa_column=Column("key", Text, primary_key=True))
    value: str = Field(sa_column=needed("value"))


class AccountRow(SQLModel, table=True):
    """One of the creator's own profiles."""

    __tablename__ = "accounts"
    __table_args__ = (
        one_of("platform", Platform),
        Index("accounts_by_key", "platform", "key", unique=True),
        OPTIONS,
    )
    id: int | None = identity()
    platform: str = Field(sa_column=needed("platform"))
    handle: str = Field(sa_column=blank("handle"))
    key: str = Field(sa_column=blank("key"))
    name: str = Field(sa_column=blank("name"))
    timezone: str = Field(sa_column=needed("timezone"))
    language: str = Field(sa_column=needed("language"))
    limited_at: int | None = Field(default=None, sa_column=when("limited_at"))


class ImportRow(SQLModel, table=True):
    """One imported file: a batch that can be taken back whole."""

    __tablename__ = "imports"
    __table_args__ = OPTIONS
    id: int | None = identity()
    name: str = Field(sa_column=needed("name"))
    format: str = Field(sa_column=needed("format"))
    at: int = Field(sa_column=when("at", needed=True))
    counts: str = Field(sa_column=blank("counts"))
    undone_at: int | None = Field(default=None, sa_column=when("undone_at"))


class ImportChangeRow(SQLModel, table=True):
    """What a batch changed on a row that was there before: the values to put back."""

    __tablename__ = "import_changes"
    __table_args__ = (Index("import_changes_by_batch", "batch_id"), OPTIONS)
    id: int | None = identity()
    batch_id: int = Field(sa_column=ref("batch_id", "imports.id"))
    table_name: str = Field(sa_column=needed("table_name"))
    row_id: int = Field(sa_column=Column("row_id", Integer, nullable=False))
    before: str = Field(sa_column=needed("before"))
    after: str = Field(sa_column=needed("after"))


class MappingRow(SQLModel, table=True):
    """Which column of a table with this header means what, as the person once said."""

    __tablename__ = "mappings"
    __table_args__ = KEYED
    header_key: str = Field(sa_column=Column("header_key", Text, primary_key=True))
    columns: str = Field(sa_column=needed("columns"))


class ContactRow(SQLModel, table=True):
    """A person, with the stored, exactly decaying form of their activity.

    ``activity`` holds at ``last_comment_at`` and halves every 30 days from there, so waiting costs
    nothing; ``factor`` is the product of the penalties, which no time changes. ``merged_into`` is
    the person they turned out to be; ledger entries and tags stay with the row they came to.
    ``left_at`` is when they last said no themselves, by words or by an act of theirs.
    """

    __tablename__ = "contacts"
    __table_args__ = (
        one_of("relation", Relation),
        one_of("follow_state", FollowState),
        one_of("no_contact", SuppressionReason, optional=True),
        CheckConstraint("followers IS NULL OR followers >= 0", name="followers_known"),
        Index("contacts_by_search", "search"),
        Index("contacts_by_merged", "merged_into", sqlite_where=Column("merged_into").is_not(None)),
        OPTIONS,
    )
    id: int | None = identity()
    name: str = Field(sa_column=blank("name"))
    language: str = Field(sa_column=blank("language"))
    timezone: str = Field(sa_column=blank("timezone"))
    country: str = Field(sa_column=blank("country"))
    relation: str = Field(sa_column=needed("relation", server_default="fan"))
    follow_state: str = Field(sa_column=needed("follow_state", server_default="unknown"))
    follow_learned_at: int | None = Field(default=None, sa_column=when("follow_learned_at"))
    followers: int | None = Field(default=None, sa_column=Column("followers", Integer))
    notes: str = Field(sa_column=blank("notes"))
    own: int = Field(default=0, sa_column=flag("own"))
    birth_age: int | None = Field(default=None, sa_column=Column("birth_age", Integer))
    no_contact: str | None = Field(default=None, sa_column=Column("no_contact", Text))
    no_contact_at: int | None = Field(default=None, sa_column=when("no_contact_at"))
    erased_at: int | None = Field(default=None, sa_column=when("erased_at"))
    facts_changed_at: int | None = Field(default=None, sa_column=when("facts_changed_at"))
    snoozed_until: int | None = Field(default=None, sa_column=when("snoozed_until"))
    search: str = Field(sa_column=blank("search"))
    activity: float = Field(sa_column=Column("activity", REAL, nullable=False, server_default="0"))
    factor: float = Field(sa_column=Column("factor", REAL, nullable=False, server_default="1"))
    comments: int = Field(default=0, sa_column=number("comments"))
    posts: int = Field(default=0, sa_column=number("posts"))
    questions: int = Field(default=0, sa_column=number("questions"))
    likes: int = Field(default=0, sa_column=number("likes"))
    copies: int = Field(default=0, sa_column=number("copies"))
    giveaways: int = Field(default=0, sa_column=number("giveaways"))
    promotions: int = Field(default=0, sa_column=number("promotions"))
    ring: int = Field(default=0, sa_column=number("ring"))
    capped: int = Field(default=0, sa_column=number("capped"))
    first_comment_at: int | None = Field(default=None, sa_column=when("first_comment_at"))
    last_comment_at: int | None = Field(default=None, sa_column=when("last_comment_at"))
    batch_id: int | None = Field(
        default=None, sa_column=ref("batch_id", "imports.id", needed=False)
    )
    merged_into: int | None = Field(
        default=None, sa_column=ref("merged_into", "contacts.id", needed=False)
    )
    left_at: int | None = Field(default=None, sa_column=when("left_at"))


class HandleRow(SQLModel, table=True):
    """A user name of a contact, as written and as matched; old names stay.

    One person at a time goes by a name; somebody else may take it later. ``joined_at`` is when it
    came by a merge.
    """

    __tablename__ = "handles"
    __table_args__ = (
        one_of("platform", Platform),
        Index("handles_by_key", "platform", "key"),
        Index(
            "handles_one_owner",
            "platform",
            "key",
            unique=True,
            sqlite_where=Column("current", Integer) == 1,
        ),
        Index("handles_by_user", "platform", "user_id", sqlite_where=Column("user_id", Text) != ""),
        Index("handles_by_contact", "contact_id"),
        Index("handles_by_look", "platform", "look_alike"),
        OPTIONS,
    )
    id: int | None = identity()
    contact_id: int = Field(sa_column=ref("contact_id", "contacts.id"))
    platform: str = Field(sa_column=needed("platform"))
    handle: str = Field(sa_column=needed("handle"))
    key: str = Field(sa_column=needed("key"))
    look_alike: str = Field(sa_column=blank("look_alike"))
    user_id: str = Field(sa_column=blank("user_id"))
    current: int = Field(default=1, sa_column=flag("current", 1))
    from_at: int | None = Field(default=None, sa_column=when("from_at"))
    until_at: int | None = Field(default=None, sa_column=when("until_at"))
    joined_at: int | None = Field(default=None, sa_column=when("joined_at"))


class ComplaintRow(SQLModel, table=True):
    """What a contact is unhappy about; open until it is closed."""

    __tablename__ = "complaints"
    __table_args__ = (Index("complaints_by_contact", "contact_id"), OPTIONS)
    id: int | None = identity()
    contact_id: int = Field(sa_column=ref("contact_id", "contacts.id"))
    opened_at: int = Field(sa_column=when("opened_at", needed=True))
    words: str = Field(sa_column=needed("words"))
    closed_at: int | None = Field(default=None, sa_column=when("closed_at"))
    outcome: str = Field(sa_column=blank("outcome"))


class TagRow(SQLModel, table=True):
    """A word the creator keeps on a contact."""

    __tablename__ = "tags"
    __table_args__ = KEYED
    contact_id: int = Field(
        sa_column=Column("contact_id", Integer, ForeignKey("contacts.id"), primary_key=True)
    )
    tag: str = Field(sa_column=Column("tag", Text, primary_key=True))


class SegmentRow(SQLModel, table=True):
    """A filter the creator saved under a name; the name is free again once it is dropped."""

    __tablename__ = "segments"
    __table_args__ = (
        Index(
            "segments_by_name",
            "name",
            unique=True,
            sqlite_where=Column("dropped_at", Integer).is_(None),
        ),
        OPTIONS,
    )
    id: int | None = identity()
    name: str = Field(sa_column=needed("name"))
    filter: str = Field(sa_column=blank("filter"))
    made_at: int = Field(sa_column=when("made_at", needed=True))
    dropped_at: int | None = Field(default=None, sa_column=when("dropped_at"))


class PostRow(SQLModel, table=True):
    """One of the creator's videos."""

    __tablename__ = "posts"
    __table_args__ = (
        one_of("platform", Platform),
        Index("posts_by_key", "platform", "platform_id", unique=True),
        OPTIONS,
    )
    id: int | None = identity()
    platform: str = Field(sa_column=needed("platform"))
    platform_id: str = Field(sa_column=needed("platform_id"))
    url: str = Field(sa_column=blank("url"))
    title: str = Field(sa_column=blank("title"))
    giveaway: int = Field(default=0, sa_column=flag("giveaway"))
    batch_id: int | None = Field(
        default=None, sa_column=ref("batch_id", "imports.id", needed=False)
    )


class CommentRow(SQLModel, table=True):
    """One public comment.

    ``text_key`` is its normalised text as a 63-bit hash, negative or NULL for one too short for a
    ring. ``facts`` is what the score reads in the text, NULL where that was not noted.
    """

    __tablename__ = "comments"
    __table_args__ = (
        Index("comments_by_key", "platform", "platform_id", unique=True),
        # All that measuring asks for: a row in the table is found five times as slowly.
        Index(
            "comments_by_contact",
            *("contact_id", "at", "post_id", "likes", "facts", "text_key", "ring"),
        ),
        Index("comments_by_text", "text_key", "at", sqlite_where=text("text_key > 0")),
        Index("comments_by_batch", "batch_id"),
        OPTIONS,
    )
    id: int | None = identity()
    platform: str = Field(sa_column=needed("platform"))
    platform_id: str = Field(sa_column=needed("platform_id"))
    contact_id: int = Field(sa_column=ref("contact_id", "contacts.id"))
    post_id: int = Field(sa_column=ref("post_id", "posts.id"))
    at: int = Field(sa_column=when("at", needed=True))
    text: str = Field(sa_column=blank("text"))
    likes: int = Field(default=0, sa_column=number("likes"))
    parent_id: str = Field(sa_column=blank("parent_id"))
    text_key: int | None = Field(default=None, sa_column=Column("text_key", Integer))
    ring: int = Field(default=0, sa_column=flag("ring"))
    batch_id: int = Field(sa_column=ref("batch_id", "imports.id"))
    facts: int | None = Field(default=None, sa_column=Column("facts", Integer))
