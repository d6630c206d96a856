"""Frozen views: what the use cases hand to the two front ends.

Text fields still hold strangers' words as written; whoever shows them passes them through
``domain.text.to_screen``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from dm_assistant.domain.model import (
    Draft,
    DraftState,
    FollowState,
    InboundClass,
    Platform,
    Purpose,
    Relation,
    Source,
    Tier,
    Window,
)
from dm_assistant.domain.rules.verdict import Verdict
from dm_assistant.domain.statistics.ladder import Climb

# Known by these names here as well: the lanes' own views, which the first frame loads alone.
from dm_assistant.services.queue_views import ItemId as ItemId  # noqa: PLC0414 - both
from dm_assistant.services.queue_views import LaneCounts as LaneCounts  # noqa: PLC0414 - both
from dm_assistant.services.queue_views import QueueRow as QueueRow  # noqa: PLC0414 - both


class Topic(StrEnum):
    """What an entry of a timeline is about, as one may look at it alone."""

    COMMENTS = "comments"
    MESSAGES = "messages"
    REPLIES = "replies"
    CONSENTS = "consents"
    CODES = "codes"
    COMPLAINTS = "complaints"
    NOTES = "notes"
    PLANS = "plans"


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One thing that happened with a person: a comment, message, touch, consent or code."""

    at: datetime
    kind: str
    text: str
    detail: str = ""
    draft: int | None = None
    topic: Topic = Topic.NOTES


@dataclass(frozen=True, slots=True)
class RankedContact:
    """One line of the ranked list; ``terms`` add up to ``score``."""

    contact_id: int
    handle: str
    platform: Platform
    name: str
    tier: Tier
    score: float
    terms: dict[str, float]
    comments: int
    last_comment_at: datetime | None
    relation: Relation = Relation.FAN
    follow_state: FollowState = FollowState.UNKNOWN
    tags: tuple[str, ...] = ()
    no_contact: str = ""
    follow_learned_at: datetime | None = None
    followers: int | None = None


@dataclass(frozen=True, slots=True)
class Beginning:
    """How far a workspace has come: whose it is, who is known, and whether a draft was made.

    ``follows`` is of how many of the people it is known who follows whom.
    """

    account: str
    language: str
    timezone: str
    comments: int
    people: int
    follows: int
    best: tuple[RankedContact, ...]
    drafted: bool


@dataclass(frozen=True, slots=True)
class ConsentLine:
    """One ledger entry with its evidence."""

    id: int
    purposes: tuple[Purpose, ...]
    kind: str
    event_at: datetime
    recorded_at: datetime
    words: str
    where: str
    handle_seen: str = ""


@dataclass(frozen=True, slots=True)
class ComplaintLine:
    """What somebody is unhappy about; open while ``closed_at`` is missing."""

    id: int
    opened_at: datetime
    words: str
    closed_at: datetime | None = None
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class HandleLine:
    """A name somebody goes or went by; ``joined_at`` is when it came to them by a merge."""

    handle: str
    platform: Platform
    current: bool
    from_at: datetime | None = None
    until_at: datetime | None = None
    joined_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class MergeLine:
    """One thing known of two people and of the one they become."""

    name: str
    kept: str
    joined: str
    after: str

    @property
    def differs(self) -> bool:
        """Return whether both say something, and only one of them stays."""
        said = {self.kept, self.joined} - {"", "0"}
        return len(said) > 1 and self.after in said


@dataclass(frozen=True, slots=True)
class Merged:
    """What merging two people did or would do.

    ``moved`` counts the joined person's records by table; ``suppressed`` is why neither may be
    messaged, if so. ``withdrawn`` messages were cancelled, those in ``back`` are drafts again.
    """

    kept: str
    joined: str
    contact_id: int
    lines: tuple[MergeLine, ...]
    moved: dict[str, int]
    suppressed: str = ""
    withdrawn: tuple[int, ...] = ()
    back: tuple[int, ...] = ()
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class MergeOffer:
    """Two people who are likely one, and what says so."""

    kept: str
    kept_id: int
    kept_platform: Platform
    joined: str
    joined_id: int
    joined_platform: Platform
    reason: str

    @property
    def keep(self) -> str:
        """Return who would be kept, as a command takes it."""
        return f"{self.kept_platform.value}:{self.kept}"

    @property
    def join(self) -> str:
        """Return who would be joined, as a command takes it."""
        return f"{self.joined_platform.value}:{self.joined}"


