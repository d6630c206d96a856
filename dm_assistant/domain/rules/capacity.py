"""How many of the waiting drafts could leave on each of the next days, as far as time decides.

A count, not a plan: whenever the hours are open and the pace has room, as many leave as may, one
to each person. Nothing that a later reply, approval or new draft would change is foreseen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from heapq import heappop, heappush
from typing import NamedTuple

from dm_assistant.domain.rules import hours
from dm_assistant.domain.rules.policy import Policy

DAYS = 14
_HOUR = timedelta(hours=1)
_DAY = timedelta(hours=24)


class Waiting(NamedTuple):
    """A draft that time alone holds: from when on, until when, and by whose opening hours.

    ``hours_key`` is empty where no hours apply; ``first`` takes a place for first contacts.
    """

    free_at: datetime
    ends_at: datetime | None = None
    hours_key: str = ""
    first: bool = False


@dataclass(slots=True)
class _Group:
    """Drafts with the same hours: those to come, and those free by now, soonest to end first."""

    hours_key: str
    first: bool
    coming: list[Waiting] = field(default_factory=list)
    free: list[tuple[datetime, int]] = field(default_factory=list)

    def move_on(self, now: datetime) -> None:
        while self.coming and self.coming[-1].free_at <= now:
            ends_at = self.coming.pop().ends_at
            heappush(self.free, (ends_at or datetime.max.replace(tzinfo=now.tzinfo), 0))
        while self.free and self.free[0][0] <= now:
            heappop(self.free)

    def take(self, most: int) -> int:
        taken = min(most, len(self.free))
        for _ in range(taken):
            heappop(self.free)
        return taken


def capacity(
    waiting: Iterable[Waiting],
    recent: Sequence[tuple[datetime, bool]],
    policy: Policy,
    now: datetime,
    zone: tzinfo,
) -> tuple[int, ...]:
    """Return how many messages of one account could leave on each of 14 days of the creator's.

    The first day is what is left of today. ``recent`` are the messages of the last 24 hours, each
    with whether it was a first contact; the clock is looked at now and on every full hour.
    """
    groups = _groups(waiting)
    taken = [(at, first) for at, first in recent if now - at < _DAY]
    today = now.astimezone(zone).date()
    days = [0] * DAYS
    for moment in _moments(now):
        day = (moment.astimezone(zone).date() - today).days
        if day >= DAYS:
            break
        taken = [each for each in taken if moment - each[0] < _DAY]
        for group in groups:
            group.move_on(moment)
            if not group.free or not _open(group.hours_key, moment, policy):
                continue
            left = group.take(_room(taken, policy, moment, first=group.first))
            taken += [(moment, group.first)] * left
            days[day] += left
    return tuple(days)


def _groups(waiting: Iterable[Waiting]) -> list[_Group]:
    """Sort drafts by their hours; those that take no place for first contacts go first."""
    found: dict[tuple[bool, str], _Group] = {}
    for each in sorted(waiting, key=lambda one: one.free_at, reverse=True):
        key = (each.first, each.hours_key)
        found.setdefault(key, _Group(each.hours_key, each.first)).coming.append(each)
    return [found[key] for key in sorted(found)]


def _moments(now: datetime) -> Iterator[datetime]:
    yield now
    moment = now.replace(minute=0, second=0, microsecond=0)
    for _ in range((DAYS + 1) * 24):
        moment += _HOUR
        yield moment


def _open(key: str, moment: datetime, policy: Policy) -> bool:
    return not key or hours.is_open(key, moment, policy)


def _room(
    taken: Sequence[tuple[datetime, bool]], policy: Policy, moment: datetime, *, first: bool
) -> int:
    room = policy.messages_a_day - len(taken)
    if first:
        firsts = [at for at, new in taken if new]
        lately = sum(moment - at < _HOUR for at in firsts)
        room = min(
            room,
            policy.first_contacts_a_day - len(firsts),
            policy.first_contacts_an_hour - lately,
        )
    return max(0, room)
