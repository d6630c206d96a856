"""When people comment, when followers are active, when posts went up: counted, or as it holds.

Driver SQL, for the reason given in ``loader``.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy.engine import Connection

from dm_assistant.domain.statistics.week_grid import BLOCK_HOURS, CELLS
from dm_assistant.domain.wall_clock import Span
from dm_assistant.storage.bulk import driver
from dm_assistant.storage.clock import moment, seconds
from dm_assistant.storage.figures import standing

_BLOCK = BLOCK_HOURS * 3600
_MONDAY = 18
"""Unix time began on a Thursday, this many blocks after a Monday's midnight."""

_SOMEBODY = "own = 0 AND erased_at IS NULL AND comments > 0"
_WAITING = " AND id IN (SELECT contact_id FROM drafts WHERE state IN ('drafted', 'snoozed'))"


class Zone(NamedTuple):
    """The people of one time zone as it is written: how many, their first and last comment."""

    name: str
    people: int
    first_at: datetime
    last_at: datetime


class Counted(NamedTuple):
    """The views of a post as last counted."""

    platform_id: str
    posted_on: date
    counted_on: date
    views: int


def zoned(tx: Connection) -> dict[int, str]:
    """Return the time zones of the people of whom one is written down."""
    rows = driver(tx).execute("SELECT id, timezone FROM contacts WHERE timezone <> ''")
    return dict(rows.fetchall())


def zones(tx: Connection, since: datetime | None, *, waiting: bool) -> list[Zone]:
    """Return who commented from a moment on, by time zone; ``waiting``: with a draft that waits."""
    rows = driver(tx).execute(
        "SELECT timezone, count(*), min(first_comment_at), max(last_comment_at) FROM contacts "
        f"WHERE {_SOMEBODY} AND last_comment_at >= ?{_WAITING * waiting} GROUP BY timezone",
        (0 if since is None else seconds(since),),
    )
    return [Zone(name, count, moment(first), moment(last)) for name, count, first, last in rows]


def active(
    tx: Connection,
    names: Collection[str],
    spans: Sequence[Span],
    since: datetime | None,
    *,
    waiting: bool,
) -> list[int]:
    """Count, by weekday and block, how often people of some zones commented.

    A person counts once for each block of each day. ``spans`` are those of their wall clock, and
    every row is moved by its own: a block in which the clock changes stays one block.
    """
    rows = driver(tx).execute(
        "SELECT block, count(*) FROM (SELECT DISTINCT contact_id, "
        f"(at + {_ahead(spans)}) / {_BLOCK} + {_MONDAY} AS block FROM comments "
        f"WHERE at >= ? AND contact_id IN (SELECT id FROM contacts WHERE {_SOMEBODY} "
        f"AND timezone IN ({', '.join('?' * len(names))}){_WAITING * waiting})) "
        f"GROUP BY block % {CELLS}",
        (0 if since is None else seconds(since), *names),
    )
    found = [0] * CELLS
    for block, count in rows:
        found[block % CELLS] = count
    return found


def _ahead(spans: Sequence[Span]) -> str:
    """Return SQL for the seconds by which the wall clock is ahead at ``at``."""
    offsets = [int(span.offset.total_seconds()) for span in spans]
    if len(spans) == 1:
        return str(offsets[0])
    changes = [seconds(span.start) for span in spans]
    cases = (f"WHEN at >= {changes[at]} THEN {offsets[at]}" for at in range(len(spans) - 1, 0, -1))
    return f"CASE {' '.join(cases)} ELSE {offsets[0]} END"


def followers(tx: Connection) -> dict[tuple[date, int], int]:
    """Return how many followers were active by day and hour, of the account known the latest."""
    db = driver(tx)
    newest = db.execute(
        "SELECT account_id FROM hourly_activity GROUP BY account_id "
        "ORDER BY max(on_day) DESC, account_id LIMIT 1"
    ).fetchone()
    if newest is None:
        return {}
    rows = db.execute(
        f"SELECT f.on_day, f.hour, f.active FROM ({standing('hourly_activity')}) AS f "
        "WHERE f.account_id = ?",
        tuple(newest),
    )
    return {(date.fromisoformat(day), hour): count for day, hour, count in rows}


def posts(tx: Connection, account_id: int) -> list[Counted]:
    """Return the posts of an account, each with the views of the last day they were counted."""
    rows = driver(tx).execute(
        "SELECT platform_id, posted_on, on_day, views FROM "
        f"({standing('post_figures')}) AS f WHERE account_id = ? AND NOT EXISTS "
        "(SELECT 1 FROM post_figures AS o WHERE o.account_id = f.account_id "
        "AND o.platform_id = f.platform_id AND o.on_day > f.on_day) ORDER BY platform_id",
        (account_id,),
    )
    return [
        Counted(post, date.fromisoformat(posted), date.fromisoformat(counted), views)
        for post, posted, counted, views in rows
    ]
