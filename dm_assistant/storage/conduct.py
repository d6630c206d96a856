"""What the creator did: how long people waited for an answer, and what was sent them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.engine import Connection

from dm_assistant.storage.bulk import driver
from dm_assistant.storage.clock import moment, seconds
from dm_assistant.storage.lanes import WAITING
from dm_assistant.storage.reports import span_of


def waits(tx: Connection, since: datetime | None, until: datetime | None) -> list[int]:
    """Return how many seconds each answered message of a span of time had to wait."""
    rows = driver(tx).execute(
        "SELECT max(answered_at - at, 0) FROM inbounds WHERE channel = 'dm' "
        "AND answered_at IS NOT NULL AND at >= ? AND at < ?",
        span_of(since, until),
    )
    return [row[0] for row in rows]


def waiting_since(tx: Connection, now: datetime) -> list[datetime]:
    """Return when the messages that wait for an answer now came in."""
    rows = driver(tx).execute(
        f"SELECT i.at FROM inbounds AS i WHERE {WAITING}", {"now": seconds(now)}
    )
    return [moment(row[0]) for row in rows]


def sent(
    tx: Connection, since: datetime | None, until: datetime | None
) -> list[tuple[str, str, str, int]]:
    """Return (purpose, template, kind, how many) of the messages sent in a span of time.

    Openers are left out: ``reports.sent`` has them.
    """
    rows = driver(tx).execute(
        "SELECT purpose, template, kind, count(*) FROM drafts "
        "WHERE (kind <> 'opener' OR purpose = 'invite') AND +sent_at >= ? AND +sent_at < ? "
        "GROUP BY purpose, template, kind ORDER BY 1, 2, 3",
        span_of(since, until),
    )
    return rows.fetchall()
