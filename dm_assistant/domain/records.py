"""What is recorded of people: names, comments, consent, drafts, touches and replies.

``domain.model`` has them as well, and is where everybody takes them from.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from dm_assistant.domain.model import (
    ConsentKind,
    DraftState,
    FollowState,
    InboundClass,
    Platform,
    Purpose,
    ReadState,
    Relation,
    Source,
    SuppressionReason,
    TouchState,
)


@dataclass(frozen=True, slots=True)
class Handle:
    """A platform user name of a contact, kept when renamed.

    ``from_at`` and ``until_at`` say since and until when they went by it, as far as known;
    ``joined_at`` when it came to them by a merge.
    """

    contact_id: int
    platform: Platform
    handle: str
    key: str
    user_id: str = ""
    current: bool = True
    id: int = 0
    from_at: datetime | None = None
    until_at: datetime | None = None
    joined_at: datetime | None = None


class Contact(NamedTuple):
    """A person. Empty strings and ``None`` mean not known."""

    id: int
    platform: Platform
    handle: str
    name: str = ""
    language: str = ""
    timezone: str = ""
    country: str = ""
    relation: Relation = Relation.FAN
    follow_state: FollowState = FollowState.UNKNOWN
    follow_learned_at: datetime | None = None
    followers: int | None = None
    tags: tuple[str, ...] = ()
    notes: str = ""
    own: bool = False
    birth_age: int | None = None
    no_contact: SuppressionReason | None = None
    no_contact_at: datetime | None = None
    facts_changed_at: datetime | None = None
    first_comment_at: datetime | None = None
    last_comment_at: datetime | None = None
    comments: int = 0


@dataclass(frozen=True, slots=True)
class Comment:
    """One public comment by a contact on a post."""

    id: int
    contact_id: int
    post_id: int
    at: datetime
    text: str
    likes: int = 0
    platform_id: str = ""
    parent_platform_id: str = ""
    post_title: str = ""
    post_url: str = ""


class Consent(NamedTuple):
    """One entry of the append-only consent ledger.

    ``withdrawn`` and ``refused`` take permission away for ``purposes``; the other kinds give it.
    ``lifts`` says that it quotes a message they wrote after they had opted out.
    """

    id: int
    contact_id: int
    platform: Platform
    purposes: frozenset[Purpose]
    kind: ConsentKind
    event_at: datetime
    recorded_at: datetime
    words: str = ""
    where: str = ""
    handle_seen: str = ""
    comment_id: int | None = None
    lifts: bool = False


@dataclass(frozen=True, slots=True)
class Touch:
    """An outbound DM or public invite that was (or is about to be) sent.

    ``purpose`` is frozen here: later edits of the draft do not change what the touch was.
    """

    contact_id: int
    account_id: int
    at: datetime
    purpose: Purpose
    state: TouchState
    draft_id: int | None = None
    template_version: str = ""


class Inbound(NamedTuple):
    """A message the contact wrote to the creator.

    ``heard_at`` is when an import brought it, where nobody here could have read it before.
    """

    id: int
    contact_id: int
    platform: Platform
    at: datetime
    text: str
    preselected: InboundClass
    confirmed: InboundClass | None = None
    answers_draft_id: int | None = None
    answered_at: datetime | None = None
    archived_at: datetime | None = None
    heard_at: datetime | None = None

    @property
    def known_at(self) -> datetime:
        """Return since when a person could have classed it here."""
        return self.at if self.heard_at is None else max(self.at, self.heard_at)

    @property
    def kind(self) -> InboundClass:
        """Return the class in force: the person's word, else the pre-selection."""
        return self.confirmed or self.preselected


@dataclass(frozen=True, slots=True)
class Draft:
    """One message through its life, from first words to their answer.

    ``sent_text`` is what was really sent where that is something else, and ``found_at`` when, both
    as the account's own export has it.
    """

    id: int
    contact_id: int
    account_id: int
    purpose: Purpose
    template: str
    version: str
    language: str
    text: str
    state: DraftState
    created_at: datetime
    campaign: str = ""
    edited: bool = False
    approved_at: datetime | None = None
    approved_hash: str = ""
    handed_over_at: datetime | None = None
    sent_at: datetime | None = None
    seen_at: datetime | None = None
    replied_at: datetime | None = None
    snoozed_until: datetime | None = None
    read_state: ReadState = ReadState.UNKNOWN
    code: str = ""
    code_ends_at: datetime | None = None
    sources: tuple[Source, ...] = field(default=())
    override: str = ""
    sent_text: str = ""
    found_at: datetime | None = None
    kind: str = "opener"

    @property
    def words(self) -> str:
        """Return what was really sent, as far as it is known."""
        return self.sent_text or self.text

    @property
    def left_at(self) -> datetime | None:
        """Return when it left: as the account's own export has it, else when it was handed over."""
        return self.found_at or self.handed_over_at or self.sent_at


@dataclass(frozen=True, slots=True)
class Window:
    """The platform's reply window of a conversation, with its countdown."""

    opened_at: datetime
    closes_at: datetime
    messages_left: int | None
