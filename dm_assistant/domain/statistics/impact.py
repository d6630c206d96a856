"""The platform's daily figures beside the days on which messages were sent: shown, not judged.

Who is messaged was picked for a peak, so a plain before and after would mislead; none is made.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import groupby
from typing import Final, NamedTuple

from dm_assistant.domain.figures import DailyFigure

SHOWN: Final = {
    DailyFigure.VIDEO_VIEWS: "Views",
    DailyFigure.PROFILE_VIEWS: "Profile views",
    DailyFigure.FOLLOWERS: "Followers",
    DailyFigure.LIKES: "Likes",
    DailyFigure.COMMENTS: "Comments",
    DailyFigure.SHARES: "Shares",
}
"""The figures that are shown, each with its name for people; all but followers add up."""

SNAPSHOT_WITHIN = timedelta(days=3)
"""A count of followers stands for a day if it was taken at most so long before."""

AROUND = 3
"""Days before and after one in which what else happened belongs to it."""

SIDE_BY_SIDE = "Days side by side are no proof of anything."


class Kind(StrEnum):
    """What else happened on a day."""

    POSTED = "posted"
    CAMPAIGN = "campaign"
    CHANGED = "changed"
    IMPORTED = "imported"


class Happening(NamedTuple):
    """One thing that happened on a day."""

    on: date
    kind: Kind
    what: str


MOST_FILES = 2
"""So many files that were imported on one day are named; of more only the number is said."""

VERBS: Final = {
    Kind.POSTED: "posted",
    Kind.CAMPAIGN: "campaign begun:",
    Kind.CHANGED: "you changed",
    Kind.IMPORTED: "imported",
}


def told(happenings: Iterable[Happening]) -> list[tuple[date, str]]:
    """Return what happened as words, what is of one kind and day together."""
    found = []
    for (on, kind), same in groupby(happenings, key=lambda each: (each.on, each.kind)):
        names = [each.what or "(without a title)" for each in same]
        many = kind is Kind.IMPORTED and len(names) > MOST_FILES
        found.append((on, f"{VERBS[kind]} {f'{len(names)} files' if many else ', '.join(names)}"))
    return found


class Snapshot(NamedTuple):
    """How many followers there were on a day."""

    on: date
    followers: int


@dataclass(frozen=True, slots=True)
class Growth:
    """How the followers grew over a period; ``rate`` is None for the ``reason`` given."""

    start: Snapshot | None
    end: Snapshot | None
    rate: float | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Impact:
    """Some days in a row: of each its figures, the messages sent, and what else happened."""

    account: str
    first_on: date
    last_on: date
    figures: Mapping[DailyFigure, tuple[int | None, ...]]
    sent: tuple[int, ...]
    happenings: tuple[Happening, ...]
    growth: Growth
    newest_on: date | None = None
    """The last day of which any figure was ever imported, or noted among these."""
    platform: str = ""

    @property
    def days(self) -> tuple[date, ...]:
        """Return the days, the first one first."""
        return tuple(self.first_on + timedelta(days=each) for each in range(len(self.sent)))

    @property
    def known(self) -> int:
        """Return of how many days any figure is known."""
        return sum(any(day is not None for day in days) for days in self._by_day())

    def _by_day(self) -> list[tuple[int | None, ...]]:
        return list(zip(*self.figures.values(), strict=True))

    def total(self, name: DailyFigure) -> int | None:
        """Return a figure added up over the days that are known, or None when none is."""
        known = [value for value in self.figures[name] if value is not None]
        return sum(known) if known else None

    def days_known(self, name: DailyFigure) -> int:
        """Return on how many of the days a figure is known."""
        return sum(value is not None for value in self.figures[name])

    def around(self, day: date) -> list[Happening]:
        """Return what happened within a few days of a day, the first first."""
        return [each for each in self.happenings if abs((each.on - day).days) <= AROUND]

    def as_json(self) -> dict[str, object]:
        """Return the document that ``impact --json`` prints."""
        return {
            "account": self.account,
            "platform": self.platform,
            "since": self.first_on.isoformat(),
            "until": self.last_on.isoformat(),
            "days_shown": len(self.sent),
            "days_known": self.known,
            "newest_on": None if self.newest_on is None else self.newest_on.isoformat(),
            "sent": sum(self.sent),
            "dm_days": sum(map(bool, self.sent)),
            "figures": [*(self._figure(name) for name in SHOWN if adds_up(name)), self._growth()],
            "days": [self._day(place, day) for place, day in enumerate(self.days)],
            "words": [SIDE_BY_SIDE],
        }

    def _figure(self, name: DailyFigure) -> dict[str, object]:
        known = self.days_known(name)
        missing = {} if known else {"reason": "no day of it is known; import Studio's figures"}
        return {
            "name": name.value,
            "formula": "sum of the days known",
            "inputs": {"days_known": known, "days_shown": len(self.sent)},
            "value": self.total(name),
            **missing,
        }

    def _growth(self) -> dict[str, object]:
        inputs = {
            name: None if each is None else {"on": each.on.isoformat(), "followers": each.followers}
            for name, each in (("start", self.growth.start), ("end", self.growth.end))
        }
        missing = {"reason": self.growth.reason} if self.growth.reason else {}
        return {
            "name": "follower_growth",
            "formula": "(end - start) / start",
            "inputs": inputs,
            "value": self.growth.rate,
            **missing,
        }

    def _day(self, place: int, day: date) -> dict[str, object]:
        return {
            "on": day.isoformat(),
            **{name.value: values[place] for name, values in self.figures.items()},
            "sent": self.sent[place],
            "happened": [
                {"kind": each.kind.value, "what": each.what}
                for each in self.happenings
                if each.on == day
            ],
        }


def adds_up(name: DailyFigure) -> bool:
    """Return whether the days of a figure may be added up; followers are a stock."""
    return name is not DailyFigure.FOLLOWERS


def growth(snapshots: Mapping[date, int], first_on: date, last_on: date) -> Growth:
    """Return how the followers grew between two days, from what was counted at or before each."""
    start, end = _snapshot(snapshots, first_on), _snapshot(snapshots, last_on)
    if start is None or end is None:
        missing = " and ".join(
            f"{day:%Y-%m-%d}" for day, found in ((first_on, start), (last_on, end)) if found is None
        )
        days = SNAPSHOT_WITHIN.days
        return Growth(
            start, end, None, f"no followers are known for {missing} or {days} days before"
        )
    if not start.followers:
        return Growth(start, end, None, f"+{end.followers:,} (from 0)")
    return Growth(start, end, (end.followers - start.followers) / start.followers)


def _snapshot(snapshots: Mapping[date, int], day: date) -> Snapshot | None:
    known = [each for each in snapshots if day - SNAPSHOT_WITHIN <= each <= day]
    return Snapshot(max(known), snapshots[max(known)]) if known else None


BLOCKS: Final = "▁▂▃▄▅▆▇█"
GAP, BELOW = "·", "▾"
"""A day that is not known, and one whose figure is below 0."""


def bars(values: tuple[float | None, ...], *, from_zero: bool) -> str:
    """Draw one bar a value; unknown ones are gaps, and are never drawn as 0."""
    known = [value for value in values if value is not None]
    top = max(known, default=0)
    bottom = min(0.0 if from_zero else min(known, default=0), top)
    return "".join(
        GAP if value is None else BELOW if value < 0 else _bar(value - bottom, top - bottom)
        for value in values
    )


def _bar(height: float, full: float) -> str:
    if full <= 0:
        return BLOCKS[0]
    return BLOCKS[min(len(BLOCKS) - 1, int(max(0.0, height) / full * len(BLOCKS)))]


def groups(days: int, columns: int) -> tuple[tuple[int, int], ...]:
    """Divide days in a row into equal groups, from the newest back, so that each has a column.

    Each group is its first place and the place after its last; the oldest may be shorter.
    """
    size = -(-days // max(1, columns))
    starts = [*range(days, 0, -size)]
    return tuple((max(0, end - size), end) for end in reversed(starts))


def mean(values: tuple[float | None, ...]) -> float | None:
    """Return the mean of what is known, or None when nothing is."""
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None
