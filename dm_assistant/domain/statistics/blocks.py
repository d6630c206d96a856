"""From what people drew to the blocks that are compared: complete, young, waiting or dropped."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from math import isclose

from dm_assistant.domain.statistics.stop_rule import Outcome


class Fate(StrEnum):
    """What became of a first message: still to go, gone, or not going any more."""

    WAITING = "waiting"
    OUT = "out"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Member:
    """One place of a block; ``replied_at`` is the first answer to anything of the campaign.

    A person belongs to the variant they drew, whatever was sent in the end. Of two people who
    became one, the second place has ``FAILED``.
    """

    block: int
    variant: str
    probability: float
    fate: Fate
    sent_at: datetime | None = None
    replied_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Blocks:
    """The outcomes of complete blocks in the order in which they became so, and the others.

    ``young`` are out but inside their window; ``apart`` were drawn with unequal chances, so that
    they keep learning going and are in no comparison. ``window`` is the time to reply in.
    """

    window: timedelta
    outcomes: tuple[Outcome, ...] = ()
    young: int = 0
    waiting: int = 0
    dropped: int = 0
    apart: int = 0
    begun: bool = False
    """Whether the first message of a block has left."""


def blocks_of(
    members: Iterable[Member],
    variants: Sequence[str],
    now: datetime,
    window: timedelta,
) -> Blocks:
    """Sort the blocks of an experiment; a block with a failed send is never counted.

    Nothing here depends on who replied, so that leaving a block out favours nobody.
    """
    parts: dict[int, list[Member]] = defaultdict(list)
    for each in members:
        parts[each.block].append(each)
    complete: list[tuple[datetime, int, Outcome]] = []
    young = waiting = dropped = apart = 0
    for number, block in parts.items():
        if not _fair(block, variants):
            apart += 1
        elif any(each.fate is Fate.FAILED for each in block):
            dropped += 1
        elif len(block) < len(variants) or any(each.fate is Fate.WAITING for each in block):
            waiting += 1
        else:
            by_variant = {each.variant: each for each in block}
            left = [each.sent_at for each in block if each.sent_at is not None]
            complete_at = max(left) + window
            if complete_at > now:
                young += 1
            else:
                replied = tuple(_replied(by_variant[each], window) for each in variants)
                complete.append((complete_at, number, replied))
    complete.sort(key=lambda each: each[:2])
    begun = any(each.fate is Fate.OUT for block in parts.values() for each in block)
    outcomes = tuple(each[2] for each in complete)
    return Blocks(window, outcomes, young, waiting, dropped, apart, begun)


def _fair(block: Sequence[Member], variants: Sequence[str]) -> bool:
    """Return whether every variant had the same chance in a block and nobody's came twice."""
    names = [each.variant for each in block]
    return (
        len(set(names)) == len(names)
        and set(names) <= set(variants)
        and all(isclose(each.probability, 1 / len(variants)) for each in block)
    )


def _replied(member: Member, window: timedelta) -> bool:
    if member.replied_at is None or member.sent_at is None:
        return False
    return member.sent_at <= member.replied_at <= member.sent_at + window
