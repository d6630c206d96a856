"""When people wrote, when they were answered, and who still waits."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from sqlalchemy.engine import Connection

from dm_assistant.storage.bulk import driver
from dm_assistant.storage.clock import moment, seconds


class Answered(NamedTuple):
    """One message of theirs and when our answer to it went out."""

    asked_at: datetime
    answered_at: datetime


def between(tx: Connection, start: datetime, end: datetime) -> list[Answered]:
    """Return the messages that were answered between two moments; only what was sent answers."""
    rows = driver(tx).execute(
        "SELECT i.at, min(d.sent_at) AS out_at FROM drafts AS d "
        "JOIN inbounds AS i ON i.id = d.answers_inbound_id "
        "WHERE i.channel = 'dm' AND d.sent_at >= i.at GROUP BY i.id "
        "HAVING out_at >= ? AND out_at < ?",
        (seconds(start), seconds(end)),
    )
    return [Answered(moment(asked), moment(out)) for asked, out in rows]


def since(tx: Connection, inbound_ids: Iterable[int]) -> dict[int, datetime]:
    """Return when some messages of theirs came, by id."""
    rows = driver(tx).execute(
        "SELECT id, at FROM inbounds WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(inbound_ids)),),
    )
    return {number: moment(at) for number, at in rows}
