"""When to send, when people are active, when to post: gathered here, judged by the domain."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from dm_assistant.domain.model import Account, Platform
from dm_assistant.domain.rules.hours import known_zone
from dm_assistant.domain.statistics import active as activity
from dm_assistant.domain.statistics import posting as posts
from dm_assistant.domain.statistics import timing as hours
from dm_assistant.domain.statistics.active import Active, Followers
from dm_assistant.domain.statistics.posting import Posting, Views
from dm_assistant.domain.statistics.thresholds import POST_WINDOW
from dm_assistant.domain.statistics.timing import Sending, Timing
from dm_assistant.domain.statistics.week_grid import CELLS
from dm_assistant.domain.wall_clock import spans
from dm_assistant.importers.times import id_time
from dm_assistant.services import numbers
from dm_assistant.services.workspace import Workspace
from dm_assistant.storage import hours as stored
from dm_assistant.storage.database import Tx


def timing(ws: Workspace, *, since: datetime | None = None) -> Timing:
    """Return all there is to say about hours, of what happened from a moment on."""
    with ws.database.read() as tx:
        return Timing(
            sending=_sending(tx, ws, since),
            active=_active(tx, ws, since, waiting=False),
            waiting=_active(tx, ws, since, waiting=True),
            followers=activity.followers(stored.followers(tx)),
        )


def sending(ws: Workspace, *, since: datetime | None = None) -> Sending:
    """Return the first messages by weekday and block, and whether any time is better."""
    with ws.database.read() as tx:
        return _sending(tx, ws, since)


def active(ws: Workspace, *, waiting: bool = False, since: datetime | None = None) -> Active:
    """Return when people comment: all of them, or those for whom a draft waits."""
    with ws.database.read() as tx:
        return _active(tx, ws, since, waiting=waiting)


def followers(ws: Workspace) -> Followers:
    """Return when followers were active, as far as the platform's downloads say it."""
    with ws.database.read() as tx:
        return activity.followers(stored.followers(tx))


def posting(ws: Workspace, account: Account | None = None) -> Posting:
    """Return the views of an account's posts by weekday and block; of TikTok's by default.

    The hour of a post is read in its id, which only TikTok's ids tell; views that were counted
    within a week are left out.
    """
    theirs = (each for each in ws.accounts if each.platform is Platform.TIKTOK)
    mine = account or next(theirs, None)
    if mine is None:
        return posts.posting((), zone=str(ws.timezone))
    with ws.database.read() as tx:
        found = stored.posts(tx, mine.id)
    old = [each for each in found if each.counted_on - each.posted_on >= POST_WINDOW]
    zone = ZoneInfo(mine.timezone)
    known = [(id_time(each.platform_id), each.views) for each in old]
    timed = [
        Views(datetime.fromtimestamp(at, UTC).astimezone(zone).replace(tzinfo=None), views)
        for at, views in known
        if at is not None
    ]
    return posts.posting(
        timed, zone=mine.timezone, young=len(found) - len(old), timeless=len(old) - len(timed)
    )


def _sending(tx: Tx, ws: Workspace, since: datetime | None) -> Sending:
    return hours.sending(
        numbers.openers(tx, ws, since),
        ws.now(),
        zoned=[person for person, zone in stored.zoned(tx).items() if known_zone(zone)],
        zone=str(ws.timezone),
        since=since,
        window=ws.reply_window,
    )


def _active(tx: Tx, ws: Workspace, since: datetime | None, *, waiting: bool) -> Active:
    """Count each zone by its own wall clock; whoever has none that is known, by the creator's."""
    people = stored.zones(tx, since, waiting=waiting)
    theirs = [each for each in people if known_zone(each.name)]
    others = [each for each in people if not known_zone(each.name)]
    cells = [0] * CELLS
    for zone, group in [(ZoneInfo(each.name), [each]) for each in theirs] + [
        (ws.timezone, others)
    ] * bool(others):
        first = min(each.first_at for each in group)
        last = max(each.last_at for each in group)
        names = [each.name for each in group]
        there = stored.active(tx, names, spans(zone, first, last), since, waiting=waiting)
        cells = [mine + more for mine, more in zip(cells, there, strict=True)]
    zoned = sum(each.people for each in theirs)
    return Active(
        waiting=waiting,
        since=since,
        people=zoned + sum(each.people for each in others),
        zoned=zoned,
        zone=str(ws.timezone),
        cells=tuple(cells),
    )
