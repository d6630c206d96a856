"""How long people waited for an answer, and who still waits; only what was sent answers."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.engine import Connection

from dm_assistant.storage.bulk import driver
from dm_assistant.storage.clock import moment
from dm_assistant.storage.reports import span_of

_ASKED = (
    "SELECT i.contact_id, i.at AS asked_at, i.archived_at, coalesce(d.out_at, "
    # What answered it outside the program is told by an import; a draft that has not left is none.
    "CASE WHEN coalesce(d.to_go, 0) = 0 THEN i.answered_at END) AS sent_at "
    "FROM inbounds AS i LEFT JOIN (SELECT answers_inbound_id, min(sent_at) AS out_at, "
    "max(state IN ('drafted', 'snoozed', 'approved', 'handed_over')) AS to_go FROM drafts "
    "WHERE answers_inbound_id IS NOT NULL GROUP BY answers_inbound_id) AS d "
    "ON d.answers_inbound_id = i.id WHERE i.channel = 'dm'"
)


def waits(tx: Connection, since: datetime | None, until: datetime | None) -> list[int]:
    """Return how many seconds each message had to wait that was answered in a span of time."""
    rows = driver(tx).execute(
        f"SELECT max(sent_at - asked_at, 0) FROM ({_ASKED}) WHERE sent_at >= ? AND sent_at < ?",
        span_of(since, until),
    )
    return [row[0] for row in rows]


def waiting(tx: Connection) -> list[tuple[int, datetime]]:
    """Return who waits for an answer now and since when, the longest first."""
    rows = driver(tx).execute(
        f"SELECT contact_id, min(asked_at) FROM ({_ASKED}) WHERE sent_at IS NULL "
        "AND archived_at IS NULL GROUP BY contact_id ORDER BY 2, 1"
    )
    return [(contact_id, moment(at)) for contact_id, at in rows]