@dataclass(frozen=True, slots=True)
class Match:
    """A text in which words of a search stand, and where in it; ``at`` is when it was written."""

    where: str
    text: str
    places: tuple[tuple[int, int], ...]
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class CodeUse:
    """One use of a person's code in a shop; the order is empty where no file named it."""

    code: str
    pool: str
    order: str
    redeemed_at: datetime


@dataclass(frozen=True, slots=True)
class Person:
    """Everything the program knows of one person that a screen shows.

    ``language_from`` is from how many comments the language is guessed, 0 where it is known.
    """

    contact: RankedContact
    language: str
    timezone: str
    country: str
    notes: str
    link: str
    explanation: str
    handles: tuple[str, ...]
    look_alikes: tuple[str, ...]
    consents: tuple[ConsentLine, ...]
    timeline: tuple[TimelineEntry, ...]
    window: Window | None = None
    complaints: tuple[ComplaintLine, ...] = ()
    climb: Climb | None = None
    names: tuple[HandleLine, ...] = ()
    codes: tuple[CodeUse, ...] = ()
    language_from: int = 0


@dataclass(frozen=True, slots=True)
class Card:
    """One queue item in full: the text beside the why-card and the person."""

    row: QueueRow
    text: str
    person: Person
    verdict: Verdict | None
    draft: Draft | None
    version: str = ""
    language: str = ""
    sources: tuple[Source, ...] = ()
    said: str = ""
    said_at: datetime | None = None
    window: Window | None = None

    @property
    def receipts(self) -> tuple[Source, ...]:
        """Return the sources of what the text says; words said for another variant are left out."""
        return tuple(each for each in self.sources if each.recorded or each.phrase in self.text)


@dataclass(frozen=True, slots=True)
class Moved:
    """What became of one draft after an act; ``note`` says what else changed with it."""

    id: int
    state: DraftState
    handle: str = ""
    verdict: Verdict | None = None
    refused: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Spoken:
    """The last message of a conversation: the creator's own, or theirs."""

    ours: bool
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Answered:
    """The public comment that an invitation answers; ``link`` is the post's, where it is known."""

    at: datetime
    text: str
    post: str
    link: str


@dataclass(frozen=True, slots=True)
class HandOver:
    """A message that may leave now: its text for the clipboard and where to paste it.

    ``last`` is what was said last in their conversation, as far as the program knows; without it
    the message is the first one. A public reply has what it ``answers`` instead.
    """

    id: int
    state: DraftState
    handle: str
    platform: Platform
    purpose: Purpose
    text: str
    link: str
    verdict: Verdict
    account_id: int = 0
    last: Spoken | None = None
    answers: Answered | None = None

    @property
    def public(self) -> bool:
        """Return whether it is a public reply, not a private message."""
        return self.purpose is Purpose.INVITE


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a long job is. ``total`` is 0 where it is not known."""

    done: int
    total: int
    unit: str
    label: str = ""

    def words(self, seconds: float) -> str:
        """Say how far it is, how fast, and how long it may take, after so many seconds."""
        if not self.done:
            return ""
        share = f" of about {self.total:,}" if self.total else ""
        rate = self.done / max(seconds, 0.1)
        left = (self.total - self.done) / rate
        rest = f", {left:,.0f} s left" if self.total > self.done else ""
        return f"{self.done:,}{share} {self.unit}, {rate:,.0f}/s{rest}"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A person for whom no draft was made, and why."""

    handle: str
    reason: str
    contact_id: int = 0


@dataclass(frozen=True, slots=True)
class DraftReport:
    """What drafting made and whom it left out; ``notes`` say what to think of before sending."""

    drafts: tuple[Card, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    dry_run: bool = False
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReplyLogged:
    """What logging an inbound message found: what it answers, its class, whether it says stop.

    ``note`` says what else changed with it.
    """

    message: int
    handle: str
    answers: int | None
    intent: InboundClass
    opt_out: bool
    window: Window | None
    withdrawn: tuple[int, ...] = ()
    note: str = ""
