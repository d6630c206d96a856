"""One date among others: how large the rise after it is beside those after comparable dates.

Daily figures hang together, so a test of one date finds something far too often. A rank claims
no more than it shows.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from dm_assistant.domain.statistics.series import Days
from dm_assistant.domain.statistics.thresholds import (
    HISTORY_DAYS,
    KNOWN_SHARE,
    LEAST_DATES,
    RISE_AFTER,
    RISE_BEFORE,
)

FORMULA: Final = (
    "mean of log(1 + y) on the 14 days from the date on, less that of the 28 days before it; "
    "ranked among the dates of 120 days that are 14 days or more away"
)


@dataclass(frozen=True, slots=True)
class Rank:
    """Than at how many of so many dates the rise is larger; None for the ``reason`` given."""

    name: str
    label: str
    on: date
    larger: int | None
    dates: int
    reason: str = ""

    def as_json(self) -> dict[str, object]:
        """Return the figure as a document."""
        missing = {"reason": self.reason} if self.reason else {}
        return {
            "name": self.name,
            "formula": FORMULA,
            "inputs": {"on": self.on.isoformat(), "dates": self.dates},
            "value": self.larger,
            **missing,
        }


def ranked(days: Days, on: date) -> Rank:
    """Rank the rise after a date among those after comparable dates; see statistics 5.3."""
    levels = days.levels
    place = (on - days.first_on).days
    mine = _rise(levels, place)
    if mine is None:
        reason = "too few days around it are known"
        return Rank(days.name, days.label, on, None, 0, reason)
    last = place + RISE_AFTER
    others = [
        rise
        for each in range(last - HISTORY_DAYS + RISE_BEFORE, place - RISE_AFTER + 1)
        if (rise := _rise(levels, each)) is not None
    ]
    if len(others) < LEAST_DATES:
        reason = f"only {len(others)} dates before {on} can be compared; it takes {LEAST_DATES}"
        return Rank(days.name, days.label, on, None, len(others), reason)
    return Rank(days.name, days.label, on, sum(mine > each for each in others), len(others))


def first_needed(on: date) -> date:
    """Return the first day that is looked at for the rank of a date."""
    return on + timedelta(days=RISE_AFTER - HISTORY_DAYS)


def _rise(levels: list[float | None], place: int) -> float | None:
    before = _mean(levels, place - RISE_BEFORE, place)
    after = _mean(levels, place, place + RISE_AFTER)
    return None if before is None or after is None else after - before


def _mean(levels: list[float | None], start: int, end: int) -> float | None:
    known = [each for each in levels[max(0, start) : max(0, end)] if each is not None]
    return sum(known) / len(known) if len(known) >= KNOWN_SHARE * (end - start) else None
