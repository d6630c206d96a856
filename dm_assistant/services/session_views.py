"""Frozen views of what a day holds and of a session: its plan, how far it is, what it did."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from dm_assistant.domain.model import Lane
from dm_assistant.domain.sessions import Kind, Pace
from dm_assistant.services.hints import Hint
from dm_assistant.services.own_pace import AccountPace
from dm_assistant.services.views import ItemId, LaneCounts


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One card of a plan: whom it is about, how long it may take and why it comes here."""

    kind: Kind
    item: ItemId
    handle: str
    seconds: float
    why: str
    closes_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What fits into so many minutes, in its order.

    ``worth`` people have no draft and could get a thank-you; ``drafts`` of those would be made, and
    ``more`` of them fit into the time beside ``lines``; for ``unfit`` others none could be made.
    ``assumed`` names what nothing is known of.
    """

    minutes: int
    lines: tuple[PlanLine, ...]
    finish_at: datetime
    paces: Mapping[Kind, Pace]
    worth: int = 0
    drafts: int = 0
    more: int = 0
    unfit: int = 0
    assumed: tuple[str, ...] = ()

    def of(self, kind: Kind) -> int:
        """Return how many cards of a kind are in it."""
        return sum(each.kind is kind for each in self.lines)


@dataclass(frozen=True, slots=True)
class Running:
    """How far a session is.

    ``pending`` are its cards that are still there, in their order, ``done`` and ``planned`` the
    numbers by kind; ``gone`` cards left by themselves and count in neither. ``waiting`` messages
    are approved and not sent. ``news`` messages went out in the days before it, and something may
    have come of them; it is looked up once nothing waits.
    """

    id: int
    minutes: int
    began_at: datetime
    pending: tuple[tuple[Kind, ItemId], ...]
    done: Mapping[Kind, int]
    planned: Mapping[Kind, int]
    gone: int
    waiting: int
    finish_at: datetime
    left: timedelta
    news: int = 0

    @property
    def count(self) -> int:
        """Return how many cards are done."""
        return sum(self.done.values())

    @property
    def total(self) -> int:
        """Return how many cards there are to do, those done among them."""
        return sum(self.planned.values())

    @property
    def all_done(self) -> bool:
        """Return whether every card is done, and all that was approved has left."""
        return not self.pending and not self.waiting

    def of(self, lane: Lane) -> tuple[ItemId, ...]:
        """Return the cards of a lane that are still there."""
        return tuple(item for kind, item in self.pending if kind.value == lane.value)


@dataclass(frozen=True, slots=True)
class EndCard:
    """What a session did, and what is left: of each kind ``done`` so many of so many."""

    minutes: int
    spent: int
    done: Mapping[Kind, tuple[int, int]]
    acts: Mapping[str, int]
    gone: int
    left: LaneCounts
    first_expires_at: datetime | None = None
    expires_where: str = ""


@dataclass(frozen=True, slots=True)
class Begun:
    """A session that was begun; ``drafted`` of the people who could get a thank-you have one."""

    session: int
    plan: Plan
    drafted: int = 0
    left_out: int = 0
    left_why: str = ""


@dataclass(frozen=True, slots=True)
class Closing:
    """A window that closes soon: until then an answer may be written."""

    handle: str
    item: ItemId
    at: datetime


@dataclass(frozen=True, slots=True)
class Attention:
    """Something in another place that needs a look: what it is called, and what is with it."""

    name: str
    words: str
    handle: str = ""


@dataclass(frozen=True, slots=True)
class Today:
    """What the day holds."""

    now: datetime
    lanes: LaneCounts
    people: int
    plan: Plan
    session: Running | None = None
    closing: tuple[Closing, ...] = ()
    closing_today: int = 0
    pace: tuple[AccountPace, ...] = ()
    codes: tuple[Attention, ...] = ()
    collabs: tuple[Attention, ...] = ()
    campaigns: tuple[Attention, ...] = ()
    questions: int = 0
    backup_at: datetime | None = None
    missing: tuple[Hint, ...] = ()
