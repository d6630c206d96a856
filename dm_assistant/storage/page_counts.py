"""What the second path reads for the pages beside the rates: rows as they are, nothing counted.

Driver SQL, for the reason given in ``loader``.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterator

from dm_assistant.domain.page_counts import Asked, Drawn


def drawn(db: sqlite3.Connection) -> list[Drawn]:
    """Return every place of every campaign, in the order in which they were drawn."""
    rows = db.execute(
        "SELECT g.name, coalesce(p.id, c.id), a.arm, a.eligible_at, a.variant, a.probability, "
        "a.block_id, a.by_hand, coalesce(p.erased_at, c.erased_at) IS NOT NULL FROM arms AS a "
        "JOIN campaigns AS g ON g.id = a.campaign_id JOIN contacts AS c ON c.id = a.contact_id "
        "LEFT JOIN contacts AS p ON p.id = c.merged_into ORDER BY a.eligible_at, a.id"
    )
    return [Drawn._make(row) for row in rows]


def asked(db: sqlite3.Connection) -> list[Asked]:
    """Return every direct message of theirs, and which of ours were to answer it."""
    ours: dict[int, list[int]] = {}
    for inbound, draft in db.execute(
        "SELECT answers_inbound_id, id FROM drafts WHERE answers_inbound_id IS NOT NULL"
    ):
        ours.setdefault(inbound, []).append(draft)
    rows = db.execute(
        "SELECT id, contact_id, at, archived_at IS NOT NULL, answered_at FROM inbounds "
        "WHERE channel = 'dm' ORDER BY at, id"
    )
    return [
        Asked(row[1], row[2], bool(row[3]), row[4], tuple(ours.get(row[0], ()))) for row in rows
    ]


def zones(db: sqlite3.Connection) -> dict[int, str]:
    """Return the time zone that is written down of each person that has one."""
    return dict(db.execute("SELECT id, timezone FROM contacts WHERE timezone <> ''").fetchall())


def commented(db: sqlite3.Connection, contact_ids: Collection[int]) -> Iterator[tuple[int, int]]:
    """Yield who wrote a comment when, for some people."""
    yield from db.execute(
        "SELECT contact_id, at FROM comments WHERE contact_id IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(contact_ids)),),
    )


def last_comment(db: sqlite3.Connection) -> int | None:
    """Return when somebody else wrote the newest comment."""
    row = db.execute(
        "SELECT max(m.at) FROM comments AS m JOIN contacts AS c ON c.id = m.contact_id "
        "WHERE c.own = 0"
    ).fetchone()
    return None if row[0] is None else int(row[0])


def daily(db: sqlite3.Connection, account_id: int) -> list[tuple[str, str, str, int, int]]:
    """Return what every import says of an account's days: name, day, its last day, batch, value."""
    rows = db.execute(
        "SELECT name, on_day, said_on, batch_id, value FROM daily_figures WHERE account_id = ?",
        (account_id,),
    )
    return rows.fetchall()


def noted(db: sqlite3.Connection, account_id: int) -> set[str]:
    """Return which figures of an account were noted by hand."""
    rows = db.execute(
        "SELECT DISTINCT name FROM noted_figures WHERE account_id = ? AND taken_at IS NULL",
        (account_id,),
    )
    return {row[0] for row in rows}
