"""The pictures of a report as plain values, each with the words for those who do not see it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from dm_assistant.domain.statistics.figures import Rate
from dm_assistant.domain.statistics.words import brief, counted

_DAYS = 7


@dataclass(frozen=True, slots=True)
class Intervals:
    """The range of each group's rate between 0 and 100 %; ``verb`` says of what."""

    NOTE: ClassVar[str] = (
        "Bar: the likely range (95 %). Dot: the rate. Light and hollow: early, not to be ranked."
    )
    title: str
    verb: str
    bars: tuple[tuple[str, Rate], ...]

    @property
    def alt(self) -> str:
        """Return the numbers in words."""
        return _listed(
            self.title, (f"{name} {counted(rate, self.verb)}" for name, rate in self.bars)
        )


@dataclass(frozen=True, slots=True)
class Weekly:
    """Messages sent in each week and replies that came in."""

    NOTE: ClassVar[str] = "Replies are first replies, in the week in which they came."
    title: str
    weeks: tuple[tuple[date, int, int], ...]

    @property
    def alt(self) -> str:
        """Return the numbers in words."""
        return _listed(
            self.title,
            (f"week of {day:%d %b}: {sent} sent, {came} replies" for day, sent, came in self.weeks),
        )


@dataclass(frozen=True, slots=True)
class Funnel:
    """Steps, each a share of its own denominator, which is named with it."""

    NOTE: ClassVar[str] = "Line: the likely range (95 %). Each step is a share of what it names."
    title: str
    steps: tuple[tuple[str, Rate], ...]

    @property
    def alt(self) -> str:
        """Return the numbers in words."""
        return _listed(self.title, (f"{name}: {_short(rate)}" for name, rate in self.steps))


@dataclass(frozen=True, slots=True)
class Heat:
    """How many messages were sent in each block of hours of each weekday."""

    NOTE: ClassVar[str] = "Counts of messages, not of replies; a dot: none."
    title: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[int, ...], ...]

    @property
    def alt(self) -> str:
        """Return the numbers in words."""
        return _listed(
            self.title,
            (
                f"{row} {column}: {sent}"
                for row, cells in zip(self.rows, self.cells, strict=True)
                for column, sent in zip(self.columns, cells, strict=True)
                if sent
            ),
        )


@dataclass(frozen=True, slots=True)
class Days:
    """A figure of the account for each day, and the messages sent on it; unknown days are gaps."""

    NOTE: ClassVar[str] = "Dark: days with DMs. Days side by side do not show what caused what."
    title: str
    first_on: date
    values: tuple[int | None, ...]
    sent: tuple[int, ...]

    @property
    def alt(self) -> str:
        """Return the numbers in words."""
        return _listed(self.title, map(self._week, range(0, len(self.values), _DAYS)))

    def _week(self, start: int) -> str:
        """Return seven days added up, with how many of them are known."""
        values = self.values[start : start + _DAYS]
        known = [value for value in values if value is not None]
        told = f"{sum(known):,} in {len(known)} of {len(values)} days" if known else "not known"
        sent = sum(self.sent[start : start + _DAYS])
        return f"from {self.first_on + timedelta(days=start):%d %b}: {told}, {sent} sent"


Chart = Intervals | Weekly | Funnel | Heat | Days


def _short(rate: Rate) -> str:
    told = f"{rate.k} of {rate.n}"
    if rate.rate is None:
        return told
    return f"{told} ({brief(rate)})"


def _listed(title: str, parts: Iterable[str]) -> str:
    return f"{title}. {'; '.join(parts)}."
