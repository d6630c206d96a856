"""The creator's own days: the platform's figures beside the messages sent, from one query layer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from dm_assistant.domain.figures import DailyFigure
from dm_assistant.domain.model import Account, Platform
from dm_assistant.domain.statistics.impact import (
    SHOWN,
    SNAPSHOT_WITHIN,
    Happening,
    Impact,
    Kind,
    growth,
)
from dm_assistant.errors import BadInputError
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import days
from dm_assistant.storage.database import Tx

DAYS = 28
LONGEST = 3660


def impact(
    ws: Workspace, *, since: date | None = None, until: date | None = None, shown: int = DAYS
) -> Impact:
    """Return the last ``shown`` days, or those since a day, up to one, else today, of the account.

    They are of the account whose figures are the newest. Raises BadInputError for a day to come.
    """
    with ws.database.read() as tx:
        newest = days.newest(tx)
        account = _account(ws, newest)
        zone = ZoneInfo(account.timezone)
        last = until or ws.now().astimezone(zone).date()
        first = since or last - timedelta(days=shown - 1)
        if first > last:
            raise BadInputError("--since lies in the future")
        if (last - first).days >= LONGEST:
            raise BadInputError(f"--since is more than {LONGEST:,} days ago: choose a later day")
        return _gathered(tx, account, first, last, newest.get(account.id))


def _account(ws: Workspace, newest: dict[int, date]) -> Account:
    mine = sorted(ws.accounts, key=lambda each: each.platform is not Platform.TIKTOK)
    return max(mine, key=lambda each: newest.get(each.id, date.min))


def _gathered(tx: Tx, account: Account, first: date, last: date, newest: date | None) -> Impact:
    zone = ZoneInfo(account.timezone)
    every = [first + timedelta(days=each) for each in range((last - first).days + 1)]
    found = days.measured(tx, account.id, [*SHOWN], first - SNAPSHOT_WITHIN, last)
    sent = Counter(
        at.astimezone(zone).date()
        for at in days.sent(tx, account.id, _begins(first, zone), _begins(last, zone, after=1))
    )
    followers = {day: each for (name, day), each in found.items() if name is DailyFigure.FOLLOWERS}
    happened = {each for each in _happenings(tx, account.id, zone) if first <= each.on <= last}
    order = [*Kind]
    return Impact(
        account=account.handle,
        first_on=first,
        last_on=last,
        figures={name: tuple(found.get((name, day)) for day in every) for name in SHOWN},
        sent=tuple(sent[day] for day in every),
        happenings=tuple(sorted(happened, key=lambda e: (e.on, order.index(e.kind), e.what))),
        growth=growth(followers, first, last),
        newest_on=newest,
    )


def _begins(day: date, zone: ZoneInfo, *, after: int = 0) -> datetime:
    return datetime.combine(day + timedelta(days=after), time(), zone).astimezone(UTC)


def _happenings(tx: Tx, account_id: int, zone: ZoneInfo) -> Iterator[Happening]:
    exact, by_day = days.posted(tx, account_id)
    for kind, several in (
        (Kind.POSTED, exact),
        (Kind.CAMPAIGN, days.begun(tx)),
        (Kind.IMPORTED, days.imported(tx)),
    ):
        for at, what in several:
            yield Happening(at.astimezone(zone).date(), kind, what)
    for on, what in by_day:
        yield Happening(on, Kind.POSTED, what)
