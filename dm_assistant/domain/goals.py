"""Goals, competitors and what was changed: what a creator sets beside the figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from statistics import median
from typing import Final

from dm_assistant.domain.measures import NAMES, Measure, number
from dm_assistant.domain.model import Platform
from dm_assistant.domain.statistics.impact import SNAPSHOT_WITHIN
from dm_assistant.domain.statistics.kpi_spans import Held
from dm_assistant.domain.statistics.thresholds import PACE_DAYS

NO_GOALS: Final = frozenset({Measure.VIEW_SHARE, Measure.REACH})
"""Figures that do not add up to a goal."""


@dataclass(frozen=True, slots=True)
class Goal:
    """A number of one figure to reach by a day, counted from the day it was set."""

    id: int
    measure: Measure
    target: float
    begun_on: date
    by_on: date


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a goal is: ``share`` of the way, and the pace it needs beside the pace there was.

    Missing ones are None for the ``reason`` given.
    """

    goal: Goal
    start: float | None = None
    now: float | None = None
    share: float | None = None
    needed: float | None = None
    pace: float | None = None
    days_left: int = 0
    reason: str = ""
    note: str = ""

    @property
    def words(self) -> str:
        """Say where a goal stands; figures only, no praise and no blame."""
        goal = self.goal
        head = f"{_figure(goal.target)} {NAMES[goal.measure].lower()} by {goal.by_on}"
        if self.now is None:
            return f"{head}: – ({self.reason})"
        at = f"{head}: {_figure(self.now)} now"
        if self.now >= goal.target:
            return f"{at}, reached"
        if self.days_left <= 0:
            return f"{at}, the day is past"
        needs = f"needs {_pace(self.needed)} a day"
        brought = (
            f"the last {PACE_DAYS} days brought {_pace(self.pace)} a day"
            if self.pace is not None
            else f"the pace so far is not known ({self.reason})"
        )
        return f"{at}, {needs}, {brought}"

    def as_json(self) -> dict[str, object]:
        """Return the object the command line promises."""
        goal = self.goal
        return {
            "id": goal.id,
            "figure": goal.measure.value,
            "target": number(goal.target),
            "by": goal.by_on.isoformat(),
            "since": goal.begun_on.isoformat(),
            "start": _written(self.start),
            "value": _written(self.now),
            "share": self.share,
            "needed_a_day": self.needed,
            "pace_a_day": self.pace,
            "days_left": self.days_left,
            "reason": self.reason or None,
            "note": self.note or None,
            "words": self.words,
        }


def _written(value: float | None) -> float | None:
    return None if value is None else number(value)


def _figure(value: float) -> str:
    return f"{value:,.0f}"


def _pace(value: float | None) -> str:
    if value is None:
        return "–"
    shown = f"{value:,.0f}" if abs(value) >= 10 else f"{value:,.1f}"  # noqa: PLR2004 - two digits
    return shown.replace("-", "\u2212")


def of_followers(goal: Goal, snapshots: Mapping[date, float], today: date) -> Progress:
    """Return how far a goal of followers is, by the counts at or shortly before each day."""
    now, start = _at(snapshots, today), _at(snapshots, goal.begun_on)
    left = (goal.by_on - today).days
    if now is None:
        why = f"no followers are known for {today} or 3 days before"
        return Progress(goal, start=start and start[1], days_left=left, reason=why)
    day, value = now
    before = _at(snapshots, day - timedelta(days=PACE_DAYS))
    pace = None if before is None else (value - before[1]) / (day - before[0]).days
    return Progress(
        goal,
        None if start is None else start[1],
        value,
        _share(value, goal.target, 0 if start is None else start[1]),
        _needed(goal.target - value, left),
        pace,
        left,
        "" if before is not None else f"no followers are known {PACE_DAYS} days before",
    )


def _at(snapshots: Mapping[date, float], day: date) -> tuple[date, float] | None:
    known = [each for each in snapshots if day - SNAPSHOT_WITHIN <= each <= day]
    return (max(known), snapshots[max(known)]) if known else None


