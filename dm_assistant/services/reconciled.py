"""What an export of the account's own said about messages and people, frozen for the screens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from dm_assistant.domain.questions import QuestionKind


@dataclass(frozen=True, slots=True)
class EditedLine:
    """A message that was sent in other words than it was drafted in."""

    handle: str
    draft: int
    drafted: str
    sent: str


@dataclass(frozen=True, slots=True)
class NotSentLine:
    """A message that was handed over and, as the export has it, not sent."""

    handle: str
    draft: int
    handed_over_at: datetime


@dataclass(frozen=True, slots=True)
class CandidateLine:
    """A message that was sent and may be the draft."""

    id: int
    at: datetime
    text: str
    likeness: float


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """What only the creator can say: which message a draft is, or whether it went out.

    ``covered`` says that the export would have it, ``said_sent`` that the creator said it was sent.
    """

    id: int
    handle: str
    kind: QuestionKind
    draft: int
    text: str
    covered: bool
    said_sent: bool
    candidates: tuple[CandidateLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Followed:
    """Known people who follow now and did not, who do no longer, and with whom it is mutual now."""

    gained: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    mutual: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reconciled:
    """What an export says was really sent, what came back, and who follows or is blocked.

    ``outside`` counts messages of ours that were not drafted here. ``blocked`` are on the block
    list and were not known to be; ``unblocked`` are not on it any more, which lifts nothing.
    """

    sent: int = 0
    edited: tuple[EditedLine, ...] = ()
    not_sent: tuple[NotSentLine, ...] = ()
    outside: int = 0
    replies: int = 0
    median_hours_to_reply: float | None = None
    opted_out: tuple[str, ...] = ()
    asked: tuple[QuestionLine, ...] = ()
    follow: Followed = Followed()
    blocked: tuple[str, ...] = ()
    unblocked: tuple[str, ...] = ()
