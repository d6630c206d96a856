"""Past conversations of an import: what is stored of many at once, and what the import adds.

Driver SQL, for the reason given in ``loader``.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy.engine import Connection

from dm_assistant.domain.model import InboundClass, Platform, Purpose, SuppressionReason
from dm_assistant.domain.past_messages import LOGGED_AFTER, LOGGED_BEFORE, Heard, Stored, Wrote
from dm_assistant.storage.bulk import Changes, driver
from dm_assistant.storage.clock import moment, moment_or_none, seconds, seconds_or_none

PURPOSE = Purpose.CHALLENGE
"""What a message of ours counts as whose purpose nobody knows.

The least dangerous for every rule: it sells, so the next offer waits for its month and for a word
of theirs; and it gives nothing, so no request may follow from it. A keyword it may have answered
is spent whatever it was for: the gate is told that the purpose is a guess.
"""

_OURS = "state IN ('handed_over', 'sent', 'imported')"
_LATER = "touches WHERE contact_id = k.contact_id AND purpose <> 'invite'"
_THEIRS = "inbounds WHERE contact_id = k.contact_id AND channel = 'dm'"


class Talk(NamedTuple):
    """A conversation that an import speaks of, from its first moment there to its last."""

    contact_id: int
    first: datetime
    last: datetime


class Known(NamedTuple):
    """What is known of somebody whose conversation it is; ``drafted``: about to be written to."""

    stored: Stored
    no_contact: SuppressionReason | None
    drafted: bool


class NewInbound(NamedTuple):
    """A past message of theirs as it is to be stored; not answered and not put away, it waits."""

    contact_id: int
    platform: Platform
    at: datetime
    text: str
    preselected: InboundClass
    answered_at: datetime | None
    archived_at: datetime | None


class NewTouch(NamedTuple):
    """A past message of ours as it is to be stored; ``first`` says that it began it all."""

    contact_id: int
    account_id: int
    at: datetime
    text: str
    first: bool


def known(db: sqlite3.Connection, talks: Sequence[Talk]) -> dict[int, Known]:
    """Return what is stored of these conversations, of different people, by person."""
    _list(db, talks)
    heard, wrote, ours = (_grouped(db, sql) for sql in (_HEARD, _WROTE, _OURS_AT))
    found = {}
    for who, later, began, heard_from, last, reason, drafted in db.execute(_AROUND):
        ours_at = [moment(at) for _, at in ours(who)]
        stored = Stored(
            heard=[Heard(moment(at), text, bool(hand)) for _, at, text, hand in heard(who)],
            wrote=[Wrote(moment(at), text, of) for _, at, text, of in wrote(who)],
            ours_at=ours_at if later is None else [*ours_at, moment(later)],
            began_at=moment_or_none(min(filter(None, (began, heard_from)), default=None)),
            last_heard_at=moment_or_none(last),
        )
        no_contact = None if reason is None else SuppressionReason(reason)
        found[who] = Known(stored, no_contact, bool(drafted))
    return found


_HEARD = (
    "SELECT k.contact_id, i.at, i.text, i.batch_id IS NULL FROM temp.talks AS k "
    "JOIN inbounds AS i ON i.contact_id = k.contact_id AND i.at BETWEEN "
    f"k.first - {LOGGED_BEFORE.total_seconds():.0f} AND "
    f"k.last + {LOGGED_AFTER.total_seconds():.0f} "
    "WHERE i.channel = 'dm' ORDER BY k.contact_id, i.at, i.id"
)
_WROTE = (
    "SELECT k.contact_id, t.at, t.text, t.id FROM temp.talks AS k JOIN touches AS t "
    "ON t.contact_id = k.contact_id AND t.at BETWEEN k.first AND k.last "
    "WHERE t.state = 'imported' UNION ALL "
    "SELECT k.contact_id, d.found_at, coalesce(nullif(d.sent_text, ''), d.text), 0 "
    "FROM temp.talks AS k JOIN drafts AS d ON d.contact_id = k.contact_id "
    "AND d.found_at BETWEEN k.first AND k.last ORDER BY 1, 2, 4"
)
_OURS_AT = (
    "SELECT k.contact_id, t.at FROM temp.talks AS k JOIN touches AS t "
    "ON t.contact_id = k.contact_id AND t.at BETWEEN k.first AND k.last "
    f"WHERE t.{_OURS} AND t.purpose <> 'invite' ORDER BY k.contact_id, t.at"
)
_AROUND = (
    f"SELECT k.contact_id, (SELECT min(at) FROM {_LATER} AND at > k.last AND {_OURS}), "
    f"(SELECT min(at) FROM touches WHERE contact_id = k.contact_id AND {_OURS}), "
    f"(SELECT min(at) FROM {_THEIRS}), (SELECT max(at) FROM {_THEIRS}), c.no_contact, "
    "EXISTS (SELECT 1 FROM drafts WHERE contact_id = k.contact_id "
    "AND state IN ('drafted', 'snoozed', 'approved')) "
    "FROM temp.talks AS k JOIN contacts AS c ON c.id = k.contact_id ORDER BY k.contact_id"
)


def _list(db: sqlite3.Connection, talks: Iterable[Talk]) -> None:
    db.execute("DROP TABLE IF EXISTS temp.talks")
    db.execute(
        "CREATE TEMP TABLE talks (contact_id INTEGER PRIMARY KEY, first INTEGER NOT NULL, "
        "last INTEGER NOT NULL)"
    )
    db.executemany(
        "INSERT INTO temp.talks VALUES (?, ?, ?)",
        [(each.contact_id, seconds(each.first), seconds(each.last)) for each in talks],
    )


def _grouped(db: sqlite3.Connection, sql: str) -> Any:
    """Return a function that gives the rows of one person."""
    found = {who: list(rows) for who, rows in groupby(db.execute(sql), key=itemgetter(0))}
    return lambda who: found.get(who, ())


def no_contact(db: sqlite3.Connection, contact_id: int) -> SuppressionReason | None:
    """Return why somebody is never to be messaged."""
    row = db.execute("SELECT no_contact FROM contacts WHERE id = ?", (contact_id,)).fetchone()
    return None if row[0] is None else SuppressionReason(row[0])


def wrote(tx: Connection, contact_id: int, limit: int) -> list[Wrote]:
    """Return what we last wrote to somebody outside the program, newest first."""
    rows = driver(tx).execute(
        "SELECT at, text, id FROM touches WHERE contact_id = ? AND state = 'imported' "
        "ORDER BY at DESC, id DESC LIMIT ?",
        (contact_id, limit),
    )
    return [Wrote(moment(row[0]), row[1], row[2]) for row in rows]


def add_inbounds(db: sqlite3.Connection, batch_id: int, new: Iterable[NewInbound]) -> None:
    """Store past messages of theirs; no person has classed them yet."""
    db.executemany(
        "INSERT INTO inbounds (contact_id, platform, channel, at, text, preselected, "
        "answered_at, archived_at, batch_id) VALUES (?, ?, 'dm', ?, ?, ?, ?, ?, ?)",
        [
            (
                each.contact_id,
                each.platform.value,
                seconds(each.at),
                each.text,
                each.preselected.value,
                seconds_or_none(each.answered_at),
                seconds_or_none(each.archived_at),
                batch_id,
            )
            for each in new
        ],
    )


def add_touches(db: sqlite3.Connection, batch_id: int, new: Iterable[NewTouch]) -> None:
    """Store past messages of ours, one by one."""
    db.executemany(
        "INSERT INTO touches (contact_id, account_id, at, purpose, state, first, text, batch_id) "
        "VALUES (?, ?, ?, ?, 'imported', ?, ?, ?)",
        [
            (
                each.contact_id,
                each.account_id,
                seconds(each.at),
                PURPOSE.value,
                int(each.first),
                each.text,
                batch_id,
            )
            for each in new
        ],
    )


def answer(db: sqlite3.Connection, changes: Changes, ours_at: dict[int, list[datetime]]) -> None:
    """Take out of the Reply lane what messages of ours have answered; a possible stop stays.

    ``ours_at`` are our new messages by person; the conversations are those last asked about.
    """
    if not ours_at:
        return
    for inbound_id, contact_id, at in db.execute(
        "SELECT i.id, i.contact_id, i.at FROM temp.talks AS k JOIN inbounds AS i "
        "ON i.contact_id = k.contact_id WHERE i.channel = 'dm' AND i.answered_at IS NULL "
        "AND i.archived_at IS NULL AND NOT (i.confirmed IS NULL AND i.preselected = 'review')"
    ):
        later = [seconds(each) for each in ours_at.get(contact_id, ()) if seconds(each) > at]
        if later:
            changes.change("inbounds", inbound_id, answered_at=min(later))


def note_age(db: sqlite3.Connection, contact_id: int, age: int) -> None:
    """Keep the lowest age that a person ever stated; taking the import back leaves it."""
    db.execute(
        "UPDATE contacts SET birth_age = ? WHERE id = ? AND (birth_age IS NULL OR birth_age > ?)",
        (age, contact_id, age),
    )


def known_stops(db: sqlite3.Connection, said: Collection[tuple[int, int, str]]) -> set[Any]:
    """Return which (person, time, words) of public stops are before a person already."""
    return {
        key
        for key in said
        if db.execute(
            "SELECT 1 FROM inbounds WHERE contact_id = ? AND at = ? AND text = ? "
            "AND channel = 'comment'",
            key,
        ).fetchone()
    }


def put_before_a_person(
    db: sqlite3.Connection, batch_id: int, platform: Platform, said: Iterable[tuple[int, int, str]]
) -> None:
    """Let a person look at what may be a stop, said before others: by itself it changes nothing."""
    db.executemany(
        "INSERT INTO inbounds (contact_id, platform, channel, at, text, preselected, batch_id) "
        "VALUES (?, ?, 'comment', ?, ?, ?, ?)",
        [
            (contact_id, platform.value, at, text, InboundClass.REVIEW.value, batch_id)
            for contact_id, at, text in said
        ],
    )


def take_back(db: sqlite3.Connection, batch_id: int) -> tuple[int, set[int]]:
    """Remove the messages that an import brought; returns how many, and whose.

    A message of theirs that somebody has classed, answered or coded since stays.
    """
    added_to = (
        "batch_id = ? AND confirmed IS NULL AND NOT EXISTS "
        "(SELECT 1 FROM drafts WHERE drafts.answers_inbound_id = inbounds.id) AND NOT EXISTS "
        "(SELECT 1 FROM codings WHERE codings.inbound_id = inbounds.id)"
    )
    people: set[int] = set()
    removed = 0
    db.execute(
        "DELETE FROM candidates WHERE touch_id IN (SELECT id FROM touches WHERE batch_id = ?)",
        (batch_id,),
    )
    for table, where in (("touches", "batch_id = ?"), ("inbounds", added_to)):
        rows = db.execute(f"SELECT DISTINCT contact_id FROM {table} WHERE {where}", (batch_id,))
        people.update(row[0] for row in rows)
        removed += db.execute(f"DELETE FROM {table} WHERE {where}", (batch_id,)).rowcount
    return removed, people
