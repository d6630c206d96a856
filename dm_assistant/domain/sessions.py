"""A session: what to do first in the minutes there are, how fast it goes, and when it is done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from statistics import median

from dm_assistant.domain.model import Lane


class Kind(StrEnum):
    """What a card asks for; the order is that of a session."""

    REPLY = "reply"
    READY = "ready"
    INVITE = "invite"
    HAND_OVER = "hand_over"


LANES = {Kind.REPLY: Lane.REPLY, Kind.READY: Lane.READY, Kind.INVITE: Lane.INVITE}
"""In which lane the cards of a kind lie."""

ASSUMED = {Kind.REPLY: 30.0, Kind.READY: 15.0, Kind.INVITE: 8.0, Kind.HAND_OVER: 15.0}
"""Seconds per card until the creator's own are known; nobody measured these."""

ENOUGH = 5
LATEST = 30
"""So many cards of a kind make a pace, and no more than so many: how fast it goes by now."""

PAUSE = timedelta(minutes=3)
"""Who does nothing for longer went away; that is no card."""

APPROVED_SHARE = 0.75
"""How many of the cards that are read are assumed to be handed over."""

LEAST_MINUTES, MOST_MINUTES, STEP, DEFAULT_MINUTES = 5, 240, 5, 20

ASSUMED_CHANCE = {Kind.REPLY: 1.0, Kind.READY: 0.3, Kind.INVITE: 0.1}
"""Chance of an answer while nothing is known: who wrote already has answered."""

WEIGHT = 10
"""As many messages as the rate of all counts in the rate of one purpose."""


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds per card of a kind: the median of ``cards``, or assumed while there are few."""

    seconds: float
    cards: int

    @property
    def assumed(self) -> bool:
        """Return whether nothing was measured, or too little."""
        return self.cards < ENOUGH


Paces = Mapping[Kind, Pace]


def paces(seconds: Mapping[Kind, Sequence[float]]) -> dict[Kind, Pace]:
    """Return the pace of each kind, given the seconds of its cards, the latest last."""
    found = {}
    for kind in Kind:
        latest = list(seconds.get(kind, ()))[-LATEST:]
        enough = len(latest) >= ENOUGH
        found[kind] = Pace(median(latest) if enough else ASSUMED[kind], len(latest))
    return found


@dataclass(frozen=True, slots=True)
class Step:
    """One act of the journal: of which kind of card it is the end, if of any, and which card."""

    at: datetime
    kind: Kind | None = None
    card: int = 0
    working: bool = False
    """Whether it is part of working on a card, such as an edit: time goes on counting."""


def cards(steps: Iterable[Step]) -> dict[Kind, list[float]]:
    """Return the seconds that each card took, the earliest first.

    A card lasts from the act before it; a pause is no part of any. What took less than a second
    was not read. Two acts on one card are one.
    """
    found: dict[Kind, list[float]] = {kind: [] for kind in Kind}
    since: datetime | None = None
    before: datetime | None = None
    last: tuple[Kind, int] | None = None
    for step in steps:
        if before is not None and step.at - before > PAUSE:
            since = last = None
        before = step.at
        if step.kind is None:
            if not step.working:
                since, last = step.at, None
            continue
        took = 0.0 if since is None else (step.at - since).total_seconds()
        since = step.at
        if took <= 0:
            continue
        if last == (step.kind, step.card):
            found[step.kind][-1] += took
        else:
            found[step.kind].append(took)
            last = (step.kind, step.card)
    return found


@dataclass(frozen=True, slots=True)
class Candidate:
    """A card that could be done. ``account`` is whose places under the pace it takes, if any's."""

    kind: Kind
    id: int
    value: float = 0.0
    chance: float = 0.0
    closes_at: datetime | None = None
    account: int | None = None
    first: bool = False


@dataclass(frozen=True, slots=True)
class Planned:
    """A card of a plan with the seconds it is expected to take, hand-over included."""

    kind: Kind
    id: int
    seconds: float
    value: float = 0.0
    chance: float = 0.0
    closes_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Room:
    """How many messages an account may still approve now, and how many of them to new people."""

    messages: int
    first: int

    @property
    def cards(self) -> tuple[float, float]:
        """Return how many cards may be read for these places: not all are approved."""
        return self.messages / APPROVED_SHARE, self.first / APPROVED_SHARE


def cost(kind: Kind, pace: Paces) -> float:
    """Return the seconds that a card takes with the hand-over that follows for most."""
    seconds = pace[kind].seconds
    if kind is not Kind.HAND_OVER:
        seconds += APPROVED_SHARE * pace[Kind.HAND_OVER].seconds
    return seconds


def ordered(candidates: Iterable[Candidate], pace: Paces) -> list[Candidate]:
    """Return cards in the order to do them.

    What waits to be handed over is nearly done and comes first, then windows that close, the
    soonest first, then what brings most for its time.
    """

    def rank(each: Candidate) -> tuple[object, ...]:
        worth = each.value * each.chance / cost(each.kind, pace)
        closes = each.closes_at.timestamp() if each.closes_at else 0.0
        waiting = each.kind is not Kind.HAND_OVER
        return (waiting, each.closes_at is None, closes, -worth, each.kind.value, each.id)

    return sorted(candidates, key=rank)


def plan(
    candidates: Iterable[Candidate], pace: Paces, budget: timedelta, rooms: Mapping[int, Room]
) -> tuple[Planned, ...]:
    """Choose cards for a time; with more time only more come.

    Cards that the account's pace has no place for are left out: approving would be refused. The
    last card may go beyond the time.
    """
    left = {account: list(room.cards) for account, room in rooms.items()}
    chosen: list[Planned] = []
    used = 0.0
    for each in ordered(candidates, pace):
        if used >= budget.total_seconds():
            break
        if not _takes_place(each, left):
            continue
        seconds = cost(each.kind, pace)
        used += seconds
        chosen.append(Planned(each.kind, each.id, seconds, each.value, each.chance, each.closes_at))
    return tuple(chosen)


def _takes_place(each: Candidate, left: Mapping[int, list[float]]) -> bool:
    if each.account is None or each.account not in left:
        return True
    room = left[each.account]
    if room[0] < 1 or (each.first and room[1] < 1):
        return False
    room[0] -= 1
    room[1] -= each.first
    return True


def chance(k: float, n: int, base: float) -> float:
    """Return a rate drawn towards that of all, the more the fewer cases there are."""
    return (k + WEIGHT * base) / (n + WEIGHT)


def time_left(left: Mapping[Kind, int], pace: Paces) -> timedelta:
    """Return how long so many cards of each kind take, hand-over included."""
    return timedelta(seconds=sum(count * cost(kind, pace) for kind, count in left.items()))


def finish_at(now: datetime, left: Mapping[Kind, int], pace: Paces) -> datetime:
    """Return when so many cards of each kind are done at the present pace."""
    return now + time_left(left, pace)


def allowed_minutes(minutes: int) -> int:
    """Return a budget within its limits."""
    return max(LEAST_MINUTES, min(MOST_MINUTES, minutes))
