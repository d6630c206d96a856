"""The values the product talks about: people, comments, consent, drafts, touches and replies.

Times are aware UTC datetimes with whole seconds and end in ``_at``; ids are the database's.
Text fields hold strangers' words exactly as they were written; only ``domain.text.to_screen``
makes them fit to show.
"""
# ruff: noqa: PLC0414, PLC0415 - the records belong here, and are made when first asked for

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dm_assistant.domain.records import Comment as Comment
    from dm_assistant.domain.records import Consent as Consent
    from dm_assistant.domain.records import Contact as Contact
    from dm_assistant.domain.records import Draft as Draft
    from dm_assistant.domain.records import Handle as Handle
    from dm_assistant.domain.records import Inbound as Inbound
    from dm_assistant.domain.records import Touch as Touch
    from dm_assistant.domain.records import Window as Window
else:

    def __getattr__(name: str) -> type:
        """Make the records when one is first asked for: the first frame shows none."""
        if name not in RECORDS:
            raise AttributeError(name)
        from dm_assistant.domain import records

        return getattr(records, name)


RECORDS = frozenset(
    {"Comment", "Consent", "Contact", "Draft", "Handle", "Inbound", "Touch", "Window"}
)
"""The values of ``domain.records``, which are imported from here."""


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


REPLY_WINDOW: dict[Platform, tuple[timedelta, int | None]] = {
    Platform.TIKTOK: (timedelta(hours=48), 10),
    Platform.INSTAGRAM: (timedelta(hours=24), None),
}
"""How long a conversation stays open after their last message, and for how many of ours."""
