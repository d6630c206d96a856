"""What the creator sent besides first messages, by what it was for."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.engine import Connection

from dm_assistant.storage.bulk import driver
from dm_assistant.storage.reports import span_of


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
