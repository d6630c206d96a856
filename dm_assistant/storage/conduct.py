"""What the creator did: how long people waited for an answer, and what was sent them."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.engine import Connection

from dm_assistant.storage.bulk import driver
from dm_assistant.storage.clock import moment, seconds
from dm_assistant.storage.lanes import WAITING
from dm_assistant.storage.reports import LAST


def _span(since: datetime | None, until: datetime | None) -> tuple[int, int]:
    return (
        -LAST if since is None else seconds(since),
        LAST if until is None else seconds(until),
    )


def waits(tx: Connection, since: datetime | None, until: datetime | None) -> list[timedelta]:
    """Return how long each answered message of a span of time had to wait."""
    rows = driver(tx).execute(
        "SELECT max(answered_at - at, 0) FROM inbounds WHERE channel = 'dm' "
        "AND answered_at IS NOT NULL AND at >= ? AND at < ?",
        _span(since, until),
    )
    return [timedelta(seconds=row[0]) for row in rows]


def waiting_since(tx: Connection, now: datetime) -> list[datetime]:
    """Return when the messages that wait for an answer now came in."""
    rows = driver(tx).execute(
        f"SELECT i.at FROM inbounds AS i WHERE {WAITING}", {"now": seconds(now)}
    )
    return [moment(row[0]) for row in rows]


def sent(
    tx: Connection, since: datetime | None, until: datetime | None
) -> list[tuple[str, str, str, int]]:
    """Return (purpose, template, kind, how many) of the messages sent in a span of time."""
    return (
        driver(tx)
        .execute(
            "SELECT purpose, template, kind, count(*) FROM drafts "
            "WHERE sent_at >= ? AND sent_at < ? GROUP BY purpose, template, kind ORDER BY 1, 2, 3",
            _span(since, until),
        )
        .fetchall()
    )
