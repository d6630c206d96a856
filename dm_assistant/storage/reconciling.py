"""Drafts beside the messages of the account's own export: what is compared, and what is changed.

Driver SQL, for the reason given in ``loader``. Changes go through ``bulk.Changes``, so that taking
the import back puts everything back.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy.engine import Connection

from dm_assistant.domain.model import DraftState, Platform
from dm_assistant.domain.reconciling import NOT_SENT, SENT_WITHIN, UNAPPROVED, Given, Message
from dm_assistant.storage.bulk import driver
from dm_assistant.storage.clock import moment, moment_or_none, seconds

_OUT = "('handed_over', 'sent', 'in_requests', 'seen', 'replied')"
_OUT_AT = "coalesce(d.handed_over_at, d.sent_at)"
_OPEN = (
    "d.platform = ? AND d.found_at IS NULL AND d.purpose <> 'invite' AND d.text <> '' "
    f"AND {_OUT_AT} IS NOT NULL AND (d.state IN {_OUT} "
    f"OR (d.state = 'could_not_send' AND d.could_not = '{NOT_SENT}'))"
)
_COLUMNS = (
    f"d.id, d.contact_id, d.state, d.text, {_OUT_AT}, d.approved_at, d.sent_at, d.replied_at, "
    "d.found_at, d.answers_inbound_id, t.id, t.state, t.at, k.id, k.state, k.contact_id, "
    "d.seen_at IS NOT NULL"
)
_WITH = (
    "FROM drafts AS d LEFT JOIN touches AS t ON t.draft_id = d.id "
    "LEFT JOIN codes AS k ON k.id = d.code_id"
)
_THESE = "IN (SELECT value FROM json_each(?))"


class Out(NamedTuple):
    """A message of this program that was handed over, with the touch and the code it has."""

    id: int
    contact_id: int
    state: DraftState
    text: str
    out_at: datetime
    approved_at: datetime | None
    sent_at: datetime | None
    replied_at: datetime | None
    found: bool
    answers: int | None
    touch_id: int | None
    touch_state: str
    touch_at: datetime | None
    code_id: int | None
    code_state: str
    code_of: int | None
    seen: bool

    def given(self) -> Given:
        """Return it as it is compared."""
        return Given(self.id, self.text, self.out_at, self.approved_at, self.sent_at)


class Ours(NamedTuple):
    """A message of ours that an export brought, and in which batch."""

    contact_id: int
    message: Message
    batch_id: int


def people(db: sqlite3.Connection, platform: Platform, batch_id: int) -> list[int]:
    """Return whom an import may say something of: by messages out, by answers, by questions."""
    rows = db.execute(
        f"SELECT d.contact_id FROM drafts AS d WHERE {_OPEN} "
        "UNION SELECT contact_id FROM inbounds WHERE batch_id = ? "
        "UNION SELECT d.contact_id FROM questions AS q JOIN drafts AS d ON d.id = q.draft_id "
        "WHERE q.answer = '' AND d.platform = ? ORDER BY 1",
        (platform.value, batch_id, platform.value),
    )
    return [row[0] for row in rows]


def open_drafts(
    db: sqlite3.Connection, platform: Platform, contact_ids: Iterable[int]
) -> list[Out]:
    """Return the messages to these people that no export has shown yet, by person."""
    rows = db.execute(
        f"SELECT {_COLUMNS} {_WITH} WHERE d.contact_id {_THESE} AND {_OPEN} "
        "ORDER BY d.contact_id, d.id",
        (json.dumps(list(contact_ids)), platform.value),
    )
    return [_out(row) for row in rows]


def outgoing(db: sqlite3.Connection, contact_ids: Iterable[int]) -> list[Out]:
    """Return everything that left to these people, by person."""
    rows = db.execute(
        f"SELECT {_COLUMNS} {_WITH} WHERE d.contact_id {_THESE} AND d.state IN {_OUT} "
        f"AND {_OUT_AT} IS NOT NULL ORDER BY d.contact_id, d.id",
        (json.dumps(list(contact_ids)),),
    )
    return [_out(row) for row in rows]


def one(db: sqlite3.Connection, draft_id: int) -> Out:
    """Return one message."""
    row = db.execute(f"SELECT {_COLUMNS} {_WITH} WHERE d.id = ?", (draft_id,)).fetchone()
    return _out(row)


_STATES = {str(each): each for each in DraftState}


def _out(row: Any) -> Out:
    return Out(
        id=row[0],
        contact_id=row[1],
        state=_STATES[row[2]],
        text=row[3],
        out_at=moment(row[4]),
        approved_at=moment_or_none(row[5]),
        sent_at=moment_or_none(row[6]),
        replied_at=moment_or_none(row[7]),
        found=row[8] is not None,
        answers=row[9],
        touch_id=row[10],
        touch_state=row[11] or "",
        touch_at=moment_or_none(row[12]),
        code_id=row[13],
        code_state=row[14] or "",
        code_of=row[15],
        seen=bool(row[16]),
    )


def our_messages(
    db: sqlite3.Connection, platform: Platform, contact_ids: Iterable[int]
) -> list[Ours]:
    """Return our messages that may be one of these people's open drafts, from old to new."""
    rows = db.execute(
        "SELECT DISTINCT t.contact_id, t.id, t.at, t.text, t.batch_id FROM drafts AS d "
        "JOIN touches AS t ON t.contact_id = d.contact_id AND t.account_id = d.account_id "
        f"AND t.at BETWEEN min(coalesce(d.approved_at, {_OUT_AT}), {_OUT_AT}) "
        f"- {UNAPPROVED.total_seconds():.0f} "
        f"AND max({_OUT_AT}, coalesce(d.sent_at, 0)) + {SENT_WITHIN.total_seconds():.0f} "
        f"WHERE t.state = 'imported' AND t.text <> '' AND d.contact_id {_THESE} AND {_OPEN} "
        "ORDER BY t.contact_id, t.at, t.id",
        (json.dumps(list(contact_ids)), platform.value),
    )
    return [Ours(row[0], Message(row[1], moment(row[2]), row[3]), row[4]) for row in rows]


