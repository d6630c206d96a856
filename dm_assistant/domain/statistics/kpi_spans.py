"""Figures over days and over longer spans: what holds of a period, and what stands aside.

The platform's own file wins over what was noted for the same day; of two noted figures that share
a day the later one. A span is never divided: what reaches beyond the period is not counted in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import NamedTuple

from dm_assistant.domain.measures import Noted


class Span(NamedTuple):
    """A figure of some days in a row."""

    first_on: date
    last_on: date
    value: float

    @property
    def alone(self) -> bool:
        """Return whether it is of one day."""
        return self.first_on == self.last_on

    @property
    def days(self) -> Iterator[date]:
        """Yield its days."""
        for each in range((self.last_on - self.first_on).days + 1):
            yield self.first_on + timedelta(days=each)


class Aside(NamedTuple):
    """A noted figure that does not count here, and why."""

    noted: Noted
    why: str


@dataclass(frozen=True)
class Held:
    """What is known of one figure in a period: spans that share no day."""

    spans: tuple[Span, ...] = ()
    aside: tuple[Aside, ...] = ()

    @cached_property
    def days(self) -> frozenset[date]:
        """Return the days of which it is known."""
        return frozenset(day for span in self.spans for day in span.days)

    @property
    def total(self) -> float | None:
        """Return the sum, or None where nothing is known."""
        return sum(span.value for span in self.spans) if self.spans else None

    def within(self, days: frozenset[date]) -> Held:
        """Return the spans that lie wholly on these days."""
        return Held(tuple(span for span in self.spans if days.issuperset(span.days)))

    def by_day(self, first_on: date, last_on: date) -> tuple[float | None, ...]:
        """Return a value a day; a span of several days says nothing of any one of them."""
        single = {span.first_on: span.value for span in self.spans if span.alone}
        days = Span(first_on, last_on, 0).days
        return tuple(single.get(day) for day in days)


def held(
    imported: Mapping[date, float], noted: Iterable[Noted], first_on: date, last_on: date
) -> Held:
    """Return what holds of a figure between two days."""
    spans = [
        Span(day, day, value)
        for day, value in sorted(imported.items())
        if first_on <= day <= last_on
    ]
    platform = {span.first_on for span in spans}
    taken: set[date] = set()
    aside = []
    for each in sorted(noted, key=lambda one: (one.noted_at, one.id), reverse=True):
        span = Span(each.said.first_on, each.said.last_on, each.said.value)
        if span.last_on < first_on or span.first_on > last_on:
            continue
        why = _why_aside(span, first_on, last_on, platform, taken)
        if why:
            aside.append(Aside(each, why))
        else:
            taken.update(span.days)
            spans.append(span)
    return Held(tuple(sorted(spans)), tuple(aside))


def _why_aside(
    span: Span, first_on: date, last_on: date, platform: set[date], taken: set[date]
) -> str:
    if span.first_on < first_on or span.last_on > last_on:
        return "reaches beyond these days"
    if not platform.isdisjoint(span.days):
        return "your platform's file knows these days"
    return "" if taken.isdisjoint(span.days) else "noted anew since"


def together(several: Sequence[Held]) -> frozenset[date]:
    """Return the days on which all of several figures are known, none of their spans divided."""
    if not several:
        return frozenset()
    days = frozenset.intersection(*(each.days for each in several))
    while True:
        cut = {
            day
            for each in several
            for span in each.spans
            if not days.issuperset(span.days)
            for day in span.days
        }
        if days.isdisjoint(cut):
            return days
        days -= cut


def added(several: Iterable[Held]) -> Held:
    """Return figures of the same days added up; spans that only overlap cannot be added."""
    sums: dict[tuple[date, date], float] = {}
    for each in several:
        for span in each.spans:
            key = span.first_on, span.last_on
            sums[key] = sums.get(key, 0) + span.value
    spans = [Span(*key, value) for key, value in sums.items()]
    alone = [span for span in spans if not any(_meet(span, each) for each in spans)]
    return Held(tuple(sorted(alone)))


def _meet(one: Span, other: Span) -> bool:
    return one != other and one.first_on <= other.last_on and other.first_on <= one.last_on
