"""What is only ever added to: the journal, the consent ledger, the suppressions."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Index, Integer
from sqlmodel import Field, SQLModel

from dm_assistant.domain.model import (
    ConsentKind,
    SuppressionReason,
)
from dm_assistant.storage.tables.columns import (
    OPTIONS,
    blank,
    identity,
    needed,
    one_of,
    ref,
    when,
)


class EvidenceRow(SQLModel, table=True):
    """A person's own words behind a ledger entry; erased on request, the entry stays."""

    __tablename__ = "evidence"
    __table_args__ = OPTIONS
    id: int | None = identity()
    handle_seen: str = Field(sa_column=blank("handle_seen"))
    words: str = Field(sa_column=blank("words"))
    shown: str = Field(sa_column=blank("shown"))
    seen_where: str = Field(sa_column=blank("seen_where"))
    salt: str = Field(sa_column=blank("salt"))
    erased_at: int | None = Field(default=None, sa_column=when("erased_at"))


class ConsentRow(SQLModel, table=True):
    """One entry of the append-only consent ledger, chained by hash to the one before."""

    __tablename__ = "consents"
    __table_args__ = (
        one_of("kind", ConsentKind),
        Index("consents_by_contact", "contact_id"),
        Index("consents_by_undoes", "undoes", sqlite_where=Column("undoes").is_not(None)),
        OPTIONS,
    )
    id: int | None = identity()
    contact_id: int = Field(sa_column=Column("contact_id", Integer, nullable=False))
    platform: str = Field(sa_column=needed("platform"))
    purposes: str = Field(sa_column=needed("purposes"))
    kind: str = Field(sa_column=needed("kind"))
    event_at: int = Field(sa_column=when("event_at", needed=True))
    recorded_at: int = Field(sa_column=when("recorded_at", needed=True))
    recorded_by: str = Field(sa_column=needed("recorded_by"))
    evidence_id: int = Field(sa_column=Column("evidence_id", Integer, nullable=False))
    evidence_digest: str = Field(sa_column=needed("evidence_digest"))
    comment_id: int | None = Field(default=None, sa_column=Column("comment_id", Integer))
    batch_id: int | None = Field(default=None, sa_column=Column("batch_id", Integer))
    undoes: int | None = Field(default=None, sa_column=Column("undoes", Integer))
    prev_hash: str = Field(sa_column=needed("prev_hash"))
    hash: str = Field(sa_column=needed("hash"))


class SuppressionRow(SQLModel, table=True):
    """A keyed hash of somebody never to be messaged; has no key to contacts on purpose."""

    __tablename__ = "suppressions"
    __table_args__ = (
        one_of("reason", SuppressionReason),
        CheckConstraint("kind IN ('handle', 'user_id')", name="kind_known"),
        Index("suppressions_by_digest", "digest", "reason", unique=True),
        OPTIONS,
    )
    id: int | None = identity()
    digest: str = Field(sa_column=needed("digest"))
    kind: str = Field(sa_column=needed("kind"))
    reason: str = Field(sa_column=needed("reason"))
    at: int = Field(sa_column=when("at", needed=True))


class JournalRow(SQLModel, table=True):
    """One act: who did what, when, on which ids; holds no names and no message text."""

    __tablename__ = "journal"
    __table_args__ = OPTIONS
    id: int | None = identity()
    at: int = Field(sa_column=when("at", needed=True))
    actor: str = Field(sa_column=needed("actor"))
    front_end: str = Field(sa_column=needed("front_end"))
    act: str = Field(sa_column=needed("act"))
    policy: str = Field(sa_column=needed("policy"))
    detail: str = Field(sa_column=needed("detail"))
    undoes: int | None = Field(default=None, sa_column=Column("undoes", Integer))
    prev_hash: str = Field(sa_column=needed("prev_hash"))
    hash: str = Field(sa_column=needed("hash"))


class ImageRow(SQLModel, table=True):
    """A row as it was before an act; what ``undo`` puts back. Empty: the act made the row."""

    __tablename__ = "images"
    __table_args__ = (Index("images_by_act", "act_id"), OPTIONS)
    id: int | None = identity()
    act_id: int = Field(sa_column=Column("act_id", Integer, nullable=False))
    table_name: str = Field(sa_column=needed("table_name"))
    row_id: int = Field(sa_column=Column("row_id", Integer, nullable=False))
    before: str = Field(sa_column=blank("before"))


class TwoPeopleRow(SQLModel, table=True):
    """Two contacts who look like one person and are not, by the creator's word.

    The rows stay theirs through merges; who reads them asks who each turned out to be.
    """

    __tablename__ = "two_people"
    __table_args__ = (
        CheckConstraint("contact_id < other_id", name="lower_first"),
        Index("two_people_by_pair", "contact_id", "other_id", unique=True),
        OPTIONS,
    )
    id: int | None = identity()
    contact_id: int = Field(sa_column=ref("contact_id", "contacts.id"))
    other_id: int = Field(sa_column=ref("other_id", "contacts.id"))
    at: int = Field(sa_column=when("at", needed=True))
