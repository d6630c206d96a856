"""From a public invitation to a conversation: who was invited, wrote, was answered, redeemed.

Each step is a share of the people of the step before, taken within its window; people who are
still inside it are not counted as silent (see ``rates``).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from dm_assistant.domain.statistics.figures import (
    Ladder,
    Rate,
    counts,
    share,
    share_at_window,
)
from dm_assistant.domain.statistics.thresholds import CODE_WINDOW, EARLY_FROM, REPLY_WINDOW
from dm_assistant.domain.statistics.words import STEPS


@dataclass(frozen=True, slots=True)
class Trail:
    """What is recorded of a person for whom a public reply was written; times from old to new.

    ``ours_at`` are our direct messages that were sent.
    """

    contact_id: int
    invited_at: tuple[datetime, ...] = ()
    wrote_at: tuple[datetime, ...] = ()
    ours_at: tuple[datetime, ...] = ()
    redeemed_at: tuple[datetime, ...] = ()


@dataclass(frozen=True, slots=True)
class Climb:
    """How far an invited person came: each step happened after the one before it."""

    invited_at: datetime
    wrote_at: datetime | None = None
    answered_at: datetime | None = None
    redeemed_at: datetime | None = None

    @property
    def steps(self) -> list[tuple[str, datetime]]:
        """Return the steps taken, as they are called, from the first to the last."""
        times = (self.invited_at, self.wrote_at, self.answered_at, self.redeemed_at)
        named = zip(STEPS.values(), times, strict=True)
        return [(name, at) for name, at in named if at is not None]


def climb(trail: Trail) -> Climb | None:
    """Return the steps a person took; nothing for one to whom no public reply was sent.

    Their message is credited to the last invitation before it.
    """
    if not trail.invited_at:
        return None
    wrote_at = _first_after(trail.wrote_at, trail.invited_at[0])
    answered_at = None if wrote_at is None else _first_after(trail.ours_at, wrote_at)
    redeemed_at = None if answered_at is None else _first_after(trail.redeemed_at, answered_at)
    invited_at = max(each for each in trail.invited_at if wrote_at is None or each < wrote_at)
    return Climb(invited_at, wrote_at, answered_at, redeemed_at)


def ladder(trails: Iterable[Trail], now: datetime, window: timedelta = REPLY_WINDOW) -> Ladder:
    """Return the shares as known at ``now``; ``window`` is for writing and for answering."""
    people = [climb(trail) for trail in trails]
    invited = [each for each in people if each is not None]
    to_write = [_Step(each, each.invited_at, each.wrote_at, window) for each in invited]
    to_answer = [
        _Step(step.who, step.reached_at, step.who.answered_at, window)
        for step in to_write
        if step.reached_at is not None and step.taken
    ]
    to_redeem = [
        _Step(step.who, step.reached_at, step.who.redeemed_at, CODE_WINDOW)
        for step in to_answer
        if step.reached_at is not None and step.taken
    ]
    return Ladder(
        invited=share(len(invited), len(people)),
        wrote=_taken(to_write, now),
        answered=_taken(to_answer, now),
        redeemed=_taken(to_redeem, now),
    )


@dataclass(frozen=True, slots=True)
class _Step:
    """One person before a step: since when, and when they took it."""

    who: Climb
    start_at: datetime
    reached_at: datetime | None
    window: timedelta

    @property
    def taken(self) -> bool:
        """Whether they took it in time."""
        return self.reached_at is not None and self.reached_at - self.start_at <= self.window

    def hours(self, now: datetime) -> float:
        """Return how long it took, or how long they have had so far."""
        end = self.reached_at if self.taken and self.reached_at is not None else now
        return max(end - self.start_at, timedelta(0)) / timedelta(hours=1)


def _taken(steps: Sequence[_Step], now: datetime) -> Rate:
    """Return the share that took a step within its window, people still inside it included."""
    mature = sum(now - step.start_at >= step.window for step in steps)
    young = mature < len(steps)
    if mature < EARLY_FROM:
        return counts(sum(step.taken for step in steps), len(steps), young=young)
    return share_at_window(
        [step.hours(now) for step in steps],
        [not step.taken for step in steps],
        steps[0].window / timedelta(hours=1),
        young=young,
    )


def _first_after(times: Sequence[datetime], moment: datetime) -> datetime | None:
    return next((each for each in times if each > moment), None)
