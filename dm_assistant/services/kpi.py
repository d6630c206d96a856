"""The board of key figures: what files and notes say of a period, and of the one before it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from dm_assistant.domain import goals, handles
from dm_assistant.domain.figures import DailyFigure
from dm_assistant.domain.goals import Goal, Own, Progress
from dm_assistant.domain.measures import GIVEN, Measure, Noted, Paid, TrafficSource
from dm_assistant.domain.model import Account, Platform
from dm_assistant.domain.statistics import kpis
from dm_assistant.domain.statistics.impact import SNAPSHOT_WITHIN, Growth, growth
from dm_assistant.domain.statistics.kpi_board import Board
from dm_assistant.domain.statistics.kpi_changes import Figure, grown_by, of_counts, relative
from dm_assistant.domain.statistics.kpi_posts import Post, completion_of, split
from dm_assistant.domain.statistics.kpi_shares import sources
from dm_assistant.domain.statistics.kpi_spans import Aside, Held, added, held
from dm_assistant.domain.statistics.thresholds import PACE_DAYS
from dm_assistant.domain.text import to_screen
from dm_assistant.errors import BadInputError
from dm_assistant.services import numbers
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import days
from dm_assistant.storage import kpis as kept
from dm_assistant.storage.database import Tx

DAYS = 28
LONGEST = 3660

SUMS: tuple[Measure, ...] = tuple(
    each for each in Measure if each not in {Measure.FOLLOWERS, Measure.VIEW_SHARE}
)
"""Figures that add up over days."""


def board(
    ws: Workspace,
    *,
    since: date | None = None,
    until: date | None = None,
    account: str | None = None,
    shown: int = DAYS,
    back: int = 0,
) -> Board:
    """Return the key figures between two days, by the account's clock; the last 28 by default.

    ``back`` goes so many such periods back. Of the account named, else of the one whose figures
    are the newest. Raises BadInputError for days that cannot be shown, or an account there is not.
    """
    with ws.database.read() as tx:
        own = account_of(tx, ws, account)
        today = today_of(ws, own)
        last = until or today - timedelta(days=back * shown)
        first = since or last - timedelta(days=shown - 1)
        _require_days(first, last, today)
    # Before the other reading, not within it: a writer waiting between the two would stop both.
    codes = _of_codes(ws, own, first, last, today)
    with ws.database.read() as tx:
        return _gathered(Gathered(tx, own), first, last, today, codes)


def account_of(tx: Tx, ws: Workspace, said: str | None = None) -> Account:
    """Return the account that is named, else the one whose figures are the newest."""
    if said is None:
        newest = days.newest(tx)
        mine = sorted(ws.accounts, key=lambda each: each.platform is not Platform.TIKTOK)
        return max(mine, key=lambda each: newest.get(each.id, date.min))
    for each in ws.accounts:
        try:
            if handles.normalise(said, each.platform) == handles.normalise(
                each.handle, each.platform
            ):
                return each
        except handles.HandleError:
            continue
    own = ", ".join(f"@{to_screen(each.handle)}" for each in ws.accounts if each.handle)
    raise BadInputError(f"@{to_screen(said)} is no account here; {own or 'none has a name'}")


def today_of(ws: Workspace, account: Account) -> date:
    """Return the day it is for an account."""
    return ws.now().astimezone(ZoneInfo(account.timezone)).date()


def _require_days(first: date, last: date, today: date) -> None:
    if first > last:
        raise BadInputError(f"the days end ({last}) before they begin ({first})")
    if last > today:
        raise BadInputError("--until lies in the future")
    if (last - first).days >= LONGEST:
        raise BadInputError(f"that is more than {LONGEST:,} days: choose fewer")


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


def _gathered(found: Gathered, first: date, last: date, today: date, codes: kpis.Kpi) -> Board:
    length = (last - first).days + 1
    before = first - timedelta(days=length), first - timedelta(days=1)
    followers, views, *others = _sums(found, first, last, before)
    rates = [*_rates(found, first, last, before), Figure(codes, relative(codes.value, None))]
    return Board(
        account=found.account.handle,
        first_on=first,
        last_on=last,
        figures=(followers, views, *rates, *others),
        sources=sources(
            found.noted,
            found.held(Measure.VIEWS, first, last),
            found.held(Measure.CONVERSIONS, first, last),
            first,
            last,
        ),
        split=split(found.posts(first, last), found.of_kinds(first, last), length),
        aside=found.aside(first, last),
        goals=tuple(
            progress(found, each, today) for each in kept.goals(found.tx, found.account.id)
        ),
        own=_own(found, last),
        competitors=goals.latest(kept.looks(found.tx)),
        changes=tuple(kept.changes(found.tx)),
        noted=tuple(sorted(found.noted, key=newest_days, reverse=True)),
    )


def _sums(found: Gathered, first: date, last: date, before: tuple[date, date]) -> Iterator[Figure]:
    length = (last - first).days + 1
    grown = found.growth(first, last)
    by_day = tuple(found.snapshots.get(first + timedelta(days=each)) for each in range(length))
    known = sum(each is not None for each in by_day)
    now = kpis.followers_now(grown, first, last, known)
    yield Figure(now, grown_by(grown), by_day)
    for measure, each in found.known(first, last).items():
        kpi = kpis.total(measure, each, length)
        change = of_counts(each, found.held(measure, *before), length)
        yield Figure(kpi, change, each.by_day(first, last))


def _rates(found: Gathered, first: date, last: date, before: tuple[date, date]) -> Iterator[Figure]:
    now = _ratios(found, first, last)
    was = {each.name: each.value for each in _ratios(found, *before)}
    for kpi in now:
        yield Figure(kpi, relative(kpi.value, was[kpi.name]))


def _ratios(found: Gathered, first: date, last: date) -> list[kpis.Kpi]:
    known, grown = found.known(first, last), found.growth(first, last)
    length = (last - first).days + 1
    of_posts = completion_of(found.posts(first, last))
    return [
        kpis.follower_growth(grown),
        kpis.growth_per_week(grown),
        kpis.engagement_by_followers(known, grown, length),
        kpis.engagement_by_views(known, length),
        of_posts if of_posts.value is not None else kpis.completion(known, length),
        kpis.click_through(known, length),
        kpis.frequency(known, length),
        kpis.conversion(known, Measure.VIEWERS, length),
        kpis.conversion(known, Measure.LINK_CLICKS, length),
    ]


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


def _of_codes(ws: Workspace, account: Account, first: date, last: date, today: date) -> kpis.Kpi:
    if last < today:
        return kpis.conversion_of_codes(None)
    since = datetime.combine(first, time(), ZoneInfo(account.timezone))
    return kpis.conversion_of_codes(numbers.stats(ws, since=since).totals.redeemed)


def newest_days(noted: Noted) -> tuple[date, int]:
    """Return by what noted figures are listed."""
    return noted.said.last_on, noted.id


def progress(found: Gathered, goal: Goal, today: date) -> Progress:
    """Return how far a goal is."""
    if goal.measure is Measure.FOLLOWERS:
        return goals.of_followers(goal, found.snapshots, today)
    until = min(today, goal.by_on)
    return goals.of_counts(
        goal,
        found.held(goal.measure, goal.begun_on, until),
        found.held(goal.measure, today - timedelta(days=PACE_DAYS - 1), today),
        today,
    )


def _own(found: Gathered, last: date) -> Own:
    """Return one's own account beside the competitors: posts and views of the last 28 days."""
    first = last - timedelta(days=PACE_DAYS - 1)
    zone = ZoneInfo(found.account.timezone)
    exact, _ = days.posted(found.tx, found.account.id)
    posted = [each for each in exact if first <= each.at.astimezone(zone).date() <= last]
    views = [each.views for each in found.posts(first, last) if each.views is not None]
    end = found.growth(first, last).end
    return Own(
        found.account.handle,
        end and end.followers,
        len(posted) if exact else None,
        goals.typical(views),
    )
