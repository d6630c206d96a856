"""What the lanes show of each item: the few views that the first frame waits for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from dm_assistant.domain.model import (
    DraftState,
    InboundClass,
    Lane,
    Platform,
    Purpose,
    Source,
)

ItemKind = Literal["draft", "inbound"]


@dataclass(frozen=True, slots=True)
class ItemId:
    """What one line of the queue stands for: a draft, or a message that waits for an answer."""

    kind: ItemKind
    id: int


@dataclass(frozen=True, slots=True)
class LaneCounts:
    """How many items each lane holds now, and how many approved messages wait for hand-over."""

    reply: int = 0
    ready: int = 0
    invite: int = 0
    held: int = 0
    blocked: int = 0
    approved: int = 0
    handed_over: int = 0

    def of(self, lane: Lane) -> int:
        """Return the count of one lane."""
        return int(getattr(self, lane.value))


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One line of a lane. ``until`` is when a held item comes back or a reply window closes.

    ``asks`` says that its text holds a question to be answered first.
    """

    item: ItemId
    lane: Lane
    contact_id: int
    handle: str
    name: str
    platform: Platform
    purpose: Purpose
    state: DraftState | None
    score: float
    text: str
    template: str = ""
    until: datetime | None = None
    reply_class: InboundClass | None = None
    sources: tuple[Source, ...] = ()
    asks: bool = False
