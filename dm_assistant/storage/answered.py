"""Keeping messages in step with the answers to them, after acts and imports were taken back.

An import is taken back at any time, whatever was done since: what it said of a message goes, and
an answer that stays, or one that went, says something else. Driver SQL, for the reason given in
``loader``.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Iterable

from dm_assistant.storage import reconciling

_OUT = "('handed_over', 'sent', 'in_requests', 'seen', 'replied')"
_FIRST = "SELECT min(at) FROM inbounds WHERE answers_draft_id = drafts.id"
_SAID = (
    "SELECT 1 FROM journal AS j, json_each(j.detail, '$.drafts') AS e WHERE j.act = 'sent' "
    "AND e.value = ? AND j.id NOT IN (SELECT undoes FROM journal WHERE undoes IS NOT NULL)"
)


def drafts_of(db: sqlite3.Connection, inbound_ids: Iterable[int]) -> set[int]:
    """Return the messages that these of theirs answer."""
    rows = db.execute(
        "SELECT answers_draft_id FROM inbounds WHERE answers_draft_id IS NOT NULL "
        "AND id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(inbound_ids)),),
    )
    return {row[0] for row in rows}


def settle(db: sqlite3.Connection, draft_ids: Iterable[int]) -> None:
    """Have these messages answered when, and only when, a message of theirs answers them."""
    rows = db.execute(
        f"SELECT id, state, replied_at, ({_FIRST}) FROM drafts WHERE state IN {_OUT} "
        "AND id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(draft_ids)),),
    ).fetchall()
    for draft_id, state, replied_at, first in rows:
        if first is None and state == "replied":
            _unanswer(db, draft_id)
        elif first is not None and (state != "replied" or replied_at != first):
            db.execute(
                "UPDATE drafts SET state = 'replied', replied_at = ?, read_state = 'read', "
                "sent_at = coalesce(sent_at, handed_over_at) WHERE id = ?",
                (first, draft_id),
            )
            reconciling.keep_in_step(db, draft_id)


def _unanswer(db: sqlite3.Connection, draft_id: int) -> None:
    """Make a message what it is without an answer: seen, sent, or only handed over."""
    db.execute(
        "UPDATE drafts SET state = CASE WHEN seen_at IS NULL THEN 'sent' ELSE 'seen' END, "
        "replied_at = NULL, read_state = CASE WHEN seen_at IS NULL THEN 'unknown' ELSE 'read' END "
        "WHERE id = ?",
        (draft_id,),
    )
    if db.execute(_SAID, (draft_id,)).fetchone() is not None:
        return
    # Where another message stands in the way, or a no, it stays one that was sent.
    with contextlib.suppress(sqlite3.IntegrityError):
        db.execute(
            "UPDATE drafts SET state = 'handed_over', sent_at = NULL WHERE id = ? "
            "AND seen_at IS NULL AND found_at IS NULL AND handed_over_at IS NOT NULL",
            (draft_id,),
        )
        db.execute(
            "UPDATE touches SET state = 'handed_over' WHERE draft_id = ? AND EXISTS "
            "(SELECT 1 FROM drafts WHERE id = draft_id AND state = 'handed_over')",
            (draft_id,),
        )
        db.execute(
            "UPDATE codes SET state = 'reserved', given_at = NULL WHERE state = 'given' AND id = "
            "(SELECT code_id FROM drafts WHERE id = ? AND state = 'handed_over')",
            (draft_id,),
        )