def first_answers(db: sqlite3.Connection, drafts: Iterable[Out]) -> dict[int, datetime]:
    """Return when people first wrote after these messages were handed over, by message."""
    found = {}
    for draft in drafts:
        row = db.execute(
            "SELECT min(at) FROM inbounds WHERE contact_id = ? AND channel = 'dm' AND at >= ?",
            (draft.contact_id, seconds(draft.out_at)),
        ).fetchone()
        if row[0] is not None:
            found[draft.id] = moment(row[0])
    return found


class Heard(NamedTuple):
    """A message of theirs."""

    id: int
    contact_id: int
    at: datetime
    batch_id: int | None


def untied(
    db: sqlite3.Connection, batch_id: int, contact_ids: Iterable[int], changed: Iterable[int]
) -> list[Heard]:
    """Return what a batch brought of theirs, tied to nothing yet; of some also what was there."""
    rows = db.execute(
        "SELECT i.id, i.contact_id, i.at, i.batch_id FROM inbounds AS i WHERE i.channel = 'dm' "
        f"AND i.contact_id {_THESE} AND i.answers_draft_id IS NULL "
        f"AND (i.batch_id = ? OR i.contact_id {_THESE}) "
        "AND EXISTS (SELECT 1 FROM drafts AS d WHERE d.contact_id = i.contact_id "
        f"AND d.state IN {_OUT}) ORDER BY i.contact_id, i.at, i.id",
        (json.dumps(list(contact_ids)), batch_id, json.dumps(list(changed))),
    )
    return [Heard(row[0], row[1], moment(row[2]), row[3]) for row in rows]


def tied(db: sqlite3.Connection, draft_id: int) -> list[Heard]:
    """Return what is taken for an answer to a message."""
    rows = db.execute(
        "SELECT id, contact_id, at, batch_id FROM inbounds WHERE answers_draft_id = ?", (draft_id,)
    )
    return [Heard(row[0], row[1], moment(row[2]), row[3]) for row in rows]


