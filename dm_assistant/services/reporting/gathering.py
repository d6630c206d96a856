"""What a report is about, gathered once, each number from the place that shows it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from dm_assistant.domain.reporting.document import Section
from dm_assistant.domain.statistics.figures import Table
from dm_assistant.domain.statistics.impact import Impact, Kind
from dm_assistant.domain.statistics.rates import Dimension, Opener
from dm_assistant.domain.statistics.review import DAYS, Week, monday_of
from dm_assistant.domain.statistics.thresholds import ACCOUNT_DAYS, WEEKS_DRAWN
from dm_assistant.services import impact, numbers, review
from dm_assistant.services.reporting import other_places
from dm_assistant.services.workspace import Workspace

BLOCKS = 6
BLOCK_HOURS = 4

Cells = tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Material:
    """The numbers of a period; ``week`` is missing where the period is over."""

    account: str
    made_at: datetime
    zone: ZoneInfo
    since: datetime | None
    until: datetime | None
    practice: bool
    totals: Table
    tables: dict[Dimension, Table]
    weeks: tuple[tuple[date, int, int], ...]
    hours: Cells
    account_days: Impact
    week: Week | None
    additions: tuple[Section, ...]
    documents: Mapping[str, object]


def gather(ws: Workspace, since: datetime | None, until: datetime | None) -> Material:
    """Gather the numbers of the messages sent in a period, and of the account's days in it."""
    now, zone = ws.now(), ws.timezone
    with ws.database.read() as tx:
        openers = numbers.openers(tx, ws, since, until)
    days = _account_days(ws, since, until)
    span = days.first_on, days.last_on
    return Material(
        account=ws.account_label,
        made_at=now,
        zone=zone,
        since=since,
        until=until,
        practice=ws.practice,
        totals=numbers.stats(ws, since=since, until=until),
        tables=numbers.tables(ws, since=since, until=until),
        weeks=_weeks(openers, zone, now),
        hours=_hours(openers),
        account_days=days,
        week=review.week(ws) if until is None else None,
        additions=tuple(other_places.additions(ws, since, until, span)),
        documents=other_places.documents(ws, since, until, span),
    )


def _account_days(ws: Workspace, since: datetime | None, until: datetime | None) -> Impact:
    today = impact.impact(ws, shown=1).last_on
    last = min(today, _day(until, ws.timezone) - timedelta(days=1)) if until else today
    first = _day(since, ws.timezone) if since else last - timedelta(days=ACCOUNT_DAYS - 1)
    found = impact.impact(ws, since=min(first, last), until=last)
    # The names of files are nobody else's business.
    happened = tuple(each for each in found.happenings if each.kind is not Kind.IMPORTED)
    return replace(found, happenings=happened)


def _day(at: datetime, zone: ZoneInfo) -> date:
    return at.astimezone(zone).date()


def _weeks(
    openers: Sequence[Opener], zone: ZoneInfo, now: datetime
) -> tuple[tuple[date, int, int], ...]:
    """Return for each week what was sent and how many first replies came in, without gaps."""
    sent: Counter[date] = Counter()
    came: Counter[date] = Counter()
    for each in openers:
        if not each.confirmed:
            continue
        sent[monday_of(each.sent_at, zone)] += 1
        at = each.first_reply_at
        if at is not None and each.sent_at <= at <= now:
            came[monday_of(at, zone)] += 1
    if not sent:
        return ()
    first, last = min(sent), max((*sent, *came))
    every = [first + timedelta(days=DAYS * n) for n in range((last - first).days // DAYS + 1)]
    return tuple((day, sent[day], came[day]) for day in every[-WEEKS_DRAWN:])


def _hours(openers: Sequence[Opener]) -> Cells:
    """Count what was sent by weekday and block of hours of the receiver's clock."""
    sent: Counter[tuple[int, int]] = Counter()
    for each in openers:
        if each.confirmed:
            local = each.sent_at + each.utc_offset
            sent[local.weekday(), local.hour // BLOCK_HOURS] += 1
    return tuple(tuple(sent[day, at] for at in range(BLOCKS)) for day in range(DAYS))
