"""The board of key figures: what files and notes say of a period, and of the one before it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from dm_assistant.domain import goals, handles
from dm_assistant.domain.goals import Goal, Own, Progress
from dm_assistant.domain.measures import Measure, Noted
from dm_assistant.domain.model import Account, Platform
from dm_assistant.domain.statistics import kpis
from dm_assistant.domain.statistics.kpi_board import Board
from dm_assistant.domain.statistics.kpi_changes import Figure, grown_by, of_counts, relative
from dm_assistant.domain.statistics.kpi_posts import completion_of, split
from dm_assistant.domain.statistics.kpi_shares import sources
from dm_assistant.domain.statistics.posting import Posting
from dm_assistant.domain.statistics.thresholds import PACE_DAYS
from dm_assistant.domain.text import to_screen
from dm_assistant.errors import BadInputError
from dm_assistant.services import numbers, timing
from dm_assistant.services.kpi_figures import Gathered
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import days
from dm_assistant.storage import kpis as kept
from dm_assistant.storage.database import Tx

DAYS = 28
LONGEST = 3660


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
    posting = timing.posting(ws, own)
    with ws.database.read() as tx:
        return _gathered(Gathered(tx, own), first, last, today, codes, posting)


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


def _gathered(
    found: Gathered, first: date, last: date, today: date, codes: kpis.Kpi, posting: Posting
) -> Board:
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
        posting=posting,
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
