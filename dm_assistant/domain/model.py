"""The values the product talks about: people, comments, consent, drafts, touches and replies.

Times are aware UTC datetimes with whole seconds and end in ``_at``; ids are the database's.
Text fields hold strangers' words exactly as they were written; only ``domain.text.to_screen``
makes them fit to show.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum


class Platform(StrEnum):
    """Where an account lives."""

    TIKTOK = "tiktok"
    INSTAGRAM = "instagram"


class Purpose(StrEnum):
    """What a message is for; consent is given per purpose."""

    THANKS = "thanks"
    OFFER = "offer"
    COLLAB = "collab"
    FEEDBACK = "feedback"
    CHALLENGE = "challenge"
    ANSWER = "answer"
    INVITE = "invite"


COMMERCIAL = frozenset({Purpose.OFFER, Purpose.CHALLENGE})
NON_COMMERCIAL = frozenset({Purpose.THANKS, Purpose.FEEDBACK, Purpose.COLLAB})


class Relation(StrEnum):
    """What a contact is to the creator."""

    FAN = "fan"
    COLLABORATOR = "collaborator"
    BRAND = "brand"
    CUSTOMER = "customer"


class FollowState(StrEnum):
    """Who follows whom, as last learned."""

    MUTUAL = "mutual"
    FOLLOWS_ME = "follows_me"
    I_FOLLOW = "i_follow"
    NONE = "none"
    UNKNOWN = "unknown"


class TieKind(StrEnum):
    """On which of the account's own lists a person stands."""

    FOLLOWS_ME = "follows_me"
    I_FOLLOW = "i_follow"
    BLOCKED = "blocked"


class Tier(StrEnum):
    """A contact's standing by score and tenure."""

    SUPERFAN = "superfan"
    REGULAR = "regular"
    NEW = "new"
    QUIET = "quiet"


class DraftState(StrEnum):
    """Where a message is in its life; ``lifecycle`` says which state may follow which."""

    DRAFTED = "drafted"
    APPROVED = "approved"
    HANDED_OVER = "handed_over"
    SENT = "sent"
    IN_REQUESTS = "in_requests"
    SEEN = "seen"
    REPLIED = "replied"
    SKIPPED = "skipped"
    SNOOZED = "snoozed"
    CANCELLED = "cancelled"
    COULD_NOT_SEND = "could_not_send"


class Lane(StrEnum):
    """The five lanes of the inbox; derived from the verdict at this moment, never stored."""

    REPLY = "reply"
    READY = "ready"
    INVITE = "invite"
    HELD = "held"
    BLOCKED = "blocked"


class ConsentKind(StrEnum):
    """How a ledger entry came about; the names are those of the consents CSV."""

    EXPLICIT = "explicit"
    KEYWORD = "keyword"
    WROTE_FIRST = "wrote_first"
    PURCHASE = "purchase"
    COLLABORATION = "collaboration"
    WITHDRAWN = "withdrawn"
    REFUSED = "refused"


class SuppressionReason(StrEnum):
    """Why a person is never to be messaged."""

    OPT_OUT = "opt_out"
    ERASED = "erased"
    REFUSED = "refused"
    UNDER_AGE = "under_age"
    NO_DM_NOTICE = "no_dm_notice"
    COMPLAINT = "complaint"
    BLOCKED = "blocked"


class InboundClass(StrEnum):
    """What an inbound message says; pre-selected by patterns, confirmed by a person."""

    OPT_OUT = "opt_out"
    ERASURE = "erasure"
    AGE = "age"
    SOFT_NO = "soft_no"
    LATER = "later"
    WHO = "who"
    REVIEW = "review"
    QUESTION = "question"
    POSITIVE = "positive"
    THANKS = "thanks"
    NEUTRAL = "neutral"


class TouchState(StrEnum):
    """How sure we are that a touch happened; every state but ``withdrawn`` counts."""

    RESERVED = "reserved"
    HANDED_OVER = "handed_over"
    SENT = "sent"
    IMPORTED = "imported"
    WITHDRAWN = "withdrawn"


class ReadState(StrEnum):
    """What is known of a message having been read."""

    READ = "read"
    UNREAD = "unread"
    UNKNOWN = "unknown"


class CodeState(StrEnum):
    """Where an exclusive code is in its life."""

    FREE = "free"
    RESERVED = "reserved"
    GIVEN = "given"
    REDEEMED = "redeemed"


class FrontEnd(StrEnum):
    """Through which door an act came."""

    CLI = "cli"
    TUI = "tui"


@dataclass(frozen=True, slots=True)
class Account:
    """One of the creator's own profiles; caps count per account."""

    id: int
    platform: Platform
    handle: str
    timezone: str
    language: str
    name: str = ""


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


@dataclass(frozen=True, slots=True)
class Contact:
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


@dataclass(frozen=True, slots=True)
class Consent:
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


@dataclass(frozen=True, slots=True)
class Inbound:
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


SAID = "said"
"""In place of a variable: the phrase is the creator's own, said when the draft was ordered."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a personal phrase of a draft comes from: their own comment, post and date.

    ``flag`` says what to look at before sending, such as that the comment is old. A phrase of the
    creator has the variable ``SAID`` and, in ``said``, the question or variable it answers.
    """

    phrase: str
    variable: str
    comment_id: int | None = None
    said: str = ""
    post: str = ""
    at: datetime | None = None
    flag: str = ""

    @property
    def recorded(self) -> bool:
        """Return whether this is a recorded fact about the person, and so may be evidence."""
        return self.variable != SAID


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


@dataclass(frozen=True, slots=True)
class Window:
    """The platform's reply window of a conversation, with its countdown."""

    opened_at: datetime
    closes_at: datetime
    messages_left: int | None


REPLY_WINDOW: dict[Platform, tuple[timedelta, int | None]] = {
    Platform.TIKTOK: (timedelta(hours=48), 10),
    Platform.INSTAGRAM: (timedelta(hours=24), None),
}
"""How long a conversation stays open after their last message, and for how many of ours."""
