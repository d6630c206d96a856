"""The stored activity of each contact: measured again for the people an import touched.

Driver SQL, for the reason given in ``loader``: a first import measures every comment there is.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from operator import itemgetter

from sqlalchemy.engine import Connection

from dm_assistant.domain.activity import Activity
from dm_assistant.domain.first_look import VERSION, VERSIONS, first_look
from dm_assistant.domain.ranking import (
    RING_ACCOUNTS,
    RING_WITHIN,
    Looked,
    measure_looked,
    ring_members,
)
from dm_assistant.storage.bulk import driver
from dm_assistant.storage.clock import moment, seconds_or_none

MEASURED = (
    "UPDATE contacts SET activity = ?, factor = ?, comments = ?, posts = ?, "
    "questions = ?, likes = ?, copies = ?, giveaways = ?, promotions = ?, ring = ?, capped = ?, "
    "first_comment_at = ?, last_comment_at = ? WHERE id = ?"
)
WRITE_CHUNK = 2000


def remeasure(
    tx: Connection, batch_id: int | None, step: Callable[[int], None] = lambda _done: None
) -> None:
    """Measure the stale people of ``temp.touched`` again, after marking copy-paste rings anew.

    Without a batch the texts are those that ``gather_copies`` found before. ``step`` is told how
    many people are done and may raise to stop.
    """
    db = driver(tx)
    if batch_id is not None:
        gather_copies(tx, batch_id)
    _mark_rings(db)
    rows: list[tuple[object, ...]] = []
    done = 0
    for contact_id, activity in _measured(db):
        rows.append((*_columns(activity), contact_id))
        done += 1
        if len(rows) == WRITE_CHUNK:
            db.executemany(MEASURED, rows)
            rows.clear()
            step(done)
    db.executemany(MEASURED, rows)
    step(done)


def begin(db: sqlite3.Connection) -> None:
    """Begin a new list of touched people, ``temp.touched``.

    ``made`` are those who were not there before. Who is ``stale`` is measured again: of somebody
    whose comments are all as they were, nothing is to be found out.
    """
    db.execute("DROP TABLE IF EXISTS temp.touched")
    db.execute(
        "CREATE TEMP TABLE touched (contact_id INTEGER PRIMARY KEY, made INTEGER NOT NULL, "
        "stale INTEGER NOT NULL)"
    )


def touch(
    db: sqlite3.Connection, contact_ids: Iterable[int], *, made: bool = False, stale: bool = True
) -> None:
    """Put people on the list; who was on it stays, and may only become stale."""
    db.executemany(
        "INSERT INTO temp.touched VALUES (?, ?, ?) "
        "ON CONFLICT (contact_id) DO UPDATE SET stale = max(stale, excluded.stale)",
        [(each, int(made), int(stale)) for each in contact_ids],
    )


def touched(tx: Connection) -> tuple[int, int]:
    """Return how many people the load made and how many it knew."""
    row = driver(tx).execute("SELECT sum(made), sum(1 - made) FROM temp.touched").fetchone()
    return int(row[0] or 0), int(row[1] or 0)


def _columns(activity: Activity) -> tuple[object, ...]:
    return (
        activity.activity,
        activity.copy_factor * activity.giveaway_factor * activity.promotion_factor,
        activity.comments,
        activity.posts,
        activity.questions,
        activity.likes,
        activity.copies,
        activity.giveaways,
        activity.promotions,
        activity.ring,
        activity.capped,
        seconds_or_none(activity.first_at),
        seconds_or_none(activity.last_at),
    )


def _measured(db: sqlite3.Connection) -> Iterator[tuple[int, Activity]]:
    """Yield the stale people of ``temp.touched`` as they measure now."""
    giveaways = {row[0] for row in db.execute("SELECT id FROM posts WHERE giveaway = 1")}
    rows = db.execute(
        "SELECT touched.contact_id, c.post_id, c.at, c.likes, c.facts, c.text_key, c.ring, "
        f"CASE WHEN c.facts / {VERSIONS} = {VERSION} THEN NULL ELSE c.id END "
        "FROM temp.touched LEFT JOIN comments AS c ON c.contact_id = touched.contact_id "
        "WHERE touched.stale = 1 ORDER BY touched.contact_id"
    )
    for contact_id, group in groupby(rows, key=itemgetter(0)):
        looked: list[Looked] = []
        for _, post, at, likes, facts, key, ring, unread in group:
            if unread is not None:
                facts, key, _ = first_look(_text(db, unread))  # noqa: PLW2901 - found out now
            if post is not None:
                looked.append((post, at, likes, facts, key, post in giveaways, ring))
        yield contact_id, measure_looked(looked)


def _text(db: sqlite3.Connection, comment_id: int) -> str:
    row = db.execute("SELECT text FROM comments WHERE id = ?", (comment_id,)).fetchone()
    return str(row[0])


_GATHERED = (
    "ON CONFLICT (text_key) DO UPDATE SET first_at = min(first_at, excluded.first_at), "
    "last_at = max(last_at, excluded.last_at)"
)


def gather_copies(tx: Connection, batch_id: int) -> None:
    """List in ``temp.copies`` the texts that a batch brought, changed or replaced, and when.

    Those it brought are left out that cannot be a ring's: fewer than three, and in no other batch.
    """
    db = driver(tx)
    _begin_copies(db)
    # The first batch of all need not look each text up among the others.
    elsewhere = (
        "EXISTS (SELECT 1 FROM comments AS o WHERE o.batch_id <> :batch) AND EXISTS "
        "(SELECT 1 FROM comments AS o WHERE o.text_key > 0 AND o.text_key = comments.text_key "
        "AND o.batch_id <> :batch)"
    )
    db.execute(
        "INSERT INTO temp.copies SELECT text_key, min(at), max(at) FROM comments "
        "WHERE batch_id = :batch AND text_key > 0 GROUP BY text_key "
        f"HAVING count(*) >= {RING_ACCOUNTS} OR {elsewhere} {_GATHERED}",
        {"batch": batch_id},
    )
    for values in ("before", "after"):
        db.execute(
            f"INSERT INTO temp.copies SELECT json_extract(i.{values}, '$.text_key') AS key, c.at, "
            "c.at FROM import_changes AS i JOIN comments AS c ON c.id = i.row_id "
            f"WHERE i.batch_id = ? AND i.table_name = 'comments' AND key > 0 {_GATHERED}",
            (batch_id,),
        )


def gather_copies_of(tx: Connection, contact_ids: Iterable[int]) -> None:
    """List in ``temp.copies`` the texts that some people wrote, and when."""
    db = driver(tx)
    _begin_copies(db)
    db.executemany(
        "INSERT INTO temp.copies SELECT text_key, min(at), max(at) FROM comments "
        f"WHERE contact_id = ? AND text_key > 0 GROUP BY text_key {_GATHERED}",
        [(each,) for each in contact_ids],
    )


def _begin_copies(db: sqlite3.Connection) -> None:
    db.execute("DROP TABLE IF EXISTS temp.copies")
    db.execute(
        "CREATE TEMP TABLE copies (text_key INTEGER PRIMARY KEY, first_at INTEGER NOT NULL, "
        "last_at INTEGER NOT NULL)"
    )


def _mark_rings(db: sqlite3.Connection) -> None:
    """Mark texts that at least three accounts wrote within a day, and touch whose mark changed.

    A comment makes a ring of those within a day of it, and whether they are one depends on those
    within a day of them: older copies of a text that never stops coming cost nothing.
    """
    within = int(RING_WITHIN.total_seconds())
    near = (
        "c.text_key > 0 AND c.text_key = copies.text_key "
        f"AND c.at BETWEEN copies.first_at - {2 * within} AND copies.last_at + {2 * within}"
    )
    suspects = db.execute(
        f"SELECT copies.* FROM temp.copies CROSS JOIN comments AS c ON {near} "
        "GROUP BY copies.text_key "
        f"HAVING count(DISTINCT c.contact_id) >= {RING_ACCOUNTS} OR max(c.ring) = 1"
    ).fetchall()
    for key, first_at, last_at in suspects:
        rows = db.execute(
            "SELECT c.id, c.contact_id, c.at, c.ring FROM temp.copies CROSS JOIN comments AS c "
            f"ON {near} WHERE copies.text_key = ? ORDER BY c.at, c.id",
            (key,),
        ).fetchall()
        members = ring_members([(row[1], moment(row[2])) for row in rows])
        changed = [
            row
            for place, row in enumerate(rows)
            if row[3] != (place in members) and first_at - within <= row[2] <= last_at + within
        ]
        db.executemany(
            "UPDATE comments SET ring = 1 - ring WHERE id = ?", [(row[0],) for row in changed]
        )
        touch(db, {row[1] for row in changed})


def touched_with_drafts(tx: Connection) -> list[int]:
    """Return the stale people who have an open draft."""
    rows = driver(tx).execute(
        "SELECT DISTINCT touched.contact_id FROM temp.touched JOIN drafts "
        "ON drafts.contact_id = touched.contact_id WHERE touched.stale = 1 "
        "AND drafts.state IN ('drafted', 'snoozed')"
    )
    return [row[0] for row in rows]


def touched_opted_out(tx: Connection) -> int:
    """Return how many of the touched people are never to be messaged."""
    row = (
        driver(tx)
        .execute(
            "SELECT count(*) FROM temp.touched JOIN contacts ON contacts.id = touched.contact_id "
            "WHERE contacts.no_contact IS NOT NULL"
        )
        .fetchone()
    )
    return int(row[0])
