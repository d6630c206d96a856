"""The creator's own days: the platform's figures beside the messages sent, from one query layer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from dm_assistant.domain.figures import DailyFigure
from dm_assistant.domain.model import Account, Platform
from dm_assistant.domain.statistics import series
from dm_assistant.domain.statistics.effect import Effect, Surge
from dm_assistant.domain.statistics.impact import (
    AROUND,
    SHOWN,
    Happening,
    Impact,
    Kind,
    growth,
)
from dm_assistant.domain.statistics.placebo import Rank, first_needed, ranked
from dm_assistant.domain.statistics.series import Days, followed
from dm_assistant.domain.statistics.thresholds import HISTORY_DAYS, RISE_AFTER
from dm_assistant.domain.text import to_screen
from dm_assistant.errors import BadInputError
from dm_assistant.services import effects, kpi_figures
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import days, kpis
from dm_assistant.storage.database import Tx

DAYS = 28
LONGEST = 3660


def impact(
    ws: Workspace,
    *,
    since: date | None = None,
    until: date | None = None,
    shown: int = DAYS,
    account: str | None = None,
) -> Impact:
    """Return the last ``shown`` days, or those since a day, up to a day or today.

    Days are those of the account's clock; unless it is named, it is the one whose figures are the
    newest. Raises BadInputError for a day to come.
    """
    with ws.database.read() as tx:
        span = _span(tx, ws, since, until, shown, account)
        return _gathered(tx, span.account, span.first, span.last, span.newest)


def effect(
    ws: Workspace,
    *,
    since: date | None = None,
    until: date | None = None,
    account: str | None = None,
) -> Effect:
    """Say whether messages moved anything; see statistics 5.

    Hold-outs and people are those of the whole workspace, daily figures those of the account over
    the last 120 days unless ``since`` says otherwise.
    """
    with ws.database.read() as tx:
        span = _span(tx, ws, since, until, HISTORY_DAYS, account)
        zone = ZoneInfo(span.account.timezone)
        known = effects.known_until(tx, ws.now())
        pooled, each_of = effects.trials(tx, known, zone)
        judged = _days(tx, span, span.first, span.last)
        return Effect(
            account=span.account.handle,
            first_on=span.first,
            last_on=span.last,
            comments_until=None if known is None else known.astimezone(zone).date(),
            pooled=pooled,
            campaigns=each_of,
            difference=effects.compared(tx, known),
            series=tuple(followed(each) for each in judged),
            surges=_surges(tx, span, judged),
        )


def spikes(ws: Workspace, *, shown: int = DAYS, account: str | None = None) -> tuple[Surge, ...]:
    """Return the spikes of the last days as ``effect`` finds them, with what else happened."""
    with ws.database.read() as tx:
        span = _span(tx, ws, None, None, HISTORY_DAYS, account)
        first = span.last - timedelta(days=shown - 1)
        found = _surges(tx, span, _days(tx, span, span.first, span.last))
        return tuple(each for each in found if each.spike.on >= first)


def history(ws: Workspace, *, shown: int = DAYS, account: str | None = None) -> tuple[Days, ...]:
    """Return the judged figures of the last days and of all that a rank of one looks back on."""
    with ws.database.read() as tx:
        span = _span(tx, ws, None, None, shown, account)
        return _days(tx, span, first_needed(span.first), span.last)


def ranks(ws: Workspace, on: date, *, account: str | None = None) -> tuple[Rank, ...]:
    """Rank the rises after one date among comparable dates, a figure each; see statistics 5.3."""
    with ws.database.read() as tx:
        span = _span(tx, ws, None, None, DAYS, account)
        if on > span.last:
            raise BadInputError("--date lies in the future")
        if (span.last - on).days >= LONGEST:
            raise BadInputError(f"--date is more than {LONGEST:,} days ago: choose a later day")
        last = min(span.last, on + timedelta(days=RISE_AFTER - 1))
        return tuple(ranked(each, on) for each in _days(tx, span, first_needed(on), last))


class _Span(NamedTuple):
    """Some days of an account, and the last one of which it has any figure."""

    account: Account
    first: date
    last: date
    newest: date | None


def _span(
    tx: Tx, ws: Workspace, since: date | None, until: date | None, shown: int, name: str | None
) -> _Span:
    newest = days.newest(tx)
    account = _account(ws, newest) if name is None else _named(ws, name)
    today = ws.now().astimezone(ZoneInfo(account.timezone)).date()
    last = until or today
    first = since or last - timedelta(days=shown - 1)
    if first > today or last > today:
        raise BadInputError(f"--{'since' if first > today else 'until'} lies in the future")
    if first > last:
        raise BadInputError("--until is before --since")
    if (last - first).days >= LONGEST:
        raise BadInputError(f"--since is more than {LONGEST:,} days ago: choose a later day")
    return _Span(account, first, last, newest.get(account.id))


def _account(ws: Workspace, newest: dict[int, date]) -> Account:
    mine = sorted(ws.accounts, key=lambda each: each.platform is not Platform.TIKTOK)
    return max(mine, key=lambda each: newest.get(each.id, date.min))


def _named(ws: Workspace, name: str) -> Account:
    key = name.strip().removeprefix("@").casefold()
    mine = {f"{each.platform}:{each.handle}": each for each in ws.accounts if each.handle}
    for whole, each in mine.items():
        if key in (each.handle.casefold(), whole.casefold()):
            return each
    known = ", ".join(map(to_screen, mine)) or "none with a name"
    raise BadInputError(f"none of your accounts is {to_screen(name)!r}; there are: {known}")


def _days(tx: Tx, span: _Span, first: date, last: date) -> tuple[Days, ...]:
    zone = ZoneInfo(span.account.timezone)
    sent = days.sent(tx, span.account.id, _begins(first, zone), _begins(last, zone, after=1))
    return effects.figures(tx, span.account, first, last, sent)


def _surges(tx: Tx, span: _Span, judged: tuple[Days, ...]) -> tuple[Surge, ...]:
    found = [(each.label, spike) for each in judged for spike in series.spikes(each)]
    if not found:
        return ()
    happened = _sorted(_happenings(tx, span.account.id, ZoneInfo(span.account.timezone)))
    return tuple(
        Surge(
            spike, label, tuple(one for one in happened if abs((one.on - spike.on).days) <= AROUND)
        )
        for label, spike in sorted(found, key=lambda each: (each[1].on, each[1].name))
    )


def _gathered(tx: Tx, account: Account, first: date, last: date, newest: date | None) -> Impact:
    zone = ZoneInfo(account.timezone)
    every = [first + timedelta(days=each) for each in range((last - first).days + 1)]
    found = kpi_figures.daily(kpi_figures.Gathered(tx, account), first, last)
    known = [newest, *(day for _, day in found)]
    sent = Counter(
        at.astimezone(zone).date()
        for at in days.sent(tx, account.id, _begins(first, zone), _begins(last, zone, after=1))
    )
    followers = {day: each for (name, day), each in found.items() if name is DailyFigure.FOLLOWERS}
    happened = [each for each in _happenings(tx, account.id, zone) if first <= each.on <= last]
    return Impact(
        account=account.handle,
        platform=account.platform.value,
        first_on=first,
        last_on=last,
        figures={name: tuple(found.get((name, day)) for day in every) for name in SHOWN},
        sent=tuple(sent[day] for day in every),
        happenings=_sorted(happened),
        growth=growth(followers, first, last),
        newest_on=max((day for day in known if day is not None), default=None),
    )


def _begins(day: date, zone: ZoneInfo, *, after: int = 0) -> datetime:
    return datetime.combine(day + timedelta(days=after), time(), zone).astimezone(UTC)


def _sorted(happened: Iterable[Happening]) -> tuple[Happening, ...]:
    order = [*Kind]
    return tuple(sorted({*happened}, key=lambda each: (each.on, order.index(each.kind), each.what)))


def _happenings(tx: Tx, account_id: int, zone: ZoneInfo) -> Iterator[Happening]:
    exact, by_day = days.posted(tx, account_id)
    for kind, several in (
        (Kind.POSTED, exact),
        (Kind.CAMPAIGN, days.begun(tx)),
        (Kind.IMPORTED, days.imported(tx)),
    ):
        for at, what in several:
            yield Happening(at.astimezone(zone).date(), kind, what)
    for each in kpis.changes(tx):
        yield Happening(each.on, Kind.CHANGED, each.words)
    for on, what in by_day:
        yield Happening(on, Kind.POSTED, what)
