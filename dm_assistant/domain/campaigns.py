"""Campaigns: who of those that could get a message gets one, and which variant, by fair draw."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import count
from math import gcd
from typing import NamedTuple

from dm_assistant.domain.model import Purpose
from dm_assistant.domain.statistics.thresholds import KEEP_LEARNING

HOLD = timedelta(days=28)
"""How long somebody who is held out is left alone; see statistics 5.2."""

FOLLOW_UP_FROM, FOLLOW_UP_LATE = timedelta(days=3), timedelta(days=5)
"""When a follow-up is due after its opener; what the rules hold longer leaves when they let it."""

MOST_HELD_OUT = 50
MOST_SHARE = 20
_ALL = 1 << 64


class Arm(StrEnum):
    """What somebody who could get a message of a campaign drew."""

    MESSAGE = "message"
    HOLDOUT = "holdout"


class Assigned(StrEnum):
    """Whether chance alone gave them their arm and variant."""

    RANDOM = "random"
    MANUAL = "manual"


class Outcome(StrEnum):
    """What a run does for one person, in the order in which it is counted.

    ``DRAFT`` may go now; ``HELD`` is a draft too, which waits in its lane until the rules let it.
    ``SERVED`` were looked after by an earlier run.
    """

    DRAFT = "draft"
    HELD = "held"
    INVITE = "invite"
    WAIT = "wait"
    NOTHING = "nothing"
    HELD_OUT = "held_out"
    SERVED = "served"


@dataclass(frozen=True, slots=True)
class Variant:
    """A template of the campaign and its share beside the others."""

    name: str
    share: int = 1


@dataclass(frozen=True, slots=True)
class Campaign:
    """A named run of drafts over a segment; days are the creator's and both are part of it.

    Without ``variants`` every template of the purpose may be used. ``holdout`` is the percentage
    of those who could get a message that gets none. ``plan`` is how many messages for each variant
    are to be compared. From block ``adopted_from`` on, ``adopted`` is drawn four times in five.
    """

    id: int
    name: str
    purpose: Purpose
    seed: str
    made_at: datetime
    segment: str = ""
    variants: tuple[Variant, ...] = ()
    extra: Mapping[str, str] = field(default_factory=dict)
    pool: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    holdout: int = 0
    notes: str = ""
    ended_at: datetime | None = None
    plan: int | None = None
    adopted: str = ""
    adopted_from: int = 0

    @property
    def compares(self) -> bool:
        """Return whether its variants are drawn by equal chances, so that they can be compared."""
        return len(self.variants) > 1 and len({each.share for each in self.variants}) == 1


@dataclass(frozen=True, slots=True)
class Place:
    """What one person of a campaign drew, and when it was found that they could get a message.

    ``by_hand`` is whoever was drafted for by name: they drew nothing, and no comparison of
    messaged and held-out people counts them.
    """

    contact_id: int
    arm: Arm
    eligible_at: datetime
    variant: str = ""
    assigned: Assigned = Assigned.MANUAL
    probability: float = 1.0
    block: int | None = None
    by_hand: bool = False


class Slot(NamedTuple):
    """A free place in a block of variants."""

    block: int
    variant: str
    probability: float


def is_held_out(campaign: Campaign, contact_id: int) -> bool:
    """Draw whether somebody is held out: the same answer whenever, and in whatever order, asked."""
    drawn = int.from_bytes(_hash(campaign.seed, "holdout", contact_id)[:8])
    return drawn * 100 < campaign.holdout * _ALL


def shuffled(campaign: Campaign, contact_ids: Sequence[int]) -> list[int]:
    """Return people in the order in which they take their places in the blocks."""
    return sorted(contact_ids, key=lambda each: _hash(campaign.seed, "order", each))


def slots(campaign: Campaign, taken: Mapping[tuple[int, str], int]) -> Iterator[Slot]:
    """Yield free places without end, block by block, each block in its own drawn order.

    A block holds every variant as often as its share says; ``taken`` counts, by block and variant,
    the places that are gone. See statistics 3.2. Once a variant is adopted, blocks are new ones,
    in which it has four of five places.
    """
    names = _adopted(campaign) if campaign.adopted else _shares(campaign)
    chance = {name: names.count(name) / len(names) for name in names}
    for block in count(max(1, campaign.adopted_from)):
        left = Counter({name: taken.get((block, name), 0) for name in chance})
        drawn = sorted(
            enumerate(names), key=lambda each: _hash(campaign.seed, f"block {block}", each[0])
        )
        for _, name in drawn:
            if left[name]:
                left[name] -= 1
            else:
                yield Slot(block, name, chance[name])


def _shares(campaign: Campaign) -> list[str]:
    one = gcd(*(each.share for each in campaign.variants))
    return [each.name for each in campaign.variants for _ in range(each.share // one)]


def _adopted(campaign: Campaign) -> list[str]:
    others = [each.name for each in campaign.variants if each.name != campaign.adopted]
    return [campaign.adopted] * (KEEP_LEARNING * len(others)) + others


def stands(campaign: Campaign, today: date, *, run: bool) -> str:
    """Say in a word where a campaign is on a day: planned, open, running, over or ended."""
    if campaign.ended_at is not None:
        return "ended"
    if campaign.starts_on is not None and today < campaign.starts_on:
        return "planned"
    if campaign.ends_on is not None and today > campaign.ends_on:
        return "over"
    return "running" if run else "open"


def _hash(seed: str, what: str, number: int) -> bytes:
    return hashlib.sha256(f"{seed}\x1f{what}\x1f{number}".encode()).digest()
