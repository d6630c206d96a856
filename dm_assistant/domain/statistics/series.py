"""Daily figures of an account after days with messages: what follows, and what stands out.

A day that is not known is left out, and so is the one after it, whose yesterday is missing: it is
never 0 and never guessed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from math import copysign, log1p, sqrt
from statistics import median
from typing import Final, NamedTuple

from dm_assistant.domain.statistics.thresholds import (
    LAG,
    LAGS,
    LEAST_DAYS,
    LEAST_DM_DAYS,
    LEAST_SHIFT,
    NORMAL,
    SPIKE,
    SPIKE_DAYS,
    SPIKE_KNOWN,
)

FORMULA: Final = (
    "correlation of messages with the next day's log(1 + y) freed of trend, weekday and yesterday; "
    "p among circular shifts"
)
WEEKDAYS: Final = 7
NOTHING: Final = 1e-12
"""A sum of squares below this is rounding."""


@dataclass(frozen=True, slots=True)
class Days:
    """A figure of an account and the messages sent, on days in a row; None is not known."""

    name: str
    label: str
    first_on: date
    values: tuple[int | None, ...]
    sent: tuple[int, ...]
    posted: frozenset[date] = frozenset()

    def on(self, place: int) -> date:
        """Return the day at a place."""
        return self.first_on + timedelta(days=place)

    @property
    def levels(self) -> list[float | None]:
        """Return log(1 + y) of each day; below 0 it is mirrored, so that losses have a size."""
        return [None if each is None else copysign(log1p(abs(each)), each) for each in self.values]

    @property
    def known(self) -> list[int]:
        """Return the places of the days that are known."""
        return [place for place, each in enumerate(self.values) if each is not None]


class Spike(NamedTuple):
    """A day on which a figure stood far above what its past days had made likely."""

    name: str
    on: date
    value: int
    times: float
    """How many usual deviations above."""

    def as_json(self) -> dict[str, object]:
        """Return the spike as a document."""
        return {
            "name": self.name,
            "on": self.on.isoformat(),
            "value": self.value,
            "times": self.times,
            "formula": "residual > 3 * 1.4826 * MAD of the 56 days before",
        }


@dataclass(frozen=True, slots=True)
class Followed:
    """How a figure followed the messages, or for what ``reason`` that cannot be said.

    ``strip`` is the correlation at each of the lags, of which one is judged and the others only
    shown; ``p`` is two-sided.
    """

    name: str
    label: str
    days: int
    dm_days: int
    posted: int
    """On so many of the days with messages something was posted too."""
    correlation: float | None = None
    p: float | None = None
    shifts: int = 0
    strip: tuple[float | None, ...] = ()
    reason: str = ""

    def as_json(self) -> dict[str, object]:
        """Return the figure as a document."""
        missing = {"reason": self.reason} if self.reason else {}
        return {
            "name": self.name,
            "formula": FORMULA,
            "inputs": {
                "days_known": self.days,
                "dm_days": self.dm_days,
                "dm_days_posted": self.posted,
                "lag": LAG,
                "shifts": self.shifts,
            },
            "value": self.correlation,
            "p": self.p,
            "strip": dict(zip(map(str, LAGS), self.strip, strict=False)),
            **missing,
        }


def followed(days: Days) -> Followed:
    """Say whether days with more messages were followed by a higher figure; see statistics 5.3."""
    written = [place for place, each in enumerate(days.sent) if each]
    known = days.known
    found = Followed(
        days.name,
        days.label,
        len(known),
        len(written),
        sum(days.on(place) in days.posted for place in written),
    )
    reason = _too_little(days, known)
    if reason:
        return _without(found, reason)
    left = residuals(days)
    if len(left) < LEAST_DAYS - 1:
        reason = f"{len(left)} days follow a known one; it takes {LEAST_DAYS - 1}"
        return _without(found, reason)
    sent, size = {place: days.sent[place] for place in written}, len(days.sent)
    strip = tuple(_Later(left, lag).correlation(sent, size) for lag in LAGS)
    seen = strip[LAGS.index(LAG)]
    if seen is None:
        return _without(found, "the figure, or the number of messages, never changes")
    later = _Later(left, LAG)
    shifts = range(LEAST_SHIFT, size - LEAST_SHIFT + 1)
    moved = (later.correlation(sent, size, shift) for shift in shifts)
    # A shift that puts the messages on days of which nothing is known tells nothing of chance.
    drawn = [each for each in moved if each is not None]
    reached = sum(abs(each) >= abs(seen) - NOTHING for each in drawn)
    p = (1 + reached) / (1 + len(drawn))
    return Followed(
        found.name, found.label, found.days, found.dm_days, found.posted, seen, p, len(drawn), strip
    )


def _without(found: Followed, reason: str) -> Followed:
    return Followed(found.name, found.label, found.days, found.dm_days, found.posted, reason=reason)


def _too_little(days: Days, known: Sequence[int]) -> str:
    if len(known) < LEAST_DAYS:
        return f"{len(known)} days are known; it takes {LEAST_DAYS}"
    half = len(known) // 2
    least = min(
        sum(bool(days.sent[place]) for place in part) for part in (known[:half], known[half:])
    )
    if least < LEAST_DM_DAYS:
        return f"it takes {LEAST_DM_DAYS} days with messages in each half of the days"
    return ""


def residuals(days: Days) -> dict[int, float]:
    """Return, by place, what is left of a day's level after trend, weekday and the day before.

    Least squares on a trend, seven weekdays and yesterday's level. Taking every weekday's mean off
    all columns leaves the same fit with two columns, which are made orthogonal.
    """
    levels = days.levels
    rows = [
        (place, level, before)
        for place, (before, level) in enumerate(pairwise(levels), 1)
        if level is not None and before is not None
    ]
    places = [place for place, _, _ in rows]
    of = [(days.first_on.weekday() + place) % WEEKDAYS for place in places]
    level = _around(of, [level for _, level, _ in rows])
    trend = _around(of, list(map(float, places)))
    before = _freed(_around(of, [before for _, _, before in rows]), trend)
    left = _freed(_freed(level, trend), before)
    return dict(zip(places, left, strict=True))


def _around(groups: Sequence[int], values: Sequence[float]) -> list[float]:
    """Return values less the mean of their group."""
    found: dict[int, list[float]] = defaultdict(list)
    for group, value in zip(groups, values, strict=True):
        found[group].append(value)
    means = {group: sum(each) / len(each) for group, each in found.items()}
    return [value - means[group] for group, value in zip(groups, values, strict=True)]


def _freed(values: Sequence[float], of: Sequence[float]) -> list[float]:
    """Return values less their projection on a column; one that never changes takes nothing."""
    length = sum(each * each for each in of)
    if length <= NOTHING * max(1, len(of)):
        return list(values)
    slope = sum(a * b for a, b in zip(values, of, strict=True)) / length
    return [value - slope * each for value, each in zip(values, of, strict=True)]


class _Later:
    """What is left of the days that lie some days after another one."""

    def __init__(self, left: Mapping[int, float], lag: int) -> None:
        self.lag = lag
        kept = {place: each for place, each in left.items() if place >= lag}
        mean = sum(kept.values()) / len(kept) if kept else 0.0
        self.left = {place: each - mean for place, each in kept.items()}
        self.squares = sum(each * each for each in self.left.values())

    def correlation(self, sent: Mapping[int, int], size: int, shift: int = 0) -> float | None:
        """Return how the messages of ``size`` days, moved round by some, go with what is left."""
        total = squares = both = 0.0
        for place, number in sent.items():
            left = self.left.get((place + shift) % size + self.lag)
            if left is not None:
                total += number
                squares += number * number
                both += number * left
        spread = squares - total * total / len(self.left) if self.left else 0.0
        if spread <= NOTHING or self.squares <= NOTHING * len(self.left):
            return None
        return both / sqrt(spread * self.squares)


def spikes(days: Days) -> tuple[Spike, ...]:
    """Return the days far above what is usual of the 56 days before them."""
    left = residuals(days)
    found = []
    for place, value in left.items():
        past = [left[each] for each in range(place - SPIKE_DAYS, place) if each in left]
        if len(past) < SPIKE_KNOWN:
            continue
        usual = _deviation(past)
        figure = days.values[place]
        if figure is not None and usual > NOTHING and value > SPIKE * usual:
            found.append(Spike(days.name, days.on(place), figure, value / usual))
    return tuple(found)


def _deviation(values: Sequence[float]) -> float:
    middle = median(values)
    return NORMAL * median(abs(each - middle) for each in values)
