"""What was said last in a conversation, what went out lately, and how long sending took."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from typing import NamedTuple

from dm_assistant.domain.model import Draft, Platform
from dm_assistant.storage.clock import moment, seconds
from dm_assistant.storage.names import shown_on

SentLine = sqlite3.Row
"""One message that was sent, its columns by name."""


class LastSaid(NamedTuple):
    """The latest message of a conversation, and whether it is the creator's own."""

    ours: bool
    at: datetime
    text: str


_LAST = """
SELECT ours, at, text FROM (
  SELECT 1 AS ours, t.at AS at, t.id AS id,
    CASE WHEN t.draft_id IS NULL THEN t.text WHEN d.sent_text <> '' THEN d.sent_text ELSE d.text END
    AS text
  FROM touches AS t LEFT JOIN drafts AS d ON d.id = t.draft_id
  WHERE t.contact_id = :contact AND t.account_id = :account AND t.purpose <> 'invite'
    AND t.state IN ('handed_over', 'sent', 'imported') AND t.draft_id IS NOT :draft
  UNION ALL
  SELECT 0, i.at, i.id, i.text FROM inbounds AS i
  WHERE i.contact_id = :contact AND i.platform = :platform AND i.channel = 'dm'
) ORDER BY at DESC, ours, id DESC LIMIT 1
"""


def last_said(db: sqlite3.Connection, draft: Draft, platform: Platform) -> LastSaid | None:
    """Return the latest private message to or from a draft's person, itself left out."""
    row = db.execute(
        _LAST,
        {
            "contact": draft.contact_id,
            "account": draft.account_id,
            "platform": platform.value,
            "draft": draft.id,
        },
    ).fetchone()
    return None if row is None else LastSaid(bool(row[0]), moment(row[1]), row[2])


def sent_since(db: sqlite3.Connection, since: datetime) -> list[SentLine]:
    """Return the messages that were sent since a moment, newest first, each with its code."""
    cursor = db.cursor()
    cursor.row_factory = sqlite3.Row
    return cursor.execute(
        "SELECT d.id, d.contact_id, h.handle, h.platform, c.name, d.purpose, d.state, d.sent_at, "
        "d.seen_at, d.replied_at, "
        "CASE WHEN d.sent_text <> '' THEN d.sent_text ELSE d.text END AS text, "
        "coalesce(k.code, '') AS code, coalesce(k.state, '') AS code_state "
        "FROM drafts AS d JOIN contacts AS c ON c.id = d.contact_id "
        f"JOIN handles AS h ON h.id = {shown_on('d.platform')} "
        "LEFT JOIN codes AS k ON k.id = d.code_id "
        "WHERE d.sent_at >= ? AND d.state IN ('sent', 'in_requests', 'seen', 'replied') "
        "ORDER BY d.sent_at DESC, d.id DESC",
        (seconds(since),),
    ).fetchall()
