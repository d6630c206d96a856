"""When people are active: known without any message, and no word of when they reply."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from dm_assistant.domain.statistics.intervals import wilson
from dm_assistant.domain.statistics.thresholds import RATE_FROM
from dm_assistant.domain.statistics.week_grid import (
    BLOCK_HOURS,
    BLOCKS,
    CELLS,
    GROUPS,
    KEYS,
    MARGINS,
    Margin,
    clocks,
    names,
    said_cell,
    stamp,
    when,
)
from dm_assistant.domain.statistics.words import percent

NOT_REPLIES: Final = "This is when your fans are active, not when they reply."
FOLLOW_POSTS: Final = "Comments follow your posts: post at other hours, and these move."


@dataclass(frozen=True, slots=True)
class Peak:
    """The weekday or block in which more happens than an ``even`` spread would bring there."""

    margin: Margin
    key: str
    n: int
    share: float
    low: float
    high: float
    even: float

    def as_json(self) -> dict[str, object]:
        """Return the object the command line promises."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Active:
    """How often people were there, by weekday and block of hours.

    A person counts once for each block of each day in which they commented: who writes fifty
    comments in an evening is one person in one evening. ``waiting`` looks at those alone for whom
    a draft waits. ``zoned`` of the ``people`` have a time zone of their own.
    """

    waiting: bool
    since: datetime | None
    people: int
    zoned: int
    zone: str
    cells: tuple[int, ...]

    @property
    def n(self) -> int:
        """Return how many times somebody was there."""
        return sum(self.cells)

    def totals(self, margin: Margin) -> tuple[int, ...]:
        """Return the sums of each weekday, or of each block."""
        return tuple(sum(self.cells[at] for at in group) for group in GROUPS[margin])

    def peaks(self) -> tuple[Peak, ...]:
        """Return the block and the weekday that stand out, if any does.

        The greatest of several shares is always above the even one. One stands out when the whole
        range is; and for that people are counted, not times: the same ones come again and again.
        """
        found: list[Peak] = []
        for margin in MARGINS if self.people >= RATE_FROM else ():
            totals = self.totals(margin)
            n, even = max(totals), 1 / len(totals)
            likely = wilson(self.people * n / self.n, self.people)
            if likely.low > even:
                key = KEYS[margin][totals.index(n)]
                found.append(Peak(margin, key, n, n / self.n, likely.low, likely.high, even))
        return tuple(found)

    @property
    def reason(self) -> str | None:
        """Say why no hours are named; ``None`` where some are."""
        if not self.n:
            nobody = "Nobody with a draft waiting has commented" if self.waiting else "No comments"
            return f"{nobody} yet: there is nothing to count."
        if self.people < RATE_FROM:
            people = "1 person" if self.people == 1 else f"{self.people} people"
            return f"Only {people} so far: too few to name hours."
        if not self.peaks():
            return f"No hours stand out among {self.n:,} times of {self.people:,} people."
        return None

    def sentences(self) -> list[str]:
        """Say when people comment, and what that is not."""
        said = [self._told(peak) for peak in self.peaks()] or [self.reason or ""]
        if self.n:
            said += [NOT_REPLIES, FOLLOW_POSTS, clocks(self.zoned, self.people, self.zone)]
        return said

    def _told(self, peak: Peak) -> str:
        share, low, high, even = (
            percent(each, self.people) for each in (peak.share, peak.low, peak.high, peak.even)
        )
        return (
            f"{when(peak.margin, peak.key)} are most active: {peak.n:,} of {self.n:,} times "
            f"({share}, likely {low.removesuffix(' %')}–{high}; an even spread has {even})."
        )

    def as_json(self) -> dict[str, object]:
        """Return the object the command line promises."""
        return {
            "who": "waiting" if self.waiting else "all",
            "since": stamp(self.since),
            "n": self.n,
            "people": self.people,
            "zones": {
                "person": self.zoned,
                "own": self.people - self.zoned,
                "own_zone": self.zone,
            },
            "cells": [names(at) | {"n": n} for at, n in enumerate(self.cells)],
            "peaks": [peak.as_json() for peak in self.peaks()],
            "reason": self.reason,
            "words": self.sentences(),
        }


@dataclass(frozen=True, slots=True)
class Followers:
    """How many followers were active in an hour, by weekday and block: the platform's own count.

    Each cell is the mean of its known hours; ``None`` is not known.
    """

    first_on: date | None
    last_on: date | None
    days: int
    cells: tuple[float | None, ...]

    @property
    def busiest(self) -> int | None:
        """Return the cell with the most; ``None`` where nothing is known."""
        known = [(value, -at) for at, value in enumerate(self.cells) if value is not None]
        return -max(known)[1] if known else None

    def means(self, margin: Margin) -> tuple[float | None, ...]:
        """Return the mean of the known blocks of each weekday, or of each block of the day."""
        known = [[self.cells[at] for at in group] for group in GROUPS[margin]]
        there = [[each for each in group if each is not None] for group in known]
        return tuple(sum(group) / len(group) if group else None for group in there)

    def sentences(self) -> list[str]:
        """Say when followers were active by the platform's own count."""
        if self.busiest is None or self.first_on is None or self.last_on is None:
            return ["No hourly activity yet: import the Followers download of TikTok Studio."]
        known = sum(each is not None for each in self.cells)
        most = f"about {self.cells[self.busiest]:,.0f} followers in an hour"
        days = f"{self.first_on} to {self.last_on}"
        return [
            f"Most active: {said_cell(self.busiest)}, {most}.",
            f"By Studio's own count and clock, {days}: {known} of {CELLS} blocks are known.",
            NOT_REPLIES,
        ]

    def as_json(self) -> dict[str, object]:
        """Return the object the command line promises."""
        return {
            "first_on": self.first_on and self.first_on.isoformat(),
            "last_on": self.last_on and self.last_on.isoformat(),
            "days": self.days,
            "cells": [names(at) | {"active": value} for at, value in enumerate(self.cells)],
            "busiest": None if self.busiest is None else names(self.busiest),
            "reason": self.sentences()[0] if self.busiest is None else None,
            "words": self.sentences(),
        }


def followers(hours: Mapping[tuple[date, int], int]) -> Followers:
    """Return what a platform's counts by day and hour say; both are those of the account."""
    found: list[list[int]] = [[] for _ in range(CELLS)]
    for (day, hour), count in hours.items():
        found[day.weekday() * len(BLOCKS) + hour // BLOCK_HOURS].append(count)
    days = {day for day, _ in hours}
    return Followers(
        first_on=min(days, default=None),
        last_on=max(days, default=None),
        days=len(days),
        cells=tuple(sum(each) / len(each) if each else None for each in found),
    )
