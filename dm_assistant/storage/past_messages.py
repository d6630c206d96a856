"""Past conversations of an import: what is stored of one, and what the import adds to it.

Driver SQL, for the reason given in ``loader``.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy.engine import Connection

from dm_assistant.domain.model import InboundClass, Platform, Purpose, SuppressionReason
from dm_assistant.domain.past_messages import (
    LOGGED_AFTER,
    LOGGED_BEFORE,
    Heard,
    Sent,
    Stored,
)
from dm_assistant.storage.bulk import driver, keep_change
from dm_assistant.storage.clock import moment, moment_or_none, seconds, seconds_or_none

PURPOSE = Purpose.CHALLENGE
"""What a message of ours counts as whose purpose nobody knows.

The least dangerous for every rule: it sells, so the next offer waits for its month and for a word
of theirs; and it gives nothing, so no request may follow from it. A keyword it may have answered
is spent whatever it was for: the gate is told that the purpose is a guess.
"""

_OUT = "('handed_over', 'sent', 'in_requests', 'seen', 'replied')"
_OURS = "FROM touches WHERE contact_id = ? AND state IN ('handed_over', 'sent', 'imported')"
_THEIRS = "FROM inbounds WHERE contact_id = ? AND channel = 'dm'"


class NewInbound(NamedTuple):
    """A past message of theirs as it is to be stored; not answered and not put away, it waits."""

    at: datetime
    text: str
    preselected: InboundClass
    answers_draft_id: int | None
    answered_at: datetime | None
    archived_at: datetime | None


def stored(db: sqlite3.Connection, contact_id: int, first: datetime, last: datetime) -> Stored:
    """Return what is stored of a conversation between two moments, and around them."""
    heard = db.execute(
        f"SELECT at, text, batch_id IS NULL {_THEIRS} AND at BETWEEN ? AND ? ORDER BY at, id",
        (contact_id, seconds(first - LOGGED_BEFORE), seconds(last + LOGGED_AFTER)),
    )
    sent = db.execute(
        "SELECT id, coalesce(sent_at, handed_over_at) AS out_at, text FROM drafts "
        f"WHERE contact_id = ? AND state IN {_OUT} ORDER BY out_at, id",
        (contact_id,),
    )
    ours = db.execute(
        f"SELECT at, state {_OURS} AND purpose <> 'invite' AND at BETWEEN ? AND ? ORDER BY at, id",
        (contact_id, seconds(first), seconds(last)),
    ).fetchall()
    later = _one(
        db,
        f"SELECT min(at) {_OURS} AND purpose <> 'invite' AND at > ?",
        contact_id,
        seconds(last),
    )
    ours_at = [moment(row[0]) for row in ours]
    return Stored(
        heard=[Heard(moment(row[0]), row[1], bool(row[2])) for row in heard],
        sent=[Sent(row[0], moment(row[1]), row[2]) for row in sent if row[1] is not None],
        imported_at=[moment(row[0]) for row in ours if row[1] == "imported"],
        ours_at=ours_at if later is None else [*ours_at, later],
        began_at=_one(
            db,
            f"SELECT min(at) FROM (SELECT min(at) AS at {_OURS} "
            f"UNION ALL SELECT min(at) {_THEIRS})",
            contact_id,
            contact_id,
        ),
        last_heard_at=_one(db, f"SELECT max(at) {_THEIRS}", contact_id),
    )


def _one(db: sqlite3.Connection, sql: str, *values: int) -> datetime | None:
    return moment_or_none(db.execute(sql, values).fetchone()[0])


def no_contact(db: sqlite3.Connection, contact_id: int) -> SuppressionReason | None:
    """Return why somebody is never to be messaged."""
    row = db.execute("SELECT no_contact FROM contacts WHERE id = ?", (contact_id,)).fetchone()
    return None if row[0] is None else SuppressionReason(row[0])


def sent_at(tx: Connection, contact_id: int, limit: int) -> list[datetime]:
    """Return when we last wrote to somebody according to imports, newest first."""
    rows = driver(tx).execute(
        "SELECT at FROM touches WHERE contact_id = ? AND state = 'imported' "
        "ORDER BY at DESC, id DESC LIMIT ?",
        (contact_id, limit),
    )
    return [moment(row[0]) for row in rows]


def has_drafts(db: sqlite3.Connection, contact_id: int) -> bool:
    """Return whether somebody is about to be written to."""
    row = db.execute(
        "SELECT 1 FROM drafts WHERE contact_id = ? "
        "AND state IN ('drafted', 'snoozed', 'approved') LIMIT 1",
        (contact_id,),
    ).fetchone()
    return row is not None


def add_inbounds(
    db: sqlite3.Connection,
    batch_id: int,
    contact_id: int,
    platform: Platform,
    new: Iterable[NewInbound],
) -> None:
    """Store past messages of theirs; no person has classed them yet."""
    db.executemany(
        "INSERT INTO inbounds (contact_id, platform, channel, at, text, preselected, "
        "answers_draft_id, answered_at, archived_at, batch_id) "
        "VALUES (?, ?, 'dm', ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                contact_id,
                platform.value,
                seconds(each.at),
                each.text,
                each.preselected.value,
                each.answers_draft_id,
                seconds_or_none(each.answered_at),
                seconds_or_none(each.archived_at),
                batch_id,
            )
            for each in new
        ],
    )


def add_touches(
    db: sqlite3.Connection,
    batch_id: int,
    contact_id: int,
    account_id: int,
    sent_at: Sequence[datetime],
    *,
    first: bool,
) -> None:
    """Store past messages of ours, one by one; ``first`` says that the first began it all."""
    db.executemany(
        "INSERT INTO touches (contact_id, account_id, at, purpose, state, first, batch_id) "
        "VALUES (?, ?, ?, ?, 'imported', ?, ?)",
        [
            (contact_id, account_id, seconds(at), PURPOSE.value, int(first and not place), batch_id)
            for place, at in enumerate(sent_at)
        ],
    )


def answer(
    db: sqlite3.Connection, batch_id: int, contact_id: int, sent_at: Sequence[datetime]
) -> None:
    """Take out of the Reply lane what messages of ours have answered; a possible stop stays."""
    waiting = db.execute(
        f"SELECT id, at {_THEIRS} AND answered_at IS NULL AND archived_at IS NULL "
        "AND NOT (confirmed IS NULL AND preselected = 'review')",
        (contact_id,),
    ).fetchall()
    for inbound_id, at in waiting:
        later = [each for each in sent_at if seconds(each) > at]
        if later:
            after = {"answered_at": seconds(min(later))}
            _change(db, batch_id, "inbounds", inbound_id, **after)


def replied(db: sqlite3.Connection, batch_id: int, draft_id: int, at: datetime) -> None:
    """Note that a message of this program got an answer: it was sent, opened and replied to."""
    state, out_at, replied_at, touch_id, code_id, code_state = db.execute(
        "SELECT d.state, coalesce(d.sent_at, d.handed_over_at), d.replied_at, t.id, k.id, k.state "
        "FROM drafts AS d LEFT JOIN touches AS t ON t.draft_id = d.id "
        "LEFT JOIN codes AS k ON k.id = d.code_id WHERE d.id = ?",
        (draft_id,),
    ).fetchone()
    if state == "replied":
        if replied_at is not None and seconds(at) < replied_at:
            _change(db, batch_id, "drafts", draft_id, replied_at=seconds(at))
        return
    _change(
        db,
        batch_id,
        "drafts",
        draft_id,
        state="replied",
        replied_at=seconds(at),
        sent_at=out_at,
        read_state="read",
    )
    if touch_id is not None:
        _change(db, batch_id, "touches", touch_id, state="sent")
    if code_state == "reserved":
        _change(db, batch_id, "codes", code_id, state="given", given_at=seconds(at))


def _change(
    db: sqlite3.Connection, batch_id: int, table: str, row_id: int, **after: int | str
) -> None:
    keep_change(db, batch_id, table, row_id, before=dict.fromkeys(after), after=after)


def note_age(db: sqlite3.Connection, contact_id: int, age: int) -> None:
    """Keep the lowest age that a person ever stated; taking the import back leaves it."""
    db.execute(
        "UPDATE contacts SET birth_age = ? WHERE id = ? AND (birth_age IS NULL OR birth_age > ?)",
        (age, contact_id, age),
    )


def take_back(db: sqlite3.Connection, batch_id: int) -> tuple[int, set[int]]:
    """Remove the messages that an import brought; returns how many, and whose.

    A message of theirs that somebody has classed or answered since stays.
    """
    added_to = (
        "batch_id = ? AND confirmed IS NULL AND NOT EXISTS "
        "(SELECT 1 FROM drafts WHERE drafts.answers_inbound_id = inbounds.id)"
    )
    people: set[int] = set()
    removed = 0
    for table, where in (("touches", "batch_id = ?"), ("inbounds", added_to)):
        rows = db.execute(f"SELECT DISTINCT contact_id FROM {table} WHERE {where}", (batch_id,))
        people.update(row[0] for row in rows)
        removed += db.execute(f"DELETE FROM {table} WHERE {where}", (batch_id,)).rowcount
    return removed, people
