"""What is stored of an account's figures: from files and from notes, under one set of names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from dm_assistant.domain.figures import DailyFigure
from dm_assistant.domain.measures import GIVEN, Measure, Noted, Paid, TrafficSource
from dm_assistant.domain.model import Account
from dm_assistant.domain.statistics import kpis
from dm_assistant.domain.statistics.impact import SNAPSHOT_WITHIN, Growth, growth
from dm_assistant.domain.statistics.kpi_posts import Post
from dm_assistant.domain.statistics.kpi_spans import Aside, Held, added, held
from dm_assistant.storage import days
from dm_assistant.storage import kpis as kept
from dm_assistant.storage.database import Tx

SUMS: tuple[Measure, ...] = tuple(
    each for each in Measure if each not in {Measure.FOLLOWERS, Measure.VIEW_SHARE}
)
"""Figures that add up over days."""


@dataclass(frozen=True)
class Gathered:
    """What is stored of one account's figures, read once."""

    tx: Tx
    account: Account

    @cached_property
    def noted(self) -> list[Noted]:
        """Return what was noted by hand."""
        return kept.noted(self.tx, self.account.id)

    @cached_property
    def imported(self) -> dict[tuple[DailyFigure, date], int]:
        """Return every daily figure of the platform's files."""
        names = [name for several in GIVEN.values() for name in several]
        return days.measured(self.tx, self.account.id, names, date.min, date.max)

    @cached_property
    def counts(self) -> list[kept.PostCount]:
        """Return the platform's counts of posts."""
        return kept.posts(self.tx, self.account.id)

    @cached_property
    def given(self) -> dict[Measure, dict[date, float]]:
        """Return the platform's figures by day, under the names of ours."""
        found: dict[Measure, dict[date, float]] = {each: {} for each in Measure}
        of = {name: each for each, several in GIVEN.items() for name in several}
        for (name, day), value in self.imported.items():
            by_day = found[of[name]]
            by_day[day] = by_day.get(day, 0) + value
        return found

    def plain(self, measure: Measure, paid: Paid = Paid.UNKNOWN) -> list[Noted]:
        """Return what was noted of a figure of the whole account."""
        return [
            each
            for each in self.noted
            if each.said.measure is measure
            and each.said.paid is paid
            and not each.said.post
            and each.said.source is None
        ]

    def known(self, first: date, last: date) -> dict[Measure, Held]:
        """Return what holds of every sum between two days."""
        return {each: self.held(each, first, last) for each in SUMS}

    def held(self, measure: Measure, first: date, last: date) -> Held:
        """Return what holds of one sum between two days; conversions also by their sources."""
        found = held(self.given[measure], self.plain(measure), first, last)
        if found.spans or measure is not Measure.CONVERSIONS:
            return found
        return added(
            held({}, self.of_source(measure, source), first, last) for source in TrafficSource
        )

    def of_source(self, measure: Measure, source: TrafficSource) -> list[Noted]:
        """Return what was noted of a figure for one traffic source."""
        return [
            each
            for each in self.noted
            if (each.said.measure, each.said.source) == (measure, source) and not each.said.post
        ]

    def of_kinds(self, first: date, last: date) -> dict[Paid, dict[Measure, Held]]:
        """Return what was noted as organic or as paid for whole days."""
        found = {
            paid: {each: held({}, self.plain(each, paid), first, last) for each in SUMS}
            for paid in (Paid.ORGANIC, Paid.PAID)
        }
        return {
            paid: known
            for paid, known in found.items()
            if any(each.spans for each in known.values())
        }

    @cached_property
    def snapshots(self) -> dict[date, int]:
        """Return the followers by day; the platform's own count wins."""
        typed = sorted(self.plain(Measure.FOLLOWERS), key=lambda each: (each.noted_at, each.id))
        noted = {each.said.first_on: each.said.value for each in typed}
        return {
            day: int(value) for day, value in {**noted, **self.given[Measure.FOLLOWERS]}.items()
        }

    def growth(self, first: date, last: date) -> Growth:
        """Return how the followers grew between two days."""
        within = {
            day: value
            for day, value in self.snapshots.items()
            if first - SNAPSHOT_WITHIN <= day <= last
        }
        return growth(within, first, last)

    def posts(self, first: date, last: date) -> tuple[Post, ...]:
        """Return the posts of some days: imported ones by their day, others by their figures'."""
        latest = {each.post: each for each in self.counts if first <= each.posted_on <= last}
        imported = {each.post for each in self.counts}
        typed: dict[str, list[Noted]] = {}
        for each in sorted(self.noted, key=lambda one: (one.said.last_on, one.noted_at, one.id)):
            name = each.said.post
            inside = first <= each.said.first_on and each.said.last_on <= last
            if name in latest or (name and name not in imported and inside):
                typed.setdefault(name, []).append(each)
        names = dict.fromkeys([*latest, *typed])
        return tuple(self._post(name, latest.get(name), typed.get(name, [])) for name in names)

    def _post(self, name: str, count: kept.PostCount | None, typed: Sequence[Noted]) -> Post:
        said = {each.said.measure: each.said for each in typed}
        flags = [each.said.paid for each in typed if each.said.paid is not Paid.UNKNOWN]
        parts = [said[each].value for each in kpis.REACTIONS if each in said]
        whole = len(parts) == len(kpis.REACTIONS)
        views = said[Measure.VIEWS].value if Measure.VIEWS in said else None
        watched = said.get(Measure.FULL_WATCHES)
        return Post(
            name,
            views if count is None else count.views,
            count.reactions if count is not None else sum(parts) if whole else None,
            flags[-1] if flags else Paid.UNKNOWN,
            None if watched is None else watched.value,
            None if watched is None else self._views_on(name, watched.last_on, typed),
        )

    def _views_on(self, name: str, on: date, typed: Sequence[Noted]) -> float | None:
        """Return a post's views of the very day, so that both were counted together."""
        counted = [each.views for each in self.counts if each.post == name and each.on == on]
        noted = [
            each.said.value
            for each in typed
            if each.said.measure is Measure.VIEWS and each.said.last_on == on
        ]
        return next(iter([*counted[-1:], *noted[-1:]]), None)

    def aside(self, first: date, last: date) -> tuple[Aside, ...]:
        """Return the noted figures of some days that do not count there, and why."""
        found = [each for measure in SUMS for each in self.held(measure, first, last).aside]
        counted = self.given[Measure.FOLLOWERS]
        found += [
            Aside(each, "your platform's file knows these days")
            for each in self.plain(Measure.FOLLOWERS)
            if first <= each.said.first_on <= last and each.said.first_on in counted
        ]
        return tuple(sorted(found, key=lambda each: each.noted.id))


def daily(found: Gathered, first: date, last: date) -> dict[tuple[DailyFigure, date], int]:
    """Return the daily figures that hold between two days, as far as they are of one day each.

    Followers go back as far as a count stands for the first day.
    """
    every = {
        (DailyFigure.FOLLOWERS, day): value
        for day, value in found.snapshots.items()
        if first - SNAPSHOT_WITHIN <= day <= last
    }
    for measure in SUMS:
        names = GIVEN.get(measure, ())
        spans = found.held(measure, first, last).spans if len(names) == 1 else ()
        every |= {(names[0], one.first_on): int(one.value) for one in spans if one.alone}
    return every