def of_counts(goal: Goal, since: Held, lately: Held, today: date) -> Progress:
    """Return how far a goal of a sum is: ``since`` it was set, and ``lately``, the last days."""
    left = (goal.by_on - today).days
    days = len(since.days)
    if since.total is None:
        why = f"nothing is known since {goal.begun_on}"
        return Progress(goal, start=0, days_left=left, reason=why)
    pace = None if lately.total is None else lately.total / len(lately.days)
    gone = (today - goal.begun_on).days + 1
    found = Progress(
        goal,
        0,
        since.total,
        _share(since.total, goal.target, 0),
        _needed(goal.target - since.total, left),
        pace,
        left,
        "" if pace is not None else "none of those days is known",
    )
    return found if days >= gone else replace(found, note=f"figures of {days} of {gone} days")


def _share(now: float, target: float, start: float) -> float:
    way = target - start
    if way <= 0:
        return 1.0 if now >= target else 0.0
    return min(1.0, max(0.0, (now - start) / way))


def _needed(rest: float, days_left: int) -> float | None:
    if rest <= 0:
        return 0.0
    return rest / days_left if days_left > 0 else None


# --- others ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Look:
    """What somebody else's account showed on a day, as the creator read it there."""

    id: int
    handle: str
    platform: Platform
    on: date
    followers: int | None = None
    posts: int | None = None
    views: int | None = None
    note: str = ""

    @property
    def key(self) -> tuple[Platform, str]:
        """Return what two looks at one account share."""
        return self.platform, self.handle.casefold()


@dataclass(frozen=True, slots=True)
class Competitor:
    """The latest look at an account, and the one before it."""

    look: Look
    before: Look | None = None

    @property
    def gained(self) -> str:
        """Say how the followers moved between the two looks."""
        if self.before is None or None in (self.look.followers, self.before.followers):
            return ""
        more = (self.look.followers or 0) - (self.before.followers or 0)
        return f"{more:+,} since {self.before.on}".replace("-", "\u2212", 1 if more < 0 else 0)

    def as_json(self) -> dict[str, object]:
        """Return the object the command line promises."""
        look = self.look
        return {
            "id": look.id,
            "handle": look.handle,
            "platform": look.platform.value,
            "on": look.on.isoformat(),
            "followers": look.followers,
            "posts": look.posts,
            "typical_views": look.views,
            "note": look.note or None,
            "gained": self.gained or None,
        }


def latest(looks: Sequence[Look]) -> tuple[Competitor, ...]:
    """Return each account once, with its latest look and the one before, by followers."""
    by_account: dict[tuple[Platform, str], list[Look]] = {}
    for each in sorted(looks, key=lambda one: (one.on, one.id), reverse=True):
        by_account.setdefault(each.key, []).append(each)
    found = [
        Competitor(several[0], several[1] if len(several) > 1 else None)
        for several in by_account.values()
    ]
    return tuple(sorted(found, key=lambda one: (-(one.look.followers or -1), one.look.handle)))


@dataclass(frozen=True, slots=True)
class Own:
    """One's own account, as competitors are noted; what is not known is None."""

    handle: str
    followers: int | None
    posts: int | None
    views: float | None

    def as_json(self) -> dict[str, object]:
        """Return the object the command line promises."""
        return {
            "handle": self.handle,
            "followers": self.followers,
            "posts": self.posts,
            "typical_views": self.views,
        }


def typical(views: Sequence[float]) -> float | None:
    """Return the median, which one viral post does not move; None of nothing."""
    return median(views) if views else None


@dataclass(frozen=True, slots=True)
class Changed:
    """What the creator changed on a day, in their own words."""

    id: int
    on: date
    words: str

    def as_json(self) -> dict[str, object]:
        """Return the object the command line promises."""
        return {"id": self.id, "on": self.on.isoformat(), "words": self.words}