def tie(db: sqlite3.Connection, answers: Iterable[tuple[int, int]]) -> None:
    """Tie messages of theirs that this very import brought to ours: (reply, message)."""
    db.executemany(
        "UPDATE inbounds SET answers_draft_id = ? WHERE id = ?",
        [(draft_id, reply_id) for reply_id, draft_id in answers],
    )


def answered_otherwise(db: sqlite3.Connection, draft: Out) -> int | None:
    """Return when another message of ours answered what a draft was to answer, if one did."""
    row = db.execute(
        "SELECT min(t.at) FROM inbounds AS i JOIN touches AS t ON t.contact_id = i.contact_id "
        "AND t.at >= i.at WHERE i.id = ? AND t.draft_id IS NOT ? AND t.purpose <> 'invite' "
        "AND t.state IN ('handed_over', 'sent', 'imported')",
        (draft.answers, draft.id),
    ).fetchone()
    found: int | None = row[0]
    return found


def drop_touches(db: sqlite3.Connection, touch_ids: Iterable[int]) -> None:
    """Remove messages of this very import that turned out to be drafts."""
    db.executemany("DELETE FROM touches WHERE id = ?", [(each,) for each in touch_ids])


def keep_in_step(db: sqlite3.Connection, draft_id: int) -> None:
    """Leave touch and code of a message that stays what it is as what it is needs them."""
    row = db.execute(
        "SELECT state, code_id, coalesce(replied_at, sent_at), found_at FROM drafts WHERE id = ?",
        (draft_id,),
    ).fetchone()
    unsent = row[0] == DraftState.COULD_NOT_SEND
    db.execute(
        "UPDATE touches SET state = ?, at = coalesce(?, at) WHERE draft_id = ?",
        ("withdrawn" if unsent else "sent", row[3], draft_id),
    )
    db.execute(
        "UPDATE codes SET state = ?, given_at = ?, contact_id = CASE WHEN ? THEN NULL "
        "ELSE contact_id END WHERE id = ? AND state = 'reserved'",
        ("free" if unsent else "given", None if unsent else row[2], unsent, row[1]),
    )


def campaign_is_free(db: sqlite3.Connection, draft_id: int) -> bool:
    """Return whether no other message took a draft's step of its campaign since it was dropped."""
    row = db.execute(
        "SELECT 1 FROM drafts AS d JOIN drafts AS o ON o.contact_id = d.contact_id "
        "AND o.campaign = d.campaign AND o.step = d.step AND o.id <> d.id WHERE d.id = ? "
        "AND d.campaign <> '' AND o.state NOT IN ('skipped', 'cancelled', 'could_not_send')",
        (draft_id,),
    ).fetchone()
    return row is None


def with_open_drafts(db: sqlite3.Connection, contact_ids: Collection[int]) -> set[int]:
    """Return those of these people for whom a draft waits."""
    rows = db.execute(
        f"SELECT DISTINCT contact_id FROM drafts WHERE contact_id {_THESE} "
        "AND state IN ('drafted', 'snoozed')",
        (json.dumps(list(contact_ids)),),
    )
    return {row[0] for row in rows}


def handles(db: sqlite3.Connection, contact_ids: Iterable[int]) -> dict[int, str]:
    """Return the names people are shown by."""
    rows = db.execute(
        f"SELECT contact_id, handle FROM handles WHERE contact_id {_THESE} "
        "ORDER BY current, joined_at IS NULL, id DESC",
        (json.dumps(list(contact_ids)),),
    )
    return dict(rows.fetchall())


def brought_since(tx: Connection, batch_id: int, since: datetime) -> list[tuple[int, str]]:
    """Return whom we wrote what outside the program since a moment, as far as a batch says."""
    rows = driver(tx).execute(
        "SELECT contact_id, text FROM touches WHERE batch_id = ? AND state = 'imported' "
        "AND at > ? AND text <> ''",
        (batch_id, seconds(since)),
    )
    return [(row[0], row[1]) for row in rows]


def reworded(tx: Connection, batch_id: int) -> list[int]:
    """Return the drafts of which a batch said that they were sent, or were not."""
    rows = driver(tx).execute(
        "SELECT DISTINCT row_id FROM import_changes WHERE batch_id = ? AND table_name = 'drafts'",
        (batch_id,),
    )
    return [row[0] for row in rows]
